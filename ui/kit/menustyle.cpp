// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/menustyle.h"

#include "ui/kit/icon.h"
#include "ui/kit/stylepainting.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int tickGap = 10; // between a tick at the end and the key behind it

} // namespace

bool MenuStyle::drawPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option,
                              QPainter *painter)
{
    const Theme &theme = Theme::of(option->palette);

    switch (element) {
    case QStyle::PE_PanelMenu:
        painter->fillRect(option->rect, theme.raised);
        return true;
    case QStyle::PE_FrameMenu: {
        const PainterSaver saver(painter);
        painter->setPen(theme.isDark ? theme.btnLine : theme.line);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
        return true;
    }
    default:
        break;
    }
    return false;
}

bool MenuStyle::drawControl(const QStyle *style, QStyle::ControlElement element,
                            const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;

    switch (element) {
    case QStyle::CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, option->palette.window());
        return true;
    case QStyle::CE_MenuBarItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        painter->fillRect(item->rect, option->palette.window());
        if (enabled && (item->state & (QStyle::State_Selected | QStyle::State_Sunken)))
            drawPanel(painter, QRectF(item->rect).adjusted(1, 1, -1, -1), 5, theme.sideHover, {});
        const PainterSaver saver(painter);
        painter->setPen(enabled && item->menuItemType != QStyleOptionMenuItem::EmptyArea
                                && (item->palette.currentColorGroup() != QPalette::Disabled)
                            ? theme.text
                            : theme.dis);
        int flags = Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip;
        flags |= style->styleHint(QStyle::SH_UnderlineShortcut, option, widget)
            ? Qt::TextShowMnemonic
            : Qt::TextHideMnemonic;
        painter->drawText(item->rect, flags, item->text);
        return true;
    }
    case QStyle::CE_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        if (item->menuItemType == QStyleOptionMenuItem::Separator) {
            const int y = item->rect.center().y();
            if (!item->text.isEmpty()) {
                const PainterSaver saver(painter);
                painter->setFont(typeFont(TypeRole::CaptionStrong));
                painter->setPen(theme.secondaryText);
                painter->drawText(item->rect.adjusted(12, 0, -12, 0),
                                  Qt::AlignVCenter | Qt::AlignLeft, item->text);
                return true;
            }
            painter->fillRect(QRect(item->rect.left() + 1, y, item->rect.width() - 2, 1),
                              theme.isDark ? theme.btnLine : theme.line);
            return true;
        }
        const bool active = enabled && (item->state & QStyle::State_Selected);
        if (active)
            drawPanel(painter, QRectF(item->rect).adjusted(4, 0, -4, 0), 5, theme.sel, {});
        const PainterSaver saver(painter);
        painter->setFont(item->font);
        const QRect row = item->rect.adjusted(12, 0, -12, 0);
        const bool columnForIcons = item->menuHasCheckableItems || item->maxIconWidth > 0;
        int x = row.left();
        const auto mirrored = [&](const QRect &rect) {
            return QStyle::visualRect(item->direction, item->rect, rect);
        };
        const QRect iconRect(x, row.center().y() + 1 - iconSide / 2, iconSide, iconSide);
        const bool ticked = item->checkType != QStyleOptionMenuItem::NotCheckable && item->checked;
        if (!item->icon.isNull()) {
            painter->drawPixmap(mirrored(iconRect),
                                item->icon.pixmap(QSize(iconSide, iconSide), ratioOf(painter),
                                                  enabled ? QIcon::Normal : QIcon::Disabled));
        }
        if (ticked) {
            // Where a menu has icons they have the place of the ticks, which all go to the end,
            // before the key.
            if (item->maxIconWidth > 0) {
                const int keys =
                    item->reservedShortcutWidth > 0 ? item->reservedShortcutWidth + tickGap : 0;
                const QRect end(row.right() + 1 - keys - iconSide, iconRect.top(), iconSide,
                                iconSide);
                Icon::paint(painter, mirrored(end), u"check"_s,
                            enabled ? theme.accText : theme.dis);
            } else if (item->checkType == QStyleOptionMenuItem::Exclusive) {
                QPainterPath dot;
                dot.addEllipse(QRectF(mirrored(iconRect)).center(), 3.5, 3.5);
                painter->setRenderHint(QPainter::Antialiasing);
                painter->fillPath(dot, enabled ? theme.accText : theme.dis);
            } else {
                Icon::paint(painter, mirrored(iconRect), u"check"_s,
                            enabled ? theme.accText : theme.dis);
            }
        }
        if (columnForIcons)
            x += iconSide + 10;
        const qsizetype tab = item->text.indexOf(u'\t');
        const QString words = tab < 0 ? item->text : item->text.left(tab);
        const QString key = tab < 0 ? QString() : item->text.mid(tab + 1);
        int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine;
        flags |= style->styleHint(QStyle::SH_UnderlineShortcut, option, widget)
            ? Qt::TextShowMnemonic
            : Qt::TextHideMnemonic;
        painter->setPen(enabled ? theme.text : theme.dis);
        painter->drawText(mirrored(QRect(x, row.top(), row.right() - x, row.height())), flags,
                          words);
        if (!key.isEmpty()) {
            painter->setPen(enabled ? theme.secondaryText : theme.dis);
            painter->drawText(mirrored(row), Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                              key);
        }
        if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
            const QRect arrow(row.right() - chevronSide + 4, row.center().y() + 1 - chevronSide / 2,
                              chevronSide, chevronSide);
            Icon::paint(painter, mirrored(arrow),
                        item->direction == Qt::RightToLeft ? u"chevron-left"_s : u"chevron-right"_s,
                        enabled ? theme.secondaryText : theme.dis);
        }
        return true;
    }
    case QStyle::CE_MenuEmptyArea:
    case QStyle::CE_MenuTearoff:
        return true;
    default:
        break;
    }
    return false;
}

std::optional<QSize> MenuStyle::sizeFromContents(QStyle::ContentsType type,
                                                 const QStyleOption *option, const QSize &size,
                                                 const QWidget *widget)
{
    switch (type) {
    case QStyle::CT_MenuBarItem:
        return QSize(size.width() + 19, px(26, widget));
    case QStyle::CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        if (item->menuItemType == QStyleOptionMenuItem::Separator)
            return QSize(size.width(), item->text.isEmpty() ? 9 : px(24, widget));
        // size is what QMenu measured: the words, and the keys in a column of their own.
        int width = size.width() + 24;
        if (item->menuHasCheckableItems || item->maxIconWidth > 0)
            width += iconSide + 10;
        if (item->text.contains(u'\t'))
            width += 24;
        if (item->checkType != QStyleOptionMenuItem::NotCheckable && item->maxIconWidth > 0)
            width += iconSide + tickGap;
        if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
            width += chevronGap + chevronSide;
        return QSize(width, px(28, widget));
    }
    default:
        break;
    }
    return std::nullopt;
}

} // namespace segmentdesk
