// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/fitrow.h"

#include <QBoxLayout>
#include <QWidget>

#include <algorithm>

namespace segmentdesk {

bool fitRow(const QBoxLayout &row, int room, const QList<Droppable> &droppable)
{
    const auto widthOf = [&row](const QWidget *widget) {
        return std::max(widget->sizeHint().width(), widget->minimumWidth()) + row.spacing();
    };
    const auto wanted = [&droppable](const QWidget *widget) {
        const auto found =
            std::find_if(droppable.cbegin(), droppable.cend(),
                         [widget](const Droppable &one) { return one.widget == widget; });
        return found == droppable.cend() ? !widget->isHidden() : found->wanted;
    };
    const QMargins margins = row.contentsMargins();
    int needed = margins.left() + margins.right();
    for (int i = 0; i < row.count(); ++i) {
        QLayoutItem *item = row.itemAt(i);
        if (const QWidget *widget = item->widget())
            needed += wanted(widget) ? widthOf(widget) : 0;
        else
            needed += item->sizeHint().width() + row.spacing();
    }
    bool all = true;
    for (const Droppable &one : droppable) {
        const bool fits = needed <= room;
        if (one.wanted && !fits) {
            needed -= widthOf(one.widget);
            all = false;
        }
        one.widget->setVisible(one.wanted && fits);
    }
    return all;
}

} // namespace segmentdesk
