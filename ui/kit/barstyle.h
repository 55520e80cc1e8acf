// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyle>

#include <optional>

namespace segmentdesk {

/// How DeskStyle draws and measures progress bars and scroll bars.
/// What is not theirs gets no answer (false, or no value), so that the next one is asked.
class BarStyle
{
public:
    static bool drawControl(const QStyle *style, QStyle::ControlElement element,
                            const QStyleOption *option, QPainter *painter, const QWidget *widget);
    static bool drawComplexControl(const QStyle *style, QStyle::ComplexControl control,
                                   const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget);
    static std::optional<QRect> subElementRect(QStyle::SubElement element,
                                               const QStyleOption *option);
    static std::optional<QSize> sizeFromContents(QStyle::ContentsType type, const QSize &size);
    static std::optional<QRect> subControlRect(QStyle::ComplexControl control,
                                               const QStyleOptionComplex *option,
                                               QStyle::SubControl subControl);
};

} // namespace segmentdesk
