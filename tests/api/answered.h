// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"

#include <QObject>
#include <QTest>

#include <optional>

namespace segmentdesk {

/// Makes a call and waits for its answer: `answered<Page<Segment>>([&](QObject *context, auto
/// callback) { api.listSegments({}, context, callback); })`. No answer in 20 s ends as an error
/// that says so.
template <typename T, typename Call>
Result<T> answered(Call call)
{
    QObject context;
    std::optional<Result<T>> answer;
    int times = 0;
    call(&context, Callback<T>([&](Result<T> result) {
        ++times;
        answer = std::move(result);
    }));
    const bool early = times > 0;
    const bool came = QTest::qWaitFor([&] { return answer.has_value(); });
    if (came && times == 1 && !early)
        return std::move(*answer);
    ApiError error;
    error.title = early ? QStringLiteral("answered before the call returned")
        : came          ? QStringLiteral("answered more than once")
                        : QStringLiteral("never answered");
    return tl::unexpected(error);
}

/// For messages of failed checks.
template <typename T>
QByteArray why(const Result<T> &result)
{
    if (result)
        return QByteArrayLiteral("worked");
    return (QString::number(int(result.error().kind)) + u' ' + result.error().title + u' '
            + result.error().details)
        .toUtf8();
}

} // namespace segmentdesk

#define VERIFY_WORKED(result) QVERIFY2(result, segmentdesk::why(result).constData())
#define VERIFY_FAILED(result, expected)                                                            \
    QVERIFY(!(result));                                                                            \
    QVERIFY2((result).error().kind == segmentdesk::ApiError::Kind::expected,                       \
             segmentdesk::why(result).constData())
