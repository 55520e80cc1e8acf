// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/datafolder.h"

#include "models/system/privatefile.h"
#include "models/system/process.h"

#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// The place that the system has for it; without HOME, as a scheduler may start it, in the home
/// folder that the system has for this user. Empty: it has none.
QString systemPlace(QStandardPaths::StandardLocation location, const char *variable,
                    const QString &inHome)
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    if (qEnvironmentVariableIsEmpty("HOME") && qEnvironmentVariableIsEmpty(variable)) {
        const QString home = homeOfUser();
        return home.isEmpty() ? home : home + inHome;
    }
#else
    Q_UNUSED(variable)
    Q_UNUSED(inHome)
#endif
    return QStandardPaths::writableLocation(location);
}

QString refused(const QString &what, const QString &why)
{
    return what + u": "_s + (why.endsWith(u'.') ? why.chopped(1) : why) + u'.';
}

} // namespace

tl::expected<DataFolder, QString> DataFolder::find(const QString &dir)
{
    QString config = dir;
    QString data = dir;
    if (dir.isEmpty()) {
        config =
            systemPlace(QStandardPaths::GenericConfigLocation, "XDG_CONFIG_HOME", u"/.config"_s);
        data =
            systemPlace(QStandardPaths::GenericDataLocation, "XDG_DATA_HOME", u"/.local/share"_s);
        if (config.isEmpty() || data.isEmpty())
            return tl::unexpected(
                u"This user has no home folder. --data-dir names a folder to use."_s);
        config += u"/segmentdesk"_s;
        data += u"/segmentdesk"_s;
    }
    DataFolder found;
    found.m_path = data;
    found.m_settingsFile = config + u"/segmentdesk.ini"_s;
    found.m_sandboxFile = data + u"/sandbox.db"_s;
    found.m_journalsFolder = data + u"/journals"_s;
    found.m_visitsFolder = data + u"/visits"_s;
    return found;
}

tl::expected<void, QString> DataFolder::make()
{
    for (const QString &folder :
         {QFileInfo(m_settingsFile).absolutePath(), m_path, m_journalsFolder}) {
        if (const FileResult made = makePrivateFolder(folder); !made)
            return tl::unexpected(
                refused(u"The folder "_s + folder + u" cannot be made"_s, made.error()));
    }
    for (const QString &file : {m_settingsFile, m_sandboxFile}) {
        if (const FileResult made = segmentdesk::makePrivateFile(file); !made)
            return tl::unexpected(
                refused(u"The file "_s + file + u" cannot be written"_s, made.error()));
    }
    // Others can read it if the file system has no rights, whatever was asked for.
    m_isOpenToOthers = (QFile::permissions(m_sandboxFile) & (QFile::ReadGroup | QFile::ReadOther))
        != QFile::Permissions();
    return {};
}

tl::expected<DataFolder, QString> DataFolder::open(const QString &dir)
{
    auto found = find(dir);
    if (!found)
        return found;
    if (const auto made = found->make(); !made)
        return tl::unexpected(made.error());
    return found;
}

DataFolder DataFolder::openAnyway(const QString &dir)
{
    const auto found = find(dir);
    DataFolder folder = found.value_or(DataFolder());
    if (!found)
        folder.m_problem = found.error();
    else if (const auto made = folder.make(); !made)
        folder.m_problem = made.error();
    return folder;
}

DataFolder DataFolder::look(const QString &dir)
{
    DataFolder folder = find(dir).value_or(DataFolder());
    if (const FileResult may = mayMakeIn(folder.m_path); !may)
        folder.m_problem =
            refused(u"The folder "_s + folder.m_path + u" cannot be written"_s, may.error());
    return folder;
}

bool DataFolder::makePrivateFile(const QString &path)
{
    return segmentdesk::makePrivateFile(path).has_value();
}

} // namespace segmentdesk
