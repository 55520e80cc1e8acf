// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/outcome.h"
#include "models/domain/plan.h"
#include "models/jobs/job.h"

#include <QObject>
#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace segmentdesk {

class ChangeRunner;
class Journal;
class StoreApi;
struct ChangeGroup;

/// The changes of one store that can be taken back, and made again. An entry is what really
/// changed, not what was asked for. Undo and redo are groups of changes, which ChangeRunner runs.
class History : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxEntries = 1000;
    /// People in all entries together; the oldest entries go first. 24 bytes each.
    static constexpr qint64 maxPeople = 2'000'000;

    /// One step of the user: a change, or several that belong together.
    struct Entry
    {
        quint64 id = 0;
        Step step; ///< of which kind, if it is more than one change
        QList<qint64> jobs; ///< that made it, or made it again: their numbers in the journal
        JobFacts facts; ///< of the first change; number: what really changed
        /// Of the step's other changes: the name of the segment that a move or merge came from, and
        /// how many people or segments they are about.
        QString from;
        qint64 others = 0;
        QDateTime at; ///< UTC, when it was made
        bool undone = false;
        bool earlier = false; ///< made, or taken back, before this object was
        qint64 people = 0; ///< whom undoing it or making it again is about, of all its changes
        /// Undoing makes segments or profiles again, with new ids: words should say so.
        bool makesNewIds = false;
    };

    /// Why undo or redo cannot be.
    enum class Refusal {
        None,
        Nothing, ///< there is no such change
        Busy, ///< a change is still running
        Interrupted, ///< a part of it, or of an undo or redo, was interrupted and waits
        SegmentGone, ///< the segment was deleted meanwhile
        SegmentChanged, ///< its name or description is not what this change made it
        Newer, ///< there is a newer change than the one that was meant
        NameTaken, ///< another segment has the name by now
        MembersNotKept, ///< the deleted segment had more members than are kept
        Store, ///< the store cannot be asked: see error
    };

    /// An undo or redo that was not begun.
    struct Refused
    {
        Refusal why = Refusal::None;
        bool isUndo = true;
        Entry entry; ///< what it was about; without an id: nothing
        ApiError error; ///< says more if why is Store
        bool canDoPart = false; ///< doPart() does what is possible of it
        bool canSkip = false; ///< skip() leaves it out, so that the change before it can be reached
    };

    /// All must outlive this object. With a journal the history outlives the process: it is there
    /// from the first changed() on. What runs its groups, and reports what ended, is a
    /// ChangeRunner.
    explicit History(StoreApi &api, Journal *journal = nullptr, QObject *parent = nullptr);
    ~History() override;
    void setRunner(ChangeRunner *runner);
    /// Says whether this step (0: none), or an undo or redo, was interrupted and has not been
    /// resumed or discarded: until then what came after it cannot be distinguished from what is
    /// still to come.
    void setInterrupted(std::function<bool(qint64 step)> isInterrupted);

    bool canUndo() const;
    bool canRedo() const;
    /// An undo or redo is under way: between two jobs of a group, too.
    bool isBusy() const;
    /// What undo() would revert, redo() repeat; unset: nothing.
    std::optional<Entry> nextUndo() const;
    std::optional<Entry> nextRedo() const;
    QList<Entry> entries() const; ///< newest first, undone ones too
    /// UTC, when what this job of the journal did was taken back; invalid: it was not, or was made
    /// again. Also of changes that cannot be made again any more.
    QDateTime undoneAt(qint64 job) const;

    /// What undo() or redo() will do, in that order, as far as it is known before the ground is
    /// looked at. Empty: none.
    QList<Plan> plans(bool isUndo) const;

    /// Takes the newest step back: checks that the ground of all its changes is still there, then
    /// runs them as a group, or emits refused(). @p expected: the entry that is meant; 0: whichever
    /// it is.
    void undo(quint64 expected = 0);
    void redo(quint64 expected = 0);
    /// What the last refusal said is possible: does that part, and forgets the rest.
    void doPart();
    /// Forgets what the last refusal was about.
    void skip();

    /// Keeps what a change did; called by ChangeRunner, before anybody else hears of it. Of undo
    /// and redo, @p change is the key of the change that was taken back or made again (see
    /// ChangePart::change); what was kept already is not kept again. Returns the entry that it is
    /// in; 0: nothing was changed.
    quint64 record(const Outcome &outcome, JobFacts::Purpose purpose, qint64 change = 0);
    /// The people to whom younger changes did the same as @p job, which was interrupted before:
    /// they looked first, so that it had not done it. @p segment: of its plan.
    QSet<ProfileId> doneByYounger(qint64 job, Operation operation, SegmentId segment) const;
    /// Whether a change other than @p job, which was interrupted, made this segment.
    bool hasMade(SegmentId segment, qint64 exceptJob) const;
    /// With the ids by which segments and profiles of the plan are known by now.
    Plan withCurrentIds(Plan plan) const;
    void clear();

Q_SIGNALS:
    void changed();
    /// An undo or redo has become a job.
    void started(segmentdesk::Job *job);
    void refused(const segmentdesk::History::Refused &refused);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk

Q_DECLARE_METATYPE(segmentdesk::History::Entry)
Q_DECLARE_METATYPE(segmentdesk::History::Refused)
