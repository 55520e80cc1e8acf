// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

namespace segmentdesk::words {

// What sentences about jobs and changes name. Where a number is below 0, it is not known.

QString somePeople(qint64 number); ///< "120 people", "people"
QString someProfiles(qint64 number); ///< likewise
/// "“VIP”", or "3 segments" of several.
QString whichSegments(const JobFacts &facts);
/// Of a backup, which knows their number once it has ended.
QString someSegments(const JobFacts &facts);
/// What is exported: the segment, or people, or segments as the file's name says.
QString exported(const JobFacts &facts);

} // namespace segmentdesk::words
