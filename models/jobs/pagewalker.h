// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"

#include <QObject>
#include <QPointer>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace segmentdesk {

/// How walking through a list ended.
struct WalkEnd
{
    qint64 rows = 0;
    qint64 total = 0; ///< as the server said last
    bool totalChanged = false; ///< the list became longer or shorter meanwhile
};

/// Walks through all pages of a list, several requests in flight, and hands the pages on in order.
/// Holds at most `window` pages: those asked for, and those handed on but not yet consumed().
/// A request that fails ends the walk, unless onTrouble() keeps it. Destroying the walker ends it
/// at once; that is allowed inside its callbacks too.
template <typename T>
class PageWalker
{
public:
    /// Two requests more than the client lets out at once: the next goes while an answer is being
    /// read.
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
        if (!answer) {
            m_again.insert(number);
            if (epoch < m_epoch) { // sent before the user said "go on"
                ask();
                return;
            }
            if (onTrouble && onTrouble(answer.error()))
                return;
            if (alive)
                end(tl::unexpected(answer.error()));
            return;
        }
        if (m_lastPage == 0) {
            m_perPage = std::clamp(answer->perPage, 1, maxPageSize);
            m_total = answer->total;
            m_growthLimit = pagesOf(m_total) + maxGrowth;
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
        // An empty page is the end, whatever the total says.
        m_lastPage = std::clamp(pagesOf(m_total), 1, m_growthLimit);
        if (answer->items.isEmpty())
            m_emptyFrom = std::min(m_emptyFrom, number);
        m_lastPage = std::min(m_lastPage, m_emptyFrom);
        m_ready.emplace(number, std::move(*answer));
        while (!m_ready.empty() && m_ready.begin()->first == m_delivered + 1) {
            Page<T> page = std::move(m_ready.begin()->second);
            m_ready.erase(m_ready.begin());
            ++m_delivered;
            m_rows += page.items.size();
            onPage(std::move(page));
            if (!alive || m_ended)
                return;
        }
        endIfDone();
        if (alive)
            ask();
    }

    void endIfDone()
    {
        if (m_ended || m_lastPage == 0 || m_delivered < m_lastPage || m_consumed < m_delivered)
            return;
        end(WalkEnd{m_rows, m_total, m_totalChanged});
    }

    void end(Result<WalkEnd> result)
    {
        m_ended = true;
        if (onEnd)
            onEnd(std::move(result));
    }

    int pagesOf(qint64 rows) const
    {
        return static_cast<int>(
            std::min<qint64>((rows + m_perPage - 1) / m_perPage, 1'000'000'000));
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
    int m_emptyFrom = 2'000'000'000;
    int m_delivered = 0;
    int m_consumed = 0;
    int m_inFlight = 0;
    int m_epoch = 0;
    qint64 m_rows = 0;
    qint64 m_total = -1;
    bool m_totalChanged = false;
    bool m_paused = false;
    bool m_ended = false;
};

/// Walks through all pages, for as long as @p context lives; each page is dealt with when @p onPage
/// returns. @p onEnd is called once.
template <typename T>
void walkAll(PageSource<T> source, QObject *context,
             std::function<void(Page<T> page, qint64 total)> onPage, Callback<WalkEnd> onEnd)
{
    class Holder : public QObject
    {
    public:
        Holder(PageSource<T> from, QObject *parent) : QObject(parent), walker(std::move(from)) { }
        PageWalker<T> walker;
    };
    auto *holder = new Holder(std::move(source), context);
    holder->walker.onPage = [holder, onPage = std::move(onPage)](Page<T> page) {
        const QPointer<QObject> alive(holder);
        onPage(std::move(page), holder->walker.total());
        if (alive)
            holder->walker.consumed();
    };
    holder->walker.onEnd = [holder, onEnd = std::move(onEnd)](Result<WalkEnd> end) {
        holder->deleteLater();
        onEnd(std::move(end));
    };
    holder->walker.start();
}

} // namespace segmentdesk
