// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/viewstyle.h"

#include "ui/kit/icon.h"
#include "ui/kit/stylepainting.h"
#include "ui/kit/theme.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace segmentdesk {

bool ViewStyle::drawPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option,
                              QPainter *painter)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);

    switch (element) {
    case QStyle::PE_IndicatorHeaderArrow:
        if (const auto *head = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            Icon::paint(painter, option->rect,
                        head->sortIndicator == QStyleOptionHeader::SortUp ? u"chevron-up"_s
                                                                          : u"chevron-down"_s,
                        theme.secondaryText);
        }
        return true;
    case QStyle::PE_PanelItemViewItem:
    case QStyle::PE_PanelItemViewRow: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (!item)
            break;
        if (item->state & QStyle::State_Selected)
            painter->fillRect(option->rect, theme.sel);
        else if (hover && element == QStyle::PE_PanelItemViewItem)
            painter->fillRect(option->rect, theme.hover);
        else if (item->backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(option->rect, item->backgroundBrush);
        return true;
    }
    case QStyle::PE_IndicatorTabClose:
        Icon::paint(painter, QRectF(option->rect), u"close"_s, theme.secondaryText);
        return true;
    default:
        break;
    }
    return false;
}

bool ViewStyle::drawControl(QStyle::ControlElement element, const QStyleOption *option,
                            QPainter *painter)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;

    switch (element) {
    case QStyle::CE_HeaderSection:
    case QStyle::CE_HeaderEmptyArea: {
        painter->fillRect(option->rect, option->palette.base());
        const auto *head = qstyleoption_cast<const QStyleOptionHeader *>(option);
        const bool vertical = head && head->orientation == Qt::Vertical;
        if (!vertical)
            painter->fillRect(
                QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                theme.line);
        return true;
    }
    case QStyle::CE_HeaderLabel: {
        const auto *head = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (!head)
            break;
        const PainterSaver saver(painter);
        painter->setPen(enabled ? theme.secondaryText : theme.dis);
        const QString text =
            painter->fontMetrics().elidedText(head->text, Qt::ElideRight, head->rect.width());
        painter->drawText(head->rect, int(head->textAlignment | Qt::AlignVCenter), text);
        return true;
    }
    case QStyle::CE_TabBarTabShape: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab)
            break;
        const bool selected = tab->state & QStyle::State_Selected;
        if (!selected && enabled && (tab->state & QStyle::State_MouseOver))
            drawPanel(painter, QRectF(tab->rect).adjusted(2, 3, -2, -4), 5, theme.sideHover, {});
        if (selected) {
            QRect mark(tab->rect.left() + 8, tab->rect.bottom() - 1, tab->rect.width() - 16, 2);
            painter->fillRect(mark, enabled ? theme.accLine : theme.dis);
        }
        return true;
    }
    default:
        break;
    }
    return false;
}

} // namespace segmentdesk
