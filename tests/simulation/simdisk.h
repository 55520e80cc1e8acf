// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace segmentdesk::simulation {

/// The disk under SQLite: the machine's own, without waiting for it, with harm to what is written
/// to a journal. One for the process, as SQLite has it.
struct Disk
{
    int failingWrites = 0; ///< so many of the next writes fail
    bool isFull = false; ///< every write fails for want of room
    int writesUntilTorn = -1; ///< then one is written by half, and the machine is dead; -1: never
    bool isDead = false; ///< nothing is written any more
    qint64 writes = 0; ///< so far
};

Disk &theDisk();
/// Makes it the disk of every database that is opened from now on.
void installDisk();

} // namespace segmentdesk::simulation
