// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/backupwords.h"

#include "ui/words/jobwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

struct BackupWords
{
    Q_DECLARE_TR_FUNCTIONS(segmentdesk::BackupWords)
};

QString troubleWords(CsvReader::RowError trouble)
{
    using RowError = CsvReader::RowError;
    switch (trouble) {
    case RowError::None:
    case RowError::ReadFailed:
        break;
    case RowError::Nul:
        return BackupWords::tr("it has a zero byte, so it is not text");
    case RowError::BadEncoding:
        return BackupWords::tr("it is not written in UTF-8");
    case RowError::Ragged:
        return BackupWords::tr("it has more or fewer cells than the first line names");
    case RowError::UnclosedQuote:
        return BackupWords::tr("a quotation mark is not closed");
    case RowError::TextAfterQuote:
        return BackupWords::tr("there is text after a closing quotation mark");
    case RowError::TooLong:
        return BackupWords::tr("it is too long");
    case RowError::TooManyColumns:
        return BackupWords::tr("it has too many cells");
    }
    return BackupWords::tr("it cannot be read");
}

} // namespace

QString words::backedUp(const JobFacts &facts, int changedFiles, qint64 memberships,
                        const QStringList &unsteady, const QDateTime &oldCopyOf)
{
    const QString folder = shortened(QDir(facts.fileName).dirName());
    if (facts.number < 0) // it did not come so far
        return BackupWords::tr("%1 was not changed").arg(folder);
    const QString all =
        BackupWords::tr("%1 with %2").arg(segments(facts.number), members(memberships));
    QString text = changedFiles == 0
        ? BackupWords::tr("The backup in %1 was up to date: %2").arg(folder, all)
        : BackupWords::tr("Backed up %2 to %1").arg(folder, all);
    if (!unsteady.isEmpty())
        text += u". "_s
            + BackupWords::tr("the members of %1 could not all be read; back up again to be sure")
                  .arg(quoted(unsteady.first()));
    if (oldCopyOf.isValid())
        text += u". "_s
            + BackupWords::tr("The store did not answer: this is the local copy of %1")
                  .arg(timeOfCopy(oldCopyOf));
    return text;
}

ErrorWords words::backupError(const BackupError &error, const QString &folder)
{
    using Kind = BackupError::Kind;
    ErrorWords words;
    const QString name = quoted(QDir(folder).dirName());
    words.title = BackupWords::tr("Could not read the backup");
    const QString file = quoted(error.file);
    const QString text = quoted(shortened(error.text));
    const QString where = BackupWords::tr("%1, line %2").arg(file, count(error.line));
    const QString mend = BackupWords::tr("Fix the file, or use one from an earlier backup.");
    switch (error.kind) {
    case Kind::NoFolder:
        words.text = BackupWords::tr("The folder %1 is not there.").arg(name);
        words.whatToDo = BackupWords::tr("Choose another folder.");
        break;
    case Kind::NotABackup:
        words.text =
            BackupWords::tr("%1 has no backup of segments: it has no %2 from Segment Desk.")
                .arg(name, quoted(backup::markFile()));
        words.whatToDo = BackupWords::tr("Choose the folder that you backed up to.");
        break;
    case Kind::Incomplete:
        words.text =
            BackupWords::tr("The backup in %1 is not complete: writing it was interrupted.")
                .arg(name);
        words.whatToDo =
            BackupWords::tr("Back up to this folder again, or use an earlier version of it.");
        break;
    case Kind::Newer:
        words.text =
            BackupWords::tr("The backup in %1 was made by a newer version of Segment Desk.")
                .arg(name);
        words.whatToDo = BackupWords::tr("Install the newer version.");
        break;
    case Kind::MissingFile:
        words.text = BackupWords::tr("The file %1 is missing.").arg(file);
        words.whatToDo =
            BackupWords::tr("Use one from an earlier backup, or remove the segment's line from %1.")
                .arg(quoted(backup::segmentsFile()));
        break;
    case Kind::CannotRead:
        words.text = BackupWords::tr("The file %1 cannot be read. The system says: “%2”")
                         .arg(file, shortened(error.text, 200));
        words.whatToDo = BackupWords::tr("Check that it is still there and that you may read it.");
        break;
    case Kind::NoColumns:
        words.text = error.text.isEmpty()
            ? BackupWords::tr("The file %1 is empty.").arg(file)
            : BackupWords::tr("The first line of %1 does not name the column %2.").arg(file, text);
        words.whatToDo = mend;
        break;
    case Kind::Damaged:
        words.text = BackupWords::tr("%1: %2.").arg(where, troubleWords(error.trouble));
        words.whatToDo = mend;
        break;
    case Kind::BadId:
        words.text = BackupWords::tr("%1: %2 is not an ID.").arg(where, text);
        words.whatToDo = mend;
        break;
    case Kind::NoName:
        words.text = BackupWords::tr("%1: the segment has no name.").arg(where);
        words.whatToDo = mend;
        break;
    case Kind::NameTooLong:
        words.text = BackupWords::tr("%1: the name %2 has more than %3 letters.")
                         .arg(where, text, count(Backup::maxName));
        words.whatToDo = BackupWords::tr("Shorten the name.");
        break;
    case Kind::SameName:
        words.text = BackupWords::tr("%1: line %2 has a segment with the name %3 already.")
                         .arg(where, count(error.otherLine), text);
        words.whatToDo = BackupWords::tr("Rename one of them.");
        break;
    case Kind::SameId:
        words.text = BackupWords::tr("%1: line %2 has a segment with the ID %3 already.")
                         .arg(where, count(error.otherLine), text);
        words.whatToDo =
            BackupWords::tr("Clear one of the IDs: then that segment is found by its name.");
        break;
    case Kind::BadFileName:
        words.text = BackupWords::tr("%1: %2 is not a file in the folder %3.")
                         .arg(where, text, quoted(backup::membersFolder()));
        words.whatToDo = mend;
        break;
    case Kind::FewerLines:
        words.text = BackupWords::tr("%1 has fewer lines than the segment had members when the "
                                     "backup was made, so no one is removed from that segment.")
                         .arg(file);
        words.whatToDo = BackupWords::tr("If that is meant, correct the number of its lines in %1.")
                             .arg(quoted(backup::markFile()));
        break;
    case Kind::NoPersonNamed:
        words.text =
            BackupWords::tr("%1: there is neither a customer ID nor an e-mail address.").arg(where);
        words.whatToDo = mend;
        break;
    case Kind::TooManySegments:
        words.text = BackupWords::tr("%1: a store holds at most %2.")
                         .arg(where, segments(maxSegmentsPerStore));
        words.whatToDo = BackupWords::tr("Remove some lines from the file.");
        break;
    case Kind::TooManyPeople:
        words.text =
            BackupWords::tr("%1: a backup holds at most %2.").arg(where, people(Backup::maxPeople));
        words.whatToDo = BackupWords::tr("Restore it in parts: remove lines from %1.")
                             .arg(quoted(backup::segmentsFile()));
        break;
    case Kind::Cancelled:
        words.text = BackupWords::tr("Reading was interrupted.");
        break;
    }
    return words;
}

ErrorWords words::restoreError(const RestoreError &error, const QString &folder)
{
    if (error.backup)
        return backupError(*error.backup, folder);
    return errorWords(error.store.value_or(ApiError()), WhatFailed::ReadSegments);
}

QString words::setAside(const Backup &backup)
{
    if (backup.setAside == 0)
        return {};
    const QString first =
        backup.why.isEmpty() ? QString() : backupError(backup.why.first(), {}).text;
    const QString lines = backup.setAside == 1
        ? BackupWords::tr("One line of it cannot be read and is left out.")
        : BackupWords::tr("%1 lines of it cannot be read and are left out.")
              .arg(count(backup.setAside));
    QString text = lines + (first.isEmpty() ? QString() : u' ' + first);
    text += u' '
        + (backup.lostSegments
               ? BackupWords::tr("No segment of the store is deleted because of them.")
               : BackupWords::tr("No one is removed from a segment because of them."));
    return text;
}

QString words::restoreState(const RestoreSegment &segment, bool removeOthers)
{
    if (segment.nameRefused)
        return segment.isNew() ? BackupWords::tr("Name cannot be used")
                               : BackupWords::tr("Keeps its name");
    if (segment.nameTaken)
        return segment.isNew() ? BackupWords::tr("Name is taken")
                               : BackupWords::tr("Keeps its name");
    if (segment.isNew())
        return BackupWords::tr("New");
    if (segment.renames)
        return BackupWords::tr("Will be renamed");
    if (segment.describes)
        return BackupWords::tr("New description");
    if (segment.joining.isEmpty() && segment.missing.isEmpty()
        && (segment.leaving.isEmpty() || !removeOthers))
        return segment.leaving.isEmpty() ? BackupWords::tr("As in the backup")
                                         : BackupWords::tr("Has more");
    return BackupWords::tr("Exists");
}

QString words::restoreButton(const RestoreTotals &totals)
{
    return BackupWords::tr("Restore %1: add %2, remove %3")
        .arg(segments(totals.segments), count(totals.joining), count(totals.leaving));
}

QString words::restoreBesides(const RestoreTotals &totals)
{
    QStringList parts;
    if (totals.created > 0)
        parts.append(BackupWords::tr("%1 new").arg(count(totals.created)));
    if (totals.renamed > 0)
        parts.append(BackupWords::tr("%1 renamed or described").arg(count(totals.renamed)));
    if (totals.profiles > 0)
        parts.append(BackupWords::tr("%1 made").arg(profiles(totals.profiles)));
    if (totals.deleted > 0)
        parts.append(BackupWords::tr("%1 deleted").arg(segments(totals.deleted)));
    return parts.join(u", "_s);
}

} // namespace segmentdesk
