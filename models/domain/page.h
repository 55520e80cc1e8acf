// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"

#include <QList>

namespace segmentdesk {

/// Rows of one page when reading (the most that the v3 API gives).
inline constexpr int maxPageSize = 250;

/// Which page is asked for.
struct PageRequest
{
    int page = 1; ///< from 1
    int limit = maxPageSize; ///< rows a page, 1 to maxPageSize
    /// The first page may come before it is known how many rows there are: see Page::isTotalOpen.
    bool totalMayFollow = false;
};

/// A row of a list that cannot be read, and was left out.
struct OddRow
{
    QString problem; ///< where in the answer, and what, such as "data[3].id is missing"
    QString id; ///< as the store wrote it; may be empty
};

/// One page of a list, with what the server said about all of it.
template <typename T>
struct Page
{
    QList<T> items;
    QList<OddRow> odd; ///< further rows, which cannot be read; they count into total
    qint64 total = 0; ///< rows of the list
    int number = 1; ///< this page, from 1
    int perPage = maxPageSize; ///< rows a page as the server cuts them: may be less than asked for
    QString endCursor; ///< where to continue, for lists that page by cursor; else empty
    /// There are at least `total` rows; the next page has the total. Only if
    /// PageRequest::totalMayFollow.
    bool isTotalOpen = false;

    /// Rows of this page in the store.
    qsizetype rows() const { return items.size() + odd.size(); }
};

/// The same page with other items.
template <typename To, typename From, typename Make>
Page<To> mapped(const Page<From> &from, Make make)
{
    Page<To> page;
    page.items.reserve(from.items.size());
    for (const From &item : from.items)
        page.items.append(make(item));
    page.odd = from.odd;
    page.total = from.total;
    page.number = from.number;
    page.perPage = from.perPage;
    page.endCursor = from.endCursor;
    page.isTotalOpen = from.isTotalOpen;
    return page;
}

/// A page of a list that is at hand.
template <typename T>
Page<T> pageOf(const QList<T> &all, PageRequest request)
{
    Page<T> page;
    page.items = all.mid(qsizetype(request.page - 1) * request.limit, request.limit);
    page.total = all.size();
    page.number = request.page;
    page.perPage = request.limit;
    return page;
}

/// Where a table gets its rows: the live API, the local copy, a plan, or a test's lambda.
/// The callback is called exactly once and never before the call returns, unless context dies
/// first.
template <typename T>
using PageSource =
    std::function<void(PageRequest request, QObject *context, Callback<Page<T>> callback)>;

} // namespace segmentdesk
