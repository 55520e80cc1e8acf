// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/sqlitestatement.h"

#include <QSqlDatabase>
#include <QSqlDriver>

using namespace Qt::StringLiterals;

namespace segmentdesk {

sqlite3 *SqliteStatement::handleOf(const QSqlDatabase &connection)
{
    const QVariant handle = connection.driver()->handle();
    return qstrcmp(handle.typeName(), "sqlite3*") == 0
        ? *static_cast<sqlite3 *const *>(handle.constData())
        : nullptr;
}

ApiError SqliteStatement::failureOf(sqlite3 *connection)
{
    return ApiError::unexpected(connection ? QString::fromUtf8(sqlite3_errmsg(connection))
                                           : u"SQLite cannot be reached"_s,
                                ApiError::Shape::LocalCopy);
}

void SqliteStatement::bind(int mark, const QVariant &value)
{
    if (value.isNull() && value.typeId() != QMetaType::QString)
        bindNull(mark);
    else if (value.typeId() == QMetaType::QByteArray)
        bind(mark, value.toByteArray());
    else if (value.typeId() == QMetaType::QString)
        bind(mark, value.toString());
    else
        bind(mark, value.toLongLong());
}

} // namespace segmentdesk
