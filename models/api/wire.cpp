// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/wire.h"

#include "models/domain/utc.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <limits>

namespace segmentdesk::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype excerptLength = 1000;
constexpr qsizetype mostFields = 250;
/// From here on a number written as a double is not exact.
constexpr qint64 firstInexact = qint64(1) << 53;

ApiError unexpected(const QString &details)
{
    ApiError error;
    error.kind = ApiError::Kind::UnexpectedAnswer;
    error.details = details;
    return error;
}

QString excerpt(const QByteArray &body)
{
    // Four bytes are the most of one character; what is cut in the middle of one is replaced.
    return plainText(QString::fromUtf8(body.first(std::min(body.size(), excerptLength * 4))),
                     excerptLength);
}

Result<QJsonObject> object(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (problem.error != QJsonParseError::NoError) {
        const QString where = body.isEmpty()
            ? u"the answer is empty"_s
            : u"the answer is not JSON (%1 at byte %2): "_s.arg(problem.errorString())
                    .arg(problem.offset)
                + excerpt(body);
        return tl::unexpected(unexpected(where));
    }
    if (!document.isObject())
        return tl::unexpected(unexpected(u"the answer is not a JSON object: "_s + excerpt(body)));
    return document.object();
}

/// Reads the fields of one JSON object. The first that is missing or has the wrong type is
/// remembered, with its place in the answer.
class Reader
{
public:
    Reader(const QByteArray &body, QJsonObject object, QString place)
        : m_body(body), m_object(std::move(object)), m_place(std::move(place))
    {
    }

    bool failed() const { return !m_problem.isEmpty(); }
    QString problem() const { return m_problem; }
    bool has(QLatin1StringView name) const
    {
        const QJsonValue value = m_object.value(name);
        return !value.isUndefined() && !value.isNull();
    }

    QString text(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isString())
            complain(name, value);
        return value.toString();
    }
    QString optionalText(QLatin1StringView name) const { return m_object.value(name).toString(); }

    template <typename Id>
    Id uuid(QLatin1StringView name)
    {
        const QJsonValue value = m_object.value(name);
        const auto id = idFrom<Id>(value);
        if (!id)
            complain(name, value);
        return id.value_or(Id());
    }

    template <typename Id>
    static std::optional<Id> idFrom(const QJsonValue &value)
    {
        return Id::fromString(value.toString());
    }

    /// A whole number, exact in all 64 bits. A store may write one as a double ("12.0", "1.2e1"):
    /// those are taken below 2^53.
    qint64 integer(QLatin1StringView name, qint64 least)
    {
        const QJsonValue value = m_object.value(name);
        const std::optional<qint64> number = exact(value);
        if (!number || *number < least) {
            complain(name, value);
            return least;
        }
        return *number;
    }
    qint64 optionalInteger(QLatin1StringView name) const
    {
        return exact(m_object.value(name)).value_or(0);
    }

    /// UTC; invalid if it is missing or no date.
    QDateTime date(QLatin1StringView name) const
    {
        const QString written = m_object.value(name).toString();
        QDateTime date = QDateTime::fromString(written, Qt::ISODateWithMs);
        if (date.timeSpec() == Qt::LocalTime)
            date = QDateTime(date.date(), date.time(), utc);
        return date.toUTC();
    }

    QJsonValue value(QLatin1StringView name) const { return m_object.value(name); }

private:
    std::optional<qint64> exact(const QJsonValue &value) const
    {
        if (!value.isDouble() || value.toVariant().typeId() == QMetaType::Double)
            return std::nullopt;
        const qint64 number = value.toInteger();
        if (number > -firstInexact && number < firstInexact)
            return number;
        // Qt reads 9007199254740993.0 as ...992 without a word: a number this large counts only if
        // its very digits are in the answer.
        const QByteArray digits = QByteArray::number(number);
        for (qsizetype at = m_body.indexOf(digits); at >= 0; at = m_body.indexOf(digits, at + 1)) {
            const char before = at > 0 ? m_body.at(at - 1) : ' ';
            const qsizetype end = at + digits.size();
            const char after = end < m_body.size() ? m_body.at(end) : ' ';
            const auto partOfNumber = [](char c) {
                return (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E' || c == '-'
                    || c == '+';
            };
            if (!partOfNumber(before) && !partOfNumber(after))
                return number;
        }
        return std::nullopt;
    }

    void complain(QLatin1StringView name, const QJsonValue &value)
    {
        if (failed())
            return;
        const bool missing = value.isUndefined() || value.isNull();
        m_problem = m_place + u'.' + name
            + (missing ? u" is missing"_s : u" has the wrong type or value"_s);
    }

    const QByteArray &m_body;
    QJsonObject m_object;
    QString m_place;
    QString m_problem;
};

Segment readSegment(Reader &reader)
{
    Segment segment;
    segment.id = reader.uuid<SegmentId>("id"_L1);
    segment.name = reader.text("name"_L1);
    segment.description = reader.optionalText("description"_L1);
    segment.createdAt = reader.date("created_at"_L1);
    segment.updatedAt = reader.date("updated_at"_L1);
    return segment;
}

ShopperProfile readProfile(Reader &reader)
{
    ShopperProfile profile;
    profile.id = reader.uuid<ProfileId>("id"_L1);
    profile.customerId = CustomerId(reader.integer("customer_id"_L1, 1));
    profile.createdAt = reader.date("created_at"_L1);
    profile.updatedAt = reader.date("updated_at"_L1);
    return profile;
}

Customer readCustomer(Reader &reader)
{
    Customer customer;
    customer.id = CustomerId(reader.integer("id"_L1, 1));
    customer.email = reader.optionalText("email"_L1);
    customer.firstName = reader.optionalText("first_name"_L1);
    customer.lastName = reader.optionalText("last_name"_L1);
    customer.company = reader.optionalText("company"_L1);
    customer.phone = reader.optionalText("phone"_L1);
    customer.customerGroupId = reader.optionalInteger("customer_group_id"_L1);
    customer.dateCreated = reader.date("date_created"_L1);
    customer.dateModified = reader.date("date_modified"_L1);
    // Present and null or empty: the store says that there is no profile. Absent: it says nothing.
    const QJsonValue profile = reader.value("shopper_profile_id"_L1);
    customer.profileKnown = !profile.isUndefined();
    if (customer.profileKnown && !profile.isNull() && !profile.toString(u"?"_s).isEmpty())
        customer.profileId = reader.uuid<ProfileId>("shopper_profile_id"_L1);
    const QJsonValue segments = reader.value("segment_ids"_L1);
    if (segments.isArray()) {
        QList<SegmentId> ids;
        const QJsonArray array = segments.toArray();
        for (const QJsonValue &value : array) {
            if (const auto id = Reader::idFrom<SegmentId>(value))
                ids.append(*id);
        }
        customer.segmentIds = ids;
    } else if (segments.isNull()) {
        customer.segmentIds = QList<SegmentId>();
    }
    return customer;
}

template <typename T>
using ReadItem = T (*)(Reader &);

template <typename T>
Result<QList<T>> items(const QByteArray &body, const QJsonObject &answer, ReadItem<T> read)
{
    const QJsonValue data = answer.value("data"_L1);
    if (!data.isArray()) {
        return tl::unexpected(
            unexpected(data.isUndefined() ? u"data is missing"_s : u"data is not a list"_s));
    }
    const QJsonArray array = data.toArray();
    QList<T> list;
    list.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QJsonValue value = array.at(i);
        const QString place = u"data[%1]"_s.arg(i);
        if (!value.isObject())
            return tl::unexpected(unexpected(place + u" is not an object"));
        Reader reader(body, value.toObject(), place);
        T item = read(reader);
        if (reader.failed())
            return tl::unexpected(unexpected(reader.problem()));
        list.append(std::move(item));
    }
    return list;
}

template <typename T>
Result<Page<T>> page(const QByteArray &body, ReadItem<T> read)
{
    const Result<QJsonObject> answer = object(body);
    if (!answer)
        return tl::unexpected(answer.error());
    Result<QList<T>> list = items(body, *answer, read);
    if (!list)
        return tl::unexpected(list.error());

    const QJsonObject meta = answer->value("meta"_L1).toObject();
    const QJsonValue pagination = meta.value("pagination"_L1);
    if (!pagination.isObject())
        return tl::unexpected(unexpected(u"meta.pagination is missing"_s));
    Reader reader(body, pagination.toObject(), u"meta.pagination"_s);
    const qint64 total = reader.integer("total"_L1, 0);
    const qint64 number = reader.integer("current_page"_L1, 1);
    const qint64 perPage = reader.integer("per_page"_L1, 1);
    if (reader.failed())
        return tl::unexpected(unexpected(reader.problem()));
    constexpr qint64 most = std::numeric_limits<int>::max();
    if (number > most || perPage > most || total > most)
        return tl::unexpected(unexpected(u"meta.pagination has a number out of range"_s));
    if (list->size() > perPage) {
        return tl::unexpected(
            unexpected(u"data has %1 rows, but per_page is %2"_s.arg(list->size()).arg(perPage)));
    }
    Page<T> page;
    page.number = int(number);
    page.perPage = int(perPage);
    page.total = total;
    // A row may have been added while the store counted.
    if (!list->isEmpty())
        page.total = std::max(total, (number - 1) * perPage + list->size());
    page.endCursor =
        meta.value("cursor_pagination"_L1).toObject().value("end_cursor"_L1).toString();
    page.items = std::move(*list);
    return page;
}

template <typename T>
Result<QList<T>> rows(const QByteArray &body, ReadItem<T> read)
{
    const Result<QJsonObject> answer = object(body);
    if (!answer)
        return tl::unexpected(answer.error());
    return items(body, *answer, read);
}

QString compact(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

/// What can be found in an `errors` of any documented shape: an object of field and text, a list of
/// texts, or a list of error bodies that have an `errors` of their own.
struct Errors
{
    QString title; ///< of the first that has one
    int status = 0; ///< of the first that has one
    QList<std::pair<QString, QString>> fields;
    QStringList
        conflicts; ///< the texts among fields that are about a 409, or about no status at all

    void add(const QString &name, const QJsonValue &value, int about)
    {
        if (fields.size() >= mostFields)
            return;
        fields.append({plainText(name, 100), plainText(compact(value))});
        if (about == 409 || about == 0)
            conflicts.append(fields.last().second);
    }

    void collect(const QJsonValue &errors, int about, int depth = 0)
    {
        if (errors.isString() && !errors.toString().isEmpty()) {
            add({}, errors, about);
        } else if (errors.isObject()) {
            const QJsonObject object = errors.toObject();
            for (auto it = object.begin(); it != object.end(); ++it)
                add(it.key(), it.value(), about);
        } else if (errors.isArray()) {
            const QJsonArray array = errors.toArray();
            for (qsizetype i = 0; i < array.size() && fields.size() < mostFields; ++i)
                collectElement(i, array.at(i), about, depth);
        }
    }

    void collectElement(qsizetype index, const QJsonValue &element, int about, int depth)
    {
        const QJsonObject body = element.toObject();
        if (!body.contains("title"_L1) && !body.contains("errors"_L1)) {
            add(QString::number(index), element, about);
            return;
        }
        const int own = int(std::clamp<qint64>(body.value("status"_L1).toInteger(), 0, 999));
        if (title.isEmpty())
            title = plainText(body.value("title"_L1).toString());
        if (status == 0)
            status = own;
        const qsizetype before = fields.size();
        if (depth < 3)
            collect(body.value("errors"_L1), own == 0 ? about : own, depth + 1);
        if (fields.size() == before)
            add(QString::number(index), body.value("title"_L1), own);
    }
};

Errors errorsIn(const QJsonDocument &answer)
{
    Errors errors;
    if (answer.isArray()) {
        errors.collect(answer.array(), 0);
    } else {
        const QJsonObject body = answer.object();
        const qint64 about = body.value("status"_L1).toInteger();
        errors.collect(body.value("errors"_L1), int(std::clamp<qint64>(about, 0, 999)));
    }
    return errors;
}

ApiError::Kind kindOf(int status)
{
    switch (status) {
    case 300:
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return ApiError::Kind::Redirected;
    case 401:
        return ApiError::Kind::Unauthorized;
    case 403:
        return ApiError::Kind::Forbidden;
    case 404:
        return ApiError::Kind::NotFound;
    case 409:
        return ApiError::Kind::Conflict;
    case 413:
        return ApiError::Kind::TooLarge;
    case 429:
        return ApiError::Kind::RateLimited;
    default:
        break;
    }
    if (status >= 500 && status <= 599)
        return ApiError::Kind::ServerFailure;
    if (status >= 400 && status <= 499)
        return ApiError::Kind::Rejected;
    return ApiError::Kind::UnexpectedAnswer;
}

QByteArray json(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

} // namespace

QString plainText(QStringView text, qsizetype maxLength)
{
    QString plain;
    plain.reserve(std::min(text.size(), maxLength));
    for (const QChar c : text) {
        if (plain.size() == maxLength)
            break;
        const bool control = c.category() == QChar::Other_Control
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
        plain += control ? QChar(u' ') : c;
    }
    if (!plain.isEmpty() && plain.back().isHighSurrogate())
        plain.chop(1);
    return plain.trimmed();
}

Result<Page<Segment>> segmentPage(const QByteArray &body)
{
    return page<Segment>(body, readSegment);
}

Result<Page<ShopperProfile>> profilePage(const QByteArray &body)
{
    return page<ShopperProfile>(body, readProfile);
}

Result<Page<Customer>> customerPage(const QByteArray &body)
{
    return page<Customer>(body, readCustomer);
}

Result<QList<Segment>> segments(const QByteArray &body)
{
    return rows<Segment>(body, readSegment);
}

Result<QList<ShopperProfile>> profiles(const QByteArray &body)
{
    return rows<ShopperProfile>(body, readProfile);
}

Result<WriteReport> writeReport(const QByteArray &body)
{
    if (body.trimmed().isEmpty())
        return WriteReport();
    const Result<QJsonObject> answer = object(body);
    if (!answer)
        return tl::unexpected(answer.error());
    const Errors errors = errorsIn(QJsonDocument(*answer));
    WriteReport report;
    report.errors = errors.fields;
    const QJsonValue failed = answer->value("meta"_L1).toObject().value("failed"_L1);
    report.failed = int(std::clamp<qint64>(failed.toInteger(report.errors.size()), 0, 1'000'000));
    return report;
}

ApiError errorFromAnswer(int status, const QByteArray &body)
{
    ApiError error;
    error.kind = kindOf(status);
    error.httpStatus = status;
    error.details = u"HTTP %1"_s.arg(status);
    if (body.trimmed().isEmpty())
        return error;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const Errors errors = errorsIn(document);
    QString title;
    if (document.isObject()) {
        const QJsonObject answer = document.object();
        for (const QLatin1StringView name : {"title"_L1, "message"_L1, "error"_L1, "detail"_L1}) {
            if (title.isEmpty())
                title = plainText(answer.value(name).toString());
        }
    }
    error.title = title.isEmpty() ? errors.title : title;
    error.fields = errors.fields;
    error.details += u' ' + excerpt(body);
    return error;
}

ApiError errorFromPartialAnswer(int status, const QByteArray &body)
{
    const Errors errors = errorsIn(QJsonDocument::fromJson(body));
    ApiError error = errorFromAnswer(errors.status, body);
    if (errors.status < 400)
        error.kind = ApiError::Kind::Rejected;
    error.httpStatus = status;
    return error;
}

QList<ProfileId> alreadyMembersIn(const QByteArray &body, const QList<ProfileId> &sent)
{
    static const QRegularExpression uuid(
        u"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"_s);
    const QSet<ProfileId> wanted(sent.cbegin(), sent.cend());
    QSet<ProfileId> seen;
    QList<ProfileId> named;
    for (const QString &text : errorsIn(QJsonDocument::fromJson(body)).conflicts) {
        auto matches = uuid.globalMatch(text);
        while (matches.hasNext()) {
            const auto id = ProfileId::fromString(matches.next().capturedView());
            if (!id || !wanted.contains(*id))
                continue;
            if (!seen.contains(*id)) {
                seen.insert(*id);
                named.append(*id);
            }
            break;
        }
    }
    return named;
}

QByteArray newSegments(const QList<NewSegment> &segments)
{
    QJsonArray array;
    for (const NewSegment &segment : segments) {
        QJsonObject object{{u"name"_s, segment.name}};
        if (!segment.description.isEmpty())
            object.insert("description"_L1, segment.description);
        array.append(object);
    }
    return json(array);
}

QByteArray segmentUpdates(const QList<SegmentUpdate> &updates)
{
    QJsonArray array;
    for (const SegmentUpdate &update : updates) {
        QJsonObject object{{u"id"_s, update.id.toString()}};
        if (update.name)
            object.insert("name"_L1, *update.name);
        if (update.description)
            object.insert("description"_L1, *update.description);
        array.append(object);
    }
    return json(array);
}

QByteArray newProfiles(const QList<CustomerId> &customers)
{
    QJsonArray array;
    for (const CustomerId customer : customers)
        array.append(QJsonObject{{u"customer_id"_s, toNumber(customer)}});
    return json(array);
}

QByteArray profileIds(const QList<ProfileId> &profiles)
{
    QJsonArray array;
    for (const ProfileId &profile : profiles)
        array.append(profile.toString());
    return json(array);
}

} // namespace segmentdesk::wire
