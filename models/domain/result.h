// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"

#include <tl/expected.hpp>

#include <functional>

class QObject;

namespace segmentdesk {

/// An answer: the value, or the error.
template <typename T>
using Result = tl::expected<T, ApiError>;

/// Takes an answer. Its taker calls it exactly once, always asynchronously, and never
/// after the context object that came with it has been destroyed.
template <typename T>
using Callback = std::function<void(Result<T>)>;

} // namespace segmentdesk
