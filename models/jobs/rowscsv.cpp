// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/rowscsv.h"

#include "models/csv/csvreader.h"
#include "models/csv/csvwriter.h"
#include "models/csv/encoder.h"
#include "models/jobs/importcheck.h"

#include <QFile>
#include <QHash>
#include <QPointer>
#include <QSaveFile>
#include <QThread>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString word(What what)
{
    switch (what) {
    case What::NotSent:
        return u"not sent"_s;
    case What::Changed:
        return u"changed"_s;
    case What::NothingToDo:
        return u"nothing to do"_s;
    case What::NoProfile:
        return u"no shopper profile"_s;
    case What::NotFound:
        return u"not found"_s;
    case What::Failed:
        return u"failed"_s;
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
    }
    return {};
}

QString reasonText(CsvReader::Trouble trouble)
{
    switch (trouble) {
    case CsvReader::Trouble::None:
        return {};
    case CsvReader::Trouble::Nul:
        return u"contains a zero byte"_s;
    case CsvReader::Trouble::BadEncoding:
        return u"contains letters of another encoding"_s;
    case CsvReader::Trouble::LoneReturn:
        return u"contains a broken line ending"_s;
    case CsvReader::Trouble::Ragged:
        return u"not as many columns as the first row"_s;
    case CsvReader::Trouble::UnclosedQuote:
        return u"a quote is not closed"_s;
    case CsvReader::Trouble::TextAfterQuote:
        return u"text after a closing quote"_s;
    case CsvReader::Trouble::TooLong:
        return u"too long"_s;
    case CsvReader::Trouble::TooManyColumns:
        return u"too many columns"_s;
    case CsvReader::Trouble::ReadFailed:
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
        return who.isEmpty() ? QString() : u"may be "_s + who.join(u" or "_s);
    }
    switch (row.reason) {
    case ImportReason::None:
        break;
    case ImportReason::Csv:
        return reasonText(row.trouble);
    case ImportReason::NobodyNamed:
        return u"no person given"_s;
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
    if (row.trouble == CsvReader::Trouble::Ragged)
        return u"fewer columns than the first row"_s;
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

void save(const QString &fileName, QList<Column> columns, const CsvWriter::Options &options,
          CsvDialect::Encoding encoding, Lines lines, QObject *context, Saved saved)
{
    // The thread ends with its work; who asked may be gone by then.
    QThread *thread = QThread::create([fileName, columns = std::move(columns), options, encoding,
                                       lines = std::move(lines), asker = QPointer<QObject>(context),
                                       saved = std::move(saved), home = context->thread()] {
        std::optional<JobError> error;
        QSaveFile file(fileName);
        file.setDirectWriteFallback(false);
        if (!file.open(QIODevice::WriteOnly)) {
            error = JobError{JobError::Kind::CannotOpenFile, {}, file.errorString()};
        } else {
            Encoder encoder(file, encoding);
            CsvWriter writer(encoder, columns, options);
            const QString unread = lines(writer);
            if (!unread.isEmpty()) {
                file.cancelWriting();
                error = JobError{JobError::Kind::CannotOpenFile, {}, unread};
            } else if (!writer.finish() || !file.flush() || !file.commit()) {
                const QString why =
                    writer.errorString().isEmpty() ? file.errorString() : writer.errorString();
                error = JobError{file.error() == QFileDevice::ResourceError
                                     ? JobError::Kind::DiskFull
                                     : JobError::Kind::CannotWriteFile,
                                 {},
                                 why};
            }
        }
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
    const std::unique_ptr<QIODevice> file = all.spec().open(&error);
    if (!file)
        return error;
    CsvReader reader(*file, all.spec().dialect);
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
            break;
    }
    return {};
}

} // namespace

void saveOutcome(const Outcome &outcome, const QString &fileName, QObject *context, Saved saved)
{
    const bool ofSegments = outcome.items.isEmpty() && !outcome.segments.isEmpty();
    save(
        fileName,
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
                writer.writeRow({QString(), QString(), word(What::NotFound), text});
            return QString();
        },
        context, std::move(saved));
}

void savePlan(const Plan &plan, const QString &fileName, QObject *context, Saved saved)
{
    save(
        fileName, {Column::Typed, Column::Typed, Column::Text, Column::Text}, {},
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

void saveImport(const ImportCheck &check, const QList<Outcome> &outcomes, const QString &fileName,
                QObject *context, Saved saved)
{
    if (!check.isFileUnchanged()) {
        QTimer::singleShot(0, context, [saved = std::move(saved)] {
            saved(JobError{JobError::Kind::CannotOpenFile, {}, u"the imported file has changed"_s});
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
        fileName, columns, options, dialect.encoding,
        [rows = check.result(), people = check.people(), outcomes](CsvWriter &writer) {
            return writeImport(writer, *rows, *people, outcomes);
        },
        context, std::move(saved));
}

} // namespace segmentdesk
