// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/plaintips.h"

#include <QAbstractItemView>
#include <QAction>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace segmentdesk {

QString plainAsRich(const QString &text)
{
    if (text.isEmpty())
        return {};
    // A tag makes Qt read the whole as rich text; everything in it is escaped.
    return u"<span>"_s + text.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</span>"_s;
}

std::optional<QString> PlainTips::tipAt(QWidget *widget, const QHelpEvent &help)
{
    if (const auto *menu = qobject_cast<QMenu *>(widget)) {
        const QAction *action = menu->toolTipsVisible() ? menu->actionAt(help.pos()) : nullptr;
        return action ? std::optional(action->toolTip()) : std::nullopt;
    }
    // Cells are asked for where the view's own picture is.
    if (auto *view = qobject_cast<QAbstractItemView *>(widget->parentWidget());
        view && view->viewport() == widget && view->model()) {
        QVariant tip;
        if (const auto *header = qobject_cast<QHeaderView *>(view)) {
            const int section = header->logicalIndexAt(help.pos());
            if (section >= 0)
                tip = header->model()->headerData(section, header->orientation(), Qt::ToolTipRole);
        } else {
            const QModelIndex index = view->indexAt(help.pos());
            if (index.isValid())
                tip = index.data(Qt::ToolTipRole);
        }
        if (tip.isValid())
            return tip.toString();
        return std::nullopt; // its delegate may have something to say
    }
    if (widget->property("ownTips").toBool())
        return std::nullopt;
    return widget->toolTip().isEmpty() ? std::nullopt : std::optional(widget->toolTip());
}

bool PlainTips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !watched->isWidgetType())
        return false;
    auto *widget = static_cast<QWidget *>(watched);
    const auto *help = static_cast<const QHelpEvent *>(event);
    const std::optional<QString> tip = tipAt(widget, *help);
    if (!tip)
        return false;
    QToolTip::showText(help->globalPos(), plainAsRich(*tip), widget, {}, widget->toolTipDuration());
    return true;
}

} // namespace segmentdesk
