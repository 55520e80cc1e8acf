// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/connectionproblem.h"
#include "models/domain/ids.h"

#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace segmentdesk {

/// Why an operation on the store failed. Carries facts; words for people are made in ui.
/// Never contains the access token.
struct ApiError
{
    enum class Kind {
        InvalidArguments, ///< refused here, nothing was sent
        NoConnection, ///< also name not found or connection refused; nothing was applied
        TlsFailure, ///< the certificate was not accepted: nothing was sent
        Timeout, ///< no answer in time (a read)
        OutcomeUnknown, ///< a write was sent and its answer lost: read back before sending again
        Unauthorized, ///< 401: the token is wrong
        Forbidden, ///< 403: scope or plan is missing
        NotFound, ///< 404
        Conflict, ///< 409: a name is taken, members or profiles exist already
        TooLarge, ///< 413: too many objects in one request
        Rejected, ///< other 4xx: the data is wrong; never sent again
        RateLimited, ///< 429, also after waiting as often as allowed
        ServerFailure, ///< 5xx
        Redirected, ///< 3xx: refused, because the token would go along
        UnexpectedAnswer, ///< not JSON, cut, or a field missing that must be there
        /// A list did not come with as many rows as it has, also after reading it again: pages were
        /// empty or short, rows repeated, or the total moved each time.
        IncompleteList,
        AnswerTooLarge, ///< over the byte cap
        NotApplied, ///< the store said that a write was carried out, and it is not so
    };

    /// What came in the place of an answer that was expected.
    enum class Shape {
        Unknown,
        Cut, ///< its end is missing, or it cannot be unpacked
        Empty,
        WebPage, ///< HTML: a sign-in page, a proxy, a firewall
        Json, ///< as from a store, and not as documented
        Other, ///< text or bytes
        LocalCopy, ///< the store was not asked: the local copy cannot be read
    };

    /// What a request was about, whatever it was made for.
    enum class Subject {
        Unknown,
        Segments,
        Members, ///< of one segment: to see them takes the scope to change them
        Profiles,
        SegmentsOfPerson,
        Customers,
    };

    Kind kind = Kind::UnexpectedAnswer;
    int httpStatus = 0; ///< 0: no answer
    QString
        title; ///< what the store said, plain text as it came, at most 500 characters; may be empty
    QString details; ///< technical facts for the detail view: operation, what was missing, excerpt
                     ///< of the body
    QString requestId; ///< as the store named it; may be empty
    QList<std::pair<QString, QString>>
        fields; ///< the body's `errors` object: field or index, and text
    QList<ProfileId>
        alreadyMembers; ///< Conflict of adding members: the profiles that the store names
    int applied = -1; ///< of a refused write: how many of its parts the body says were applied
                      ///< nevertheless; -1: it does not say
    std::chrono::milliseconds retryAfter{
        0}; ///< RateLimited: how long the store asked to wait; 0: not said
    Shape shape = Shape::Unknown; ///< of UnexpectedAnswer, and of what has a status
    Subject subject = Subject::Unknown;
    bool isOfStore = false; ///< NotFound: it is not one of its segments or people that is missing
    std::optional<ConnectionProblem> connection; ///< of NoConnection and TlsFailure, where known

    /// An answer that cannot be right; @p details as above.
    static ApiError unexpected(const QString &details, Shape shape = Shape::Json);

    /// A proxy asks for a user name and password, and has none that it accepts.
    bool needsProxyLogin() const
    {
        return connection && connection->kind == ConnectionProblem::Kind::ProxyLogin;
    }

    /// Whether the same read may work when tried again by the user or a job.
    bool isTransient() const;
};

} // namespace segmentdesk
