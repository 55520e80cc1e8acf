// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sql/statement.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace segmentdesk::sql {

bool exec(QSqlQuery &query, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(static_cast<int>(i), values.at(i));
    return query.exec();
}

bool exec(QSqlQuery &query, QAnyStringView statement, const QVariantList &values)
{
    return query.prepare(statement.toString()) && exec(query, values);
}

QString exec(const QSqlDatabase &database, QAnyStringView statement, const QVariantList &values)
{
    QSqlQuery query(database);
    return exec(query, statement, values) ? QString() : errorText(query.lastError());
}

QString errorText(const QSqlError &error)
{
    return error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
}

} // namespace segmentdesk::sql
