// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"

#include <QByteArrayView>
#include <QString>
#include <QVariant>

#include <sqlite3.h>

class QSqlDatabase;

namespace segmentdesk {

/// A statement of SQLite itself, on a connection of Qt: Qt's own makes a QVariant, and UTF-16, of
/// every cell, which is most of the work where there are a million rows. Errors: those of
/// the connection, see sqlite3_errmsg() and sqlite3_extended_errcode().
class SqliteStatement
{
public:
    SqliteStatement() = default;
    ~SqliteStatement() { sqlite3_finalize(m_statement); }
    Q_DISABLE_COPY_MOVE(SqliteStatement)

    /// SQLite's own name for an open connection; nullptr: this Qt does not return it.
    static sqlite3 *handleOf(const QSqlDatabase &connection);

    /// The error reported after an error on a connection; nullptr: it is not open.
    static ApiError failureOf(sqlite3 *connection);

    bool prepare(sqlite3 *database, const QByteArray &sql)
    {
        return sqlite3_prepare_v2(database, sql.constData(), -1, &m_statement, nullptr)
            == SQLITE_OK;
    }
    explicit operator bool() const { return m_statement; }
    /// Before values are bound again; ends what was being read.
    void reset() { sqlite3_reset(m_statement); }

    // Question marks count from 1. Values are copied.
    void bind(int mark, qint64 number) { sqlite3_bind_int64(m_statement, mark, number); }
    void bind(int mark, const QByteArray &blob)
    {
        sqlite3_bind_blob(m_statement, mark, blob.constData(), int(blob.size()), SQLITE_TRANSIENT);
    }
    void bind(int mark, const QString &text)
    {
        // A null pointer would be NULL.
        sqlite3_bind_text16(m_statement, mark,
                            text.isEmpty() ? static_cast<const void *>(u"") : text.utf16(),
                            int(text.size() * qsizetype(sizeof(char16_t))), SQLITE_TRANSIENT);
    }
    /// UTF-8 that stays where it is until the last step: not copied.
    void bindStatic(int mark, QByteArrayView text)
    {
        sqlite3_bind_text(m_statement, mark, text.isEmpty() ? "" : text.data(), int(text.size()),
                          SQLITE_STATIC);
    }
    void bindNull(int mark) { sqlite3_bind_null(m_statement, mark); }
    /// A number, QByteArray, QString, or null.
    void bind(int mark, const QVariant &value);

    int step() { return sqlite3_step(m_statement); }

    bool isNull(int column) const
    {
        return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
    }
    qint64 number(int column) const { return sqlite3_column_int64(m_statement, column); }
    QByteArrayView text(int column) const
    {
        // In this order: the length is that of what was asked for.
        const auto *bytes =
            reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
        return {bytes, sqlite3_column_bytes(m_statement, column)};
    }
    QByteArrayView blob(int column) const
    {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
        return {bytes, sqlite3_column_bytes(m_statement, column)};
    }

private:
    sqlite3_stmt *m_statement = nullptr;
};

} // namespace segmentdesk
