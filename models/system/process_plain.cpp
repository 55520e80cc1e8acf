// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/process.h"
#include "models/system/side.h"

#ifndef SEGMENTDESK_POSIX

#include <QDir>

namespace segmentdesk {

void hardenProcess()
{
}

void wipe(char *text)
{
    // Through a volatile pointer, so that the writes are not optimized away.
    for (volatile char *letter = text; *letter != '\0'; ++letter)
        *letter = '\0';
}

bool isPeerOurs(qintptr socket)
{
    return socket >= 0;
}

QString homeOfUser()
{
    return QDir::homePath();
}

bool isTerminal(FILE *)
{
    return false;
}

} // namespace segmentdesk

#endif
