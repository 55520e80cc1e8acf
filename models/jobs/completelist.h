// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/pagewalker.h"

#include <limits>

namespace segmentdesk {

/// Tells how many of how many rows were read; of a list that is read anew, from 0 again.
using ListProgress = std::function<void(qint64 done, qint64 total)>;

template <typename T>
class CompleteList;

template <typename T>
void readComplete(PageSource<T> source, QObject *context, Callback<CompleteList<T>> callback,
                  ListProgress progress = {}, qint64 maxRows = std::numeric_limits<qint64>::max());

/// A list that is proof of what is in it and of what is not: as many rows as its total, which stood
/// still from the first page to the last, no page short and no row twice. Whatever decides about
/// removal, deletion, equality, backup or "not found" takes one. Only readComplete() makes it.
template <typename T>
class CompleteList
{
public:
    const QList<T> &rows() const { return m_rows; }
    qsizetype size() const { return m_rows.size(); }
    auto begin() const { return m_rows.cbegin(); }
    auto end() const { return m_rows.cend(); }

private:
    explicit CompleteList(QList<T> rows) : m_rows(std::move(rows)) { }
    friend void readComplete<T>(PageSource<T>, QObject *, Callback<CompleteList<T>>, ListProgress,
                                qint64);

    QList<T> m_rows;
};

/// How often a list whose total moves while it is read is read before that is a failure.
inline constexpr int maxListPasses = 4;
inline constexpr std::chrono::milliseconds listPassPause{250};

/// Walks through a complete list page by page, for as long as @p context lives, without keeping it:
/// @p onBegin is called before each pass, since a list whose total moved is read anew, and what was
/// collected from @p onPage is void then. @p onEnd is called once, with the number of rows, or with
/// an error: that of a request, or IncompleteList (see PageWalker, maxListPasses).
template <typename T>
void walkComplete(PageSource<T> source, QObject *context, std::function<void()> onBegin,
                  std::function<void(const Page<T> &page, qint64 total)> onPage,
                  Callback<qint64> onEnd)
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
            else
                done(end->rows);
        }

        PageSource<T> source;
        std::function<void()> onBegin;
        std::function<void(const Page<T> &, qint64)> onPage;
        Callback<qint64> onEnd;
        std::unique_ptr<PageWalker<T>> walker;
        int passes = 0;
    };
    auto *walk = new Walk(context);
    walk->source = std::move(source);
    walk->onBegin = std::move(onBegin);
    walk->onPage = std::move(onPage);
    walk->onEnd = std::move(onEnd);
    walk->pass();
}

/// Reads a list as proof, for as long as @p context lives. A list of more than @p maxRows is
/// refused at its first page (TooLarge).
template <typename T>
void readComplete(PageSource<T> source, QObject *context, Callback<CompleteList<T>> callback,
                  ListProgress progress, qint64 maxRows)
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
                callback(CompleteList<T>(std::move(*rows)));
            else
                callback(tl::unexpected(end.error()));
        });
}

} // namespace segmentdesk
