// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/openfolder.h"
#include "models/system/side.h"

#ifndef SEGMENTDESK_POSIX

#include <QDir>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace segmentdesk {

struct OpenFolder::Handle
{
    explicit Handle(const QString &opened) : path(opened) { }

    QString path;
};

OpenFolder::Opened OpenFolder::open(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return tl::unexpected(u"It is no folder."_s);
    return OpenFolder(std::make_shared<const Handle>(path));
}

OpenFolder::Opened OpenFolder::folder(const QString &name) const
{
    const QFileInfo info(m_handle->path + u'/' + name);
    if (info.isSymLink() || !info.isDir())
        return tl::unexpected(u"It is a link, or no folder."_s);
    return OpenFolder(std::make_shared<const Handle>(info.filePath()));
}

OpenFolder::Opened OpenFolder::makeFolder(const QString &name) const
{
    QDir(m_handle->path)
        .mkdir(name, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner); // folder() says why
    return folder(name);
}

tl::expected<void, QString> OpenFolder::move(const QString &name, const OpenFolder &to) const
{
    const QString from = m_handle->path + u'/' + name;
    const QString into = to.m_handle->path + u'/' + name;
    const QFileInfo replaced(into);
    if (replaced.isFile() && !replaced.isSymLink()
        && !QFile::setPermissions(from, replaced.permissions()))
        return tl::unexpected(u"Its rights cannot be set."_s);
    std::error_code error;
    std::filesystem::rename(from.toStdU16String(), into.toStdU16String(), error);
    if (error)
        return tl::unexpected(QString::fromStdString(error.message()));
    return {};
}

tl::expected<void, QString> OpenFolder::remove(const QString &name) const
{
    QFile file(m_handle->path + u'/' + name);
    if (!file.remove())
        return tl::unexpected(file.errorString());
    return {};
}

} // namespace segmentdesk

#endif
