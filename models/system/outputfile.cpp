// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/outputfile.h"

#include "models/system/filekind.h"
#include "models/system/folderabilities.h"
#include "models/system/side.h"

#ifdef SEGMENTDESK_POSIX

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Less room than one more write takes.
constexpr qint64 noRoom = 2 * 1024 * 1024;

} // namespace

tl::expected<std::unique_ptr<OutputFile>, QString> OutputFile::open(const QString &path,
                                                                    const Abandon &abandon)
{
    std::unique_ptr<OutputFile> file(new OutputFile(path, abandon));
    const QByteArray name = QFile::encodeName(path);
    bool opened = false;
    switch (fileKind(path)) {
    case FileKind::Stream:
        opened = file->openStream();
        break;
    case FileKind::Folder:
        file->m_error = u"It is a folder."_s;
        break;
    case FileKind::Unknown:
        file->m_error = qt_error_string(errno);
        break;
    case FileKind::Plain:
    case FileKind::Missing: {
        struct stat info = {};
        const bool isThere = ::lstat(name.constData(), &info) == 0;
        if (isThere && S_ISLNK(info.st_mode)) {
            file->m_error = u"It is a link to another file. Choose that file, or another name."_s;
            break;
        }
        if (isThere) {
            file->m_rights = int(info.st_mode & 0777);
            if (::access(name.constData(), W_OK) != 0) {
                file->m_error = qt_error_string(errno);
                break;
            }
        }
        opened = file->openPart(QFileInfo(path).absolutePath());
        break;
    }
    }
    if (!opened)
        return tl::unexpected(file->m_error);
    return file;
}

bool OutputFile::openStream()
{
    // Not blocking: a pipe without a reader would hold the program up.
    m_stream =
        ::open(QFile::encodeName(m_path).constData(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (m_stream < 0) {
        m_error = errno == ENXIO ? u"Nothing reads from this pipe."_s : qt_error_string(errno);
        return false;
    }
    if (!openPart(QDir::tempPath()))
        return false;
    ::unlink(m_part.constData()); // it has no name of its own, and goes with its descriptor
    m_part.clear();
    return true;
}

bool OutputFile::openPart(const QString &folder)
{
    m_part = QFile::encodeName(folder + u"/.segmentdesk-XXXXXX"_s);
    const int descriptor = ::mkostemp(m_part.data(), O_CLOEXEC); // exclusively, 0600
    if (descriptor < 0) {
        m_error = qt_error_string(errno);
        m_part.clear();
        return false;
    }
    if (m_file.open(descriptor, QIODevice::ReadWrite, QFileDevice::AutoCloseHandle))
        return true;
    m_error = m_file.errorString();
    ::close(descriptor);
    return false;
}

OutputFile::~OutputFile()
{
    m_file.close();
    if (!m_part.isEmpty())
        ::unlink(m_part.constData());
    if (m_stream >= 0)
        ::close(m_stream);
}

bool OutputFile::fail()
{
    m_isFull = errno == ENOSPC || errno == EDQUOT;
    m_error = qt_error_string(errno);
    return false;
}

bool OutputFile::commit()
{
    if (!m_file.flush())
        return false;
    if (isStream()) {
        if (::lseek(m_file.handle(), 0, SEEK_SET) != 0)
            return fail();
        const auto copied = copyStream(m_file.handle(), m_stream, m_abandon, {-1, streamPatience});
        if (!copied)
            m_error = copied.error();
        return copied.has_value();
    }
    if (m_rights >= 0 && ::fchmod(m_file.handle(), mode_t(m_rights)) != 0 && !saysNoRights(errno))
        return fail();
    if (::fsync(m_file.handle()) != 0)
        return fail();
    // Replaces a link that came meanwhile, and not what that leads to.
    if (std::rename(m_part.constData(), QFile::encodeName(m_path).constData()) != 0)
        return fail();
    m_part.clear();
    m_file.close();
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
    return !isStream() && disk.isValid() && disk.bytesAvailable() < noRoom;
}

} // namespace segmentdesk

#endif
