// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/segmentsjob.h"

#include "models/api/storeapi.h"
#include "models/changes/journal.h"
#include "models/changes/membershipoperations.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QTimer>

#include <algorithm>
#include <memory>
#include <numeric>

using namespace Qt::StringLiterals;

namespace segmentdesk {

using namespace std::chrono_literals;

namespace {

constexpr int maxTries = 5;

JobError storeError(const ApiError &error)
{
    return {JobError::Kind::Store, error, {}};
}

} // namespace

SegmentsJob::SegmentsJob(StoreApi &api, const Plan &plan, QObject *parent)
    : ChangeJob(api, plan, parent)
{
    Q_ASSERT(plan.operation == Operation::CreateSegment
             || plan.operation == Operation::UpdateSegment
             || plan.operation == Operation::DeleteSegments);
}

SegmentsJob::~SegmentsJob() = default;

void SegmentsJob::doStart()
{
    for (const SegmentChange &change : std::as_const(m_plan.segments)) {
        m_outcome.segments.append({change, ItemStatus::NotSent, OutcomeItem::noReason});
        Range range;
        if (m_plan.operation == Operation::CreateSegment) {
            range.first = static_cast<qint32>(m_outcome.items.size());
            range.count = static_cast<qint32>(change.members.size());
            for (const PersonRef &member : change.members) {
                m_outcome.items.append({member.customerId, member.profileId, ItemStatus::NotSent,
                                        OutcomeItem::noReason});
            }
        }
        m_members.append(range);
    }
    QList<qint32> rows(m_outcome.items.size());
    std::iota(rows.begin(), rows.end(), 0);
    m_toSend = restoreRows(rows);
    if (restored())
        restoreSegments();
    if (!m_outcome.items.isEmpty())
        setTotal(m_outcome.items.size());
    if (restored())
        countBefore();
    QTimer::singleShot(0, this, [this] { step(); });
}

/// What is not in the desired state now, and is after an answer that was lost, was changed by this
/// job.
void SegmentsJob::readSegments()
{
    readCompleteSegments(m_api, readingContext(),
                         [this](const Result<CompleteList<Segment>> &segments) {
                             if (!segments) {
                                 again(segments.error());
                                 return;
                             }
                             m_before.emplace();
                             for (const Segment &segment : *segments)
                                 m_before->insert(segment.id, segment);
                             m_tries = 0;
                             step();
                         });
}

void SegmentsJob::restoreSegments()
{
    for (auto it = restored()->segments.cbegin(); it != restored()->segments.cend(); ++it) {
        if (it.key() < 0 || it.key() >= m_outcome.segments.size())
            continue;
        SegmentOutcome &segment = m_outcome.segments[it.key()];
        segment = it.value().outcome;
        const Range range = m_members.at(it.key());
        if (it.value().over && hasUnknown(range.first, range.count)) {
            m_begun.insert(it.key()); // made, and of some of its members it is not known
        } else if (!it.value().over) {
            if (segment.what == ItemStatus::NotSent)
                segment.what = ItemStatus::Unknown; // as a version before this one wrote it
            m_begun.insert(it.key());
        } else {
            m_over.insert(it.key());
            if (m_outcome.items.isEmpty())
                countRow(segment.what);
        }
    }
}

void SegmentsJob::doPause()
{
    if (m_filling)
        ChangeJob::doPause();
}

void SegmentsJob::doResume()
{
    if (m_filling)
        ChangeJob::doResume();
    else if (std::exchange(m_held, false))
        step();
}

void SegmentsJob::doCancel()
{
    if (m_writing || !m_begun.isEmpty()) {
        markCancelled(); // its answer, or what is read back, ends the job
        m_api.withdrawWrites(this);
    } else if (m_mustReadBack) {
        // What may have been sent is looked at once more before this ends.
        markCancelled();
        m_held = false;
        endReading();
        m_tries = 0;
        step();
    } else {
        ChangeJob::doCancel();
    }
}

void SegmentsJob::next()
{
    ++m_index;
    m_tries = 0;
    m_lostAnswer = false;
    m_refusal.reset();
    m_mustReadBack = false;
    step();
}

void SegmentsJob::step()
{
    if (state() == State::Ended)
        return;
    while (m_over.contains(m_index))
        ++m_index;
    if (m_begun.remove(m_index)) {
        // An earlier process was about to write it.
        if (current().what == ItemStatus::Changed) {
            fill(); // made, but its members are not all in
            return;
        }
        m_lostAnswer = true;
        m_mustReadBack = true;
    }
    if (m_mustReadBack && m_index < m_outcome.segments.size()) {
        readBack(ApiError());
        return;
    }
    if (isCancelled()) {
        conclude();
        return;
    }
    if (m_index >= m_outcome.segments.size()) {
        compare();
        return;
    }
    if (state() == State::Paused) {
        m_held = true;
        return;
    }
    if (!m_before) {
        readSegments();
        return;
    }
    switch (m_plan.operation) {
    case Operation::CreateSegment:
        create();
        break;
    case Operation::UpdateSegment:
        update();
        break;
    default:
        // Before each try: a person may have joined since the last.
        if (m_lostAnswer || m_before->contains(current().change.before.id))
            readMembers();
        else
            QTimer::singleShot(0, this, [this] { over(ItemStatus::NotFound); });
        break;
    }
}

/// The members of a segment that is to be deleted: nothing was sent.
void SegmentsJob::cannotRead(const ApiError &error)
{
    if (error.kind == ApiError::Kind::NotFound && m_lostAnswer)
        over(ItemStatus::Changed);
    else if (error.kind == ApiError::Kind::NotFound)
        over(ItemStatus::NotFound, &error);
    else if (error.isTransient() || error.kind == ApiError::Kind::Unauthorized)
        again(error);
    else if (error.kind == ApiError::Kind::Forbidden)
        conclude(storeError(error));
    else
        over(ItemStatus::Failed, &error);
}

void SegmentsJob::write(std::function<void()> send)
{
    setPhase(Phase::Working);
    m_writing = true; // cancelling waits for it
    intendSegment(m_index, youngBefore(), [this, send = std::move(send)] {
        if (isCancelled() || state() == State::Paused) {
            m_writing = false;
            m_held = state() == State::Paused;
            if (!m_held)
                step();
            return;
        }
        current().what = ItemStatus::Unknown; // until its answer, or what is read back, says more
        send();
    });
}

void SegmentsJob::create()
{
    Segment &wanted = current().change.after;
    const auto hasName = [&wanted](const Segment &segment) { return segment.name == wanted.name; };
    if (std::any_of(m_before->cbegin(), m_before->cend(), hasName)) {
        QTimer::singleShot(0, this, [this] { nameIsTaken(); });
        return;
    }
    wanted.createdAt =
        QDateTime::currentDateTimeUtc(); // when it was sent, until the store says more
    write([this] { sendCreate(); });
}

/// The name belongs to another segment, or nothing proves that it is ours.
void SegmentsJob::nameIsTaken()
{
    ApiError taken;
    taken.kind = ApiError::Kind::Conflict;
    if (m_refusal && m_refusal->kind == ApiError::Kind::Conflict) {
        taken = *m_refusal;
    } else if (m_lostAnswer || m_refusal) {
        taken.details =
            u"a segment of this name exists, and nothing proves that this change made it"_s;
    } else {
        taken.httpStatus = 409; // as the store would have answered
        taken.details = u"a segment of this name was there before; nothing was sent"_s;
    }
    over(ItemStatus::Failed, &taken);
}

void SegmentsJob::sendCreate()
{
    const Segment &wanted = current().change.after;
    m_api.createSegments(*NonEmpty<QList<NewSegment>>::from({{wanted.name, wanted.description}}),
                         this, [this](const Result<QList<Segment>> &answer) {
                             m_writing = false;
                             if (!answer) {
                                 refused(answer.error());
                             } else if (answer->isEmpty()) {
                                 ApiError error;
                                 error.details = u"the answer names no segment"_s;
                                 refused(error);
                             } else {
                                 current().change.after = answer->first();
                                 fill();
                             }
                         });
}

void SegmentsJob::fill()
{
    setPhase(Phase::Working);
    current().what = ItemStatus::Changed;
    const Range range = m_members.at(m_index);
    if (range.count == 0 || (isCancelled() && !settlesOnly())) {
        over(ItemStatus::Changed);
        return;
    }
    saveSegment(m_index, false); // that it is made, and which id it has
    // In order, so that many segments are filled without looking through all rows for each.
    const auto from = std::lower_bound(m_toSend.cbegin(), m_toSend.cend(), range.first);
    const QList<qint32> items(from,
                              std::lower_bound(from, m_toSend.cend(), range.first + range.count));
    auto operations = membershipOperations(m_api, m_outcome, current().change.after.id, true);
    auto engine = std::make_unique<BatchEngine>(m_outcome, items, std::move(operations), nullptr);
    engine->addUnknown(takeUnknown(range.first, range.count));
    m_filling = true;
    const auto settle = [this, range](const std::optional<JobError> &error) {
        m_filling = false;
        QList<PersonRef> added;
        for (qint32 i = range.first; i < range.first + range.count; ++i) {
            if (m_outcome.items.at(i).what == ItemStatus::Changed)
                added.append(m_outcome.items.at(i).person());
        }
        current().change.members = added;
        if (error)
            current().reason = m_outcome.addReason(error->api);
    };
    runEngine(
        std::move(engine), Rows::OfOutcome,
        [this] {
            saveSegment(m_index, true);
            next();
        },
        settle);
}

void SegmentsJob::update()
{
    // What is sent is what the plan changes, at the segment as it is now: so undo restores that.
    SegmentChange &change = current().change;
    const auto there = m_before->constFind(change.before.id);
    if (there == m_before->constEnd()) {
        QTimer::singleShot(0, this, [this] { over(ItemStatus::NotFound); });
        return;
    }
    if (!m_lostAnswer) {
        if (change.after.name == change.before.name)
            change.after.name = there->name;
        if (change.after.description == change.before.description)
            change.after.description = there->description;
        change.before = *there;
    }
    SegmentUpdate update;
    update.id = change.before.id;
    if (change.after.name != change.before.name)
        update.name = change.after.name;
    if (change.after.description != change.before.description)
        update.description = change.after.description;
    if (!update.name && !update.description) {
        QTimer::singleShot(0, this, [this] { over(ItemStatus::NothingToDo); });
        return;
    }
    write([this, update] {
        m_api.updateSegments(*NonEmpty<QList<SegmentUpdate>>::from({update}), this,
                             [this](const Result<QList<Segment>> &answer) {
                                 m_writing = false;
                                 if (answer)
                                     over(ItemStatus::Changed);
                                 else
                                     refused(answer.error());
                             });
    });
}

void SegmentsJob::readMembers()
{
    setPhase(Phase::Preparing);
    const SegmentId segment = current().change.before.id;
    const PageSource<ShopperProfile> source = [api = &m_api,
                                               segment](PageRequest request, QObject *context,
                                                        Callback<Page<ShopperProfile>> callback) {
        api->listMembers(segment, request, context, std::move(callback));
    };
    readComplete<ShopperProfile>(
        source, readingContext(),
        [this](const Result<CompleteList<ShopperProfile>> &members) {
            SegmentChange &change = current().change;
            if (!members && members.error().kind != ApiError::Kind::TooLarge) {
                cannotRead(members.error());
                return;
            }
            change.membersKept = members && members->odd() == 0;
            change.members.clear();
            if (members) {
                for (const ShopperProfile &profile : *members)
                    change.members.append({profile.customerId, profile.id});
            }
            if (mayDelete(change))
                remove();
            else
                m_held = true; // and reread when it continues
        },
        {}, maxPlanItems - m_keptMembers, OddRows::LeaveOut);
}

void SegmentsJob::remove()
{
    if (isCancelled() || state() == State::Paused) {
        step();
        return;
    }
    write([this] { sendRemove(); });
}

void SegmentsJob::sendRemove()
{
    m_api.deleteSegments(*NonEmpty<QList<SegmentId>>::from({current().change.before.id}), this,
                         [this](const Result<WriteReport> &answer) {
                             m_writing = false;
                             if (!answer) {
                                 refused(answer.error());
                             } else if (answer->failed > 0 || answer->applied == 0) {
                                 ApiError error;
                                 error.kind = ApiError::Kind::Rejected;
                                 error.httpStatus = answer->status;
                                 error.title = answer->errors.isEmpty()
                                     ? QString()
                                     : answer->errors.first().second;
                                 m_refusal = error;
                                 readBack(error);
                             } else {
                                 over(ItemStatus::Changed);
                             }
                         });
}

void SegmentsJob::refused(const ApiError &error)
{
    using Kind = ApiError::Kind;
    switch (error.kind) {
    case Kind::Conflict:
    case Kind::NotFound:
    case Kind::Rejected:
    case Kind::TooLarge:
        // The body may say that it was applied nevertheless, or nothing at all.
        if (error.applied == 0 && error.kind != Kind::Conflict && !m_lostAnswer) {
            over(error.kind == Kind::NotFound ? ItemStatus::NotFound : ItemStatus::Failed, &error);
        } else {
            m_refusal = error;
            readBack(error);
        }
        return;
    case Kind::NoConnection:
    case Kind::RateLimited:
        if (!m_lostAnswer)
            current().what = ItemStatus::NotSent;
        again(error);
        return;
    case Kind::OutcomeUnknown:
    case Kind::Timeout:
    case Kind::ServerFailure:
    case Kind::UnexpectedAnswer:
    case Kind::IncompleteList:
    case Kind::AnswerTooLarge:
        m_lostAnswer = true;
        readBack(error);
        return;
    case Kind::Unauthorized:
    case Kind::TlsFailure:
        current().what = ItemStatus::NotSent;
        m_held = true;
        if (isCancelled())
            conclude();
        else
            waitFor(storeError(error));
        return;
    case Kind::Forbidden:
    case Kind::InvalidArguments:
    case Kind::Redirected:
    case Kind::NotApplied:
        current().what = ItemStatus::NotSent;
        conclude(storeError(error));
        return;
    }
}

void SegmentsJob::again(const ApiError &error)
{
    ++m_tries;
    if (m_index < m_outcome.segments.size() && !m_mustReadBack)
        current().what = ItemStatus::NotSent;
    if (isCancelled() && m_lostAnswer && !m_mustReadBack) {
        // It was carried out and undone since by something else, or it never was.
        ApiError unknown;
        unknown.kind = ApiError::Kind::OutcomeUnknown;
        unknown.details = u"the answer was lost, and the store is as it was before"_s;
        over(ItemStatus::Failed, &unknown);
        return;
    }
    if (isCancelled()) {
        conclude();
        return;
    }
    if (!m_before && !error.isTransient() && error.kind != ApiError::Kind::Unauthorized) {
        conclude(storeError(error)); // nothing was sent yet
        return;
    }
    if (m_tries >= maxTries || error.kind == ApiError::Kind::Unauthorized) {
        if (m_lostAnswer && m_before) { // it answers, but not to this
            over(ItemStatus::Failed, &error);
            return;
        }
        m_tries = 0;
        m_held = true;
        waitFor(storeError(error));
        return;
    }
    const auto pause =
        std::max<std::chrono::milliseconds>(error.retryAfter, 250ms * (1 << m_tries));
    // Cancelling ends the pause: it is a child of the reading context.
    QTimer::singleShot(std::min<std::chrono::milliseconds>(pause, 2min), readingContext(),
                       [this] { step(); });
}

void SegmentsJob::over(ItemStatus what, const ApiError *reason)
{
    current().what = what;
    current().reason = reason ? m_outcome.addReason(*reason) : OutcomeItem::noReason;
    if (m_plan.operation == Operation::DeleteSegments)
        m_keptMembers += current().change.members.size();
    if (m_outcome.items.isEmpty())
        countRow(what);
    saveSegment(m_index, true);
    next();
}

} // namespace segmentdesk
