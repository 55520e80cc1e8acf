// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/import/importrows.h"

#include "models/csv/csvreader.h"
#include "models/domain/foldedtext.h"
#include "models/rows/personcell.h"
#include "models/system/filekind.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr qsizetype maxKeyBytes = 1'024;

/// A byte 0, or no text at all.
bool hasBadLetters(QByteArrayView cell)
{
    return cell.indexOf('\0') >= 0 || !cell.isValidUtf8();
}

/// Whether an address column may hold it for "none"; "none" itself is what some stores have as an
/// address.
bool isNoAddress(QByteArrayView cell)
{
    return personcell::isNoValue(cell) && qstrnicmp(cell.data(), cell.size(), "none", 4) != 0;
}

/// "Lindqvist, Zoë" is "Zoë Lindqvist".
QString straightened(const QString &name)
{
    const qsizetype comma = name.indexOf(u',');
    if (comma < 1 || name.lastIndexOf(u',') != comma)
        return name;
    return name.sliced(comma + 1).trimmed() + u' ' + name.first(comma).trimmed();
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

std::unique_ptr<RowSource> ImportSpec::openRows(QString *error) const
{
    std::unique_ptr<QIODevice> file = open(error);
    return file ? std::make_unique<CsvReader>(std::move(file), dialect) : nullptr;
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
    m_reader = m_spec.openRows(&error);
    if (!m_reader)
        return ImportError{ImportError::Kind::CannotRead, {}, error};
    m_size = m_reader->totalSize();
    return {};
}

tl::expected<bool, ImportError> ImportRows::readOn(int most)
{
    for (int i = 0; i < most; ++i) {
        if (!m_reader->next())
            return false;
        if (m_reader->trouble() == RowSource::RowError::ReadFailed)
            return tl::unexpected(
                ImportError{ImportError::Kind::CannotRead, {}, m_reader->errorString()});
        if (!m_hasHeader) {
            m_hasHeader = true;
            m_expected = m_spec.roles.isEmpty() ? m_reader->size() : int(m_spec.roles.size());
            m_reader->setExpectedColumns(m_expected);
            m_named = m_expected;
            // A header that cannot be read says so as a row.
            if (m_spec.dialect.header && m_reader->size() > 0) {
                m_header = m_reader->texts();
                m_named = std::min(int(m_header.size()), m_expected);
                while (m_named > 0 && m_header[m_named - 1].trimmed().isEmpty())
                    --m_named;
                continue;
            }
        }
        if (m_rows.size() >= maxRows)
            return tl::unexpected(ImportError{ImportError::Kind::TooManyRows, {}, {}});
        readRow();
    }
    return true;
}

/// A row with too few cells that has exactly those that the row before had too few. Where its cells
/// belong is not sure, unless the first of them says who, or such rows are the habit of the tool.
bool ImportRows::isRestOfRow(int size) const
{
    if (m_before == 0 || size >= m_named || m_before + size - 1 > m_expected
        || m_before + size < m_named)
        return false;
    if (m_rows.size() >= 8 && m_counts.shortRows * 4 > m_rows.size())
        return false;
    return m_spec.roles.value(0, ColumnRole::None) == ColumnRole::None
        || contentRole(m_reader->text(0)) != m_spec.roles.value(0);
}

/// Whether it is a line of totals.
bool ImportRows::hasTotal(bool wholly) const
{
    for (int column = 0; column < m_reader->size(); ++column) {
        const QByteArrayView cell = personcell::withoutBlanks(m_reader->cell(column));
        if (!cell.isEmpty())
            return personcell::isTotal(cell, wholly);
    }
    return false;
}

void ImportRows::readRow()
{
    using RowError = RowSource::RowError;
    ImportRow row;
    row.offset = m_reader->offset();
    row.line = qint32(m_reader->line());
    row.trouble = m_reader->trouble();

    // A row whose last cells are missing still has those that say who.
    const int size = m_reader->size();
    const bool isShort = row.trouble == RowError::Ragged && size > 0 && size < m_expected;
    // What is wrong with a letter is wrong with its cell, which may decide nothing.
    const bool isOfLetters = size > 0 && size <= m_expected
        && (row.trouble == RowError::Nul || row.trouble == RowError::BadEncoding);
    m_counts.badEncoding += row.trouble == RowError::BadEncoding;
    m_counts.longRows += row.trouble == RowError::Ragged && !isShort;
    const bool isRest = size > 0 && isRestOfRow(size);
    m_before = size > 0 && size < m_named ? size : 0;
    if (isRest || (row.trouble != RowError::None && !isShort && !isOfLetters)) {
        row.reason = isRest ? ImportReason::BrokenRow : ImportReason::Csv;
        m_rows.append(row);
        return;
    }
    if (isShort && size >= m_named)
        row.trouble = RowError::None;
    Keys keys;
    keys.row = qint32(m_rows.size());
    m_email.resize(0);
    m_moreEmails.clear();
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
        const QByteArrayView raw = personcell::withoutBlanks(m_reader->cell(column));
        QByteArrayView cell = raw;
        if (cell.isEmpty())
            continue;
        if (isOfLetters && hasBadLetters(cell)) {
            if (role == ColumnRole::Email)
                isAddressBad = true;
            else if (isName(role))
                isNameBad = true;
            else
                bad(ImportReason::Csv);
            continue;
        }
        QByteArray foreign;
        if (!personcell::isAscii(cell)) {
            foreign = personcell::trimmed(cell);
            cell = foreign;
            isReplaced = isReplaced || cell.indexOf("\xef\xbf\xbd") >= 0;
            if (cell.isEmpty())
                continue;
        }
        switch (role) {
        case ColumnRole::None:
            break;
        case ColumnRole::CustomerNumber: {
            using Kind = personcell::Id::Kind;
            const personcell::Id id = personcell::id(cell);
            keys.id = id.kind == Kind::Number ? id.number : 0;
            damaged = damaged || id.kind == Kind::Damaged;
            if (id.kind == Kind::None || id.kind == Kind::Damaged)
                bad(ImportReason::NotAnId);
            break;
        }
        case ColumnRole::Email: {
            isAddressUnsure = m_reader->hasGuard(column);
            if (personcell::isPlainAddress(cell)) {
                keys.isEmailTaken = foreign.size() < raw.size() && !foreign.isNull();
                PeopleIndex::appendFolded(cell, &m_email);
                break;
            }
            const QList<QByteArrayView> found = personcell::addresses(cell);
            keys.isEmailTaken = true;
            if (found.isEmpty())
                isAddressBad = !isNoAddress(cell);
            else
                PeopleIndex::appendFolded(found.first(), &m_email);
            for (qsizetype i = 1; i < found.size(); ++i) {
                m_moreEmails.append(QByteArray());
                PeopleIndex::appendFolded(found[i], &m_moreEmails.last());
            }
            break;
        }
        case ColumnRole::ProfileUuid:
            keys.profile = ProfileId::fromString(
                               QString::fromUtf8(cell.first(std::min<qsizetype>(cell.size(), 64))))
                               .value_or(ProfileId());
            if (keys.profile.isNull() && !personcell::isNoValue(cell))
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
    m_counts.badEncoding += isReplaced && row.trouble != RowError::BadEncoding;
    // Whether its `'` is one of the address or of the file, is unknown; an id beside it says
    // more.
    if (isAddressUnsure && (keys.id != 0 || !keys.profile.isNull())) {
        m_email.resize(0);
        m_moreEmails.clear();
    }
    keys.email = m_email;
    const bool hasText = !m_email.isEmpty() || !keys.profile.isNull();
    const bool hasKey = keys.id != 0 || hasText;
    // A line of totals may have a number where ids are.
    if (!hasText && (hasKey || isAddressBad || row.reason != ImportReason::None)
        && hasTotal(hasKey)) {
        row.status = ImportStatus::NamesNoOne;
        row.reason = ImportReason::None;
        m_rows.append(row);
        return;
    }
    // Beside an id, an address says nothing: what a store holds as one is whatever it is.
    if (isAddressBad && keys.id == 0 && keys.profile.isNull())
        bad(isOfLetters ? ImportReason::Csv : ImportReason::NotAnAddress);
    if (!hasKey && isNameBad)
        bad(ImportReason::Csv);
    if (!hasKey && row.reason == ImportReason::None) {
        const QString name = foldedText(first + u' ' + last);
        if (name.isEmpty()) {
            row.status = ImportStatus::NamesNoOne;
            m_rows.append(row);
            return;
        }
        if (!m_findsNames) {
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
    if (!keys.onlyProtects || hasKey) {
        if (!m_moreEmails.isEmpty())
            keys.part = Keys::Part::More;
        keep(keys);
        for (qsizetype i = 0; i < m_moreEmails.size(); ++i) {
            Keys more;
            more.row = keys.row;
            more.email = m_moreEmails[i];
            more.onlyProtects = keys.onlyProtects;
            more.part = i + 1 < m_moreEmails.size() ? Keys::Part::More : Keys::Part::Last;
            keep(more);
        }
    }
    m_counts.shortRows += row.trouble == RowError::Ragged && !keys.onlyProtects;
    if (damaged) {
        row.status = ImportStatus::Damaged;
        row.reason = ImportReason::None;
    }
    m_rows.append(row);
}

} // namespace segmentdesk
