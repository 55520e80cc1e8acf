// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QString>

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace segmentdesk {

/// What a path leads to, links followed.
enum class FileKind {
    Missing,
    Plain, ///< bytes on a disk, which stay where they are
    Folder,
    Stream, ///< pipe, socket or device: read or written once, and never replaced
    Unknown, ///< the system does not tell: no right to look, for instance
};
FileKind fileKind(const QString &path);

/// Whether the last part of the path is a symbolic link, wherever it leads.
bool isLink(const QString &path);

/// Whether both lead to one file of one device, by whatever names: links, hard links, other
/// spellings. False if one is not there.
bool isSameFile(const QString &one, const QString &other);
/// The same; @p descriptor: of an open file, such as that of standard input.
bool isSameFile(const QString &path, int descriptor);

/// A plain file, open for reading, or why not in words of the system. What else a path may lead to
/// is refused and never waited for: reading a pipe twice finds nothing the second time, and a
/// device may have no end.
tl::expected<std::unique_ptr<QFile>, QString> openPlainFile(const QString &path);

/// Whatever the path leads to, open for reading, for copyStream(). Does not wait for the writer of
/// a pipe.
tl::expected<std::unique_ptr<QFile>, QString> openStream(const QString &path);

/// Which device, and which file of it, a path leads to.
using FileIdentity = std::pair<quint64, quint64>;
/// Nothing if there is none. Plain side: all files are alike.
std::optional<FileIdentity> fileIdentity(const QString &path);

} // namespace segmentdesk
