// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace segmentdesk {

/// The colour of the open segment, or the icon of another place.
class PlaceMarker : public QWidget
{
public:
    explicit PlaceMarker(QWidget *parent = nullptr);

    void show(const QString &icon, int marker);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    int m_marker = 0;
};

} // namespace segmentdesk
