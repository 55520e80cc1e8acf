// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/rowscsv.h"

#include "models/csv/csvwriter.h"

#include <QPointer>
#include <QSaveFile>
#include <QThread>

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
using Lines = std::function<void(CsvWriter &writer)>;

void save(const QString &fileName, QList<Column> columns, Lines lines, QObject *context, Saved saved)
{
    // The thread ends with its work; who asked may be gone by then.
    QThread *thread = QThread::create([fileName, columns = std::move(columns), lines = std::move(lines),
                                       asker = QPointer<QObject>(context), saved = std::move(saved),
                                       home = context->thread()] {
        std::optional<JobError> error;
        QSaveFile file(fileName);
        file.setDirectWriteFallback(false);
        if (!file.open(QIODevice::WriteOnly)) {
            error = JobError {JobError::Kind::CannotOpenFile, {}, file.errorString()};
        } else {
            CsvWriter writer(file, columns, {});
            lines(writer);
            if (!writer.finish() || !file.commit()) {
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

} // namespace

void saveOutcome(const Outcome &outcome, const QString &fileName, QObject *context, Saved saved)
{
    const bool ofSegments = outcome.items.isEmpty() && !outcome.segments.isEmpty();
    save(
            fileName,
            ofSegments ? QList<Column> {Column::Typed, Column::Text, Column::Text, Column::Text}
                       : QList<Column> {Column::Typed, Column::Typed, Column::Text, Column::Text},
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
                    return;
                }
                writer.writeHeader({QStringLiteral("Customer ID"), QStringLiteral("Shopper profile ID"),
                                    QStringLiteral("Result"), QStringLiteral("Reason")});
                for (const OutcomeItem &item : outcome.items)
                    writer.writeRow(cells(item.person(), word(item.what), reasonText(outcome.reasonOf(item))));
                for (const QString &text : outcome.notFoundTexts)
                    writer.writeRow({QString(), QString(), word(What::NotFound), text});
            },
            context, std::move(saved));
}

void savePlan(const Plan &plan, const QString &fileName, QObject *context, Saved saved)
{
    save(
            fileName, {Column::Typed, Column::Typed, Column::Text, Column::Text},
            [plan](CsvWriter &writer) {
                writer.writeHeader({QStringLiteral("Customer ID"), QStringLiteral("Shopper profile ID"),
                                    QStringLiteral("Effect"), QStringLiteral("Text")});
                for (const PlanItem &item : plan.items)
                    writer.writeRow(cells(item.person(), word(item.effect), QString()));
                for (const QString &text : plan.notFoundTexts)
                    writer.writeRow({QString(), QString(), word(Effect::NotFound), text});
            },
            context, std::move(saved));
}

} // namespace segmentdesk
