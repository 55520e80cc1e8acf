// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace segmentdesk {

/// Runs @p work in a thread of @p pool and hands what it returns to @p then, in the thread of
/// @p context; not at all if @p context died meanwhile. What @p work uses it owns, or shares.
template <typename Work, typename Then>
void inBackground(QThreadPool &pool, QObject *context, Work work, Then then)
{
    pool.start([asker = QPointer<QObject>(context), home = context->thread(),
                work = std::move(work), then = std::move(then)]() mutable {
        auto result = std::make_shared<decltype(work())>(work());
        // What lives in another thread cannot be called from here: it may be dying.
        auto *messenger = new QObject;
        messenger->moveToThread(home);
        QMetaObject::invokeMethod(
            messenger,
            [messenger, asker, result, then = std::move(then)]() mutable {
                messenger->deleteLater();
                if (asker)
                    then(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

/// The same in the pool that everybody shares, for what may take seconds.
template <typename Work, typename Then>
void inBackground(QObject *context, Work work, Then then)
{
    inBackground(*QThreadPool::globalInstance(), context, std::move(work), std::move(then));
}

} // namespace segmentdesk
