// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/barstyle.h"

#include "ui/kit/stylepainting.h"
#include "ui/kit/theme.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace segmentdesk {

bool BarStyle::drawControl(const QStyle *style, QStyle::ControlElement element,
                           const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;

    switch (element) {
    case QStyle::CE_ProgressBar: {
        const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
        if (!bar)
            break;
        QStyleOptionProgressBar part(*bar);
        part.rect = style->subElementRect(QStyle::SE_ProgressBarGroove, bar, widget);
        style->drawControl(QStyle::CE_ProgressBarGroove, &part, painter, widget);
        style->drawControl(QStyle::CE_ProgressBarContents, &part, painter, widget);
        return true;
    }
    case QStyle::CE_ProgressBarGroove:
        drawPanel(painter, option->rect, option->rect.height() / 2.0, theme.track, {});
        return true;
    case QStyle::CE_ProgressBarLabel:
        return true;
    case QStyle::CE_ProgressBarContents: {
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
            return true;
        const PainterSaver saver(painter);
        QPainterPath clip;
        clip.addRoundedRect(groove, radius, radius);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setClipPath(clip, Qt::IntersectClip);
        filled.setWidth(qMax(filled.width(), groove.height()));
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawRoundedRect(filled, radius, radius);
        return true;
    }
    default:
        break;
    }
    return false;
}

bool BarStyle::drawComplexControl(const QStyle *style, QStyle::ComplexControl control,
                                  const QStyleOptionComplex *option, QPainter *painter,
                                  const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);

    switch (control) {
    case QStyle::CC_ScrollBar: {
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
            return true;
        QRectF handle(style->subControlRect(control, bar, QStyle::SC_ScrollBarSlider, widget));
        handle = bar->orientation == Qt::Vertical ? handle.adjusted(2, 2, -2, -2)
                                                  : handle.adjusted(2, 2, -2, -2);
        const bool active = enabled && (bar->activeSubControls & QStyle::SC_ScrollBarSlider)
            && (hover || (bar->state & QStyle::State_Sunken));
        const qreal radius = qMin(handle.width(), handle.height()) / 2;
        drawPanel(painter, handle, radius, active ? theme.ctl : theme.btnLine, {});
        return true;
    }
    default:
        break;
    }
    return false;
}

std::optional<QRect> BarStyle::subElementRect(QStyle::SubElement element,
                                              const QStyleOption *option)
{
    switch (element) {
    case QStyle::SE_ProgressBarGroove:
    case QStyle::SE_ProgressBarContents: {
        QRect bar = option->rect;
        const int height = qMin(6, bar.height());
        bar.setTop(bar.top() + (bar.height() - height) / 2);
        bar.setHeight(height);
        return bar;
    }
    case QStyle::SE_ProgressBarLabel:
        return QRect();
    default:
        break;
    }
    return std::nullopt;
}

std::optional<QSize> BarStyle::sizeFromContents(QStyle::ContentsType type, const QSize &size)
{
    switch (type) {
    case QStyle::CT_ProgressBar:
        return QSize(qMax(size.width(), 60), 6);
    default:
        break;
    }
    return std::nullopt;
}

std::optional<QRect> BarStyle::subControlRect(QStyle::ComplexControl control,
                                              const QStyleOptionComplex *option,
                                              QStyle::SubControl subControl)
{
    if (control == QStyle::CC_ScrollBar) {
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
            const int start = QStyle::sliderPositionFromValue(
                bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
            QRect part;
            switch (subControl) {
            case QStyle::SC_ScrollBarGroove:
                return rect;
            case QStyle::SC_ScrollBarSlider:
                part = vertical ? QRect(rect.left(), rect.top() + start, rect.width(), handle)
                                : QRect(rect.left() + start, rect.top(), handle, rect.height());
                break;
            case QStyle::SC_ScrollBarSubPage:
                part = vertical ? QRect(rect.left(), rect.top(), rect.width(), start)
                                : QRect(rect.left(), rect.top(), start, rect.height());
                break;
            case QStyle::SC_ScrollBarAddPage:
                part = vertical ? QRect(rect.left(), rect.top() + start + handle, rect.width(),
                                        length - start - handle)
                                : QRect(rect.left() + start + handle, rect.top(),
                                        length - start - handle, rect.height());
                break;
            default:
                return QRect();
            }
            return QStyle::visualRect(bar->direction, rect, part);
        }
    }
    return std::nullopt;
}

} // namespace segmentdesk
