// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QtGlobal>

#include <cstdio>

namespace segmentdesk {

/// Keeps what this process knows to itself: no core dumps, no debugger of another process (Linux),
/// and new files are this user's alone, also those that a library makes. Plain side: nothing.
void hardenProcess();

/// Overwrites a text where it stands, so that its bytes are not left in memory.
void wipe(char *text);

/// Whether the other end of a local socket is a process of the same user. A name in a shared folder
/// may be anybody's. Plain side: taken for granted, since its names are not in shared folders.
bool isPeerOurs(qintptr socket);

/// The home folder that the system has for this user, whatever the environment says. Empty: it has
/// none. Plain side: the one of the environment.
QString homeOfUser();

/// Whether a person may be reading this stream.
bool isTerminal(FILE *stream);

} // namespace segmentdesk
