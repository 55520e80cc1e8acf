// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/simdisk.h"

#include <sqlite3.h>

#include <cstring>
#include <string_view>

namespace segmentdesk::simulation {

namespace {

/// A file of ours, with the machine's behind it in the same piece of memory.
struct File
{
    sqlite3_file base;
    bool isJournal;
};

sqlite3_file *behind(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<File *>(file) + 1);
}

sqlite3_vfs *machine()
{
    static sqlite3_vfs *vfs = sqlite3_vfs_find("unix");
    return vfs;
}

int closeFile(sqlite3_file *file)
{
    return behind(file)->pMethods ? behind(file)->pMethods->xClose(behind(file)) : SQLITE_OK;
}

int readFile(sqlite3_file *file, void *bytes, int size, sqlite3_int64 at)
{
    return behind(file)->pMethods->xRead(behind(file), bytes, size, at);
}

int writeFile(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    const auto write = [&](int part) {
        return behind(file)->pMethods->xWrite(behind(file), bytes, part, at);
    };
    if (!reinterpret_cast<File *>(file)->isJournal)
        return write(size);
    Disk &disk = theDisk();
    ++disk.writes;
    if (disk.isDead)
        return SQLITE_IOERR_WRITE;
    if (disk.isFull)
        return SQLITE_FULL;
    if (disk.failingWrites > 0) {
        --disk.failingWrites;
        return SQLITE_IOERR_WRITE;
    }
    if (disk.writesUntilTorn >= 0 && disk.writesUntilTorn-- == 0) {
        disk.isDead = true;
        write(size / 2);
        return SQLITE_IOERR_WRITE;
    }
    return write(size);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    if (reinterpret_cast<File *>(file)->isJournal && theDisk().isDead)
        return SQLITE_IOERR_TRUNCATE;
    return behind(file)->pMethods->xTruncate(behind(file), size);
}

int syncFile(sqlite3_file *file, int)
{
    // What the kernel has is as good as on the disk here: only the program dies.
    return reinterpret_cast<File *>(file)->isJournal && theDisk().isDead ? SQLITE_IOERR_FSYNC
                                                                         : SQLITE_OK;
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    return behind(file)->pMethods->xFileSize(behind(file), size);
}

int lockFile(sqlite3_file *file, int lock)
{
    return behind(file)->pMethods->xLock(behind(file), lock);
}

int unlockFile(sqlite3_file *file, int lock)
{
    return behind(file)->pMethods->xUnlock(behind(file), lock);
}

int checkLock(sqlite3_file *file, int *isReserved)
{
    return behind(file)->pMethods->xCheckReservedLock(behind(file), isReserved);
}

int controlFile(sqlite3_file *file, int operation, void *argument)
{
    return behind(file)->pMethods->xFileControl(behind(file), operation, argument);
}

int sectorSize(sqlite3_file *file)
{
    return behind(file)->pMethods->xSectorSize(behind(file));
}

int characteristics(sqlite3_file *file)
{
    return behind(file)->pMethods->xDeviceCharacteristics(behind(file));
}

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return behind(file)->pMethods->xShmMap(behind(file), page, size, extend, memory);
}

int lockShared(sqlite3_file *file, int offset, int number, int flags)
{
    return behind(file)->pMethods->xShmLock(behind(file), offset, number, flags);
}

void shareBarrier(sqlite3_file *file)
{
    behind(file)->pMethods->xShmBarrier(behind(file));
}

int unmapShared(sqlite3_file *file, int remove)
{
    return behind(file)->pMethods->xShmUnmap(behind(file), remove);
}

const sqlite3_io_methods methods{
    2,          closeFile,    readFile,    writeFile,   truncateFile, syncFile,        sizeOfFile,
    lockFile,   unlockFile,   checkLock,   controlFile, sectorSize,   characteristics, mapShared,
    lockShared, shareBarrier, unmapShared, nullptr,     nullptr};

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *opened)
{
    auto *ours = reinterpret_cast<File *>(file);
    ours->base.pMethods = nullptr;
    ours->isJournal =
        name && std::string_view(name).find("journal.sqlite") != std::string_view::npos;
    const int result = machine()->xOpen(machine(), name, behind(file), flags, opened);
    if (result == SQLITE_OK || behind(file)->pMethods)
        ours->base.pMethods = &methods;
    return result;
}

int removeFile(sqlite3_vfs *, const char *name, int)
{
    return machine()->xDelete(machine(), name, 0); // without a look at the folder on the disk
}

} // namespace

Disk &theDisk()
{
    static Disk disk;
    return disk;
}

void installDisk()
{
    static sqlite3_vfs ours = *machine();
    ours.szOsFile = int(sizeof(File)) + machine()->szOsFile;
    ours.zName = "simulation";
    ours.xOpen = openFile;
    ours.xDelete = removeFile;
    ours.pNext = nullptr;
    sqlite3_vfs_register(&ours, 1);
}

} // namespace segmentdesk::simulation
