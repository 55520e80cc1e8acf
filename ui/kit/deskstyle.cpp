// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/deskstyle.h"

#include "ui/kit/focusring.h"
#include "ui/kit/icon.h"
#include "ui/kit/theme.h"
#include "ui/kit/type.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleOption>
#include <QTextEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Whether a button ends in a chevron: it has a menu, or says that it opens something like one.
bool opensSomething(const QStyleOptionButton &button, const QWidget *widget)
{
    return button.features.testFlag(QStyleOptionButton::HasMenu)
        || (widget && widget->property("chevron").toBool());
}

constexpr int buttonPadding = 13; ///< with the border
constexpr int iconSide = 16;
constexpr int iconGap = 7;
constexpr int chevronSide = 12;
constexpr int chevronGap = 8;

class PainterSaver
{
public:
    explicit PainterSaver(QPainter *painter) : m_painter(painter) { m_painter->save(); }
    ~PainterSaver() { m_painter->restore(); }
    Q_DISABLE_COPY_MOVE(PainterSaver)

private:
    QPainter *m_painter;
};

/// A filled rounded rectangle with a border of one device-independent pixel inside rect.
void drawPanel(QPainter *painter, const QRectF &rect, qreal radius, const QColor &fill,
               const QColor &border, qreal width = 1)
{
    const PainterSaver saver(painter);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    const qreal inset = border.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset,
                             radius - inset);
}

bool hasFocusInside(const QWidget *widget)
{
    if (!widget)
        return false;
    const QWidget *focus = QApplication::focusWidget();
    return focus && (focus == widget || widget->isAncestorOf(focus));
}

bool isFieldPart(const QWidget *widget)
{
    const QWidget *parent = widget ? widget->parentWidget() : nullptr;
    return qobject_cast<const QComboBox *>(parent)
        || qobject_cast<const QAbstractSpinBox *>(parent);
}

bool isTextArea(const QWidget *widget)
{
    return qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
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

qreal ratioOf(const QPainter *painter)
{
    return painter->device() ? painter->device()->devicePixelRatio() : 1.0;
}

bool isBoldDefault(const QStyleOptionButton *button, const QWidget *widget)
{
    return button->features.testFlag(QStyleOptionButton::DefaultButton)
        && buttonLook(widget) == ButtonLook::Normal;
}

} // namespace

void setButtonLook(QAbstractButton *button, ButtonLook look)
{
    button->setProperty("primary", look == ButtonLook::Primary);
    button->setProperty("danger", look == ButtonLook::Danger);
    button->setProperty("link", look == ButtonLook::Link);
    button->setProperty("flat", look == ButtonLook::Flat);
    if (look == ButtonLook::Link)
        button->setCursor(Qt::PointingHandCursor);
    button->updateGeometry();
    button->update();
}

void setButtonSmall(QAbstractButton *button, bool small)
{
    button->setProperty("small", small);
    button->updateGeometry();
    button->update();
}

ButtonLook buttonLook(const QWidget *button)
{
    if (!button)
        return ButtonLook::Normal;
    if (button->property("primary").toBool())
        return ButtonLook::Primary;
    if (button->property("danger").toBool())
        return ButtonLook::Danger;
    if (button->property("link").toBool())
        return ButtonLook::Link;
    if (button->property("flat").toBool())
        return ButtonLook::Flat;
    return ButtonLook::Normal;
}

DeskStyle::DeskStyle() : QProxyStyle(u"Fusion"_s)
{
    setObjectName(u"segmentdesk"_s);
}

void DeskStyle::install(QApplication &application)
{
    QApplication::setStyle(new DeskStyle);
    new FocusRing(&application);
}

void DeskStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QLineEdit *>(widget)) {
        widget->setAttribute(Qt::WA_Hover);
    }
}

void DeskStyle::drawCheckBox(QPainter *painter, const QRect &rect, Qt::CheckState state,
                             bool enabled, bool hover, const QPalette &palette)
{
    const Theme &theme = Theme::of(palette);
    const qreal side = qMin(rect.width(), rect.height());
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(rect).center());
    if (state == Qt::Unchecked) {
        const QColor border = !enabled ? theme.btnLine : hover ? theme.accLine : theme.ctl;
        drawPanel(painter, box, 4, enabled ? theme.base : theme.win, border, 1.25);
        return;
    }
    drawPanel(painter, box, 4, enabled ? (hover ? theme.accHover : theme.acc) : theme.track, {});
    const PainterSaver saver(painter);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(box.topLeft());
    painter->scale(side / 16, side / 16);
    painter->setPen(
        QPen(enabled ? theme.onAcc : theme.dis, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    QPainterPath path;
    if (state == Qt::PartiallyChecked) {
        path.moveTo(4.5, 8);
        path.lineTo(11.5, 8);
    } else {
        path.moveTo(4.75, 8.25);
        path.lineTo(7, 10.5);
        path.lineTo(11.5, 5.5);
    }
    painter->drawPath(path);
}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                              QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & State_Enabled;
    const bool hover = enabled && (option->state & State_MouseOver);
    const bool down = enabled && (option->state & State_Sunken);
    const bool on = option->state & State_On;

    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const QRectF rect(option->rect);
        const bool small = widget && widget->property("small").toBool();
        const qreal radius = small ? 5 : 6;
        switch (buttonLook(widget)) {
        case ButtonLook::Primary:
            if (enabled) {
                drawPanel(painter, rect, radius, down || hover ? theme.accHover : theme.acc, {});
                return;
            }
            break;
        case ButtonLook::Danger:
            if (enabled) {
                const QColor red = theme.isDark ? theme.err.lighter(108) : theme.err.darker(112);
                drawPanel(painter, rect, radius, down || hover ? red : theme.err, {});
                return;
            }
            break;
        case ButtonLook::Link:
            return;
        case ButtonLook::Flat:
            if (hover || down || on)
                drawPanel(painter, rect, radius, theme.sideHover, {});
            return;
        case ButtonLook::Normal:
            break;
        }
        if (!enabled) {
            drawPanel(painter, rect, radius, {}, theme.line);
            return;
        }
        const bool isDefault = button && isBoldDefault(button, widget);
        const QColor fill = on ? theme.sideOn
            : down             ? theme.sideHover
            : hover            ? (theme.isDark ? theme.chip.lighter(115) : theme.alt)
                               : theme.raised;
        drawPanel(painter, rect, radius, fill, isDefault ? theme.ctl : theme.btnLine);
        return;
    }
    case PE_PanelButtonTool:
        if (hover || down || on)
            drawPanel(painter, option->rect, 6, down ? theme.sideOn : theme.sideHover, {});
        return;
    case PE_FrameFocusRect:
        // One ring for all: FocusRing. Tables ring their current row.
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_PanelLineEdit: {
        if (isFieldPart(widget))
            return;
        if (widget && widget->property("frameless").toBool())
            return;
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth <= 0) {
            painter->fillRect(option->rect, option->palette.base());
            return;
        }
        const bool focus = (option->state & State_HasFocus) && enabled;
        const bool wrong = widget && widget->property("wrong").toBool();
        drawPanel(painter, option->rect, 6, enabled ? theme.base : theme.win,
                  !enabled    ? theme.line
                      : wrong ? theme.err
                      : focus ? theme.accLine
                              : theme.ctl,
                  focus ? 2 : 1);
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: {
        const Qt::CheckState state = option->state & State_NoChange ? Qt::PartiallyChecked
            : on                                                    ? Qt::Checked
                                                                    : Qt::Unchecked;
        drawCheckBox(painter, option->rect, state, enabled, hover, option->palette);
        return;
    }
    case PE_IndicatorRadioButton: {
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
        return;
    }
    case PE_IndicatorArrowDown:
        Icon::paint(painter, option->rect, u"chevron-down"_s, enabled ? theme.t2 : theme.dis);
        return;
    case PE_IndicatorArrowUp:
        Icon::paint(painter, option->rect, u"chevron-up"_s, enabled ? theme.t2 : theme.dis);
        return;
    case PE_IndicatorArrowRight:
        Icon::paint(painter, option->rect, u"chevron-right"_s, enabled ? theme.t2 : theme.dis);
        return;
    case PE_IndicatorArrowLeft:
        Icon::paint(painter, option->rect, u"chevron-left"_s, enabled ? theme.t2 : theme.dis);
        return;
    case PE_IndicatorHeaderArrow:
        if (const auto *head = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            Icon::paint(painter, option->rect,
                        head->sortIndicator == QStyleOptionHeader::SortUp ? u"chevron-up"_s
                                                                          : u"chevron-down"_s,
                        theme.t2);
        }
        return;
    case PE_FrameGroupBox:
        // A group is its title and its place.
        return;
    case PE_Frame:
    case PE_FrameTabWidget: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth <= 0)
            return;
        if (isTextArea(widget)) {
            const bool focus = enabled && hasFocusInside(widget);
            drawPanel(painter, option->rect, 6, enabled ? theme.base : theme.win,
                      !enabled    ? theme.line
                          : focus ? theme.accLine
                                  : theme.ctl,
                      focus ? 2 : 1);
            return;
        }
        drawPanel(painter, option->rect, 6,
                  qobject_cast<const QAbstractItemView *>(widget) ? theme.base : QColor(),
                  theme.line);
        return;
    }
    case PE_PanelMenu:
        painter->fillRect(option->rect, theme.raised);
        return;
    case PE_FrameMenu: {
        const PainterSaver saver(painter);
        painter->setPen(theme.isDark ? theme.btnLine : theme.line);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
        return;
    }
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, theme.tip);
        return;
    case PE_FrameStatusBarItem:
        return;
    case PE_PanelStatusBar:
    case PE_PanelToolBar:
    case PE_PanelMenuBar:
        painter->fillRect(option->rect, option->palette.window());
        return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (!item)
            break;
        if (item->state & State_Selected)
            painter->fillRect(option->rect, theme.sel);
        else if (hover && element == PE_PanelItemViewItem)
            painter->fillRect(option->rect, theme.hover);
        else if (item->backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(option->rect, item->backgroundBrush);
        return;
    }
    case PE_IndicatorTabClose:
        Icon::paint(painter, QRectF(option->rect), u"close"_s, theme.t2);
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & State_Enabled;

    switch (element) {
    case CE_PushButton: {
        proxy()->drawControl(CE_PushButtonBevel, option, painter, widget);
        proxy()->drawControl(CE_PushButtonLabel, option, painter, widget);
        return;
    }
    case CE_PushButtonBevel:
        proxy()->drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
        return;
    case CE_PushButtonLabel: {
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
        if (look == ButtonLook::Link && (option->state & State_MouseOver) && enabled)
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
            return visualRect(button->direction, button->rect, rect);
        };
        if (hasIcon) {
            const QRect iconRect(x, button->rect.center().y() + 1 - side / 2, side, side);
            const QColor iconColor = !enabled                                   ? color
                : look == ButtonLook::Flat && Icon::exists(button->icon.name()) ? theme.t2
                                                                                : color;
            const QPixmap pixmap =
                controlIcon(button->icon, side, iconColor, enabled, ratioOf(painter));
            painter->drawPixmap(mirrored(iconRect), pixmap);
            x += iconPart;
        }
        const int shown = qMin(textWidth, content - iconPart - menuPart);
        const QRect textRect(x, button->rect.top(), qMax(0, shown + 1), button->rect.height());
        int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextSingleLine;
        flags |= proxy()->styleHint(SH_UnderlineShortcut, option, widget) ? Qt::TextShowMnemonic
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
                        enabled && look == ButtonLook::Normal ? theme.t2 : color);
        }
        return;
    }
    case CE_CheckBoxLabel:
    case CE_RadioButtonLabel: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button)
            break;
        const PainterSaver saver(painter);
        painter->setPen(enabled ? option->palette.color(QPalette::WindowText) : theme.dis);
        int flags = Qt::AlignVCenter | Qt::AlignLeft;
        flags |= proxy()->styleHint(SH_UnderlineShortcut, option, widget) ? Qt::TextShowMnemonic
                                                                          : Qt::TextHideMnemonic;
        QRect rect = button->rect;
        if (!button->icon.isNull()) {
            const QPixmap pixmap =
                controlIcon(button->icon, iconSide, theme.t2, enabled, ratioOf(painter));
            const QRect iconRect(rect.left(), rect.center().y() + 1 - iconSide / 2, iconSide,
                                 iconSide);
            painter->drawPixmap(visualRect(button->direction, button->rect, iconRect), pixmap);
            rect.setLeft(rect.left() + iconSide + iconGap);
        }
        painter->drawText(visualRect(button->direction, button->rect, rect), flags, button->text);
        return;
    }
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: {
        painter->fillRect(option->rect, option->palette.base());
        const auto *head = qstyleoption_cast<const QStyleOptionHeader *>(option);
        const bool vertical = head && head->orientation == Qt::Vertical;
        if (!vertical)
            painter->fillRect(
                QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
                theme.line);
        return;
    }
    case CE_HeaderLabel: {
        const auto *head = qstyleoption_cast<const QStyleOptionHeader *>(option);
        if (!head)
            break;
        const PainterSaver saver(painter);
        painter->setPen(enabled ? theme.t2 : theme.dis);
        const QString text =
            painter->fontMetrics().elidedText(head->text, Qt::ElideRight, head->rect.width());
        painter->drawText(head->rect, int(head->textAlignment | Qt::AlignVCenter), text);
        return;
    }
    case CE_ProgressBar: {
        const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
        if (!bar)
            break;
        QStyleOptionProgressBar part(*bar);
        part.rect = subElementRect(SE_ProgressBarGroove, bar, widget);
        proxy()->drawControl(CE_ProgressBarGroove, &part, painter, widget);
        proxy()->drawControl(CE_ProgressBarContents, &part, painter, widget);
        return;
    }
    case CE_ProgressBarGroove:
        drawPanel(painter, option->rect, option->rect.height() / 2.0, theme.track, {});
        return;
    case CE_ProgressBarLabel:
        return;
    case CE_ProgressBarContents: {
        const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
        if (!bar)
            break;
        const QColor color = enabled ? theme.accLine : theme.dis;
        const QRectF groove(bar->rect);
        const qreal radius = groove.height() / 2;
        QRectF filled = groove;
        if (bar->minimum == bar->maximum) {
            // Unknown length: a quarter bar that moves, or stays where animations are off.
            const QVariant phase = widget ? widget->property("phase") : QVariant();
            const qreal position = phase.isValid() ? phase.toReal() : 0.375;
            filled.setWidth(groove.width() / 4);
            filled.moveLeft(groove.left() + position * (groove.width() - filled.width()));
        } else {
            const double part = double(bar->progress - bar->minimum)
                / (double(bar->maximum) - double(bar->minimum));
            filled.setWidth(groove.width() * qBound(0.0, part, 1.0));
            if (bar->direction == Qt::RightToLeft)
                filled.moveRight(groove.right());
        }
        if (filled.width() <= 0)
            return;
        const PainterSaver saver(painter);
        QPainterPath clip;
        clip.addRoundedRect(groove, radius, radius);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setClipPath(clip, Qt::IntersectClip);
        filled.setWidth(qMax(filled.width(), groove.height()));
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawRoundedRect(filled, radius, radius);
        return;
    }
    case CE_FocusFrame: {
        const PainterSaver saver(painter);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme.accLine, 2));
        painter->setBrush(Qt::NoBrush);
        const QVariant own = widget ? widget->property("radius") : QVariant();
        const qreal radius = own.isValid() ? own.toReal() : 8;
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), radius, radius);
        return;
    }
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, option->palette.window());
        return;
    case CE_MenuBarItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        painter->fillRect(item->rect, option->palette.window());
        if (enabled && (item->state & (State_Selected | State_Sunken)))
            drawPanel(painter, QRectF(item->rect).adjusted(1, 1, -1, -1), 5, theme.sideHover, {});
        const PainterSaver saver(painter);
        painter->setPen(enabled && item->menuItemType != QStyleOptionMenuItem::EmptyArea
                                && (item->palette.currentColorGroup() != QPalette::Disabled)
                            ? theme.text
                            : theme.dis);
        int flags = Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip;
        flags |= proxy()->styleHint(SH_UnderlineShortcut, option, widget) ? Qt::TextShowMnemonic
                                                                          : Qt::TextHideMnemonic;
        painter->drawText(item->rect, flags, item->text);
        return;
    }
    case CE_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        if (item->menuItemType == QStyleOptionMenuItem::Separator) {
            const int y = item->rect.center().y();
            if (!item->text.isEmpty()) {
                const PainterSaver saver(painter);
                painter->setFont(typeFont(TypeRole::CaptionStrong));
                painter->setPen(theme.t2);
                painter->drawText(item->rect.adjusted(12, 0, -12, 0),
                                  Qt::AlignVCenter | Qt::AlignLeft, item->text);
                return;
            }
            painter->fillRect(QRect(item->rect.left() + 1, y, item->rect.width() - 2, 1),
                              theme.isDark ? theme.btnLine : theme.line);
            return;
        }
        const bool active = enabled && (item->state & State_Selected);
        if (active)
            drawPanel(painter, QRectF(item->rect).adjusted(4, 0, -4, 0), 5, theme.sel, {});
        const PainterSaver saver(painter);
        painter->setFont(item->font);
        const QRect row = item->rect.adjusted(12, 0, -12, 0);
        const bool columnForIcons = item->menuHasCheckableItems || item->maxIconWidth > 0;
        int x = row.left();
        const auto mirrored = [&](const QRect &rect) {
            return visualRect(item->direction, item->rect, rect);
        };
        const QRect iconRect(x, row.center().y() + 1 - iconSide / 2, iconSide, iconSide);
        const bool ticked = item->checkType != QStyleOptionMenuItem::NotCheckable && item->checked;
        if (!item->icon.isNull()) {
            painter->drawPixmap(mirrored(iconRect),
                                item->icon.pixmap(QSize(iconSide, iconSide), ratioOf(painter),
                                                  enabled ? QIcon::Normal : QIcon::Disabled));
            // The icon has the place of the tick.
            if (ticked) {
                const QRect end(row.right() + 1 - iconSide, iconRect.top(), iconSide, iconSide);
                Icon::paint(painter, mirrored(end), u"check"_s,
                            enabled ? theme.accText : theme.dis);
            }
        } else if (ticked) {
            if (item->checkType == QStyleOptionMenuItem::Exclusive) {
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
        flags |= proxy()->styleHint(SH_UnderlineShortcut, option, widget) ? Qt::TextShowMnemonic
                                                                          : Qt::TextHideMnemonic;
        painter->setPen(enabled ? theme.text : theme.dis);
        painter->drawText(mirrored(QRect(x, row.top(), row.right() - x, row.height())), flags,
                          words);
        if (!key.isEmpty()) {
            painter->setPen(enabled ? theme.t2 : theme.dis);
            painter->drawText(mirrored(row), Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                              key);
        }
        if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
            const QRect arrow(row.right() - chevronSide + 4, row.center().y() + 1 - chevronSide / 2,
                              chevronSide, chevronSide);
            Icon::paint(painter, mirrored(arrow),
                        item->direction == Qt::RightToLeft ? u"chevron-left"_s : u"chevron-right"_s,
                        enabled ? theme.t2 : theme.dis);
        }
        return;
    }
    case CE_MenuEmptyArea:
    case CE_MenuTearoff:
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, option->palette.window());
        return;
    case CE_Splitter:
        // The line between panes; the handle may be wider than what is seen.
        if (option->state & State_Horizontal) {
            painter->fillRect(
                QRect(option->rect.center().x(), option->rect.top(), 1, option->rect.height()),
                theme.line);
        } else {
            painter->fillRect(
                QRect(option->rect.left(), option->rect.center().y(), option->rect.width(), 1),
                theme.line);
        }
        return;
    case CE_ComboBoxLabel: {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (!combo)
            break;
        const PainterSaver saver(painter);
        QRect edit = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
        if (!combo->currentIcon.isNull()) {
            const int side = combo->iconSize.width();
            const QRect iconRect(edit.left(), edit.center().y() + 1 - side / 2, side, side);
            painter->drawPixmap(
                visualRect(combo->direction, edit, iconRect),
                combo->currentIcon.pixmap(combo->iconSize, ratioOf(painter),
                                          enabled ? QIcon::Normal : QIcon::Disabled));
            if (combo->direction == Qt::RightToLeft)
                edit.setRight(edit.right() - side - iconGap);
            else
                edit.setLeft(edit.left() + side + iconGap);
        }
        if (!combo->editable && !combo->currentText.isEmpty()) {
            painter->setPen(enabled ? theme.text : theme.dis);
            painter->drawText(
                edit, int(Qt::AlignVCenter | visualAlignment(combo->direction, Qt::AlignLeft)),
                painter->fontMetrics().elidedText(combo->currentText, Qt::ElideRight,
                                                  edit.width()));
        }
        return;
    }
    case CE_ItemViewItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        if (!item)
            break;
        QStyleOptionViewItem copy(*item);
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
            copy.palette.setColor(group, QPalette::HighlightedText, theme.text);
            copy.palette.setColor(group, QPalette::Highlight, theme.sel);
        }
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    case CE_TabBarTabShape: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab)
            break;
        const bool selected = tab->state & State_Selected;
        if (!selected && enabled && (tab->state & State_MouseOver))
            drawPanel(painter, QRectF(tab->rect).adjusted(2, 3, -2, -4), 5, theme.sideHover, {});
        if (selected) {
            QRect mark(tab->rect.left() + 8, tab->rect.bottom() - 1, tab->rect.width() - 16, 2);
            painter->fillRect(mark, enabled ? theme.accLine : theme.dis);
        }
        return;
    }
    case CE_TabBarTabLabel: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab)
            break;
        QStyleOptionTab copy(*tab);
        const bool selected = tab->state & State_Selected;
        copy.palette.setColor(QPalette::WindowText,
                              !enabled       ? theme.dis
                                  : selected ? theme.accText
                                             : theme.t2);
        copy.state &= ~State_HasFocus;
        QProxyStyle::drawControl(element, &copy, painter, widget);
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                   QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & State_Enabled;
    const bool hover = enabled && (option->state & State_MouseOver);

    switch (control) {
    case CC_ScrollBar: {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            break;
        if (!widget || !widget->property("overlay").toBool()) {
            const QWidget *area = widget ? widget->parentWidget() : nullptr;
            while (area && !qobject_cast<const QAbstractScrollArea *>(area))
                area = area->parentWidget();
            const auto *scroll = qobject_cast<const QAbstractScrollArea *>(area);
            painter->fillRect(
                option->rect,
                scroll ? scroll->viewport()->palette().color(scroll->viewport()->backgroundRole())
                       : option->palette.color(QPalette::Window));
        }
        if (bar->minimum == bar->maximum)
            return;
        QRectF handle(proxy()->subControlRect(control, bar, SC_ScrollBarSlider, widget));
        handle = bar->orientation == Qt::Vertical ? handle.adjusted(2, 2, -2, -2)
                                                  : handle.adjusted(2, 2, -2, -2);
        const bool active = enabled && (bar->activeSubControls & SC_ScrollBarSlider)
            && (hover || (bar->state & State_Sunken));
        const qreal radius = qMin(handle.width(), handle.height()) / 2;
        drawPanel(painter, handle, radius, active ? theme.ctl : theme.btnLine, {});
        return;
    }
    case CC_ComboBox: {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (!combo)
            break;
        if (combo->frame) {
            const bool focus = enabled && combo->editable && hasFocusInside(widget);
            const QColor fill = !enabled    ? theme.win
                : hover && !combo->editable ? (theme.isDark ? theme.hover : theme.alt)
                                            : theme.base;
            drawPanel(painter, combo->rect, 6, fill,
                      !enabled    ? theme.line
                          : focus ? theme.accLine
                                  : theme.ctl,
                      focus ? 2 : 1);
        }
        const QRect arrow = subControlRect(CC_ComboBox, combo, SC_ComboBoxArrow, widget);
        Icon::paint(painter,
                    QRectF(arrow.center().x() + 1 - chevronSide / 2.0,
                           arrow.center().y() + 1 - chevronSide / 2.0, chevronSide, chevronSide),
                    u"chevron-down"_s, enabled ? theme.t2 : theme.dis);
        return;
    }
    case CC_SpinBox: {
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        if (!spin)
            break;
        const bool focus = enabled && hasFocusInside(widget);
        if (spin->frame) {
            drawPanel(painter, spin->rect, 6, enabled ? theme.base : theme.win,
                      !enabled    ? theme.line
                          : focus ? theme.accLine
                                  : theme.ctl,
                      focus ? 2 : 1);
        }
        if (spin->buttonSymbols != QAbstractSpinBox::NoButtons) {
            const QRect up = proxy()->subControlRect(control, spin, SC_SpinBoxUp, widget);
            const QRect down = proxy()->subControlRect(control, spin, SC_SpinBoxDown, widget);
            const QColor off = theme.dis;
            const bool canUp =
                enabled && spin->stepEnabled.testFlag(QAbstractSpinBox::StepUpEnabled);
            const bool canDown =
                enabled && spin->stepEnabled.testFlag(QAbstractSpinBox::StepDownEnabled);
            const auto square = [](const QRect &rect) {
                return QRectF(rect.center().x() - 5 + 0.5, rect.center().y() - 5 + 0.5, 10, 10);
            };
            Icon::paint(painter, square(up), u"chevron-up"_s, canUp ? theme.t2 : off);
            Icon::paint(painter, square(down), u"chevron-down"_s, canDown ? theme.t2 : off);
        }
        return;
    }
    case CC_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (!button)
            break;
        // In a line edit the buttons have no ground.
        const bool inField = widget && qobject_cast<const QLineEdit *>(widget->parentWidget());
        if (!inField)
            proxy()->drawPrimitive(PE_PanelButtonTool, option, painter, widget);
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
            return visualRect(button->direction, button->rect, rect);
        };
        const QColor color = !enabled    ? theme.dis
            : (button->state & State_On) ? theme.accText
            : strong                     ? theme.text
                                         : theme.t2;
        if (withIcon) {
            const QRect rect(x, button->rect.center().y() + 1 - side / 2, side, side);
            const QIcon::State state = button->state & State_On ? QIcon::On : QIcon::Off;
            const QPixmap pixmap = strong
                ? controlIcon(button->icon, side, color, enabled, ratioOf(painter))
                : button->icon.pixmap(QSize(side, side), ratioOf(painter),
                                      enabled ? QIcon::Normal : QIcon::Disabled, state);
            painter->drawPixmap(mirrored(rect), pixmap);
            x += iconPart;
        }
        if (withText) {
            int flags = Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute | Qt::TextSingleLine;
            flags |= proxy()->styleHint(SH_UnderlineShortcut, option, widget)
                ? Qt::TextShowMnemonic
                : Qt::TextHideMnemonic;
            painter->setPen(!enabled                       ? theme.dis
                                : button->state & State_On ? theme.accText
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
                u"chevron-down"_s, enabled ? theme.t2 : theme.dis);
        }
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect DeskStyle::subElementRect(SubElement element, const QStyleOption *option,
                                const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (isFieldPart(widget) || (frame && frame->lineWidth <= 0))
            return option->rect;
        // A field with an icon at its front needs no further room there.
        const bool leading = widget && widget->property("leadingIcon").toBool();
        return visualRect(option->direction, option->rect,
                          option->rect.adjusted(leading ? 1 : 7, 1, -6, -1));
    }
    case SE_PushButtonFocusRect:
        return option->rect;
    case SE_ProgressBarGroove:
    case SE_ProgressBarContents: {
        QRect bar = option->rect;
        const int height = qMin(6, bar.height());
        bar.setTop(bar.top() + (bar.height() - height) / 2);
        bar.setHeight(height);
        return bar;
    }
    case SE_ProgressBarLabel:
        return {};
    default:
        break;
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect DeskStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                SubControl subControl, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (bar) {
            // No arrows: the groove is everything.
            const QRect rect = bar->rect;
            const bool vertical = bar->orientation == Qt::Vertical;
            const int length = vertical ? rect.height() : rect.width();
            const qint64 range = qint64(bar->maximum) - bar->minimum;
            int handle = length;
            if (range > 0) {
                handle = int(qint64(length) * bar->pageStep / (range + bar->pageStep));
                handle = qBound(qMin(36, length), handle, length);
            }
            const int start = sliderPositionFromValue(
                bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
            QRect part;
            switch (subControl) {
            case SC_ScrollBarGroove:
                return rect;
            case SC_ScrollBarSlider:
                part = vertical ? QRect(rect.left(), rect.top() + start, rect.width(), handle)
                                : QRect(rect.left() + start, rect.top(), handle, rect.height());
                break;
            case SC_ScrollBarSubPage:
                part = vertical ? QRect(rect.left(), rect.top(), rect.width(), start)
                                : QRect(rect.left(), rect.top(), start, rect.height());
                break;
            case SC_ScrollBarAddPage:
                part = vertical ? QRect(rect.left(), rect.top() + start + handle, rect.width(),
                                        length - start - handle)
                                : QRect(rect.left() + start + handle, rect.top(),
                                        length - start - handle, rect.height());
                break;
            default:
                return {};
            }
            return visualRect(bar->direction, rect, part);
        }
    }
    if (control == CC_ComboBox) {
        const QRect rect = option->rect;
        switch (subControl) {
        case SC_ComboBoxArrow:
            return visualRect(option->direction, rect,
                              QRect(rect.right() - 26, rect.top(), 26, rect.height()));
        case SC_ComboBoxEditField:
            return visualRect(option->direction, rect, rect.adjusted(9, 2, -28, -2));
        case SC_ComboBoxFrame:
            return rect;
        case SC_ComboBoxListBoxPopup:
            return rect;
        default:
            break;
        }
    }
    if (control == CC_SpinBox) {
        const QRect rect = option->rect;
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        const bool buttons = !spin || spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        const int half = rect.height() / 2;
        switch (subControl) {
        case SC_SpinBoxUp:
            return buttons ? visualRect(option->direction, rect,
                                        QRect(rect.right() - 22, rect.top() + 1, 22, half - 1))
                           : QRect();
        case SC_SpinBoxDown:
            return buttons ? visualRect(option->direction, rect,
                                        QRect(rect.right() - 22, rect.top() + half, 22, half - 1))
                           : QRect();
        case SC_SpinBoxEditField:
            return visualRect(option->direction, rect, rect.adjusted(7, 2, buttons ? -24 : -7, -2));
        case SC_SpinBoxFrame:
            return rect;
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    switch (type) {
    case CT_PushButton: {
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
            return {width + 2, qMax(px(22, widget), metrics.height() + 4)};
        width += 2 * (small ? 10 : buttonPadding);
        return {button->text.isEmpty() ? height : width, height};
    }
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (!button)
            break;
        if (widget && qobject_cast<const QLineEdit *>(widget->parentWidget()))
            break;
        const int height = px(30, widget);
        const bool withText =
            button->toolButtonStyle != Qt::ToolButtonIconOnly && !button->text.isEmpty();
        if (!withText)
            return {height, height};
        QFont font = widget ? widget->font() : QApplication::font();
        if (widget && widget->property("strong").toBool())
            font.setBold(true);
        int width = QFontMetrics(font).size(Qt::TextShowMnemonic, button->text).width() + 18;
        if (button->toolButtonStyle != Qt::ToolButtonTextOnly && !button->icon.isNull())
            width += button->iconSize.width() + iconGap;
        if (button->features.testFlag(QStyleOptionToolButton::HasMenu))
            width += chevronGap + chevronSide;
        return {width, height};
    }
    case CT_LineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth <= 0) {
            break;
        }
        return {size.width() + 14, qMax(px(30, widget), size.height() + 4)};
    case CT_ComboBox: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {qMax(base.width(), size.width() + 9 + 28 + 8), px(30, widget)};
    }
    case CT_SpinBox:
        return {size.width() + 7 + 24, px(30, widget)};
    case CT_MenuBarItem:
        return {size.width() + 19, px(26, widget)};
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (!item)
            break;
        if (item->menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), item->text.isEmpty() ? 9 : px(24, widget)};
        // size is what QMenu measured: the words, and the keys in a column of their own.
        int width = size.width() + 24;
        if (item->menuHasCheckableItems || item->maxIconWidth > 0)
            width += iconSide + 10;
        if (item->text.contains(u'\t'))
            width += 24;
        if (item->menuItemType == QStyleOptionMenuItem::SubMenu)
            width += chevronGap + chevronSide;
        return {width, px(28, widget)};
    }
    case CT_TabBarTab: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab)
            break;
        return {size.width() + 8, qMax(size.height(), px(32, widget))};
    }
    case CT_HeaderSection: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), qMax(base.height(), px(32, widget))};
    }
    case CT_ProgressBar:
        return {qMax(size.width(), 60), 6};
    case CT_CheckBox:
    case CT_RadioButton: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), qMax(base.height(), px(20, widget))};
    }
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {base.width(), qMax(base.height(), px(26, widget))};
    }
    default:
        break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                           const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 9;
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 36;
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    case PM_ButtonMargin:
        return 12;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
    case PM_ToolBarIconSize:
    case PM_LineEditIconSize:
        return iconSide;
    case PM_LineEditIconMargin:
        return 6;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_HeaderMargin:
        return 8;
    case PM_HeaderMarkSize:
        return chevronSide;
    case PM_DefaultFrameWidth:
        // Round corners need room.
        return qobject_cast<const QAbstractScrollArea *>(widget) ? 2 : 1;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return 3;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuHMargin:
        return 0;
    case PM_MenuBarItemSpacing:
        return 0;
    case PM_MenuBarHMargin:
        return 4;
    case PM_MenuBarVMargin:
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_SplitterWidth:
        return 1;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
        return 0;
    case PM_ToolBarFrameWidth:
    case PM_ToolBarHandleExtent:
        return 0;
    default:
        break;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ToolTipLabel_Opacity:
        return 255;
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ItemView_ScrollMode:
        return QAbstractItemView::ScrollPerPixel;
    case SH_ComboBox_Popup:
        return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 0;
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_FocusFrame_Mask:
        return 0;
    case SH_Table_GridLineColor:
        return int(Theme::of(option ? option->palette : QApplication::palette()).hair.rgb());
    case SH_Header_ArrowAlignment:
        return Qt::AlignVCenter | Qt::AlignRight;
    default:
        break;
    }
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

QIcon DeskStyle::standardIcon(StandardPixmap pixmap, const QStyleOption *option,
                              const QWidget *widget) const
{
    switch (pixmap) {
    case SP_LineEditClearButton:
        return Icon::get(u"close"_s);
    case SP_MessageBoxInformation:
        return Icon::get(u"info"_s, Tone::Accent);
    case SP_MessageBoxWarning:
        return Icon::get(u"warning"_s, Tone::Warn);
    case SP_MessageBoxCritical:
        return Icon::get(u"error"_s, Tone::Err);
    case SP_MessageBoxQuestion:
        return Icon::get(u"question"_s, Tone::Accent);
    default:
        break;
    }
    return QProxyStyle::standardIcon(pixmap, option, widget);
}

} // namespace segmentdesk
