// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/tickedpeople.h"

#include "models/tables/peopletablemodel.h"
#include "ui/people/peopletable.h"

#include <QItemSelection>

#include <algorithm>

namespace segmentdesk {

TickedPeople::TickedPeople(PeopleTable &table, PeopleTableModel &model)
    : m_table(table), m_model(model)
{
}

void TickedPeople::reset()
{
    m_everybody = false;
    m_selectAllWhenCounted = false;
    m_except.clear();
}

bool TickedPeople::selectAll()
{
    if (!m_model.isTotalKnown()) { // those that are still to come are meant too
        m_selectAllWhenCounted = true;
        return false;
    }
    m_selectAllWhenCounted = false;
    m_table.selectAll();
    // From here on, un-ticked people are remembered by who they are, not by where they stand.
    m_everybody = true;
    m_except.clear();
    return true;
}

void TickedPeople::moved(const QItemSelection &deselected)
{
    if (m_everybody) {
        for (const QItemSelectionRange &range : deselected) {
            for (int row = range.top(); m_everybody && row <= range.bottom(); ++row) {
                const Person *person = m_model.rowAt(row);
                if (person && m_except.size() < 10'000)
                    m_except.append(person->ref());
                else
                    m_everybody = false; // not to be named: what is ticked counts by its rows
            }
        }
        if (m_table.selectedRowCount() == 0)
            m_everybody = false;
        m_selectAllWhenCounted = false;
        // Ticked again: who is in the selection is no exception any more.
        if (m_everybody) {
            m_except.erase(std::remove_if(m_except.begin(), m_except.end(),
                                          [this](const PersonRef &ref) {
                                              const int row = m_model.rowOf(ref.profileId);
                                              return row >= 0 && m_table.isWholeRowSelected(row);
                                          }),
                           m_except.end());
        }
    }
}

void TickedPeople::describe(PeopleSelection *result) const
{
    const bool capped = m_model.isCapped() && result->count == m_model.rowCount();
    if (capped)
        result->count = result->total - m_except.size();
    result->selection.everybody = m_everybody && result->count == result->total - m_except.size();
    if (result->selection.everybody)
        result->selection.except = m_except;

    const auto ranges = m_table.selectedRanges();
    bool allKnown = true;
    // What says later that rows which are not loaded are still the same.
    const auto see = [this, result](int row) {
        if (const Person *person = m_model.rowAt(row))
            result->selection.seen.append({row, person->ref()});
    };
    for (const auto &range : ranges) {
        result->selection.rows.append({range.first, range.last});
        for (int row = range.first; allKnown && row <= range.last; ++row) {
            const Person *person = m_model.rowAt(row);
            if (person)
                result->known.append(person->ref());
            allKnown = person != nullptr;
        }
        see(range.first);
        see(range.last);
    }
    result->selection.total = m_model.isTotalKnown() ? m_model.total() : -1;
    if (!allKnown)
        result->known.clear();
}

} // namespace segmentdesk
