// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customer.h"
#include "models/domain/plan.h"
#include "models/domain/result.h"

#include <functional>

namespace segmentdesk {

class StoreApi;

/// Called now and then with how far a longer preparation is; total is -1 while unknown.
using Progress = std::function<void(qint64 done, qint64 total)>;

/// An e-mail address that several customers have: it names none of them.
struct SharedAddress
{
    QString text; ///< as it was typed
    QList<Customer> customers; ///< all of them, by their ids
};

/// What was found for typed or pasted texts.
struct Resolved
{
    QList<PersonRef> people; ///< in the order of the texts, each once
    QStringList notFound; ///< texts without a match, or that are no id and no address
    qint64 duplicates = 0; ///< texts that named the same person
    QList<SharedAddress> shared{}; ///< each address once; none of them is in people by it
};

/// Finds out what a change will do, before it is made. Answers asynchronously, exactly once, unless
/// context dies first: then everything under way is cancelled. @p api must outlive the context; a
/// background one is wanted, reading goes at most 10 requests at a time.
class Planner
{
public:
    /// Most texts that resolve() takes; more is refused as InvalidArguments, nothing is asked.
    static constexpr qsizetype maxTexts = 100'000;

    explicit Planner(StoreApi &api);

    /// Plans to put people into a segment. Folds repeated people. Up to maxQuickPlanItems people
    /// the segment is not read (Effect::Unknown); above, its members are read and each effect is
    /// known. A segment that is gone: NotFound.
    void planAdd(SegmentId segment, const QString &segmentName, const QList<PersonRef> &people,
                 QObject *context, Callback<Plan> callback, Progress progress = {});
    /// Plans to take people out of a segment; as planAdd().
    void planRemove(SegmentId segment, const QString &segmentName, const QList<PersonRef> &people,
                    QObject *context, Callback<Plan> callback, Progress progress = {});
    /// Plans to take everybody out of a segment: reads its members.
    void planRemoveAll(SegmentId segment, const QString &segmentName, QObject *context,
                       Callback<Plan> callback, Progress progress = {});
    /// Plans to add the members of one segment to another: reads both.
    void planAddSegment(SegmentId from, SegmentId to, const QString &toName, QObject *context,
                        Callback<Plan> callback, Progress progress = {});
    /// Plans to make a segment with the members of another: reads those.
    void planDuplicate(SegmentId original, const NewSegment &segment, QObject *context,
                       Callback<Plan> callback, Progress progress = {});
    /// Plans to make profiles for customers: looks up who has one already and who does not exist.
    void planCreateProfiles(const QList<CustomerId> &customers, QObject *context,
                            Callback<Plan> callback, Progress progress = {});

    /// The same without looking first: the job looks up who has one already.
    static Plan planCreateProfiles(const QList<CustomerId> &customers);
    /// Plans to delete profiles. Nothing is asked: which segments they are in is read by the job.
    static Plan planDeleteProfiles(const QList<PersonRef> &people);
    static Plan planCreateSegment(const NewSegment &segment);
    /// @p before as it is now, @p update with what changes.
    static Plan planUpdateSegment(const Segment &before, const SegmentUpdate &update);
    /// Members are read and kept for undo by the job.
    static Plan planDeleteSegments(const QList<Segment> &segments);

    /// Finds people for texts: customer ids (digits), e-mail addresses (something with an @, which
    /// must be one customer's alone) or
    /// profile ids (UUIDs; those are taken as they are, nothing can look them up). Blanks around
    /// are ignored, empty texts too.
    void resolve(const QStringList &texts, QObject *context, Callback<Resolved> callback,
                 Progress progress = {});
    /// Cuts what was typed or pasted into texts: at line ends, blanks, commas, semicolons and tabs.
    static QStringList cut(const QString &typed);

private:
    StoreApi &m_api;
};

} // namespace segmentdesk
