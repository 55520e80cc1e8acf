// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/importcheck.h"

#include "models/api/storeapi.h"
#include "models/domain/background.h"
#include "models/jobs/completelist.h"
#include "models/jobs/customerqueries.h"
#include "models/jobs/idchunks.h"
#include "models/mirror/mirror.h"

#include <QFile>
#include <QFileInfo>

namespace segmentdesk {

namespace {

/// Rows that are read before somebody looks whether to go on, or whose people the store is asked
/// for at once.
constexpr int rowsAtOnce = 2'000;
constexpr int progressMs = 100;
constexpr std::chrono::milliseconds feedWait(20);

} // namespace

PeopleLookup livePeopleLookup(StoreApi &api)
{
    return [&api](const PeopleKeys &keys, QObject *context, Callback<QList<Customer>> callback) {
        std::deque<CustomerQuery> queries;
        const auto add = [&queries](const QList<CustomerId> &ids, const QStringList &emails) {
            CustomerQuery query;
            query.ids = ids;
            query.emails = emails;
            query.includeProfiles = true;
            queries.push_back(query);
        };
        for (const QList<CustomerId> &chunk : idChunks(keys.ids))
            add(chunk, {});
        for (const QStringList &chunk : emailChunks(keys.emails))
            add({}, chunk);
        auto *run = new CustomerQueries(api, std::move(queries), context);
        auto found = std::make_shared<QList<Customer>>();
        run->onCustomers = [found](const QList<Customer> &customers) { found->append(customers); };
        run->onEnd = [found, callback = std::move(callback)](const std::optional<ApiError> &error) {
            if (error)
                callback(tl::unexpected(*error));
            else
                callback(std::move(*found));
        };
        run->start();
    };
}

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

ImportCheck::ImportCheck(const ImportSpec &spec, ImportSources sources, QObject *parent)
    : QObject(parent), m_spec(spec), m_sources(std::move(sources)),
      m_work(std::make_unique<QObject>()), m_shared(std::make_shared<Shared>()),
      m_rows(std::make_shared<ImportRows>(spec, bool(m_sources.everybody)))
{
    m_progress.setInterval(progressMs);
    connect(&m_progress, &QTimer::timeout, this,
            [this] { Q_EMIT progress(m_shared->done, m_rows->fileSize()); });
}

ImportCheck::~ImportCheck()
{
    m_shared->isCancelled = true;
}

void ImportCheck::start()
{
    inBackground(
        m_work.get(), [rows = m_rows] { return rows->open(); },
        [this](const std::optional<ImportError> &error) { opened(error); });
}

void ImportCheck::opened(const std::optional<ImportError> &error)
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

void ImportCheck::readWithCopy()
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

void ImportCheck::readProfiles()
{
    m_people = std::make_shared<PeopleIndex>(PeopleIndex::Key::Email | PeopleIndex::Key::Profile);
    if (!m_spec.roles.contains(ColumnRole::ProfileUuid) || !m_sources.profiles) {
        readMembers();
        return;
    }
    readComplete<ShopperProfile>(m_sources.profiles, m_work.get(),
                                 [this](const Result<CompleteList<ShopperProfile>> &profiles) {
                                     if (!profiles) {
                                         fail({ImportError::Kind::Store, profiles.error(), {}});
                                         return;
                                     }
                                     for (const ShopperProfile &profile : *profiles)
                                         m_people->add({profile.customerId, profile.id}, {}, {});
                                     readMembers();
                                 });
}

void ImportCheck::readMembers()
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
        });
}

/// Decides the rows whose people are known now, reads some more and asks for the people in them.
void ImportCheck::readOn()
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

void ImportCheck::stepped(const Step &step)
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
            m_people->add({customer.id, customer.profileId.value_or(ProfileId())},
                          customer.email.toUtf8(), {});
        readOn();
    });
}

void ImportCheck::end()
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

void ImportCheck::fail(const ImportError &error)
{
    m_progress.stop();
    m_shared->isCancelled = true;
    // Destroyed from within a call of its own otherwise.
    m_work.release()->deleteLater();
    m_work = std::make_unique<QObject>();
    Q_EMIT failed(error);
}

PersonRef ImportCheck::person(const ImportRow &row) const
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
        break;
    }
    return {};
}

QList<PersonRef> ImportCheck::candidates(const ImportRow &row) const
{
    QList<PersonRef> all;
    for (const qint32 number : m_rows->candidates(row))
        all.append(m_people->person(number));
    return all;
}

bool ImportCheck::isFileUnchanged() const
{
    return FileStamp::of(m_spec) == m_rows->stamp();
}

std::optional<QStringList> ImportCheck::texts(const ImportRow &row) const
{
    const auto open = [this] {
        if (!isFileUnchanged())
            return false;
        m_shownFile = m_spec.open();
        if (!m_shownFile)
            return false;
        m_shown = std::make_unique<CsvReader>(*m_shownFile, m_spec.dialect);
        return true;
    };
    if (!m_shown && !open())
        return std::nullopt;
    // Written into meanwhile: what is there now says nothing about what was checked.
    const auto *file = qobject_cast<const QFile *>(m_shownFile.get());
    if (file
        && QFileInfo(m_spec.fileName).lastModified()
            != file->fileTime(QFileDevice::FileModificationTime))
        return std::nullopt;
    if (!m_shown->seek(row.offset, row.line) || !m_shown->next() || m_shown->size() == 0)
        return std::nullopt;
    return m_shown->texts();
}

Plan ImportCheck::emptyPlan(Operation operation) const
{
    Plan plan;
    plan.operation = operation;
    plan.segmentId = m_spec.segmentId;
    plan.segmentName = m_spec.segmentName;
    return plan;
}

bool ImportCheck::isWanted(const ImportRow &row) const
{
    if (row.byName && !m_usesNames)
        return false;
    return row.status == ImportStatus::WillChange || row.status == ImportStatus::NoProfile
        || row.status == ImportStatus::ByName;
}

/// The rows that change something or need a profile first, as far as they are wanted.
template <typename Visit>
void ImportCheck::visitChanging(qint64 most, qint64 skip, Visit visit) const
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

Plan ImportCheck::plan(qint64 most, qint64 skip) const
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

PlanCounts ImportCheck::planCounts(qint64 most, qint64 skip) const
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

QList<CustomerId> ImportCheck::withoutProfile(qint64 most, qint64 skip) const
{
    QList<CustomerId> customers;
    visitChanging(most, skip, [this, &customers](const ImportRow &row) {
        if (row.status == ImportStatus::NoProfile)
            customers.append(m_people->person(row.other).customerId);
    });
    return customers;
}

Plan ImportCheck::leavingPlan() const
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

qint64 ImportCheck::leavingCount() const
{
    return m_spec.mode == ImportMode::MakeEqual ? counts().leaving : 0;
}

ImportCheck::LeavingDoubt ImportCheck::leavingDoubt() const
{
    if (leavingCount() == 0)
        return LeavingDoubt::None;
    if (counts().named == 0)
        return LeavingDoubt::NobodyNamed;
    return counts().unread > 0 ? LeavingDoubt::UnreadRows : LeavingDoubt::None;
}

bool ImportCheck::isGuarded() const
{
    return isOverGuard() || leavingDoubt() != LeavingDoubt::None;
}

bool ImportCheck::isOverGuard() const
{
    const qint64 leaving =
        m_spec.mode == ImportMode::Remove ? planCounts().willChange : leavingCount();
    return double(leaving) > guardedPart * double(memberCount());
}

} // namespace segmentdesk
