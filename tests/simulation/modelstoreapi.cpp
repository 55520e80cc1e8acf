// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the store answers requests.

#include "tests/simulation/modelstore.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace modelstore {

/// A list before it is cut into pages.
struct Store::Rows
{
    std::vector<QJsonObject> rows;
    bool hasCursor = false;
};

namespace {

const QString errorType =
    u"https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"_s;

QString date(qint64 ms)
{
    // Not by a QDateTime: its calendar is the slowest part of an answer.
    const qint64 days = ms / 86'400'000;
    const QDate day = QDate::fromJulianDay(2'440'588 + days);
    const qint64 seconds = (ms / 1000) % 86'400;
    return QString::asprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", day.year(), day.month(), day.day(),
                             int(seconds / 3600), int(seconds / 60 % 60), int(seconds % 60));
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Answer error(int status, const QString &title, const QJsonObject &fields = {})
{
    Answer answer;
    answer.status = status;
    answer.body = json({{u"status"_s, status},
                        {u"title"_s, title},
                        {u"type"_s, errorType},
                        {u"errors"_s, fields}});
    return answer;
}

/// An answer that says what of a write was applied.
Answer envelope(int status, const QJsonArray &data, const QJsonArray &errors, int total,
                int success)
{
    Answer answer;
    answer.status = status;
    answer.body =
        json({{u"data"_s, data},
              {u"errors"_s, errors},
              {u"meta"_s,
               QJsonObject{
                   {u"total"_s, total}, {u"success"_s, success}, {u"failed"_s, total - success}}}});
    return answer;
}

Answer rows(int status, const QJsonArray &data, bool withCounts)
{
    Answer answer;
    answer.status = status;
    QJsonObject meta;
    if (withCounts) {
        meta = {{u"total"_s, data.size()}, {u"success"_s, data.size()}, {u"failed"_s, 0}};
    }
    answer.body = json({{u"data"_s, data}, {u"meta"_s, meta}});
    return answer;
}

QJsonObject toJson(const Segment &segment)
{
    return {{u"id"_s, segment.id},
            {u"name"_s, segment.name},
            {u"description"_s, segment.description},
            {u"created_at"_s, date(segment.madeAt)},
            {u"updated_at"_s, date(segment.changedAt)}};
}

QJsonObject profileJson(const Id &id, qint64 customer)
{
    return {{u"id"_s, id},
            {u"customer_id"_s, customer},
            {u"created_at"_s, u"2026-01-05T10:00:00Z"_s},
            {u"updated_at"_s, u"2026-01-05T10:00:00Z"_s}};
}

QString parameter(const Request &request, const QString &name)
{
    const auto found = request.query.find(name);
    return found == request.query.end() ? QString() : found->second;
}

} // namespace

QList<QString> idsIn(const Request &request)
{
    QList<QString> ids;
    const auto range = request.query.equal_range(u"id:in"_s);
    for (auto it = range.first; it != range.second; ++it)
        ids.append(it->second.split(u',', Qt::SkipEmptyParts));
    return ids;
}

Answer Store::answer(const Request &request, ListHarm harm)
{
    const QStringList parts = request.path.split(u'/', Qt::SkipEmptyParts);
    const QString first = parts.value(0);
    const bool isRead = request.method == "GET";
    const bool isPost = request.method == "POST";
    const bool isDelete = request.method == "DELETE";
    if (first == u"customers" && parts.size() == 1 && isRead)
        return listCustomers(request, harm);
    if (first == u"segments" && parts.size() == 1) {
        if (isRead)
            return listSegments(request, harm);
        if (isPost)
            return createSegments(request);
        return isDelete ? remove(request, std::nullopt, false) : updateSegments(request);
    }
    if (first == u"segments" && parts.size() == 3 && parts.at(2) == u"shopper-profiles") {
        const Id segment = parts.at(1);
        if (!m_segments.contains(segment))
            return error(404, u"The segment does not exist"_s);
        if (isRead) {
            Rows list;
            for (const Id &member : members(segment))
                list.rows.push_back(profileJson(member, m_profiles.at(member)));
            return this->list(request, list, harm);
        }
        return isPost ? addMembers(request, segment) : remove(request, segment, true);
    }
    if (first == u"shopper-profiles" && parts.size() == 1) {
        if (isRead) {
            Rows list;
            for (const auto &[id, customer] : m_profiles)
                list.rows.push_back(profileJson(id, customer));
            return this->list(request, list, harm);
        }
        return isPost ? createProfiles(request) : remove(request, std::nullopt, true);
    }
    if (first == u"shopper-profiles" && parts.size() == 3 && isRead) {
        if (!m_profiles.contains(parts.at(1)))
            return error(404, u"The shopper profile does not exist"_s);
        Rows list;
        for (const Id &segment : segmentsOf(parts.at(1)))
            list.rows.push_back(toJson(m_segments.at(segment)));
        return this->list(request, list, harm);
    }
    return error(404, u"The route is not found, check the URL"_s);
}

Answer Store::list(const Request &request, const Rows &all, ListHarm harm) const
{
    const int asked = parameter(request, u"limit"_s).toInt();
    const int perPage = std::clamp(asked > 0 ? asked : 50, 1, character.maxPage);
    const QString after = parameter(request, u"after"_s);
    const auto total = int(all.rows.size());
    const int page = std::max(parameter(request, u"page"_s).toInt(), 1);
    const int first = after.isEmpty() ? (page - 1) * perPage : after.toInt();
    QJsonArray data;
    int last = std::min(total, first + perPage);
    if (harm.kind == ListHarm::Kind::EmptyPage)
        last = first;
    else if (harm.kind == ListHarm::Kind::ShortPage && last > first)
        --last;
    for (int i = first; i < last; ++i)
        data.append(all.rows[size_t(i)]);
    if (harm.kind == ListHarm::Kind::RepeatedRow && data.size() > 1)
        data.replace(data.size() - 1, data.at(0));
    int said = total;
    if (harm.kind == ListHarm::Kind::TotalTooHigh)
        said += 3;
    else if (harm.kind == ListHarm::Kind::TotalTooLow)
        said = std::max(0, total - 2);
    QJsonObject meta{{u"pagination"_s,
                      QJsonObject{{u"total"_s, said},
                                  {u"count"_s, data.size()},
                                  {u"per_page"_s, perPage},
                                  {u"current_page"_s, first / perPage + 1},
                                  {u"total_pages"_s, (said + perPage - 1) / perPage}}}};
    if (all.hasCursor) {
        QJsonObject cursors{{u"start_cursor"_s, QString::number(first)}};
        if (last < total)
            cursors.insert(u"end_cursor"_s, QString::number(last));
        meta.insert(u"cursor_pagination"_s, cursors);
    }
    Answer answer;
    answer.body = json({{u"data"_s, data}, {u"meta"_s, meta}});
    return answer;
}

Answer Store::listSegments(const Request &request, ListHarm harm) const
{
    const QList<QString> wanted = idsIn(request);
    Rows list;
    for (const auto &[id, segment] : m_segments) {
        if (wanted.isEmpty() || wanted.contains(id))
            list.rows.push_back(toJson(segment));
    }
    return this->list(request, list, harm);
}

Answer Store::listCustomers(const Request &request, ListHarm harm) const
{
    const QList<QString> wanted = idsIn(request);
    const QStringList emails = parameter(request, u"email:in"_s).split(u',', Qt::SkipEmptyParts);
    const QStringList include = parameter(request, u"include"_s).split(u',');
    Rows list;
    list.hasCursor = true;
    for (const auto &[id, customer] : m_customers) {
        if ((!wanted.isEmpty() && !wanted.contains(QString::number(id)))
            || (!emails.isEmpty() && !emails.contains(customer.email)))
            continue;
        QJsonObject row{{u"id"_s, id},
                        {u"email"_s, customer.email},
                        {u"first_name"_s, customer.firstName},
                        {u"last_name"_s, customer.lastName},
                        {u"company"_s, QString()},
                        {u"phone"_s, QString()},
                        {u"customer_group_id"_s, 0},
                        {u"date_created"_s, u"2026-01-01T00:00:00Z"_s},
                        {u"date_modified"_s, u"2026-01-02T00:00:00Z"_s}};
        if (include.contains(u"shopper_profile_id"_s)) {
            row.insert(u"shopper_profile_id"_s,
                       customer.profile.isEmpty() ? QJsonValue() : QJsonValue(customer.profile));
        }
        if (include.contains(u"segment_ids"_s)
            && character.segmentIds != Character::SegmentIds::Absent) {
            QJsonArray ids;
            const qint64 age =
                character.segmentIds == Character::SegmentIds::Stale ? character.staleMs : 0;
            for (const Id &segment : segmentsOf(customer.profile, request.at - age))
                ids.append(segment);
            const bool isNull =
                character.segmentIds == Character::SegmentIds::Null && !customer.profile.isEmpty();
            row.insert(u"segment_ids"_s, isNull ? QJsonValue() : QJsonValue(ids));
        }
        list.rows.push_back(row);
    }
    return this->list(request, list, harm);
}

Answer Store::createSegments(const Request &request)
{
    const QJsonArray wanted = QJsonDocument::fromJson(request.body).array();
    for (const auto &value : wanted) {
        if (isNameTaken(value.toObject().value(u"name"_s).toString())) {
            const QJsonObject conflict{
                {u"status"_s, 409},
                {u"title"_s, u"Cannot have multiple segments with the same name."_s},
                {u"type"_s, errorType},
                {u"errors"_s, QJsonObject()}};
            return envelope(409, {}, {conflict}, int(wanted.size()), 0);
        }
    }
    QJsonArray made;
    for (const auto &value : wanted) {
        const QJsonObject row = value.toObject();
        const Id id =
            makeSegment(row.value(u"name"_s).toString(), row.value(u"description"_s).toString(),
                        request.number, request.at, request.wall);
        if (id.isEmpty())
            return error(422, u"The segment has no name"_s);
        made.append(toJson(m_segments.at(id)));
    }
    return rows(201, made, character.countsInMeta);
}

Answer Store::updateSegments(const Request &request)
{
    QJsonArray changed;
    const QJsonArray wanted = QJsonDocument::fromJson(request.body).array();
    for (const auto &value : wanted) {
        const QJsonObject row = value.toObject();
        const Id id = row.value(u"id"_s).toString();
        if (!m_segments.contains(id))
            return error(404, u"The segment does not exist"_s);
        const auto text = [&row](const QString &key) {
            return row.contains(key) ? std::optional(row.value(key).toString()) : std::nullopt;
        };
        if (text(u"name"_s) && isNameTaken(*text(u"name"_s), id))
            return error(409, u"Cannot have multiple segments with the same name."_s);
        changeSegment(id, text(u"name"_s), text(u"description"_s), request.number, request.at,
                      request.wall);
        changed.append(toJson(m_segments.at(id)));
    }
    return rows(character.updateAnswers200 ? 200 : 201, changed, character.countsInMeta);
}

Answer Store::createProfiles(const Request &request)
{
    const QJsonArray wanted = QJsonDocument::fromJson(request.body).array();
    QJsonArray made;
    for (const auto &value : wanted) {
        const qint64 id = value.toObject().value(u"customer_id"_s).toInteger();
        const auto customer = m_customers.find(id);
        if (customer == m_customers.end())
            return error(422, u"Customer %1 does not exist"_s.arg(id));
        if (!customer->second.profile.isEmpty())
            return error(409, u"Customer %1 has a shopper profile"_s.arg(id));
    }
    for (const auto &value : wanted) {
        const qint64 customer = value.toObject().value(u"customer_id"_s).toInteger();
        const Id id = makeProfile(customer, request.number, request.at);
        if (!id.isEmpty())
            made.append(profileJson(id, customer));
    }
    return rows(201, made, character.countsInMeta);
}

Answer Store::addMembers(const Request &request, const Id &segment)
{
    const QJsonArray wanted = QJsonDocument::fromJson(request.body).array();
    if (wanted.size() > 50)
        return error(413, u"At most 50 shopper profiles in a request"_s);
    QStringList conflicts;
    QJsonArray others;
    QStringList unknown;
    for (const auto &value : wanted) {
        const Id profile = value.toString();
        if (!m_profiles.contains(profile))
            unknown.append(profile);
        else if (isMember(segment, profile))
            conflicts.append(profile);
        else
            others.append(value);
    }
    if (!unknown.isEmpty()) {
        const QString title = u"Shopper profile `%1` does not exist"_s.arg(unknown.first());
        if (!character.appliesPartOf422)
            return error(422, title);
        for (const auto &value : std::as_const(others))
            join(segment, value.toString(), request.number, request.at);
        const QJsonObject refusal{{u"status"_s, 422},
                                  {u"title"_s, title},
                                  {u"type"_s, errorType},
                                  {u"errors"_s, QJsonObject{{u"0"_s, title}}}};
        return envelope(422, others, {refusal}, int(wanted.size()), int(others.size()));
    }
    if (conflicts.isEmpty() || character.appliesPartOfConflict) {
        for (const auto &value : std::as_const(others))
            join(segment, value.toString(), request.number, request.at);
    }
    if (conflicts.isEmpty())
        return rows(201, wanted, character.countsInMeta);
    QJsonObject named;
    for (qsizetype i = 0; i < conflicts.size(); ++i) {
        if (character.conflictNames == Character::ConflictNames::None
            || (character.conflictNames == Character::ConflictNames::One && i > 0))
            break;
        named.insert(QString::number(i),
                     u"Shopper profile `%1` already exists for segment `%2`."_s.arg(conflicts.at(i),
                                                                                    segment));
    }
    const QJsonObject conflict{
        {u"status"_s, 409},
        {u"title"_s, u"Unable to add shopper profiles to segment due to conflicts."_s},
        {u"type"_s, errorType},
        {u"errors"_s, named}};
    return envelope(409, character.appliesPartOfConflict ? others : QJsonArray(), {conflict},
                    int(wanted.size()), character.appliesPartOfConflict ? int(others.size()) : 0);
}

Answer Store::remove(const Request &request, const std::optional<Id> &segment, bool isProfile)
{
    QList<QString> ids = idsIn(request);
    if (!request.query.contains(u"id:in"_s)) {
        // As the vendor's description has it: everything.
        for (const auto &[id, one] : m_segments) {
            if (!segment && !isProfile)
                ids.append(id);
        }
        for (const auto &[id, customer] : m_profiles) {
            if (isProfile)
                ids.append(id);
        }
    }
    int applied = 0;
    for (const QString &id : std::as_const(ids)) {
        const bool did = segment ? leave(*segment, id, request.number, request.at)
            : isProfile          ? deleteProfile(id, request.number, request.at)
                                 : deleteSegment(id, request.number, request.at);
        applied += did ? 1 : 0;
    }
    switch (character.deletes) {
    case Character::DeleteAnswer::Envelope:
        return envelope(200, {}, {}, int(ids.size()), int(ids.size()));
    case Character::DeleteAnswer::MultiStatus:
        if (applied < ids.size() && applied > 0)
            return envelope(207, {}, {}, int(ids.size()), applied);
        break;
    case Character::DeleteAnswer::NoContent:
        break;
    }
    Answer answer;
    answer.status = 204;
    return answer;
}

} // namespace modelstore
