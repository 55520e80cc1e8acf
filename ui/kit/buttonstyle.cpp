// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/buttonstyle.h"

#include "ui/kit/deskstyle.h"
#include "ui/kit/icon.h"
#include "ui/kit/stylepainting.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int buttonPadding = 13; ///< with the border

/// Whether a button ends in a chevron: it has a menu, or says that it opens something like one.
bool opensSomething(const QStyleOptionButton &button, const QWidget *widget)
{
    return button.features.testFlag(QStyleOptionButton::HasMenu)
        || (widget && widget->property("chevron").toBool());
}

QColor buttonTextColor(const Theme &theme, ButtonLook look, bool enabled)
{
    if (!enabled)
        return theme.dis;
    switch (look) {
    case ButtonLook::Primary:
        return theme.onAcc;
    case ButtonLook::Danger:
        return theme.onErr;
    case ButtonLook::Link:
        return theme.accText;
    case ButtonLook::Flat:
    case ButtonLook::Normal:
        break;
    }
    return theme.text;
}

/// A picture for a control: our own icons are tinted with the control's text colour.
QPixmap controlIcon(const QIcon &icon, int side, const QColor &color, bool enabled, qreal ratio)
{
    if (Icon::exists(icon.name()))
        return Icon::pixmap(icon.name(), color, side, ratio);
    return icon.pixmap(QSize(side, side), ratio, enabled ? QIcon::Normal : QIcon::Disabled);
}

bool isBoldDefault(const QStyleOptionButton *button, const QWidget *widget)
{
    return button->features.testFlag(QStyleOptionButton::DefaultButton)
        && buttonLook(widget) == ButtonLook::Normal;
}

} // namespace

bool ButtonStyle::drawPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option,
                                QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    const bool down = enabled && (option->state & QStyle::State_Sunken);
    const bool on = option->state & QStyle::State_On;

    switch (element) {
    case QStyle::PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const QRectF rect(option->rect);
        const bool small = widget && widget->property("small").toBool();
        const qreal radius = small ? 5 : 6;
        switch (buttonLook(widget)) {
        case ButtonLook::Primary:
            if (enabled) {
                drawPanel(painter, rect, radius, down || hover ? theme.accHover : theme.acc, {});
                return true;
            }
            break;
        case ButtonLook::Danger:
            if (enabled) {
                const QColor red = theme.isDark ? theme.err.lighter(108) : theme.err.darker(112);
                drawPanel(painter, rect, radius, down || hover ? red : theme.err, {});
                return true;
            }
            break;
        case ButtonLook::Link:
            return true;
        case ButtonLook::Flat:
            if (hover || down || on)
                drawPanel(painter, rect, radius, theme.sideHover, {});
            return true;
        case ButtonLook::Normal:
            break;
        }
        if (!enabled) {
            drawPanel(painter, rect, radius, {}, theme.line);
            return true;
        }
        const bool isDefault = button && isBoldDefault(button, widget);
        const QColor fill = on ? theme.sideOn
            : down             ? theme.sideHover
            : hover            ? (theme.isDark ? theme.chip.lighter(115) : theme.alt)
                               : theme.raised;
        drawPanel(painter, rect, radius, fill, isDefault ? theme.ctl : theme.btnLine);
        return true;
    }
    case QStyle::PE_PanelButtonTool:
        if (hover || down || on)
            drawPanel(painter, option->rect, 6, down ? theme.sideOn : theme.sideHover, {});
        return true;
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck: {
        const Qt::CheckState state = option->state & QStyle::State_NoChange ? Qt::PartiallyChecked
            : on                                                            ? Qt::Checked
                                                                            : Qt::Unchecked;
        DeskStyle::drawCheckBox(painter, option->rect, state, enabled, hover, option->palette);
        return true;
    }
    case QStyle::PE_IndicatorRadioButton: {
        const PainterSaver saver(painter);
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        if (on) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(enabled ? theme.acc : theme.track);
            painter->drawEllipse(QRectF(option->rect));
            painter->setBrush(enabled ? theme.onAcc : theme.dis);
            painter->drawEllipse(box.center(), 3, 3);
        } else {
            painter->setPen(QPen(!enabled    ? theme.btnLine
                                     : hover ? theme.accLine
                                             : theme.ctl,
                                 1.25));
            painter->setBrush(enabled ? theme.base : theme.win);
            painter->drawEllipse(box);
        }
        return true;
    }
    default:
        break;
    }
    return false;
}

bool ButtonStyle::drawControl(const QStyle *style, QStyle::ControlElement element,
                              const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;

    switch (element) {
    case QStyle::CE_PushButton: {
        style->drawControl(QStyle::CE_PushButtonBevel, option, painter, widget);
        style->drawControl(QStyle::CE_PushButtonLabel, option, painter, widget);
        return true;
    }
    case QStyle::CE_PushButtonBevel:
        style->drawPrimitive(QStyle::PE_PanelButtonCommand, option, painter, widget);
        return true;
    case QStyle::CE_PushButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            break;
        const ButtonLook look = buttonLook(widget);
        const PainterSaver saver(painter);
        QFont font = painter->font();
        if (widget)
            font = widget->font();
        if (isBoldDefault(button, widget))
            font.setBold(true);
        if (look == ButtonLook::Link && (option->state & QStyle::State_MouseOver) && enabled)
            font.setUnderline(true);
        painter->setFont(font);
        const QFontMetrics metrics(font);
        const QVariant own = widget ? widget->property("textColor") : QVariant();
        const QColor color =
            own.isValid() && enabled ? own.value<QColor>() : buttonTextColor(theme, look, enabled);
        const bool hasIcon = !button->icon.isNull();
        const bool hasMenu = opensSomething(*button, widget);
        const int side = hasIcon ? button->iconSize.width() : 0;
        const int textWidth = metrics.size(Qt::TextShowMnemonic, button->text).width();
        const int iconPart = hasIcon ? side + (button->text.isEmpty() ? 0 : iconGap) : 0;
        const int menuPart = hasMenu ? chevronGap + chevronSide : 0;
        const int room = button->rect.width() - (look == ButtonLook::Link ? 0 : 4);
        const int content = qMin(room, iconPart + textWidth + menuPart);
        const bool leading =
            look == ButtonLook::Link || (widget && widget->property("leading").toBool());
        int x = button->rect.left()
            + (leading ? (look == ButtonLook::Link ? 0 : buttonPadding)
                       : (button->rect.width() - content) / 2);
        const auto mirrored = [&](const QRect &rect) {
            return QStyle::visualRect(button->direction, button->rect, rect);
        };
        if (hasIcon) {
            const QRect iconRect(x, button->rect.center().y() + 1 - side / 2, side, side);
            const QColor iconColor = !enabled ? color
                : look == ButtonLook::Flat && Icon::exists(button->icon.name())
                ? theme.secondaryText
                : color;
            const QPixmap pixmap =
                controlIcon(button->icon, side, iconColor, enabled, ratioOf(painter));
            painter->drawPixmap(mirrored(iconRect), pixmap);
            x += iconPart;
        }
        const int shown = qMin(textWidth, content - iconPart - menuPart);
        const QRect textRect(x, button->rect.top(), qMax(0, shown + 1), button->rect.height());
        int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextSingleLine;
        flags |= style->styleHint(QStyle::SH_UnderlineShortcut, option, widget)
            ? Qt::TextShowMnemonic
            : Qt::TextHideMnemonic;
        painter->setPen(color);
        const QString text = shown < textWidth
            ? metrics.elidedText(button->text, Qt::ElideRight, shown, Qt::TextShowMnemonic)
            : button->text;
        painter->drawText(mirrored(textRect), flags, text);
        if (hasMenu) {
            const QRect chevron(x + shown + chevronGap,
                                button->rect.center().y() + 1 - chevronSide / 2, chevronSide,
                                chevronSide);
            Icon::paint(painter, mirrored(chevron), u"chevron-down"_s,
                        enabled && look == ButtonLook::Normal ? theme.secondaryText : color);
        }
        return true;
    }
    case QStyle::CE_CheckBoxLabel:
    case QStyle::CE_RadioButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            break;
        const PainterSaver saver(painter);
        painter->setPen(enabled ? option->palette.color(QPalette::WindowText) : theme.dis);
        int flags = Qt::AlignVCenter | Qt::AlignLeft;
        flags |= style->styleHint(QStyle::SH_UnderlineShortcut, option, widget)
            ? Qt::TextShowMnemonic
            : Qt::TextHideMnemonic;
        QRect rect = button->rect;
        if (!button->icon.isNull()) {
            const QPixmap pixmap =
                controlIcon(button->icon, iconSide, theme.secondaryText, enabled, ratioOf(painter));
            const QRect iconRect(rect.left(), rect.center().y() + 1 - iconSide / 2, iconSide,
                                 iconSide);
            painter->drawPixmap(QStyle::visualRect(button->direction, button->rect, iconRect),
                                pixmap);
            rect.setLeft(rect.left() + iconSide + iconGap);
        }
        painter->drawText(QStyle::visualRect(button->direction, button->rect, rect), flags,
                          button->text);
        return true;
    }
    default:
        break;
    }
    return false;
}

bool ButtonStyle::drawComplexControl(const QStyle *style, QStyle::ComplexControl control,
                                     const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;

    switch (control) {
    case QStyle::CC_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (!button)
            break;
        // In a line edit the buttons have no ground.
        const bool inField = widget && qobject_cast<const QLineEdit *>(widget->parentWidget());
        if (!inField)
            style->drawPrimitive(QStyle::PE_PanelButtonTool, option, painter, widget);
        const PainterSaver saver(painter);
        const bool hasMenu = button->features.testFlag(QStyleOptionToolButton::HasMenu);
        const bool strong = widget && widget->property("strong").toBool();
        const bool withIcon =
            button->toolButtonStyle != Qt::ToolButtonTextOnly && !button->icon.isNull();
        const bool withText = button->toolButtonStyle != Qt::ToolButtonIconOnly
            && !button->text.isEmpty() && !(button->features & QStyleOptionToolButton::Arrow);
        QFont font = widget ? widget->font() : painter->font();
        if (strong)
            font.setBold(true);
        painter->setFont(font);
        const QFontMetrics metrics(font);
        const int side = withIcon ? qMin(button->iconSize.width(), 20) : 0;
        const int textWidth =
            withText ? metrics.size(Qt::TextShowMnemonic, button->text).width() : 0;
        const int iconPart = withIcon ? side + (withText ? iconGap : 0) : 0;
        const int menuPart = hasMenu && withText ? chevronGap + chevronSide : 0;
        const int total = iconPart + textWidth + menuPart;
        int x = button->rect.left() + (button->rect.width() - total) / 2;
        const auto mirrored = [&](const QRect &rect) {
            return QStyle::visualRect(button->direction, button->rect, rect);
        };
        const QColor color = !enabled            ? theme.dis
            : (button->state & QStyle::State_On) ? theme.accText
            : strong                             ? theme.text
                                                 : theme.secondaryText;
        if (withIcon) {
            const QRect rect(x, button->rect.center().y() + 1 - side / 2, side, side);
            const QIcon::State state = button->state & QStyle::State_On ? QIcon::On : QIcon::Off;
            const QPixmap pixmap = strong
                ? controlIcon(button->icon, side, color, enabled, ratioOf(painter))
                : button->icon.pixmap(QSize(side, side), ratioOf(painter),
                                      enabled ? QIcon::Normal : QIcon::Disabled, state);
            painter->drawPixmap(mirrored(rect), pixmap);
            x += iconPart;
        }
        if (withText) {
            int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextSingleLine;
            flags |= style->styleHint(QStyle::SH_UnderlineShortcut, option, widget)
                ? Qt::TextShowMnemonic
                : Qt::TextHideMnemonic;
            painter->setPen(!enabled                               ? theme.dis
                                : button->state & QStyle::State_On ? theme.accText
                                                                   : theme.text);
            painter->drawText(
                mirrored(QRect(x, button->rect.top(), textWidth + 1, button->rect.height())), flags,
                button->text);
            x += textWidth;
        }
        if (menuPart > 0) {
            Icon::paint(
                painter,
                mirrored(QRect(x + chevronGap, button->rect.center().y() + 1 - chevronSide / 2,
                               chevronSide, chevronSide)),
                u"chevron-down"_s, enabled ? theme.secondaryText : theme.dis);
        }
        return true;
    }
    default:
        break;
    }
    return false;
}

std::optional<QSize> ButtonStyle::sizeFromContents(QStyle::ContentsType type,
                                                   const QStyleOption *option,
                                                   const QWidget *widget)
{
    switch (type) {
    case QStyle::CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            break;
        const ButtonLook look = buttonLook(widget);
        QFont font = widget ? widget->font() : QApplication::font();
        // The default button is bold, and any of a dialog may become it.
        if (look == ButtonLook::Normal
            && button->features
                & (QStyleOptionButton::DefaultButton | QStyleOptionButton::AutoDefaultButton)) {
            font.setBold(true);
        }
        const QFontMetrics metrics(font);
        int width = metrics.size(Qt::TextShowMnemonic, button->text).width();
        if (!button->icon.isNull())
            width += button->iconSize.width() + (button->text.isEmpty() ? 0 : iconGap);
        if (opensSomething(*button, widget))
            width += chevronGap + chevronSide;
        const bool small = widget && widget->property("small").toBool();
        const int height = px(small ? 26 : 30, widget);
        if (look == ButtonLook::Link)
            return QSize(width + 2, qMax(px(22, widget), metrics.height() + 4));
        width += 2 * (small ? 10 : buttonPadding);
        return QSize(button->text.isEmpty() ? height : width, height);
    }
    case QStyle::CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (!button)
            break;
        if (widget && qobject_cast<const QLineEdit *>(widget->parentWidget()))
            break;
        const int height = px(30, widget);
        const bool withText =
            button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty();
        if (!withText)
            return QSize(height, height);
        QFont font = widget ? widget->font() : QApplication::font();
        if (widget && widget->property("strong").toBool())
            font.setBold(true);
        int width = QFontMetrics(font).size(Qt::TextShowMnemonic, button->text).width() + 18;
        if (button->toolButtonStyle != Qt::ToolButtonTextOnly && !button->icon.isNull())
            width += button->iconSize.width() + iconGap;
        if (button->features.testFlag(QStyleOptionToolButton::HasMenu))
            width += chevronGap + chevronSide;
        return QSize(width, height);
    }
    default:
        break;
    }
    return std::nullopt;
}

} // namespace segmentdesk
