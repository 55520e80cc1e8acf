// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace segmentdesk::sandbox {

/// What comes with customers only if it is asked for.
struct CustomerInclude
{
    bool profile = false;
    bool segments = false;
    bool addresses = false;
    bool storeCredit = false;
    bool attributes = false;
    bool formFields = false;
};

} // namespace segmentdesk::sandbox
