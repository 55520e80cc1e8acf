// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
#include <QTimer>
#include <QUuid>

#include <algorithm>

namespace segmentdesk {

/// The protocol of a table that has as many rows as its source says and holds only the pages near
/// the screen. Subclasses of PagedTableModel fill the cells.
///
/// - Pages are asked for when setVisibleRows() names them: in the order of the rows, at most
/// maxInFlight
///   at once, at most one round each 40 ms while scrolling. What left the screen before its turn is
///   not asked for any more.
/// - Until a page is there, its rows are placeholders (rowState() Loading). A page that failed
/// stays
///   failed until retry(): nothing is asked for again before.
/// - The first page may come before its source has counted the list: then there is one row more
/// than
///   it has until the second page, which is asked for at once, has the total.
/// - When the source's total changes, rows come or go at the end, and what is loaded is reread:
///   what is on the screen at once, but at most twice for the same screen, so that a list which
///   changes without end is not read without end.
/// - An answer that contradicts itself (a negative or impossible total, no rows where the total
/// says
///   there are, the rows of another page again) is a failure with ApiError::Kind::UnexpectedAnswer.
class PagedTableModelBase : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// What the view shows. Failed: there is nothing to show, error() says why.
    enum class State { Loading, Ready, Empty, Failed };
    Q_ENUM(State)

    /// What there is of one row.
    enum class RowState { Ready, Loading, Failed };
    Q_ENUM(RowState)

    enum Role {
        SortRole = Qt::UserRole + 1, ///< the value itself, for code
        IdRole, ///< who the row is, for code
        FirstOwnRole = Qt::UserRole + 32, ///< from here on, roles of subclasses
        /// RowState, of the cell: a name can be Loading in a Ready row. The number is the one by
        /// which the program's views ask any model.
        RowStateRole = 0x4B00,
    };

    /// Rows that QTableView can still show. A longer list is cut here: isCapped().
    static constexpr int maxRows = 50'000'000;
    /// More than this is no honest total: the table fails.
    static constexpr qint64 maxPlausibleTotal = 1'000'000'000;
    /// Rows held at most, in full pages. A person takes about 700 bytes, so this is what memory
    /// costs besides the 8 bytes that a QTableView needs for each row of the list.
    static constexpr int maxHeldRows = 4'000;
    static constexpr int maxVisibleRows =
        2'000; ///< more than a screen can show: the rest is not asked for
    static constexpr int maxInFlight = 3; ///< pages asked for at once at most
    static constexpr int slowSeconds = 15; ///< a wait of so long is worth a word

    explicit PagedTableModelBase(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;

    State state() const { return m_state; }
    /// Rows that the source says there are; can be more than rowCount().
    qint64 total() const { return m_total; }
    /// Whether total() is all of them, rather than those that are known of so far.
    bool isTotalKnown() const { return m_known && !m_totalOpen; }
    bool isCapped() const { return m_total > maxRows; }
    /// When the list was last read, UTC; invalid before the first page.
    QDateTime readAt() const { return m_readAt; }
    /// The last failure; reset by retry(), refresh() and a new source.
    ApiError error() const { return m_error; }
    /// Whether a refresh() is on its way: the rows shown are those from before.
    bool isRefreshing() const { return m_refreshing; }
    RowState rowState(int row) const;
    /// Why a row of a page that was read cannot be shown; empty: it can, or is not there yet.
    QString problemOf(int row) const;
    /// Rows of the pages that are held, for those who watch the memory.
    int heldRows() const { return int(m_entries.size()) * m_pageSize; }

    /// The rows on the screen, both included. Views call it whenever they scroll or change size.
    void setVisibleRows(int first, int last);

public Q_SLOTS:
    /// Refreshes. The rows stay until the new ones are there; if that fails they stay as they are
    /// (loadFailed()). Keeps the place.
    void refresh();
    /// Asks again for what has failed.
    void retry();
    /// Waits no longer for what is under way: it fails as a time-out, to be asked for by retry().
    void giveUp();

Q_SIGNALS:
    void stateChanged(segmentdesk::PagedTableModelBase::State state);
    void totalChanged(qint64 total); ///< or isTotalKnown()
    void readAtChanged();
    void refreshingChanged(bool refreshing);
    /// Rows are shown, but a page that is on the screen is waited for since so long; each second
    /// from slowSeconds on. While state() is Loading the view sees that itself.
    void slow(int seconds);
    /// A page or a refresh failed while rows are shown; state() stays Ready.
    void loadFailed(const segmentdesk::ApiError &error);
    /// Rows may now stand for others than before (the list changed): selections by row are void.
    void identitiesChanged();

protected:
    /// What an answer says about itself.
    struct Facts
    {
        qint64 total = 0;
        int number = 1;
        int perPage = maxPageSize;
        QList<QUuid> keys; ///< one a row, equal only for the same row
        QStringList odd = {}; ///< why further rows of this page cannot be read
        bool isTotalOpen = false;
    };

    void restart(bool hasSource);
    void answered(int page, quint64 ticket, const Facts &facts);
    void answerFailed(int page, quint64 ticket, const ApiError &error);
    bool isAwaited(int page, quint64 ticket) const;

    int pageOf(int row) const { return row / m_pageSize + 1; }
    int indexInPage(int row) const { return row % m_pageSize; }
    int firstRowOf(int page) const { return (page - 1) * m_pageSize; }
    bool isVisiblePage(int page) const { return page >= m_firstPage && page <= m_lastPage; }
    int firstVisiblePage() const { return m_firstPage; }
    int lastVisiblePage() const { return m_lastPage; }
    void emitPageChanged(int page);

    virtual void ask(PageRequest request, QObject *context, quint64 ticket) = 0;
    virtual void storeAnswer(int page) = 0; ///< keep the items that just arrived
    virtual void dropPage(int page) = 0;
    virtual void dropPages() = 0;
    /// The visible pages may have changed or one of them arrived; called before the views hear of
    /// it.
    virtual void visiblePagesReady() { }
    /// Forgets what failed inside of rows, before they are reread. Whether anything had.
    virtual bool retrying() { return false; }

private:
    struct Entry
    {
        RowState state = RowState::Ready; ///< Ready or Failed
        bool stale = false; ///< shown until it is reread
        quint64 used = 0; ///< the higher, the later it was on the screen
        QList<QUuid> keys;
        QStringList odd;
    };

    struct Flight
    {
        quint64 ticket = 0;
        QObject *context = nullptr;
        QElapsedTimer since;
    };

    void updateVisiblePages();
    void schedule();
    void request(int page);
    bool freePlace();
    void endFlight(int page);
    void endFlights();
    void applyTotal(qint64 total, bool isOpen);
    void setRowCount(int rows);
    void cutAnew(int pageSize);
    void listChanged(int exceptPage);
    void evict();
    void fail(int page, const ApiError &error);
    void lookForSlow();
    void setState(State state);
    void setRefreshing(bool refreshing);

    State m_state = State::Empty;
    bool m_hasSource = false;
    bool m_known = false; ///< a page has been read since the source was set
    bool m_totalOpen = false;
    bool m_refreshing = false;
    qint64 m_total = 0;
    int m_rows = 0;
    int m_pageSize = maxPageSize;
    int m_cutsLeft = 0; ///< how often the page size may still change
    int m_healsLeft = 0; ///< how often the same screen may still be reread
    QDateTime m_readAt;
    ApiError m_error;

    int m_firstRow = 0;
    int m_lastRow = 0;
    int m_firstPage = 1;
    int m_lastPage = 1;

    QHash<int, Entry> m_entries;
    QHash<int, Flight> m_flights;
    quint64 m_lastTicket = 0;
    quint64 m_lastUse = 0;
    QTimer m_pause;
    QTimer m_slow; ///< while pages are under way
    bool m_waiting = false; ///< setVisibleRows() was called during the pause
};

/// A table of T over a PageSource<T>. Subclasses say what the cells show and who a row is.
template <typename T>
class PagedTableModel : public PagedTableModelBase
{
public:
    using PagedTableModelBase::PagedTableModelBase;

    /// Switches to another list. The first page is asked for at once. An empty function: no
    /// rows.
    void setSource(PageSource<T> source)
    {
        m_source = std::move(source);
        restart(static_cast<bool>(m_source));
    }

    /// The row, or nullptr if it is not loaded. Valid until control returns to the event loop.
    const T *rowAt(int row) const
    {
        if (row < 0 || row >= rowCount())
            return nullptr;
        const auto page = m_pages.constFind(pageOf(row));
        if (page == m_pages.cend() || indexInPage(row) >= page->size())
            return nullptr;
        return &page->at(indexInPage(row));
    }

    /// Of the rows that are loaded, ascending: a few thousand at most, however long the list is.
    QList<int> loadedRows() const
    {
        QList<int> rows;
        for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page) {
            for (int i = 0; i < int(page->size()); ++i)
                rows.append(firstRowOf(page.key()) + i);
        }
        std::sort(rows.begin(), rows.end());
        return rows;
    }

protected:
    /// The same for two rows only if they are the same thing.
    virtual QUuid keyOf(const T &row) const = 0;

    /// The rows of a loaded page, to be changed in place; nullptr if it is not loaded.
    QList<T> *loadedPage(int page)
    {
        const auto it = m_pages.find(page);
        return it == m_pages.end() ? nullptr : &*it;
    }
    QList<int> loadedPageNumbers() const { return m_pages.keys(); }

    void storeAnswer(int page) override { m_pages.insert(page, std::exchange(m_arrived, {})); }
    void dropPage(int page) override { m_pages.remove(page); }
    void dropPages() override { m_pages.clear(); }

private:
    void ask(PageRequest request, QObject *context, quint64 ticket) final
    {
        m_source(request, context, [this, request, ticket](Result<Page<T>> answer) {
            if (!isAwaited(request.page, ticket))
                return;
            if (!answer) {
                answerFailed(request.page, ticket, answer.error());
                return;
            }
            Facts facts;
            facts.total = answer->total;
            facts.number = answer->number;
            facts.perPage = answer->perPage;
            facts.isTotalOpen = answer->isTotalOpen;
            for (const OddRow &odd : std::as_const(answer->odd))
                facts.odd.append(odd.problem);
            facts.keys.reserve(answer->items.size());
            for (const T &item : std::as_const(answer->items))
                facts.keys.append(keyOf(item));
            m_arrived = std::move(answer->items);
            answered(request.page, ticket, facts);
            m_arrived.clear();
        });
    }

    PageSource<T> m_source;
    QHash<int, QList<T>> m_pages;
    QList<T> m_arrived;
};

} // namespace segmentdesk
