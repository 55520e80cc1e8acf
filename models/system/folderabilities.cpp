// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/folderabilities.h"

#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <QFile>

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr size_t mappedBytes = 4096;

bool canBePrivate(int descriptor)
{
    struct stat info = {};
    return ::fchmod(descriptor, S_IRUSR | S_IWUSR) == 0 && ::fstat(descriptor, &info) == 0
        && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

bool canBeLocked(int descriptor)
{
    struct flock whole = {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    return ::fcntl(descriptor, F_SETLK, &whole) == 0;
}

bool canBeShared(int descriptor)
{
    if (::ftruncate(descriptor, off_t(mappedBytes)) != 0)
        return errno == ENOSPC || errno == EDQUOT; // no room is another matter
    void *mapped = ::mmap(nullptr, mappedBytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (mapped == MAP_FAILED) // NOLINT(performance-no-int-to-ptr)
        return false;
    ::munmap(mapped, mappedBytes);
    return true;
}

} // namespace

bool saysNoRights(int error)
{
    return error == EPERM || error == ENOTSUP || error == ENOSYS;
}

FolderAbilities FolderAbilities::of(const QString &folder)
{
    FolderAbilities found;
    QByteArray name = QFile::encodeName(folder + u"/.abilities-XXXXXX"_s);
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0)
        return found;
    found.keepsRights = canBePrivate(descriptor);
    found.hasLocks = canBeLocked(descriptor);
    found.hasSharedMemory = canBeShared(descriptor);
    ::close(descriptor);
    ::unlink(name.constData());
    return found;
}

} // namespace segmentdesk

#endif
