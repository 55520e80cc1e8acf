// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/journalworker.h"
#include "models/sql/statement.h"

#include "models/changes/journalschema.h"
#include "models/system/filekind.h"
#include "models/system/folderabilities.h"
#include "models/system/privatefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QTimer>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int firstPauseMs = 500;
constexpr int longestPauseMs = 15'000;
constexpr int watchMs = 5'000;

} // namespace

JournalWorker::JournalWorker(const QString &file, QObject *home,
                             std::function<void(const QString &)> behind,
                             std::shared_ptr<JournalShared> shared, Journal::Clock clock)
    // Of its own for each: two journals of one file, one after the other, must not meet in it.
    : m_fileName(file), m_connection(QUuid::createUuid().toString()), m_home(home),
      m_behindChanged(std::move(behind)), m_shared(std::move(shared)), m_clock(std::move(clock))
{
}

JournalWorker::~JournalWorker()
{
    close();
}

void JournalWorker::add(Task task)
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

void JournalWorker::work()
{
    std::vector<Task> tasks;
    {
        const QMutexLocker lock(&m_mutex);
        tasks.swap(m_tasks);
    }
    if (tasks.empty() && m_facts.empty())
        return;
    const QString opened = open();
    const QString error = opened.isEmpty() ? writeAll(tasks) : opened;
    if (error.isEmpty()) {
        m_facts.clear();
        m_pauseMs = 0;
    } else {
        for (const Task &task : tasks) {
            if (task.kind == Kind::Fact)
                m_facts.push_back(task.statement);
        }
        if (!m_facts.empty())
            tryLater();
    }
    // What could not be opened has missed nothing yet, so the caller is answered.
    const bool misses = !m_facts.empty();
    say(misses ? error : opened.isEmpty() ? notThere() : QString());
    for (Task &task : tasks) {
        if (!task.done)
            continue;
        if (task.kind != Kind::Question) {
            answer(task, error);
            continue;
        }
        // What is known may be read though nothing can be written.
        QString failed = opened;
        if (failed.isEmpty()) {
            QSqlDatabase database = QSqlDatabase::database(m_connection);
            failed = task.statement(database);
        }
        answer(task, failed);
    }
}

void JournalWorker::answer(Task &task, const QString &error) const
{
    // Back to the thread of the context; there it is looked at whether that still lives.
    QMetaObject::invokeMethod(
        m_home,
        [context = task.context, done = std::move(*task.done), error] {
            if (context)
                done(error);
        },
        Qt::QueuedConnection);
}

void JournalWorker::say(const QString &behind)
{
    if (m_behind == behind)
        return;
    m_behind = behind;
    QMetaObject::invokeMethod(
        m_home, [call = m_behindChanged, behind] { call(behind); }, Qt::QueuedConnection);
}

void JournalWorker::tryLater()
{
    m_pauseMs = std::clamp(2 * m_pauseMs, firstPauseMs, longestPauseMs);
    QTimer::singleShot(m_pauseMs, this, &JournalWorker::work);
}

/// A folder that vanishes is said, also while nothing is written.
void JournalWorker::watch()
{
    m_isWatching = true;
    if (m_facts.empty() && QSqlDatabase::contains(m_connection))
        say(notThere());
    QTimer::singleShot(watchMs, this, &JournalWorker::watch);
}

/// One transaction of what is left from before and of what has come. Nothing is begun when there is
/// nothing to write.
QString JournalWorker::writeAll(const std::vector<Task> &tasks)
{
    // Bytes that go to an unlinked file are lost.
    if (const QString error = notThere(); !error.isEmpty())
        return error;
    const bool writes =
        !m_facts.empty() || std::any_of(tasks.cbegin(), tasks.cend(), [](const Task &task) {
            return task.kind == Kind::Leave || task.kind == Kind::Fact;
        });
    if (!writes)
        return {};
    QSqlDatabase database = QSqlDatabase::database(m_connection);
    if (!database.transaction())
        return sql::errorText(database.lastError());
    QString error;
    for (const Journal::Statement &fact : m_facts) {
        if (error.isEmpty())
            error = fact(database);
    }
    for (const Task &task : tasks) {
        if (error.isEmpty() && (task.kind == Kind::Leave || task.kind == Kind::Fact))
            error = task.statement(database);
    }
    if (error.isEmpty())
        error = journalschema::keepTime(database, m_clock());
    if (!error.isEmpty() || !database.commit()) {
        if (error.isEmpty())
            error = sql::errorText(database.lastError());
        database.rollback();
        return error;
    }
    m_hasWritten = true;
    return notThere();
}

QString JournalWorker::open()
{
    if (QSqlDatabase::contains(m_connection))
        return {};
    if (const FileResult made = makePrivateFolder(QFileInfo(m_fileName).absolutePath()); !made)
        return made.error();
    // Made here, so that other users cannot read it from the first moment on; SQLite gives its
    // side files the same rights.
    if (const FileResult made = makePrivateFile(m_fileName); !made)
        return made.error();
    QString error;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
        database.setDatabaseName(m_fileName);
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=1000"_s);
        error = database.open() ? journalschema::prepare(database, m_clock())
                                : sql::errorText(database.lastError());
        if (error.isEmpty())
            m_shared->lastId = journalschema::highestId(database);
    }
    if (!error.isEmpty()) {
        close();
        // SQLite says of a disk without locks that another process holds them.
        if (!FolderAbilities::of(QFileInfo(m_fileName).absolutePath()).hasLocks)
            error = u"the disk of the folder has no locks, which a journal needs"_s;
    } else {
        m_identity = fileIdentity(m_fileName);
    }
    m_hasWritten = false;
    if (error.isEmpty() && !m_isWatching)
        watch();
    return error;
}

void JournalWorker::close()
{
    if (!QSqlDatabase::contains(m_connection))
        return;
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

/// Why the open file is not the one that the next start will find; empty: it is.
QString JournalWorker::notThere() const
{
    const std::optional<FileIdentity> now = fileIdentity(m_fileName);
    if (!now || (m_hasWritten && !fileIdentity(m_fileName + u"-wal"_s)))
        return u"the file %1 is gone"_s.arg(m_fileName);
    if (now != m_identity)
        return u"the file %1 was replaced"_s.arg(m_fileName);
    return {};
}

} // namespace segmentdesk
