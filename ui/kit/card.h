// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

namespace segmentdesk {

/// A frame with round corners: tables in dialogs lie in one. Its content is inset by its border.
class Card : public QFrame
{
    Q_OBJECT

public:
    enum class Ground { Base, Alt, Win, Warn };

    explicit Card(Ground ground = Ground::Base, QWidget *parent = nullptr);
    /// One around @p content.
    static Card *around(QWidget *content, QWidget *parent);
    void setRadius(int radius);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Ground m_ground;
    int m_radius = 8;
};

} // namespace segmentdesk
