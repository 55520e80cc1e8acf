// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Preloaded into a program (LD_PRELOAD), makes its disk one of those that can do less, as the
// environment says: POORDISK_NO_RIGHTS as exFAT, POORDISK_NO_LOCKS and POORDISK_NO_SHARED as some
// network shares.

#include <cerrno>
#include <cstdarg>
#include <cstdlib>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace {

bool lacks(const char *what)
{
    return std::getenv(what) != nullptr;
}

template <typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

int refuse(int error)
{
    errno = error;
    return -1;
}

/// Everyone's, as on a disk without rights.
int shared(int result, mode_t *mode)
{
    if (result == 0 && lacks("POORDISK_NO_RIGHTS"))
        *mode |= S_ISREG(*mode) ? 0666 : 0;
    return result;
}

bool isLock(int command)
{
    return command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK
        || command == F_OFD_SETLKW;
}

} // namespace

extern "C" {

int fchmod(int descriptor, mode_t mode) noexcept
{
    return lacks("POORDISK_NO_RIGHTS") ? refuse(EPERM)
                                       : next<int(int, mode_t)>("fchmod")(descriptor, mode);
}

int fchmodat(int folder, const char *path, mode_t mode, int flags) noexcept
{
    return lacks("POORDISK_NO_RIGHTS")
        ? refuse(EPERM)
        : next<int(int, const char *, mode_t, int)>("fchmodat")(folder, path, mode, flags);
}

int fstat(int descriptor, struct stat *facts) noexcept
{
    return shared(next<int(int, struct stat *)>("fstat")(descriptor, facts), &facts->st_mode);
}

int fstat64(int descriptor, struct stat64 *facts) noexcept
{
    return shared(next<int(int, struct stat64 *)>("fstat64")(descriptor, facts), &facts->st_mode);
}

int statx(int folder, const char *path, int flags, unsigned mask, struct statx *facts) noexcept
{
    const int result = next<int(int, const char *, int, unsigned, struct statx *)>("statx")(
        folder, path, flags, mask, facts);
    mode_t mode = facts->stx_mode;
    shared(result, &mode);
    facts->stx_mode = static_cast<decltype(facts->stx_mode)>(mode);
    return result;
}

int fcntl(int descriptor, int command, ...)
{
    va_list rest;
    va_start(rest, command);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    if (isLock(command) && lacks("POORDISK_NO_LOCKS"))
        return refuse(ENOLCK);
    return next<int(int, int, ...)>("fcntl")(descriptor, command, argument);
}

int fcntl64(int descriptor, int command, ...)
{
    va_list rest;
    va_start(rest, command);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    if (isLock(command) && lacks("POORDISK_NO_LOCKS"))
        return refuse(ENOLCK);
    return next<int(int, int, ...)>("fcntl64")(descriptor, command, argument);
}

void *mmap(void *address, size_t length, int protection, int flags, int descriptor,
           off_t offset) noexcept
{
    if (descriptor >= 0 && (flags & MAP_SHARED) != 0 && (protection & PROT_WRITE) != 0
        && lacks("POORDISK_NO_SHARED")) {
        errno = ENODEV;
        return MAP_FAILED;
    }
    return next<void *(void *, size_t, int, int, int, off_t)>("mmap")(address, length, protection,
                                                                      flags, descriptor, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int descriptor,
             off64_t offset) noexcept
{
    return mmap(address, length, protection, flags, descriptor, offset);
}

} // extern "C"
