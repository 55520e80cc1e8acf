// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/privatefile.h"

#include "models/system/folderabilities.h"
#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr mode_t ownerFile = S_IRUSR | S_IWUSR;
constexpr mode_t ownerFolder = ownerFile | S_IXUSR;
constexpr mode_t othersRights = S_IRWXG | S_IRWXO;

/// Of the call before: others in between have errors of their own.
tl::unexpected<QString> errorOf(int code)
{
    return tl::unexpected(code == ELOOP ? u"It is a link to another file."_s
                                        : qt_error_string(code));
}

} // namespace

FileResult makePrivateFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const int descriptor =
        ::open(name.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, ownerFile);
    if (descriptor < 0)
        return errorOf(errno);
    struct stat info = {};
    FileResult result;
    if (::fstat(descriptor, &info) != 0)
        result = errorOf(errno);
    else if (!S_ISREG(info.st_mode))
        result = tl::unexpected(u"It is not a plain file."_s);
    else if ((info.st_mode & othersRights) != 0 && ::fchmod(descriptor, ownerFile) != 0) {
        result = errorOf(errno); // made by something else, unless none can be taken here
        if (!FolderAbilities::of(QFileInfo(path).absolutePath()).keepsRights)
            result = {};
    }
    ::close(descriptor);
    return result;
}

bool syncFile(QFile &file)
{
    return file.flush() && ::fsync(file.handle()) == 0;
}

FileResult makePrivateFolder(const QString &path)
{
    if (QFileInfo(path).isDir())
        return {};
    std::error_code above;
    std::filesystem::create_directories(
        std::filesystem::path(QFileInfo(path).absolutePath().toStdU16String()), above);
    if (above)
        return errorOf(above.value());
    if (::mkdir(QFile::encodeName(path).constData(), ownerFolder) == 0)
        return {};
    const int code = errno;
    return QFileInfo(path).isDir() ? FileResult() : errorOf(code);
}

FileResult mayMakeIn(const QString &folder)
{
    QString nearest = QFileInfo(folder).absoluteFilePath();
    while (!QFileInfo::exists(nearest))
        nearest = QFileInfo(nearest).absolutePath();
    if (::access(QFile::encodeName(nearest).constData(), W_OK | X_OK) == 0)
        return {};
    return errorOf(errno);
}

bool removeFolder(const QString &path)
{
    std::error_code error;
    std::filesystem::remove_all(std::filesystem::path(path.toStdU16String()), error);
    return !error;
}

} // namespace segmentdesk

#endif
