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

namespace segmentdesk {

namespace {

QString word(What what)
{
    switch (what) {
    case What::NotSent:
        return QStringLiteral("not sent");
    case What::Changed:
        return QStringLiteral("changed");
    case What::NothingToDo:
        return QStringLiteral("nothing to do");
    case What::NoProfile:
        return QStringLiteral("no shopper profile");
    case What::NotFound:
        return QStringLiteral("not found");
    case What::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

QString word(Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        return QStringLiteral("will change");
    case Effect::NothingToDo:
        return QStringLiteral("nothing to do");
    case Effect::NoProfile:
        return QStringLiteral("no shopper profile");
    case Effect::NotFound:
        return QStringLiteral("not found");
    }
    return {};
}

QString word(ImportStatus status, bool removing)
{
    switch (status) {
    case ImportStatus::WillChange:
        return removing ? QStringLiteral("will be taken out") : QStringLiteral("will be added");
    case ImportStatus::NothingToDo:
        return removing ? QStringLiteral("not a member") : QStringLiteral("member already");
    case ImportStatus::NoProfile:
        return QStringLiteral("no shopper profile");
    case ImportStatus::NoSuchCustomer:
        return QStringLiteral("no such customer");
    case ImportStatus::Ambiguous:
        return QStringLiteral("not clear who");
    case ImportStatus::Repeats:
        return QStringLiteral("repeats another row");
    case ImportStatus::Damaged:
        return QStringLiteral("damaged by a spreadsheet");
    case ImportStatus::Unreadable:
        return QStringLiteral("cannot be read");
    case ImportStatus::ByName:
        return QStringLiteral("matched by name, left alone");
    }
    return {};
}

QString reasonText(CsvReader::Trouble trouble)
{
    switch (trouble) {
    case CsvReader::Trouble::None:
        return {};
    case CsvReader::Trouble::Nul:
        return QStringLiteral("contains a zero byte");
    case CsvReader::Trouble::BadEncoding:
        return QStringLiteral("contains letters of another encoding");
    case CsvReader::Trouble::LoneReturn:
        return QStringLiteral("contains half a line end");
    case CsvReader::Trouble::Ragged:
        return QStringLiteral("not as many columns as the first row");
    case CsvReader::Trouble::UnclosedQuote:
        return QStringLiteral("a quote is not closed");
    case CsvReader::Trouble::TextAfterQuote:
        return QStringLiteral("text after a closing quote");
    case CsvReader::Trouble::TooLong:
        return QStringLiteral("too long");
    case CsvReader::Trouble::TooManyColumns:
        return QStringLiteral("too many columns");
    case CsvReader::Trouble::ReadFailed:
        return QStringLiteral("reading failed");
    }
    return {};
}

QString reasonText(const ImportRow &row, const ImportRows &all, const PeopleIndex &people)
{
    if (row.status == ImportStatus::Repeats)
        return QStringLiteral("line %1").arg(all.rows().at(row.other).line);
    if (row.status == ImportStatus::Ambiguous) {
        QStringList who;
        for (const qint32 number : all.candidates(row)) {
            const PersonRef person = people.person(number);
            who.append(toNumber(person.customerId) > 0 ? QString::number(toNumber(person.customerId))
                                                       : person.profileId.toString());
        }
        return who.isEmpty() ? QString()
                             : QStringLiteral("may be ") + who.join(QStringLiteral(" or "));
    }
    switch (row.reason) {
    case ImportReason::None:
        break;
    case ImportReason::Csv:
        return reasonText(row.trouble);
    case ImportReason::NobodyNamed:
        return QStringLiteral("nobody is named");
    case ImportReason::NotAnId:
        return QStringLiteral("not a customer ID");
    case ImportReason::NotAnAddress:
        return QStringLiteral("not an e-mail address");
    case ImportReason::NotAProfileId:
        return QStringLiteral("not a profile ID");
    case ImportReason::NameNeedsCopy:
        return QStringLiteral("names can only be looked up in the local copy");
    case ImportReason::NoSuchProfile:
        return QStringLiteral("no such profile");
    case ImportReason::NoSuchName:
        return QStringLiteral("nobody has this name");
    }
    if (row.trouble == CsvReader::Trouble::Ragged)
        return QStringLiteral("fewer columns than the first row");
    return row.byName ? QStringLiteral("matched by name") : QString();
}

QString reasonText(const ApiError *error)
{
    if (!error)
        return {};
    QString text = error->title;
    for (const auto &[field, what] : error->fields)
        text += (text.isEmpty() ? QString() : QStringLiteral("; ")) + what;
    if (error->httpStatus != 0)
        text += QStringLiteral(" (HTTP ") + QString::number(error->httpStatus) + u')';
    return text.trimmed();
}

QStringList cells(const PersonRef &person, const QString &what, const QString &reason)
{
    return {toNumber(person.customerId) > 0 ? QString::number(toNumber(person.customerId)) : QString(),
            person.hasProfile() ? person.profileId.toString() : QString(), what, reason};
}

using Column = CsvWriter::Column;
/// Answers why the lines cannot be had, in words of the system; empty if they are all there.
using Lines = std::function<QString(CsvWriter &writer)>;

void save(const QString &fileName, QList<Column> columns, const CsvWriter::Options &options,
          CsvDialect::Encoding encoding, Lines lines, QObject *context, Saved saved)
{
    // The thread ends with its work; who asked may be gone by then.
    QThread *thread = QThread::create([fileName, columns = std::move(columns), options, encoding, lines = std::move(lines),
                                       asker = QPointer<QObject>(context), saved = std::move(saved),
                                       home = context->thread()] {
        std::optional<JobError> error;
        QSaveFile file(fileName);
        file.setDirectWriteFallback(false);
        if (!file.open(QIODevice::WriteOnly)) {
            error = JobError {JobError::Kind::CannotOpenFile, {}, file.errorString()};
        } else {
            Encoder encoder(file, encoding);
            CsvWriter writer(encoder, columns, options);
            const QString unread = lines(writer);
            if (!unread.isEmpty()) {
                file.cancelWriting();
                error = JobError {JobError::Kind::CannotOpenFile, {}, unread};
            } else if (!writer.finish() || !file.flush() || !file.commit()) {
                const QString why = writer.errorString().isEmpty() ? file.errorString()
                                                                   : writer.errorString();
                error = JobError {file.error() == QFileDevice::ResourceError
                                          ? JobError::Kind::DiskFull
                                          : JobError::Kind::CannotWriteFile,
                                  {}, why};
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
            const Happened one {word(item.what), reasonText(outcome.reasonOf(item))};
            // Rows know a customer whose profile was made by the number alone.
            if (outcome.operation == Operation::CreateProfiles)
                happened.insert({item.customerId, {}}, one);
            else
                happened.insert({CustomerId {}, item.profileId}, one);
        }
    }
    QString error;
    const std::unique_ptr<QIODevice> file = all.spec().open(&error);
    if (!file)
        return error;
    CsvReader reader(*file, all.spec().dialect);
    const bool removing = all.spec().mode == ImportMode::Remove;
    const auto full = [width = all.header().isEmpty() ? all.spec().roles.size() : all.header().size()](
                              QStringList cells) {
        while (cells.size() < width)
            cells.append(QString());
        return cells;
    };
    QStringList names = full(all.header());
    writer.writeHeader(names << QStringLiteral("Status") << QStringLiteral("Reason"));
    for (const ImportRow &row : all.rows()) {
        while (reader.next() && reader.offset() < row.offset) { }
        QStringList cells = reader.texts();
        if (cells.isEmpty())
            cells.append(QString::fromUtf8(
                    reader.row().first(std::min<qsizetype>(reader.row().size(), CsvReader::maxCellBytes))));
        cells = full(cells);
        const bool isPerson = row.status == ImportStatus::WillChange || row.status == ImportStatus::NoProfile
                || row.status == ImportStatus::ByName;
        Happened result {word(row.status, removing), reasonText(row, all, people)};
        if (isPerson) {
            const PersonRef who = people.person(row.other);
            const auto known =
                    happened.constFind(who.hasProfile() ? PersonRef {CustomerId {}, who.profileId} : who);
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
            ofSegments ? QList<Column> {Column::Typed, Column::Text, Column::Text, Column::Text}
                       : QList<Column> {Column::Typed, Column::Typed, Column::Text, Column::Text},
            {}, CsvDialect::Encoding::Utf8,
            [outcome, ofSegments](CsvWriter &writer) {
                if (ofSegments) {
                    writer.writeHeader({QStringLiteral("Segment ID"), QStringLiteral("Segment"),
                                        QStringLiteral("Result"), QStringLiteral("Reason")});
                    for (const SegmentOutcome &segment : outcome.segments) {
                        const bool made = outcome.operation == Operation::CreateSegment;
                        const Segment &which = made ? segment.change.after : segment.change.before;
                        writer.writeRow({which.id.isNull() ? QString() : which.id.toString(), which.name,
                                         word(segment.what), reasonText(outcome.reasonOf(segment))});
                    }
                    return QString();
                }
                writer.writeHeader({QStringLiteral("Customer ID"), QStringLiteral("Shopper profile ID"),
                                    QStringLiteral("Result"), QStringLiteral("Reason")});
                for (const OutcomeItem &item : outcome.items)
                    writer.writeRow(cells(item.person(), word(item.what), reasonText(outcome.reasonOf(item))));
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
                writer.writeHeader({QStringLiteral("Customer ID"), QStringLiteral("Shopper profile ID"),
                                    QStringLiteral("Effect"), QStringLiteral("Text")});
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
            saved(JobError {JobError::Kind::CannotOpenFile, {}, QStringLiteral("the imported file has changed")});
        });
        return;
    }
    // As the file was written, so that it can go back to where it came from. Pasted text has no encoding.
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
