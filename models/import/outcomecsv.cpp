// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/import/outcomecsv.h"

#include "models/csv/csvreader.h"
#include "models/csv/csvwriter.h"
#include "models/csv/encoder.h"
#include "models/import/importpreview.h"
#include "models/system/filekind.h"
#include "models/system/outputfile.h"

#include <QHash>
#include <QPointer>
#include <QThread>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString word(ItemStatus what)
{
    switch (what) {
    case ItemStatus::NotSent:
        return u"not sent"_s;
    case ItemStatus::Changed:
        return u"changed"_s;
    case ItemStatus::NothingToDo:
        return u"nothing to do"_s;
    case ItemStatus::NoProfile:
        return u"no shopper profile"_s;
    case ItemStatus::NotFound:
        return u"not found"_s;
    case ItemStatus::Failed:
        return u"failed"_s;
    case ItemStatus::Unknown:
        return u"not known yet"_s;
    }
    return {};
}

QString word(Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        return u"will change"_s;
    case Effect::NothingToDo:
        return u"nothing to do"_s;
    case Effect::NoProfile:
        return u"no shopper profile"_s;
    case Effect::NotFound:
        return u"not found"_s;
    }
    return {};
}

QString word(ImportStatus status, bool removing)
{
    switch (status) {
    case ImportStatus::WillChange:
        return removing ? u"will be removed"_s : u"will be added"_s;
    case ImportStatus::NothingToDo:
        return removing ? u"not a member"_s : u"member already"_s;
    case ImportStatus::NoProfile:
        return u"no shopper profile"_s;
    case ImportStatus::NoSuchCustomer:
        return u"no such customer"_s;
    case ImportStatus::Ambiguous:
        return u"ambiguous"_s;
    case ImportStatus::Repeats:
        return u"repeats another row"_s;
    case ImportStatus::Damaged:
        return u"damaged by a spreadsheet"_s;
    case ImportStatus::Unreadable:
        return u"cannot be read"_s;
    case ImportStatus::ByName:
        return u"matched by name, not changed"_s;
    case ImportStatus::NamesNoOne:
        return u"names no one"_s;
    }
    return {};
}

QString reasonText(CsvReader::RowError trouble)
{
    switch (trouble) {
    case CsvReader::RowError::None:
        return {};
    case CsvReader::RowError::Nul:
        return u"contains a zero byte"_s;
    case CsvReader::RowError::BadEncoding:
        return u"contains letters of another encoding"_s;
    case CsvReader::RowError::Ragged:
        return u"not as many columns as the first row"_s;
    case CsvReader::RowError::UnclosedQuote:
        return u"a quote is not closed"_s;
    case CsvReader::RowError::TextAfterQuote:
        return u"text after a closing quote"_s;
    case CsvReader::RowError::TooLong:
        return u"too long"_s;
    case CsvReader::RowError::TooManyColumns:
        return u"too many columns"_s;
    case CsvReader::RowError::ReadFailed:
        return u"reading failed"_s;
    }
    return {};
}

QString reasonText(const ImportRow &row, const ImportRows &all, const PeopleIndex &people)
{
    if (row.status == ImportStatus::Repeats)
        return u"line %1"_s.arg(all.rows().at(row.other).line);
    if (row.status == ImportStatus::Ambiguous) {
        QStringList who;
        for (const qint32 number : all.candidates(row)) {
            const PersonRef person = people.person(number);
            who.append(toNumber(person.customerId) > 0
                           ? QString::number(toNumber(person.customerId))
                           : person.profileId.toString());
        }
        const QString several = row.reason == ImportReason::SeveralAddresses
            ? u"several e-mail addresses in one cell"_s
            : QString();
        if (who.isEmpty())
            return several;
        return (several.isEmpty() ? several : several + u": "_s) + u"may be "_s
            + who.join(u" or "_s);
    }
    switch (row.reason) {
    case ImportReason::None:
        break;
    case ImportReason::Csv:
        return reasonText(row.trouble);
    case ImportReason::BrokenRow:
        return u"the rest of a row that a line break cut in two"_s;
    case ImportReason::ForeignId:
        return u"the customer IDs of this file are not those of the store"_s;
    case ImportReason::SeveralAddresses:
        return u"several e-mail addresses in one cell"_s;
    case ImportReason::NotAnId:
        return u"not a customer ID"_s;
    case ImportReason::NotAnAddress:
        return u"not an e-mail address"_s;
    case ImportReason::NotAProfileId:
        return u"not a profile ID"_s;
    case ImportReason::NameNeedsCopy:
        return u"names can only be looked up in the local copy"_s;
    case ImportReason::NoSuchProfile:
        return u"no such profile"_s;
    case ImportReason::NoSuchName:
        return u"no one has this name"_s;
    }
    if (row.trouble == CsvReader::RowError::Ragged)
        return u"fewer columns than the first row"_s;
    if (row.trouble != CsvReader::RowError::None)
        return reasonText(row.trouble);
    return row.byName ? u"matched by name"_s : QString();
}

QString reasonText(const ApiError *error)
{
    if (!error)
        return {};
    QString text = error->title;
    for (const auto &[field, what] : error->fields)
        text += (text.isEmpty() ? QString() : u"; "_s) + what;
    if (error->httpStatus != 0)
        text += u" (HTTP "_s + QString::number(error->httpStatus) + u')';
    return text.trimmed();
}

QStringList cells(const PersonRef &person, const QString &what, const QString &reason)
{
    return {toNumber(person.customerId) > 0 ? QString::number(toNumber(person.customerId))
                                            : QString(),
            person.hasProfile() ? person.profileId.toString() : QString(), what, reason};
}

using Column = CsvWriter::Column;
/// Answers why the lines cannot be had, in words of the system; empty if they are all there.
using Lines = std::function<QString(CsvWriter &writer)>;

/// Where to: a name, or a file that is open already.
struct Target
{
    QString name;
    std::shared_ptr<OutputFile> file;
};

/// Writes all of it into @p file, or says why not.
std::optional<JobError> writeLines(OutputFile &file, const QList<Column> &columns,
                                   const CsvWriter::Options &options, CsvDialect::Encoding encoding,
                                   const Lines &lines)
{
    Encoder encoder(file.device(), encoding);
    CsvWriter writer(encoder, columns, options);
    const QString unread = lines(writer);
    if (!unread.isEmpty())
        return JobError{JobError::Kind::CannotOpenFile, {}, unread};
    if (writer.finish() && file.commit())
        return std::nullopt;
    return JobError{file.isDiskFull() ? JobError::Kind::DiskFull : JobError::Kind::CannotWriteFile,
                    {},
                    writer.errorString().isEmpty() ? file.errorString() : writer.errorString()};
}

void save(const Target &target, QList<Column> columns, const CsvWriter::Options &options,
          CsvDialect::Encoding encoding, Lines lines, QObject *context, Saved saved)
{
    // The thread ends with its work; who asked may be gone by then.
    QThread *thread = QThread::create([target, columns = std::move(columns), options, encoding,
                                       lines = std::move(lines), asker = QPointer<QObject>(context),
                                       saved = std::move(saved), home = context->thread()] {
        std::optional<JobError> error;
        std::shared_ptr<OutputFile> file = target.file;
        if (!file) {
            auto opened = OutputFile::open(target.name);
            if (opened)
                file = std::move(*opened);
            else
                error = JobError{JobError::Kind::CannotOpenFile, {}, opened.error()};
        }
        if (file)
            error = writeLines(*file, columns, options, encoding, lines);
        auto *messenger = new QObject;
        messenger->moveToThread(home);
        QMetaObject::invokeMethod(
            messenger,
            [messenger, asker, saved, error] {
                messenger->deleteLater();
                if (asker)
                    saved(error);
            },
            Qt::QueuedConnection);
    });
    QObject::connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

/// Answers why the file cannot be read again.
QString writeImport(CsvWriter &writer, const ImportRows &all, const PeopleIndex &people,
                    const QList<Outcome> &outcomes)
{
    struct Happened
    {
        QString what;
        QString reason;
    };
    QHash<PersonRef, Happened> happened;
    for (const Outcome &outcome : outcomes) {
        for (const OutcomeItem &item : outcome.items) {
            const Happened one{word(item.what), reasonText(outcome.reasonOf(item))};
            // Rows know a customer whose profile was made by the number alone.
            if (outcome.operation == Operation::CreateProfiles)
                happened.insert({item.customerId, {}}, one);
            else
                happened.insert({CustomerId{}, item.profileId}, one);
        }
    }
    QString error;
    const std::unique_ptr<RowSource> opened = all.spec().openRows(&error);
    if (!opened)
        return error;
    RowSource &reader = *opened;
    const bool removing = all.spec().mode == ImportMode::Remove;
    const auto full = [width = all.header().isEmpty() ? all.spec().roles.size()
                                                      : all.header().size()](QStringList cells) {
        while (cells.size() < width)
            cells.append(QString());
        return cells;
    };
    QStringList names = full(all.header());
    writer.writeHeader(names << u"Status"_s << u"Reason"_s);
    for (const ImportRow &row : all.rows()) {
        while (reader.next() && reader.offset() < row.offset) { }
        QStringList cells = reader.texts();
        if (cells.isEmpty())
            cells.append(QString::fromUtf8(reader.row().first(
                std::min<qsizetype>(reader.row().size(), CsvReader::maxCellBytes))));
        cells = full(cells);
        const bool isPerson = row.status == ImportStatus::WillChange
            || row.status == ImportStatus::NoProfile || row.status == ImportStatus::ByName;
        Happened result{word(row.status, removing), reasonText(row, all, people)};
        if (isPerson) {
            const PersonRef who = people.person(row.other);
            const auto known =
                happened.constFind(who.hasProfile() ? PersonRef{CustomerId{}, who.profileId} : who);
            if (known != happened.constEnd()) {
                result.what = known->what;
                if (!known->reason.isEmpty())
                    result.reason = known->reason;
            }
        }
        if (!writer.writeRow(cells << result.what << result.reason))
            return {};
    }
    if (all.spec().mode != ImportMode::MakeEqual)
        return {};
    // Behind the rows, members whom none of them names.
    for (qint32 number = 0; number < people.size(); ++number) {
        if (!people.isMember(number) || all.isKept(number))
            continue;
        const PersonRef who = people.person(number);
        const QString id = QString::number(toNumber(who.customerId));
        QStringList cells = full({});
        const qsizetype idColumn = all.spec().roles.indexOf(ColumnRole::CustomerNumber);
        if (idColumn >= 0 && !all.counts().idsAreForeign)
            cells[idColumn] = id;
        if (const qsizetype column = all.spec().roles.indexOf(ColumnRole::ProfileUuid); column >= 0)
            cells[column] = who.profileId.toString();
        const auto known = happened.constFind(PersonRef{CustomerId{}, who.profileId});
        const bool isKnown = known != happened.constEnd();
        QString reason = u"not in the file: customer "_s + id;
        if (isKnown && !known->reason.isEmpty())
            reason += u"; "_s + known->reason;
        if (!writer.writeRow(cells << (isKnown ? known->what : u"will be removed"_s) << reason))
            break;
    }
    return {};
}

} // namespace

QString foundText(const ImportPreview &check, const ImportRow &row)
{
    const QString reason = reasonText(row, *check.result(), *check.people());
    const QString what = word(row.status, check.spec().mode == ImportMode::Remove);
    return reason.isEmpty() ? what : what + u": "_s + reason;
}

void saveOutcome(const Outcome &outcome, const QString &fileName, QObject *context, Saved saved)
{
    const bool ofSegments = outcome.items.isEmpty() && !outcome.segments.isEmpty();
    save(
        {fileName, {}},
        ofSegments ? QList<Column>{Column::Typed, Column::Text, Column::Text, Column::Text}
                   : QList<Column>{Column::Typed, Column::Typed, Column::Text, Column::Text},
        {}, CsvDialect::Encoding::Utf8,
        [outcome, ofSegments](CsvWriter &writer) {
            if (ofSegments) {
                writer.writeHeader({u"Segment ID"_s, u"Segment"_s, u"Result"_s, u"Reason"_s});
                for (const SegmentOutcome &segment : outcome.segments) {
                    const bool made = outcome.operation == Operation::CreateSegment;
                    const Segment &which = made ? segment.change.after : segment.change.before;
                    writer.writeRow({which.id.isNull() ? QString() : which.id.toString(),
                                     which.name, word(segment.what),
                                     reasonText(outcome.reasonOf(segment))});
                }
                return QString();
            }
            writer.writeHeader(
                {u"Customer ID"_s, u"Shopper profile ID"_s, u"Result"_s, u"Reason"_s});
            for (const OutcomeItem &item : outcome.items)
                writer.writeRow(
                    cells(item.person(), word(item.what), reasonText(outcome.reasonOf(item))));
            for (const QString &text : outcome.notFoundTexts)
                writer.writeRow({QString(), QString(), word(ItemStatus::NotFound), text});
            return QString();
        },
        context, std::move(saved));
}

void savePlan(const Plan &plan, const QString &fileName, QObject *context, Saved saved)
{
    save(
        {fileName, {}}, {Column::Typed, Column::Typed, Column::Text, Column::Text}, {},
        CsvDialect::Encoding::Utf8,
        [plan](CsvWriter &writer) {
            writer.writeHeader({u"Customer ID"_s, u"Shopper profile ID"_s, u"Effect"_s, u"Text"_s});
            for (const PlanItem &item : plan.items)
                writer.writeRow(cells(item.person(), word(item.effect), QString()));
            for (const QString &text : plan.notFoundTexts)
                writer.writeRow({QString(), QString(), word(Effect::NotFound), text});
            return QString();
        },
        context, std::move(saved));
}

namespace {

void saveImport(const ImportPreview &check, const QList<Outcome> &outcomes, const Target &target,
                QObject *context, Saved saved)
{
    QString problem;
    if (!check.isFileUnchanged())
        problem = u"the imported file has changed"_s;
    else if (!target.file && !check.spec().isText()
             && isSameFile(target.name, check.spec().fileName))
        problem = u"it is the imported file"_s;
    if (!problem.isEmpty()) {
        QTimer::singleShot(0, context, [saved = std::move(saved), problem] {
            saved(JobError{JobError::Kind::CannotOpenFile, {}, problem});
        });
        return;
    }
    // As the file was written, so that it can go back to where it came from. Pasted text has no
    // encoding.
    const CsvDialect dialect = check.spec().dialect;
    CsvWriter::Options options;
    options.delimiter = QLatin1Char(dialect.delimiter);
    options.bom = dialect.encoding != CsvDialect::Encoding::Windows1252;
    const QList<Column> columns(check.spec().roles.size(), Column::Text);
    save(
        target, columns, options, dialect.encoding,
        [rows = check.result(), people = check.people(), outcomes](CsvWriter &writer) {
            return writeImport(writer, *rows, *people, outcomes);
        },
        context, std::move(saved));
}

} // namespace

void saveImport(const ImportPreview &check, const QList<Outcome> &outcomes, const QString &fileName,
                QObject *context, Saved saved)
{
    saveImport(check, outcomes, Target{fileName, {}}, context, std::move(saved));
}

void saveImport(const ImportPreview &check, const QList<Outcome> &outcomes,
                std::unique_ptr<OutputFile> file, QObject *context, Saved saved)
{
    saveImport(check, outcomes, Target{{}, std::move(file)}, context, std::move(saved));
}

} // namespace segmentdesk
