// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace segmentdesk {

/// The color of a part of the result.
class ResultSwatch : public QWidget
{
public:
    explicit ResultSwatch(int marker);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_marker;
};

} // namespace segmentdesk
