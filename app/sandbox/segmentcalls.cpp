// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/segmentcalls.h"

#include "app/sandbox/serverstate.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr qsizetype maxSegments = 1'000;
constexpr qsizetype maxName = 255;
constexpr qsizetype maxDescription = 10'000;

/// Why this cannot be a segment's name; empty if it can.
QString problemWithName(const QJsonValue &value)
{
    if (!value.isString())
        return u"must be a string"_s;
    if (value.toString().trimmed().isEmpty())
        return u"must not be empty"_s;
    if (value.toString().size() > maxName)
        return u"must not be longer than 255 characters"_s;
    return {};
}

QString problemWithDescription(const QJsonValue &value)
{
    if (!value.isString())
        return u"must be a string"_s;
    if (value.toString().size() > maxDescription)
        return u"must not be longer than 10000 characters"_s;
    return {};
}

} // namespace

HttpResponse SegmentCalls::listSegments()
{
    const QString idIn = u"id:in"_s;
    if (auto problem = m_reader.onlyParameters({u"page"_s, u"limit"_s}, {idIn}))
        return *problem;
    Paging paging;
    if (auto problem = m_reader.readPaging(&paging))
        return *problem;
    QList<QByteArray> ids;
    QStringList texts;
    if (auto problem = m_reader.readIds(&ids, &texts))
        return *problem;
    const QSet<QByteArray> wanted(ids.begin(), ids.end());
    QList<const SegmentRow *> rows;
    for (const SegmentRow &each : m_database.segments()) {
        if (wanted.isEmpty() || wanted.contains(each.uuid))
            rows.append(&each);
    }
    return segmentPage(rows, paging);
}

HttpResponse SegmentCalls::createSegments()
{
    QJsonArray items;
    if (auto problem = m_reader.readItems(&items, m_options.maxItems))
        return *problem;
    FieldErrors invalid;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QJsonObject item = items[i].toObject();
        if (!items[i].isObject()) {
            invalid.append({at(i), u"must be an object"_s});
            continue;
        }
        const QString name = problemWithName(item.value(u"name"));
        if (!name.isEmpty())
            invalid.append({at(i) + QLatin1String(".name"), name});
        const QString description = item.contains(u"description")
            ? problemWithDescription(item.value(u"description"))
            : QString();
        if (!description.isEmpty())
            invalid.append({at(i) + QLatin1String(".description"), description});
    }
    if (!invalid.isEmpty())
        return m_reader.refused(400, u"A segment is not valid."_s, invalid);

    QSet<QString> names;
    for (const SegmentRow &each : m_database.segments())
        names.insert(each.name);
    BatchResult result;
    result.kind = BatchResult::Conflicts::SegmentNames;
    result.total = items.size();
    QList<SegmentRow> made;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QJsonObject item = items[i].toObject();
        SegmentRow row;
        row.name = item.value(u"name").toString();
        if (names.contains(row.name)) {
            result.conflicts.append(
                {at(i), u"Segment with name `%1` already exists."_s.arg(row.name)});
            continue;
        }
        names.insert(row.name);
        row.uuid = newUuid();
        row.description = item.value(u"description").toString();
        row.created = row.updated = now();
        made.append(row);
    }
    if (!result.conflicts.isEmpty() && (!doesParts() || made.isEmpty()))
        return conflict(result);
    if (m_database.segments().size() + made.size() > maxSegments)
        return m_reader.refused(422,
                                u"A store can have at most 1000 segments, this one has %1."_s.arg(
                                    m_database.segments().size()));
    m_database.begin();
    for (const SegmentRow &each : std::as_const(made))
        m_database.insertSegment(each);
    if (auto failure = committed())
        return *failure;
    m_database.reloadSegments();
    result.success = made.size();
    return written(201, made, result, [this](JsonWriter &json, const SegmentRow &row) {
        m_rows.writeSegment(json, row);
    });
}

HttpResponse SegmentCalls::updateSegments()
{
    QJsonArray items;
    if (auto problem = m_reader.readItems(&items, m_options.maxItems))
        return *problem;
    FieldErrors invalid;
    QSet<QByteArray> seen;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QJsonObject item = items[i].toObject();
        if (!items[i].isObject()) {
            invalid.append({at(i), u"must be an object"_s});
            continue;
        }
        const QByteArray id = uuidBytes(item.value(u"id").toString());
        if (id.isEmpty())
            invalid.append({at(i) + QLatin1String(".id"), u"must be a UUID"_s});
        else if (seen.contains(id))
            invalid.append({at(i) + QLatin1String(".id"), u"occurs twice in this request"_s});
        seen.insert(id);
        const QString name =
            item.contains(u"name") ? problemWithName(item.value(u"name")) : QString();
        if (!name.isEmpty())
            invalid.append({at(i) + QLatin1String(".name"), name});
        const QString description = item.contains(u"description")
            ? problemWithDescription(item.value(u"description"))
            : QString();
        if (!description.isEmpty())
            invalid.append({at(i) + QLatin1String(".description"), description});
    }
    if (!invalid.isEmpty())
        return m_reader.refused(400, u"An update is not valid."_s, invalid);

    QHash<QString, QByteArray> owners; // of each name
    for (const SegmentRow &each : m_database.segments())
        owners.insert(each.name, each.uuid);
    FieldErrors missing;
    QList<std::pair<qsizetype, SegmentRow>> changes;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QJsonObject item = items[i].toObject();
        const QString text = item.value(u"id").toString();
        const SegmentRow *found = m_database.segment(uuidBytes(text));
        if (!found) {
            missing.append({at(i), u"Segment `%1` does not exist."_s.arg(text)});
            continue;
        }
        SegmentRow row = *found;
        if (item.contains(u"name")) {
            owners.remove(row.name); // free for another one of this request
            row.name = item.value(u"name").toString();
        }
        if (item.contains(u"description"))
            row.description = item.value(u"description").toString();
        row.updated = now();
        changes.append({i, row});
    }
    if (!missing.isEmpty() && (!doesParts() || changes.isEmpty()))
        return m_reader.refused(404, u"A segment does not exist."_s, missing);

    BatchResult result;
    result.kind = BatchResult::Conflicts::SegmentNames;
    result.total = items.size();
    result.missing = missing;
    QList<SegmentRow> changed;
    for (const auto &[i, row] : std::as_const(changes)) {
        const auto owner = owners.constFind(row.name);
        if (owner != owners.constEnd() && *owner != row.uuid) {
            result.conflicts.append(
                {at(i), u"Segment with name `%1` already exists."_s.arg(row.name)});
            // It keeps its old name, which no other part of this request may take then.
            owners.insert(m_database.segment(row.uuid)->name, row.uuid);
            continue;
        }
        owners.insert(row.name, row.uuid);
        changed.append(row);
    }
    if (!result.conflicts.isEmpty() && m_options.updateConflicts422)
        return m_reader.refused(422, conflictTitle(result.kind), result.conflicts);
    if (!result.conflicts.isEmpty() && (!doesParts() || changed.isEmpty()))
        return conflict(result);
    m_database.begin();
    for (const SegmentRow &each : std::as_const(changed))
        m_database.updateSegment(each);
    if (auto failure = committed())
        return *failure;
    m_database.reloadSegments();
    result.success = changed.size();
    return written(
        m_options.updateAnswers200 ? 200 : 201, changed, result,
        [this](JsonWriter &json, const SegmentRow &row) { m_rows.writeSegment(json, row); });
}

HttpResponse SegmentCalls::deleteSegments()
{
    bool all = false;
    QList<QByteArray> ids;
    QStringList texts;
    if (auto problem = m_reader.readDeletion(&all, &ids, &texts))
        return *problem;
    BatchResult result;
    QList<qint64> seqs;
    if (all) {
        for (const SegmentRow &each : m_database.segments())
            seqs.append(each.seq);
        result.total = seqs.size();
        m_witness.note([](Statistics &statistics) { ++statistics.wipes; });
    } else {
        result.total = ids.size();
        for (qsizetype i = 0; i < ids.size(); ++i) {
            if (const SegmentRow *row = m_database.segment(ids[i]))
                seqs.append(row->seq);
            else
                result.missing.append({at(i), u"Segment `%1` does not exist."_s.arg(texts[i])});
        }
    }
    m_database.begin();
    qint64 members = 0;
    for (const qint64 seq : std::as_const(seqs))
        members += m_database.deleteSegment(seq);
    if (auto failure = committed())
        return *failure;
    m_database.reloadSegments();
    m_witness.note([&](Statistics &statistics) { statistics.membersRemoved += members; });
    result.success = seqs.size();
    return deleted(result);
}

} // namespace segmentdesk::sandbox
