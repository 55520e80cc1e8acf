// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPoint>
#include <QTimer>

#include <functional>

class QAbstractScrollArea;

namespace segmentdesk {

/// Scrolls a list up or down while something is dragged at its edge: the faster the longer it stays
/// there and the nearer the edge is, so that a thousand rows take seconds. Qt's own starts over
/// with each move of the mouse. Its owner sets the view's autoScrollMargin to 0.
class DragScroller : public QObject
{
    Q_OBJECT

public:
    static constexpr int margin = 36; ///< of an edge, in logical pixels at a font of 13 px

    explicit DragScroller(QAbstractScrollArea *area);

    /// Where the drag is, in the viewport.
    void follow(const QPoint &at);
    void stop();

    /// Pixels a second, after so long at an edge; @p depth: 0 at the margin's inner side, 1 at the
    /// edge and beyond.
    static double speed(double seconds, double depth);

    /// The list has moved under the pointer.
    std::function<void()> onScrolled;

private:
    void step();

    QAbstractScrollArea *m_area;
    QTimer m_timer;
    QElapsedTimer m_atEdge; ///< since the drag came there
    QElapsedTimer m_sinceStep;
    int m_direction = 0; ///< -1: up, 1: down
    double m_depth = 0;
    double m_rest = 0; ///< parts of a pixel
};

} // namespace segmentdesk
