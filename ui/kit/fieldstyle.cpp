// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/fieldstyle.h"

#include "ui/kit/icon.h"
#include "ui/kit/stylepainting.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

bool isFieldPart(const QWidget *widget)
{
    const QWidget *parent = widget ? widget->parentWidget() : nullptr;
    return qobject_cast<const QComboBox *>(parent)
        || qobject_cast<const QAbstractSpinBox *>(parent);
}

} // namespace

bool FieldStyle::drawPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;

    switch (element) {
    case QStyle::PE_PanelLineEdit: {
        if (isFieldPart(widget))
            return true;
        if (widget && widget->property("frameless").toBool())
            return true;
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth <= 0) {
            painter->fillRect(option->rect, option->palette.base());
            return true;
        }
        const bool focus = (option->state & QStyle::State_HasFocus) && enabled;
        const bool wrong = widget && widget->property("wrong").toBool();
        drawPanel(painter, option->rect, 6, enabled ? theme.base : theme.win,
                  !enabled    ? theme.line
                      : wrong ? theme.err
                      : focus ? theme.accLine
                              : theme.ctl,
                  focus ? 2 : 1);
        return true;
    }
    default:
        break;
    }
    return false;
}

bool FieldStyle::drawControl(const QStyle *style, QStyle::ControlElement element,
                             const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;

    switch (element) {
    case QStyle::CE_ComboBoxLabel: {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (!combo)
            break;
        const PainterSaver saver(painter);
        QRect edit =
            style->subControlRect(QStyle::CC_ComboBox, combo, QStyle::SC_ComboBoxEditField, widget);
        if (!combo->currentIcon.isNull()) {
            const int side = combo->iconSize.width();
            const QRect iconRect(edit.left(), edit.center().y() + 1 - side / 2, side, side);
            painter->drawPixmap(
                QStyle::visualRect(combo->direction, edit, iconRect),
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
                edit,
                int(Qt::AlignVCenter | QStyle::visualAlignment(combo->direction, Qt::AlignLeft)),
                painter->fontMetrics().elidedText(combo->currentText, Qt::ElideRight,
                                                  edit.width()));
        }
        return true;
    }
    default:
        break;
    }
    return false;
}

bool FieldStyle::drawComplexControl(const QStyle *style, QStyle::ComplexControl control,
                                    const QStyleOptionComplex *option, QPainter *painter,
                                    const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);

    switch (control) {
    case QStyle::CC_ComboBox: {
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
        const QRect arrow =
            style->subControlRect(QStyle::CC_ComboBox, combo, QStyle::SC_ComboBoxArrow, widget);
        Icon::paint(painter,
                    QRectF(arrow.center().x() + 1 - chevronSide / 2.0,
                           arrow.center().y() + 1 - chevronSide / 2.0, chevronSide, chevronSide),
                    u"chevron-down"_s, enabled ? theme.secondaryText : theme.dis);
        return true;
    }
    case QStyle::CC_SpinBox: {
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
            const QRect up = style->subControlRect(control, spin, QStyle::SC_SpinBoxUp, widget);
            const QRect down = style->subControlRect(control, spin, QStyle::SC_SpinBoxDown, widget);
            const QColor off = theme.dis;
            const bool canUp =
                enabled && spin->stepEnabled.testFlag(QAbstractSpinBox::StepUpEnabled);
            const bool canDown =
                enabled && spin->stepEnabled.testFlag(QAbstractSpinBox::StepDownEnabled);
            const auto square = [](const QRect &rect) {
                return QRectF(rect.center().x() - 5 + 0.5, rect.center().y() - 5 + 0.5, 10, 10);
            };
            Icon::paint(painter, square(up), u"chevron-up"_s, canUp ? theme.secondaryText : off);
            Icon::paint(painter, square(down), u"chevron-down"_s,
                        canDown ? theme.secondaryText : off);
        }
        return true;
    }
    default:
        break;
    }
    return false;
}

std::optional<QRect> FieldStyle::subElementRect(QStyle::SubElement element,
                                                const QStyleOption *option, const QWidget *widget)
{
    switch (element) {
    case QStyle::SE_LineEditContents: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (isFieldPart(widget) || (frame && frame->lineWidth <= 0))
            return option->rect;
        // A field with an icon at its front needs no further room there.
        const bool leading = widget && widget->property("leadingIcon").toBool();
        return QStyle::visualRect(option->direction, option->rect,
                                  option->rect.adjusted(leading ? 1 : 7, 1, -6, -1));
    }
    default:
        break;
    }
    return std::nullopt;
}

std::optional<QSize> FieldStyle::sizeFromContents(QStyle::ContentsType type,
                                                  const QStyleOption *option, const QSize &size,
                                                  const QWidget *widget)
{
    switch (type) {
    case QStyle::CT_LineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth <= 0) {
            break;
        }
        return QSize(size.width() + 14, qMax(px(30, widget), size.height() + 4));
    case QStyle::CT_SpinBox:
        return QSize(size.width() + 7 + 24, px(30, widget));
    default:
        break;
    }
    return std::nullopt;
}

std::optional<QRect> FieldStyle::subControlRect(QStyle::ComplexControl control,
                                                const QStyleOptionComplex *option,
                                                QStyle::SubControl subControl)
{
    if (control == QStyle::CC_ComboBox) {
        const QRect rect = option->rect;
        switch (subControl) {
        case QStyle::SC_ComboBoxArrow:
            return QStyle::visualRect(option->direction, rect,
                                      QRect(rect.right() - 26, rect.top(), 26, rect.height()));
        case QStyle::SC_ComboBoxEditField:
            return QStyle::visualRect(option->direction, rect, rect.adjusted(9, 2, -28, -2));
        case QStyle::SC_ComboBoxFrame:
            return rect;
        case QStyle::SC_ComboBoxListBoxPopup:
            return rect;
        default:
            break;
        }
    }
    if (control == QStyle::CC_SpinBox) {
        const QRect rect = option->rect;
        const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        const bool buttons = !spin || spin->buttonSymbols != QAbstractSpinBox::NoButtons;
        const int half = rect.height() / 2;
        switch (subControl) {
        case QStyle::SC_SpinBoxUp:
            return buttons
                ? QStyle::visualRect(option->direction, rect,
                                     QRect(rect.right() - 22, rect.top() + 1, 22, half - 1))
                : QRect();
        case QStyle::SC_SpinBoxDown:
            return buttons
                ? QStyle::visualRect(option->direction, rect,
                                     QRect(rect.right() - 22, rect.top() + half, 22, half - 1))
                : QRect();
        case QStyle::SC_SpinBoxEditField:
            return QStyle::visualRect(option->direction, rect,
                                      rect.adjusted(7, 2, buttons ? -24 : -7, -2));
        case QStyle::SC_SpinBoxFrame:
            return rect;
        default:
            break;
        }
    }
    return std::nullopt;
}

} // namespace segmentdesk
