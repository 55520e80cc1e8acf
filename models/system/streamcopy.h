// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <atomic>
#include <chrono>
#include <memory>

namespace segmentdesk {

/// Set by another thread to end a copy within a tenth of a second.
using Abandon = std::shared_ptr<std::atomic<bool>>;

/// The descriptors that every program is started with.
constexpr int standardInput = 0;
constexpr int standardOutput = 1;

/// How far a copy between two open files may go.
struct StreamLimits
{
    qint64 mostBytes = -1; ///< -1: as many as there are
    /// So long may nothing move; 0: for ever, as far as the copy is not abandoned.
    std::chrono::milliseconds patience{0};
};

/// Copies from one descriptor to the other until the first has ended. Never waits in a read or
/// write that nothing can end; a reader that has gone is an error and no signal. Leaves both open.
/// Answers the bytes copied, or why it broke off in words of the system; empty words: abandoned.
/// Blocks: for a worker thread.
tl::expected<qint64, QString> copyStream(int from, int to, const Abandon &abandon,
                                         StreamLimits limits = {});

} // namespace segmentdesk
