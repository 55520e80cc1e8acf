// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/side.h"
#include "models/system/standardstreams.h"

#ifndef SEGMENTDESK_POSIX

namespace segmentdesk {

void openStandardStreams()
{
}

} // namespace segmentdesk

#endif
