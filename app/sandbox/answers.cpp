// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/answers.h"

#include "app/sandbox/jsonwriter.h"

#include <QDate>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

namespace {

constexpr char errorType[] =
    "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes";

void writeErrors(JsonWriter &json, const FieldErrors &errors)
{
    json.key("errors");
    json.beginObject();
    for (const auto &[field, text] : errors) {
        json.keyText(field);
        json.string(text);
    }
    json.endObject();
}

void writePart(JsonWriter &json, int status, QStringView title, const FieldErrors &errors,
               bool isNamed = true)
{
    json.beginObject();
    json.key("status");
    json.number(status);
    json.key("title");
    json.string(title);
    json.key("type");
    json.plain(errorType);
    writeErrors(json, isNamed ? errors : FieldErrors());
    json.endObject();
}

} // namespace

HttpResponse jsonAnswer(int status, const QByteArray &json)
{
    HttpResponse response;
    response.status = status;
    response.headers.emplaceBack("Content-Type", "application/json");
    response.body = json;
    return response;
}

HttpResponse errorAnswer(int status, const QString &title, const QByteArray &instance,
                         const FieldErrors &errors)
{
    JsonWriter json;
    json.beginObject();
    json.key("status");
    json.number(status);
    json.key("title");
    json.string(title);
    json.key("type");
    json.plain(errorType);
    json.key("instance");
    json.string(QString::fromLatin1(instance));
    writeErrors(json, errors);
    json.endObject();
    return jsonAnswer(status, json.bytes());
}

QString conflictTitle(BatchResult::Conflicts kind)
{
    switch (kind) {
    case BatchResult::Conflicts::SegmentNames:
        return u"Cannot have multiple segments with the same name."_s;
    case BatchResult::Conflicts::Members:
        return u"Unable to add shopper profiles to segment due to conflicts."_s;
    case BatchResult::Conflicts::Profiles:
        return u"Unable to create shopper profiles due to conflicts."_s;
    }
    return {};
}

HttpResponse textAnswer(int status, const QByteArray &text)
{
    HttpResponse response;
    response.status = status;
    response.headers.emplaceBack("Content-Type", "text/plain; charset=utf-8");
    response.body = text;
    return response;
}

void writeBatchResult(JsonWriter &json, const BatchResult &result)
{
    json.key("errors");
    json.beginArray();
    if (!result.conflicts.isEmpty()) {
        const bool isNamed =
            result.namesConflicts && result.kind != BatchResult::Conflicts::SegmentNames;
        writePart(json, 409, conflictTitle(result.kind), result.conflicts, isNamed);
    }
    if (!result.missing.isEmpty())
        writePart(json, 404, u"Not found: a part of the request does not exist.", result.missing);
    json.endArray();
    json.key("meta");
    json.beginObject();
    json.key("total");
    json.number(result.total);
    json.key("success");
    json.number(result.success);
    json.key("failed");
    json.number(result.total - result.success);
    json.endObject();
}

QByteArray uuidText(const QByteArray &bytes)
{
    QByteArray text = bytes.toHex();
    for (const qsizetype at : {20, 16, 12, 8})
        text.insert(at, '-');
    return text;
}

QByteArray uuidBytes(QStringView text)
{
    if (text.size() != 36)
        return {};
    QByteArray hex;
    hex.reserve(32);
    for (qsizetype i = 0; i < 36; ++i) {
        const char16_t c = text[i].unicode();
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (c != u'-')
                return {};
        } else if ((c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f')
                   || (c >= u'A' && c <= u'F')) {
            hex += char(c);
        } else {
            return {};
        }
    }
    return QByteArray::fromHex(hex);
}

QByteArray timeText(qint64 seconds)
{
    constexpr qint64 day = 86'400;
    const qint64 days = seconds / day;
    const int rest = int(seconds % day);
    int year = 0;
    int month = 0;
    int date = 0;
    QDate::fromJulianDay(2'440'588 + days).getDate(&year, &month, &date);
    QByteArray text("0000-00-00T00:00:00Z");
    const auto put = [&text](qsizetype at, int digits, int value) {
        for (; digits > 0; --digits, value /= 10)
            text[at + digits - 1] = char('0' + value % 10);
    };
    put(0, 4, year);
    put(5, 2, month);
    put(8, 2, date);
    put(11, 2, rest / 3600);
    put(14, 2, rest / 60 % 60);
    put(17, 2, rest % 60);
    return text;
}

} // namespace segmentdesk::sandbox
