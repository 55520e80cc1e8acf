// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/filekind.h"
#include "models/system/outputfile.h"
#include "models/system/privatefile.h"
#include "models/system/side.h"

#ifndef SEGMENTDESK_POSIX

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QUuid>

#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Less room than one more write takes.
constexpr qint64 plainNoRoom = 2 * 1024 * 1024;

} // namespace

tl::expected<std::unique_ptr<OutputFile>, QString> OutputFile::open(const QString &path,
                                                                    const Abandon &abandon)
{
    std::unique_ptr<OutputFile> file(new OutputFile(path, abandon));
    const QFileInfo info(path);
    if (info.isSymbolicLink())
        file->m_error = u"It is a link to another file. Choose that file, or another name."_s;
    else if (info.isDir())
        file->m_error = u"It is a folder."_s;
    else if (info.exists() && !info.isFile())
        file->openStream();
    else if (info.exists() && !info.isWritable())
        file->m_error = u"It is protected against writing."_s;
    else {
        if (info.exists())
            file->m_rights = int(info.permissions());
        file->openPart(info.absolutePath());
    }
    if (!file->m_file.isOpen())
        return tl::unexpected(file->m_error);
    return file;
}

bool OutputFile::openStream()
{
    m_error = u"It is not a plain file."_s;
    return false;
}

bool OutputFile::openPart(const QString &folder)
{
    const QString name = folder + u"/.segmentdesk-"_s + QUuid::createUuid().toString(QUuid::Id128);
    m_file.setFileName(name);
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::NewOnly,
                     QFile::ReadOwner | QFile::WriteOwner)) {
        m_error = m_file.errorString();
        return false;
    }
    m_part = QFile::encodeName(name);
    return true;
}

OutputFile::~OutputFile()
{
    m_file.close();
    if (!m_part.isEmpty())
        QFile::remove(QFile::decodeName(m_part));
}

bool OutputFile::fail()
{
    m_error = m_file.errorString();
    return false;
}

bool OutputFile::commit()
{
    if (!syncFile(m_file))
        return false;
    if (m_rights >= 0 && !m_file.setPermissions(QFile::Permissions(m_rights)))
        return fail();
    m_file.close(); // some systems move no file that is open
    std::error_code error;
    std::filesystem::rename(QFile::decodeName(m_part).toStdU16String(), m_path.toStdU16String(),
                            error);
    if (error) {
        m_error = QString::fromStdString(error.message());
        return false;
    }
    m_part.clear();
    return true;
}

QString OutputFile::errorString() const
{
    return m_error.isEmpty() ? m_file.errorString() : m_error;
}

bool OutputFile::isDiskFull() const
{
    if (m_isFull || m_file.error() == QFileDevice::ResourceError)
        return true;
    const QStorageInfo disk(QFileInfo(m_path).absolutePath());
    return disk.isValid() && disk.bytesAvailable() < plainNoRoom;
}

} // namespace segmentdesk

#endif
