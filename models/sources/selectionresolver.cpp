// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/selectionresolver.h"

#include "models/sources/completelist.h"

#include <QPointer>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int maxInFlight = 10;

/// What identifies a person: the profile, or the customer without one.
PersonRef keyOf(const PersonRef &ref)
{
    return ref.hasProfile() ? PersonRef{CustomerId{}, ref.profileId} : ref;
}

} // namespace

class SelectionResolver::Private
{
public:
    Private(PageSource<Person> from, Selection what, KnownRow loaded)
        : source(std::move(from)), selection(std::move(what)), known(std::move(loaded))
    {
    }

    PageSource<Person> source;
    Selection selection;
    KnownRow known;
    qint64 limit = maxPlanItems;
    QObject *context = nullptr; ///< of the requests
    int perPage = maxPageSize;
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

SelectionResolver::SelectionResolver(PageSource<Person> source, Selection selection, KnownRow known,
                                     QObject *parent, qint64 limit)
    : QObject(parent),
      d(std::make_unique<Private>(std::move(source), std::move(selection), std::move(known)))
{
    d->limit = limit;
    d->context = new QObject(this);
}

SelectionResolver::~SelectionResolver()
{
    delete d->context; // before what its callbacks use
}

void SelectionResolver::start()
{
    if (d->selection.everybody) {
        readAll();
        return;
    }
    for (const Selection::RowRange &range : std::as_const(d->selection.rows))
        d->total += std::max<qint64>(range.last - range.first + 1, 0);
    if (d->total > d->limit) {
        ApiError error;
        error.kind = ApiError::Kind::TooLarge;
        error.details = u"%1 rows of at most %2"_s.arg(d->total).arg(d->limit);
        QTimer::singleShot(0, d->context, [this, error] { fail(error); });
        return;
    }
    for (const Selection::RowRange &range : std::as_const(d->selection.rows)) {
        for (qint64 row = range.first; row <= range.last; ++row) {
            if (const Person *person = d->known ? d->known(row) : nullptr) {
                d->rows.emplace(row, person->ref());
                ++d->read;
            }
        }
    }
    d->askForRows();
    QTimer::singleShot(0, d->context, [this] { pump(); });
}

void SelectionResolver::readAll()
{
    readComplete<Person>(
        d->source, d->context,
        [this](const Result<CompleteList<Person>> &list) {
            if (!list) {
                fail(list.error());
                return;
            }
            QList<PersonRef> people;
            people.reserve(list->size());
            for (const Person &person : *list)
                people.append(person.ref());
            d->pages.emplace(1, std::move(people));
            d->perPage = static_cast<int>(list->size());
            finish();
        },
        [this](qint64 read, qint64 total) {
            d->read = read;
            d->total = total;
            Q_EMIT progress(read, total);
        },
        d->limit, OddRows::LeaveOut);
}

void SelectionResolver::fail(const ApiError &error)
{
    d->ended = true;
    Q_EMIT failed(error);
}

/// Whether the rows of a page are not those that were chosen, or some of them did not come.
bool SelectionResolver::hasMoved(int number, const Page<Person> &page) const
{
    if (d->selection.total >= 0 && page.total != d->selection.total)
        return true;
    const qint64 first = qint64(number - 1) * d->perPage;
    if (page.rows() != std::clamp<qint64>(page.total - first, 0, d->perPage))
        return true;
    const auto isOther = [&page, first](qint64 row, const PersonRef &person) {
        const qint64 place = row - first;
        return place >= 0 && place < page.items.size()
            && keyOf(page.items.at(place).ref()) != keyOf(person);
    };
    for (const auto &[row, person] : d->selection.seen) {
        if (isOther(row, person))
            return true;
    }
    for (auto it = d->rows.lower_bound(first); it != d->rows.end(); ++it) {
        if (it->first >= first + page.items.size())
            break;
        if (isOther(it->first, it->second))
            return true;
    }
    return false;
}

void SelectionResolver::pump()
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
                          fail(answer.error());
                          return;
                      }
                      take(page, *answer);
                      if (!d->ended)
                          pump();
                  });
    }
    if (!d->ended && d->toAsk.empty() && d->inFlight == 0)
        finish();
}

void SelectionResolver::take(int number, const Page<Person> &page)
{
    if (page.perPage != d->perPage && page.perPage >= 1 && page.perPage < d->perPage) {
        // The source gives smaller pages than were asked for: cut the rows again. This answer, and
        // those under way, are pages of the new cut already.
        d->perPage = page.perPage;
        d->toAsk.clear();
        d->askForRows();
        d->toAsk.erase(number);
    }
    if (hasMoved(number, page)) {
        fail(incompleteList(u"the list changed after its rows were chosen"_s));
        return;
    }
    QList<PersonRef> people;
    people.reserve(page.items.size());
    for (const Person &person : page.items)
        people.append(person.ref());
    d->pages.insert_or_assign(number, std::move(people));
    for (qsizetype i = 0; i < page.items.size(); ++i) {
        const qint64 row = qint64(number - 1) * d->perPage + i;
        if (d->wants(row) && d->rows.find(row) == d->rows.end())
            ++d->read;
    }
    Q_EMIT progress(d->read, d->total);
}

void SelectionResolver::finish()
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

void SelectionResolver::cancel()
{
    d->ended = true;
    d->context->deleteLater();
    d->context = nullptr;
}

qint64 SelectionResolver::read() const
{
    return d->read;
}

qint64 SelectionResolver::total() const
{
    return d->total;
}

} // namespace segmentdesk
