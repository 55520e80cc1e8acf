// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/journal.h"

#include "models/domain/utc.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QPointer>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QThread>
#include <QVariant>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int schemaVersion = 1;

QString run(QSqlDatabase &database, const char *sql, const QVariantList &values = {})
{
    QSqlQuery query(database);
    if (!query.prepare(QString::fromLatin1(sql)))
        return query.lastError().text();
    for (const QVariant &value : values)
        query.addBindValue(value);
    return query.exec() ? QString() : query.lastError().text();
}

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

QDateTime time(const QVariant &ms)
{
    return ms.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms.toLongLong(), utc);
}

QString damaged()
{
    return u"the journal holds something that cannot be read"_s;
}

constexpr const char *jobColumns =
    "SELECT id, purpose, head, total, changed, started_at, ended_at, end "
    "FROM jobs ";

QString readJobs(QSqlDatabase &database, const QString &where, const QVariantList &values,
                 QList<JournaledJob> *jobs)
{
    QSqlQuery query(database);
    if (!query.prepare(QString::fromLatin1(jobColumns) + where))
        return query.lastError().text();
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return query.lastError().text();
    while (query.next()) {
        JournaledJob job;
        job.id = query.value(0).toLongLong();
        job.purpose = static_cast<JobFacts::Purpose>(query.value(1).toInt());
        const std::optional<Plan> head = planFrom(query.value(2).toByteArray());
        if (!head)
            return damaged();
        job.plan = *head;
        job.total = query.value(3).toLongLong();
        job.changed = query.value(4).toLongLong();
        job.startedAt = time(query.value(5));
        job.endedAt = time(query.value(6));
        job.end = static_cast<End>(query.value(7).toInt());
        jobs->append(job);
    }
    return query.lastError().isValid() ? query.lastError().text() : QString();
}

/// A plan without what is long.
Plan headOf(Plan plan)
{
    plan.items.clear();
    plan.notFoundTexts.clear();
    if (plan.segments.size() > 1)
        plan.segments.resize(1);
    for (SegmentChange &segment : plan.segments)
        segment.members.clear();
    return plan;
}

QString readJob(QSqlDatabase &database, qint64 id, QList<JournaledJob> *jobs)
{
    QString error = readJobs(database, u"WHERE id = ?"_s, {id}, jobs);
    if (!error.isEmpty() || jobs->isEmpty())
        return error;
    JournaledJob &job = jobs->first();
    QSqlQuery query(database);
    const auto select = [&query, id](const char *sql) {
        return query.prepare(QString::fromLatin1(sql)) && (query.addBindValue(id), query.exec());
    };
    if (!select("SELECT plan, error, read_back FROM jobs WHERE id = ?") || !query.next())
        return query.lastError().text();
    const std::optional<Plan> plan = planFrom(query.value(0).toByteArray());
    if (!plan)
        return damaged();
    job.plan = *plan;
    job.error = errorFrom(query.value(1).toByteArray());
    if (const auto readBack = readBackFrom(query.value(2).toByteArray()))
        job.readBack = *readBack;
    if (!select("SELECT items FROM intents WHERE job = ? ORDER BY rowid"))
        return query.lastError().text();
    while (query.next()) {
        const auto items = itemsFrom(query.value(0).toByteArray());
        if (!items)
            return damaged();
        job.intended += *items;
    }
    if (!select("SELECT data FROM results WHERE job = ? ORDER BY rowid"))
        return query.lastError().text();
    while (query.next()) {
        const auto results = resultsFrom(query.value(0).toByteArray());
        if (!results)
            return damaged();
        job.results += *results;
    }
    if (!select("SELECT data FROM reasons WHERE job = ? ORDER BY position"))
        return query.lastError().text();
    while (query.next())
        job.reasons.append(errorFrom(query.value(0).toByteArray()).value_or(ApiError()));
    if (!select("SELECT position, over, data FROM segments WHERE job = ?"))
        return query.lastError().text();
    while (query.next()) {
        const auto segment = segmentFrom(query.value(2).toByteArray());
        if (!segment)
            return damaged();
        job.segments.insert(query.value(0).toInt(), {query.value(1).toBool(), *segment});
    }
    return {};
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
            {item.customerId, item.profileId, What::NotSent, OutcomeItem::noReason});
    if (plan.operation == Operation::CreateSegment) {
        for (const SegmentChange &segment : plan.segments) {
            for (const PersonRef &member : segment.members) {
                outcome.items.append(
                    {member.customerId, member.profileId, What::NotSent, OutcomeItem::noReason});
            }
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
        outcome.segments.append({plan.segments.at(i), What::NotSent, OutcomeItem::noReason});
    for (auto it = segments.cbegin(); it != segments.cend(); ++it) {
        while (outcome.segments.size() <= it.key())
            outcome.segments.append(SegmentOutcome());
        outcome.segments[it.key()] = it.value().outcome;
    }
    return outcome;
}

/// Lives in the thread that writes. Everything posted while it is at work is one transaction.
class Journal::Worker : public QObject
{
public:
    struct Task
    {
        Statement statement;
        QPointer<QObject> context;
        bool wantsAnswer = false;
        Done done;
    };

    explicit Worker(const QString &file) : m_fileName(file), m_connection(file) { }
    ~Worker() override { close(); }

    void add(Task task)
    {
        bool first = false;
        {
            const QMutexLocker lock(&m_mutex);
            first = m_tasks.empty();
            m_tasks.push_back(std::move(task));
        }
        if (first)
            QMetaObject::invokeMethod(
                this, [this] { work(); }, Qt::QueuedConnection);
    }

    void work()
    {
        std::vector<Task> tasks;
        {
            const QMutexLocker lock(&m_mutex);
            tasks.swap(m_tasks);
        }
        if (tasks.empty())
            return;
        QString error = open();
        if (error.isEmpty())
            error = transaction(tasks);
        for (Task &task : tasks) {
            if (!task.wantsAnswer)
                continue;
            // Back to the thread of the context; there it is looked at whether that still lives.
            QMetaObject::invokeMethod(
                m_home,
                [context = task.context, done = std::move(task.done), error] {
                    if (context)
                        done(error);
                },
                Qt::QueuedConnection);
        }
    }

    QObject *m_home = nullptr; ///< in the thread of the journal

private:
    QString transaction(const std::vector<Task> &tasks)
    {
        QSqlDatabase database = QSqlDatabase::database(m_connection);
        if (!database.transaction())
            return database.lastError().text();
        QString error;
        for (const Task &task : tasks) {
            if (task.statement && error.isEmpty())
                error = task.statement(database);
        }
        if (error.isEmpty() && database.commit())
            return {};
        if (error.isEmpty())
            error = database.lastError().text();
        database.rollback();
        return error;
    }

    QString open()
    {
        if (QSqlDatabase::contains(m_connection))
            return {};
        QFile file(m_fileName);
        if (!QDir().mkpath(QFileInfo(m_fileName).absolutePath()))
            return u"the folder of the journal cannot be made"_s;
        // Made here, so that it is nobody else's to read from the first moment on.
        if (!file.open(QIODevice::ReadWrite))
            return file.errorString();
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.close();
        QString error;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
            database.setDatabaseName(m_fileName);
            database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=1000"_s);
            error = database.open() ? prepare(database) : database.lastError().text();
        }
        if (!error.isEmpty())
            close();
        return error;
    }

    void close()
    {
        if (!QSqlDatabase::contains(m_connection))
            return;
        QSqlDatabase::database(m_connection, false).close();
        QSqlDatabase::removeDatabase(m_connection);
    }

    static QString prepare(QSqlDatabase &database)
    {
        for (const char *sql : {
                 "PRAGMA locking_mode = EXCLUSIVE",
                 "PRAGMA journal_mode = WAL",
                 "PRAGMA synchronous = FULL",
                 "CREATE TABLE IF NOT EXISTS meta (version INTEGER NOT NULL)",
             }) {
            if (const QString error = run(database, sql); !error.isEmpty())
                return error;
        }
        QSqlQuery query(database);
        if (!query.exec(u"SELECT version FROM meta"_s))
            return query.lastError().text();
        if (query.next()) {
            if (query.value(0).toInt() > schemaVersion)
                return u"the journal was written by a newer version of this program"_s;
        } else {
            query.finish();
            if (const QString error = run(database, "INSERT INTO meta VALUES (1)");
                !error.isEmpty())
                return error;
        }
        query.finish();
        for (
            const char *sql : {
                "CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY, purpose INTEGER NOT "
                "NULL, "
                "head BLOB NOT NULL, plan BLOB NOT NULL, total INTEGER NOT NULL, "
                "changed INTEGER NOT NULL DEFAULT 0, started_at INTEGER NOT NULL, "
                "ended_at INTEGER, end INTEGER NOT NULL DEFAULT 0, error BLOB, read_back BLOB)",
                "CREATE TABLE IF NOT EXISTS intents (job INTEGER NOT NULL, items BLOB NOT NULL)",
                "CREATE INDEX IF NOT EXISTS intents_of_job ON intents (job)",
                "CREATE TABLE IF NOT EXISTS results (job INTEGER NOT NULL, data BLOB NOT NULL)",
                "CREATE INDEX IF NOT EXISTS results_of_job ON results (job)",
                "CREATE TABLE IF NOT EXISTS reasons (job INTEGER NOT NULL, position INTEGER NOT "
                "NULL, "
                "data BLOB NOT NULL, PRIMARY KEY (job, position))",
                "CREATE TABLE IF NOT EXISTS segments (job INTEGER NOT NULL, position INTEGER NOT "
                "NULL, "
                "over INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (job, position))",
                "CREATE TABLE IF NOT EXISTS history (position INTEGER PRIMARY KEY, "
                "undone INTEGER NOT NULL, data BLOB NOT NULL)",
                "CREATE TABLE IF NOT EXISTS undone (job INTEGER PRIMARY KEY, at INTEGER NOT NULL)",
                "CREATE TABLE IF NOT EXISTS new_segments (old BLOB PRIMARY KEY, new BLOB NOT NULL)",
                "CREATE TABLE IF NOT EXISTS new_profiles (old BLOB PRIMARY KEY, new BLOB NOT NULL)",
            }) {
            if (const QString error = run(database, sql); !error.isEmpty())
                return error;
        }
        const qint64 oldest = now() - qint64(keptDays) * 24 * 3600 * 1000;
        for (const char *sql : {
                 "DELETE FROM intents WHERE job IN (SELECT id FROM jobs WHERE ended_at < ?)",
                 "DELETE FROM results WHERE job IN (SELECT id FROM jobs WHERE ended_at < ?)",
                 "DELETE FROM reasons WHERE job IN (SELECT id FROM jobs WHERE ended_at < ?)",
                 "DELETE FROM segments WHERE job IN (SELECT id FROM jobs WHERE ended_at < ?)",
                 "DELETE FROM jobs WHERE ended_at < ?",
             }) {
            if (const QString error = run(database, sql, {oldest}); !error.isEmpty())
                return error;
        }
        return {};
    }

    const QString m_fileName;
    const QString m_connection;
    QMutex m_mutex;
    std::vector<Task> m_tasks;
};

class Journal::Private
{
public:
    QString fileName;
    QThread thread;
    Worker *worker = nullptr; ///< lives in thread
    qint64 lastId = 0;
};

Journal::Journal(const QString &folder, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->fileName = QDir(folder).absoluteFilePath(u"journal.sqlite"_s);
    d->worker = new Worker(d->fileName);
    d->worker->m_home = this;
    d->worker->moveToThread(&d->thread);
    d->thread.setObjectName(u"journal"_s);
    d->thread.start();
}

Journal::~Journal()
{
    // What was posted is written; the connection is closed in the thread that opened it.
    QMetaObject::invokeMethod(
        d->worker,
        [worker = d->worker] {
            worker->work();
            delete worker;
        },
        Qt::BlockingQueuedConnection);
    d->thread.quit();
    d->thread.wait();
}

QString Journal::fileName() const
{
    return d->fileName;
}

qint64 Journal::newId()
{
    d->lastId = std::max(d->lastId + 1, now() * 1000);
    return d->lastId;
}

void Journal::post(Statement statement, QObject *context, Done done)
{
    const bool wantsAnswer = context && done;
    d->worker->add({std::move(statement), context, wantsAnswer, std::move(done)});
}

void Journal::begin(qint64 job, JobFacts::Purpose purpose, const Plan &plan)
{
    post([job, purpose, plan](QSqlDatabase &database) {
        const qint64 total = plan.items.isEmpty() ? plan.segments.size() : plan.items.size();
        return run(
            database,
            "INSERT OR IGNORE INTO jobs (id, purpose, head, plan, total, started_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            {job, static_cast<int>(purpose), toBytes(headOf(plan)), toBytes(plan), total, now()});
    });
}

void Journal::intend(qint64 job, const QList<qint32> &items, QObject *context, Done done)
{
    post(
        [job, items](QSqlDatabase &database) {
            return run(database, "INSERT INTO intents (job, items) VALUES (?, ?)",
                       {job, toBytes(items)});
        },
        context, std::move(done));
}

void Journal::addResults(qint64 job, const QList<ItemResult> &results, QObject *context, Done done)
{
    post(
        [job, results](QSqlDatabase &database) {
            return run(database, "INSERT INTO results (job, data) VALUES (?, ?)",
                       {job, toBytes(results)});
        },
        context, std::move(done));
}

void Journal::addReason(qint64 job, int index, const ApiError &reason)
{
    post([job, index, reason](QSqlDatabase &database) {
        return run(database,
                   "INSERT OR REPLACE INTO reasons (job, position, data) VALUES (?, ?, ?)",
                   {job, index, toBytes(reason)});
    });
}

void Journal::setSegment(qint64 job, qint32 position, bool over, const SegmentOutcome &segment)
{
    post([job, position, over, segment](QSqlDatabase &database) {
        return run(
            database,
            "INSERT OR REPLACE INTO segments (job, position, over, data) VALUES (?, ?, ?, ?)",
            {job, position, over ? 1 : 0, toBytes(segment)});
    });
}

void Journal::end(qint64 job, const Outcome &outcome, const QList<ItemResult> &results)
{
    const qint64 changed = outcome.counts().changed;
    post([job, changed, results, segments = outcome.segments, reasons = outcome.reasons,
          end = outcome.end, error = outcome.error,
          readBack = outcome.readBack](QSqlDatabase &database) {
        QString failed;
        const auto also = [&](const char *sql, const QVariantList &values) {
            if (failed.isEmpty())
                failed = run(database, sql, values);
        };
        if (!results.isEmpty())
            also("INSERT INTO results (job, data) VALUES (?, ?)", {job, toBytes(results)});
        for (qsizetype i = 0; i < reasons.size(); ++i)
            also("INSERT OR REPLACE INTO reasons (job, position, data) VALUES (?, ?, ?)",
                 {job, i, toBytes(reasons.at(i))});
        for (qsizetype i = 0; i < segments.size(); ++i)
            also("INSERT OR REPLACE INTO segments (job, position, over, data) VALUES (?, ?, 1, ?)",
                 {job, i, toBytes(segments.at(i))});
        also("UPDATE jobs SET ended_at = ?, end = ?, changed = ?, error = ?, read_back = ? WHERE "
             "id = ?",
             {now(), static_cast<int>(end), changed, error ? QVariant(toBytes(*error)) : QVariant(),
              toBytes(readBack), job});
        return failed;
    });
}

void Journal::flush(QObject *context, Done done)
{
    post({}, context, std::move(done));
}

namespace {

/// An answer to a question. Its error is kept apart: a question that fails must not take along what
/// is written in the same transaction.
struct Answer
{
    QList<JournaledJob> jobs;
    QString error;
};

} // namespace

void Journal::ask(std::function<QString(QSqlDatabase &, QList<JournaledJob> *)> question,
                  QObject *context, JobList done)
{
    auto answer = std::make_shared<Answer>();
    post(
        [answer, question = std::move(question)](QSqlDatabase &database) {
            answer->error = question(database, &answer->jobs);
            return QString();
        },
        context,
        [answer, done = std::move(done)](const QString &error) {
            const QString why = error.isEmpty() ? answer->error : error;
            done(why.isEmpty() ? answer->jobs : QList<JournaledJob>(), why);
        });
}

void Journal::interrupted(QObject *context, JobList done)
{
    ask(
        [](QSqlDatabase &database, QList<JournaledJob> *jobs) {
            return readJobs(database, u"WHERE ended_at IS NULL ORDER BY id"_s, {}, jobs);
        },
        context, std::move(done));
}

void Journal::ended(int limit, QObject *context, JobList done)
{
    ask(
        [limit](QSqlDatabase &database, QList<JournaledJob> *jobs) {
            return readJobs(database, u"WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT ?"_s,
                            {limit}, jobs);
        },
        context, std::move(done));
}

void Journal::load(qint64 job, QObject *context, JobList done)
{
    ask([job](QSqlDatabase &database,
              QList<JournaledJob> *jobs) { return readJob(database, job, jobs); },
        context, std::move(done));
}

} // namespace segmentdesk
