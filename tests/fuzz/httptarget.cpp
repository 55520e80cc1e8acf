// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/httpparser.h"
#include "tests/fuzz/targets.h"

#include <QString>

#include <algorithm>
#include <cstdlib>

namespace segmentdesk::fuzz {

namespace {

struct Read
{
    sandbox::HttpRequest request;
    bool closes = false;
};

bool isSame(const Read &a, const Read &b)
{
    return a.closes == b.closes && a.request.refusal == b.request.refusal
        && (a.request.refusal != 0 // how much of it was read by then does not matter
            || (a.request.method == b.request.method && a.request.path == b.request.path
                && a.request.query == b.request.query && a.request.headers == b.request.headers
                && a.request.body == b.request.body && a.request.isHttp10 == b.request.isHttp10));
}

/// What a connection hands on, until it would close. @p step: bytes that come at once.
QList<Read> requestsIn(const QByteArray &bytes, qsizetype step)
{
    QList<Read> requests;
    sandbox::HttpParser parser;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        parser.append(bytes.mid(at, step));
        while (parser.next()) {
            requests.append({parser.request(), parser.closes()});
            if (parser.closes())
                return requests;
        }
    }
    return requests;
}

} // namespace

void http(const QByteArray &bytes)
{
    const QList<Read> whole = requestsIn(bytes, std::max<qsizetype>(bytes.size(), 1));
    for (const Read &read : whole) {
        const sandbox::HttpRequest &request = read.request;
        const bool isRight = request.refusal != 0
            ? request.refusal >= 400 && !request.refusalReason.isEmpty() && read.closes
            : !request.method.isEmpty() && request.path.startsWith('/')
                && request.body.size() <= 1024 * 1024 && request.headers.size() <= 101;
        if (!isRight)
            std::abort();
    }
    for (const qsizetype step : {1, 3, 64}) {
        const QList<Read> pieces = requestsIn(bytes, step);
        if (!std::equal(whole.begin(), whole.end(), pieces.begin(), pieces.end(), isSame))
            std::abort();
    }
}

} // namespace segmentdesk::fuzz
