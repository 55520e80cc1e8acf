// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/process.h"

#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <QFile>

#include <cstring>

#include <pwd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace segmentdesk {

void hardenProcess()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    umask(S_IRWXG | S_IRWXO);
    // The leak checker reads the process through ptrace, which a process that is not dumpable
    // refuses.
#if defined(Q_OS_LINUX) && !defined(__SANITIZE_ADDRESS__)
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

void wipe(char *text)
{
#ifdef Q_OS_MACOS
    memset_s(text, std::strlen(text), 0, std::strlen(text));
#else
    explicit_bzero(text, std::strlen(text));
#endif
}

bool isPeerOurs(qintptr socket)
{
#ifdef Q_OS_LINUX
    ucred who{};
    socklen_t size = sizeof who;
    return ::getsockopt(static_cast<int>(socket), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0
        && who.uid == ::geteuid();
#else
    uid_t user = 0;
    gid_t group = 0;
    return ::getpeereid(static_cast<int>(socket), &user, &group) == 0 && user == ::geteuid();
#endif
}

QString homeOfUser()
{
    const passwd *user = ::getpwuid(::geteuid()); // NOLINT(concurrency-mt-unsafe)
    return user && user->pw_dir && user->pw_dir[0] == '/' ? QFile::decodeName(user->pw_dir)
                                                          : QString();
}

bool isTerminal(FILE *stream)
{
    return ::isatty(::fileno(stream)) != 0;
}

} // namespace segmentdesk

#endif
