// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/privatefile.h"
#include "models/system/scratchfolder.h"
#include "models/system/side.h"

#ifndef SEGMENTDESK_POSIX

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString lockIn(const QString &folder)
{
    return folder + u"/.lock"_s;
}

} // namespace

struct ScratchFolder::Hold
{
    explicit Hold(const QString &folder) : lock(lockIn(folder)) { lock.setStaleLockTime(0); }

    QLockFile lock;
};

ScratchFolder::ScratchFolder(const QString &path, std::unique_ptr<Hold> hold)
    : m_path(path), m_hold(std::move(hold))
{
}

tl::expected<std::unique_ptr<ScratchFolder>, QString> ScratchFolder::make(const QString &parent,
                                                                          const QString &prefix)
{
    sweep(parent, prefix);
    QTemporaryDir folder(parent + u'/' + prefix + u"XXXXXX"_s);
    if (!folder.isValid())
        return tl::unexpected(folder.errorString());
    folder.setAutoRemove(false);
    auto hold = std::make_unique<Hold>(folder.path());
    hold->lock.tryLock(0); // without locks nothing is swept there
    return std::unique_ptr<ScratchFolder>(new ScratchFolder(folder.path(), std::move(hold)));
}

ScratchFolder::~ScratchFolder()
{
    m_hold->lock.unlock(); // some systems delete no file that is open
    removeFolder(m_path);
}

void ScratchFolder::sweep(const QString &parent, const QString &prefix)
{
    const QDir folder(parent);
    const QStringList left =
        folder.entryList({prefix + u"??????"_s}, QDir::Dirs | QDir::NoSymLinks | QDir::Hidden);
    for (const QString &name : left) {
        const QString path = folder.filePath(name);
        if (!QFile::exists(lockIn(path)))
            continue;
        Hold hold(path);
        if (!hold.lock.tryLock(0))
            continue;
        hold.lock.unlock();
        removeFolder(path);
    }
}

} // namespace segmentdesk

#endif
