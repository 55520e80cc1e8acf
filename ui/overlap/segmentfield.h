// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>

namespace segmentdesk {

/// A field that holds a segment: its marker, its name, and a chevron, for it opens the list.
class SegmentField : public QAbstractButton
{
public:
    SegmentField(const QString &name, int marker);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_marker; ///< -1: no segment yet
};

} // namespace segmentdesk
