// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of wire that reads errors, and what a write says of its parts.

#include "models/api/wire.h"
#include "models/api/wirejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace segmentdesk::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostFields = 250;

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

qint64 appliedIn(const QJsonObject &answer)
{
    constexpr qint64 most = 1'000'000;
    const QJsonValue success = answer.value("meta"_L1).toObject().value("success"_L1);
    const qint64 rows = answer.value("data"_L1).toArray().size();
    if (success.isDouble())
        return std::max(rows, std::clamp<qint64>(success.toInteger(0), 0, most));
    return rows > 0 ? rows : -1;
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

} // namespace

Result<WriteReport> writeReport(const QByteArray &body, const QList<ProfileId> &sent)
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
    report.applied = appliedIn(*answer);
    if (sent.isEmpty())
        return report;
    const QSet<ProfileId> wanted(sent.cbegin(), sent.cend());
    const QJsonArray data = answer->value("data"_L1).toArray();
    for (const QJsonValue &row : data) {
        const QJsonValue id = row.isObject() ? row.toObject().value("id"_L1) : row;
        const auto profile = ProfileId::fromString(id.toString());
        if (profile && wanted.contains(*profile))
            report.changed.append(*profile);
    }
    return report;
}

qint64 appliedIn(const QByteArray &body)
{
    return appliedIn(QJsonDocument::fromJson(body).object());
}

ApiError errorFromAnswer(int status, const QByteArray &body)
{
    ApiError error;
    error.kind = kindOf(status);
    error.httpStatus = status;
    error.details = u"HTTP %1"_s.arg(status);
    error.shape = shapeOf(body);
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
    error.applied = int(appliedIn(document.object()));
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

} // namespace segmentdesk::wire
