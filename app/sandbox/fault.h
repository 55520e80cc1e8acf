// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QString>

#include <utility>

namespace segmentdesk::sandbox {

/// Something that goes wrong on purpose, for tests of clients. The store keeps a list of faults;
/// the first one that matches a request and has not been used up is applied to it.
struct Fault
{
    enum class Action {
        CloseBeforeApplying, ///< closes the connection; the request has no effect
        CloseAfterApplying, ///< carries the request out, then closes the connection without an
                            ///< answer
        Answer, ///< answers status, headers and body instead of carrying the request out
        TruncateBody, ///< announces the full length, sends half of the body, closes
        Hang, ///< reads the request and never answers; it has no effect
        Drip, ///< as Hang, but sends the head of an answer, then a blank every `amount` ms, for
              ///< ever
        Redirect, ///< answers status (307 if it is not a 3xx) with `Location: body`
        WrongTotal, ///< a list says that it is `amount` rows longer than it is
        EmptyPage, ///< a list serves no rows, and says rightly how many it has
        RepeatPage, ///< a list serves the rows of page 1 under the number that was asked for
        NameOneConflict, ///< carries the request out as ever, but names one of its conflicts only
        NameNoConflict, ///< likewise, but names none of them
        LeaveOut, ///< carries the request out, but leaves `amount` of the rows it made out of
                  ///< `data`
    };

    Action action = Action::Answer;
    QString method; ///< "POST"; empty: any
    QRegularExpression path; ///< found in the path after `/v3`, such as "^/segments$"; empty: any
    int skip = 0; ///< matching requests that pass unharmed before the first is hit
    int count = 1; ///< requests that are hit; -1: all
    int status = 503; ///< Answer, Redirect
    QByteArray body; ///< Answer: the body. Redirect: the address
    QByteArray contentType = "application/json"; ///< Answer
    bool rateLimitHeaders = true; ///< Answer: whether the X-Rate-Limit headers are sent
    QList<std::pair<QByteArray, QByteArray>>
        headers; ///< Answer: further headers, such as Retry-After
    qint64 amount = 1'000; ///< WrongTotal (may be negative), LeaveOut. Drip: ms, 1 or more
};

} // namespace segmentdesk::sandbox
