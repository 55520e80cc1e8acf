// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/deskstyle.h"

#include "ui/kit/accessibles.h"
#include "ui/kit/barstyle.h"
#include "ui/kit/buttonstyle.h"
#include "ui/kit/contextmenukey.h"
#include "ui/kit/fieldstyle.h"
#include "ui/kit/focusring.h"
#include "ui/kit/icon.h"
#include "ui/kit/menustyle.h"
#include "ui/kit/plaintips.h"
#include "ui/kit/returnkey.h"
#include "ui/kit/stylepainting.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"
#include "ui/kit/viewstyle.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStyleOption>
#include <QTextEdit>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

bool isTextArea(const QWidget *widget)
{
    return qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
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
    if (qobject_cast<DeskStyle *>(QApplication::style()))
        return;
    QApplication::setStyle(new DeskStyle);
    new FocusRing(&application);
    installAccessibles();
    application.installEventFilter(new PlainTips(&application));
    application.installEventFilter(new ContextMenuKey(&application));
    application.installEventFilter(new ReturnKey(&application));
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
    if (ButtonStyle::drawPrimitive(element, option, painter, widget)
        || FieldStyle::drawPrimitive(element, option, painter, widget)
        || MenuStyle::drawPrimitive(element, option, painter)
        || ViewStyle::drawPrimitive(element, option, painter)) {
        return;
    }

    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & State_Enabled;

    switch (element) {
    case PE_FrameFocusRect:
        // One ring for all: FocusRing. Tables ring their current row.
        return;
    case PE_FrameDefaultButton:
        return;
    case PE_FrameLineEdit:
        return;
    case PE_IndicatorArrowDown:
        Icon::paint(painter, option->rect, u"chevron-down"_s,
                    enabled ? theme.secondaryText : theme.dis);
        return;
    case PE_IndicatorArrowUp:
        Icon::paint(painter, option->rect, u"chevron-up"_s,
                    enabled ? theme.secondaryText : theme.dis);
        return;
    case PE_IndicatorArrowRight:
        Icon::paint(painter, option->rect, u"chevron-right"_s,
                    enabled ? theme.secondaryText : theme.dis);
        return;
    case PE_IndicatorArrowLeft:
        Icon::paint(painter, option->rect, u"chevron-left"_s,
                    enabled ? theme.secondaryText : theme.dis);
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
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    if (ButtonStyle::drawControl(proxy(), element, option, painter, widget)
        || FieldStyle::drawControl(proxy(), element, option, painter, widget)
        || MenuStyle::drawControl(proxy(), element, option, painter, widget)
        || ViewStyle::drawControl(element, option, painter)
        || BarStyle::drawControl(proxy(), element, option, painter, widget)) {
        return;
    }

    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & State_Enabled;

    switch (element) {
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
    case CE_TabBarTabLabel: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab)
            break;
        QStyleOptionTab copy(*tab);
        const bool selected = tab->state & State_Selected;
        copy.palette.setColor(QPalette::WindowText,
                              !enabled       ? theme.dis
                                  : selected ? theme.accText
                                             : theme.secondaryText);
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
    if (ButtonStyle::drawComplexControl(proxy(), control, option, painter, widget)
        || FieldStyle::drawComplexControl(proxy(), control, option, painter, widget)
        || BarStyle::drawComplexControl(proxy(), control, option, painter, widget)) {
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect DeskStyle::subElementRect(SubElement element, const QStyleOption *option,
                                const QWidget *widget) const
{
    if (const auto rect = FieldStyle::subElementRect(element, option, widget))
        return *rect;
    if (const auto rect = BarStyle::subElementRect(element, option))
        return *rect;
    if (element == SE_PushButtonFocusRect)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect DeskStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                SubControl subControl, const QWidget *widget) const
{
    if (const auto rect = FieldStyle::subControlRect(control, option, subControl))
        return *rect;
    if (const auto rect = BarStyle::subControlRect(control, option, subControl))
        return *rect;
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    if (const auto own = ButtonStyle::sizeFromContents(type, option, widget))
        return *own;
    if (const auto own = FieldStyle::sizeFromContents(type, option, size, widget))
        return *own;
    if (const auto own = MenuStyle::sizeFromContents(type, option, size, widget))
        return *own;
    if (const auto own = BarStyle::sizeFromContents(type, size))
        return *own;

    switch (type) {
    case CT_ComboBox: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        return {qMax(base.width(), size.width() + 9 + 28 + 8), px(30, widget)};
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
