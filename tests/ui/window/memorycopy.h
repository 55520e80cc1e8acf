// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/people/peoplesources.h"

namespace segmentdesk {

class StoreApi;

/// A copy of a small store in memory: plain loops over what the sandbox really answered, so that
/// the window can be tried with a copy, and its answers be compared with an SQL one.
class MemoryCopy
{
public:
    /// Reads all customers; false: it could not.
    bool read(StoreApi &api);

    PeopleSources::Copy functions();
    QList<Person> people(const PeopleQuery &query) const;
    /// The person is not in the segment any more.
    void leave(CustomerId customer, SegmentId segment);
    const QList<Person> &everybody() const { return m_people; }
    /// Changes made on this computer, as history() returns it.
    QHash<ProfileId, QList<PeopleSources::Event>> events;
    int historyReads = 0; ///< how often history() was asked
    int refreshes = 0; ///< how often the store was to be reread

private:
    bool passes(const Person &person, const PeopleFilter &filter) const;

    QList<Person> m_people;
};

} // namespace segmentdesk
