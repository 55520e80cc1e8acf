// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/journal.h"

#include <QMutex>
#include <QPointer>

#include <atomic>
#include <deque>
#include <optional>
#include <vector>

namespace segmentdesk {

/// What a journal and its worker share.
struct JournalShared
{
    std::atomic<qint64> lastId{0}; ///< the highest number in the file, once that is open
};

/// The thread that writes a journal. Everything posted while it is at work is one transaction.
/// Facts of a transaction that failed stay first in the queue.
class JournalWorker : public QObject
{
public:
    enum class Kind {
        Leave, ///< a write that is dropped when it fails
        Fact, ///< a write that is tried until it is on the disk
        Question, ///< reads; its error concerns nothing else
        Barrier, ///< nothing but the answer
    };

    struct Task
    {
        Kind kind = Kind::Fact;
        Journal::Statement statement = {};
        QPointer<QObject> context = {};
        std::optional<WriteAnswer> done = {};
    };

    /// @p home, in the thread of the journal, gets the answers and @p behind: why facts are not on
    /// the disk yet; empty: they are.
    JournalWorker(const QString &file, QObject *home, std::function<void(const QString &)> behind,
                  std::shared_ptr<JournalShared> shared, Journal::Clock clock);
    ~JournalWorker() override;

    /// From any thread.
    void add(Task task);
    void work();

private:
    QString writeAll(const std::vector<Task> &tasks);
    QString open();
    void close();
    QString notThere() const;
    void say(const QString &behind);
    void answer(Task &task, const QString &error) const;
    void tryLater();
    void watch();

    const QString m_fileName;
    const QString m_connection;
    QObject *const m_home;
    const std::function<void(const QString &)> m_behindChanged;
    const std::shared_ptr<JournalShared> m_shared;
    const Journal::Clock m_clock;
    /// Of the file that was opened, to know whether it is still the one in its folder.
    std::optional<std::pair<quint64, quint64>> m_identity;
    bool m_hasWritten = false; ///< the file's log is there from then on
    QString m_behind;
    std::deque<Journal::Statement> m_facts; ///< that are not on the disk
    int m_pauseMs = 0;
    bool m_isWatching = false;
    QMutex m_mutex;
    std::vector<Task> m_tasks;
};

} // namespace segmentdesk
