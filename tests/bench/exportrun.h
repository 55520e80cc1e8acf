// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/export/exportjob.h"

namespace segmentdesk::bench {

struct Exported
{
    double elapsed = 0; ///< ms
    double growth = 0; ///< MB, most memory during the export less that before it
    double stall = 0; ///< ms
    qint64 rows = 0;
};

/// Runs an export to its end; false: it did not end well in @p patience milliseconds.
bool runExport(ExportJob &job, int patience, Exported *result);

} // namespace segmentdesk::bench
