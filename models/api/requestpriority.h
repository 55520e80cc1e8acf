// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace segmentdesk {

/// Who goes first when requests wait for a place: what a person waits for, before what a job does.
enum class RequestPriority { Interactive, Background };

} // namespace segmentdesk
