// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace segmentdesk::sandbox {

/// How answers lie, for tests of clients.
struct ListDistortion
{
    enum class Naming { All, One, None };
    qint64 moreRows = 0; ///< added to the total
    bool repeatPage = false; ///< the rows of page 1 under any number
    bool emptyPage = false; ///< no rows, with the right total
    Naming naming = Naming::All; ///< which conflicts are named
    qint64 leaveOut = 0; ///< rows that were made and are not in the answer
};

} // namespace segmentdesk::sandbox
