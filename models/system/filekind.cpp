// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/filekind.h"

#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

FileKind kindOf(const struct stat &info)
{
    if (S_ISREG(info.st_mode))
        return FileKind::Plain;
    return S_ISDIR(info.st_mode) ? FileKind::Folder : FileKind::Stream;
}

bool areSame(const struct stat &one, const struct stat &other)
{
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/// Opening a pipe would wait for its writer.
int openWithoutWaiting(const QString &path)
{
    return ::open(QFile::encodeName(path).constData(),
                  O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

tl::expected<std::unique_ptr<QFile>, QString> fileOf(int descriptor)
{
    auto file = std::make_unique<QFile>();
    if (!file->open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered,
                    QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return tl::unexpected(file->errorString());
    }
    return file;
}

} // namespace

FileKind fileKind(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) == 0)
        return kindOf(info);
    return errno == ENOENT || errno == ENOTDIR ? FileKind::Missing : FileKind::Unknown;
}

bool isLink(const QString &path)
{
    struct stat info = {};
    return ::lstat(QFile::encodeName(path).constData(), &info) == 0 && S_ISLNK(info.st_mode);
}

bool isSameFile(const QString &one, const QString &other)
{
    struct stat a = {};
    struct stat b = {};
    return ::stat(QFile::encodeName(one).constData(), &a) == 0
        && ::stat(QFile::encodeName(other).constData(), &b) == 0 && areSame(a, b);
}

bool isSameFile(const QString &path, int descriptor)
{
    struct stat a = {};
    struct stat b = {};
    return ::stat(QFile::encodeName(path).constData(), &a) == 0 && ::fstat(descriptor, &b) == 0
        && areSame(a, b);
}

std::optional<FileIdentity> fileIdentity(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return std::nullopt;
    return FileIdentity{static_cast<quint64>(info.st_dev), static_cast<quint64>(info.st_ino)};
}

tl::expected<std::unique_ptr<QFile>, QString> openPlainFile(const QString &path)
{
    const int descriptor = openWithoutWaiting(path);
    if (descriptor < 0)
        return tl::unexpected(qt_error_string(errno));
    struct stat info = {};
    if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(descriptor);
        return tl::unexpected(S_ISDIR(info.st_mode) ? u"It is a folder."_s
                                                    : u"It is not a plain file."_s);
    }
    return fileOf(descriptor);
}

tl::expected<std::unique_ptr<QFile>, QString> openStream(const QString &path)
{
    const int descriptor = openWithoutWaiting(path);
    if (descriptor < 0)
        return tl::unexpected(qt_error_string(errno));
    return fileOf(descriptor);
}

} // namespace segmentdesk

#endif
