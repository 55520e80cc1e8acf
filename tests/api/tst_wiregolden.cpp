// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the parsers of the store's answers make of whole bodies: a folder of golden/ for each.

#include "models/api/wire.h"
#include "tests/support/golden.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

QString kindName(ApiError::Kind kind)
{
    switch (kind) {
    case ApiError::Kind::Conflict:
        return u"Conflict"_s;
    case ApiError::Kind::Rejected:
        return u"Rejected"_s;
    case ApiError::Kind::UnexpectedAnswer:
        return u"UnexpectedAnswer"_s;
    default:
        return QString::number(int(kind));
    }
}

QJsonArray fieldsOf(const QList<std::pair<QString, QString>> &fields)
{
    QJsonArray array;
    for (const auto &[name, text] : fields)
        array.append(QJsonArray{name, text});
    return array;
}

QJsonObject shown(const ApiError &error)
{
    return {{u"kind"_s, kindName(error.kind)},
            {u"status"_s, error.httpStatus},
            {u"title"_s, error.title},
            {u"details"_s, error.details},
            {u"fields"_s, fieldsOf(error.fields)},
            {u"applied"_s, error.applied}};
}

QString time(const QDateTime &time)
{
    return time.isValid() ? time.toString(Qt::ISODateWithMs) : u"unset"_s;
}

QJsonObject shown(const Segment &segment)
{
    return {{u"id"_s, segment.id.toString()},
            {u"name"_s, segment.name},
            {u"description"_s, segment.description},
            {u"created"_s, time(segment.createdAt)},
            {u"updated"_s, time(segment.updatedAt)}};
}

QJsonObject shown(const ShopperProfile &profile)
{
    return {{u"id"_s, profile.id.toString()},
            {u"customer"_s, toNumber(profile.customerId)},
            {u"created"_s, time(profile.createdAt)},
            {u"updated"_s, time(profile.updatedAt)}};
}

QJsonObject shown(const Customer &customer)
{
    QJsonValue profile = u"unknown"_s;
    if (customer.profileKnown)
        profile = customer.profileId ? customer.profileId->toString() : u"none"_s;
    QJsonValue segments = u"unknown"_s;
    if (customer.segmentIds) {
        QJsonArray ids;
        for (const SegmentId &id : *customer.segmentIds)
            ids.append(id.toString());
        segments = ids;
    }
    return {{u"id"_s, toNumber(customer.id)},
            {u"email"_s, customer.email},
            {u"name"_s, customer.fullName()},
            {u"company"_s, customer.company},
            {u"phone"_s, customer.phone},
            {u"group"_s, customer.customerGroupId},
            {u"created"_s, time(customer.dateCreated)},
            {u"modified"_s, time(customer.dateModified)},
            {u"profile"_s, profile},
            {u"segments"_s, segments}};
}

QJsonObject shown(const WriteReport &report)
{
    QJsonArray changed;
    for (const ProfileId &id : report.changed)
        changed.append(id.toString());
    return {{u"failed"_s, report.failed},
            {u"applied"_s, report.applied},
            {u"errors"_s, fieldsOf(report.errors)},
            {u"changed"_s, changed}};
}

template <typename T>
QJsonObject shown(const QList<T> &rows)
{
    QJsonArray array;
    for (const T &row : rows)
        array.append(shown(row));
    return {{u"rows"_s, array}};
}

template <typename T>
QJsonObject shown(const Page<T> &page)
{
    QJsonArray odd;
    for (const OddRow &row : page.odd)
        odd.append(QJsonArray{row.problem, row.id});
    QJsonObject object = shown(page.items);
    object.insert(u"odd rows"_s, odd);
    object.insert(u"total"_s, page.total);
    object.insert(u"total is open"_s, page.isTotalOpen);
    object.insert(u"page"_s, page.number);
    object.insert(u"per page"_s, page.perPage);
    object.insert(u"end cursor"_s, page.endCursor);
    return object;
}

template <typename T>
QJsonObject shown(const Result<T> &result)
{
    return result ? shown(*result) : QJsonObject{{u"error"_s, shown(result.error())}};
}

/// The parser that a folder is for; nothing: there is none.
std::function<QJsonObject(const QByteArray &body)> parserOf(const QString &folder)
{
    const ProfileId sent = *ProfileId::fromString(u"7e1f3a52-7d3c-4d6e-9c4b-0d3f5a1b2c01"_s);
    const QList<std::pair<QString, std::function<QJsonObject(const QByteArray &)>>> parsers{
        {u"segment-page"_s, [](const auto &body) { return shown(wire::segmentPage(body)); }},
        {u"profile-page"_s, [](const auto &body) { return shown(wire::profilePage(body)); }},
        {u"customer-page"_s, [](const auto &body) { return shown(wire::customerPage(body)); }},
        {u"customers-by-cursor"_s,
         [](const auto &body) { return shown(wire::customersByCursor(body)); }},
        {u"segments"_s, [](const auto &body) { return shown(wire::segments(body)); }},
        {u"profiles"_s, [](const auto &body) { return shown(wire::profiles(body)); }},
        {u"write-report"_s,
         [sent](const auto &body) { return shown(wire::writeReport(body, {sent})); }},
        {u"error-409"_s, [](const auto &body) { return shown(wire::errorFromAnswer(409, body)); }},
        {u"error-422"_s, [](const auto &body) { return shown(wire::errorFromAnswer(422, body)); }},
    };
    for (const auto &[name, parser] : parsers) {
        if (name == folder)
            return parser;
    }
    return {};
}

} // namespace

class TestWireGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bodies_data() { test::addGoldenRows(QFINDTESTDATA("golden")); }

    void bodies()
    {
        QFETCH(QString, path);
        const auto parse = parserOf(path.section(u'/', -2, -2));
        QVERIFY2(parse, "no parser is for this folder");
        const QByteArray text =
            QJsonDocument(parse(test::goldenInput(path))).toJson(QJsonDocument::Indented);
        const QByteArray difference = test::goldenDifference(path, text);
        QVERIFY2(difference.isEmpty(), difference.constData());
    }
};

QTEST_APPLESS_MAIN(TestWireGolden)
#include "tst_wiregolden.moc"
