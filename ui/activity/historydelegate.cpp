// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/historydelegate.h"

#include "ui/activity/historymodel.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QPainter>

namespace segmentdesk {

namespace {

constexpr int margin = 16;

} // namespace

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    if (!index.data(HistoryModel::IsHeadingRole).toBool()) {
        SegmentDelegate::paint(painter, option, index);
        return;
    }
    painter->save();
    painter->setFont(typeFont(TypeRole::CaptionStrong, option.widget));
    painter->setPen(Theme::of(option.palette).secondaryText);
    painter->drawText(option.rect.adjusted(margin, 0, -margin, -4),
                      Qt::AlignLeading | Qt::AlignBottom,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                        option.rect.width() - 2 * margin));
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (!index.data(HistoryModel::IsHeadingRole).toBool())
        return SegmentDelegate::sizeHint(option, index);
    const QFontMetrics metrics(typeFont(TypeRole::CaptionStrong, option.widget));
    return {0, metrics.height() + 16};
}

} // namespace segmentdesk
