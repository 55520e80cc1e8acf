// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/tilerow.h"

#include "ui/kit/tilebutton.h"

#include <QEvent>
#include <QGridLayout>

#include <utility>

namespace segmentdesk {

TileRow::TileRow(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(8);
}

void TileRow::add(TileButton *tile)
{
    m_tiles.append(tile);
    m_columns = 0;
    m_grid->addWidget(tile, 0, int(m_tiles.size()) - 1);
}

void TileRow::clear()
{
    qDeleteAll(std::exchange(m_tiles, {}));
    m_columns = 0;
}

bool TileRow::event(QEvent *event)
{
    // LayoutRequest: a count or word has become wider.
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void TileRow::arrange()
{
    const int number = int(m_tiles.size());
    if (number == 0)
        return;
    int needed = (number - 1) * m_grid->spacing();
    for (const TileButton *tile : std::as_const(m_tiles))
        needed += tile->sizeHint().width();
    const bool fits = needed <= width();
    const int columns = fits ? number : (number + 1) / 2;
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < number; ++i)
        m_grid->addWidget(m_tiles.at(i), i / columns, i % columns);
    for (int i = 0; i < m_grid->columnCount(); ++i)
        m_grid->setColumnStretch(i, !fits && i < columns ? 1 : 0);
}

} // namespace segmentdesk
