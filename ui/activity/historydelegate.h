// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/segmentdelegate.h"

namespace segmentdesk {

/// The rows of the history: changes in two lines, under headings of their days.
class HistoryDelegate : public SegmentDelegate
{
    Q_OBJECT

public:
    using SegmentDelegate::SegmentDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace segmentdesk
