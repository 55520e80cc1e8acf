// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/taborder.h"

#include <QLayout>
#include <QList>
#include <QScrollArea>

namespace segmentdesk {

namespace {

void collect(QWidget *widget, QList<QWidget *> *order);

void collect(QLayout *layout, QList<QWidget *> *order)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (item->widget())
            collect(item->widget(), order);
        else if (item->layout())
            collect(item->layout(), order);
    }
}

void collect(QWidget *widget, QList<QWidget *> *order)
{
    if (widget->focusPolicy() & Qt::TabFocus)
        order->append(widget);
    if (const auto *area = qobject_cast<QScrollArea *>(widget)) {
        if (area->widget())
            collect(area->widget(), order);
    } else if (widget->layout()) {
        collect(widget->layout(), order);
    } else {
        const QObjectList &children = widget->children();
        for (QObject *child : children) {
            auto *inside = qobject_cast<QWidget *>(child);
            if (inside && !inside->isWindow())
                collect(inside, order);
        }
    }
}

} // namespace

void orderTabsAsShown(QWidget *pane)
{
    QList<QWidget *> order;
    collect(pane, &order);
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order.at(i - 1), order.at(i));
}

} // namespace segmentdesk
