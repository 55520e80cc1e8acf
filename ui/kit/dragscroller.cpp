// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/dragscroller.h"

#include "ui/kit/typography.h"

#include <QAbstractScrollArea>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace segmentdesk {

namespace {

constexpr int stepMs = 16;
constexpr double slowest = 140;
constexpr double fastest = 9'000;

} // namespace

DragScroller::DragScroller(QAbstractScrollArea *area) : QObject(area), m_area(area)
{
    m_timer.setInterval(stepMs);
    connect(&m_timer, &QTimer::timeout, this, &DragScroller::step);
}

double DragScroller::speed(double seconds, double depth)
{
    const double first = slowest + 360 * std::clamp(depth, 0.0, 1.0);
    return std::min(fastest, first * std::pow(2.0, std::max(0.0, seconds - 0.3) / 0.7));
}

void DragScroller::follow(const QPoint &at)
{
    const int edge = px(margin, m_area);
    const int height = m_area->viewport()->height();
    const int above = edge - at.y();
    const int below = at.y() - (height - 1 - edge);
    const int direction = above > 0 && above >= below ? -1 : below > 0 ? 1 : 0;
    if (direction == 0) {
        stop();
        return;
    }
    m_depth = double(std::max(above, below)) / edge;
    if (direction == m_direction)
        return;
    m_direction = direction;
    m_rest = 0;
    m_atEdge.start();
    m_sinceStep.start();
    m_timer.start();
}

void DragScroller::stop()
{
    m_direction = 0;
    m_timer.stop();
}

void DragScroller::step()
{
    m_rest += speed(double(m_atEdge.elapsed()) / 1000.0, m_depth) * double(m_sinceStep.restart())
        / 1000.0;
    const int pixels = int(m_rest);
    m_rest -= pixels;
    QScrollBar *bar = m_area->verticalScrollBar();
    const int before = bar->value();
    bar->setValue(before + m_direction * pixels);
    if (bar->value() != before && onScrolled)
        onScrolled();
}

} // namespace segmentdesk
