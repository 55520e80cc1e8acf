// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/connection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

Connection::Connection() : m_name(u"sandbox-"_s + QUuid::createUuid().toString(QUuid::Id128))
{
    QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
}

Connection::~Connection()
{
    m_statements.clear(); // statements must be gone before their connection
    {
        QSqlDatabase database = handle();
        database.close();
    }
    QSqlDatabase::removeDatabase(m_name);
}

QString Connection::prepareFile(const QString &file)
{
    const QFileInfo info(file);
    if (!info.absoluteDir().exists())
        return u"The folder of the database file %1 does not exist."_s.arg(file);
    if (info.exists() && !info.isFile())
        return u"The database file %1 is not a file."_s.arg(file);
    if (!info.exists()) {
        // SQLite would make it readable for everyone; what the journal files may is taken from it.
        QFile made(file);
        if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                       QFile::ReadOwner | QFile::WriteOwner))
            return u"The database file %1 cannot be made: %2."_s.arg(file, made.errorString());
    }
    return {};
}

QSqlDatabase Connection::handle() const
{
    return QSqlDatabase::database(m_name, false);
}

QString Connection::takeError()
{
    return std::exchange(m_error, {});
}

qint64 Connection::number(const QString &pragma)
{
    QSqlQuery query(handle());
    if (query.exec(pragma) && query.next())
        return query.value(0).toLongLong();
    if (m_error.isEmpty())
        m_error = query.lastError().databaseText();
    return -1;
}

QString Connection::openAndLock(const QString &file)
{
    QSqlDatabase database = handle();
    database.setDatabaseName(!file.isEmpty() ? file : u":memory:"_s);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=500"_s);
    if (!database.open())
        return u"The database file %1 cannot be opened: %2."_s.arg(
            file, database.lastError().databaseText());
    // The positions of rows are kept in memory, so no other program may write: the lock is held
    // until the end.
    run(u"PRAGMA locking_mode=EXCLUSIVE"_s);
    run(u"BEGIN EXCLUSIVE"_s);
    run(u"COMMIT"_s);
    return {};
}

bool Connection::run(const QString &sql)
{
    QSqlQuery query(handle());
    if (query.exec(sql))
        return true;
    if (m_error.isEmpty())
        m_error = query.lastError().databaseText();
    return false;
}

bool Connection::exec(QSqlQuery &query)
{
    if (!m_error.isEmpty()) // what follows a failure must not be applied alone
        return false;
    if (query.exec())
        return true;
    if (m_error.isEmpty())
        m_error = query.lastError().databaseText();
    return false;
}

QSqlQuery &Connection::prepared(const char *sql)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        QSqlQuery query(handle());
        query.setForwardOnly(true);
        if (!query.prepare(QString::fromLatin1(sql)) && m_error.isEmpty())
            m_error = query.lastError().databaseText();
        found = m_statements.emplace(sql, std::move(query)).first;
    }
    found->second.finish();
    return found->second;
}

} // namespace segmentdesk::sandbox
