// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/apierror.h"

namespace segmentdesk {

bool ApiError::isTransient() const
{
    switch (kind) {
    case Kind::NoConnection:
    case Kind::Timeout:
    case Kind::OutcomeUnknown:
    case Kind::RateLimited:
    case Kind::ServerFailure:
    case Kind::UnexpectedAnswer:
        return true;
    case Kind::InvalidArguments:
    case Kind::IncompleteList: // it was read again already
    case Kind::TlsFailure:
    case Kind::Unauthorized:
    case Kind::Forbidden:
    case Kind::NotFound:
    case Kind::Conflict:
    case Kind::TooLarge:
    case Kind::Rejected:
    case Kind::Redirected:
    case Kind::AnswerTooLarge:
        return false;
    }
    return false;
}

} // namespace segmentdesk
