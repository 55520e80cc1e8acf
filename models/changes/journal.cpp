// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/journal.h"

#include "models/changes/journalschema.h"
#include "models/changes/journalworker.h"
#include "models/changes/knownbefore.h"
#include "models/sql/statement.h"

#include <QDateTime>
#include <QDir>
#include <QSqlError>
#include <QSqlQuery>
#include <QThread>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

using Kind = JournalWorker::Kind;

namespace {

/// A fact of a job. That of a job which is not there is left out: its begin failed, so that nothing
/// of it was sent.
Journal::Statement factOf(qint64 job, Journal::Statement write)
{
    return [job, write = std::move(write)](QSqlDatabase &database) {
        QSqlQuery query(database);
        if (!sql::exec(query, "SELECT 1 FROM jobs WHERE id = ?", {job}))
            return sql::errorText(query.lastError());
        const bool isThere = query.next();
        query.finish();
        return isThere ? write(database) : QString();
    };
}

QString writeSegment(QSqlDatabase &database, qint64 job, qint64 position, bool over,
                     const SegmentOutcome &segment)
{
    return sql::exec(
        database, "INSERT OR REPLACE INTO segments (job, position, over, data) VALUES (?, ?, ?, ?)",
        {job, position, over ? 1 : 0, toBytes(segment)});
}

QString writeBefore(QSqlDatabase &database, qint64 job, qint64 position,
                    const QSet<SegmentId> &before)
{
    return sql::exec(database,
                     "INSERT OR REPLACE INTO segments_before (job, position, ids) VALUES (?, ?, ?)",
                     {job, position, journalschema::toBytes(before)});
}

QString writeReason(QSqlDatabase &database, qint64 job, qint64 position, const ApiError &reason)
{
    return sql::exec(database,
                     "INSERT OR REPLACE INTO reasons (job, position, data) VALUES (?, ?, ?)",
                     {job, position, toBytes(reason)});
}

} // namespace

Outcome JournaledJob::outcome() const
{
    Outcome outcome;
    outcome.operation = plan.operation;
    outcome.step = plan.step;
    outcome.job = id;
    outcome.segmentId = plan.segmentId;
    outcome.segmentName = plan.segmentName;
    outcome.notFoundTexts = plan.notFoundTexts;
    outcome.reasons = reasons;
    outcome.readBack = readBack;
    outcome.end = end;
    outcome.error = error;
    outcome.startedAt = startedAt;
    outcome.endedAt = endedAt;
    for (const PlanItem &item : plan.items)
        outcome.items.append(
            {item.customerId, item.profileId, knownBefore(item), OutcomeItem::noReason});
    if (plan.operation == Operation::CreateSegment) {
        for (const SegmentChange &segment : plan.segments) {
            for (const PersonRef &member : segment.members) {
                outcome.items.append({member.customerId, member.profileId, ItemStatus::NotSent,
                                      OutcomeItem::noReason});
            }
        }
    }
    if (!endedAt.isValid()) {
        // What was about to be sent may have been.
        for (const qint32 item : intended) {
            if (item >= 0 && item < outcome.items.size())
                outcome.items[item].what = ItemStatus::Unknown;
        }
    }
    for (const ItemResult &result : results) {
        if (result.item < 0 || result.item >= outcome.items.size())
            continue;
        OutcomeItem &item = outcome.items[result.item];
        item.what = result.what;
        item.reason = result.reason;
        if (!result.profileId.isNull())
            item.profileId = result.profileId;
    }
    for (qsizetype i = 0; i < plan.segments.size(); ++i)
        outcome.segments.append({plan.segments.at(i), ItemStatus::NotSent, OutcomeItem::noReason});
    for (auto it = segments.cbegin(); it != segments.cend(); ++it) {
        while (outcome.segments.size() <= it.key())
            outcome.segments.append(SegmentOutcome());
        SegmentOutcome &segment = outcome.segments[it.key()];
        segment = it.value().outcome;
        // About to be written, it may have been. (Deleting profiles keeps memberships there.)
        const bool isOfSegments = plan.operation == Operation::CreateSegment
            || plan.operation == Operation::UpdateSegment
            || plan.operation == Operation::DeleteSegments;
        if (isOfSegments && !endedAt.isValid() && !it.value().over
            && segment.what == ItemStatus::NotSent)
            segment.what = ItemStatus::Unknown;
    }
    return outcome;
}

class Journal::Private
{
public:
    explicit Private(Journal &journal) : q(journal) { }

    void post(Kind kind, Statement statement, QObject *context = nullptr,
              std::optional<WriteAnswer> done = {})
    {
        worker->add({kind, std::move(statement), context, std::move(done)});
    }
    using Read = std::function<QString(QSqlDatabase &database, journalschema::Found *found)>;
    void read(Read read, QObject *context, JobList done);

    Journal &q;
    QString fileName;
    Clock clock;
    QThread thread;
    JournalWorker *worker = nullptr; ///< lives in thread
    std::shared_ptr<JournalShared> shared = std::make_shared<JournalShared>();
    qint64 lastId = 0;
    QString behind;
    int setAside = 0;
};

Journal::Journal(const QString &folder, QObject *parent, Clock clock)
    : QObject(parent), d(std::make_unique<Private>(*this))
{
    d->fileName = QDir(folder).absoluteFilePath(u"journal.sqlite"_s);
    d->clock = clock ? std::move(clock) : Clock(&QDateTime::currentMSecsSinceEpoch);
    d->worker = new JournalWorker(
        d->fileName, this,
        [this](const QString &error) {
            d->behind = error;
            Q_EMIT behindChanged();
        },
        d->shared, d->clock);
    d->worker->moveToThread(&d->thread);
    d->thread.setObjectName(u"journal"_s);
    d->thread.start();
}

Journal::~Journal()
{
    // What was posted is written; the connection is closed in the thread that opened it.
    const auto end = [worker = d->worker] {
        worker->work();
        delete worker;
    };
    if (d->worker->thread() == QThread::currentThread())
        end(); // the simulation has one thread for everything
    else
        QMetaObject::invokeMethod(d->worker, end, Qt::BlockingQueuedConnection);
    d->thread.quit();
    d->thread.wait();
}

QString Journal::fileName() const
{
    return d->fileName;
}

QString Journal::behind() const
{
    return d->behind;
}

void Journal::tryAgain()
{
    QMetaObject::invokeMethod(d->worker, &JournalWorker::work, Qt::QueuedConnection);
}

int Journal::setAside() const
{
    return d->setAside;
}

void Journal::noteSetAside(int records)
{
    if (records <= 0)
        return;
    d->setAside += records;
    Q_EMIT setAsideChanged();
}

qint64 Journal::newId()
{
    d->lastId = std::max({d->lastId + 1, d->shared->lastId.load() + 1, d->clock() * 1000});
    return d->lastId;
}

void Journal::record(Statement fact)
{
    d->post(Kind::Fact, std::move(fact));
}

void Journal::ask(Statement question, QObject *context, WriteAnswer done)
{
    d->post(Kind::Question, std::move(question), context, std::move(done));
}

void Journal::flush(QObject *context, WriteAnswer done)
{
    d->post(Kind::Barrier, {}, context, std::move(done));
}

void Journal::begin(qint64 job, JobFacts::Purpose purpose, const Plan &plan, QObject *context,
                    WriteAnswer done)
{
    d->post(
        Kind::Leave,
        [job, purpose, plan, now = d->clock()](QSqlDatabase &database) {
            // A plan without what is long, for lists.
            Plan head = plan;
            head.items.clear();
            head.notFoundTexts.clear();
            if (head.segments.size() > 1)
                head.segments.resize(1);
            for (SegmentChange &segment : head.segments)
                segment.members.clear();
            const qint64 total = (plan.items.isEmpty() ? plan.segments.size() : plan.items.size())
                + plan.notFoundTexts.size();
            return sql::exec(
                database,
                "INSERT INTO jobs (id, purpose, head, plan, total, started_at, format, place) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(place), 0) + 1 FROM jobs))",
                {job, static_cast<int>(purpose), toBytes(head), toBytes(plan), total, now,
                 recordFormat});
        },
        context, std::move(done));
}

void Journal::intend(qint64 job, const QList<qint32> &items, QObject *context, WriteAnswer done)
{
    d->post(
        Kind::Leave,
        [job, items](QSqlDatabase &database) {
            return sql::exec(database, "INSERT INTO intents (job, items) VALUES (?, ?)",
                             {job, toBytes(items)});
        },
        context, std::move(done));
}

void Journal::intendSegment(qint64 job, qint32 position, const SegmentOutcome &segment,
                            const std::optional<QSet<SegmentId>> &before, QObject *context,
                            WriteAnswer done)
{
    d->post(
        Kind::Leave,
        [job, position, segment, before](QSqlDatabase &database) {
            const QString error = writeSegment(database, job, position, false, segment);
            return error.isEmpty() && before ? writeBefore(database, job, position, *before)
                                             : error;
        },
        context, std::move(done));
}

void Journal::addResults(qint64 job, const QList<ItemResult> &results)
{
    record(factOf(job, [job, results](QSqlDatabase &database) {
        return sql::exec(database, "INSERT INTO results (job, data) VALUES (?, ?)",
                         {job, toBytes(results)});
    }));
}

void Journal::addReason(qint64 job, int index, const ApiError &reason)
{
    record(factOf(job, [job, index, reason](QSqlDatabase &database) {
        return writeReason(database, job, index, reason);
    }));
}

void Journal::setSegment(qint64 job, qint32 position, bool over, const SegmentOutcome &segment)
{
    record(factOf(job, [job, position, over, segment](QSqlDatabase &database) {
        return writeSegment(database, job, position, over, segment);
    }));
}

void Journal::end(qint64 job, const Outcome &outcome)
{
    record(factOf(job,
                  [job, changed = outcome.counts().changed, segments = outcome.segments,
                   reasons = outcome.reasons, end = outcome.end, error = outcome.error,
                   readBack = outcome.readBack, now = d->clock()](QSqlDatabase &database) {
                      QString failed;
                      for (qsizetype i = 0; i < reasons.size() && failed.isEmpty(); ++i)
                          failed = writeReason(database, job, i, reasons.at(i));
                      for (qsizetype i = 0; i < segments.size() && failed.isEmpty(); ++i)
                          failed = writeSegment(database, job, i, true, segments.at(i));
                      if (failed.isEmpty())
                          failed = sql::exec(database, "DELETE FROM segments_before WHERE job = ?",
                                             {job});
                      if (!failed.isEmpty())
                          return failed;
                      return sql::exec(
                          database,
                          "UPDATE jobs SET ended_at = ?, end = ?, changed = ?, error = ?, "
                          "read_back = ?, stamp = (SELECT time FROM meta) WHERE id = ?",
                          {now, static_cast<int>(end), changed,
                           error ? QVariant(toBytes(*error)) : QVariant(), toBytes(readBack), job});
                  }));
}

void Journal::Private::read(Read read, QObject *context, JobList done)
{
    auto found = std::make_shared<journalschema::Found>();
    q.ask([found,
           read = std::move(read)](QSqlDatabase &database) { return read(database, found.get()); },
          context,
          [this, found, done = std::move(done)](const QString &error) {
              q.noteSetAside(found->setAside);
              done(error.isEmpty() ? found->jobs : QList<JournaledJob>(), error);
          });
}

void Journal::interrupted(QObject *context, JobList done)
{
    d->read(&journalschema::readInterrupted, context, std::move(done));
}

void Journal::ended(int limit, QObject *context, JobList done)
{
    d->read([limit](QSqlDatabase &database,
                    journalschema::Found *found) { return readEnded(database, limit, found); },
            context, std::move(done));
}

void Journal::load(qint64 job, QObject *context, JobList done)
{
    d->read([job](QSqlDatabase &database,
                  journalschema::Found *found) { return readJob(database, job, found); },
            context, std::move(done));
}

} // namespace segmentdesk
