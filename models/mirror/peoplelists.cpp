// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peoplelists.h"

#include "models/mirror/mirrorlane.h"

#include <QPointer>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace segmentdesk {

/// The ids of a query's people, in its order: made once, then never changed.
struct PeopleLists::List
{
    using WithList = std::function<void(const Result<std::shared_ptr<const List>> &list)>;

    PeopleQuery query;
    bool isMade = false;
    bool isBeingMade = false;
    QList<qint64> ids;
    std::vector<std::pair<QPointer<QObject>, WithList>> waiting;
    /// Of whom the source is that the list belongs to: it is free if this has expired.
    std::weak_ptr<int> source;
};

PeopleLists::PeopleLists(QObject &mirror, MirrorLane &quick, MirrorLane &thorough)
    : m_mirror(mirror), m_quick(quick), m_thorough(thorough)
{
}

PageSource<Person> PeopleLists::source(const PeopleQuery &query)
{
    auto source = std::make_shared<int>();
    auto list = std::make_shared<List>();
    list->query = query;
    list->source = source;
    return [this, source, list](PageRequest request, QObject *context,
                                Callback<Page<Person>> callback) {
        if (list->isMade) {
            page(list, request, context, std::move(callback));
            return;
        }
        if (request.totalMayFollow && request.page == 1 && list->query.filter.segments.isEmpty()) {
            firstRows(list->query, request, context, std::move(callback));
            return;
        }
        const QPointer<QObject> asking(context);
        list->waiting.emplace_back(asking,
                                   [this, request, asking, callback = std::move(callback)](
                                       const Result<std::shared_ptr<const List>> &made) {
                                       if (made)
                                           page(*made, request, asking, callback);
                                       else
                                           callback(tl::unexpected(made.error()));
                                   });
        make(list);
    };
}

/// Gives up once the callers of the list are gone.
void PeopleLists::make(const std::shared_ptr<List> &list)
{
    if (list->isBeingMade || list->waiting.empty())
        return;
    list->isBeingMade = true;
    const QPointer<QObject> asking = list->waiting.front().first;
    const auto isWanted = [asking, source = list->source] {
        return !source.expired() || !asking.isNull();
    };
    m_thorough.post([this, list, isWanted, query = list->query] {
        Result<QList<qint64>> ids = tl::unexpected(mirrorProblem({}));
        if (m_thorough.isOpen())
            ids = m_thorough.reader().ids(query, -1, isWanted);
        const bool isWhole = isWanted(); // who has gone does not come back
        QMetaObject::invokeMethod(
            &m_mirror, [this, list, isWhole, ids = std::move(ids)] { made(list, isWhole, ids); },
            Qt::QueuedConnection);
    });
}

void PeopleLists::made(const std::shared_ptr<List> &list, bool isWhole,
                       const Result<QList<qint64>> &ids)
{
    list->isBeingMade = false;
    std::erase_if(list->waiting, [](const auto &waiter) { return waiter.first.isNull(); });
    if (!isWhole) {
        make(list); // another caller may wait for it
        return;
    }
    if (ids) {
        list->ids = *ids;
        list->isMade = true;
    }
    const auto waiting = std::exchange(list->waiting, {});
    for (const auto &[context, then] : waiting) {
        if (!context)
            continue;
        if (ids)
            then(std::shared_ptr<const List>(list));
        else
            then(tl::unexpected(ids.error()));
    }
}

void PeopleLists::page(const std::shared_ptr<const List> &list, PageRequest request,
                       QObject *context, Callback<Page<Person>> callback)
{
    m_quick.ask<Page<Person>>(context, std::move(callback),
                              [list, request](MirrorReader &reader) -> Result<Page<Person>> {
                                  Page<Person> page;
                                  page.number = request.page;
                                  page.perPage = request.limit;
                                  page.total = list->ids.size();
                                  const qsizetype first =
                                      qsizetype(request.page - 1) * request.limit;
                                  Result<QList<Person>> people =
                                      reader.people(list->ids.mid(first, request.limit));
                                  if (!people)
                                      return tl::unexpected(people.error());
                                  page.items = std::move(*people);
                                  return page;
                              });
}

/// The first page, without the list of all that are to follow.
void PeopleLists::firstRows(const PeopleQuery &query, PageRequest request, QObject *context,
                            Callback<Page<Person>> callback)
{
    m_quick.ask<Page<Person>>(context, std::move(callback),
                              [query, request](MirrorReader &reader) -> Result<Page<Person>> {
                                  const Result<QList<qint64>> ids =
                                      reader.ids(query, request.limit + 1);
                                  if (!ids)
                                      return tl::unexpected(ids.error());
                                  Result<QList<Person>> people = reader.people(
                                      ids->first(std::min<qsizetype>(ids->size(), request.limit)));
                                  if (!people)
                                      return tl::unexpected(people.error());
                                  Page<Person> page;
                                  page.items = std::move(*people);
                                  page.perPage = request.limit;
                                  page.total = ids->size();
                                  page.isTotalOpen = ids->size() > request.limit;
                                  return page;
                              });
}

} // namespace segmentdesk
