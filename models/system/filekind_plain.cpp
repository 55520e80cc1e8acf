// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/filekind.h"
#include "models/system/side.h"

#ifndef SEGMENTDESK_POSIX

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace segmentdesk {

FileKind fileKind(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return FileKind::Missing;
    if (info.isFile())
        return FileKind::Plain;
    return info.isDir() ? FileKind::Folder : FileKind::Stream;
}

bool isLink(const QString &path)
{
    return QFileInfo(path).isSymbolicLink();
}

bool isSameFile(const QString &one, const QString &other)
{
    const QString path = QFileInfo(one).canonicalFilePath();
    return !path.isEmpty() && path == QFileInfo(other).canonicalFilePath();
}

bool isSameFile(const QString &, int)
{
    return false;
}

std::optional<FileIdentity> fileIdentity(const QString &path)
{
    return QFileInfo::exists(path) ? std::optional(FileIdentity()) : std::nullopt;
}

tl::expected<std::unique_ptr<QFile>, QString> openPlainFile(const QString &path)
{
    switch (fileKind(path)) {
    case FileKind::Folder:
        return tl::unexpected(u"It is a folder."_s);
    case FileKind::Stream:
        return tl::unexpected(u"It is not a plain file."_s);
    case FileKind::Missing:
    case FileKind::Plain:
    case FileKind::Unknown:
        break;
    }
    return openStream(path);
}

tl::expected<std::unique_ptr<QFile>, QString> openStream(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return tl::unexpected(file->errorString());
    return file;
}

} // namespace segmentdesk

#endif
