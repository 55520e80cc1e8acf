// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/pagedtablemodel.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int scrollPauseMs = 40; // between two rounds of requests while scrolling
constexpr int slowRequestMs = 1000; // a request for rows off the screen gives way after that
constexpr int maxHeals = 2;
constexpr int maxCuts = 3;

} // namespace

PagedTableModelBase::PagedTableModelBase(QObject *parent) : QAbstractTableModel(parent)
{
    m_pause.setSingleShot(true);
    connect(&m_slow, &QTimer::timeout, this, &PagedTableModelBase::lookForSlow);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_waiting, false))
            schedule();
    });
}

int PagedTableModelBase::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

PagedTableModelBase::RowState PagedTableModelBase::rowState(int row) const
{
    const auto entry = m_entries.constFind(pageOf(row));
    if (entry == m_entries.cend())
        return RowState::Loading;
    if (entry->state == RowState::Ready
        && indexInPage(row) >= entry->keys.size() + entry->odd.size())
        return entry->stale ? RowState::Loading : RowState::Failed;
    return entry->state;
}

QString PagedTableModelBase::problemOf(int row) const
{
    // Rows that cannot be read stand behind the others of their page.
    const auto entry = m_entries.constFind(pageOf(row));
    return entry == m_entries.cend() ? QString()
                                     : entry->odd.value(indexInPage(row) - entry->keys.size());
}

void PagedTableModelBase::setVisibleRows(int first, int last)
{
    m_firstRow = std::max(first, 0);
    m_lastRow = std::max(last, m_firstRow);
    const int firstPage = m_firstPage;
    const int lastPage = m_lastPage;
    updateVisiblePages();
    if (firstPage == m_firstPage && lastPage == m_lastPage)
        return;
    m_healsLeft = maxHeals;
    if (m_pause.isActive()) {
        m_waiting = true;
        return;
    }
    m_pause.start(scrollPauseMs);
    schedule();
}

void PagedTableModelBase::refresh()
{
    if (!m_hasSource)
        return;
    if (!m_known) {
        retry();
        return;
    }
    endFlights();
    m_error = {};
    m_healsLeft = maxHeals;
    m_cutsLeft = maxCuts;
    for (Entry &entry : m_entries)
        entry.stale = true;
    setRefreshing(true);
    schedule();
}

void PagedTableModelBase::retry()
{
    if (!m_hasSource)
        return;
    m_error = {};
    m_healsLeft = maxHeals;
    m_cutsLeft = maxCuts;
    QList<int> failed;
    m_entries.removeIf([&](QHash<int, Entry>::iterator entry) {
        const bool isFailed = entry->state == RowState::Failed;
        const bool isShort = !isFailed
            && entry->keys.size() + entry->odd.size()
                < std::min(m_pageSize, m_rows - firstRowOf(entry.key()));
        if (isShort)
            entry->stale = true;
        if (isFailed || isShort)
            failed.append(entry.key());
        return isFailed;
    });
    const bool isInsideRows = retrying();
    // Nothing of the list is missing: it was the refresh that failed.
    if (failed.isEmpty() && !isInsideRows && m_known && !m_refreshing) {
        refresh();
        return;
    }
    if (!m_known)
        setState(State::Loading);
    for (int page : std::as_const(failed))
        emitPageChanged(page);
    schedule();
}

void PagedTableModelBase::giveUp()
{
    ApiError error;
    error.kind = ApiError::Kind::Timeout;
    error.details = u"given up before the store answered"_s;
    const QList<int> pages = m_flights.keys();
    for (const int page : pages) {
        // One that failed may have ended the others.
        if (!m_flights.contains(page))
            continue;
        endFlight(page);
        fail(page, error);
    }
}

/// Says how long what is on the screen is waited for.
void PagedTableModelBase::lookForSlow()
{
    if (m_flights.isEmpty()) {
        m_slow.stop();
        return;
    }
    qint64 longest = 0;
    for (auto flight = m_flights.cbegin(); flight != m_flights.cend(); ++flight) {
        if (m_refreshing || isVisiblePage(flight.key()))
            longest = std::max(longest, flight->since.elapsed());
    }
    if (m_known && longest + 100 >= slowSeconds * 1000)
        Q_EMIT slow(static_cast<int>((longest + 100) / 1000));
}

void PagedTableModelBase::restart(bool hasSource)
{
    beginResetModel();
    endFlights();
    m_hasSource = hasSource;
    m_entries.clear();
    dropPages();
    m_known = false;
    m_totalOpen = false;
    m_total = 0;
    m_rows = 0;
    m_pageSize = maxPageSize;
    m_readAt = {};
    m_error = {};
    m_healsLeft = maxHeals;
    m_cutsLeft = maxCuts;
    m_firstRow = 0;
    m_lastRow = 0;
    updateVisiblePages();
    endResetModel();
    setRefreshing(false);
    setState(hasSource ? State::Loading : State::Empty);
    Q_EMIT totalChanged(0);
    Q_EMIT readAtChanged();
    schedule();
}

bool PagedTableModelBase::isAwaited(int page, quint64 ticket) const
{
    const auto flight = m_flights.constFind(page);
    return flight != m_flights.cend() && flight->ticket == ticket;
}

void PagedTableModelBase::updateVisiblePages()
{
    const int first = std::min(m_firstRow, std::max(m_rows - 1, 0));
    const int last =
        std::clamp(m_lastRow, first, std::min(first + maxVisibleRows, std::max(m_rows, 1)) - 1);
    m_firstPage = pageOf(first);
    m_lastPage = pageOf(last);
    ++m_lastUse;
    for (int page = m_firstPage; page <= m_lastPage; ++page) {
        if (m_entries.contains(page))
            m_entries[page].used = m_lastUse;
    }
}

void PagedTableModelBase::schedule()
{
    if (!m_hasSource)
        return;
    for (int page = m_firstPage; page <= m_lastPage; ++page) {
        const auto entry = m_entries.constFind(page);
        if ((entry != m_entries.cend() && !entry->stale) || m_flights.contains(page))
            continue;
        if (m_flights.size() >= maxInFlight && !freePlace())
            break;
        request(page);
    }
    if (m_totalOpen && !m_entries.contains(2) && !m_flights.contains(2))
        request(2);
    visiblePagesReady();
}

void PagedTableModelBase::request(int page)
{
    Flight flight;
    flight.ticket = ++m_lastTicket;
    flight.context = new QObject(this);
    flight.since.start();
    m_flights.insert(page, flight);
    if (!m_slow.isActive())
        m_slow.start(1000);
    ask({page, m_pageSize, page == 1 && !m_known}, flight.context, flight.ticket);
}

/// Ends the oldest request for rows off the screen if it is slow. If none is yet, looks again
/// later.
bool PagedTableModelBase::freePlace()
{
    int oldest = 0;
    qint64 age = -1;
    for (auto flight = m_flights.cbegin(); flight != m_flights.cend(); ++flight) {
        if (!isVisiblePage(flight.key()) && flight->since.elapsed() > age) {
            oldest = flight.key();
            age = flight->since.elapsed();
        }
    }
    if (age >= slowRequestMs) {
        endFlight(oldest);
        return true;
    }
    if (age >= 0) {
        m_waiting = true;
        if (!m_pause.isActive())
            m_pause.start(int(slowRequestMs - age));
    }
    return false;
}

void PagedTableModelBase::endFlight(int page)
{
    // Not deleted at once: this may run in a call that came from what the context owns.
    m_flights.take(page).context->deleteLater();
}

void PagedTableModelBase::endFlights()
{
    for (const Flight &flight : std::as_const(m_flights))
        flight.context->deleteLater();
    m_flights.clear();
}

void PagedTableModelBase::answered(int page, quint64 ticket, const Facts &facts)
{
    if (!isAwaited(page, ticket))
        return;
    endFlight(page);

    const qint64 offset = qint64(page - 1) * facts.perPage;
    if (facts.total < 0 || facts.total > maxPlausibleTotal)
        return fail(page, ApiError::unexpected(u"total: %1"_s.arg(facts.total)));
    const qsizetype rows = facts.keys.size() + facts.odd.size();
    if (facts.perPage < 1 || facts.perPage > maxPageSize || rows > facts.perPage)
        return fail(
            page,
            ApiError::unexpected(u"page of %1 rows, per_page: %2"_s.arg(rows).arg(facts.perPage)));
    if (facts.perPage != m_pageSize && m_cutsLeft == 0)
        return fail(page, ApiError::unexpected(u"per_page changes: %1"_s.arg(facts.perPage)));
    // The list may have become shorter than this page: then its answer has only the total.
    const bool pastEnd = page > 1 && facts.total <= offset;
    const bool otherPage = facts.number != page;
    if (!pastEnd && otherPage)
        return fail(
            page, ApiError::unexpected(u"current_page: %1, not %2"_s.arg(facts.number).arg(page)));
    if (!pastEnd && rows == 0 && facts.total > 0)
        return fail(page, ApiError::unexpected(u"no rows, total: %1"_s.arg(facts.total)));

    const bool refreshed = std::exchange(m_refreshing, false);
    if (facts.perPage != m_pageSize) {
        --m_cutsLeft;
        cutAnew(facts.perPage);
    }
    const bool hasRows = !otherPage && rows > 0;
    const qint64 total = std::max(facts.total, hasRows ? offset + rows : 0);
    const bool first = !std::exchange(m_known, true);
    const bool changed = !first && !m_totalOpen && total != m_total;
    const bool keysChanged = m_entries.contains(page) && m_entries.value(page).keys != facts.keys;

    if (refreshed) {
        // What is off the screen is reread when it comes back.
        m_entries.removeIf([this](QHash<int, Entry>::iterator entry) {
            if (isVisiblePage(entry.key()))
                return false;
            dropPage(entry.key());
            return true;
        });
    }
    if (hasRows || total == 0) {
        Entry entry;
        entry.used = m_lastUse;
        entry.keys = facts.keys;
        entry.odd = facts.odd;
        // The same rows as on another page, in the same list: the server does not page.
        const bool repeats = facts.keys.size() > 1 && !changed && !refreshed
            && std::any_of(m_entries.keyValueBegin(), m_entries.keyValueEnd(),
                           [&](const auto &other) {
                               return other.first != page && !other.second.stale
                                   && other.second.keys == facts.keys;
                           });
        if (repeats)
            return fail(page, ApiError::unexpected(u"page %1 repeats another page"_s.arg(page)));
        m_entries.insert(page, entry);
        storeAnswer(page);
        evict();
    }
    m_readAt = QDateTime::currentDateTimeUtc();

    applyTotal(total, first && facts.isTotalOpen);
    if (hasRows && rows < std::min<qint64>(facts.perPage, total - offset))
        m_error = ApiError::unexpected(u"%1 rows of %2"_s.arg(rows).arg(facts.perPage));
    bool shifted = changed && !refreshed;
    if (!shifted && !refreshed) {
        const QSet<QUuid> keys(facts.keys.begin(), facts.keys.end());
        shifted =
            std::any_of(m_entries.keyValueBegin(), m_entries.keyValueEnd(), [&](const auto &other) {
                return other.first != page && !other.second.stale
                    && std::any_of(other.second.keys.begin(), other.second.keys.end(),
                                   [&keys](const QUuid &key) { return keys.contains(key); });
            });
    }
    if (shifted)
        listChanged(page);
    visiblePagesReady();
    emitPageChanged(page);
    if (changed || keysChanged || shifted)
        Q_EMIT identitiesChanged();
    setState(m_total > 0 ? State::Ready : State::Empty);
    Q_EMIT readAtChanged();
    if (refreshed)
        Q_EMIT refreshingChanged(false);
    schedule();
}

void PagedTableModelBase::answerFailed(int page, quint64 ticket, const ApiError &error)
{
    if (!isAwaited(page, ticket))
        return;
    endFlight(page);
    fail(page, error);
}

void PagedTableModelBase::fail(int page, const ApiError &error)
{
    m_error = error;
    if (!m_known) {
        Entry entry;
        entry.state = RowState::Failed;
        m_entries.insert(page, entry);
        setState(State::Failed);
        return;
    }
    if (m_refreshing) {
        // What was there stays as it was.
        endFlights();
        for (Entry &entry : m_entries)
            entry.stale = false;
        setRefreshing(false);
    } else {
        Entry entry;
        entry.state = RowState::Failed;
        entry.used = m_lastUse;
        m_entries.insert(page, entry);
        dropPage(page);
        evict();
        emitPageChanged(page);
        schedule();
    }
    Q_EMIT loadFailed(error);
}

/// The server cuts pages of another size than was asked for: page numbers mean other rows now.
void PagedTableModelBase::cutAnew(int pageSize)
{
    endFlights();
    m_entries.clear();
    dropPages();
    m_pageSize = pageSize;
    updateVisiblePages();
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1));
}

void PagedTableModelBase::applyTotal(qint64 total, bool isOpen)
{
    const bool changed = total != m_total || isOpen != m_totalOpen;
    m_total = total;
    m_totalOpen = isOpen;
    const int rows = int(std::min<qint64>(total, maxRows));
    if (rows != m_rows)
        setRowCount(rows);
    if (changed)
        Q_EMIT totalChanged(total);
}

void PagedTableModelBase::setRowCount(int rows)
{
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        const int lastPage = rows == 0 ? 1 : pageOf(rows - 1);
        m_entries.removeIf([this, lastPage](QHash<int, Entry>::iterator entry) {
            if (entry.key() <= lastPage)
                return false;
            dropPage(entry.key());
            return true;
        });
        m_flights.removeIf([lastPage](QHash<int, Flight>::iterator flight) {
            if (flight.key() <= lastPage)
                return false;
            flight->context->deleteLater();
            return true;
        });
        endRemoveRows();
    }
    updateVisiblePages();
}

/// Rows moved: what is loaded besides @p exceptPage no longer fits to it.
void PagedTableModelBase::listChanged(int exceptPage)
{
    bool healed = false;
    m_entries.removeIf([&](QHash<int, Entry>::iterator entry) {
        if (entry.key() == exceptPage)
            return false;
        if (!isVisiblePage(entry.key())) {
            dropPage(entry.key());
            return true;
        }
        if (m_healsLeft > 0 && entry->state == RowState::Ready) {
            entry->stale = true;
            healed = true;
        }
        return false;
    });
    if (healed)
        --m_healsLeft;
}

void PagedTableModelBase::evict()
{
    // There is always a page off the screen: what is held is more than what can be visible.
    static_assert(maxHeldRows >= maxVisibleRows + 2 * maxPageSize);
    while (heldRows() > maxHeldRows) {
        int oldest = 0;
        quint64 used = 0;
        for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
            if (!isVisiblePage(entry.key()) && (oldest == 0 || entry->used < used)) {
                oldest = entry.key();
                used = entry->used;
            }
        }
        dropPage(oldest);
        m_entries.remove(oldest);
    }
}

void PagedTableModelBase::emitPageChanged(int page)
{
    const int first = firstRowOf(page);
    const int last = std::min(first + m_pageSize, m_rows) - 1;
    if (first <= last)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void PagedTableModelBase::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void PagedTableModelBase::setRefreshing(bool refreshing)
{
    if (m_refreshing == refreshing)
        return;
    m_refreshing = refreshing;
    Q_EMIT refreshingChanged(refreshing);
}

} // namespace segmentdesk
