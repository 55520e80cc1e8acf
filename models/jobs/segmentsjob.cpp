// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/segmentsjob.h"

#include "models/api/storeapi.h"
#include "models/jobs/completelist.h"
#include "models/jobs/journal.h"
#include "models/jobs/livesources.h"
#include "models/jobs/membership.h"

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
        m_outcome.segments.append({change, What::NotSent, OutcomeItem::noReason});
        Range range;
        if (m_plan.operation == Operation::CreateSegment) {
            range.first = static_cast<qint32>(m_outcome.items.size());
            range.count = static_cast<qint32>(change.members.size());
            for (const PersonRef &member : change.members) {
                m_outcome.items.append(
                    {member.customerId, member.profileId, What::NotSent, OutcomeItem::noReason});
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

void SegmentsJob::restoreSegments()
{
    for (auto it = restored()->segments.cbegin(); it != restored()->segments.cend(); ++it) {
        if (it.key() < 0 || it.key() >= m_outcome.segments.size())
            continue;
        SegmentOutcome &segment = m_outcome.segments[it.key()];
        segment = it.value().outcome;
        if (!it.value().over) {
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
    } else {
        ChangeJob::doCancel();
    }
}

void SegmentsJob::next()
{
    ++m_index;
    m_tries = 0;
    m_lostAnswer = false;
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
        if (current().what == What::Changed) {
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
    if (isCancelled() || m_index >= m_outcome.segments.size()) {
        conclude();
        return;
    }
    if (state() == State::Paused) {
        m_held = true;
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
        if (m_lostAnswer)
            remove();
        else
            readMembers();
        break;
    }
}

void SegmentsJob::write(std::function<void()> send)
{
    setPhase(Phase::Working);
    m_writing = true; // whoever cancels waits for it
    saveSegment(m_index, false, [this, send = std::move(send)] {
        if (isCancelled() || state() == State::Paused) {
            m_writing = false;
            m_held = state() == State::Paused;
            if (!m_held)
                step();
            return;
        }
        send();
    });
}

void SegmentsJob::create()
{
    write([this] { sendCreate(); });
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
    current().what = What::Changed;
    const Range range = m_members.at(m_index);
    if (range.count == 0 || isCancelled()) {
        over(What::Changed);
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
            if (m_outcome.items.at(i).what == What::Changed)
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
    const SegmentChange &change = current().change;
    SegmentUpdate update;
    update.id = change.before.id;
    if (change.after.name != change.before.name)
        update.name = change.after.name;
    if (change.after.description != change.before.description)
        update.description = change.after.description;
    if (!update.name && !update.description) {
        QTimer::singleShot(0, this, [this] { over(What::NothingToDo); });
        return;
    }
    write([this, update] {
        m_api.updateSegments(*NonEmpty<QList<SegmentUpdate>>::from({update}), this,
                             [this](const Result<QList<Segment>> &answer) {
                                 m_writing = false;
                                 if (answer)
                                     over(What::Changed);
                                 else
                                     refused(answer.error());
                             });
    });
}

void SegmentsJob::readMembers()
{
    setPhase(Phase::Preparing);
    current().change.members.clear();
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
                refused(members.error());
                return;
            }
            change.membersKept = members.has_value();
            if (members) {
                for (const ShopperProfile &profile : *members)
                    change.members.append({profile.customerId, profile.id});
            }
            m_keptMembers += change.members.size();
            remove();
        },
        {}, maxPlanItems - m_keptMembers);
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
                             } else if (answer->failed > 0) {
                                 m_lostAnswer = true;
                                 ApiError error;
                                 error.title = answer->errors.isEmpty()
                                     ? QString()
                                     : answer->errors.first().second;
                                 readBack(error);
                             } else {
                                 over(What::Changed);
                             }
                         });
}

void SegmentsJob::refused(const ApiError &error)
{
    using Kind = ApiError::Kind;
    switch (error.kind) {
    case Kind::Conflict:
        if (m_lostAnswer && m_plan.operation == Operation::CreateSegment)
            readBack(error);
        else
            over(What::Failed, &error);
        return;
    case Kind::NotFound:
        if (m_lostAnswer && m_plan.operation == Operation::DeleteSegments)
            over(What::Changed);
        else
            over(What::NotFound, &error);
        return;
    case Kind::Rejected:
    case Kind::TooLarge:
        over(What::Failed, &error);
        return;
    case Kind::NoConnection:
    case Kind::RateLimited:
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
        m_held = true;
        if (isCancelled())
            conclude();
        else
            waitFor(storeError(error));
        return;
    case Kind::Forbidden:
    case Kind::InvalidArguments:
    case Kind::Redirected:
        conclude(storeError(error));
        return;
    }
}

void SegmentsJob::readBack(const ApiError &error)
{
    m_mustReadBack = true;
    const SegmentChange change = current().change;
    const bool byName = m_plan.operation == Operation::CreateSegment;
    m_writing = true; // a job that stops still wants to know
    readComplete<Segment>(
        segmentsSource(m_api), this,
        [this, change, byName, error](const Result<CompleteList<Segment>> &segments) {
            m_writing = false;
            if (!segments) {
                m_held = true;
                if (isCancelled())
                    over(What::Failed, &error);
                else
                    waitFor(storeError(segments.error()));
                return;
            }
            std::optional<Segment> found;
            for (const Segment &segment : *segments) {
                if (byName ? segment.name == change.after.name : segment.id == change.before.id)
                    found = segment;
            }
            m_mustReadBack = false;
            const Segment &wanted = current().change.after;
            switch (m_plan.operation) {
            case Operation::CreateSegment:
                if (found) {
                    current().change.after = *found;
                    fill();
                    return;
                }
                break;
            case Operation::UpdateSegment:
                if (!found) {
                    over(What::NotFound);
                    return;
                }
                if (found->name == wanted.name && found->description == wanted.description) {
                    over(What::Changed);
                    return;
                }
                break;
            default:
                if (!found) {
                    over(What::Changed);
                    return;
                }
                break;
            }
            again(error);
        });
}

void SegmentsJob::again(const ApiError &error)
{
    ++m_tries;
    if (isCancelled()) {
        conclude();
        return;
    }
    if (m_tries >= maxTries) {
        const bool reachable = m_lostAnswer;
        if (reachable) { // it answers, but not to this
            over(What::Failed, &error);
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

void SegmentsJob::over(What what, const ApiError *reason)
{
    current().what = what;
    if (reason)
        current().reason = m_outcome.addReason(*reason);
    if (m_outcome.items.isEmpty())
        countRow(what);
    saveSegment(m_index, true);
    next();
}

} // namespace segmentdesk
