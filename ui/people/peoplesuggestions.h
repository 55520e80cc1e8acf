// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/people/peoplecompleter.h"

namespace segmentdesk {

class PeopleSources;

/// Finds people by their names in the local copy, for a PeopleCompleter. @p sources must outlive
/// it.
PeopleCompleter::Find suggestions(PeopleSources &sources);

} // namespace segmentdesk
