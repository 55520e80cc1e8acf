// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk {

/// What the file system of a folder can do, tried with a file that is gone afterwards: exFAT and
/// many shares lack some of it. What could not be tried counts as there. (Plain side: nothing is
/// tried.)
struct FolderAbilities
{
    bool keepsRights = true; ///< a file can be its owner's alone
    bool hasLocks = true; ///< what two processes exclude each other by
    bool hasSharedMemory = true; ///< a file can be mapped by several processes

    static FolderAbilities of(const QString &folder);
};

/// Whether @p error, of changing the rights of a file that this process made, says that its file
/// system has none to change.
bool saysNoRights(int error);

} // namespace segmentdesk
