// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobwords.h"

#include "ui/outcomewords.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Kind = JobFacts::Kind;
using Purpose = JobFacts::Purpose;

/// Gives every text of this file one context for the translators.
struct JobWords
{
    Q_DECLARE_TR_FUNCTIONS(JobWords)
};

QString numberOr(qint64 number, QString (*words)(qint64), const QString &unknown)
{
    return number < 0 ? unknown : words(number);
}

QString somePeople(qint64 number)
{
    return numberOr(number, words::people, JobWords::tr("people"));
}

QString someProfiles(qint64 number)
{
    return numberOr(number, words::profiles, JobWords::tr("profiles"));
}

/// "“VIP”", or "3 segments" of several.
QString whichSegments(const JobFacts &facts)
{
    return facts.number > 1 ? words::segments(facts.number) : words::quoted(facts.segmentName);
}

/// Of a backup, which knows their number once it has ended.
QString someSegments(const JobFacts &facts)
{
    return facts.number < 0 ? JobWords::tr("the segments") : words::segments(facts.number);
}

/// What is exported: the segment, or people, or segments as the file's name says.
QString exported(const JobFacts &facts)
{
    return facts.segmentName.isEmpty() ? JobWords::tr("people")
                                       : words::shortened(facts.segmentName);
}

QString fileOf(const JobFacts &facts)
{
    return words::shortened(QFileInfo(facts.fileName).fileName());
}

/// What is read from the local copy says so, and how old that is.
QString fromCopy(const JobFacts &facts, const QString &text)
{
    if (!facts.copyReadAt.isValid())
        return text;
    return JobWords::tr("%1, from the copy of %2").arg(text, words::timeOfCopy(facts.copyReadAt));
}

} // namespace

QString words::timeOfCopy(const QDateTime &readAt)
{
    const QDateTime local = readAt.toLocalTime();
    return local.date() == QDate::currentDate()
        ? QLocale().toString(local.time(), QLocale::ShortFormat)
        : dateTime(readAt);
}

WhatFailed words::whatFailed(Kind kind)
{
    switch (kind) {
    case Kind::AddMembers:
        return WhatFailed::AddMembers;
    case Kind::RemoveMembers:
        return WhatFailed::RemoveMembers;
    case Kind::CreateProfiles:
        return WhatFailed::CreateProfiles;
    case Kind::DeleteProfiles:
        return WhatFailed::DeleteProfiles;
    case Kind::CreateSegment:
        return WhatFailed::CreateSegment;
    case Kind::UpdateSegment:
        return WhatFailed::ChangeSegment;
    case Kind::DeleteSegments:
        return WhatFailed::DeleteSegments;
    case Kind::Export:
    case Kind::BackUp:
        return WhatFailed::Export;
    case Kind::ReadStore:
        return WhatFailed::ReadCustomers;
    }
    return WhatFailed::Export;
}

WhatFailed words::whatFailed(Operation operation)
{
    return whatFailed(JobFacts::kindOf(operation));
}

QString words::effect(Operation operation, Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        switch (operation) {
        case Operation::AddMembers:
            return JobWords::tr("Will be added");
        case Operation::RemoveMembers:
            return JobWords::tr("Will be removed");
        case Operation::CreateProfiles:
            return JobWords::tr("Will get a profile");
        case Operation::CreateSegment:
            return JobWords::tr("Will be created");
        case Operation::UpdateSegment:
            return JobWords::tr("Will be changed");
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return JobWords::tr("Will be deleted");
        }
        break;
    case Effect::NothingToDo:
        switch (operation) {
        case Operation::AddMembers:
            return JobWords::tr("Member already");
        case Operation::RemoveMembers:
            return JobWords::tr("Not a member");
        case Operation::CreateProfiles:
            return JobWords::tr("Has a profile");
        case Operation::DeleteProfiles:
        case Operation::CreateSegment:
        case Operation::UpdateSegment:
        case Operation::DeleteSegments:
            return JobWords::tr("Nothing to do");
        }
        break;
    case Effect::NoProfile:
        return JobWords::tr("No profile");
    case Effect::NotFound:
        return JobWords::tr("Not found");
    }
    return {};
}

QString words::effectTile(Operation operation, Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        switch (operation) {
        case Operation::AddMembers:
            return JobWords::tr("will be added");
        case Operation::RemoveMembers:
            return JobWords::tr("will be removed");
        case Operation::CreateProfiles:
            return JobWords::tr("will get a profile");
        case Operation::CreateSegment:
            return JobWords::tr("will be created");
        case Operation::UpdateSegment:
            return JobWords::tr("will be changed");
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return JobWords::tr("will be deleted");
        }
        break;
    case Effect::NothingToDo:
        switch (operation) {
        case Operation::AddMembers:
            return JobWords::tr("are members already");
        case Operation::RemoveMembers:
            return JobWords::tr("are not members");
        case Operation::CreateProfiles:
            return JobWords::tr("have a profile");
        case Operation::DeleteProfiles:
        case Operation::CreateSegment:
        case Operation::UpdateSegment:
        case Operation::DeleteSegments:
            return JobWords::tr("nothing to do");
        }
        break;
    case Effect::NoProfile:
        return JobWords::tr("have no profile");
    case Effect::NotFound:
        return JobWords::tr("not found");
    }
    return {};
}

QString words::jobDoing(const JobFacts &facts)
{
    const QString segment = shortened(facts.segmentName);
    const bool undo = facts.purpose == Purpose::Undo;
    switch (facts.kind) {
    case Kind::AddMembers:
        return undo
            ? JobWords::tr("Undoing: adding %1 back to %2").arg(somePeople(facts.number), segment)
            : JobWords::tr("Adding %1 to %2").arg(somePeople(facts.number), segment);
    case Kind::RemoveMembers:
        return undo
            ? JobWords::tr("Undoing: removing %1 from %2").arg(somePeople(facts.number), segment)
            : JobWords::tr("Removing %1 from %2").arg(somePeople(facts.number), segment);
    case Kind::CreateProfiles:
        return undo ? JobWords::tr("Recreating %1").arg(someProfiles(facts.number))
                    : JobWords::tr("Creating %1").arg(someProfiles(facts.number));
    case Kind::DeleteProfiles:
        return JobWords::tr("Deleting %1").arg(someProfiles(facts.number));
    case Kind::CreateSegment:
        return undo ? JobWords::tr("Recreating %1").arg(whichSegments(facts))
                    : JobWords::tr("Creating %1").arg(whichSegments(facts));
    case Kind::UpdateSegment:
        return facts.newName.isEmpty() ? JobWords::tr("Changing %1").arg(quoted(facts.segmentName))
                                       : JobWords::tr("Renaming %1 to %2")
                                             .arg(quoted(facts.segmentName), quoted(facts.newName));
    case Kind::DeleteSegments:
        return JobWords::tr("Deleting %1").arg(whichSegments(facts));
    case Kind::Export:
        return fromCopy(facts,
                        JobWords::tr("Exporting %1 to %2").arg(exported(facts), fileOf(facts)));
    case Kind::ReadStore:
        return JobWords::tr("Reading the store");
    case Kind::BackUp:
        return JobWords::tr("Backing up the segments to %1").arg(fileOf(facts));
    }
    return {};
}

QString words::jobDid(const JobFacts &facts)
{
    const QString segment = shortened(facts.segmentName);
    const bool undo = facts.purpose == Purpose::Undo;
    switch (facts.kind) {
    case Kind::AddMembers:
        return undo ? JobWords::tr("Undone: people added back to %1").arg(segment)
                    : JobWords::tr("Added people to %1").arg(segment);
    case Kind::RemoveMembers:
        return undo ? JobWords::tr("Undone: people removed from %1").arg(segment)
                    : JobWords::tr("Removed people from %1").arg(segment);
    case Kind::CreateProfiles:
        return undo ? JobWords::tr("Recreated profiles") : JobWords::tr("Created profiles");
    case Kind::DeleteProfiles:
        return JobWords::tr("Deleted profiles");
    case Kind::CreateSegment:
        return undo ? JobWords::tr("Recreated %1").arg(whichSegments(facts))
                    : JobWords::tr("Created %1").arg(whichSegments(facts));
    case Kind::UpdateSegment:
        return facts.newName.isEmpty() ? JobWords::tr("Changed %1").arg(quoted(facts.segmentName))
                                       : JobWords::tr("Renamed %1 to %2")
                                             .arg(quoted(facts.segmentName), quoted(facts.newName));
    case Kind::DeleteSegments:
        return JobWords::tr("Deleted %1").arg(whichSegments(facts));
    case Kind::Export:
        return JobWords::tr("Exported %1 to %2").arg(exported(facts), fileOf(facts));
    case Kind::ReadStore:
        return JobWords::tr("Read the store");
    case Kind::BackUp:
        return JobWords::tr("Backed up %1 to %2").arg(someSegments(facts), fileOf(facts));
    }
    return {};
}

QString words::jobTitle(const Job &job)
{
    if (job.state() != Job::State::Ended)
        return jobDoing(job.facts());
    // A file says nothing by its counts.
    const bool isFile = job.facts().kind == Kind::Export || job.facts().kind == Kind::BackUp;
    if (isFile && (job.end() == End::Done || job.end() == End::DoneWithWarnings))
        return jobDid(job.facts());
    return endTitle(job.facts(), job.end(), isFile ? 0 : job.counts().changed);
}

QString words::jobProgress(const Job &job)
{
    if (job.total() < 0)
        return job.done() > 0 ? count(job.done()) : QString();
    return JobWords::tr("%1 of %2").arg(count(job.done()), count(job.total()));
}

QString words::jobCounts(Kind kind, const OutcomeCounts &counts)
{
    QStringList parts;
    const auto add = [&parts](qint64 number, const QString &text) {
        if (number > 0)
            parts.append(text.arg(count(number)));
    };
    switch (kind) {
    case Kind::AddMembers:
        add(counts.changed, JobWords::tr("%1 added"));
        add(counts.nothingToDo, JobWords::tr("%1 already members"));
        break;
    case Kind::RemoveMembers:
        add(counts.changed, JobWords::tr("%1 removed"));
        add(counts.nothingToDo, JobWords::tr("%1 not members"));
        break;
    case Kind::CreateProfiles:
        add(counts.changed, JobWords::tr("%1 created"));
        add(counts.nothingToDo, JobWords::tr("%1 had a profile"));
        break;
    case Kind::CreateSegment:
        add(counts.changed, JobWords::tr("%1 created"));
        add(counts.nothingToDo, JobWords::tr("%1 there already"));
        break;
    case Kind::UpdateSegment:
        add(counts.changed, JobWords::tr("%1 changed"));
        add(counts.nothingToDo, JobWords::tr("%1 already up to date"));
        break;
    case Kind::DeleteProfiles:
    case Kind::DeleteSegments:
        add(counts.changed, JobWords::tr("%1 deleted"));
        add(counts.nothingToDo, JobWords::tr("%1 gone already"));
        break;
    case Kind::Export:
    case Kind::BackUp:
        add(counts.changed, JobWords::tr("%1 written"));
        break;
    case Kind::ReadStore:
        break;
    }
    add(counts.noProfile, JobWords::tr("%1 without a profile"));
    add(counts.notFound, JobWords::tr("%1 not found"));
    add(counts.failed, JobWords::tr("%1 failed"));
    add(counts.notSent, JobWords::tr("%1 not sent"));
    return parts.join(u", "_s);
}

QString words::jobSpeed(const Job &job)
{
    switch (job.state()) {
    case Job::State::Queued:
        return JobWords::tr("Waiting for its turn");
    case Job::State::Running: {
        if (job.phase() == Job::Phase::Preparing)
            return JobWords::tr("Preparing");
        if (job.phase() == Job::Phase::Checking)
            return JobWords::tr("Verifying");
        QStringList parts;
        const QString speed = rate(job.ratePerSecond());
        // While it waits it has no speed.
        if (!speed.isEmpty() && job.heldSeconds() == 0)
            parts.append(speed);
        if (job.secondsLeft() >= 0)
            parts.append(timeLeft(seconds(job.secondsLeft())));
        return parts.join(u", "_s);
    }
    case Job::State::Paused:
        if (!job.waitsFor())
            return JobWords::tr("Paused");
        // What it waits for is said beside it.
        return job.triesAgain() ? JobWords::tr("Retrying automatically")
                                : jobError(*job.waitsFor(), job.facts().kind).text;
    case Job::State::Stopping:
        return JobWords::tr("Stopping…");
    case Job::State::Ended: {
        if (!job.startedAt().isValid() || !job.endedAt().isValid())
            return {};
        const QString at =
            QLocale().toString(job.endedAt().toLocalTime().time(), QLocale::ShortFormat);
        return JobWords::tr("%1, took %2")
            .arg(at, duration(milliseconds(job.startedAt().msecsTo(job.endedAt()))));
    }
    }
    return {};
}

QString words::jobWaits(const Job &job)
{
    if (const int held = job.heldSeconds(); held > 0)
        return JobWords::tr("Waiting for the store's quota, continues in %1")
            .arg(duration(seconds(held)));
    if (const int silent = job.silentSeconds(); silent >= Job::silentAfterSeconds)
        return notAnswered(silent);
    return {};
}

QString words::notAnswered(int silent)
{
    return JobWords::tr("The store has not answered for %1").arg(duration(seconds(silent)));
}

QString words::requestsTake(qint64 number, const Traffic &traffic)
{
    const std::optional<milliseconds> time = traffic.timeFor(number);
    if (!time)
        return JobWords::tr("%1.").arg(requests(number));
    if (*time < seconds(1))
        return JobWords::tr("%1, less than a second.").arg(requests(number));
    if (traffic.quota < 1)
        return JobWords::tr("%1, about %2.").arg(requests(number), duration(*time));
    return JobWords::tr("%1, about %2 at your quota.").arg(requests(number), duration(*time));
}

QString words::retryText(End end, qint64 number)
{
    return end == End::Cancelled ? JobWords::tr("Continue with the other %1").arg(count(number))
                                 : JobWords::tr("Retry %1").arg(count(number));
}

QString words::what(Operation operation, What what)
{
    switch (what) {
    case What::NotSent:
        return JobWords::tr("Not sent");
    case What::Changed:
        switch (operation) {
        case Operation::AddMembers:
            return JobWords::tr("Added");
        case Operation::RemoveMembers:
            return JobWords::tr("Removed");
        case Operation::CreateProfiles:
            return JobWords::tr("Profile created");
        case Operation::DeleteProfiles:
            return JobWords::tr("Profile deleted");
        case Operation::CreateSegment:
            return JobWords::tr("Created");
        case Operation::UpdateSegment:
            return JobWords::tr("Changed");
        case Operation::DeleteSegments:
            return JobWords::tr("Deleted");
        }
        break;
    case What::NothingToDo:
        switch (operation) {
        case Operation::AddMembers:
            return JobWords::tr("Was a member already");
        case Operation::RemoveMembers:
            return JobWords::tr("Was not a member");
        case Operation::CreateProfiles:
            return JobWords::tr("Had a profile already");
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return JobWords::tr("Was gone already");
        case Operation::CreateSegment:
            return JobWords::tr("Was there already");
        case Operation::UpdateSegment:
            return JobWords::tr("Nothing to change");
        }
        break;
    case What::NoProfile:
        return JobWords::tr("Has no profile");
    case What::NotFound:
        return JobWords::tr("Not found");
    case What::Failed:
        return JobWords::tr("Failed");
    }
    return {};
}

QString words::readBack(Operation operation, const ReadBack &readBack)
{
    if (!readBack.done || readBack.found == readBack.expected)
        return {};
    const QString different = count(readBack.expected - readBack.found);
    return operation == Operation::RemoveMembers
        ? JobWords::tr("Checked against the store: of %1 to remove, %2 are still members")
              .arg(people(readBack.expected), different)
        : JobWords::tr("Checked against the store: of %1 to add, %2 are not members")
              .arg(people(readBack.expected), different);
}

ErrorWords words::jobError(const JobError &error, Kind kind)
{
    ErrorWords words = errorWords(error.api, whatFailed(kind));
    const QString said = error.text.isEmpty()
        ? QString()
        : u' ' + JobWords::tr("The system says: “%1”").arg(shortened(error.text, 200));
    if (kind == Kind::BackUp && error.kind != JobError::Kind::Store)
        words.title.clear(); // the text says it all
    switch (error.kind) {
    case JobError::Kind::Store:
        break;
    case JobError::Kind::SegmentGone:
        words.text = JobWords::tr("The store no longer has this segment.");
        words.whatToDo = JobWords::tr("Refresh (F5) to see which segments are there.");
        break;
    case JobError::Kind::TooManyFailures:
        words.text =
            JobWords::tr("The store refused several requests in a row, so the job stopped.") + u' '
            + words.text;
        break;
    case JobError::Kind::FolderNotEmpty:
        words.text = JobWords::tr(
            "The folder contains files that are not a backup, so nothing was written.");
        words.whatToDo =
            JobWords::tr("Choose an empty folder, or one with an earlier backup of this store.");
        break;
    case JobError::Kind::BackupOfOtherStore:
        words.text =
            JobWords::tr("The folder has a backup of another store (%1), which was not changed.")
                .arg(shortened(error.text));
        words.whatToDo = JobWords::tr("Choose another folder.");
        break;
    case JobError::Kind::NewerBackup:
        words.text = JobWords::tr(
            "The folder has a backup from a newer version of Segment Desk, which was not changed.");
        words.whatToDo = JobWords::tr("Choose another folder, or install the newer version.");
        break;
    case JobError::Kind::CannotOpenFile:
        if (kind == Kind::BackUp) {
            words.text = JobWords::tr("The folder cannot be written.") + said;
            words.whatToDo =
                JobWords::tr("Choose another folder, or check that you can write to this one.");
            break;
        }
        words.text = JobWords::tr("The file cannot be written.") + said;
        words.whatToDo =
            JobWords::tr("Choose another folder, or close the program that has it open.");
        break;
    case JobError::Kind::CannotWriteFile:
        if (kind == Kind::BackUp) {
            words.text = JobWords::tr("Writing the backup failed.") + said;
            words.whatToDo = JobWords::tr("Check the disk, then back up to this folder again.");
            break;
        }
        words.text = JobWords::tr("Writing the file failed, so there is no file.") + said;
        words.whatToDo = JobWords::tr("Check the disk, then export again.");
        break;
    case JobError::Kind::DiskFull:
        if (kind == Kind::BackUp) {
            words.text = JobWords::tr("The disk is full, so the backup is not complete.");
            words.whatToDo = JobWords::tr("Free some space, then back up to this folder again.");
            break;
        }
        words.text = JobWords::tr("The disk is full, so there is no file.");
        words.whatToDo =
            JobWords::tr("Free some space or choose another folder, then export again.");
        break;
    case JobError::Kind::Journal:
        words.text =
            JobWords::tr("The journal on this computer cannot be written, so nothing was sent.")
            + said;
        words.whatToDo = JobWords::tr(
            "Check that the disk has space and that you can write to the data folder.");
        break;
    case JobError::Kind::CopyIncomplete:
        words.text = JobWords::tr("This needs the local copy of the store, which is not complete.");
        words.whatToDo = JobWords::tr("Wait until the store has been read (the status bar shows "
                                      "the progress), then export again.");
        break;
    case JobError::Kind::CopyUnreadable:
        words.text =
            JobWords::tr("The local copy of the store cannot be read, so there is no file.") + said;
        words.whatToDo = JobWords::tr("Refresh the store (F5), then export again.");
        break;
    case JobError::Kind::Mirror:
        if (kind == Kind::BackUp) {
            words.text = JobWords::tr("The local copy cannot be read.") + said;
            words.whatToDo = JobWords::tr("Refresh the store (F5), then back up again.");
            break;
        }
        words.text = JobWords::tr("The local copy cannot be written.") + said;
        words.whatToDo = JobWords::tr(
            "Check that the disk has space and that you can write to the data folder.");
        break;
    }
    return words;
}

QString words::doneSentence(const JobFacts &facts, const OutcomeCounts &counts)
{
    const QString segment = shortened(facts.segmentName);
    const bool clean =
        counts.failed == 0 && counts.notFound == 0 && counts.notSent == 0 && counts.noProfile == 0;
    const bool undo = facts.purpose == Purpose::Undo;

    switch (facts.kind) {
    case Kind::AddMembers:
        if (!clean)
            break;
        if (undo)
            return counts.changed == 1
                ? JobWords::tr("Undone: %1 added back to %2").arg(people(1), segment)
                : JobWords::tr("Undone: %1 added back to %2").arg(people(counts.changed), segment);
        if (counts.changed == 0 && counts.nothingToDo == 1)
            return JobWords::tr("Already a member of %1").arg(segment);
        if (counts.changed == 0 && counts.nothingToDo > 0)
            return JobWords::tr("All %1 were members already").arg(count(counts.nothingToDo));
        if (counts.nothingToDo == 1)
            return JobWords::tr("Added %1, %2 was a member already")
                .arg(count(counts.changed), count(1));
        if (counts.nothingToDo > 0)
            return JobWords::tr("Added %1, %2 were members already")
                .arg(count(counts.changed), count(counts.nothingToDo));
        return JobWords::tr("Added %1 to %2").arg(people(counts.changed), segment);
    case Kind::RemoveMembers:
        if (!clean)
            break;
        if (undo)
            return counts.changed == 1
                ? JobWords::tr("Undone: %1 removed from %2").arg(people(1), segment)
                : JobWords::tr("Undone: %1 removed from %2").arg(people(counts.changed), segment);
        if (counts.changed == 0 && counts.nothingToDo > 0)
            return counts.nothingToDo == 1 ? JobWords::tr("Was not a member of %1").arg(segment)
                                           : JobWords::tr("None of them was a member");
        return JobWords::tr("Removed %1 from %2").arg(people(counts.changed), segment);
    case Kind::CreateProfiles:
        if (!clean || counts.nothingToDo > 0)
            break;
        return undo ? JobWords::tr("Recreated %1 with new IDs").arg(profiles(counts.changed))
                    : JobWords::tr("Created %1").arg(profiles(counts.changed));
    case Kind::DeleteProfiles:
        if (!clean || counts.nothingToDo > 0)
            break;
        return JobWords::tr("Deleted %1").arg(profiles(counts.changed));
    case Kind::CreateSegment:
        if (!clean)
            break;
        return undo ? JobWords::tr("Recreated %1 with a new ID").arg(whichSegments(facts))
                    : JobWords::tr("Created %1").arg(whichSegments(facts));
    case Kind::UpdateSegment:
    case Kind::DeleteSegments:
        if (facts.kind == Kind::DeleteSegments && counts.changed == 0 && counts.failed == 0
            && counts.notFound > 0)
            return JobWords::tr("%1, by someone else or another app")
                .arg(endTitle(facts, End::Done, 0));
        if (!clean)
            break;
        return jobDid(facts);
    case Kind::Export:
        return fromCopy(facts,
                        JobWords::tr("Exported %1 to %2")
                            .arg(rows(qMax<qint64>(0, facts.number)), fileOf(facts)));
    case Kind::ReadStore:
    case Kind::BackUp:
        return jobDid(facts);
    }
    const QString said = jobCounts(facts.kind, counts);
    return said.isEmpty() ? JobWords::tr("Nothing was changed") : said;
}

QString words::change(const JobFacts &facts)
{
    const QString segment = shortened(facts.segmentName);
    switch (facts.kind) {
    case Kind::AddMembers:
        return JobWords::tr("Add %1 to %2").arg(somePeople(facts.number), segment);
    case Kind::RemoveMembers:
        return JobWords::tr("Remove %1 from %2").arg(somePeople(facts.number), segment);
    case Kind::CreateProfiles:
        return JobWords::tr("Create %1").arg(someProfiles(facts.number));
    case Kind::DeleteProfiles:
        return JobWords::tr("Delete %1").arg(someProfiles(facts.number));
    case Kind::CreateSegment:
        return JobWords::tr("Create %1").arg(whichSegments(facts));
    case Kind::UpdateSegment:
        return facts.newName.isEmpty()
            ? JobWords::tr("Change %1").arg(quoted(facts.segmentName))
            : JobWords::tr("Rename %1 to %2").arg(quoted(facts.segmentName), quoted(facts.newName));
    case Kind::DeleteSegments:
        return JobWords::tr("Delete %1").arg(whichSegments(facts));
    case Kind::Export:
        return JobWords::tr("Export %1").arg(exported(facts));
    case Kind::ReadStore:
        return JobWords::tr("Read the store");
    case Kind::BackUp:
        return JobWords::tr("Back up %1").arg(someSegments(facts));
    }
    return {};
}

namespace {

/// Words for a step of several changes: @p move, of how many, from where, to where, and so on.
QString stepWords(const History::Entry &entry, const QString &move, const QString &merge,
                  const QString &addWithProfiles, const QString &makeEqual, const QString &restore)
{
    const QString target = words::shortened(entry.facts.segmentName);
    switch (entry.step.kind) {
    case Step::Kind::Single:
        break;
    case Step::Kind::Move:
        if (!entry.from.isEmpty())
            return move.arg(words::people(entry.others), words::shortened(entry.from), target);
        break;
    case Step::Kind::Merge:
        if (!entry.from.isEmpty())
            return merge.arg(words::shortened(entry.from), target);
        break;
    case Step::Kind::AddWithProfiles:
        if (entry.others > 0)
            return addWithProfiles.arg(words::people(entry.facts.number + entry.others), target,
                                       words::count(entry.others));
        break;
    case Step::Kind::MakeEqual:
        return makeEqual.arg(target);
    case Step::Kind::Restore:
        return restore;
    }
    return {}; // only one of its changes had anything to do
}

} // namespace

QString words::change(const History::Entry &entry)
{
    const QString step = stepWords(
        entry, JobWords::tr("Move %1 from %2 to %3"), JobWords::tr("Merge %1 into %2"),
        JobWords::tr("Add %1 to %2, %3 with new profiles"), JobWords::tr("Make %1 equal to a list"),
        JobWords::tr("Restore segments from a backup"));
    return step.isEmpty() ? change(entry.facts) : step;
}

QString words::did(const History::Entry &entry)
{
    const QString step =
        stepWords(entry, JobWords::tr("Moved %1 from %2 to %3"), JobWords::tr("Merged %1 into %2"),
                  JobWords::tr("Added %1 to %2, %3 with new profiles"),
                  JobWords::tr("Made %1 equal to the list"),
                  JobWords::tr("Restored the segments from the backup"));
    return step.isEmpty() ? jobDid(entry.facts) : step;
}

QString words::undone(const History::Entry &entry)
{
    const QString step =
        stepWords(entry, JobWords::tr("Undone: moved %1 from %3 back to %2"),
                  JobWords::tr("Undone: %1 and %2 restored, %1 with a new ID"),
                  JobWords::tr("Undone: removed %1 from %2, %3 with their profiles"),
                  JobWords::tr("Undone: %1 is as before"),
                  JobWords::tr("Undone: the segments are as before the restore"));
    return step.isEmpty() ? JobWords::tr("Undone: %1").arg(change(entry.facts)) : step;
}

QString words::undoText(const std::optional<History::Entry> &entry)
{
    return entry ? JobWords::tr("Undo: %1").arg(change(*entry)) : JobWords::tr("Undo");
}

QString words::redoText(const std::optional<History::Entry> &entry)
{
    return entry ? JobWords::tr("Redo: %1").arg(change(*entry)) : JobWords::tr("Redo");
}

ErrorWords words::refusal(const History::Refused &refused)
{
    const History::Entry &entry = refused.entry;
    ErrorWords words;
    words.title =
        refused.isUndo ? JobWords::tr("Could not undo this") : JobWords::tr("Could not redo this");
    switch (refused.why) {
    case History::Refusal::None:
        return {};
    case History::Refusal::Nothing:
        words.text = refused.isUndo ? JobWords::tr("There is nothing to undo.")
                                    : JobWords::tr("There is nothing to redo.");
        break;
    case History::Refusal::Newer:
        words.text = JobWords::tr("Another change has been made since.");
        words.whatToDo = refused.isUndo ? JobWords::tr("Undo that one first.") : QString();
        break;
    case History::Refusal::Busy:
        words.text = JobWords::tr("A change is still running.");
        words.whatToDo = JobWords::tr("Wait until it finishes, or cancel it.");
        break;
    case History::Refusal::SegmentGone:
        words.text = JobWords::tr("The segment %1 has been deleted since.")
                         .arg(quoted(entry.facts.segmentName));
        break;
    case History::Refusal::SegmentChanged:
        words.text =
            JobWords::tr("The segment %1 has been changed since, by someone else or another app.")
                .arg(quoted(entry.facts.segmentName));
        words.whatToDo = JobWords::tr("Change its name or description manually.");
        break;
    case History::Refusal::NameTaken:
        words.text =
            JobWords::tr("Another segment is now named %1.").arg(quoted(entry.facts.segmentName));
        words.whatToDo = JobWords::tr("Rename that one first.");
        break;
    case History::Refusal::Store: {
        const ErrorWords store = errorWords(refused.error, whatFailed(entry.facts.kind));
        words.text = store.text;
        words.whatToDo = store.whatToDo;
        break;
    }
    }
    return words;
}

QString words::effectIcon(Operation operation, Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        switch (operation) {
        case Operation::AddMembers:
        case Operation::CreateProfiles:
        case Operation::CreateSegment:
            return u"plus"_s;
        case Operation::RemoveMembers:
            return u"minus"_s;
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return u"trash"_s;
        case Operation::UpdateSegment:
            return u"pencil"_s;
        }
        break;
    case Effect::NothingToDo:
        return u"member"_s;
    case Effect::NoProfile:
        return u"person-x"_s;
    case Effect::NotFound:
        return u"question"_s;
    }
    return {};
}

// ---- history

namespace {

/// What such a change did in few words: as a sentence of its own, or (@p inside) after a colon.
QString briefly(const JobFacts &facts, bool inside)
{
    const QString segment = words::shortened(facts.segmentName);
    switch (facts.kind) {
    case Kind::AddMembers:
        return (inside ? JobWords::tr("added to %1") : JobWords::tr("Added to %1")).arg(segment);
    case Kind::RemoveMembers:
        return (inside ? JobWords::tr("removed from %1") : JobWords::tr("Removed from %1"))
            .arg(segment);
    case Kind::CreateProfiles:
        return inside ? JobWords::tr("created profiles") : JobWords::tr("Created profiles");
    case Kind::DeleteProfiles:
        return inside ? JobWords::tr("deleted profiles") : JobWords::tr("Deleted profiles");
    case Kind::CreateSegment:
        return (inside ? JobWords::tr("created %1") : JobWords::tr("Created %1"))
            .arg(whichSegments(facts));
    case Kind::UpdateSegment:
        if (facts.newName.isEmpty())
            return (inside ? JobWords::tr("changed %1") : JobWords::tr("Changed %1"))
                .arg(words::quoted(facts.segmentName));
        return (inside ? JobWords::tr("renamed %1 to %2") : JobWords::tr("Renamed %1 to %2"))
            .arg(words::quoted(facts.segmentName), words::quoted(facts.newName));
    case Kind::DeleteSegments:
        return (inside ? JobWords::tr("deleted %1") : JobWords::tr("Deleted %1"))
            .arg(whichSegments(facts));
    case Kind::Export:
        return (inside ? JobWords::tr("exported %1") : JobWords::tr("Exported %1"))
            .arg(exported(facts));
    case Kind::ReadStore:
        return inside ? JobWords::tr("read the store") : JobWords::tr("Read the store");
    case Kind::BackUp:
        return (inside ? JobWords::tr("backed up %1") : JobWords::tr("Backed up %1"))
            .arg(someSegments(facts));
    }
    return {};
}

/// The change that this one takes back.
JobFacts takenBack(JobFacts facts)
{
    switch (facts.kind) {
    case Kind::AddMembers:
        facts.kind = Kind::RemoveMembers;
        break;
    case Kind::RemoveMembers:
        facts.kind = Kind::AddMembers;
        break;
    case Kind::CreateProfiles:
        facts.kind = Kind::DeleteProfiles;
        break;
    case Kind::DeleteProfiles:
        facts.kind = Kind::CreateProfiles;
        break;
    case Kind::CreateSegment:
        facts.kind = Kind::DeleteSegments;
        break;
    case Kind::DeleteSegments:
        facts.kind = Kind::CreateSegment;
        break;
    case Kind::UpdateSegment:
        if (!facts.newName.isEmpty())
            std::swap(facts.segmentName, facts.newName);
        break;
    case Kind::Export:
    case Kind::ReadStore:
    case Kind::BackUp:
        break;
    }
    return facts;
}

/// "500 people", "488 of 500 people".
QString partOf(qint64 changed, qint64 total, QString (*words)(qint64))
{
    return changed == total ? words(total)
                            : JobWords::tr("%1 of %2").arg(words::count(changed), words(total));
}

} // namespace

QString words::historyTitle(const JobFacts &facts, std::optional<End> end, qint64 changed)
{
    if (!end)
        return jobDoing(facts);
    if (*end == End::Cancelled)
        return JobWords::tr("Cancelled: %1").arg(briefly(facts, true));
    const bool segmentMade = facts.kind == Kind::CreateSegment && *end != End::Failed;
    if (changed == 0 && !segmentMade)
        return endTitle(facts, *end, 0);
    if (*end == End::Failed)
        return JobWords::tr("Stopped partway: %1").arg(briefly(facts, true));
    switch (facts.purpose) {
    case Purpose::Undo:
        return JobWords::tr("Undone: %1").arg(briefly(takenBack(facts), true));
    case Purpose::Redo:
        return JobWords::tr("Redone: %1").arg(briefly(facts, true));
    case Purpose::Retry:
        return JobWords::tr("Retried: %1").arg(briefly(facts, true));
    case Purpose::Change:
    case Purpose::Resumed:
        break;
    }
    return briefly(facts, false);
}

QString words::amount(JobFacts::Kind kind, qint64 number)
{
    switch (kind) {
    case Kind::AddMembers:
    case Kind::RemoveMembers:
        return people(number);
    case Kind::CreateProfiles:
    case Kind::DeleteProfiles:
        return profiles(number);
    case Kind::CreateSegment:
    case Kind::UpdateSegment:
    case Kind::DeleteSegments:
    case Kind::BackUp:
        return segments(number);
    case Kind::Export:
    case Kind::ReadStore:
        return rows(number);
    }
    return count(number);
}

QString words::historyTitle(const QList<JobFacts> &parts, Step::Kind kind, std::optional<End> end,
                            qint64 changed)
{
    if (parts.isEmpty())
        return {};
    const Purpose purpose = parts.first().purpose;
    // What was taken back was done in the other order.
    QList<JobFacts> done = parts;
    if (purpose == Purpose::Undo) {
        std::reverse(done.begin(), done.end());
        for (JobFacts &part : done)
            part = takenBack(part);
    }
    History::Entry entry;
    entry.step.kind = kind;
    entry.facts = done.first();
    for (const JobFacts &part : done.mid(1)) {
        if (part.kind == entry.facts.kind) {
            entry.facts.number += part.number;
        } else {
            entry.from = part.segmentName;
            entry.others += part.number;
        }
    }
    if (parts.size() == 1 || kind == Step::Kind::Single)
        return historyTitle(parts.first(), end, changed);
    if (end && changed > 0 && *end <= End::DoneWithWarnings && purpose != Purpose::Undo
        && purpose != Purpose::Redo)
        return did(entry);
    QString change = words::change(entry);
    if (!change.isEmpty())
        change[0] = change.at(0).toLower();
    if (!end)
        return JobWords::tr("Running: %1").arg(change);
    if (*end == End::Cancelled)
        return JobWords::tr("Cancelled: %1").arg(change);
    if (*end == End::Failed)
        return JobWords::tr("Failed: %1").arg(change);
    return (purpose == Purpose::Undo ? JobWords::tr("Undid: %1") : JobWords::tr("Redid: %1"))
        .arg(change);
}

QString words::dayHeading(const QDate &day, const QDate &today)
{
    const qint64 days = day.daysTo(today);
    if (days == 0)
        return JobWords::tr("Today");
    if (days == 1)
        return JobWords::tr("Yesterday");
    return QLocale().toString(day, days < 7 ? u"dddd"_s : u"dddd, d MMMM yyyy"_s);
}

QString words::historyHeading(const JobFacts &facts, End end, qint64 changed, qint64 total)
{
    const QString segment = shortened(facts.segmentName);
    if (changed == 0)
        return endTitle(facts, end, 0);
    switch (facts.kind) {
    case Kind::AddMembers:
        return JobWords::tr("Added %1 to %2").arg(partOf(changed, total, people), segment);
    case Kind::RemoveMembers:
        return JobWords::tr("Removed %1 from %2").arg(partOf(changed, total, people), segment);
    case Kind::CreateProfiles:
        return JobWords::tr("Created %1").arg(partOf(changed, total, profiles));
    case Kind::DeleteProfiles:
        return JobWords::tr("Deleted %1").arg(partOf(changed, total, profiles));
    case Kind::CreateSegment:
    case Kind::UpdateSegment:
    case Kind::DeleteSegments:
    case Kind::Export:
    case Kind::ReadStore:
    case Kind::BackUp:
        break;
    }
    return briefly(facts, false);
}

QString words::segmentChange(Operation operation, const SegmentOutcome &segment)
{
    const SegmentChange &change = segment.change;
    const QString before = quoted(change.before.name);
    const QString after = quoted(change.after.name);
    const bool did = segment.what == What::Changed;
    switch (operation) {
    case Operation::CreateSegment:
        if (!did)
            return segment.what == What::NothingToDo
                ? JobWords::tr("%1 was there already").arg(after)
                : JobWords::tr("%1 was not created").arg(after);
        return change.members.isEmpty()
            ? JobWords::tr("Created %1").arg(after)
            : JobWords::tr("Created %1 for %2").arg(after, members(change.members.size()));
    case Operation::UpdateSegment: {
        if (!did)
            return segment.what == What::NothingToDo
                ? JobWords::tr("%1 was already up to date").arg(before)
                : JobWords::tr("%1 was not changed").arg(before);
        QStringList parts;
        if (change.before.name != change.after.name)
            parts.append(JobWords::tr("Renamed %1 to %2").arg(before, after));
        if (change.before.description != change.after.description) {
            if (change.after.description.isEmpty())
                parts.append(JobWords::tr("Removed the description of %1").arg(after));
            else
                parts.append(JobWords::tr("The description of %1 is now: %2")
                                 .arg(after, shortened(change.after.description, 200)));
        }
        return parts.isEmpty() ? JobWords::tr("Changed %1").arg(after) : parts.join(u'\n');
    }
    case Operation::DeleteSegments:
        if (!did)
            return segment.what == What::NothingToDo
                ? JobWords::tr("%1 was gone already").arg(before)
                : JobWords::tr("%1 was not deleted").arg(before);
        return change.members.isEmpty()
            ? JobWords::tr("Deleted %1").arg(before)
            : JobWords::tr("Deleted %1, which had %2").arg(before, members(change.members.size()));
    case Operation::AddMembers:
    case Operation::RemoveMembers:
    case Operation::CreateProfiles:
    case Operation::DeleteProfiles:
        break;
    }
    return {};
}

QString words::dayTime(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    const QDateTime local = when.toLocalTime();
    const QString time = QLocale().toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return JobWords::tr("Today %1").arg(time);
    if (days == 1)
        return JobWords::tr("Yesterday %1").arg(time);
    return date(when);
}

QString words::dayTimeInside(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    const QDateTime local = when.toLocalTime();
    const QString time = QLocale().toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return JobWords::tr("today %1").arg(time);
    if (days == 1)
        return JobWords::tr("yesterday %1").arg(time);
    return JobWords::tr("on %1").arg(dateTime(when));
}

} // namespace segmentdesk
