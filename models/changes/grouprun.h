// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/changegroup.h"
#include "models/changes/changejob.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <optional>

namespace segmentdesk {

class GroupJournal;
class History;
class Journal;
class JobQueue;
class ProvenState;
class StoreApi;
struct Crossing;

/// Runs a group of changes, part by part: next -> look once more -> (ask) -> job -> take -> next.
/// Each part is made from what came of those before it, and a part that loses something from
/// complete lists that are read right before. A part that is cancelled or fails ends the group, and
/// so does a cancelled group in whatever state it is. Nothing else comes between its parts.
/// ChangeRunner makes it and owns it; it is deleted after ended().
class GroupRun : public QObject
{
    Q_OBJECT

public:
    /// So often people who are not in the target of a merge yet are put there, before that is a
    /// question.
    static constexpr int maxCarries = 3;

    /// What it works with; all must outlive it. Without a journal nothing is written down.
    struct Surroundings
    {
        StoreApi &api;
        JobQueue &queue;
        History &history;
        Journal *journal;
        GroupJournal &groups;
        const QSet<SegmentId> &made; ///< segments that changes of this run of the program made
        const ProvenState &proven; ///< by changes of this run of the program
    };

    /// What came of a part that others depend on.
    struct Carried
    {
        SegmentId segment; ///< into which it puts people
        QString name; ///< of that segment
        QSet<ProfileId> wished; ///< whom it was to put there
        QSet<ProfileId> done; ///< of them, who is there now, as far as its outcome says
    };
    /// What is left of a group that ended before its end, to be tried again.
    struct Rest
    {
        ChangeGroup group;
        QHash<qsizetype, Carried> carried;
        QSet<qsizetype> done; ///< parts that ended well
    };

    GroupRun(const Surroundings &desk, ChangeGroup group, QObject *parent);
    ~GroupRun() override;

    const ChangeGroup &group() const { return m_group; }
    /// Of the part under way, or that waits for its turn; null once the group has ended.
    ChangeJob *job() const { return m_job; }
    bool hasEnded() const { return m_hasEnded; }
    /// What stops it until answer() or cancel().
    const std::optional<GroupQuestion> &question() const { return m_question; }
    /// Answers the question: continues with what the store holds by now, or cancels the group.
    void answer(bool goOn);
    /// Ends the group: no further part begins, and the one under way sends nothing more.
    void cancel();

    // Once ended:
    /// How it ended: as the worst of its parts.
    JobResult end() const { return m_end; }
    /// What came of each part, in their order; of a part that took two jobs, of both.
    const QList<Outcome> &outcomes() const { return m_outcomes; }
    /// Why a part failed, if one did.
    const std::optional<JobError> &error() const { return m_error; }

Q_SIGNALS:
    /// A part became a job in the queue.
    void started(segmentdesk::ChangeJob *job);
    /// It waits for an answer; again if it was resumed without one.
    void asked(const segmentdesk::GroupQuestion &question);
    /// Once.
    void ended();

private:
    friend class ChangeRunner;

    enum class Place : quint8 { Last, Next };

    // For ChangeRunner:
    /// Makes a job of the next part; false: the group has ended.
    bool next(Place place);
    /// Begins again with a part that an earlier process began; @p settlesOnly: and ends with it.
    void resume(qsizetype part, const JournaledJob &job, bool settlesOnly);
    /// What is known of a part that an earlier process, or an earlier try, ended.
    void know(qsizetype part, const Plan &plan, const Outcome &outcome);
    void knowEmpty(const Plan &plan);
    /// The job has ended. True: the group continues.
    bool take(const ChangeJob &job);
    qint64 changeOf(const ChangeJob &job) const;
    Rest rest() const;

    const ChangePart &part() const { return m_group.parts.at(m_part); }
    /// A restore is one step, whatever is left of it.
    bool isStep() const { return m_group.parts.size() > 1 || m_group.kind == Step::Kind::Restore; }
    bool needsRecord() const;
    Plan made(const ChangePart &part) const;
    void fillProfiles(Plan *plan) const;
    Carried carried() const;
    void add(const Plan &plan, Place place);
    void put(ChangeJob *job, Place place);
    void check(ChangeJob *job, QObject *context);
    void checkTakingOut(ChangeJob *job, QObject *context);
    void checkMembers(ChangeJob *job, QObject *context);
    void checkDeletion(ChangeJob *job, QObject *context);
    void crossed(ChangeJob *job, const Crossing &crossing);
    void carryOver(ChangeJob *job, const QList<PersonRef> &people);
    void go(ChangeJob *job, const Plan &plan, const QSet<ProfileId> &leftOut = {});
    std::optional<JobError> guard(const SegmentChange &change);
    JobError ask(const GroupQuestion &question, const QSet<ProfileId> &ids);
    static void couldNotLook(ChangeJob *job, const ApiError &error);

    Surroundings m_desk;
    ChangeGroup m_group;
    qsizetype m_part = 0;
    QPointer<ChangeJob> m_job;
    QHash<CustomerId, ProfileId> m_made; ///< profiles that parts made
    QHash<qsizetype, Carried> m_carried; ///< by part
    QSet<qsizetype> m_done;
    QSet<qsizetype> m_began;
    QList<Outcome> m_outcomes;
    std::optional<GroupQuestion> m_question;
    QSet<ProfileId> m_asked; ///< members of whom the question is
    /// Members who may go with a segment that is deleted.
    QHash<SegmentId, QSet<ProfileId>> m_mayGo;
    QSet<SegmentId> m_anyoneMayGo; ///< segments with more members than can be read
    JobResult m_end = JobResult::Done;
    std::optional<JobError> m_error;
    int m_carries = 0;
    bool m_isContinued = false; ///< an earlier process began it
    bool m_isSaved = false;
    bool m_settling = false; ///< the job only reads back what an earlier process sent
    bool m_discards = false;
    bool m_isCancelled = false;
    bool m_isOpen = false; ///< what its last part did is not known yet
    bool m_hasEnded = false;
};

} // namespace segmentdesk
