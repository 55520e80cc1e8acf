// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/visitfolder.h"

#include "models/system/privatefile.h"

#include <QDir>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr QFile::Permissions ownerFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

QString lockOf(const QString &folder)
{
    return folder + u".lock"_s;
}

} // namespace

VisitFolder::VisitFolder(const QString &path) : m_path(path), m_lock(lockOf(path))
{
    m_lock.setStaleLockTime(0); // however long a visit takes; only the process counts
}

std::unique_ptr<VisitFolder> VisitFolder::make(const QString &parent)
{
    if (!QDir(parent).exists() && !QDir().mkdir(parent, ownerFolder))
        return nullptr;
    const QString name = QUuid::createUuid().toString(QUuid::Id128);
    std::unique_ptr<VisitFolder> made(new VisitFolder(parent + u'/' + name));
    // The lock comes first: a sweep of another process never sees the folder without it.
    if (!made->m_lock.tryLock(0) || !QDir().mkdir(made->m_path, ownerFolder))
        return nullptr;
    return made;
}

VisitFolder::~VisitFolder()
{
    removeFolder(m_path);
}

void VisitFolder::sweep(const QString &parent)
{
    const QDir folder(parent);
    const QStringList left = folder.entryList(QDir::Dirs | QDir::NoSymLinks | QDir::NoDotAndDotDot);
    for (const QString &name : left) {
        const QString path = folder.filePath(name);
        QLockFile lock(lockOf(path));
        lock.setStaleLockTime(0);
        if (lock.tryLock(0))
            removeFolder(path);
    }
}

} // namespace segmentdesk
