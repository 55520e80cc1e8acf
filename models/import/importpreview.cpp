// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/import/importpreview.h"

#include "models/api/storeapi.h"
#include "models/domain/background.h"
#include "models/mirror/mirror.h"
#include "models/sources/completelist.h"

#include <QFileInfo>

namespace segmentdesk {

namespace {

/// Rows that are read before cancellation is checked, or whose people the store is asked
/// for at once.
constexpr int rowsAtOnce = 2'000;
constexpr int progressMs = 100;
constexpr std::chrono::milliseconds feedWait(20);

} // namespace

ImportSources storeImportSources(StoreApi &api, SegmentId segment)
{
    ImportSources sources;
    sources.lookup = livePeopleLookup(api);
    sources.members = [&api, segment](PageRequest request, QObject *context,
                                      Callback<Page<ShopperProfile>> callback) {
        api.listMembers(segment, request, context, std::move(callback));
    };
    sources.profiles = [&api](PageRequest request, QObject *context,
                              Callback<Page<ShopperProfile>> callback) {
        api.listProfiles(request, context, std::move(callback));
    };
    return sources;
}

ImportSources copyImportSources(Mirror &mirror)
{
    ImportSources sources;
    sources.everybody = [&mirror](const std::shared_ptr<PeopleFeed> &feed, QObject *context,
                                  Callback<bool> callback) {
        mirror.feed(feed, context, std::move(callback));
    };
    return sources;
}

ImportPreview::ImportPreview(const ImportSpec &spec, ImportSources sources, QObject *parent)
    : QObject(parent), m_spec(spec), m_sources(std::move(sources)),
      m_work(std::make_unique<QObject>()), m_shared(std::make_shared<Shared>()),
      m_rows(std::make_shared<ImportRows>(spec, bool(m_sources.everybody)))
{
    m_progress.setInterval(progressMs);
    connect(&m_progress, &QTimer::timeout, this,
            [this] { Q_EMIT progress(m_shared->done, m_rows->fileSize()); });
}

ImportPreview::~ImportPreview()
{
    m_shared->isCancelled = true;
}

void ImportPreview::start()
{
    inBackground(
        m_work.get(), [rows = m_rows] { return rows->open(); },
        [this](const std::optional<ImportError> &error) { opened(error); });
}

void ImportPreview::opened(const std::optional<ImportError> &error)
{
    if (error) {
        fail(*error);
        return;
    }
    Q_EMIT progress(0, -1);
    if (m_sources.everybody)
        readWithCopy();
    else
        readProfiles();
}

// ---- with the local copy: the file is read while the copy is

void ImportPreview::readWithCopy()
{
    PeopleIndex::Keys keys;
    for (const ColumnRole role : std::as_const(m_spec.roles)) {
        if (role == ColumnRole::Email)
            keys |= PeopleIndex::Key::Email;
        else if (role == ColumnRole::ProfileUuid)
            keys |= PeopleIndex::Key::Profile;
        else if (isName(role))
            keys |= PeopleIndex::Key::Name;
    }
    const auto feed = std::make_shared<PeopleFeed>(keys, m_spec.segmentId);
    m_people = std::make_shared<PeopleIndex>(keys);
    m_sources.everybody(feed, m_work.get(), [this](const Result<bool> &fed) {
        if (!fed)
            fail({ImportError::Kind::Copy, fed.error(), {}});
    });
    m_progress.start();
    inBackground(
        m_work.get(),
        [rows = m_rows, shared = m_shared, people = m_people, feed]() -> Step {
            bool more = true;
            while (!shared->isCancelled) {
                // Rows wait for the people, as many as may; then for the last of the people.
                const bool mayRead = more && rows->waitingBytes() < maxWaitingBytes;
                if (mayRead) {
                    const Step step = rows->readOn(rowsAtOnce);
                    if (!step)
                        return step;
                    more = *step;
                    shared->done = rows->offset();
                }
                if (!feed->takeInto(*people, mayRead ? std::chrono::milliseconds(0) : feedWait)) {
                    ApiError error;
                    error.kind = ApiError::Kind::InvalidArguments;
                    return tl::unexpected(ImportError{ImportError::Kind::Copy, error, {}});
                }
                if (!feed->isAtEnd())
                    continue;
                rows->resolve(*people);
                if (!more)
                    break;
            }
            return false;
        },
        [this](const Step &step) {
            if (step)
                end();
            else
                fail(step.error());
        });
}

// ---- with the store: profiles if they are needed, members, then keys by keys

void ImportPreview::readProfiles()
{
    m_people = std::make_shared<PeopleIndex>(PeopleIndex::Key::Email | PeopleIndex::Key::Profile);
    if (!m_spec.roles.contains(ColumnRole::ProfileUuid) || !m_sources.profiles) {
        readMembers();
        return;
    }
    readComplete<ShopperProfile>(
        m_sources.profiles, m_work.get(),
        [this](const Result<CompleteList<ShopperProfile>> &profiles) {
            if (!profiles) {
                fail({ImportError::Kind::Store, profiles.error(), {}});
                return;
            }
            for (const ShopperProfile &profile : *profiles)
                m_people->add({profile.customerId, profile.id}, {}, {});
            readMembers();
        },
        {}, noLimit, OddRows::LeaveOut);
}

void ImportPreview::readMembers()
{
    readComplete<ShopperProfile>(
        m_sources.members, m_work.get(),
        [this](const Result<CompleteList<ShopperProfile>> &members) {
            if (!members) {
                fail({ImportError::Kind::Store, members.error(), {}});
                return;
            }
            for (const ShopperProfile &profile : *members) {
                const qint32 number = m_people->add({profile.customerId, profile.id}, {}, {});
                if (number >= 0)
                    m_people->setMember(number);
            }
            readOn();
        },
        {}, noLimit, OddRows::LeaveOut);
}

/// Decides the rows whose people are known now, reads some more and asks for the people in them.
void ImportPreview::readOn()
{
    inBackground(
        m_work.get(),
        [rows = m_rows, people = m_people]() -> Step {
            people->build();
            rows->resolve(*people);
            return rows->readOn(rowsAtOnce);
        },
        [this](const Step &step) { stepped(step); });
}

void ImportPreview::stepped(const Step &step)
{
    if (!step) {
        fail(step.error());
        return;
    }
    if (!*step && m_rows->waiting() == 0) {
        end();
        return;
    }
    Q_EMIT progress(m_rows->offset(), m_rows->fileSize());
    const PeopleKeys keys = m_rows->keys(*m_people);
    if (keys.ids.isEmpty() && keys.emails.isEmpty()) {
        readOn();
        return;
    }
    m_sources.lookup(keys, m_work.get(), [this](const Result<QList<Customer>> &found) {
        if (!found) {
            fail({ImportError::Kind::Store, found.error(), {}});
            return;
        }
        for (const Customer &customer : *found)
            m_people->add(customer.ref(), customer.email.toUtf8(), {});
        readOn();
    });
}

void ImportPreview::end()
{
    m_progress.stop();
    inBackground(
        m_work.get(),
        [rows = m_rows, people = m_people] {
            const std::optional<ImportError> error = rows->end(*people);
            people->dropKeys();
            return error;
        },
        [this](const std::optional<ImportError> &error) {
            if (error)
                fail(*error);
            else
                Q_EMIT finished();
        });
}

void ImportPreview::fail(const ImportError &error)
{
    m_progress.stop();
    m_shared->isCancelled = true;
    // Destroyed from within a call of its own otherwise.
    m_work.release()->deleteLater();
    m_work = std::make_unique<QObject>();
    Q_EMIT failed(error);
}

PersonRef ImportPreview::person(const ImportRow &row) const
{
    switch (row.status) {
    case ImportStatus::WillChange:
    case ImportStatus::NothingToDo:
    case ImportStatus::NoProfile:
    case ImportStatus::ByName:
        return m_people->person(row.other);
    case ImportStatus::Repeats:
        return person(rows().at(row.other));
    case ImportStatus::NoSuchCustomer:
    case ImportStatus::Ambiguous:
    case ImportStatus::Damaged:
    case ImportStatus::Unreadable:
    case ImportStatus::NamesNoOne:
        break;
    }
    return {};
}

QList<PersonRef> ImportPreview::candidates(const ImportRow &row) const
{
    QList<PersonRef> all;
    for (const qint32 number : m_rows->candidates(row))
        all.append(m_people->person(number));
    return all;
}

bool ImportPreview::isFileUnchanged() const
{
    return FileStamp::of(m_spec) == m_rows->stamp();
}

bool ImportPreview::isTimeToLook() const
{
    const bool isTime = !m_shownLook.isValid() || m_shownLook.hasExpired(shownLookMs);
    if (isTime)
        m_shownLook.start();
    return isTime;
}

/// Whether nothing was written into the file since it was opened to be shown: what is there now
/// would say nothing about what was checked. On a network drive each look is a round trip, so there
/// is not one for each row.
bool ImportPreview::isShownFileUnchanged() const
{
    if (m_shownModified.isValid() && isTimeToLook())
        m_isShownUnchanged = QFileInfo(m_spec.fileName).lastModified() == m_shownModified;
    return m_isShownUnchanged;
}

std::optional<QStringList> ImportPreview::texts(const ImportRow &row) const
{
    const auto open = [this] {
        if (!isTimeToLook() || !isFileUnchanged())
            return false;
        m_shown = m_spec.openRows();
        if (m_shown && !m_spec.isText())
            m_shownModified = QFileInfo(m_spec.fileName).lastModified();
        return m_shown != nullptr;
    };
    if (!m_shown && !open())
        return std::nullopt;
    if (!isShownFileUnchanged())
        return std::nullopt;
    if (!m_shown->seek(row.offset, row.line) || !m_shown->next() || m_shown->size() == 0)
        return std::nullopt;
    return m_shown->texts();
}

Plan ImportPreview::emptyPlan(Operation operation) const
{
    Plan plan;
    plan.operation = operation;
    plan.segmentId = m_spec.segmentId;
    plan.segmentName = m_spec.segmentName;
    return plan;
}

bool ImportPreview::isWanted(const ImportRow &row) const
{
    if (row.byName && !m_usesNames)
        return false;
    return row.status == ImportStatus::WillChange || row.status == ImportStatus::NoProfile
        || row.status == ImportStatus::ByName;
}

/// The rows that change something or need a profile first, as far as they are wanted.
template <typename Visit>
void ImportPreview::visitChanging(qint64 most, qint64 skip, Visit visit) const
{
    qint64 seen = 0;
    for (const ImportRow &row : rows()) {
        if (!isWanted(row))
            continue;
        if (seen - skip >= most)
            return;
        if (seen >= skip)
            visit(row);
        ++seen;
    }
}

Plan ImportPreview::plan(qint64 most, qint64 skip) const
{
    Plan plan = emptyPlan(m_spec.mode == ImportMode::Remove ? Operation::RemoveMembers
                                                            : Operation::AddMembers);
    const PlanCounts counts = planCounts(most, skip);
    plan.items.reserve(counts.total());
    visitChanging(most, skip, [this, &plan](const ImportRow &row) {
        const PersonRef who = m_people->person(row.other);
        plan.items.append(
            {who.customerId, who.profileId,
             row.status == ImportStatus::NoProfile ? Effect::NoProfile : Effect::WillChange});
    });
    return plan;
}

PlanCounts ImportPreview::planCounts(qint64 most, qint64 skip) const
{
    PlanCounts all;
    all.willChange =
        count(ImportStatus::WillChange) + (m_usesNames ? count(ImportStatus::ByName) : 0);
    all.noProfile = count(ImportStatus::NoProfile) - (m_usesNames ? 0 : counts().noProfileByName);
    if (skip == 0 && most >= all.total())
        return all;
    // Either the first few are wanted or all but them: the rest need not be visited.
    const bool isRest = skip + most >= all.total();
    PlanCounts part;
    visitChanging(isRest ? skip : most, isRest ? 0 : skip, [&part](const ImportRow &row) {
        ++(row.status == ImportStatus::NoProfile ? part.noProfile : part.willChange);
    });
    if (!isRest)
        return part;
    all.willChange -= part.willChange;
    all.noProfile -= part.noProfile;
    return all;
}

QList<CustomerId> ImportPreview::withoutProfile(qint64 most, qint64 skip) const
{
    QList<CustomerId> customers;
    visitChanging(most, skip, [this, &customers](const ImportRow &row) {
        if (row.status == ImportStatus::NoProfile)
            customers.append(m_people->person(row.other).customerId);
    });
    return customers;
}

Plan ImportPreview::leavingPlan() const
{
    Plan plan = emptyPlan(Operation::RemoveMembers);
    if (m_spec.mode != ImportMode::MakeEqual)
        return plan;
    plan.items.reserve(leavingCount());
    for (qint32 number = 0; number < m_people->size(); ++number) {
        if (!m_people->isMember(number) || m_rows->isKept(number))
            continue;
        const PersonRef who = m_people->person(number);
        plan.items.append({who.customerId, who.profileId, Effect::WillChange});
    }
    return plan;
}

qint64 ImportPreview::leavingCount() const
{
    return m_spec.mode == ImportMode::MakeEqual ? counts().leaving : 0;
}

qint64 ImportPreview::removedCount() const
{
    return m_spec.mode == ImportMode::Remove ? planCounts().willChange : leavingCount();
}

ImportPreview::LeavingDoubt ImportPreview::leavingDoubt() const
{
    if (leavingCount() == 0)
        return LeavingDoubt::None;
    if (counts().named == 0)
        return LeavingDoubt::NobodyNamed;
    return counts().unread > 0 ? LeavingDoubt::UnreadRows : LeavingDoubt::None;
}

bool ImportPreview::isGuarded() const
{
    return isOverGuard() || leavingDoubt() != LeavingDoubt::None;
}

bool ImportPreview::isOverGuard() const
{
    return double(removedCount()) > guardedPart * double(memberCount());
}

} // namespace segmentdesk
