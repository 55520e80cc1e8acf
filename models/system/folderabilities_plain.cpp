// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/folderabilities.h"
#include "models/system/side.h"

#ifndef SEGMENTDESK_POSIX

namespace segmentdesk {

bool saysNoRights(int)
{
    return false;
}

FolderAbilities FolderAbilities::of(const QString &)
{
    return {};
}

} // namespace segmentdesk

#endif
