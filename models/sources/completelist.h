// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sources/pagewalker.h"

#include <limits>

namespace segmentdesk {

/// Receives how many of how many rows were read; of a list that is reread, from 0 again.
using ListProgress = std::function<void(qint64 done, qint64 total)>;

template <typename T>
class CompleteList;

inline constexpr qint64 noLimit = std::numeric_limits<qint64>::max();

/// What is made of rows that cannot be read. Where a list decides who is lost, one such row makes
/// it incomplete; where it only says who is there, they are left out and counted.
enum class OddRows { Refuse, LeaveOut };

template <typename T>
void readComplete(PageSource<T> source, QObject *context, Callback<CompleteList<T>> callback,
                  ListProgress progress = {}, qint64 maxRows = noLimit,
                  OddRows oddRows = OddRows::Refuse);

/// A list that is proof of what is in it and of what is not: as many rows as its total, which stood
/// still from the first page to the last, no page short and no row twice, none that cannot be read
/// unless that was allowed. Whatever decides about
/// removal, deletion, equality, backup or "not found" takes one. Only readComplete() makes it.
template <typename T>
class CompleteList
{
public:
    const QList<T> &rows() const { return m_rows; }
    qsizetype size() const { return m_rows.size(); }
    qint64 odd() const { return m_odd; } ///< further rows, which cannot be read
    auto begin() const { return m_rows.cbegin(); }
    auto end() const { return m_rows.cend(); }

private:
    CompleteList(QList<T> rows, qint64 odd) : m_rows(std::move(rows)), m_odd(odd) { }
    friend void readComplete<T>(PageSource<T>, QObject *, Callback<CompleteList<T>>, ListProgress,
                                qint64, OddRows);

    QList<T> m_rows;
    qint64 m_odd = 0;
};

/// How often a list whose total moves while it is read is read before that is a failure.
inline constexpr int maxListPasses = 4;
inline constexpr std::chrono::milliseconds listPassPause{250};

/// Walks through a complete list page by page, for as long as @p context lives, without keeping it:
/// @p onBegin is called before each pass, since a list whose total moved is reread, and what was
/// collected from @p onPage is void then. @p onEnd is called once, with how many rows could not be
/// read, or with an error: that of a request, or IncompleteList (see PageWalker, maxListPasses,
/// OddRows).
template <typename T>
void walkComplete(PageSource<T> source, QObject *context, std::function<void()> onBegin,
                  std::function<void(const Page<T> &page, qint64 total)> onPage,
                  Callback<qint64> onEnd, OddRows oddRows = OddRows::Refuse)
{
    class Walk : public QObject
    {
    public:
        explicit Walk(QObject *parent) : QObject(parent) { }

        void pass()
        {
            ++passes;
            onBegin();
            walker = std::make_unique<PageWalker<T>>(source);
            walker->onPage = [this](Page<T> page) {
                const QPointer<QObject> alive(this);
                onPage(page, page.total);
                if (alive)
                    walker->consumed();
            };
            walker->onEnd = [this](const Result<WalkEnd> &end) { ended(end); };
            walker->start();
        }

        void ended(const Result<WalkEnd> &end)
        {
            if (end && (end->totalChanged || end->rows != end->total) && passes < maxListPasses) {
                QTimer::singleShot(listPassPause * passes, this, [this] { pass(); });
                return;
            }
            deleteLater();
            const auto done = std::move(onEnd); // may destroy the context, and this with it
            if (!end)
                done(tl::unexpected(end.error()));
            else if (end->totalChanged || end->rows != end->total)
                done(tl::unexpected(incompleteList(
                    QStringLiteral(
                        "the list changed each of the %1 times it was read: %2 rows of %3")
                        .arg(passes)
                        .arg(end->rows)
                        .arg(end->total))));
            else if (end->odd > 0 && oddRows == OddRows::Refuse)
                done(tl::unexpected(incompleteList(
                    QStringLiteral("%1 of %2 rows cannot be read").arg(end->odd).arg(end->rows))));
            else
                done(end->odd);
        }

        PageSource<T> source;
        std::function<void()> onBegin;
        std::function<void(const Page<T> &, qint64)> onPage;
        Callback<qint64> onEnd;
        OddRows oddRows = OddRows::Refuse;
        std::unique_ptr<PageWalker<T>> walker;
        int passes = 0;
    };
    auto *walk = new Walk(context);
    walk->source = std::move(source);
    walk->onBegin = std::move(onBegin);
    walk->onPage = std::move(onPage);
    walk->onEnd = std::move(onEnd);
    walk->oddRows = oddRows;
    walk->pass();
}

/// Reads a list as proof, for as long as @p context lives. A list of more than @p maxRows is
/// refused at its first page (TooLarge).
template <typename T>
void readComplete(PageSource<T> source, QObject *context, Callback<CompleteList<T>> callback,
                  ListProgress progress, qint64 maxRows, OddRows oddRows)
{
    auto rows = std::make_shared<QList<T>>();
    PageSource<T> bounded = [source = std::move(source), maxRows](
                                PageRequest request, QObject *asking, Callback<Page<T>> take) {
        source(request, asking, [maxRows, take = std::move(take)](Result<Page<T>> page) {
            if (page && page->total > maxRows) {
                ApiError error;
                error.kind = ApiError::Kind::TooLarge;
                error.details = QStringLiteral("%1 of at most %2").arg(page->total).arg(maxRows);
                page = tl::unexpected(error);
            }
            take(std::move(page));
        });
    };
    walkComplete<T>(
        std::move(bounded), context, [rows] { rows->clear(); },
        [rows, progress = std::move(progress)](const Page<T> &page, qint64 total) {
            rows->append(page.items);
            if (progress)
                progress(rows->size(), total);
        },
        [rows, callback = std::move(callback)](const Result<qint64> &end) {
            if (end)
                callback(CompleteList<T>(std::move(*rows), *end));
            else
                callback(tl::unexpected(end.error()));
        },
        oddRows);
}

} // namespace segmentdesk
