// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/wire.h"

#include "models/api/wirejson.h"
#include "models/domain/utc.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace segmentdesk::wire {

using namespace Qt::StringLiterals;

namespace {

/// From here on a number written as a double is not exact.
constexpr qint64 firstInexact = qint64(1) << 53;

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
    segment.name = reader.optionalText("name"_L1);
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

/// Nothing: not known, also where only one of them cannot be read.
std::optional<QList<SegmentId>> readSegmentIds(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QList<SegmentId> ids;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array) {
        const auto id = Reader::idFrom<SegmentId>(each);
        if (!id)
            return std::nullopt;
        ids.append(*id);
    }
    return ids;
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
    // Null or empty: the store says that there is no profile. Missing, or nothing that can be read:
    // it says nothing.
    const QJsonValue profile = reader.value("shopper_profile_id"_L1);
    customer.profileId = Reader::idFrom<ProfileId>(profile);
    customer.profileKnown = customer.profileId || profile.isNull()
        || (profile.isString() && profile.toString().isEmpty());
    customer.segmentIds = readSegmentIds(reader.value("segment_ids"_L1));
    // Who has no profile is in no segment, and needs no list that says so.
    if (!customer.segmentIds && reader.value("segment_ids"_L1).isNull() && customer.profileKnown
        && !customer.profileId)
        customer.segmentIds = QList<SegmentId>();
    return customer;
}

template <typename T>
using ReadItem = T (*)(Reader &);

/// The rows of `data`. One that cannot be read goes to @p odd; without that list it is an error.
template <typename T>
Result<QList<T>> items(const QByteArray &body, const QJsonObject &answer, ReadItem<T> read,
                       QList<OddRow> *odd = nullptr)
{
    const QJsonValue data = answer.value("data"_L1);
    if (!data.isArray()) {
        return tl::unexpected(ApiError::unexpected(data.isUndefined() ? u"data is missing"_s
                                                                      : u"data is not a list"_s));
    }
    const QJsonArray array = data.toArray();
    QList<T> list;
    list.reserve(array.size());
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QJsonValue value = array.at(i);
        const QString place = u"data[%1]"_s.arg(i);
        Reader reader(body, value.toObject(), place);
        T item = read(reader);
        const QString problem =
            value.isObject() ? reader.problem() : place + u" is not an object"_s;
        if (problem.isEmpty())
            list.append(std::move(item));
        else if (odd)
            odd->append({problem, plainText(compact(reader.value("id"_L1)), 100)});
        else
            return tl::unexpected(ApiError::unexpected(problem));
    }
    return list;
}

template <typename T>
Result<Page<T>> page(const QByteArray &body, ReadItem<T> read)
{
    const Result<QJsonObject> answer = object(body);
    if (!answer)
        return tl::unexpected(answer.error());
    Page<T> page;
    Result<QList<T>> list = items(body, *answer, read, &page.odd);
    if (!list)
        return tl::unexpected(list.error());
    page.items = std::move(*list);

    const QJsonObject meta = answer->value("meta"_L1).toObject();
    const QJsonValue pagination = meta.value("pagination"_L1);
    if (!pagination.isObject())
        return tl::unexpected(ApiError::unexpected(u"meta.pagination is missing"_s));
    Reader reader(body, pagination.toObject(), u"meta.pagination"_s);
    const qint64 total = reader.integer("total"_L1, 0);
    const qint64 number = reader.integer("current_page"_L1, 1);
    const qint64 perPage = reader.integer("per_page"_L1, 1);
    if (reader.failed())
        return tl::unexpected(ApiError::unexpected(reader.problem()));
    constexpr qint64 most = std::numeric_limits<int>::max();
    if (number > most || perPage > most || total > most)
        return tl::unexpected(ApiError::unexpected(u"meta.pagination has a number out of range"_s));
    if (page.rows() > perPage) {
        return tl::unexpected(ApiError::unexpected(
            u"data has %1 rows, but per_page is %2"_s.arg(page.rows()).arg(perPage)));
    }
    page.number = int(number);
    page.perPage = int(perPage);
    page.total = total;
    // A row may have been added while the store counted.
    if (page.rows() > 0)
        page.total = std::max(total, (number - 1) * perPage + page.rows());
    page.endCursor =
        meta.value("cursor_pagination"_L1).toObject().value("end_cursor"_L1).toString();
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

Result<Page<Customer>> customersByCursor(const QByteArray &body)
{
    const Result<QJsonObject> answer = object(body);
    if (!answer)
        return tl::unexpected(answer.error());
    Page<Customer> page;
    Result<QList<Customer>> list = items<Customer>(body, *answer, readCustomer, &page.odd);
    if (!list)
        return tl::unexpected(list.error());
    const QJsonValue cursors = answer->value("meta"_L1).toObject().value("cursor_pagination"_L1);
    if (!cursors.isObject())
        return tl::unexpected(ApiError::unexpected(u"meta.cursor_pagination is missing"_s));
    page.endCursor = cursors.toObject().value("end_cursor"_L1).toString();
    page.perPage = int(std::clamp<qint64>(
        cursors.toObject().value("per_page"_L1).toInteger(maxPageSize), 1, maxPageSize));
    page.items = std::move(*list);
    page.total = page.rows();
    page.isTotalOpen = true;
    return page;
}

Result<QList<Segment>> segments(const QByteArray &body)
{
    return rows<Segment>(body, readSegment);
}

Result<QList<ShopperProfile>> profiles(const QByteArray &body)
{
    return rows<ShopperProfile>(body, readProfile);
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
