// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/statement.h"

#include <QSqlDatabase>
#include <QSqlDriver>

using namespace Qt::StringLiterals;

namespace segmentdesk {

sqlite3 *Statement::handleOf(const QSqlDatabase &connection)
{
    const QVariant handle = connection.driver()->handle();
    return qstrcmp(handle.typeName(), "sqlite3*") == 0
        ? *static_cast<sqlite3 *const *>(handle.constData())
        : nullptr;
}

ApiError Statement::failureOf(sqlite3 *connection)
{
    ApiError error;
    error.kind = ApiError::Kind::UnexpectedAnswer;
    error.details =
        connection ? QString::fromUtf8(sqlite3_errmsg(connection)) : u"SQLite cannot be reached"_s;
    return error;
}

void Statement::bind(int mark, const QVariant &value)
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
