// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/scratchfolder.h"

#include "models/system/privatefile.h"
#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int mostTries = 5;

int openFolder(const QByteArray &path)
{
    return ::open(path.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

} // namespace

struct ScratchFolder::Hold
{
    explicit Hold(int folder) : lock(folder) { }
    ~Hold() { ::close(lock); }
    Q_DISABLE_COPY_MOVE(Hold)

    int lock; ///< of the folder itself
};

ScratchFolder::ScratchFolder(const QString &path, std::unique_ptr<Hold> hold)
    : m_path(path), m_hold(std::move(hold))
{
}

tl::expected<std::unique_ptr<ScratchFolder>, QString> ScratchFolder::make(const QString &parent,
                                                                          const QString &prefix)
{
    sweep(parent, prefix);
    int why = 0;
    for (int tries = 0; tries < mostTries; ++tries) {
        QByteArray name = QFile::encodeName(parent + u'/' + prefix + u"XXXXXX"_s);
        if (!::mkdtemp(name.data()))
            return tl::unexpected(qt_error_string(errno));
        const int lock = openFolder(name);
        // A file system without locks does as well: then nothing is swept there.
        if (lock >= 0 && (::flock(lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK))
            return std::unique_ptr<ScratchFolder>(
                new ScratchFolder(QFile::decodeName(name), std::make_unique<Hold>(lock)));
        why = errno; // another program was sweeping just now
        if (lock >= 0)
            ::close(lock);
    }
    return tl::unexpected(qt_error_string(why));
}

ScratchFolder::~ScratchFolder()
{
    removeFolder(m_path);
}

void ScratchFolder::sweep(const QString &parent, const QString &prefix)
{
    const QDir folder(parent);
    const QStringList left =
        folder.entryList({prefix + u"??????"_s}, QDir::Dirs | QDir::NoSymLinks | QDir::Hidden);
    for (const QString &name : left) {
        const QString path = folder.filePath(name);
        const int lock = openFolder(QFile::encodeName(path));
        if (lock < 0)
            continue;
        struct stat info = {};
        const bool isOurs = ::fstat(lock, &info) == 0 && info.st_uid == ::geteuid()
            && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0;
        if (isOurs && ::flock(lock, LOCK_EX | LOCK_NB) == 0)
            removeFolder(path);
        ::close(lock);
    }
}

} // namespace segmentdesk

#endif
