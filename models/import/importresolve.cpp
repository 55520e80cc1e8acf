// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/import/importrows.h"

#include "models/rows/personcell.h"

#include <QSet>
#include <QVarLengthArray>

#include <cstring>
#include <utility>

namespace segmentdesk {

namespace {

constexpr size_t resolvedAtOnce = 32;

template <typename T>
void put(QByteArray &target, const T &value)
{
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    target.append(bytes, sizeof(T));
}

} // namespace

/// As bytes, one behind the other: a million rows wait for the copy in 30 MB.
void ImportRows::keep(const Keys &keys)
{
    put(m_keys, keys.row);
    put(m_keys, keys.id);
    put(m_keys, quint16(keys.email.size()));
    put(m_keys, quint16(keys.name.size()));
    put(m_keys, keys.onlyProtects);
    put(m_keys, keys.isEmailTaken);
    put(m_keys, keys.part);
    put(m_keys, !keys.profile.isNull());
    if (!keys.profile.isNull())
        put(m_keys, keys.profile.uuid());
    m_keys.append(keys.email.data(), keys.email.size());
    m_keys.append(keys.name.data(), keys.name.size());
    ++m_waiting;
}

class ImportRows::KeyReader
{
public:
    explicit KeyReader(const QByteArray &bytes)
        : m_at(bytes.constData()), m_end(bytes.constData() + bytes.size())
    {
    }

    bool next(Keys *keys)
    {
        if (m_at == m_end)
            return false;
        keys->row = take<qint32>();
        keys->id = take<qint64>();
        const auto email = take<quint16>();
        const auto name = take<quint16>();
        keys->onlyProtects = take<bool>();
        keys->isEmailTaken = take<bool>();
        keys->part = take<Keys::Part>();
        keys->profile = take<bool>() ? ProfileId(take<QUuid>()) : ProfileId();
        keys->email = {m_at, email};
        m_at += email;
        keys->name = {m_at, name};
        m_at += name;
        return true;
    }

private:
    template <typename T>
    T take()
    {
        T value;
        std::memcpy(&value, m_at, sizeof(T));
        m_at += sizeof(T);
        return value;
    }

    const char *m_at;
    const char *m_end;
};

PeopleKeys ImportRows::keys(const PeopleIndex &known) const
{
    PeopleKeys asked;
    QSet<QByteArrayView> emails;
    KeyReader reader(m_keys);
    Keys keys;
    while (reader.next(&keys)) {
        // An id that a list of members or profiles told says nothing about the customer's address.
        if (keys.id != 0 && (!keys.email.isEmpty() || known.byId(CustomerId(keys.id)) < 0))
            asked.ids.append(CustomerId(keys.id));
        if (!keys.email.isEmpty() && known.byEmail(keys.email) < 0
            && !emails.contains(keys.email)) {
            emails.insert(keys.email);
            asked.emails.append(QString::fromUtf8(keys.email));
        }
    }
    return asked;
}

void ImportRows::setCandidates(ImportRow &row, const QList<qint32> &people)
{
    if (m_candidates.size() >= maxCandidateNumbers)
        return;
    row.other = qint32(m_candidates.size());
    const qsizetype shown = std::min<qsizetype>(people.size(), maxCandidates);
    m_candidates.insert(m_candidates.end(), people.cbegin(), people.cbegin() + shown);
    m_candidates.push_back(-1);
}

QList<qint32> ImportRows::candidates(const ImportRow &row) const
{
    QList<qint32> people;
    if (row.status != ImportStatus::Ambiguous || row.other < 0)
        return people;
    for (auto at = size_t(row.other); m_candidates[at] >= 0; ++at)
        people.append(m_candidates[at]);
    return people;
}

void ImportRows::resolve(const PeopleIndex &index)
{
    m_firstRow.resize(size_t(index.size()), -1);
    m_isKept.resize(size_t(index.size()));
    m_isChainKept.resize(size_t(index.size()));
    judgeIds(index);
    KeyReader reader(m_keys);
    std::array<Keys, resolvedAtOnce> batch;
    std::array<qint32, resolvedAtOnce> found{};
    QList<QByteArrayView> emails;
    for (;;) {
        size_t filled = 0;
        emails.resize(0);
        while (filled < batch.size() && reader.next(&batch[filled]))
            emails.append(batch[filled++].email);
        if (filled == 0)
            break;
        index.byEmails(emails, found.data());
        for (size_t i = 0; i < filled; ++i) {
            if (m_counts.idsAreForeign)
                batch[i].id = 0;
            if (batch[i].part == Keys::Part::Whole)
                resolve(batch[i], found[i], index);
            else
                resolvePart(batch[i], found[i], index);
        }
    }
    m_keys.resize(0);
    m_waiting = 0;
}

/// Compares ids with the addresses beside them, in the first rows that have both.
void ImportRows::judgeIds(const PeopleIndex &index)
{
    KeyReader reader(m_keys);
    Keys keys;
    while (m_counts.idsAgree + m_counts.idsDisagree < comparedRows && reader.next(&keys)) {
        if (keys.id == 0 || keys.email.isEmpty() || keys.part != Keys::Part::Whole)
            continue;
        const qint32 byId = index.byId(CustomerId(keys.id));
        qint32 byEmail = index.byEmail(keys.email);
        if (byEmail < 0)
            continue;
        while (byEmail >= 0 && byEmail != byId)
            byEmail = index.nextWithEmail(byEmail);
        ++(byEmail >= 0 ? m_counts.idsAgree : m_counts.idsDisagree);
    }
    m_counts.idsAreForeign =
        m_counts.idsDisagree >= foreignAtLeast && m_counts.idsDisagree > m_counts.idsAgree;
}

/// A row with several addresses: all who have one may be meant, unless the id beside them says who.
void ImportRows::resolvePart(const Keys &keys, qint32 byEmail, const PeopleIndex &index)
{
    if (keys.id != 0) {
        m_fitsId = index.byId(CustomerId(keys.id));
        if (m_fitsId >= 0)
            m_fits.append(m_fitsId);
    }
    for (qint32 i = byEmail; i >= 0; i = index.nextWithEmail(i)) {
        m_addressFits = true;
        m_idFits = m_idFits || i == m_fitsId;
        if (!m_fits.contains(i))
            m_fits.append(i);
    }
    if (!keys.profile.isNull()) {
        const qint32 person = index.byProfile(keys.profile);
        if (person >= 0 && !m_fits.contains(person))
            m_fits.append(person);
    }
    if (keys.part != Keys::Part::Last)
        return;
    ImportRow &row = m_rows[keys.row];
    const QList<qint32> fits = std::exchange(m_fits, {});
    const qint32 idPerson = std::exchange(m_fitsId, -1);
    // Beside an id, addresses that no one has say nothing.
    const bool hasAddress = std::exchange(m_addressFits, false);
    const bool isById =
        std::exchange(m_idFits, false) || (!hasAddress && fits.size() == 1 && idPerson >= 0);
    if (isById && !keys.onlyProtects) {
        decide(keys, idPerson, index);
        return;
    }
    for (const qint32 person : fits)
        m_isKept[size_t(person)] = true;
    if (keys.onlyProtects) {
        m_counts.protecting += !fits.isEmpty();
        return;
    }
    row.reason = ImportReason::SeveralAddresses;
    row.status = fits.isEmpty() ? ImportStatus::NoSuchCustomer : ImportStatus::Ambiguous;
    if (!fits.isEmpty())
        setCandidates(row, fits);
}

/// @p byEmail: the first with the address.
void ImportRows::resolve(const Keys &keys, qint32 byEmail, const PeopleIndex &index)
{
    ImportRow &row = m_rows[keys.row];
    if (!keys.name.isEmpty()) {
        resolveName(keys, index);
        return;
    }
    if (keys.id == 0 && keys.email.isEmpty() && keys.profile.isNull()) {
        row.reason = row.reason == ImportReason::None ? ImportReason::ForeignId : row.reason;
        return;
    }
    QVarLengthArray<qint32, 8> fits;
    ImportReason missing = ImportReason::None;
    bool isMissing = false;
    if (keys.id != 0) {
        const qint32 person = index.byId(CustomerId(keys.id));
        if (person >= 0)
            fits.append(person);
        else
            isMissing = true;
    }
    if (!keys.email.isEmpty()) {
        const qint32 first = byEmail;
        // An address that several have is made clear by the id beside it.
        bool isClear = false;
        for (qint32 i = first; i >= 0 && !isClear && !fits.isEmpty(); i = index.nextWithEmail(i))
            isClear = i == fits.first();
        // Beside an id, what was made of a cell says nothing if no one has it: a store may have the
        // cell as it is.
        if (first < 0)
            isMissing = !keys.isEmailTaken || (keys.id == 0 && keys.profile.isNull());
        for (qint32 i = first; i >= 0 && !isClear; i = index.nextWithEmail(i))
            fits.append(i);
    }
    if (!keys.profile.isNull()) {
        const qint32 person = index.byProfile(keys.profile);
        if (person < 0) {
            isMissing = true;
            missing = ImportReason::NoSuchProfile;
        } else if (!fits.contains(person)) {
            fits.append(person);
        }
    }
    if (keys.onlyProtects) {
        for (const qint32 person : std::as_const(fits))
            m_isKept[size_t(person)] = true;
        m_counts.protecting += !fits.isEmpty();
        return;
    }
    if (fits.isEmpty()) {
        row.status = ImportStatus::NoSuchCustomer;
        row.reason = keys.id == 0 && keys.email.isEmpty() ? missing : ImportReason::None;
        m_counts.foreignNotFound += !personcell::isAscii(keys.email);
    } else if (fits.size() > 1 || isMissing) {
        // One column names a person, the other none: better not guess, but keep who may be
        // meant.
        row.status = ImportStatus::Ambiguous;
        setCandidates(row, {fits.cbegin(), fits.cend()});
        for (const qint32 person : std::as_const(fits))
            m_isKept[size_t(person)] = true;
    } else {
        decide(keys, fits.first(), index);
    }
}

void ImportRows::resolveName(const Keys &keys, const PeopleIndex &index)
{
    ImportRow &row = m_rows[keys.row];
    const qint32 first = index.byName(keys.name);
    if (first < 0) {
        row.status = ImportStatus::NoSuchCustomer;
        row.reason = ImportReason::NoSuchName;
        m_counts.foreignNotFound += !personcell::isAscii(keys.name);
        return;
    }
    if (index.nextWithName(first) < 0) {
        decide(keys, first, index);
        return;
    }
    row.status = ImportStatus::Ambiguous;
    QList<qint32> people;
    for (qint32 i = first; i >= 0 && people.size() < maxCandidates; i = index.nextWithName(i))
        people.append(i);
    setCandidates(row, people);
    // A name may be that of thousands, and stand in thousands of rows.
    if (m_isChainKept[size_t(first)])
        return;
    m_isChainKept[size_t(first)] = true;
    for (qint32 i = first; i >= 0; i = index.nextWithName(i))
        m_isKept[size_t(i)] = true;
}

void ImportRows::decide(const Keys &keys, qint32 person, const PeopleIndex &index)
{
    ImportRow &row = m_rows[keys.row];
    qint32 &first = m_firstRow[size_t(person)];
    if (first >= 0) {
        row.status = ImportStatus::Repeats;
        row.other = first;
        return;
    }
    first = keys.row;
    row.other = person;
    m_isKept[size_t(person)] = true;
    const bool removing = m_spec.mode == ImportMode::Remove;
    if (!index.person(person).hasProfile())
        row.status = removing ? ImportStatus::NothingToDo : ImportStatus::NoProfile;
    else if (index.isMember(person) != removing)
        row.status = ImportStatus::NothingToDo;
    else
        row.status = row.byName ? ImportStatus::ByName : ImportStatus::WillChange;
}

std::optional<ImportError> ImportRows::end(const PeopleIndex &index)
{
    m_reader.reset();
    m_keys = {};
    m_firstRow = {};
    m_isChainKept = {};
    m_candidates.shrink_to_fit();
    m_rows.squeeze();
    if (FileStamp::of(m_spec) != m_stamp)
        return ImportError{ImportError::Kind::Changed, {}, {}};
    for (const ImportRow &row : std::as_const(m_rows)) {
        ++m_counts.of[size_t(row.status)];
        m_counts.noProfileByName += row.status == ImportStatus::NoProfile && row.byName;
        m_counts.unread +=
            row.status == ImportStatus::Unreadable || row.status == ImportStatus::Damaged;
    }
    m_counts.unread -= m_counts.protecting;
    for (qint32 i = 0; i < index.size(); ++i) {
        m_counts.members += index.isMember(i);
        m_counts.leaving += index.isMember(i) && !isKept(i);
        m_counts.named += isKept(i);
    }
    return {};
}

} // namespace segmentdesk
