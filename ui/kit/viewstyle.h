// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyle>

namespace segmentdesk {

/// How DeskStyle draws rows of views, headers and tabs.
/// What is not theirs gets no answer (false, or no value), so that the next one is asked.
class ViewStyle
{
public:
    static bool drawPrimitive(QStyle::PrimitiveElement element, const QStyleOption *option,
                              QPainter *painter);
    static bool drawControl(QStyle::ControlElement element, const QStyleOption *option,
                            QPainter *painter);
};

} // namespace segmentdesk
