// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/side.h"
#include "models/system/streamcopy.h"

#ifndef SEGMENTDESK_POSIX

#include <QFile>

using namespace Qt::StringLiterals;

namespace segmentdesk {

// Waits in a read or write as long as the system does: limits.patience needs system calls.
tl::expected<qint64, QString> copyStream(int from, int to, const Abandon &abandon,
                                         StreamLimits limits)
{
    constexpr qint64 plainPiece = 65'536;
    QFile input;
    QFile output;
    if (!input.open(from, QIODevice::ReadOnly | QIODevice::Unbuffered))
        return tl::unexpected(input.errorString());
    if (!output.open(to, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return tl::unexpected(output.errorString());
    qint64 copied = 0;
    while (!*abandon) {
        const QByteArray piece = input.read(plainPiece);
        if (piece.isEmpty())
            return input.error() == QFileDevice::NoError ? tl::expected<qint64, QString>(copied)
                                                         : tl::unexpected(input.errorString());
        copied += piece.size();
        if (limits.mostBytes >= 0 && copied > limits.mostBytes)
            return tl::unexpected(
                u"There are more than %1 MiB."_s.arg(limits.mostBytes / (1024 * 1024)));
        if (output.write(piece) != piece.size())
            return tl::unexpected(output.errorString());
    }
    return tl::unexpected(QString());
}

} // namespace segmentdesk

#endif
