// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/people/peopletable.h"

namespace segmentdesk::bench {

/// The table of people as the window has it, which reports when it has painted its first row.
class WatchedTable : public PeopleTable
{
public:
    explicit WatchedTable(PeopleTableModel &model);

    /// Called once, after the first painting in which the first row is there.
    std::function<void()> onFirstRow;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const PeopleTableModel &m_model;
};

/// Shows the table in the size of the window and paints it once.
void showTable(QWidget &table);

} // namespace segmentdesk::bench
