// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/import/importrows.h"

#include "models/domain/foldedtext.h"
#include "models/system/filekind.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QVarLengthArray>

#include <algorithm>
#include <cstring>

namespace segmentdesk {

namespace {

constexpr qsizetype maxKeyBytes = 1'024;
constexpr size_t resolvedAtOnce = 32;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

/// contentRole() of an address, without making a text of each.
bool isAddress(QByteArrayView cell)
{
    if (cell.size() > 320 || !isAscii(cell))
        return contentRole(QString::fromUtf8(cell)) == ColumnRole::Email;
    const qsizetype at = cell.indexOf('@');
    return at > 0 && at + 1 < cell.size() && cell.lastIndexOf('@') == at
        && std::none_of(cell.begin(), cell.end(),
                        [](char c) { return isBlank(c) || c == ',' || c == ';'; });
}

/// contentRole() of a customer id; 0: is none.
qint64 idOf(QByteArrayView cell)
{
    if (cell.isEmpty() || cell.size() > 18)
        return 0;
    qint64 id = 0;
    for (const char c : cell) {
        if (c < '0' || c > '9')
            return 0;
        id = id * 10 + (c - '0');
    }
    return id;
}

/// A byte 0, a carriage return without line feed, or no text at all.
bool hasBadLetters(QByteArrayView cell)
{
    if (cell.indexOf('\0') >= 0 || !cell.isValidUtf8())
        return true;
    for (qsizetype at = cell.indexOf('\r'); at >= 0; at = cell.indexOf('\r', at + 1)) {
        if (at + 1 == cell.size() || cell[at + 1] != '\n')
            return true;
    }
    return false;
}

/// "Lindqvist, Zoë" is "Zoë Lindqvist".
QString straightened(const QString &name)
{
    const qsizetype comma = name.indexOf(u',');
    if (comma < 1 || name.lastIndexOf(u',') != comma)
        return name;
    return name.sliced(comma + 1).trimmed() + u' ' + name.first(comma).trimmed();
}

template <typename T>
void put(QByteArray &target, const T &value)
{
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    target.append(bytes, sizeof(T));
}

} // namespace

std::unique_ptr<QIODevice> ImportSpec::open(QString *error) const
{
    if (isText()) {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(text);
        buffer->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        return buffer;
    }
    auto file = openPlainFile(fileName);
    if (file)
        return std::move(*file);
    if (error)
        *error = file.error();
    return {};
}

FileStamp FileStamp::of(const ImportSpec &spec)
{
    FileStamp stamp;
    if (spec.isText())
        return stamp;
    const auto file = openPlainFile(spec.fileName);
    if (!file)
        return stamp;
    stamp.m_size = (*file)->size();
    stamp.m_modified = (*file)->fileTime(QFileDevice::FileModificationTime);
    stamp.m_head =
        QCryptographicHash::hash((*file)->read(dialectHeadSize), QCryptographicHash::Sha256);
    return stamp;
}

ImportRows::ImportRows(ImportSpec spec, bool findsNames)
    : m_spec(std::move(spec)), m_findsNames(findsNames)
{
}

std::optional<ImportError> ImportRows::open()
{
    m_stamp = FileStamp::of(m_spec);
    QString error;
    m_file = m_spec.open(&error);
    if (!m_file)
        return ImportError{ImportError::Kind::CannotRead, {}, error};
    m_size = m_file->size();
    m_reader = std::make_unique<CsvReader>(*m_file, m_spec.dialect);
    return {};
}

tl::expected<bool, ImportError> ImportRows::readOn(int most)
{
    for (int i = 0; i < most; ++i) {
        if (!m_reader->next())
            return false;
        if (m_reader->trouble() == CsvReader::RowError::ReadFailed)
            return tl::unexpected(
                ImportError{ImportError::Kind::CannotRead, {}, m_reader->errorString()});
        if (!m_hasHeader) {
            m_hasHeader = true;
            if (m_reader->size() > 0) {
                m_expected = m_reader->size();
                m_reader->setExpectedColumns(m_expected);
            }
            // A header that cannot be read says so as a row.
            if (m_spec.dialect.header && m_reader->size() > 0) {
                m_header = m_reader->texts();
                continue;
            }
        }
        if (m_rows.size() >= maxRows)
            return tl::unexpected(ImportError{ImportError::Kind::TooManyRows, {}, {}});
        readRow();
    }
    return true;
}

void ImportRows::readRow()
{
    ImportRow row;
    row.offset = m_reader->offset();
    row.line = qint32(m_reader->line());
    row.trouble = m_reader->trouble();

    // A row whose last cells are missing still has those that say who.
    const bool isShort = row.trouble == CsvReader::RowError::Ragged && m_reader->size() > 0
        && m_reader->size() < m_expected;
    // What is wrong with a letter is wrong with its cell, which may decide nothing.
    const bool isOfLetters = m_reader->size() > 0
        && (row.trouble == CsvReader::RowError::Nul
            || row.trouble == CsvReader::RowError::BadEncoding
            || row.trouble == CsvReader::RowError::LoneReturn)
        && m_reader->size() == m_expected;
    m_counts.badEncoding += row.trouble == CsvReader::RowError::BadEncoding;
    if (row.trouble != CsvReader::RowError::None && !isShort && !isOfLetters) {
        row.reason = ImportReason::Csv;
        m_rows.append(row);
        return;
    }
    Keys keys;
    keys.row = qint32(m_rows.size());
    m_email.resize(0);
    m_name.resize(0);
    bool damaged = false;
    bool isReplaced = false;
    bool isAddressBad = false;
    bool isAddressUnsure = false;
    bool isNameBad = false;
    QString first;
    QString last;
    const auto bad = [&row](ImportReason reason) {
        if (row.reason == ImportReason::None)
            row.reason = reason;
    };
    for (int column = 0; column < m_spec.roles.size(); ++column) {
        const ColumnRole role = m_spec.roles[column];
        if (role == ColumnRole::None)
            continue;
        QByteArrayView cell = trimmed(m_reader->cell(column));
        QByteArray foreign;
        if (!isAscii(cell)) {
            foreign = QString::fromUtf8(cell).trimmed().toUtf8(); // blanks of other scripts too
            cell = foreign;
            isReplaced = isReplaced || cell.indexOf("\xef\xbf\xbd") >= 0;
        }
        if (cell.isEmpty())
            continue;
        if (isOfLetters && hasBadLetters(m_reader->cell(column))) {
            if (role == ColumnRole::Email)
                isAddressBad = true;
            else if (isName(role))
                isNameBad = true;
            else
                bad(ImportReason::Csv);
            continue;
        }
        switch (role) {
        case ColumnRole::None:
            break;
        case ColumnRole::CustomerNumber:
            keys.id = idOf(cell);
            if (keys.id == 0) {
                const QString text =
                    QString::fromUtf8(cell.first(std::min(cell.size(), maxKeyBytes)));
                damaged = damaged || isDamagedNumber(text);
                bad(ImportReason::NotAnId);
            }
            break;
        case ColumnRole::Email:
            isAddressUnsure = m_reader->hasGuard(column);
            if (isAddress(cell))
                PeopleIndex::appendFolded(cell, &m_email);
            else
                isAddressBad = true;
            break;
        case ColumnRole::ProfileUuid:
            keys.profile = ProfileId::fromString(
                               QString::fromUtf8(cell.first(std::min<qsizetype>(cell.size(), 64))))
                               .value_or(ProfileId());
            if (keys.profile.isNull())
                bad(ImportReason::NotAProfileId);
            break;
        case ColumnRole::FullName:
            first = straightened(QString::fromUtf8(cell.first(std::min(cell.size(), maxKeyBytes))));
            break;
        case ColumnRole::FirstName:
            first = QString::fromUtf8(cell.first(std::min(cell.size(), maxKeyBytes)));
            break;
        case ColumnRole::LastName:
            last = QString::fromUtf8(cell.first(std::min(cell.size(), maxKeyBytes)));
            break;
        }
    }
    m_counts.badEncoding += isReplaced && row.trouble != CsvReader::RowError::BadEncoding;
    // Whether its `'` is one of the address or of the file, is unknown; an id beside it says
    // more.
    if (isAddressUnsure && (keys.id != 0 || !keys.profile.isNull()))
        m_email.resize(0);
    keys.email = m_email;
    const bool hasKey = keys.id != 0 || !m_email.isEmpty() || !keys.profile.isNull();
    // Beside an id, an address says nothing: what a store holds as one is whatever it is.
    if (isAddressBad && keys.id == 0 && keys.profile.isNull())
        bad(row.trouble == CsvReader::RowError::None || isShort ? ImportReason::NotAnAddress
                                                                : ImportReason::Csv);
    if (!hasKey && isNameBad)
        bad(ImportReason::Csv);
    if (!hasKey && row.reason == ImportReason::None) {
        const QString name = foldedText(first + u' ' + last);
        if (name.isEmpty()) {
            bad(ImportReason::NobodyNamed);
        } else if (!m_findsNames) {
            bad(ImportReason::NameNeedsCopy);
        } else {
            m_name = name.toUtf8();
            keys.name = m_name;
            row.byName = true;
        }
    }
    // What one column has wrong another may have right, but then it is not sure who is meant: it
    // changes nothing, and protects those who may be.
    keys.onlyProtects = row.reason != ImportReason::None;
    if (!keys.onlyProtects || hasKey)
        keep(keys);
    m_counts.shortRows += isShort && !keys.onlyProtects;
    if (isOfLetters && !keys.onlyProtects)
        row.trouble = CsvReader::RowError::None;
    if (damaged) {
        row.status = ImportStatus::Damaged;
        row.reason = ImportReason::None;
    }
    m_rows.append(row);
}

/// As bytes, one behind the other: a million rows wait for the copy in 30 MB.
void ImportRows::keep(const Keys &keys)
{
    put(m_keys, keys.row);
    put(m_keys, keys.id);
    put(m_keys, quint16(keys.email.size()));
    put(m_keys, quint16(keys.name.size()));
    put(m_keys, keys.onlyProtects);
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
        for (size_t i = 0; i < filled; ++i)
            resolve(batch[i], found[i], index);
    }
    m_keys.resize(0);
    m_waiting = 0;
}

/// @p byEmail: the first with the address.
void ImportRows::resolve(const Keys &keys, qint32 byEmail, const PeopleIndex &index)
{
    ImportRow &row = m_rows[keys.row];
    if (!keys.name.isEmpty()) {
        resolveName(keys, index);
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
        if (first < 0)
            isMissing = true;
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
        m_counts.foreignNotFound += !isAscii(keys.email);
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
        m_counts.foreignNotFound += !isAscii(keys.name);
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
    m_file.reset();
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
            (row.status == ImportStatus::Unreadable && row.reason != ImportReason::NobodyNamed)
            || row.status == ImportStatus::Damaged;
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
