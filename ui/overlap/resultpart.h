// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QPainter;
class QRectF;

namespace segmentdesk {

struct Theme;

/// A line of a combination's result: some of its people, with the marker of a segment or one of
/// those below.
struct ResultPart
{
    static constexpr int resultMarker = -1; ///< of the combination itself
    static constexpr int noMarker = -2; ///< are not in it
    static constexpr int restMarker = -3; ///< what there is no line for

    int marker;
    QString text;
    qint64 people;

    static void paint(QPainter *painter, const QRectF &rect, const Theme &theme, int marker);
};

} // namespace segmentdesk
