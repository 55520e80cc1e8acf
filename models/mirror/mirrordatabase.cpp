// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrordatabase.h"

#include "models/sql/statement.h"
#include "models/system/folderabilities.h"
#include "models/system/privatefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

// Result codes of SQLite (the lower 8 bits of an extended code).
constexpr int codeBusy = 5;
constexpr int codeLocked = 6;
constexpr int codeReadOnly = 8;
constexpr int codeCorrupt = 11;
constexpr int codeFull = 13;
constexpr int codeCantOpen = 14;
constexpr int codeNotADatabase = 26;

int codeOf(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

constexpr int writeCacheKiB = 20 * 1024;
constexpr int checkpointPages = 4000; ///< of 4 KiB

bool isDamage(const QSqlError &error)
{
    return codeOf(error) == codeCorrupt || codeOf(error) == codeNotADatabase;
}

// A person is a customer, keyed by its 64-bit id. `*_key` are folded texts, see folded(). A segment
// has a small number of its own, so that a membership is 11 bytes.
constexpr const char *schema[] = {
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE segments (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, "
    "name TEXT NOT NULL DEFAULT '', description TEXT NOT NULL DEFAULT '', "
    "created INTEGER, updated INTEGER, known INTEGER NOT NULL DEFAULT 1)",
    // What passes write into stands first: SQLite decodes a row up to the last column it needs.
    "CREATE TABLE people (id INTEGER PRIMARY KEY, seen INTEGER NOT NULL DEFAULT 0, "
    "profile_seen INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 1, "
    "segments INTEGER NOT NULL DEFAULT 0, profile BLOB, profile_created INTEGER, "
    "profile_updated INTEGER, created INTEGER, modified INTEGER, "
    "customer_group INTEGER NOT NULL DEFAULT 0, name_key TEXT NOT NULL DEFAULT '', "
    "email_key TEXT NOT NULL DEFAULT '', company_key TEXT NOT NULL DEFAULT '', "
    "phone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '', "
    "first_name TEXT NOT NULL DEFAULT '', last_name TEXT NOT NULL DEFAULT '', "
    "company TEXT NOT NULL DEFAULT '', "
    "text TEXT AS (name_key || char(10) || email_key || char(10) || company_key || char(10) "
    "|| phone || char(10) || id) VIRTUAL)",
    "CREATE UNIQUE INDEX people_by_profile ON people (profile) WHERE profile IS NOT NULL",
    "CREATE TABLE memberships (segment INTEGER NOT NULL, person INTEGER NOT NULL, "
    "PRIMARY KEY (segment, person)) WITHOUT ROWID",
    "CREATE INDEX memberships_by_person ON memberships (person)",
    "CREATE TABLE events (person INTEGER NOT NULL, at INTEGER NOT NULL, segment BLOB NOT NULL, "
    "joined INTEGER NOT NULL)",
    "CREATE INDEX events_by_person ON events (person, at)",
};

} // namespace

MirrorDatabase::MirrorDatabase(const QString &fileName, const QString &store, Access access)
    : m_fileName(fileName), m_store(store),
      m_name(u"mirror-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces)), m_access(access)
{
}

MirrorDatabase::~MirrorDatabase()
{
    close();
}

QSqlDatabase MirrorDatabase::connection() const
{
    return QSqlDatabase::database(m_name, false);
}

Mirror::Failure MirrorDatabase::failureOf(const QSqlError &error)
{
    switch (codeOf(error)) {
    case codeBusy:
    case codeLocked:
        return Mirror::Failure::Locked;
    case codeFull:
        return Mirror::Failure::DiskFull;
    case codeReadOnly:
    case codeCantOpen:
        return Mirror::Failure::ReadOnly;
    default:
        return Mirror::Failure::Other;
    }
}

MirrorDatabase::Opened MirrorDatabase::open()
{
    Opened opened = tryOpen();
    if (!opened.error.isEmpty()) {
        // SQLite says the same of a disk without locks as of one where another process holds them,
        // and of one without shared memory as of a damaged file.
        const FolderAbilities disk = FolderAbilities::of(QFileInfo(m_fileName).absolutePath());
        if (!disk.hasLocks || !disk.hasSharedMemory) {
            close();
            return {Mirror::Failure::NoLocks, opened.error};
        }
    }
    if ((opened.wasDamaged || opened.wasOlder) && m_access == Access::Write) {
        const Opened before = opened;
        close();
        const QString aside = m_fileName + u".damaged"_s;
        if (before.wasDamaged)
            QFile::remove(aside);
        if (before.wasDamaged ? !QFile::rename(m_fileName, aside) : !QFile::remove(m_fileName)) {
            opened.wasDamaged = false;
            return opened;
        }
        // They belong to the file that is gone; beside a new one they would be replayed into it.
        QFile::remove(m_fileName + u"-wal"_s);
        QFile::remove(m_fileName + u"-shm"_s);
        opened = tryOpen();
        opened.wasDamaged = before.wasDamaged;
    }
    if (!opened.error.isEmpty())
        close();
    return opened;
}

MirrorDatabase::Opened MirrorDatabase::tryOpen()
{
    if (m_access == Access::Write) {
        FileResult made = makePrivateFolder(QFileInfo(m_fileName).absolutePath());
        // Made here: SQLite would make it readable for everyone.
        if (made)
            made = makePrivateFile(m_fileName);
        if (!made)
            return {Mirror::Failure::ReadOnly, made.error()};
    }
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    database.setDatabaseName(m_fileName);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=1000"_s);
    if (!database.open())
        return {failureOf(database.lastError()), sql::errorText(database.lastError())};
    return prepare();
}

bool MirrorDatabase::run(const QString &sql, Opened *opened)
{
    QSqlQuery query(connection());
    if (sql::exec(query, sql))
        return true;
    const QSqlError error = query.lastError();
    *opened = {failureOf(error), error.text(), isDamage(error)};
    return false;
}

MirrorDatabase::Opened MirrorDatabase::prepare()
{
    Opened opened;
    QSqlQuery query(connection());
    const auto ask = [&query, &opened](const QString &sql) {
        if (sql::exec(query, sql) && query.next())
            return true;
        const QSqlError error = query.lastError();
        opened = {failureOf(error), error.text(), isDamage(error)};
        return false;
    };
    if (!ask(u"PRAGMA user_version"_s))
        return opened;
    const int version = query.value(0).toInt();
    query.finish();
    if (version > schemaVersion)
        return {Mirror::Failure::Newer, u"written by a newer version"_s};
    if (version != 0 && version < schemaVersion) {
        opened = {Mirror::Failure::Other, u"written by an older version"_s};
        opened.wasOlder = true;
        return opened;
    }
    if (m_access == Access::Write) {
        if (!ask(u"PRAGMA journal_mode = WAL"_s))
            return opened;
        const QString mode = query.value(0).toString();
        query.finish();
        if (mode != QLatin1String("wal"))
            return {Mirror::Failure::NoLocks, u"the journal mode stays "_s + mode};
        for (const QString &sql :
             {u"PRAGMA synchronous = NORMAL"_s,
              // A pass writes all over three trees: pages that fall out of the cache are written
              // twice.
              u"PRAGMA cache_size = -%1"_s.arg(writeCacheKiB),
              u"PRAGMA wal_autocheckpoint = %1"_s.arg(checkpointPages), u"BEGIN IMMEDIATE"_s}) {
            if (!run(sql, &opened))
                return opened;
        }
        if (version == 0) {
            for (const char *sql : schema) {
                if (!run(QString::fromLatin1(sql), &opened))
                    return opened;
            }
            QSqlQuery mark(connection());
            if (!sql::exec(mark, "INSERT INTO meta VALUES ('store', ?)", {m_store}))
                return {failureOf(mark.lastError()), sql::errorText(mark.lastError())};
            if (!run(u"PRAGMA user_version = %1"_s.arg(schemaVersion), &opened))
                return opened;
        }
        if (!run(u"COMMIT"_s, &opened))
            return opened;
        if (!ask(u"PRAGMA quick_check(1)"_s))
            return opened;
        const QString found = query.value(0).toString();
        query.finish();
        if (found != QLatin1String("ok"))
            return {Mirror::Failure::Other, found, true};
    }
    if (!ask(u"SELECT value FROM meta WHERE key = 'store'"_s))
        return opened;
    if (query.value(0).toString() != m_store)
        return {Mirror::Failure::OtherStore, u"it is the copy of another store"_s};
    query.finish();
    return {};
}

void MirrorDatabase::close()
{
    if (!QSqlDatabase::contains(m_name))
        return;
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

} // namespace segmentdesk
