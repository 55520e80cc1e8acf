// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/wirejson.h"

#include "models/api/wire.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace segmentdesk::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype excerptLength = 1000;

} // namespace

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
        return tl::unexpected(ApiError::unexpected(where, shapeOf(body)));
    }
    if (!document.isObject())
        return tl::unexpected(
            ApiError::unexpected(u"the answer is not a JSON object: "_s + excerpt(body)));
    return document.object();
}

ApiError::Shape shapeOf(const QByteArray &body)
{
    const QByteArray text = body.trimmed();
    if (text.isEmpty())
        return ApiError::Shape::Empty;
    if (text.startsWith('{') || text.startsWith('['))
        return ApiError::Shape::Json;
    if (text.startsWith('<'))
        return ApiError::Shape::WebPage;
    return ApiError::Shape::Other;
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

} // namespace segmentdesk::wire
