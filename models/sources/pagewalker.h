// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customer.h"
#include "models/domain/page.h"
#include "models/domain/person.h"
#include "models/domain/segment.h"
#include "models/domain/shopperprofile.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace segmentdesk {

/// How walking through a list ended.
struct WalkEnd
{
    qint64 rows = 0; ///< with those that cannot be read
    qint64 odd = 0; ///< of them, those that cannot be read (Page::odd)
    qint64 total = 0; ///< as the server said last
    bool totalChanged = false; ///< the list became longer or shorter meanwhile: rows may be missing
};

/// What makes a row of a list the same row on another page, as 64 well-mixed bits.
template <typename Id>
quint64 rowKeyOf(const Id &id)
{
    // Not qHash(QUuid): that has 32 bits, and 100,000 rows would repeat by chance.
    quint64 halves[2];
    const QUuid uuid = id.uuid();
    static_assert(sizeof uuid == sizeof halves);
    std::memcpy(halves, &uuid, sizeof halves);
    quint64 key = halves[0] + halves[1] * 0x9e3779b97f4a7c15ULL;
    key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9ULL;
    return key ^ (key >> 27);
}
inline quint64 rowKey(const Segment &segment)
{
    return rowKeyOf(segment.id);
}
inline quint64 rowKey(const ShopperProfile &profile)
{
    return rowKeyOf(profile.id);
}
inline quint64 rowKey(const Customer &customer)
{
    return quint64(toNumber(customer.id)); // unique as it is
}
inline quint64 rowKey(const Person &person)
{
    return person.profile ? rowKey(*person.profile) : quint64(toNumber(person.customerId));
}

/// Whether one page is the complete list: as many rows as its total, each once, and all readable.
/// A full page may be followed by rows of which a total that is too low says nothing.
template <typename T>
bool isWholeList(const Page<T> &page)
{
    if (page.total != page.items.size() || !page.odd.isEmpty() || page.rows() >= page.perPage)
        return false;
    std::vector<quint64> keys;
    keys.reserve(page.items.size());
    for (const T &row : page.items)
        keys.push_back(rowKey(row));
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.cbegin(), keys.cend()) == keys.cend();
}

/// ApiError::Kind::IncompleteList, with what was wrong in its details.
inline ApiError incompleteList(const QString &details)
{
    ApiError error;
    error.kind = ApiError::Kind::IncompleteList;
    error.details = details;
    return error;
}

/// Walks through all pages of a list, several requests in flight, and hands the pages on in order:
///   ask -> take (ask again, if it is not what its own total says) -> onPage -> consumed -> onEnd
/// Holds at most `window` pages: those asked for, and those handed on but not yet consumed().
/// A request that fails ends the walk, unless onTrouble() keeps it. A page that is empty, too short
/// or too long for the total it names is asked for again up to maxPageTries times; then, or if a
/// row comes twice in a list whose total stands still, the walk fails with IncompleteList. A list
/// ends with a page that is not full: after a full one, one more is asked for, since a total that
/// is too low looks the same. So a walk that ends well has every row of the list, unless its total
/// moved, or a row cannot be read (WalkEnd::odd). Destroying the walker ends it at once; that is
/// allowed inside its callbacks too.
template <typename T>
class PageWalker
{
public:
    /// Two requests more than the client lets out at once: the next goes while an answer is being
    /// read.
    static constexpr int maxPageTries = 4;
    explicit PageWalker(PageSource<T> source, int inFlight = 12, int window = 20)
        : m_source(std::move(source)), m_inFlightMax(inFlight), m_window(window),
          m_context(std::make_unique<QObject>())
    {
    }

    std::function<void(Page<T> page)> onPage; ///< in order; consumed() must follow, now or later
    std::function<void(Result<WalkEnd> end)> onEnd; ///< once, after everything was consumed
    /// A request failed for good: true keeps the walk, paused; resume() asks again.
    std::function<bool(const ApiError &error)> onTrouble;

    /// @p firstPage above 1: those before are known already.
    void start(int firstPage = 1)
    {
        m_firstPage = m_next = firstPage;
        m_delivered = m_consumed = firstPage - 1;
        ask();
    }

    void pause() { m_paused = true; }
    void resume()
    {
        m_paused = false;
        ++m_epoch;
        ask();
    }

    /// Nothing is called any more.
    void stop() { m_ended = true; }

    /// The oldest page that was handed on has been dealt with.
    void consumed()
    {
        ++m_consumed;
        const QPointer<QObject> alive(m_context.get());
        endIfDone();
        if (alive)
            ask();
    }

    int inFlight() const { return m_inFlight; }
    qint64 rows() const { return m_rows; } ///< handed on
    qint64 total() const { return m_total; } ///< -1: not known yet

private:
    /// Most pages by which a list may grow while it is read, as a guard against a server that never
    /// ends.
    static constexpr int maxGrowth = 4000;
    static constexpr std::chrono::milliseconds pageTryPause{150};

    void ask()
    {
        while (!m_paused && !m_ended && m_inFlight < m_inFlightMax) {
            int page = 0;
            if (!m_again.empty()) {
                page = *m_again.begin();
            } else {
                const bool first = m_lastPage == 0;
                if (first ? m_next > m_firstPage : m_next > m_lastPage)
                    return;
                if (m_next - m_consumed > m_window)
                    return;
                page = m_next;
            }
            if (!m_again.empty())
                m_again.erase(m_again.begin());
            else
                ++m_next;
            ++m_inFlight;
            m_source(PageRequest{page, m_perPage}, m_context.get(),
                     [this, page, epoch = m_epoch](Result<Page<T>> answer) {
                         take(page, epoch, std::move(answer));
                     });
        }
    }

    void take(int number, int epoch, Result<Page<T>> answer)
    {
        --m_inFlight;
        if (m_ended)
            return;
        const QPointer<QObject> alive(m_context.get());
        if (!answer && isBehindLast(number) && isRefusal(answer.error())) {
            answer = Page<T>(); // a store may refuse a page that it does not have
            answer->total = m_total;
            answer->number = number;
            answer->perPage = m_perPage;
        }
        if (!answer) {
            m_again.insert(number);
            if (epoch < m_epoch) { // sent before the user resumed it
                ask();
                return;
            }
            if (onTrouble && onTrouble(answer.error()))
                return;
            if (alive)
                end(tl::unexpected(answer.error()));
            return;
        }
        if (!fits(number, *answer)) {
            askAgain(number, *answer);
            return;
        }
        if (m_lastPage == 0) {
            m_perPage = std::clamp(answer->perPage, 1, maxPageSize);
            m_total = answer->total;
            m_growthLimit = lastPageOf(m_total) + maxGrowth;
        } else if (answer->perPage != m_perPage) {
            ApiError error;
            error.kind = ApiError::Kind::UnexpectedAnswer;
            error.details =
                QStringLiteral("the page size changed from %1 to %2 in the middle of a list")
                    .arg(m_perPage)
                    .arg(answer->perPage);
            end(tl::unexpected(error));
            return;
        }
        if (answer->total != m_total)
            m_totalChanged = true;
        m_total = answer->total;
        m_lastPage = std::min(lastPageOf(m_total), m_growthLimit);
        m_ready.emplace(number, std::move(*answer));
        while (!m_ready.empty() && m_ready.begin()->first == m_delivered + 1) {
            Page<T> page = std::move(m_ready.begin()->second);
            m_ready.erase(m_ready.begin());
            ++m_delivered;
            m_rows += page.rows();
            m_odd += page.odd.size();
            if (repeats(page)) {
                end(tl::unexpected(
                    incompleteList(QStringLiteral("rows of another page came again on page %1")
                                       .arg(m_delivered))));
                return;
            }
            if (page.rows() == 0 && isBehindLast(m_delivered)) {
                ++m_consumed; // there is nothing to hand on
                continue;
            }
            onPage(std::move(page));
            if (!alive || m_ended)
                return;
        }
        endIfDone();
        if (alive)
            ask();
    }

    /// Whether the page has as many rows as the total that came with it says.
    bool fits(int number, const Page<T> &page) const
    {
        const qint64 perPage = std::clamp(page.perPage, 1, maxPageSize);
        const qint64 rest = page.total - (number - 1) * perPage;
        return page.rows() == std::clamp<qint64>(rest, 0, perPage);
    }

    void askAgain(int number, const Page<T> &page)
    {
        const int tries = ++m_tries[number];
        if (tries >= maxPageTries) {
            end(tl::unexpected(incompleteList(
                QStringLiteral("page %1 of %2 rows a page has %3 rows, in a list of %4")
                    .arg(number)
                    .arg(page.perPage)
                    .arg(page.rows())
                    .arg(page.total))));
            return;
        }
        QTimer::singleShot(pageTryPause * tries, m_context.get(), [this, number] {
            m_again.insert(number);
            ask();
        });
        ask();
    }

    /// Whether rows came twice. While the total stands still none may; where it moves, rows move to
    /// other pages, but not so many that most are repeated. Looked up whenever the number of rows
    /// has doubled, and at the end: 8 bytes a row, and the work of sorting them.
    bool repeats(const Page<T> &page)
    {
        for (const T &row : page.items)
            m_keys.push_back(rowKey(row));
        const bool atEnd = m_delivered >= m_lastPage;
        if (!atEnd && m_keys.size() < 2 * m_keysSorted + 1000)
            return false;
        std::sort(m_keys.begin(), m_keys.end());
        m_keysSorted = m_keys.size();
        size_t repeated = 0;
        for (size_t i = 1; i < m_keys.size(); ++i)
            repeated += m_keys[i] == m_keys[i - 1] ? 1 : 0;
        return m_totalChanged ? repeated > m_keys.size() / 2 : repeated > 0;
    }

    void endIfDone()
    {
        if (m_ended || m_lastPage == 0 || m_delivered < m_lastPage || m_consumed < m_delivered)
            return;
        end(WalkEnd{m_rows, m_odd, m_total, m_totalChanged});
    }

    void end(Result<WalkEnd> result)
    {
        m_ended = true;
        if (onEnd)
            onEnd(std::move(result));
    }

    /// The first page that is not full.
    int lastPageOf(qint64 rows) const
    {
        return static_cast<int>(std::min<qint64>(rows / m_perPage + 1, 1'000'000'000));
    }
    /// Whether the total has no row for the page, which is not the only one.
    bool isBehindLast(int number) const
    {
        return number > 1 && m_lastPage != 0 && qint64(number - 1) * m_perPage >= m_total;
    }
    static bool isRefusal(const ApiError &error)
    {
        return error.kind == ApiError::Kind::NotFound || error.kind == ApiError::Kind::Rejected;
    }

    PageSource<T> m_source;
    int m_inFlightMax;
    int m_window;
    std::unique_ptr<QObject> m_context;
    std::map<int, Page<T>> m_ready;
    std::set<int> m_again;
    int m_perPage = maxPageSize;
    int m_firstPage = 1;
    int m_next = 1;
    int m_lastPage = 0; ///< 0: not known yet
    int m_growthLimit = 0;
    std::map<int, int> m_tries; ///< of pages that did not fit
    std::vector<quint64> m_keys; ///< of the rows handed on
    size_t m_keysSorted = 0;
    int m_delivered = 0;
    int m_consumed = 0;
    int m_inFlight = 0;
    int m_epoch = 0;
    qint64 m_rows = 0;
    qint64 m_odd = 0;
    qint64 m_total = -1;
    bool m_totalChanged = false;
    bool m_paused = false;
    bool m_ended = false;
};

} // namespace segmentdesk
