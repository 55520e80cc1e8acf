// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/apierror.h"

namespace segmentdesk {

ApiError ApiError::unexpected(const QString &details, Shape shape)
{
    ApiError error;
    error.kind = Kind::UnexpectedAnswer;
    error.shape = shape;
    error.details = details;
    return error;
}

bool ApiError::isTransient() const
{
    switch (kind) {
    case Kind::NoConnection:
    case Kind::Timeout:
    case Kind::OutcomeUnknown:
    case Kind::RateLimited:
    case Kind::UnexpectedAnswer:
        return true;
    case Kind::ServerFailure: // it cannot do this at all, or a limit of its plan is reached
        return httpStatus != 501 && httpStatus != 507;
    case Kind::InvalidArguments:
    case Kind::IncompleteList: // it was reread already
    case Kind::TlsFailure:
    case Kind::Unauthorized:
    case Kind::Forbidden:
    case Kind::NotFound:
    case Kind::Conflict:
    case Kind::TooLarge:
    case Kind::Rejected:
    case Kind::Redirected:
    case Kind::AnswerTooLarge:
    case Kind::NotApplied:
        return false;
    }
    return false;
}

} // namespace segmentdesk
