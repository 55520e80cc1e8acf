// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backupfolder.h"

#include "models/csv/csvwriter.h"
#include "models/system/filekind.h"
#include "models/system/openfolder.h"
#include "models/system/outputfile.h"
#include "models/system/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

const QString scratchPrefix = u".segmentdesk-part-"_s;
const QString earlierScratch = u".segmentdesk-part"_s; ///< of version 0.1.0
constexpr CsvWriter::Options plain{u',', false, CsvWriter::Mode::Exact, false};
constexpr QFile::Permissions ownerFile = QFile::ReadOwner | QFile::WriteOwner;

bool areEqual(const QString &one, const QString &other)
{
    if (isLink(other))
        return false; // a file takes its place
    const auto a = openPlainFile(one);
    const auto b = openPlainFile(other);
    if (!a || !b || (*a)->size() != (*b)->size())
        return false;
    constexpr qint64 piece = 1'048'576;
    while (!(*a)->atEnd()) {
        if ((*a)->read(piece) != (*b)->read(piece))
            return false;
    }
    return true;
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
    return m_scratch->path() + u'/' + name;
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
    if (isLink(path(backup::membersFolder()))) {
        fail(JobError::Kind::CannotOpenFile, u"“members” in it is a link."_s);
        return;
    }
    const bool isNew = !info.exists();
    const FileResult made = makePrivateFolder(m_folder);
    if (!made) {
        fail(JobError::Kind::CannotOpenFile, made.error());
        return;
    }
    m_madeFolder = isNew;
    if (!isLink(path(earlierScratch)) && QFileInfo(path(earlierScratch)).isDir())
        removeFolder(path(earlierScratch));
    auto scratch = ScratchFolder::make(m_folder, scratchPrefix);
    if (!scratch) {
        fail(JobError::Kind::CannotOpenFile, scratch.error());
        return;
    }
    m_scratch = std::move(*scratch);
    const FileResult members = makePrivateFolder(staged(backup::membersFolder()));
    if (!members) {
        fail(JobError::Kind::CannotOpenFile, members.error());
        return;
    }
    Q_EMIT opened();
}

/// Writes a file beside the one that is there, if it is different from that. False: it failed.
bool BackupFolder::stage(const QString &name, const std::function<bool(QIODevice &)> &fill)
{
    QFile file(staged(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerFile)) {
        fail(JobError::Kind::CannotOpenFile, file.errorString());
        return false;
    }
    if (!fill(file) || !syncFile(file)) {
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
    m_lines.insert(name, rows->isWhole ? qint64(rows->people.size()) : BackupMark::notWhole);
    Q_EMIT wrote(qint64(rows->people.size()));
}

/// Replaces a small file at once.
bool BackupFolder::put(const QString &name, const QByteArray &bytes)
{
    auto file = OutputFile::open(path(name));
    if (!file) {
        fail(JobError::Kind::CannotWriteFile, file.error());
        return false;
    }
    if ((*file)->device().write(bytes) == bytes.size() && (*file)->commit())
        return true;
    fail(JobError::Kind::CannotWriteFile, (*file)->errorString());
    return false;
}

/// Puts staged files into their places and deletes members' files; empty, or what went wrong.
QString BackupFolder::place(const QStringList &changed, const QStringList &gone) const
{
    const auto root = OpenFolder::open(m_folder);
    if (!root)
        return root.error();
    const auto from = OpenFolder::open(m_scratch->path());
    if (!from)
        return from.error();
    const auto membersFrom = from->folder(backup::membersFolder());
    if (!membersFrom)
        return membersFrom.error();
    const auto members = root->makeFolder(backup::membersFolder());
    if (!members)
        return u"“%1”: %2"_s.arg(backup::membersFolder(), members.error());
    const QString start = backup::membersFolder() + u'/';
    for (const QString &name : changed) {
        const bool isMembers = name.startsWith(start);
        const QString file = isMembers ? name.mid(start.size()) : name;
        const auto moved = isMembers ? membersFrom->move(file, *members) : from->move(file, *root);
        if (!moved)
            return moved.error();
    }
    for (const QString &name : gone) {
        if (const auto removed = members->remove(name); !removed)
            return removed.error();
    }
    return {};
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
    const QDir members(path(backup::membersFolder()));
    QStringList gone = members.entryList({u"*.csv"_s}, QDir::Files);
    gone.removeIf([this](const QString &name) {
        return m_files.contains(name) || !backup::isOwnMembersFile(name);
    });

    BackupMark mark{m_store, m_segments.size(), m_memberships, false, m_lines};
    BackupMark finished = mark;
    finished.complete = true;
    const auto old = openPlainFile(path(backup::markFile()));
    const QByteArray finishedBytes = backup::markBytes(finished);
    const bool sameMark = old && (*old)->read(finishedBytes.size() + 1) == finishedBytes;
    if (m_changed.isEmpty() && gone.isEmpty() && sameMark) {
        clean();
        Q_EMIT committed(0);
        return;
    }
    // A run that is cut from here on leaves a folder that says that it is no complete backup.
    if (!put(backup::markFile(), backup::markBytes(mark)))
        return;
    const QString problem = place(m_changed, gone);
    if (!problem.isEmpty()) {
        fail(JobError::Kind::CannotWriteFile, problem);
        return;
    }
    if (!put(backup::markFile(), backup::markBytes(finished)))
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
    m_scratch.reset();
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
