// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/export/exportfile.h"

#include <QBuffer>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString isoDate(const QDateTime &at)
{
    return at.isValid() ? at.toUTC().toString(Qt::ISODate) : QString();
}

CsvWriter::Options optionsOf(const ExportSpec &spec)
{
    CsvWriter::Options options;
    options.delimiter = spec.delimiter;
    options.bom = spec.byteOrderMark;
    options.mode = spec.exact ? CsvWriter::Mode::Exact : CsvWriter::Mode::SafeForSpreadsheets;
    return options;
}

} // namespace

QStringList ExportFile::preview(const ExportSpec &spec, const QList<Person> &people,
                                const QList<Segment> &segments)
{
    constexpr int most = 500; // letters of a line
    const bool isMatrix = spec.kind == ExportSpec::Kind::Matrix;
    QList<CsvWriter::Column> columns = columnsOf(spec);
    QStringList headings;
    for (const ExportColumn column : spec.columns)
        headings.append(QString::fromLatin1(exportColumn(column).heading));
    SegmentNames names;
    for (const Segment &segment : segments) {
        names.insert(segment.id, segment.name);
        if (isMatrix) {
            columns.append(CsvWriter::Column::Typed);
            headings.append(segment.name);
        }
    }
    CsvWriter::Options options = optionsOf(spec);
    options.bom = false;
    QStringList lines;
    const auto add = [&](const QStringList &cells) {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        CsvWriter writer(buffer, columns, options);
        if (lines.isEmpty())
            writer.writeHeader(cells);
        else
            writer.writeRow(cells);
        writer.finish();
        QString line = QString::fromUtf8(buffer.data().chopped(2));
        line.replace(u"\r\n"_s, u"↵"_s).replace(u'\n', u'↵').replace(u'\r', u'↵');
        if (spec.delimiter == u'\t')
            line.replace(u'\t', u" ⇥ "_s);
        lines.append(line.size() > most ? line.left(most) + u'…' : line);
    };
    add(headings);
    for (const Person &person : people) {
        QStringList cells;
        for (const ExportColumn column : spec.columns)
            cells.append(cell(person, names, column));
        for (qsizetype i = 0; isMatrix && i < segments.size(); ++i) {
            const bool member = person.customer.segmentIds
                && person.customer.segmentIds->contains(segments.at(i).id);
            cells.append(member ? u"1"_s : QString());
        }
        add(cells);
    }
    for (qsizetype i = 0; spec.kind == ExportSpec::Kind::Segments && i < segments.size(); ++i) {
        QStringList cells;
        for (const ExportColumn column : spec.columns)
            cells.append(cell(segments.at(i), -1, column));
        add(cells);
    }
    return lines;
}

QList<CsvWriter::Column> ExportFile::columnsOf(const ExportSpec &spec)
{
    QList<CsvWriter::Column> columns;
    for (const ExportColumn column : spec.columns)
        columns.append(exportColumn(column).kind);
    return columns;
}

ExportFile::ExportFile(ExportSpec spec, QHash<SegmentId, QString> segmentNames,
                       const std::optional<Mirror::File> &copy)
    : m_spec(std::move(spec)), m_segmentNames(std::move(segmentNames)), m_copyFile(copy)
{
}

ExportFile::~ExportFile() = default;

void ExportFile::open()
{
    auto file = OutputFile::open(m_spec.fileName, m_abandon);
    if (!file) {
        fail(JobError{JobError::Kind::CannotOpenFile, {}, file.error()});
        return;
    }
    m_file = std::move(*file);
    QList<CsvWriter::Column> columns = columnsOf(m_spec);
    QStringList headings;
    for (const ExportColumn column : std::as_const(m_spec.columns))
        headings.append(QString::fromLatin1(exportColumn(column).heading));
    if (m_copyFile) {
        m_copy = std::make_unique<MirrorExport>(m_spec, *m_copyFile);
        if (const std::optional<JobError> error = m_copy->open()) {
            fail(*error);
            return;
        }
        columns = m_copy->columns();
        headings = m_copy->headings();
    }
    m_writer = std::make_unique<CsvWriter>(m_file->device(), columns, optionsOf(m_spec));
    m_writer->writeHeader(headings);
    if (m_copy)
        Q_EMIT copyOpened(m_copy->total());
}

void ExportFile::writeFromCopy()
{
    if (!m_writer || !m_copy)
        return;
    const MirrorExport::Progress progress = m_copy->write(*m_writer, copyRows);
    if (!m_writer->errorString().isEmpty()) {
        fail(JobError::Kind::CannotWriteFile, m_writer->errorString());
        return;
    }
    if (!progress.error.isEmpty()) {
        fail({JobError::Kind::CopyUnreadable, {}, progress.error});
        return;
    }
    if (progress.atEnd)
        m_copy.reset();
    Q_EMIT wroteFromCopy(progress.read, progress.written, progress.withoutDetails, progress.atEnd);
}

void ExportFile::write(const ExportRows &rows)
{
    if (!m_writer)
        return;
    qint64 written = 0;
    bool good = true;
    QStringList cells;
    for (const Person &person : rows.people) {
        if (isRepeated(person))
            continue;
        cells.clear();
        for (const ExportColumn column : std::as_const(m_spec.columns))
            cells.append(cell(person, m_segmentNames, column));
        good = good && m_writer->writeRow(cells);
        ++written;
    }
    for (const auto &[segment, members] : rows.segments) {
        cells.clear();
        for (const ExportColumn column : std::as_const(m_spec.columns))
            cells.append(cell(segment, members, column));
        good = good && m_writer->writeRow(cells);
        ++written;
    }
    if (good)
        Q_EMIT wrote(written);
    else
        fail(JobError::Kind::CannotWriteFile, m_writer->errorString());
}

void ExportFile::commit()
{
    if (!m_writer)
        return;
    if (!m_writer->finish()) {
        fail(JobError::Kind::CannotWriteFile, m_writer->errorString());
        return;
    }
    m_writer.reset();
    if (!m_file->commit()) {
        fail(JobError::Kind::CannotWriteFile, m_file->errorString());
        return;
    }
    m_file.reset();
    Q_EMIT committed();
}

void ExportFile::discard()
{
    m_copy.reset();
    m_writer.reset();
    m_file.reset(); // takes what was written away
    Q_EMIT discarded();
}

void ExportFile::fail(JobError::Kind kind, const QString &text)
{
    const bool isFull = kind == JobError::Kind::CannotWriteFile && m_file->isDiskFull();
    fail(JobError{isFull ? JobError::Kind::DiskFull : kind, {}, text});
}

void ExportFile::fail(const JobError &error)
{
    m_copy.reset();
    m_writer.reset();
    m_file.reset();
    Q_EMIT failed(error);
}

bool ExportFile::isRepeated(const Person &person)
{
    const PersonRef key = person.profile ? PersonRef{CustomerId{}, person.profile->id}
                                         : PersonRef{person.customerId, {}};
    if (m_seen.contains(key))
        return true;
    m_seen.insert(key);
    m_seenInOrder.push(key);
    if (m_seenInOrder.size() > remembered) {
        m_seen.remove(m_seenInOrder.front());
        m_seenInOrder.pop();
    }
    return false;
}

QString ExportFile::cell(const Person &person, const SegmentNames &names, ExportColumn column)
{
    const Customer &customer = person.customer;
    switch (column) {
    case ExportColumn::FullName:
        return customer.fullName();
    case ExportColumn::FirstName:
        return customer.firstName;
    case ExportColumn::LastName:
        return customer.lastName;
    case ExportColumn::Email:
        return customer.email;
    case ExportColumn::Company:
        return customer.company;
    case ExportColumn::Phone:
        return customer.phone;
    case ExportColumn::CustomerNumber:
        return toNumber(person.customerId) > 0 ? QString::number(toNumber(person.customerId))
                                               : QString();
    case ExportColumn::ProfileUuid:
        return person.profile ? person.profile->id.toString() : QString();
    case ExportColumn::CustomerGroup:
        return customer.customerGroupId > 0 ? QString::number(customer.customerGroupId) : QString();
    case ExportColumn::CustomerCreated:
        return isoDate(customer.dateCreated);
    case ExportColumn::CustomerModified:
        return isoDate(customer.dateModified);
    case ExportColumn::ProfileCreated:
        return person.profile ? isoDate(person.profile->createdAt) : QString();
    case ExportColumn::ProfileUpdated:
        return person.profile ? isoDate(person.profile->updatedAt) : QString();
    case ExportColumn::SegmentCount:
        return customer.segmentIds ? QString::number(customer.segmentIds->size()) : QString();
    case ExportColumn::SegmentNames:
    case ExportColumn::SegmentIds: {
        QStringList texts;
        if (customer.segmentIds) {
            for (const SegmentId id : *customer.segmentIds) {
                texts.append(column == ExportColumn::SegmentIds ? id.toString()
                                                                : names.value(id, id.toString()));
            }
        }
        if (column == ExportColumn::SegmentNames)
            texts.sort(); // the store has no order for them
        return texts.join(column == ExportColumn::SegmentIds ? u" "_s : u" | "_s);
    }
    case ExportColumn::SegmentUuid:
    case ExportColumn::SegmentName:
    case ExportColumn::SegmentDescription:
    case ExportColumn::SegmentMembers:
    case ExportColumn::SegmentCreated:
    case ExportColumn::SegmentUpdated:
        break;
    }
    return {};
}

QString ExportFile::cell(const Segment &segment, qint64 members, ExportColumn column)
{
    switch (column) {
    case ExportColumn::SegmentUuid:
        return segment.id.toString();
    case ExportColumn::SegmentName:
        return segment.name;
    case ExportColumn::SegmentDescription:
        return segment.description;
    case ExportColumn::SegmentMembers:
        return members >= 0 ? QString::number(members) : QString();
    case ExportColumn::SegmentCreated:
        return isoDate(segment.createdAt);
    case ExportColumn::SegmentUpdated:
        return isoDate(segment.updatedAt);
    case ExportColumn::FullName:
    case ExportColumn::FirstName:
    case ExportColumn::LastName:
    case ExportColumn::Email:
    case ExportColumn::Company:
    case ExportColumn::Phone:
    case ExportColumn::CustomerNumber:
    case ExportColumn::ProfileUuid:
    case ExportColumn::CustomerGroup:
    case ExportColumn::CustomerCreated:
    case ExportColumn::CustomerModified:
    case ExportColumn::ProfileCreated:
    case ExportColumn::ProfileUpdated:
    case ExportColumn::SegmentCount:
    case ExportColumn::SegmentNames:
    case ExportColumn::SegmentIds:
        break;
    }
    return {};
}

} // namespace segmentdesk
