// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvreader.h"
#include "models/domain/plan.h"
#include "models/domain/segment.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

#include <tl/expected.hpp>

#include <functional>

namespace segmentdesk {

// A backup is a folder of plain files (UTF-8, LF, commas, texts as they are), the same bytes
// whenever the store is the same, so that version control shows what has changed:
//   segments.csv        id,name,description,file: one line a segment, by name, then id
//   members/NAME-ID.csv customer_id,email,profile_id: one line a member, by customer id
//   backup.json         what this is, of which store, and how much of it; written last
// Anything else in the folder is left alone. Files may be changed by hand; ids may be left empty
// where a name (of a segment) or an e-mail address (of a person) says enough.

/// A person of a backup.
struct BackupPerson
{
    CustomerId customerId{}; ///< 0: unset, then there is an address
    ProfileId profileId; ///< null: unset
    quint32 emailAt = 0; ///< in Backup::emails
    quint32 emailSize = 0;
};

struct BackupSegment
{
    SegmentId id; ///< null: unset
    QString name; ///< different for each
    QString description;
    QString file; ///< of its members, from the folder on
    QList<qint32> members; ///< indexes of Backup::people, each once
    /// Lines of its file that cannot be read, or are not there any more. The people they name are
    /// unknown, so no one may leave the segment for not being in the file.
    qint64 unread = 0;
};

/// Why a folder is no backup that can be restored, or why one line of it is set aside. Facts; ui
/// has the words.
struct BackupError
{
    enum class Kind {
        NoFolder,
        NotABackup, ///< has no backup.json of ours
        Incomplete, ///< writing it was broken off
        Newer, ///< made by a newer version of this program
        MissingFile, ///< see file
        CannotRead, ///< see file, and text for what the system said
        NoColumns, ///< the first line of the file does not name the columns; text: which is missing
        Damaged, ///< a line that cannot be read: see trouble
        BadId, ///< text is no id
        NoName, ///< a segment without a name
        NameTooLong, ///< over Backup::maxName
        SameName, ///< two segments have the name in text; otherLine: the first of them
        SameId, ///< likewise the id
        BadFileName, ///< text names no file of the folder members
        FewerLines, ///< lines of the file are gone, or members were missing when it was written
        NoPersonNamed, ///< neither customer id nor e-mail address
        TooManySegments, ///< over maxSegmentsPerStore
        TooManyPeople, ///< over Backup::maxPeople, or maxMemberships
        Cancelled,
    };

    Kind kind = Kind::NoFolder;
    QString file; ///< from the folder on; empty: the folder
    qint64 line = 0; ///< from 1; 0: all of the file
    qint64 otherLine = 0;
    CsvReader::RowError trouble = CsvReader::RowError::None;
    QString text;
};

/// What a backup holds.
struct Backup
{
    static constexpr int version = 1;
    /// Different people in all segments together.
    static constexpr qsizetype maxPeople = maxPlanItems;
    static constexpr qsizetype maxMemberships = 20 * maxPeople;
    static constexpr qsizetype maxName = 65'535; ///< letters of a segment's name
    /// Lines set aside that are kept with their reason.
    static constexpr qsizetype maxSetAside = 1'000;

    QString store; ///< hash of the store it was made of, or "sandbox"
    QList<BackupPerson> people;
    QByteArray emails; ///< UTF-8, one after the other
    QList<BackupSegment> segments; ///< as in the file
    qint64 memberships = 0;
    /// Numbers of segments and memberships when it was made: other ones now mean that files were
    /// changed.
    qint64 madeWithSegments = 0;
    qint64 madeWithMemberships = 0;
    qint64 setAside = 0; ///< lines that cannot be read, and files of members
    QList<BackupError> why; ///< of the first maxSetAside of them
    bool lostSegments = false; ///< a line of the list of segments is among them

    QString email(const BackupPerson &person) const
    {
        return QString::fromUtf8(emails.constData() + person.emailAt, qsizetype(person.emailSize));
    }
    bool isEdited() const
    {
        return madeWithSegments != segments.size() || madeWithMemberships != memberships;
    }
};

/// Receives how far it is, in segments; false ends the reading.
using BackupProgress = std::function<bool(qint64 done, qint64 total)>;

/// Reads a backup and checks it. What cannot be read of it costs its line, or the members of one
/// segment, and is set aside; what makes it no backup at all fails. Waits for the disk: for a
/// worker thread.
tl::expected<Backup, BackupError> readBackup(const QString &folder,
                                             const BackupProgress &progress = {});

/// What backup.json of a folder says; a quick look.
struct BackupMark
{
    QString store;
    qint64 segments = 0;
    qint64 memberships = 0;
    bool complete = false;
    /// Lines of each file of members when it was written, without the names; notWhole: members may
    /// be missing in it. Empty: an earlier version made the backup.
    QMap<QString, qint64> lines = {};
    static constexpr qint64 notWhole = -1;
};
tl::expected<BackupMark, BackupError> readBackupMark(const QString &folder);

/// Names in a backup.
namespace backup {
QString markFile(); ///< backup.json
QString segmentsFile(); ///< segments.csv
QString membersFolder(); ///< members
/// "vip-customers-1b9d6bcd.csv": @p fullId: where the short one is not enough.
QString membersFile(const Segment &segment, bool fullId = false);
/// Whether a name is that of a plain file in the folder of members, also one given by hand.
bool isMembersFile(const QString &name);
/// Whether it looks like membersFile() gave it.
bool isOwnMembersFile(const QString &name);
QByteArray markBytes(const BackupMark &mark);
} // namespace backup

} // namespace segmentdesk
