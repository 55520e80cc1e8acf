// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/filekind.h"
#include "models/system/privatefile.h"
#include "models/system/side.h"

#ifndef SEGMENTDESK_POSIX

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr QFile::Permissions plainOwnerFile = QFile::ReadOwner | QFile::WriteOwner;

} // namespace

FileResult makePrivateFile(const QString &path)
{
    if (isLink(path))
        return tl::unexpected(u"It is a link to another file."_s);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, plainOwnerFile))
        return {};
    if (!file.exists())
        return tl::unexpected(file.errorString());
    if (fileKind(path) != FileKind::Plain)
        return tl::unexpected(u"It is not a plain file."_s);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly)
        || !file.setPermissions(plainOwnerFile))
        return tl::unexpected(file.errorString());
    return {};
}

bool syncFile(QFile &file)
{
    return file.flush();
}

FileResult makePrivateFolder(const QString &path)
{
    if (QFileInfo(path).isDir())
        return {};
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return tl::unexpected(u"The folder above it cannot be made."_s);
    if (!QDir().mkdir(path, plainOwnerFile | QFile::ExeOwner) && !QFileInfo(path).isDir())
        return tl::unexpected(u"The system refuses it."_s);
    return {};
}

FileResult mayMakeIn(const QString &folder)
{
    QString nearest = QFileInfo(folder).absoluteFilePath();
    while (!QFileInfo::exists(nearest))
        nearest = QFileInfo(nearest).absolutePath();
    if (QFileInfo(nearest).isWritable())
        return {};
    return tl::unexpected(u"The system refuses it."_s);
}

bool removeFolder(const QString &path)
{
    std::error_code error;
    std::filesystem::remove_all(std::filesystem::path(path.toStdU16String()), error);
    return !error;
}

} // namespace segmentdesk

#endif
