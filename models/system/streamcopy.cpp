// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/streamcopy.h"

#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr size_t pieceBytes = 65'536;
constexpr int lookMs = 100; ///< between two looks at whether the copy is abandoned

/// While it lives, writing to a pipe without a reader fails with EPIPE instead of ending the
/// program.
class NoBrokenPipe
{
public:
    NoBrokenPipe()
    {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~NoBrokenPipe()
    {
        const timespec now{0, 0};
        while (sigtimedwait(&m_pipe, nullptr, &now) > 0) { }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    Q_DISABLE_COPY_MOVE(NoBrokenPipe)

private:
    sigset_t m_pipe{};
    sigset_t m_before{};
};

/// Waits until the descriptor can be read or written.
class Waiting
{
public:
    Waiting(const Abandon &abandon, std::chrono::milliseconds patience)
        : m_abandon(abandon), m_patience(patience)
    {
        m_sinceMove.start();
    }

    void moved() { m_sinceMove.start(); }
    /// False: it was abandoned, or took too long.
    bool until(int descriptor, short event, QString *why)
    {
        for (;;) {
            if (*m_abandon)
                return false;
            pollfd one{descriptor, event, 0};
            const int ready = ::poll(&one, 1, lookMs);
            if (ready > 0)
                return true; // also for an error, which the next call returns
            if (ready < 0 && errno != EINTR) {
                *why = qt_error_string(errno);
                return false;
            }
            if (m_patience.count() > 0 && m_sinceMove.elapsed() > m_patience.count()) {
                *why = u"Nothing has moved for %1 s."_s.arg(m_patience.count() / 1000);
                return false;
            }
        }
    }

private:
    const Abandon &m_abandon;
    std::chrono::milliseconds m_patience;
    QElapsedTimer m_sinceMove;
};

} // namespace

tl::expected<qint64, QString> copyStream(int from, int to, const Abandon &abandon,
                                         StreamLimits limits)
{
    const NoBrokenPipe quiet;
    Waiting waiting(abandon, limits.patience);
    QString why;
    qint64 copied = 0;
    std::array<char, pieceBytes> piece{};
    // A pipe that polls as writable takes PIPE_BUF (4 KiB) without waiting.
    struct stat info = {};
    const bool isPlain = ::fstat(to, &info) == 0 && S_ISREG(info.st_mode);
    const size_t most = isPlain ? pieceBytes : 4096;
    for (;;) {
        if (!waiting.until(from, POLLIN, &why))
            return tl::unexpected(why);
        const ssize_t got = ::read(from, piece.data(), piece.size());
        if (got == 0)
            return copied;
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0)
            return tl::unexpected(qt_error_string(errno));
        waiting.moved();
        copied += got;
        if (limits.mostBytes >= 0 && copied > limits.mostBytes)
            return tl::unexpected(
                u"There are more than %1 MiB."_s.arg(limits.mostBytes / (1024 * 1024)));
        for (ssize_t done = 0; done < got;) {
            if (!waiting.until(to, POLLOUT, &why))
                return tl::unexpected(why);
            const ssize_t put =
                ::write(to, piece.data() + done, std::min(static_cast<size_t>(got - done), most));
            if (put < 0 && (errno == EINTR || errno == EAGAIN))
                continue;
            if (put <= 0)
                return tl::unexpected(qt_error_string(errno));
            waiting.moved();
            done += put;
        }
    }
}

} // namespace segmentdesk

#endif
