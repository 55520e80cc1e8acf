// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyle>

#include <optional>

namespace segmentdesk {

/// How DeskStyle draws and measures line edits, combo boxes and spin boxes.
/// What is not theirs gets no answer (false, or no value), so that the next one is asked.
class FieldStyle
{
public:
    static bool drawPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option,
                              QPainter *painter, const QWidget *widget);
    static bool drawControl(const QStyle *style, QStyle::ControlElement element,
                            const QStyleOption *option, QPainter *painter, const QWidget *widget);
    static bool drawComplexControl(const QStyle *style, QStyle::ComplexControl control,
                                   const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget);
    static std::optional<QRect> subElementRect(QStyle::SubElement element,
                                               const QStyleOption *option, const QWidget *widget);
    static std::optional<QSize> sizeFromContents(QStyle::ContentsType type,
                                                 const QStyleOption *option, const QSize &size,
                                                 const QWidget *widget);
    static std::optional<QRect> subControlRect(QStyle::ComplexControl control,
                                               const QStyleOptionComplex *option,
                                               QStyle::SubControl subControl);
};

} // namespace segmentdesk
