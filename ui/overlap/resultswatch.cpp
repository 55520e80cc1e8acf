// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/resultswatch.h"

#include "ui/kit/theme.h"
#include "ui/overlap/resultpart.h"

#include <QPainter>

namespace segmentdesk {

ResultSwatch::ResultSwatch(int marker) : m_marker(marker)
{
    setFixedSize(10, 10);
}

void ResultSwatch::paintEvent(QPaintEvent *)
{
    if (m_marker == ResultPart::noMarker)
        return;
    QPainter painter(this);
    ResultPart::paint(&painter, rect(), Theme::of(this), m_marker);
}

} // namespace segmentdesk
