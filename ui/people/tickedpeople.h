// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/selection/peopleselection.h"

class QItemSelection;

namespace segmentdesk {

class PeopleTable;
class PeopleTableModel;

/// Who is selected in a table whose rows come and go. Once "Select all" was chosen, rows that come
/// later belong to it, and what is un-ticked does not, wherever it moves.
class TickedPeople
{
public:
    /// Both must outlive it.
    TickedPeople(PeopleTable &table, PeopleTableModel &model);

    /// Another list: no row stands for the same person any more.
    void reset();
    /// False: the total is not known yet; to be called again once it is.
    bool selectAll();
    bool isWaiting() const { return m_selectAllWhenCounted; }
    void moved(const QItemSelection &deselected);
    /// Fills in which rows are meant, and who is known of them.
    void describe(PeopleSelection *result) const;

private:
    PeopleTable &m_table;
    PeopleTableModel &m_model;
    bool m_everybody = false;
    bool m_selectAllWhenCounted = false; ///< asked for before the total was known
    QList<PersonRef> m_except;
};

} // namespace segmentdesk
