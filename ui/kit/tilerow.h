// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QGridLayout;

namespace segmentdesk {

class TileButton;

/// Tiles side by side; in two rows where one would cut their words off.
class TileRow : public QWidget
{
public:
    explicit TileRow(QWidget *parent = nullptr);

    void add(TileButton *tile);
    /// Deletes them.
    void clear();

protected:
    bool event(QEvent *event) override;

private:
    void arrange();

    QGridLayout *m_grid;
    QList<TileButton *> m_tiles;
    int m_columns = 0; ///< as arranged; 0: not yet
};

} // namespace segmentdesk
