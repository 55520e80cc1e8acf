// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/standardstreams.h"

#include "models/system/side.h"

#include <cerrno>
#include <cstdlib>

#ifdef SEGMENTDESK_POSIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace segmentdesk {

#ifdef SEGMENTDESK_POSIX

void openStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF)
            continue;
        // The lowest number that is free is this one. Against its direction: to be without output
        // is no success.
        const int opened = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        if (opened != stream)
            ::_exit(EXIT_FAILURE);
    }
}

#endif

bool writeTo(FILE *stream, const QByteArray &text)
{
    const auto size = static_cast<size_t>(text.size());
    return std::fwrite(text.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
}

} // namespace segmentdesk
