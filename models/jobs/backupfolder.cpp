// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/backupfolder.h"

#include "models/csv/csvwriter.h"

#include <QDir>
#include <QSaveFile>
#include <QStorageInfo>

#include <algorithm>
#include <filesystem>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

const QString stagingFolder = u".segmentdesk-part"_s;
constexpr CsvWriter::Options plain{u',', false, CsvWriter::Mode::Exact, false};

bool areEqual(const QString &one, const QString &other)
{
    QFile a(one);
    QFile b(other);
    if (!a.open(QIODevice::ReadOnly) || !b.open(QIODevice::ReadOnly) || a.size() != b.size())
        return false;
    constexpr qint64 piece = 1'048'576;
    while (!a.atEnd()) {
        if (a.read(piece) != b.read(piece))
            return false;
    }
    return true;
}

std::filesystem::path nativePath(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

} // namespace

BackupFolder::BackupFolder(const QString &folder, const QString &store)
    : m_folder(QDir::cleanPath(folder)), m_store(store)
{
}

BackupFolder::~BackupFolder()
{
    clean();
}

QString BackupFolder::staged(const QString &name) const
{
    return m_folder + u'/' + stagingFolder + u'/' + name;
}

void BackupFolder::open()
{
    const QFileInfo info(m_folder);
    if (info.exists() && !info.isDir()) {
        fail(JobError::Kind::CannotOpenFile, {});
        return;
    }
    if (info.exists()) {
        const auto mark = readBackupMark(m_folder);
        if (mark && mark->store != m_store) {
            fail(JobError::Kind::BackupOfOtherStore, mark->store);
            return;
        }
        if (!mark && mark.error().kind == BackupError::Kind::Newer) {
            fail(JobError::Kind::NewerBackup, {});
            return;
        }
        if (!mark && mark.error().kind == BackupError::Kind::CannotRead) {
            fail(JobError::Kind::CannotOpenFile, mark.error().text);
            return;
        }
        if (!mark) {
            // A new repository is empty too: it has hidden files, and perhaps a page that says what
            // it is.
            const QStringList there =
                QDir(m_folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
            const bool foreign = std::any_of(there.cbegin(), there.cend(), [](const QString &name) {
                return !name.startsWith(u"README") && !name.startsWith(u"LICENSE");
            });
            if (foreign) {
                fail(JobError::Kind::FolderNotEmpty, {});
                return;
            }
        }
    }
    m_madeFolder = !info.exists();
    QDir(m_folder + u'/' + stagingFolder).removeRecursively(); // of one that was cut
    if (!QDir().mkpath(m_folder + u'/' + stagingFolder + u'/' + backup::membersFolder())) {
        fail(JobError::Kind::CannotOpenFile, {});
        return;
    }
    Q_EMIT opened();
}

/// Writes a file beside the one that is there, if it is different from that. False: it failed.
bool BackupFolder::stage(const QString &name, const std::function<bool(QIODevice &)> &fill)
{
    QSaveFile file(staged(name));
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly)) {
        fail(JobError::Kind::CannotOpenFile, file.errorString());
        return false;
    }
    if (!fill(file) || !file.commit()) {
        const QStorageInfo disk(m_folder);
        constexpr qint64 nothing = 2 * 1024 * 1024; // less than one more write
        const bool full = file.error() == QFileDevice::ResourceError
            || (disk.isValid() && disk.bytesAvailable() < nothing);
        fail(full ? JobError::Kind::DiskFull : JobError::Kind::CannotWriteFile, file.errorString());
        return false;
    }
    if (areEqual(staged(name), path(name)))
        QFile::remove(staged(name));
    else
        m_changed.append(name);
    return true;
}

void BackupFolder::write(const Segment &segment, std::shared_ptr<BackupRows> rows)
{
    if (m_failed)
        return;
    std::sort(rows->people.begin(), rows->people.end(),
              [](const BackupPerson &a, const BackupPerson &b) {
                  return a.customerId != b.customerId ? a.customerId < b.customerId
                                                      : a.profileId < b.profileId;
              });
    // Who moved from one page to the next while reading is there twice.
    const auto last = std::unique(
        rows->people.begin(), rows->people.end(), [](const BackupPerson &a, const BackupPerson &b) {
            return a.customerId == b.customerId && a.profileId == b.profileId;
        });
    rows->people.erase(last, rows->people.end());

    QString name = backup::membersFile(segment);
    if (m_files.contains(name))
        name = backup::membersFile(segment, true);
    m_files.insert(name);
    name = backup::membersFolder() + u'/' + name;
    const bool good = stage(name, [&rows](QIODevice &device) {
        using Column = CsvWriter::Column;
        CsvWriter writer(device, {Column::Typed, Column::Text, Column::Typed}, plain);
        writer.writeHeader({u"customer_id"_s, u"email"_s, u"profile_id"_s});
        for (const BackupPerson &person : rows->people) {
            const qint64 number = toNumber(person.customerId);
            writer.writeRow({number > 0 ? QString::number(number) : QString(),
                             QString::fromUtf8(rows->emails.constData() + person.emailAt,
                                               qsizetype(person.emailSize)),
                             person.profileId.isNull() ? QString() : person.profileId.toString()});
        }
        return writer.finish();
    });
    if (!good)
        return;
    m_segments.append({segment, name});
    m_memberships += qint64(rows->people.size());
    Q_EMIT wrote(qint64(rows->people.size()));
}

/// Replaces a small file at once.
bool BackupFolder::put(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(path(name));
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return true;
    fail(JobError::Kind::CannotWriteFile, file.errorString());
    return false;
}

void BackupFolder::commit()
{
    if (m_failed)
        return;
    const bool good = stage(backup::segmentsFile(), [this](QIODevice &device) {
        using Column = CsvWriter::Column;
        CsvWriter writer(device, {Column::Typed, Column::Text, Column::Text, Column::Text}, plain);
        writer.writeHeader({u"id"_s, u"name"_s, u"description"_s, u"file"_s});
        for (const auto &[segment, file] : std::as_const(m_segments))
            writer.writeRow({segment.id.toString(), segment.name, segment.description, file});
        return writer.finish();
    });
    if (!good)
        return;
    QDir members(path(backup::membersFolder()));
    QStringList gone = members.entryList({u"*.csv"_s}, QDir::Files);
    gone.removeIf([this](const QString &name) {
        return m_files.contains(name) || !backup::isOwnMembersFile(name);
    });

    BackupMark mark{m_store, m_segments.size(), m_memberships, false};
    BackupMark whole = mark;
    whole.complete = true;
    QFile old(path(backup::markFile()));
    const bool sameMark =
        old.open(QIODevice::ReadOnly) && old.readAll() == backup::markBytes(whole);
    old.close();
    if (m_changed.isEmpty() && gone.isEmpty() && sameMark) {
        clean();
        Q_EMIT committed(0);
        return;
    }
    // Whoever is cut from here on leaves a folder that says that it is no whole backup.
    if (!put(backup::markFile(), backup::markBytes(mark)))
        return;
    if (!QDir().mkpath(members.path())) {
        fail(JobError::Kind::CannotWriteFile, {});
        return;
    }
    for (const QString &name : std::as_const(m_changed)) {
        std::error_code error;
        std::filesystem::rename(nativePath(staged(name)), nativePath(path(name)), error);
        if (error) {
            fail(JobError::Kind::CannotWriteFile, QString::fromStdString(error.message()));
            return;
        }
    }
    for (const QString &name : std::as_const(gone)) {
        if (!members.remove(name)) {
            fail(JobError::Kind::CannotWriteFile, {});
            return;
        }
    }
    if (!put(backup::markFile(), backup::markBytes(whole)))
        return;
    const auto files = int(m_changed.size() + gone.size());
    m_madeFolder = false;
    clean();
    Q_EMIT committed(std::max(files, 1));
}

void BackupFolder::discard()
{
    m_failed = true;
    clean();
    Q_EMIT discarded();
}

/// Takes away what is not in its place; a folder that was made for this, if nothing is in it.
void BackupFolder::clean()
{
    const QString staging = m_folder + u'/' + stagingFolder;
    if (QFileInfo(staging).isDir())
        QDir(staging).removeRecursively();
    if (std::exchange(m_madeFolder, false))
        QDir().rmdir(m_folder);
}

void BackupFolder::fail(JobError::Kind kind, const QString &text)
{
    m_failed = true;
    clean();
    Q_EMIT failed({kind, {}, text});
}

} // namespace segmentdesk
