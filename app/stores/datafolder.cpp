// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/datafolder.h"

#include "models/system/privatefile.h"

#include <QStandardPaths>

namespace segmentdesk {

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
        if (const FileResult folderMade = makePrivateFolder(folder); !folderMade)
            return tl::unexpected(u"The folder " + folder + u" cannot be made. "
                                  + folderMade.error());
    }
    DataFolder made;
    made.m_path = data;
    made.m_settingsFile = config + u"/segmentdesk.ini";
    made.m_sandboxFile = data + u"/sandbox.db";
    made.m_journalsFolder = data + u"/journals";
    made.m_visitsFolder = data + u"/visits";
    if (const FileResult folderMade = makePrivateFolder(made.m_journalsFolder); !folderMade)
        return tl::unexpected(u"The folder " + made.m_journalsFolder + u" cannot be made. "
                              + folderMade.error());
    for (const QString &file : {made.m_settingsFile, made.m_sandboxFile}) {
        if (const FileResult fileMade = segmentdesk::makePrivateFile(file); !fileMade)
            return tl::unexpected(u"The file " + file + u" cannot be written. " + fileMade.error());
    }
    return made;
}

bool DataFolder::makePrivateFile(const QString &path)
{
    return segmentdesk::makePrivateFile(path).has_value();
}

} // namespace segmentdesk
