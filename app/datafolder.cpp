// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/datafolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace segmentdesk {

namespace {

constexpr QFile::Permissions ownerFile = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions ownerFolder = ownerFile | QFile::ExeOwner;

/// A folder that is there already keeps its rights: it may be the user's own, or /tmp.
bool makePrivateFolder(const QString &path)
{
    if (QFileInfo(path).isDir())
        return true;
    const QString parent = QFileInfo(path).absolutePath();
    return QDir().mkpath(parent) && QDir().mkdir(path, ownerFolder);
}

} // namespace

tl::expected<DataFolder, QString> DataFolder::open(const QString &dir)
{
    QString config = dir;
    QString data = dir;
    if (dir.isEmpty()) {
        config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
            + u"/segmentdesk";
        data =
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/segmentdesk";
    }
    for (const QString &folder : {config, data}) {
        if (!makePrivateFolder(folder))
            return tl::unexpected(u"The folder " + folder + u" cannot be made.");
    }
    DataFolder made;
    made.m_settingsFile = config + u"/segmentdesk.ini";
    made.m_sandboxFile = data + u"/sandbox.db";
    made.m_journalsFolder = data + u"/journals";
    made.m_visitsFolder = data + u"/visits";
    if (!makePrivateFolder(made.m_journalsFolder))
        return tl::unexpected(u"The folder " + made.m_journalsFolder + u" cannot be made.");
    for (const QString &file : {made.m_settingsFile, made.m_sandboxFile}) {
        if (!makePrivateFile(file))
            return tl::unexpected(u"The file " + file + u" cannot be written.");
    }
    return made;
}

bool DataFolder::makePrivateFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadWrite, ownerFile))
        return false;
    return file.setPermissions(ownerFile);
}

} // namespace segmentdesk
