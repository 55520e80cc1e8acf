// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/changejob.h"

#include <QHash>
#include <QObject>

namespace segmentdesk {

class JobQueue;
class Journal;
class StoreApi;

/// The changes of one store that can be taken back, and made again. An entry is what really changed,
/// not what was asked for. Undo and redo are jobs in the queue.
class History : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxEntries = 1000;
    /// People in all entries together; the oldest entries go first. 24 bytes each.
    static constexpr qint64 maxPeople = 2'000'000;

    struct Entry
    {
        quint64 id = 0;
        JobFacts facts; ///< number: what really changed
        QDateTime at; ///< UTC, when it was made
        bool undone = false;
        /// Undoing makes segments or profiles again, with new ids: words should say so.
        bool makesNewIds = false;
    };

    /// Why undo or redo cannot be.
    enum class Refusal {
        None,
        Nothing, ///< there is no such change
        Busy, ///< a change is still running
        SegmentGone, ///< the segment was deleted meanwhile
        SegmentChanged, ///< its name or description is not what this change made it
        NameTaken, ///< another segment has the name by now
        Store, ///< the store cannot be asked: see refused()'s error
    };

    /// All must outlive this object. With a journal the history outlives the process: it is there from
    /// the first changed() on.
    History(StoreApi &api, JobQueue &queue, Journal *journal = nullptr, QObject *parent = nullptr);
    ~History() override;

    bool canUndo() const;
    bool canRedo() const;
    /// The change that undo() would take back, redo() make again; null: none.
    const Entry *nextUndo() const;
    const Entry *nextRedo() const;
    QList<Entry> entries() const; ///< newest first, undone ones too

    /// Takes the newest change back: checks that the ground is still there, then adds a job to the
    /// queue, or emits refused().
    void undo();
    void redo();

    /// Takes over a job of undo or redo that an earlier process began, before it is started.
    void adopt(ChangeJob *job);
    /// Makes an entry of a job that has ended; JobQueue's ended jobs are taken up by themselves.
    void record(const ChangeJob &job);
    void clear();

Q_SIGNALS:
    void changed();
    /// An undo or redo has become a job.
    void started(segmentdesk::Job *job);
    /// @p error tells more if refusal is Store.
    void refused(segmentdesk::History::Refusal refusal, const segmentdesk::History::Entry &entry,
                 const segmentdesk::ApiError &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk

Q_DECLARE_METATYPE(segmentdesk::History::Entry)
