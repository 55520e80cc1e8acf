// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/groupjournal.h"

#include "models/sql/statement.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

GroupJournal::GroupJournal(Journal *journal) : m_journal(journal)
{
    if (!m_journal)
        return;
    m_journal->record([](QSqlDatabase &database) {
        QString error =
            sql::exec(database,
                      "CREATE TABLE IF NOT EXISTS change_groups (id INTEGER PRIMARY KEY, data "
                      "BLOB NOT NULL)",
                      {});
        if (error.isEmpty()) {
            error = sql::exec(database,
                              "CREATE TABLE IF NOT EXISTS group_jobs (group_id INTEGER NOT NULL, "
                              "part INTEGER NOT NULL, job INTEGER NOT NULL, PRIMARY KEY (group_id, "
                              "part))",
                              {});
        }
        return error;
    });
}

void GroupJournal::save(const ChangeGroup &group)
{
    if (!m_journal)
        return;
    m_journal->record([group](QSqlDatabase &database) {
        return sql::exec(database, "INSERT OR REPLACE INTO change_groups (id, data) VALUES (?, ?)",
                         {group.id, toBytes(group)});
    });
}

void GroupJournal::link(qint64 group, qint32 part, qint64 job)
{
    if (!m_journal)
        return;
    m_journal->record([group, part, job](QSqlDatabase &database) {
        return sql::exec(database,
                         "INSERT OR REPLACE INTO group_jobs (group_id, part, job) VALUES (?, ?, ?)",
                         {group, part, job});
    });
}

void GroupJournal::remove(qint64 group)
{
    if (!m_journal)
        return;
    m_journal->record([group](QSqlDatabase &database) {
        const QString error =
            sql::exec(database, "DELETE FROM group_jobs WHERE group_id = ?", {group});
        return error.isEmpty()
            ? sql::exec(database, "DELETE FROM change_groups WHERE id = ?", {group})
            : error;
    });
}

void GroupJournal::load(QObject *context, Groups done)
{
    if (!m_journal)
        return;
    struct Answer
    {
        QList<OpenGroup> groups;
        QString error; // apart: what fails here must not take along what is written beside it
    };
    auto answer = std::make_shared<Answer>();
    m_journal->ask(
        [answer](QSqlDatabase &database) {
            QMap<qint64, QMap<qint32, qint64>> jobs;
            QSqlQuery query(database);
            if (!sql::exec(query, "SELECT group_id, part, job FROM group_jobs")) {
                answer->error = sql::errorText(query.lastError());
                return QString();
            }
            while (query.next())
                jobs[query.value(0).toLongLong()].insert(query.value(1).toInt(),
                                                         query.value(2).toLongLong());
            if (!sql::exec(query, "SELECT id, data FROM change_groups ORDER BY id")) {
                answer->error = sql::errorText(query.lastError());
                return QString();
            }
            while (query.next()) {
                const std::optional<ChangeGroup> group = groupFrom(query.value(1).toByteArray());
                const qint64 id = query.value(0).toLongLong();
                if (group && group->id == id)
                    answer->groups.append({*group, jobs.value(id), false});
            }
            return QString();
        },
        context,
        [answer, done = std::move(done)](const QString &error) {
            done(answer->groups, error.isEmpty() ? answer->error : error);
        });
}

} // namespace segmentdesk
