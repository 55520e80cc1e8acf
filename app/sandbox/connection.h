// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

#include <unordered_map>

namespace segmentdesk::sandbox {

/// A connection to SQLite that keeps its statements, and the first error until it is taken. Knows
/// nothing of what is in the file.
class Connection
{
public:
    Connection();
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    QSqlDatabase handle() const;
    /// Makes the file if it is not there. Returns what is wrong in plain words.
    QString prepareFile(const QString &file);
    /// @p file empty: in memory. Returns what is wrong in plain words.
    QString openAndLock(const QString &file);

    qint64 number(const QString &pragma);
    bool run(const QString &sql);
    bool exec(QSqlQuery &query);
    QSqlQuery &prepared(const char *sql);
    void dropStatements() { m_statements.clear(); }

    bool hasFailed() const { return !m_error.isEmpty(); }
    void fail(const QString &error) { m_error = error; }
    QString takeError();

private:
    QString m_name;
    QString m_error;
    std::unordered_map<const char *, QSqlQuery> m_statements; // references into it stay valid
};

} // namespace segmentdesk::sandbox
