// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/journalschema.h"

#include "models/domain/utc.h"
#include "models/sql/statement.h"

#include <QSet>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace segmentdesk::journalschema {

namespace {

constexpr qint64 dayMs = qint64(24) * 3600 * 1000;
/// How often the journal's own time is written within one opening.
constexpr qint64 timeStepMs = qint64(3600) * 1000;

QString runAll(QSqlDatabase &database, std::initializer_list<const char *> statements,
               const QVariantList &values = {})
{
    for (const char *sql : statements) {
        if (const QString error = sql::exec(database, sql, values); !error.isEmpty())
            return error;
    }
    return {};
}

QDateTime time(const QVariant &ms)
{
    return ms.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms.toLongLong(), utc);
}

constexpr qsizetype idBytes = 16;

std::optional<QSet<SegmentId>> segmentIdsFrom(const QByteArray &bytes)
{
    if (bytes.size() % idBytes != 0)
        return std::nullopt;
    QSet<SegmentId> ids;
    for (qsizetype at = 0; at < bytes.size(); at += idBytes)
        ids.insert(SegmentId(QUuid::fromRfc4122(bytes.sliced(at, idBytes))));
    return ids;
}

/// The tables as version 1 had them.
QString makeFirst(QSqlDatabase &database)
{
    return runAll(
        database,
        {
            "CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY, purpose INTEGER NOT NULL, "
            "head BLOB NOT NULL, plan BLOB NOT NULL, total INTEGER NOT NULL, "
            "changed INTEGER NOT NULL DEFAULT 0, started_at INTEGER NOT NULL, "
            "ended_at INTEGER, end INTEGER NOT NULL DEFAULT 0, error BLOB, read_back BLOB)",
            "CREATE TABLE IF NOT EXISTS intents (job INTEGER NOT NULL, items BLOB NOT NULL)",
            "CREATE INDEX IF NOT EXISTS intents_of_job ON intents (job)",
            "CREATE TABLE IF NOT EXISTS results (job INTEGER NOT NULL, data BLOB NOT NULL)",
            "CREATE INDEX IF NOT EXISTS results_of_job ON results (job)",
            "CREATE TABLE IF NOT EXISTS reasons (job INTEGER NOT NULL, position INTEGER NOT NULL, "
            "data BLOB NOT NULL, PRIMARY KEY (job, position))",
            "CREATE TABLE IF NOT EXISTS segments (job INTEGER NOT NULL, position INTEGER NOT NULL, "
            "over INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (job, position))",
            "CREATE TABLE IF NOT EXISTS history (position INTEGER PRIMARY KEY, "
            "undone INTEGER NOT NULL, data BLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS undone (job INTEGER PRIMARY KEY, at INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS new_segments (old BLOB PRIMARY KEY, new BLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS new_profiles (old BLOB PRIMARY KEY, new BLOB NOT NULL)",
        });
}

/// What earlier versions lack and need not know of.
QString makeFurther(QSqlDatabase &database)
{
    return sql::exec(database,
                     "CREATE TABLE IF NOT EXISTS segments_before (job INTEGER NOT NULL, "
                     "position INTEGER NOT NULL, ids BLOB NOT NULL, PRIMARY KEY (job, position))");
}

/// 1 to 2. The order of what is there is that of its numbers. Its age is counted from the newest of
/// it, not from a clock that may be wrong just now.
QString makeSecond(QSqlDatabase &database, qint64 now)
{
    if (const QString error = runAll(
            database,
            {
                "ALTER TABLE jobs ADD COLUMN format INTEGER NOT NULL DEFAULT 1",
                "ALTER TABLE jobs ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE jobs ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE jobs ADD COLUMN aside INTEGER NOT NULL DEFAULT 0",
                "CREATE INDEX jobs_by_place ON jobs (place)",
                "UPDATE jobs SET place = (SELECT COUNT(*) FROM jobs AS other WHERE other.id <= "
                "jobs.id)",
                "ALTER TABLE history ADD COLUMN format INTEGER NOT NULL DEFAULT 1",
                "ALTER TABLE history ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE history ADD COLUMN aside INTEGER NOT NULL DEFAULT 0",
                "UPDATE history SET place = (SELECT COUNT(*) FROM history AS other "
                "WHERE other.position <= history.position)",
                "CREATE TABLE change_groups (id INTEGER PRIMARY KEY, data BLOB NOT NULL, "
                "format INTEGER NOT NULL DEFAULT 2)",
                "CREATE TABLE group_jobs (group_id INTEGER NOT NULL, part INTEGER NOT NULL, "
                "job INTEGER NOT NULL, PRIMARY KEY (group_id, part))",
                "ALTER TABLE meta ADD COLUMN time INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE meta ADD COLUMN seen INTEGER NOT NULL DEFAULT 0",
                "UPDATE meta SET version = 2",
            });
        !error.isEmpty())
        return error;
    if (const QString error = sql::exec(database, "UPDATE meta SET time = ?, seen = ?",
                                        {Journal::keptDays * dayMs, now});
        !error.isEmpty())
        return error;
    return sql::exec(
        database,
        "UPDATE jobs SET stamp = MAX(0, ? - ((SELECT MAX(ended_at) FROM jobs) - ended_at)) "
        "WHERE ended_at IS NOT NULL",
        {Journal::keptDays * dayMs});
}

QString removeOld(QSqlDatabase &database)
{
#define OLD_JOBS                                                                                   \
    "(SELECT id FROM jobs WHERE ended_at IS NOT NULL AND stamp < (SELECT time FROM meta) - ?)"
    return runAll(database,
                  {
                      "DELETE FROM intents WHERE job IN " OLD_JOBS,
                      "DELETE FROM results WHERE job IN " OLD_JOBS,
                      "DELETE FROM reasons WHERE job IN " OLD_JOBS,
                      "DELETE FROM segments WHERE job IN " OLD_JOBS,
                      "DELETE FROM segments_before WHERE job IN " OLD_JOBS,
                      "DELETE FROM undone WHERE job IN " OLD_JOBS,
                      "DELETE FROM jobs WHERE id IN " OLD_JOBS,
                  },
                  {Journal::keptDays * dayMs});
#undef OLD_JOBS
}

/// Keeps a record that cannot be read, and does not try it again. Where that cannot be written it
/// is found again next time.
void setAside(QSqlDatabase &database, const char *sql, const QList<qint64> &ids)
{
    for (const qint64 id : ids)
        sql::exec(database, sql, {id});
}

QString readJobs(QSqlDatabase &database, const QString &where, const QVariantList &values,
                 Found *found)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    const QString select =
        u"SELECT id, purpose, head, total, changed, started_at, ended_at, end, format "
        "FROM jobs WHERE aside = 0 AND "_s
        + where;
    if (!sql::exec(query, select, values))
        return sql::errorText(query.lastError());
    QList<qint64> unreadable;
    while (query.next()) {
        JournaledJob job;
        job.id = query.value(0).toLongLong();
        const int purpose = query.value(1).toInt();
        const int end = query.value(7).toInt();
        const std::optional<Plan> head =
            planFrom(query.value(2).toByteArray(), query.value(8).toInt());
        if (!head || purpose < 0 || purpose > static_cast<int>(JobFacts::Purpose::Resumed)
            || end < 0 || end > static_cast<int>(JobResult::Cancelled)) {
            unreadable.append(job.id);
            continue;
        }
        job.purpose = static_cast<JobFacts::Purpose>(purpose);
        job.plan = *head;
        job.total = query.value(3).toLongLong();
        job.changed = query.value(4).toLongLong();
        job.startedAt = time(query.value(5));
        job.endedAt = time(query.value(6));
        job.end = static_cast<JobResult>(end);
        found->jobs.append(job);
    }
    const QString error =
        query.lastError().isValid() ? sql::errorText(query.lastError()) : QString();
    query.finish();
    found->setAside += static_cast<int>(unreadable.size());
    setAside(database, "UPDATE jobs SET aside = 1 WHERE id = ?", unreadable);
    return error;
}

/// What a job did, item by item. False: a part of it cannot be read.
bool readItems(QSqlDatabase &database, JournaledJob *job, QString *error)
{
    bool isComplete = true;
    QSqlQuery query(database);
    query.setForwardOnly(true);
    const auto select = [&](const char *statement) {
        if (!error->isEmpty())
            return false;
        const bool done = sql::exec(query, statement, {job->id});
        if (!done)
            *error = sql::errorText(query.lastError());
        return done;
    };
    if (select("SELECT items FROM intents WHERE job = ? ORDER BY rowid")) {
        while (query.next()) {
            const auto items = itemsFrom(query.value(0).toByteArray());
            isComplete = isComplete && items;
            job->intended += items.value_or(QList<qint32>());
        }
    }
    if (select("SELECT data FROM results WHERE job = ? ORDER BY rowid")) {
        while (query.next()) {
            const auto results = resultsFrom(query.value(0).toByteArray());
            isComplete = isComplete && results;
            job->results += results.value_or(QList<ItemResult>());
        }
    }
    // By their positions: a reason that cannot be read must not give its place to the next one.
    if (select("SELECT position, data FROM reasons WHERE job = ? ORDER BY position")) {
        while (query.next()) {
            const qint64 position = query.value(0).toLongLong();
            if (position < 0 || position >= OutcomeItem::noReason)
                continue;
            while (job->reasons.size() <= position)
                job->reasons.append(ApiError());
            job->reasons[position] = errorFrom(query.value(1).toByteArray()).value_or(ApiError());
        }
    }
    if (select("SELECT position, over, data FROM segments WHERE job = ?")) {
        while (query.next()) {
            const qint64 position = query.value(0).toLongLong();
            const auto segment = segmentFrom(query.value(2).toByteArray());
            if (segment && position >= 0 && position <= std::numeric_limits<qint32>::max())
                job->segments.insert(static_cast<qint32>(position),
                                     {query.value(1).toBool(), *segment, {}});
            else
                isComplete = false;
        }
    }
    if (select("SELECT position, ids FROM segments_before WHERE job = ?")) {
        while (query.next()) {
            const auto found = job->segments.find(query.value(0).toInt());
            if (found != job->segments.end())
                found->before = segmentIdsFrom(query.value(1).toByteArray());
        }
    }
    return isComplete;
}

} // namespace

QByteArray toBytes(const QSet<SegmentId> &ids)
{
    QByteArray bytes;
    bytes.reserve(ids.size() * idBytes);
    for (const SegmentId id : ids)
        bytes += id.uuid().toRfc4122();
    return bytes;
}

QString prepare(QSqlDatabase &database, qint64 now)
{
    if (const QString error =
            runAll(database,
                   {
                       "PRAGMA locking_mode = EXCLUSIVE",
                       "PRAGMA journal_mode = WAL",
                       "PRAGMA synchronous = FULL",
                       "CREATE TABLE IF NOT EXISTS meta (version INTEGER NOT NULL)",
                   });
        !error.isEmpty())
        return error;
    int found = 1;
    {
        QSqlQuery query(database);
        if (!sql::exec(query, "SELECT version FROM meta"))
            return sql::errorText(query.lastError());
        if (query.next())
            found = query.value(0).toInt();
        else if (!sql::exec(query, "INSERT INTO meta (version) VALUES (1)"))
            return sql::errorText(query.lastError());
    }
    if (found > version)
        return u"the journal was written by a newer version of this program"_s;
    if (!database.transaction())
        return sql::errorText(database.lastError());
    QString error = makeFirst(database);
    if (error.isEmpty())
        error = makeFurther(database);
    if (error.isEmpty() && found < 2)
        error = makeSecond(database, now);
    if (error.isEmpty())
        error = keepTime(database, now);
    if (error.isEmpty())
        error = removeOld(database);
    if (!error.isEmpty() || !database.commit()) {
        if (error.isEmpty())
            error = sql::errorText(database.lastError());
        database.rollback();
    }
    return error;
}

QString keepTime(QSqlDatabase &database, qint64 now)
{
    QSqlQuery query(database);
    if (!sql::exec(query, "SELECT seen FROM meta") || !query.next())
        return sql::errorText(query.lastError());
    const qint64 since = now - query.value(0).toLongLong();
    query.finish();
    if (since >= 0 && since < timeStepMs)
        return {};
    // A clock that went back is followed from there; one that went far ahead is not believed.
    return sql::exec(database, "UPDATE meta SET time = time + ?, seen = ?",
                     {std::clamp<qint64>(since, 0, Journal::maxDaysApart * dayMs), now});
}

qint64 highestId(QSqlDatabase &database)
{
    QSqlQuery query(database);
    if (!sql::exec(query,
                   "SELECT MAX((SELECT COALESCE(MAX(id), 0) FROM jobs), "
                   "(SELECT COALESCE(MAX(position), 0) FROM history), "
                   "(SELECT COALESCE(MAX(id), 0) FROM change_groups))")
        || !query.next())
        return 0;
    // Whatever a damaged file says, there is room for more.
    return std::min(query.value(0).toLongLong(), std::numeric_limits<qint64>::max() / 2);
}

QString readInterrupted(QSqlDatabase &database, Found *found)
{
    return readJobs(database, u"ended_at IS NULL ORDER BY place, id"_s, {}, found);
}

QString readEnded(QSqlDatabase &database, int limit, Found *found)
{
    return readJobs(database, u"ended_at IS NOT NULL ORDER BY place DESC, id DESC LIMIT ?"_s,
                    {limit}, found);
}

QString readJob(QSqlDatabase &database, qint64 id, Found *found)
{
    QString error = readJobs(database, u"id = ?"_s, {id}, found);
    if (!error.isEmpty() || found->jobs.isEmpty())
        return error;
    JournaledJob &job = found->jobs.first();
    {
        QSqlQuery query(database);
        if (!sql::exec(query, "SELECT plan, format, error, read_back FROM jobs WHERE id = ?", {id})
            || !query.next())
            return sql::errorText(query.lastError());
        const std::optional<Plan> plan =
            planFrom(query.value(0).toByteArray(), query.value(1).toInt());
        job.error = errorFrom(query.value(2).toByteArray());
        if (const auto readBack = readBackFrom(query.value(3).toByteArray()))
            job.readBack = *readBack;
        query.finish();
        if (!plan) {
            found->jobs.clear();
            ++found->setAside;
            setAside(database, "UPDATE jobs SET aside = 1 WHERE id = ?", {id});
            return {};
        }
        job.plan = *plan;
    }
    if (readItems(database, &job, &error) || job.endedAt.isValid())
        return error;
    // What was sent is not known in full: whatever has no result may have been.
    QSet<qint32> open;
    for (qint32 i = 0; i < job.plan.items.size(); ++i)
        open.insert(i);
    for (const ItemResult &result : std::as_const(job.results))
        open.remove(result.item);
    job.intended = QList<qint32>(open.cbegin(), open.cend());
    std::sort(job.intended.begin(), job.intended.end());
    return error;
}

} // namespace segmentdesk::journalschema
