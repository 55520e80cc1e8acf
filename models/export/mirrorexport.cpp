// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/export/mirrorexport.h"

#include "models/export/exportfile.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace segmentdesk {

namespace {

constexpr int uuidBytes = 16;

void appendNumber(QByteArray &to, qint64 number)
{
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    to.append(digits, end - digits);
}

/// Lower case, with dashes.
void appendUuid(QByteArray &to, QByteArrayView bytes)
{
    constexpr char hex[] = "0123456789abcdef";
    if (bytes.size() != uuidBytes)
        return;
    char text[36];
    char *at = text;
    for (int i = 0; i < uuidBytes; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *at++ = '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        *at++ = hex[byte >> 4];
        *at++ = hex[byte & 15];
    }
    to.append(text, sizeof(text));
}

/// As Qt::ISODate in UTC; nothing for what that cannot say.
void appendTime(QByteArray &to, qint64 seconds)
{
    using namespace std::chrono;
    if (seconds == MirrorPerson::noTime)
        return;
    const sys_seconds time{std::chrono::seconds(seconds)};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const int year = int(date.year());
    if (year < 1 || year > 9999)
        return;
    const auto rest = int((time - day).count());
    char text[20];
    const auto two = [](char *at, unsigned value) {
        at[0] = char('0' + value / 10);
        at[1] = char('0' + value % 10);
    };
    two(text, unsigned(year) / 100);
    two(text + 2, unsigned(year) % 100);
    text[4] = '-';
    two(text + 5, unsigned(date.month()));
    text[7] = '-';
    two(text + 8, unsigned(date.day()));
    text[10] = 'T';
    two(text + 11, unsigned(rest / 3600));
    text[13] = ':';
    two(text + 14, unsigned(rest / 60 % 60));
    text[16] = ':';
    two(text + 17, unsigned(rest % 60));
    text[19] = 'Z';
    to.append(text, sizeof(text));
}

JobError unreadable(const QString &text)
{
    return {JobError::Kind::CopyUnreadable, {}, text};
}

} // namespace

MirrorExport::MirrorExport(const ExportSpec &spec, const Mirror::File &copy)
    : m_spec(spec), m_cursor(copy)
{
}

std::optional<JobError> MirrorExport::open()
{
    using Kind = ExportSpec::Kind;
    if (!m_cursor.open())
        return unreadable(m_cursor.errorString());
    const QList<Segment> &segments = m_cursor.segments();
    QHash<SegmentId, int> indexes;
    for (int i = 0; i < segments.size(); ++i) {
        indexes.insert(segments.at(i).id, i);
        m_ids.append(segments.at(i).id.toString().toLatin1());
        m_names.append(i < m_cursor.listedSegments() ? segments.at(i).name.toUtf8() : m_ids.last());
    }
    const auto isListed = [&](SegmentId id) {
        return indexes.value(id, int(segments.size())) < m_cursor.listedSegments();
    };

    PeopleQuery query = m_spec.query;
    if (m_spec.kind != Kind::Search)
        query.filter = {};
    switch (m_spec.kind) {
    case Kind::Members:
        if (!isListed(m_spec.segmentId))
            return JobError{JobError::Kind::SegmentGone, {}, {}};
        query.filter.memberOf = m_spec.segmentId;
        break;
    case Kind::AllProfiles:
        query.filter.hasProfile = true;
        break;
    case Kind::WithoutProfile:
        query.filter.hasProfile = false;
        break;
    case Kind::Segments:
        return std::nullopt;
    case Kind::People:
        if (!m_cursor.start(m_spec.people))
            return unreadable(m_cursor.errorString());
        return std::nullopt;
    case Kind::Matrix:
        m_columnOf.assign(size_t(segments.size()), -1);
        for (const SegmentId id : std::as_const(m_spec.segments)) {
            if (!isListed(id))
                return JobError{JobError::Kind::SegmentGone, {}, {}};
            if (!m_matrix.contains(indexes.value(id)))
                m_matrix.append(indexes.value(id));
        }
        if (m_spec.segments.isEmpty()) {
            for (int i = 0; i < m_cursor.listedSegments(); ++i)
                m_matrix.append(i);
        }
        for (int i = 0; i < m_matrix.size(); ++i)
            m_columnOf[size_t(m_matrix.at(i))] = i;
        break;
    case Kind::AllPeople:
    case Kind::Search:
        break;
    }
    if (!m_cursor.start(query))
        return unreadable(m_cursor.errorString());
    return std::nullopt;
}

qint64 MirrorExport::total() const
{
    return m_spec.kind == ExportSpec::Kind::Segments ? m_cursor.listedSegments() : m_cursor.total();
}

QStringList MirrorExport::headings() const
{
    QStringList names;
    for (const ExportColumn column : m_spec.columns)
        names.append(QString::fromLatin1(exportColumn(column).heading));
    for (const int segment : m_matrix)
        names.append(m_cursor.segments().at(segment).name);
    return names;
}

QList<CsvWriter::Column> MirrorExport::columns() const
{
    QList<CsvWriter::Column> kinds = ExportFile::columnsOf(m_spec);
    kinds.resize(kinds.size() + m_matrix.size(), CsvWriter::Column::Typed);
    return kinds;
}

MirrorExport::Progress MirrorExport::write(CsvWriter &writer, int rows)
{
    Progress progress;
    if (m_spec.kind == ExportSpec::Kind::Segments) {
        writeSegments(writer, &progress);
        return progress;
    }
    bool good = true;
    while (good && progress.read < rows) {
        if (!m_cursor.next()) {
            progress.atEnd = true;
            progress.error = m_cursor.errorString();
            return progress;
        }
        ++progress.read;
        const MirrorPerson *person = m_cursor.person();
        MirrorPerson stranger; // of a list, and not in the copy
        QByteArray profile;
        if (!person) {
            const PersonRef ref = m_cursor.wanted();
            stranger.id = ref.customerId;
            if (ref.hasProfile())
                profile = ref.profileId.uuid().toRfc4122();
            stranger.profile = profile;
            person = &stranger;
        }
        if (!isWritten(*person))
            continue;
        addCells(writer, *person);
        good = writer.endRow();
        ++progress.written;
        progress.withoutDetails += person->known ? 0 : 1;
    }
    return progress;
}

void MirrorExport::writeSegments(CsvWriter &writer, Progress *progress)
{
    progress->atEnd = true;
    const std::optional<QList<qint64>> counts = m_cursor.memberCounts();
    if (!counts) {
        progress->error = m_cursor.errorString();
        return;
    }
    for (int i = 0; i < m_cursor.listedSegments(); ++i) {
        const Segment &segment = m_cursor.segments().at(i);
        for (const ExportColumn column : std::as_const(m_spec.columns))
            writer.addCell(ExportFile::cell(segment, counts->at(i), column).toUtf8());
        if (!writer.endRow())
            return;
        ++progress->read;
        ++progress->written;
    }
}

bool MirrorExport::isWritten(const MirrorPerson &person) const
{
    if (m_spec.kind != ExportSpec::Kind::Matrix || m_spec.everybody)
        return true;
    return std::any_of(person.segments.cbegin(), person.segments.cend(),
                       [this](int segment) { return m_columnOf[size_t(segment)] >= 0; });
}

void MirrorExport::addCells(CsvWriter &writer, const MirrorPerson &person)
{
    for (const ExportColumn column : std::as_const(m_spec.columns))
        writer.addCell(cell(person, column));
    if (m_matrix.isEmpty())
        return;
    m_marks.clear();
    for (const int segment : person.segments) {
        if (m_columnOf[size_t(segment)] >= 0)
            m_marks.push_back(m_columnOf[size_t(segment)]);
    }
    std::sort(m_marks.begin(), m_marks.end());
    int next = 0;
    for (const int mark : m_marks) {
        writer.addEmptyCells(mark - next);
        writer.addCell("1");
        next = mark + 1;
    }
    writer.addEmptyCells(m_matrix.size() - next);
}

/// Holds until the next call.
QByteArrayView MirrorExport::cell(const MirrorPerson &person, ExportColumn column)
{
    m_scratch.resize(0);
    const auto join = [this, &person](const QList<QByteArray> &texts, QByteArrayView between) {
        for (const int segment : person.segments) {
            if (!m_scratch.isEmpty())
                m_scratch.append(between);
            m_scratch.append(texts.at(segment));
        }
    };
    switch (column) {
    case ExportColumn::FullName:
        if (person.firstName.isEmpty())
            return person.lastName;
        if (person.lastName.isEmpty())
            return person.firstName;
        m_scratch.append(person.firstName);
        m_scratch.append(' ');
        m_scratch.append(person.lastName);
        break;
    case ExportColumn::FirstName:
        return person.firstName;
    case ExportColumn::LastName:
        return person.lastName;
    case ExportColumn::Email:
        return person.email;
    case ExportColumn::Company:
        return person.company;
    case ExportColumn::Phone:
        return person.phone;
    case ExportColumn::CustomerNumber:
        if (toNumber(person.id) > 0)
            appendNumber(m_scratch, toNumber(person.id));
        break;
    case ExportColumn::ProfileUuid:
        appendUuid(m_scratch, person.profile);
        break;
    case ExportColumn::CustomerGroup:
        if (person.customerGroup > 0)
            appendNumber(m_scratch, person.customerGroup);
        break;
    case ExportColumn::CustomerCreated:
        appendTime(m_scratch, person.created);
        break;
    case ExportColumn::CustomerModified:
        appendTime(m_scratch, person.modified);
        break;
    case ExportColumn::ProfileCreated:
        appendTime(m_scratch, person.profileCreated);
        break;
    case ExportColumn::ProfileUpdated:
        appendTime(m_scratch, person.profileUpdated);
        break;
    case ExportColumn::SegmentCount:
        appendNumber(m_scratch, qint64(person.segments.size()));
        break;
    case ExportColumn::SegmentNames:
        join(m_names, " | ");
        break;
    case ExportColumn::SegmentIds:
        join(m_ids, " ");
        break;
    case ExportColumn::SegmentUuid:
    case ExportColumn::SegmentName:
    case ExportColumn::SegmentDescription:
    case ExportColumn::SegmentMembers:
    case ExportColumn::SegmentCreated:
    case ExportColumn::SegmentUpdated:
        break;
    }
    return m_scratch;
}

} // namespace segmentdesk
