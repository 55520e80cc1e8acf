// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/collectpeople.h"

#include <QPointer>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <map>
#include <set>

namespace segmentdesk {

namespace {

constexpr int maxInFlight = 10;

PersonRef refOf(const Person &person)
{
    return {person.customerId, person.profileId().value_or(ProfileId())};
}

/// By what somebody is told apart: the profile, or the customer if there is none.
PersonRef keyOf(const PersonRef &ref)
{
    return ref.hasProfile() ? PersonRef{CustomerId{}, ref.profileId} : ref;
}

} // namespace

class CollectPeople::Private
{
public:
    Private(PageSource<Person> from, Selection what, KnownRow loaded)
        : source(std::move(from)), selection(std::move(what)), known(std::move(loaded))
    {
    }

    PageSource<Person> source;
    Selection selection;
    KnownRow known;
    QObject *context = nullptr; ///< of the requests
    int perPage = maxPageSize;
    qint64 listTotal = -1;
    std::set<int> toAsk;
    int inFlight = 0;
    std::set<int> asked; ///< under way
    std::map<qint64, PersonRef> rows; ///< single rows that were loaded already
    std::map<int, QList<PersonRef>> pages; ///< pages that were read
    qint64 read = 0;
    qint64 total = 0;
    bool ended = false;

    /// Asks for the pages of all rows that are not known.
    void askForRows()
    {
        for (const Selection::RowRange &range : std::as_const(selection.rows)) {
            for (qint64 row = range.first; row <= range.last; ++row) {
                const int page = static_cast<int>(row / perPage) + 1;
                if (rows.find(row) == rows.end() && pages.count(page) == 0
                    && asked.count(page) == 0)
                    toAsk.insert(page);
            }
        }
    }

    bool wants(qint64 row) const
    {
        if (selection.everybody)
            return true;
        const auto after = std::upper_bound(
            selection.rows.cbegin(), selection.rows.cend(), row,
            [](qint64 value, const Selection::RowRange &range) { return value < range.first; });
        return after != selection.rows.cbegin() && row <= std::prev(after)->last;
    }
};

CollectPeople::CollectPeople(PageSource<Person> source, Selection selection, KnownRow known,
                             QObject *parent)
    : QObject(parent),
      d(std::make_unique<Private>(std::move(source), std::move(selection), std::move(known)))
{
    d->context = new QObject(this);
}

CollectPeople::~CollectPeople()
{
    delete d->context; // before what its callbacks use
}

void CollectPeople::start()
{
    if (d->selection.everybody) {
        // The first page tells how many there are; all are read, so that what moved is seen.
        d->toAsk.insert(1);
        d->total = 0;
    } else {
        for (const Selection::RowRange &range : std::as_const(d->selection.rows)) {
            d->total += range.last - range.first + 1;
            for (qint64 row = range.first; row <= range.last; ++row) {
                if (const Person *person = d->known ? d->known(row) : nullptr) {
                    d->rows.emplace(row, refOf(*person));
                    ++d->read;
                }
            }
        }
        d->askForRows();
    }
    QTimer::singleShot(0, d->context, [this] { pump(); });
}

void CollectPeople::pump()
{
    while (!d->ended && !d->toAsk.empty() && d->inFlight < maxInFlight) {
        const int page = *d->toAsk.begin();
        d->toAsk.erase(d->toAsk.begin());
        ++d->inFlight;
        d->asked.insert(page);
        d->source(PageRequest{page, d->perPage}, d->context,
                  [this, page](Result<Page<Person>> answer) {
                      --d->inFlight;
                      d->asked.erase(page);
                      if (d->ended)
                          return;
                      if (!answer) {
                          d->ended = true;
                          Q_EMIT failed(answer.error());
                          return;
                      }
                      take(page, *answer);
                      pump();
                  });
    }
    if (!d->ended && d->toAsk.empty() && d->inFlight == 0)
        finish();
}

void CollectPeople::take(int number, const Page<Person> &page)
{
    if (page.perPage != d->perPage && page.perPage >= 1 && page.perPage < d->perPage) {
        // The source gives smaller pages than were asked for: cut the rows anew. This answer, and
        // those under way, are pages of the new cut already.
        d->perPage = page.perPage;
        d->toAsk.clear();
        d->askForRows();
        d->toAsk.erase(number);
    }
    QList<PersonRef> people;
    people.reserve(page.items.size());
    for (const Person &person : page.items)
        people.append(refOf(person));
    d->pages.insert_or_assign(number, std::move(people));
    if (d->selection.everybody) {
        const qint64 pages = (page.total + d->perPage - 1) / d->perPage;
        if (d->listTotal < page.total) {
            const qint64 have = std::max<qint64>(
                (std::max<qint64>(d->listTotal, 0) + d->perPage - 1) / d->perPage, 1);
            d->listTotal = page.total;
            for (qint64 next = have + 1; next <= std::min<qint64>(pages, maxPages); ++next)
                d->toAsk.insert(static_cast<int>(next));
        }
        d->total = page.total;
        d->read += page.items.size();
    } else {
        for (qsizetype i = 0; i < page.items.size(); ++i) {
            const qint64 row = qint64(number - 1) * d->perPage + i;
            if (d->wants(row) && d->rows.find(row) == d->rows.end())
                ++d->read;
        }
    }
    Q_EMIT progress(d->read, d->total);
}

void CollectPeople::finish()
{
    d->ended = true;
    QSet<PersonRef> seen;
    for (const PersonRef &except : std::as_const(d->selection.except))
        seen.insert(keyOf(except));
    QList<PersonRef> people;
    const auto add = [&seen, &people](const PersonRef &ref) {
        const PersonRef key = keyOf(ref);
        if (seen.contains(key))
            return;
        seen.insert(key);
        people.append(ref);
    };
    auto row = d->rows.cbegin();
    for (const auto &[number, refs] : d->pages) {
        for (qsizetype i = 0; i < refs.size(); ++i) {
            const qint64 here = qint64(number - 1) * d->perPage + i;
            for (; row != d->rows.cend() && row->first <= here; ++row)
                add(row->second);
            // A row that was loaded counts as the user saw it.
            if (d->wants(here) && d->rows.find(here) == d->rows.end())
                add(refs.at(i));
        }
    }
    for (; row != d->rows.cend(); ++row)
        add(row->second);
    Q_EMIT collected(people);
}

void CollectPeople::cancel()
{
    d->ended = true;
    d->context->deleteLater();
    d->context = nullptr;
}

qint64 CollectPeople::read() const
{
    return d->read;
}

qint64 CollectPeople::total() const
{
    return d->total;
}

} // namespace segmentdesk
