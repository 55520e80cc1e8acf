// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/peoplesuggestions.h"

#include "ui/people/peoplesources.h"

namespace segmentdesk {

PeopleCompleter::Find suggestions(PeopleSources &sources)
{
    return [&sources](const QString &typed, QObject *context,
                      const Callback<QList<PeopleCompleter::Suggestion>> &callback) {
        sources.source(PeopleListKey::search(typed), PeopleOrder::Name, Qt::AscendingOrder)(
            {1, PeopleCompleter::maxShown}, context, [callback](const Result<Page<Person>> &page) {
                callback(page.map([](const Page<Person> &found) {
                    QList<PeopleCompleter::Suggestion> people;
                    for (const Person &person : found.items) {
                        people.append(
                            {person.displayName(), person.customer.email, person.customerId});
                    }
                    return people;
                }));
            });
    };
}

} // namespace segmentdesk
