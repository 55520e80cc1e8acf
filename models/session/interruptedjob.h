// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

#include <QDateTime>

namespace segmentdesk {

/// A group of changes that was interrupted by a crash, a power cut or the end of the program.
struct InterruptedJob
{
    qint64 id = 0; ///< of the job under way in the journal; between two jobs: of the group
    JobFacts facts; ///< of the part that was under way, or would have been next
    QDateTime startedAt; ///< UTC
    bool hasMore = false; ///< further parts of its group come after it
    bool isOpen = false; ///< ended in this process, before the store could be asked what it did
};

} // namespace segmentdesk
