// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAnyStringView>
#include <QString>
#include <QVariant>

class QSqlDatabase;
class QSqlError;
class QSqlQuery;

/// The one way to run a statement, wherever values come into it.
namespace segmentdesk::sql {

/// Runs a statement that @p query was prepared for, with @p values in the places of its question
/// marks. False: QSqlQuery::lastError().
bool exec(QSqlQuery &query, const QVariantList &values);
/// Prepares @p query for a statement, and runs it.
bool exec(QSqlQuery &query, QAnyStringView statement, const QVariantList &values = {});
/// Runs a statement that returns no rows. Returns the error in words of the system, or nothing.
QString exec(const QSqlDatabase &database, QAnyStringView statement,
             const QVariantList &values = {});

/// What the database says of an error; where it says nothing, what Qt's driver does.
QString errorText(const QSqlError &error);

} // namespace segmentdesk::sql
