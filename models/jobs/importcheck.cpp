// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/importcheck.h"

#include "models/api/storeapi.h"
#include "models/jobs/customerqueries.h"
#include "models/jobs/idchunks.h"
#include "models/jobs/pagewalker.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QTimer>

namespace segmentdesk {

namespace {

/// Rows that are read before the window gets its turn, and keys that are looked up at once.
constexpr int rowsAtOnce = 4'000;
constexpr qsizetype keysAtOnce = 2'000;

/// Somebody with a profile is the same whether or not the customer is known.
PersonRef keyOf(const PersonRef &person)
{
    return person.hasProfile() ? PersonRef{CustomerId{}, person.profileId} : person;
}

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

FileStamp FileStamp::of(const QString &fileName)
{
    FileStamp stamp;
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return stamp;
    stamp.m_size = file.size();
    stamp.m_modified = QFileInfo(file).lastModified();
    stamp.m_head = QCryptographicHash::hash(file.read(dialectHeadSize), QCryptographicHash::Sha256);
    return stamp;
}

ImportCheck::ImportCheck(ImportSpec spec, PeopleLookup lookup, PageSource<ShopperProfile> members,
                         QObject *parent)
    : QObject(parent), m_spec(std::move(spec)), m_lookup(std::move(lookup)),
      m_source(std::move(members)), m_work(std::make_unique<QObject>())
{
}

ImportCheck::~ImportCheck() = default;

void ImportCheck::start()
{
    m_stamp = FileStamp::of(m_spec.fileName);
    QTimer::singleShot(0, m_work.get(), [this] { open(); });
}

void ImportCheck::open()
{
    m_file = std::make_unique<QFile>(m_spec.fileName);
    if (!m_file->open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        fail(ImportError::Kind::CannotRead, m_file->errorString());
        return;
    }
    m_reader = std::make_unique<CsvReader>(*m_file, m_spec.dialect);
    readMembers();
}

void ImportCheck::readMembers()
{
    Q_EMIT progress(0, -1);
    walkAll<ShopperProfile>(
        m_source, m_work.get(),
        [this](const Page<ShopperProfile> &page, qint64) {
            for (const ShopperProfile &profile : page.items)
                m_members.insert(profile.id, profile.customerId);
        },
        [this](const Result<WalkEnd> &walked) {
            if (!walked) {
                fail(ImportError::Kind::Store, {}, walked.error());
                return;
            }
            QTimer::singleShot(0, m_work.get(), [this] { readOn(); });
        });
}

/// Reads some rows and asks for the people in them.
void ImportCheck::readOn()
{
    m_pending.clear();
    bool more = true;
    for (int i = 0; i < rowsAtOnce && m_pending.size() < keysAtOnce; ++i) {
        more = m_reader->next();
        if (!more)
            break;
        if (m_reader->trouble() == CsvReader::Trouble::ReadFailed) {
            fail(ImportError::Kind::CannotRead, m_reader->errorString());
            return;
        }
        if (m_rows.isEmpty() && m_header.isEmpty() && m_spec.dialect.header) {
            m_header = m_reader->texts();
            m_reader->setExpectedColumns(m_reader->size());
            // A header that cannot be read says so as a row.
            if (m_reader->size() > 0)
                continue;
        }
        if (m_rows.size() >= maxRows) {
            fail(ImportError::Kind::TooManyRows, {});
            return;
        }
        readRow();
    }
    if (!more && m_pending.isEmpty()) {
        end();
        return;
    }
    PeopleKeys keys;
    QSet<QString> asked;
    for (const Pending &pending : std::as_const(m_pending)) {
        if (pending.id != CustomerId{})
            keys.ids.append(pending.id);
        const QString folded = pending.email.toCaseFolded();
        if (!pending.email.isEmpty() && !asked.contains(folded)) {
            asked.insert(folded);
            keys.emails.append(pending.email);
        }
    }
    const auto goOn = [this] {
        Q_EMIT progress(m_reader->offset(), m_file->size());
        QTimer::singleShot(0, m_work.get(), [this] { readOn(); });
    };
    if (keys.ids.isEmpty() && keys.emails.isEmpty()) {
        resolve({});
        goOn();
        return;
    }
    m_lookup(keys, m_work.get(), [this, goOn](const Result<QList<Customer>> &found) {
        if (!found) {
            fail(ImportError::Kind::Store, {}, found.error());
            return;
        }
        resolve(*found);
        goOn();
    });
}

void ImportCheck::readRow()
{
    ImportRow row;
    row.offset = m_reader->offset();
    row.line = qint32(m_reader->line());
    row.trouble = m_reader->trouble();
    if (m_reader->size() > 0 && row.trouble == CsvReader::Trouble::None && !m_spec.dialect.header
        && m_rows.isEmpty())
        m_reader->setExpectedColumns(m_reader->size());

    Pending pending;
    pending.row = qint32(m_rows.size());
    const auto bad = [&row](ImportReason reason) {
        if (row.reason == ImportReason::None)
            row.reason = reason;
    };
    if (row.trouble != CsvReader::Trouble::None) {
        row.reason = ImportReason::Csv;
    } else {
        bool damaged = false;
        for (int column = 0; column < m_spec.roles.size(); ++column) {
            const ColumnRole role = m_spec.roles[column];
            if (role == ColumnRole::None)
                continue;
            const QString cell = m_reader->text(column).trimmed();
            if (cell.isEmpty())
                continue;
            const bool fits = contentRole(cell) == role;
            switch (role) {
            case ColumnRole::None:
                break;
            case ColumnRole::CustomerNumber:
                damaged = damaged || isDamagedNumber(cell);
                if (fits)
                    pending.id = CustomerId(cell.toLongLong());
                else
                    bad(ImportReason::NotAnId);
                break;
            case ColumnRole::Email:
                if (fits)
                    pending.email = cell;
                else
                    bad(ImportReason::NotAnAddress);
                break;
            case ColumnRole::ProfileUuid:
                if (fits)
                    pending.profile = *ProfileId::fromString(cell);
                else
                    bad(ImportReason::NotAProfileId);
                break;
            }
        }
        const bool named =
            pending.id != CustomerId{} || !pending.email.isEmpty() || !pending.profile.isNull();
        if (!named)
            bad(ImportReason::NobodyNamed);
        // What one column has wrong another may have right, but then it is not sure who is meant.
        if (row.reason == ImportReason::None)
            m_pending.append(pending);
        if (damaged) {
            row.status = ImportStatus::Damaged;
            row.reason = ImportReason::None;
        }
    }
    m_rows.append(row);
}

void ImportCheck::resolve(const QList<Customer> &found)
{
    QHash<CustomerId, PersonRef> byId;
    QMultiHash<QString, PersonRef> byEmail;
    for (const Customer &customer : found) {
        const PersonRef person{customer.id, customer.profileId.value_or(ProfileId())};
        const QString email = customer.email.toCaseFolded();
        byId.insert(customer.id, person);
        if (!byEmail.contains(email, person))
            byEmail.insert(email, person);
    }
    for (const Pending &pending : std::as_const(m_pending)) {
        ImportRow &row = m_rows[pending.row];
        QList<PersonRef> fits;
        bool missing = false;
        const auto add = [&fits](const PersonRef &person) {
            const bool there =
                std::any_of(fits.cbegin(), fits.cend(), [&person](const PersonRef &other) {
                    return keyOf(other) == keyOf(person);
                });
            if (!there)
                fits.append(person);
        };
        if (pending.id != CustomerId{}) {
            const auto there = byId.constFind(pending.id);
            if (there != byId.constEnd())
                add(*there);
            else
                missing = true;
        }
        if (!pending.email.isEmpty()) {
            const QList<PersonRef> there = byEmail.values(pending.email.toCaseFolded());
            // An address that several have is made clear by the id beside it.
            if (there.isEmpty())
                missing = true;
            else if (fits.isEmpty() || !there.contains(fits.first()))
                std::for_each(there.cbegin(), there.cend(), add);
        }
        if (!pending.profile.isNull())
            add({CustomerId{}, pending.profile}); // nothing can look it up
        if (fits.size() > 1) {
            row.status = ImportStatus::Ambiguous;
            for (const PersonRef &person : std::as_const(fits))
                m_kept.insert(person.profileId);
        } else if (fits.isEmpty() || (missing && pending.profile.isNull())) {
            // One column names somebody, the other nobody: better not guess, but keep who may be
            // meant.
            row.status = fits.isEmpty() ? ImportStatus::NoSuchCustomer : ImportStatus::Ambiguous;
            if (!fits.isEmpty())
                m_kept.insert(fits.first().profileId);
        } else {
            decide(pending, fits.first());
        }
    }
    m_pending.clear();
}

void ImportCheck::decide(const Pending &pending, const PersonRef &person)
{
    ImportRow &row = m_rows[pending.row];
    const auto first = m_firstRow.constFind(keyOf(person));
    if (first != m_firstRow.constEnd()) {
        row.status = ImportStatus::Repeats;
        row.other = *first;
        return;
    }
    m_firstRow.insert(keyOf(person), pending.row);
    row.other = qint32(m_people.size());
    m_people.append(person);
    m_kept.insert(person.profileId);
    const bool removing = m_spec.mode == ImportMode::Remove;
    if (!person.hasProfile())
        row.status = removing ? ImportStatus::NothingToDo : ImportStatus::NoProfile;
    else if (m_members.contains(person.profileId) == removing)
        row.status = ImportStatus::WillChange;
    else
        row.status = ImportStatus::NothingToDo;
}

void ImportCheck::end()
{
    m_reader.reset();
    m_file.reset();
    m_firstRow = {};
    if (!isFileUnchanged()) {
        fail(ImportError::Kind::Changed, {});
        return;
    }
    for (const ImportRow &row : std::as_const(m_rows))
        ++m_counts[size_t(row.status)];
    Q_EMIT finished();
}

void ImportCheck::fail(ImportError::Kind kind, const QString &text, const ApiError &api)
{
    // Destroyed from within a call of its own otherwise.
    m_work.release()->deleteLater();
    m_work = std::make_unique<QObject>();
    Q_EMIT failed({kind, api, text});
}

PersonRef ImportCheck::person(const ImportRow &row) const
{
    switch (row.status) {
    case ImportStatus::WillChange:
    case ImportStatus::NothingToDo:
    case ImportStatus::NoProfile:
        return m_people.at(row.other);
    case ImportStatus::Repeats:
        return person(m_rows.at(row.other));
    case ImportStatus::NoSuchCustomer:
    case ImportStatus::Ambiguous:
    case ImportStatus::Damaged:
    case ImportStatus::Unreadable:
        break;
    }
    return {};
}

bool ImportCheck::isFileUnchanged() const
{
    return FileStamp::of(m_spec.fileName) == m_stamp;
}

std::optional<QStringList> ImportCheck::texts(const ImportRow &row) const
{
    const auto open = [this] {
        if (!isFileUnchanged())
            return false;
        m_shownFile = std::make_unique<QFile>(m_spec.fileName);
        if (!m_shownFile->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            return false;
        m_shown = std::make_unique<CsvReader>(*m_shownFile, m_spec.dialect);
        return true;
    };
    if (!m_shown && !open())
        return std::nullopt;
    // Written into meanwhile: what is there now says nothing about what was checked.
    if (QFileInfo(m_spec.fileName).lastModified()
            != m_shownFile->fileTime(QFileDevice::FileModificationTime)
        || !m_shown->seek(row.offset, row.line) || !m_shown->next() || m_shown->size() == 0)
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

/// The rows that change something or need a profile first, as far as they are wanted.
template <typename Visit>
void ImportCheck::visitChanging(qint64 most, qint64 skip, Visit visit) const
{
    qint64 seen = 0;
    for (const ImportRow &row : m_rows) {
        if (row.status != ImportStatus::WillChange && row.status != ImportStatus::NoProfile)
            continue;
        if (seen >= skip && seen - skip < most)
            visit(row);
        ++seen;
    }
}

Plan ImportCheck::plan(qint64 most, qint64 skip) const
{
    Plan plan = emptyPlan(m_spec.mode == ImportMode::Remove ? Operation::RemoveMembers
                                                            : Operation::AddMembers);
    visitChanging(most, skip, [this, &plan](const ImportRow &row) {
        const PersonRef who = person(row);
        plan.items.append(
            {who.customerId, who.profileId,
             row.status == ImportStatus::WillChange ? Effect::WillChange : Effect::NoProfile});
    });
    return plan;
}

QList<CustomerId> ImportCheck::withoutProfile(qint64 most, qint64 skip) const
{
    QList<CustomerId> customers;
    visitChanging(most, skip, [this, &customers](const ImportRow &row) {
        if (row.status == ImportStatus::NoProfile)
            customers.append(person(row).customerId);
    });
    return customers;
}

Plan ImportCheck::leavingPlan() const
{
    Plan plan = emptyPlan(Operation::RemoveMembers);
    if (m_spec.mode != ImportMode::MakeEqual)
        return plan;
    for (auto member = m_members.cbegin(); member != m_members.cend(); ++member) {
        if (!m_kept.contains(member.key()))
            plan.items.append({member.value(), member.key(), Effect::WillChange});
    }
    // The order of a hash is another one each time.
    std::sort(plan.items.begin(), plan.items.end(),
              [](const PlanItem &a, const PlanItem &b) { return a.profileId < b.profileId; });
    return plan;
}

bool ImportCheck::isGuarded() const
{
    const qsizetype leaving = m_spec.mode == ImportMode::Remove
        ? qsizetype(count(ImportStatus::WillChange))
        : leavingPlan().items.size();
    return double(leaving) > guardedPart * double(m_members.size());
}

} // namespace segmentdesk
