// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/historyjournal.h"

#include "models/changes/journal.h"
#include "models/changes/journalformat.h"
#include "models/domain/utc.h"
#include "models/sql/statement.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

HistoryRecord recordOf(const HistoryItem &item)
{
    HistoryRecord record;
    record.at = item.entry.at;
    record.jobs = item.change.jobs;
    record.segmentName = item.entry.facts.segmentName;
    record.newName = item.entry.facts.newName;
    Plan &plan = record.plan;
    plan.operation = item.change.operation;
    plan.step = item.change.step;
    plan.segmentId = item.change.segmentId;
    plan.segmentName = item.change.segmentName;
    for (const PersonRef &person : item.change.people)
        plan.items.append({person.customerId, person.profileId, Effect::WillChange});
    plan.segments = item.change.segments;
    return record;
}

HistoryItem itemFrom(const HistoryRecord &record)
{
    const Plan &plan = record.plan;
    HistoryItem item;
    item.change.operation = plan.operation;
    item.change.step = plan.step;
    item.change.jobs = record.jobs;
    item.change.segmentId = plan.segmentId;
    item.change.segmentName = plan.segmentName;
    for (const PlanItem &person : plan.items)
        item.change.people.append(person.person());
    item.change.segments = plan.segments;
    item.entry.facts = factsOf(item.change);
    item.entry.facts.segmentName = record.segmentName;
    item.entry.facts.newName = record.newName;
    item.entry.at = record.at;
    item.entry.makesNewIds = item.change.operation == Operation::DeleteSegments
        || item.change.operation == Operation::DeleteProfiles;
    return item;
}

} // namespace

HistoryJournal::HistoryJournal(Journal *journal) : m_journal(journal)
{
}

void HistoryJournal::save(HistoryItem &item)
{
    if (item.position == 0)
        item.position = std::max(m_lastPosition + 1, m_journal ? m_journal->newId() : 0);
    m_lastPosition = std::max(m_lastPosition, item.position);
    if (!m_journal)
        return;
    // Its place is that of the event, whatever the clock that the position comes from says; what is
    // left of a change stays at its place.
    m_journal->record([item](QSqlDatabase &database) {
        return sql::exec(
            database,
            "INSERT OR REPLACE INTO history (position, undone, data, format, place) "
            "VALUES (?, ?, ?, ?, COALESCE((SELECT place FROM history WHERE position = ?), "
            "(SELECT COALESCE(MAX(place), 0) + 1 FROM history)))",
            {item.position, item.entry.undone ? 1 : 0, toBytes(recordOf(item)), recordFormat,
             item.position});
    });
}

void HistoryJournal::remove(const HistoryItem &item)
{
    if (!m_journal || item.position == 0)
        return;
    m_journal->record([position = item.position](QSqlDatabase &database) {
        return sql::exec(database, "DELETE FROM history WHERE position = ?", {position});
    });
}

void HistoryJournal::removeUndone()
{
    if (!m_journal)
        return;
    m_journal->record([](QSqlDatabase &database) {
        return sql::exec(database, "DELETE FROM history WHERE undone = 1", {});
    });
}

void HistoryJournal::noteUndone(qint64 job, bool isUndo, const QDateTime &at)
{
    if (!m_journal)
        return;
    m_journal->record([job, isUndo, at](QSqlDatabase &database) {
        return isUndo ? sql::exec(database, "INSERT OR REPLACE INTO undone VALUES (?, ?)",
                                  {job, at.toMSecsSinceEpoch()})
                      : sql::exec(database, "DELETE FROM undone WHERE job = ?", {job});
    });
}

void HistoryJournal::note(const RenewedIds::Pairs &ids)
{
    if (!m_journal)
        return;
    for (const auto &[old, made] : ids.segments) {
        m_journal->record([old = old, made = made](QSqlDatabase &database) {
            return sql::exec(database, "INSERT OR REPLACE INTO new_segments VALUES (?, ?)",
                             {old.uuid().toRfc4122(), made.uuid().toRfc4122()});
        });
    }
    if (ids.profiles.isEmpty())
        return;
    m_journal->record([learnt = ids.profiles](QSqlDatabase &database) {
        QString error;
        for (const auto &[before, after] : learnt) {
            if (error.isEmpty()) {
                error = sql::exec(database, "INSERT OR REPLACE INTO new_profiles VALUES (?, ?)",
                                  {before.uuid().toRfc4122(), after.uuid().toRfc4122()});
            }
        }
        return error;
    });
}

void HistoryJournal::load(QObject *context, std::function<void(Saved &saved)> done)
{
    if (!m_journal)
        return;
    auto saved = std::make_shared<Saved>();
    m_journal->ask(
        [saved](QSqlDatabase &database) {
            QSqlQuery query(database);
            if (sql::exec(query,
                          "SELECT position, undone, data, format FROM history WHERE aside = 0 "
                          "ORDER BY place, position")) {
                while (query.next()) {
                    const qint64 position = query.value(0).toLongLong();
                    const auto record =
                        historyRecordFrom(query.value(2).toByteArray(), query.value(3).toInt());
                    if (!record) {
                        saved->unreadable.append(position);
                        continue;
                    }
                    HistoryItem item = itemFrom(*record);
                    item.position = position;
                    item.entry.undone = query.value(1).toBool();
                    (item.entry.undone ? saved->undone : saved->done).push_back(item);
                }
            }
            query.finish();
            // What cannot be read is kept, and not tried again.
            for (const qint64 position : std::as_const(saved->unreadable))
                sql::exec(database, "UPDATE history SET aside = 1 WHERE position = ?", {position});
            if (sql::exec(query, "SELECT job, at FROM undone")) {
                while (query.next())
                    saved->undoneAt.insert(
                        query.value(0).toLongLong(),
                        QDateTime::fromMSecsSinceEpoch(query.value(1).toLongLong(), utc));
            }
            if (sql::exec(query, "SELECT old, new FROM new_segments")) {
                while (query.next())
                    saved->segments.insert(
                        SegmentId(QUuid::fromRfc4122(query.value(0).toByteArray())),
                        SegmentId(QUuid::fromRfc4122(query.value(1).toByteArray())));
            }
            if (sql::exec(query, "SELECT old, new FROM new_profiles")) {
                while (query.next())
                    saved->profiles.insert(
                        ProfileId(QUuid::fromRfc4122(query.value(0).toByteArray())),
                        ProfileId(QUuid::fromRfc4122(query.value(1).toByteArray())));
            }
            return QString();
        },
        context,
        [this, saved, done = std::move(done)](const QString &) {
            m_journal->noteSetAside(static_cast<int>(saved->unreadable.size()));
            for (const auto *stack : {&saved->done, &saved->undone}) {
                for (const HistoryItem &item : *stack)
                    m_lastPosition = std::max(m_lastPosition, item.position);
            }
            done(*saved);
        });
}

} // namespace segmentdesk
