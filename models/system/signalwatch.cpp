// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/signalwatch.h"

#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <QSocketNotifier>

#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace segmentdesk {

namespace {

int signalPipe[2] = {-1, -1};
int signalExitBase = 0;
volatile std::sig_atomic_t signalsSeen = 0;

// Only what is safe in a signal handler: a byte wakes the event loop; the second signal is the end.
void onSignal(int number)
{
    if (signalsSeen != 0)
        ::_exit(signalExitBase + number);
    signalsSeen = 1;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const ssize_t written = ::write(signalPipe[0], &byte, 1);
}

} // namespace

SignalWatch::SignalWatch(int exitBase, QObject *parent) : QObject(parent)
{
    signalExitBase = exitBase;
    std::signal(SIGPIPE, SIG_IGN);
    if (signalPipe[0] < 0) {
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe) != 0)
            return;
        for (const int end : signalPipe)
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    auto *notifier = new QSocketNotifier(signalPipe[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char number = 0;
        if (::read(signalPipe[1], &number, 1) == 1)
            Q_EMIT received(number);
    });
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        if (std::signal(number, onSignal) == SIG_IGN)
            std::signal(number, SIG_IGN);
    }
}

} // namespace segmentdesk

#endif
