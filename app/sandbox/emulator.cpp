// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/emulator.h"

#include "app/sandbox/database.h"
#include "app/sandbox/jsonwriter.h"
#include "app/sandbox/witness.h"

#include <QDateTime>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTimeZone>
#include <QUrl>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

/// Past the end of every list.
constexpr int farPage = 1'000'000;

constexpr qsizetype maxSegments = 1'000;
constexpr int maxMembersPerRequest = 50;
constexpr qsizetype maxName = 255;
constexpr qsizetype maxDescription = 10'000;
constexpr int defaultLimit = 50;

qint64 now()
{
    return QDateTime::currentSecsSinceEpoch();
}

QByteArray newUuid()
{
    return QUuid::createUuid().toRfc4122();
}

QString at(qsizetype index)
{
    return QString::number(index);
}

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

/// A date or a time with zone as seconds since 1970; nothing if it is neither.
std::optional<qint64> parseTime(const QString &text)
{
    const QString iso = QString(text).replace(u' ', u'+'); // a '+' that was not encoded
    QDateTime time = QDateTime::fromString(iso, Qt::ISODate);
    if (!time.isValid() || iso.size() < 10)
        return {};
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), QTimeZone::utc());
    return time.toSecsSinceEpoch();
}

QByteArray cursorOf(qint64 customerId)
{
    return QByteArray("customer:" + QByteArray::number(customerId))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<qint64> parseCursor(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !decoded.decoded.startsWith("customer:"))
        return {};
    bool valid = false;
    const qint64 id = decoded.decoded.mid(9).toLongLong(&valid);
    return valid ? std::optional(id) : std::nullopt;
}

} // namespace

Emulator::Emulator(Database &database, const Options &options, Witness &witness)
    : m_database(database), m_options(options), m_witness(witness)
{
}

HttpResponse Emulator::perform(const Route &route, const HttpRequest &request, bool readOnly,
                               const Bend &bend)
{
    m_route = route;
    m_request = &request;
    m_query = Query(request.query);
    m_readOnly = readOnly;
    m_bend = bend;
    HttpResponse response;
    switch (route.operation) {
    case Operation::None:
        break;
    case Operation::ListSegments:
        response = listSegments();
        break;
    case Operation::CreateSegments:
        response = createSegments();
        break;
    case Operation::UpdateSegments:
        response = updateSegments();
        break;
    case Operation::DeleteSegments:
        response = deleteSegments();
        break;
    case Operation::ListProfiles:
        response = listProfiles();
        break;
    case Operation::CreateProfiles:
        response = createProfiles();
        break;
    case Operation::DeleteProfiles:
        response = deleteProfiles();
        break;
    case Operation::ListMembers:
        response = listMembers();
        break;
    case Operation::AddMembers:
        response = addMembers();
        break;
    case Operation::RemoveMembers:
        response = removeMembers();
        break;
    case Operation::ListSegmentsOfProfile:
        response = listSegmentsOfProfile();
        break;
    case Operation::ListCustomers:
        response = listCustomers();
        break;
    }
    const QString failure = m_database.takeError();
    return failure.isEmpty() ? response : databaseFailed(failure);
}

// What goes wrong

HttpResponse Emulator::refused(int status, const QString &title, const FieldErrors &errors) const
{
    return errorAnswer(status, title, m_request->path, errors);
}

HttpResponse Emulator::noSuchSegment() const
{
    return refused(404, u"Segment `%1` does not exist."_s.arg(m_route.idText));
}

HttpResponse Emulator::databaseFailed(const QString &reason) const
{
    return refused(500, u"The sandbox's database failed: %1"_s.arg(reason));
}

HttpResponse Emulator::conflict(const BatchResult &result) const
{
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    json.endArray();
    writeBatchResult(json, result);
    json.endObject();
    return jsonAnswer(409, json.bytes());
}

HttpResponse Emulator::deleted(const BatchResult &result) const
{
    if (!m_options.deleteAnswers200) {
        HttpResponse response;
        response.status = 204;
        return response;
    }
    HttpResponse response = conflict(result); // the same body under another status
    response.status = result.missing.isEmpty() ? 200 : 207;
    return response;
}

std::optional<HttpResponse> Emulator::committed()
{
    if (m_database.commit())
        return {};
    return databaseFailed(m_database.takeError());
}

// Reading requests

std::optional<HttpResponse> Emulator::onlyParameters(const QStringList &single,
                                                     const QStringList &lists)
{
    for (const Query::Item &item : m_query.items()) {
        if (lists.contains(item.name))
            continue;
        if (!single.contains(item.name))
            return refused(422, u"There is no parameter `%1` here."_s.arg(item.name),
                           {{item.name,
                             u"unknown parameter; known are: %1"_s.arg(
                                 (single + lists).join(QLatin1String(", ")))}});
        if (m_query.repeats(item.name))
            return refused(422, u"The parameter `%1` is given twice."_s.arg(item.name),
                           {{item.name, u"given twice"_s}});
    }
    return {};
}

std::optional<HttpResponse> Emulator::readPaging(Paging *paging)
{
    for (const auto &[name, value] :
         {std::pair("page", &paging->page), {"limit", &paging->limit}}) {
        const QString key = QString::fromLatin1(name);
        if (!m_query.has(key))
            continue;
        bool valid = false;
        *value = m_query.value(key).toInt(&valid);
        if (!valid || *value < 1)
            return refused(422, u"The parameter `%1` must be a whole number from 1."_s.arg(key),
                           {{key, u"must be a whole number from 1"_s}});
    }
    if (!m_query.has(u"limit"))
        paging->limit = defaultLimit;
    paging->limit = qMin(paging->limit, m_options.maxPageSize);
    return {};
}

std::optional<HttpResponse> Emulator::readIds(QList<QByteArray> *ids, QStringList *texts)
{
    const QString key = u"id:in"_s;
    const QStringList values = m_query.list(key);
    for (const QString &value : values) {
        const QByteArray id = uuidBytes(value);
        if (id.isEmpty())
            return refused(
                422, u"The parameter `id:in` must be a list of UUIDs."_s,
                {{key,
                  value.isEmpty() ? u"an id is empty"_s : u"`%1` is not a UUID"_s.arg(value)}});
        if (!ids->contains(id)) {
            ids->append(id);
            texts->append(value);
        }
    }
    return {};
}

std::optional<HttpResponse> Emulator::readDeletion(bool *all, QList<QByteArray> *ids,
                                                   QStringList *texts)
{
    // A near miss such as `id=` or `id:in[]=` must not pass as "no id:in", which deletes
    // everything.
    if (auto problem = onlyParameters({}, {u"id:in"_s}))
        return problem;
    *all = m_query.items().isEmpty();
    if (*all && !m_request->query.isEmpty())
        return refused(422, u"The query of the address is not valid."_s);
    return readIds(ids, texts);
}

std::optional<HttpResponse> Emulator::readItems(QJsonArray *items, int most)
{
    if (auto problem = onlyParameters({}, {}))
        return problem;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(m_request->body, &error);
    if (error.error != QJsonParseError::NoError)
        return refused(400, u"The body is not valid JSON: %1."_s.arg(error.errorString()));
    if (!document.isArray())
        return refused(400, u"The body must be a JSON array."_s);
    *items = document.array();
    if (items->isEmpty())
        return refused(400, u"The array in the body is empty."_s);
    if (items->size() > most)
        return refused(413,
                       u"At most %1 items are taken in one request, these are %2."_s.arg(most).arg(
                           items->size()));
    return {};
}

// Writing answers

void Emulator::writeSegment(JsonWriter &json, const SegmentRow &row) const
{
    json.beginObject();
    json.key("id");
    json.plain(uuidText(row.uuid));
    json.key("name");
    json.string(row.name);
    json.key("description");
    json.string(row.description);
    json.key("created_at");
    json.plain(timeText(row.created));
    json.key("updated_at");
    json.plain(timeText(row.updated));
    json.endObject();
}

void Emulator::writeProfile(JsonWriter &json, const ProfileRow &row) const
{
    json.beginObject();
    json.key("id");
    json.plain(uuidText(row.uuid));
    json.key("customer_id");
    json.number(row.customerId);
    json.key("created_at");
    json.plain(timeText(row.created));
    json.key("updated_at");
    json.plain(timeText(row.updated));
    json.endObject();
}

void Emulator::writeCustomer(JsonWriter &json, const CustomerRow &row, bool withProfile,
                             bool withSegments)
{
    json.beginObject();
    json.key("id");
    json.number(row.id);
    json.key("email");
    json.string(row.email);
    json.key("first_name");
    json.string(row.firstName);
    json.key("last_name");
    json.string(row.lastName);
    json.key("company");
    json.string(row.company);
    json.key("phone");
    json.string(row.phone);
    json.key("customer_group_id");
    json.number(row.groupId);
    json.key("date_created");
    json.plain(timeText(row.created));
    json.key("date_modified");
    json.plain(timeText(row.modified));
    // What the real API tells as well; derived, so that it costs no space.
    json.key("registration_ip_address");
    json.plain(QByteArray("192.0.2." + QByteArray::number(row.id * 37 % 254 + 1)));
    json.key("notes");
    json.plain("");
    json.key("tax_exempt_category");
    json.plain("");
    json.key("address_count");
    json.number(row.id % 3);
    json.key("attribute_count");
    json.number(0);
    json.key("authentication");
    json.text("{\"force_password_reset\":false}");
    json.key("accepts_product_review_abandoned_cart_emails");
    json.boolean(row.id % 5 != 0);
    json.key("store_credit_amounts");
    json.text("[{\"amount\":0}]");
    json.key("origin_channel_id");
    json.number(1);
    json.key("channel_ids");
    json.text("[1]");
    if (withProfile || withSegments) {
        const std::optional<Database::CustomerProfile> found =
            m_database.profileWithSegments(row.id);
        if (withProfile) {
            json.key("shopper_profile_id");
            if (found)
                json.plain(uuidText(found->uuid));
            else
                json.null();
        }
        if (withSegments) {
            json.key("segment_ids");
            json.beginArray();
            if (found) {
                for (const SegmentRow *each : found->segments)
                    json.plain(uuidText(each->uuid));
            }
            json.endArray();
        }
    }
    json.endObject();
}

QByteArray Emulator::link(const QStringList &without, const QByteArray &with) const
{
    QByteArray text = "?";
    for (const Query::Item &item : m_query.items()) {
        if (!without.contains(item.name))
            text += QUrl::toPercentEncoding(item.name, ":") + '='
                + QUrl::toPercentEncoding(item.value, ":,@") + '&';
    }
    return text + with;
}

void Emulator::writePagination(JsonWriter &json, const Paging &paging, qint64 total,
                               qint64 count) const
{
    const qint64 pages = (total + paging.limit - 1) / paging.limit;
    const auto to = [&](int page) {
        return link({u"page"_s, u"limit"_s, u"after"_s, u"before"_s},
                    "page=" + QByteArray::number(page)
                        + "&limit=" + QByteArray::number(paging.limit));
    };
    json.key("pagination");
    json.beginObject();
    json.key("total");
    json.number(total);
    json.key("count");
    json.number(count);
    json.key("per_page");
    json.number(paging.limit);
    json.key("current_page");
    json.number(paging.page);
    json.key("total_pages");
    json.number(pages);
    json.key("links");
    json.beginObject();
    if (paging.page > 1) {
        json.key("previous");
        json.plain(to(paging.page - 1));
    }
    if (paging.page < pages) {
        json.key("next");
        json.plain(to(paging.page + 1));
    }
    json.key("current");
    json.plain(to(paging.page));
    json.endObject();
    json.endObject();
}

HttpResponse Emulator::listed(JsonWriter &json, const Paging &paging, qint64 total,
                              qint64 count) const
{
    json.key("meta");
    json.beginObject();
    writePagination(json, paging, qMax(qint64(0), total + m_bend.moreRows), count);
    json.endObject();
    json.endObject();
    return jsonAnswer(200, json.bytes());
}

Emulator::Paging Emulator::served(const Paging &asked) const
{
    if (m_bend.repeatPage)
        return {1, asked.limit};
    if (m_bend.emptyPage || (m_options.emptyPage > 0 && asked.page == m_options.emptyPage))
        return {farPage, asked.limit};
    return asked;
}

HttpResponse Emulator::segmentPage(const QList<const SegmentRow *> &rows,
                                   const Paging &paging) const
{
    const qint64 first = qMin(served(paging).firstRow(), qint64(rows.size()));
    const qint64 end = qMin(first + paging.limit, qint64(rows.size()));
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    for (qint64 row = first; row < end; ++row)
        writeSegment(json, *rows[row]);
    json.endArray();
    return listed(json, paging, rows.size(), end - first);
}

HttpResponse Emulator::profilePage(const QList<ProfileRow> &rows, const Paging &paging,
                                   qint64 total) const
{
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    for (const ProfileRow &row : rows)
        writeProfile(json, row);
    json.endArray();
    return listed(json, paging, total, rows.size());
}

template <typename Row, typename Write>
HttpResponse Emulator::written(int status, const QList<Row> &rows, const BatchResult &result,
                               Write write) const
{
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    for (const Row &row : rows)
        write(json, row);
    json.endArray();
    if (result.success < result.total) {
        writeBatchResult(json, result);
        status = 207;
    } else {
        json.key("meta");
        json.beginObject();
        json.endObject();
    }
    json.endObject();
    return jsonAnswer(status, json.bytes());
}

// Segments

HttpResponse Emulator::listSegments()
{
    const QString idIn = u"id:in"_s;
    if (auto problem = onlyParameters({u"page"_s, u"limit"_s}, {idIn}))
        return *problem;
    Paging paging;
    if (auto problem = readPaging(&paging))
        return *problem;
    QList<QByteArray> ids;
    QStringList texts;
    if (auto problem = readIds(&ids, &texts))
        return *problem;
    const QSet<QByteArray> wanted(ids.begin(), ids.end());
    QList<const SegmentRow *> rows;
    for (const SegmentRow &each : m_database.segments()) {
        if (wanted.isEmpty() || wanted.contains(each.uuid))
            rows.append(&each);
    }
    return segmentPage(rows, paging);
}

HttpResponse Emulator::createSegments()
{
    QJsonArray items;
    if (auto problem = readItems(&items, m_options.maxItems))
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
        return refused(400, u"A segment is not valid."_s, invalid);

    QSet<QString> names;
    for (const SegmentRow &each : m_database.segments())
        names.insert(each.name);
    BatchResult result;
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
    if (!result.conflicts.isEmpty() && (!m_options.partialConflicts || made.isEmpty()))
        return conflict(result);
    if (m_database.segments().size() + made.size() > maxSegments)
        return refused(422,
                       u"A store can have at most 1000 segments, this one has %1."_s.arg(
                           m_database.segments().size()));
    m_database.begin();
    for (const SegmentRow &each : std::as_const(made))
        m_database.insertSegment(each);
    if (auto failure = committed())
        return *failure;
    m_database.reloadSegments();
    result.success = made.size();
    return written(201, made, result,
                   [this](JsonWriter &json, const SegmentRow &row) { writeSegment(json, row); });
}

HttpResponse Emulator::updateSegments()
{
    QJsonArray items;
    if (auto problem = readItems(&items, m_options.maxItems))
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
        return refused(400, u"An update is not valid."_s, invalid);

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
    if (!missing.isEmpty() && (!m_options.partialConflicts || changes.isEmpty()))
        return refused(404, u"A segment does not exist."_s, missing);

    BatchResult result;
    result.total = items.size();
    result.missing = missing;
    QList<SegmentRow> changed;
    for (const auto &[i, row] : std::as_const(changes)) {
        const auto owner = owners.constFind(row.name);
        if (owner != owners.constEnd() && *owner != row.uuid) {
            result.conflicts.append(
                {at(i), u"Segment with name `%1` already exists."_s.arg(row.name)});
            // It keeps its old name, which nobody else of this request may take then.
            owners.insert(m_database.segment(row.uuid)->name, row.uuid);
            continue;
        }
        owners.insert(row.name, row.uuid);
        changed.append(row);
    }
    if (!result.conflicts.isEmpty() && (!m_options.partialConflicts || changed.isEmpty()))
        return conflict(result);
    m_database.begin();
    for (const SegmentRow &each : std::as_const(changed))
        m_database.updateSegment(each);
    if (auto failure = committed())
        return *failure;
    m_database.reloadSegments();
    result.success = changed.size();
    return written(m_options.updateAnswers200 ? 200 : 201, changed, result,
                   [this](JsonWriter &json, const SegmentRow &row) { writeSegment(json, row); });
}

HttpResponse Emulator::deleteSegments()
{
    bool all = false;
    QList<QByteArray> ids;
    QStringList texts;
    if (auto problem = readDeletion(&all, &ids, &texts))
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

// Shopper profiles

HttpResponse Emulator::listProfiles()
{
    if (auto problem = onlyParameters({u"page"_s, u"limit"_s}, {}))
        return *problem;
    Paging paging;
    if (auto problem = readPaging(&paging))
        return *problem;
    return profilePage(m_database.profiles(served(paging).firstRow(), paging.limit), paging,
                       m_database.profileCount());
}

HttpResponse Emulator::createProfiles()
{
    QJsonArray items;
    if (auto problem = readItems(&items, m_options.maxItems))
        return *problem;
    FieldErrors invalid;
    FieldErrors unknown;
    QSet<qint64> seen;
    QList<qint64> customers;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QJsonValue value = items[i].toObject().value(u"customer_id");
        const qint64 id = value.toInteger(-1);
        customers.append(id);
        if (!items[i].isObject())
            invalid.append({at(i), u"must be an object"_s});
        else if (!value.isDouble() || id < 1)
            invalid.append({at(i) + QLatin1String(".customer_id"),
                            u"must be the id of a registered customer, a whole number from 1"_s});
        else if (seen.contains(id))
            invalid.append(
                {at(i) + QLatin1String(".customer_id"), u"occurs twice in this request"_s});
        else if (!m_database.customerExists(id))
            unknown.append({at(i), u"Customer `%1` does not exist."_s.arg(id)});
        seen.insert(id);
    }
    if (!invalid.isEmpty())
        return refused(400, u"A shopper profile is not valid."_s, invalid);
    if (!unknown.isEmpty() && (!m_options.partialConflicts || unknown.size() == items.size()))
        return refused(422, u"A customer does not exist."_s, unknown);

    BatchResult result;
    result.total = items.size();
    result.missing = unknown;
    QList<ProfileRow> made;
    for (qsizetype i = 0; i < customers.size(); ++i) {
        if (m_database.profileOfCustomer(customers[i])) {
            result.conflicts.append(
                {at(i), u"Shopper profile already exists for customer `%1`."_s.arg(customers[i])});
        } else if (m_database.customerExists(customers[i])) {
            const qint64 time = now();
            made.append({0, newUuid(), customers[i], time, time});
        }
    }
    if (!result.conflicts.isEmpty() && (!m_options.partialConflicts || made.isEmpty()))
        return conflict(result);
    m_database.begin();
    for (const ProfileRow &each : std::as_const(made))
        m_database.insertProfile(each);
    if (auto failure = committed())
        return *failure;
    result.success = made.size();
    return written(201, made, result,
                   [this](JsonWriter &json, const ProfileRow &row) { writeProfile(json, row); });
}

HttpResponse Emulator::deleteProfiles()
{
    bool all = false;
    QList<QByteArray> ids;
    QStringList texts;
    if (auto problem = readDeletion(&all, &ids, &texts))
        return *problem;
    BatchResult result;
    qint64 members = 0;
    m_database.begin();
    if (all) {
        result.total = result.success = m_database.profileCount();
        members = m_database.deleteAllProfiles();
        m_witness.note([](Statistics &statistics) { ++statistics.wipes; });
    } else {
        result.total = ids.size();
        for (qsizetype i = 0; i < ids.size(); ++i) {
            if (const std::optional<ProfileRow> row = m_database.profile(ids[i])) {
                members += m_database.deleteProfile(row->seq);
                ++result.success;
            } else {
                result.missing.append(
                    {at(i), u"Shopper profile `%1` does not exist."_s.arg(texts[i])});
            }
        }
    }
    if (auto failure = committed())
        return *failure;
    m_witness.note([&](Statistics &statistics) { statistics.membersRemoved += members; });
    return deleted(result);
}

// Members

HttpResponse Emulator::listMembers()
{
    if (auto problem = onlyParameters({u"page"_s, u"limit"_s}, {}))
        return *problem;
    Paging paging;
    if (auto problem = readPaging(&paging))
        return *problem;
    const SegmentRow *segment = m_database.segment(m_route.id);
    if (!segment)
        return noSuchSegment();
    return profilePage(m_database.members(segment->seq, served(paging).firstRow(), paging.limit),
                       paging, m_database.memberCount(segment->seq));
}

HttpResponse Emulator::addMembers()
{
    QJsonArray items;
    if (auto problem = readItems(&items, maxMembersPerRequest))
        return *problem;
    const SegmentRow *segment = m_database.segment(m_route.id);
    if (!segment)
        return noSuchSegment();
    FieldErrors invalid;
    FieldErrors twice;
    QSet<QByteArray> seen;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QByteArray id = uuidBytes(items[i].toString());
        if (id.isEmpty())
            invalid.append({at(i), u"must be the UUID of a shopper profile"_s});
        else if (seen.contains(id))
            twice.append(
                {at(i),
                 u"Shopper profile `%1` occurs twice in this request."_s.arg(items[i].toString())});
        seen.insert(id);
    }
    if (!invalid.isEmpty())
        return refused(400, u"The body must be an array of ids of shopper profiles."_s, invalid);
    if (!twice.isEmpty())
        return refused(422, u"An id occurs twice."_s, twice);

    BatchResult result;
    result.total = items.size();
    QList<ProfileRow> added;
    int again = 0;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QString text = items[i].toString();
        const std::optional<ProfileRow> profile = m_database.profile(uuidBytes(text));
        if (!profile) {
            result.missing.append({at(i), u"Shopper profile `%1` does not exist."_s.arg(text)});
            continue;
        }
        const Database::Membership membership = m_database.membership(segment->seq, profile->seq);
        if (membership == Database::Membership::None) {
            added.append(*profile);
            continue;
        }
        if (membership == Database::Membership::ByRequest)
            ++again;
        result.conflicts.append(
            {at(i),
             u"Shopper profile `%1` already exists for segment `%2`."_s.arg(
                 QLatin1String(uuidText(profile->uuid)), QLatin1String(uuidText(segment->uuid)))});
    }
    m_witness.note([&](Statistics &statistics) { statistics.membersAddedAgain += again; });
    const bool partly = m_options.partialConflicts && !added.isEmpty();
    if (!result.missing.isEmpty() && !partly)
        return refused(422, u"A shopper profile does not exist."_s, result.missing);
    if (!result.conflicts.isEmpty() && !partly)
        return conflict(result);
    m_database.begin();
    QList<qint64> customers;
    for (const ProfileRow &each : std::as_const(added)) {
        m_database.addMember(segment->seq, each.seq);
        customers.append(each.customerId);
    }
    touchCustomers(customers);
    if (auto failure = committed())
        return *failure;
    result.success = added.size();
    m_witness.note([&](Statistics &statistics) { statistics.membersAdded += added.size(); });
    return written(201, added, result,
                   [this](JsonWriter &json, const ProfileRow &row) { writeProfile(json, row); });
}

HttpResponse Emulator::removeMembers()
{
    bool all = false;
    QList<QByteArray> ids;
    QStringList texts;
    if (auto problem = readDeletion(&all, &ids, &texts))
        return *problem;
    const SegmentRow *segment = m_database.segment(m_route.id);
    if (!segment)
        return noSuchSegment();
    BatchResult result;
    m_database.begin();
    if (all) {
        result.total = result.success = m_database.removeAllMembers(segment->seq);
        m_witness.note([](Statistics &statistics) { ++statistics.wipes; });
    } else {
        result.total = ids.size();
        QList<qint64> customers;
        for (qsizetype i = 0; i < ids.size(); ++i) {
            const std::optional<ProfileRow> profile = m_database.profile(ids[i]);
            if (profile
                && m_database.membership(segment->seq, profile->seq)
                    != Database::Membership::None) {
                m_database.removeMember(segment->seq, profile->seq);
                customers.append(profile->customerId);
            } else {
                result.missing.append(
                    {at(i),
                     u"Shopper profile `%1` does not exist for segment `%2`."_s.arg(
                         texts[i], m_route.idText)});
            }
        }
        touchCustomers(customers);
        result.success = customers.size();
    }
    if (auto failure = committed())
        return *failure;
    m_witness.note([&](Statistics &statistics) { statistics.membersRemoved += result.success; });
    return deleted(result);
}

void Emulator::touchCustomers(const QList<qint64> &customerIds)
{
    if (!m_options.membersTouchCustomers)
        return;
    const qint64 time = now();
    for (const qint64 each : customerIds)
        m_database.touchCustomer(each, time);
}

HttpResponse Emulator::listSegmentsOfProfile()
{
    if (auto problem = onlyParameters({u"page"_s, u"limit"_s}, {}))
        return *problem;
    Paging paging;
    if (auto problem = readPaging(&paging))
        return *problem;
    const std::optional<ProfileRow> profile =
        m_route.id.isEmpty() ? std::nullopt : m_database.profile(m_route.id);
    if (!profile)
        return refused(404, u"Shopper profile `%1` does not exist."_s.arg(m_route.idText));
    return segmentPage(m_database.segmentsOfProfile(profile->seq), paging);
}

// Customers

std::optional<HttpResponse> Emulator::readCustomerFilters(CustomerQuery *query)
{
    QStringList conditions;
    const auto wrong = [this](const QString &name, const QString &text) {
        return refused(422, u"The filter `%1` is not valid."_s.arg(name), {{name, text}});
    };

    struct Filter
    {
        const char16_t *name;
        const char16_t *column;
    };
    for (const Filter &filter : {Filter{u"id:in", u"id"}, {u"customer_group_id:in", u"group_id"}}) {
        const QString name = QString::fromUtf16(filter.name);
        if (!m_query.has(name))
            continue;
        QStringList numbers;
        const QStringList values = m_query.list(name);
        for (const QString &value : values) {
            bool valid = false;
            const qint64 number = value.toLongLong(&valid);
            if (!valid)
                return wrong(name, u"must be a list of whole numbers"_s);
            numbers.append(QString::number(number));
        }
        conditions.append(QString::fromUtf16(filter.column) + u" IN ("_s + numbers.join(u',')
                          + u')');
    }
    for (const Filter &filter : {Filter{u"email:in", u"email"},
                                 {u"company:in", u"company"},
                                 {u"name:in", u"first_name || ' ' || last_name"}}) {
        const QString name = QString::fromUtf16(filter.name);
        if (!m_query.has(name))
            continue;
        QStringList marks;
        const QStringList values = m_query.list(name);
        for (const QString &value : values) {
            if (value.isEmpty())
                return wrong(name, u"an entry is empty"_s);
            marks.append(u"?"_s);
            query->values.append(name == u"email:in"_s ? value.toLower() : value);
        }
        conditions.append(QString::fromUtf16(filter.column) + u" IN ("_s + marks.join(u',') + u')');
    }
    const QString like = u"name:like"_s;
    if (m_query.has(like)) {
        const QString needle = m_query.value(like).trimmed().toCaseFolded();
        if (needle.isEmpty())
            return wrong(like, u"must not be empty"_s);
        conditions.append(u"instr(search, ?) > 0"_s);
        query->values.append(needle);
    }
    for (const Filter &filter : {Filter{u"date_created:min", u"created >= ?"},
                                 {u"date_created:max", u"created <= ?"},
                                 {u"date_modified:min", u"modified >= ?"},
                                 {u"date_modified:max", u"modified <= ?"}}) {
        const QString name = QString::fromUtf16(filter.name);
        if (!m_query.has(name))
            continue;
        const std::optional<qint64> time = parseTime(m_query.value(name));
        if (!time)
            return wrong(name, u"must be a date such as 2026-04-30 or 2026-04-30T12:00:00Z"_s);
        conditions.append(QString::fromUtf16(filter.column));
        query->values.append(*time);
    }
    query->where = conditions.join(QLatin1String(" AND "));
    return {};
}

std::optional<HttpResponse> Emulator::readCustomerOrder(CustomerQuery *query)
{
    if (m_query.has(u"sort")) {
        static const QHash<QString, QString> orders{
            {u"date_created:asc"_s, u"created, id"_s},
            {u"date_created:desc"_s, u"created DESC, id DESC"_s},
            {u"date_modified:asc"_s, u"modified, id"_s},
            {u"date_modified:desc"_s, u"modified DESC, id DESC"_s},
            {u"last_name:asc"_s, u"last_name COLLATE NOCASE, id"_s},
            {u"last_name:desc"_s, u"last_name COLLATE NOCASE DESC, id DESC"_s},
        };
        query->orderBy = orders.value(m_query.value(u"sort"));
        if (query->orderBy.isEmpty())
            return refused(422, u"The order `%1` is not known."_s.arg(m_query.value(u"sort")),
                           {{u"sort"_s,
                             u"must be date_created, date_modified or last_name, "
                             "with :asc or :desc"_s}});
    }
    if (m_query.has(u"after") && m_query.has(u"before"))
        return refused(422, u"Only one of `after` and `before` can be given."_s,
                       {{u"before"_s, u"given together with `after`"_s}});
    for (const QString &name : {u"after"_s, u"before"_s}) {
        if (!m_query.has(name))
            continue;
        const std::optional<qint64> id = parseCursor(m_query.value(name));
        if (!id)
            return refused(422, u"The cursor is not valid."_s,
                           {{name, u"must be a cursor from an earlier answer"_s}});
        query->start =
            name == u"after"_s ? CustomerQuery::Start::After : CustomerQuery::Start::Before;
        query->from = *id;
    }
    return {};
}

HttpResponse Emulator::listCustomers()
{
    static const QStringList single{
        u"page"_s,
        u"limit"_s,
        u"after"_s,
        u"before"_s,
        u"sort"_s,
        u"name:like"_s,
        u"date_created:min"_s,
        u"date_created:max"_s,
        u"date_modified:min"_s,
        u"date_modified:max"_s,
    };
    static const QStringList lists{
        u"id:in"_s,   u"email:in"_s, u"name:in"_s, u"company:in"_s, u"customer_group_id:in"_s,
        u"include"_s,
    };
    if (auto problem = onlyParameters(single, lists))
        return *problem;
    Paging paging;
    if (auto problem = readPaging(&paging))
        return *problem;
    CustomerQuery query;
    if (auto problem = readCustomerFilters(&query))
        return *problem;
    query.from = served(paging).firstRow();
    if (auto problem = readCustomerOrder(&query))
        return *problem;
    query.limit = paging.limit;
    bool withProfile = false;
    bool withSegments = false;
    const QStringList includes = m_query.list(u"include");
    for (const QString &each : includes) {
        if (each == u"shopper_profile_id"_s)
            withProfile = true;
        else if (each == u"segment_ids"_s)
            withSegments = true;
        else
            return refused(422, u"`%1` cannot be included."_s.arg(each),
                           {{u"include"_s, u"must be shopper_profile_id, segment_ids or both"_s}});
    }
    if (withSegments && m_readOnly && m_options.readOnlyHidesSegments)
        return refused(403,
                       u"The token does not have the scope store_v2_customers, which "
                       "including segment_ids needs."_s);

    const Database::CustomerSlice slice = m_database.customers(query);
    if (!slice.cursorKnown)
        return refused(422, u"The cursor is not valid."_s,
                       {{u"after"_s, u"must be a cursor of this list"_s}});
    if (query.start != CustomerQuery::Start::Row)
        paging.page = int(slice.firstRow / paging.limit) + 1;
    JsonWriter json;
    json.beginObject();
    json.key("data");
    json.beginArray();
    for (const CustomerRow &row : slice.rows)
        writeCustomer(json, row, withProfile, withSegments);
    json.endArray();

    const qint64 total = qMax(qint64(0), slice.total + m_bend.moreRows);
    const qint64 count = slice.rows.size();
    json.key("meta");
    json.beginObject();
    writePagination(json, paging, total, count);
    json.key("cursor_pagination");
    json.beginObject();
    json.key("count");
    json.number(count);
    json.key("per_page");
    json.number(paging.limit);
    const QByteArray start =
        slice.rows.isEmpty() ? QByteArray() : cursorOf(slice.rows.constFirst().id);
    const QByteArray end =
        slice.rows.isEmpty() ? QByteArray() : cursorOf(slice.rows.constLast().id);
    json.key("start_cursor");
    json.plain(start);
    json.key("end_cursor");
    json.plain(end);
    json.key("links");
    json.beginObject();
    const QStringList moving{u"page"_s, u"limit"_s, u"after"_s, u"before"_s};
    const QByteArray limit = "limit=" + QByteArray::number(paging.limit);
    if (!slice.rows.isEmpty() && slice.firstRow > 0) {
        json.key("previous");
        json.plain(link(moving, limit + "&before=" + start));
    }
    if (!slice.rows.isEmpty() && slice.firstRow + count < total) {
        json.key("next");
        json.plain(link(moving, limit + "&after=" + end));
    }
    json.key("current");
    json.plain(link({}, {}).chopped(1));
    json.endObject();
    json.endObject();
    json.endObject();
    json.endObject();
    return jsonAnswer(200, json.bytes());
}

} // namespace segmentdesk::sandbox
