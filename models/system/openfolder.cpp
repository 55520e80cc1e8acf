// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/openfolder.h"

#include "models/system/folderabilities.h"
#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <QFile>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

struct OpenFolder::Handle
{
    explicit Handle(int opened) : descriptor(opened) { }
    ~Handle() { ::close(descriptor); }
    Q_DISABLE_COPY_MOVE(Handle)

    int descriptor;
};

namespace {

tl::unexpected<QString> folderError()
{
    return tl::unexpected(errno == ELOOP || errno == ENOTDIR ? u"It is a link, or no folder."_s
                                                             : qt_error_string(errno));
}

} // namespace

OpenFolder::Opened OpenFolder::open(const QString &path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return folderError();
    return OpenFolder(std::make_shared<const Handle>(descriptor));
}

OpenFolder::Opened OpenFolder::folder(const QString &name) const
{
    const int descriptor = ::openat(m_handle->descriptor, QFile::encodeName(name).constData(),
                                    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return folderError();
    return OpenFolder(std::make_shared<const Handle>(descriptor));
}

OpenFolder::Opened OpenFolder::makeFolder(const QString &name) const
{
    if (::mkdirat(m_handle->descriptor, QFile::encodeName(name).constData(), S_IRWXU) != 0
        && errno != EEXIST)
        return folderError();
    return folder(name);
}

tl::expected<void, QString> OpenFolder::move(const QString &name, const OpenFolder &to) const
{
    const QByteArray file = QFile::encodeName(name);
    const int from = m_handle->descriptor;
    const int into = to.m_handle->descriptor;
    struct stat info = {};
    if (::fstatat(into, file.constData(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode)
        && ::fchmodat(from, file.constData(), info.st_mode & 0777, 0) != 0 && !saysNoRights(errno))
        return tl::unexpected(qt_error_string(errno));
    if (::renameat(from, file.constData(), into, file.constData()) != 0)
        return tl::unexpected(qt_error_string(errno));
    return {};
}

tl::expected<void, QString> OpenFolder::remove(const QString &name) const
{
    if (::unlinkat(m_handle->descriptor, QFile::encodeName(name).constData(), 0) != 0)
        return tl::unexpected(qt_error_string(errno));
    return {};
}

} // namespace segmentdesk

#endif
