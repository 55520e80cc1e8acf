// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/jobwords.h"

#include "models/jobs/jobpace.h"
#include "ui/words/historywords.h"
#include "ui/words/jobnouns.h"
#include "ui/words/outcomewords.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

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

QString titleOfJob(const Job &job, const JobFacts &facts)
{
    if (job.state() != Job::State::Ended)
        return words::jobDoing(facts);
    // A file says nothing by its counts.
    const bool isFile = facts.kind == Kind::Export || facts.kind == Kind::BackUp;
    if (isFile && (job.end() == JobResult::Done || job.end() == JobResult::DoneWithWarnings))
        return words::jobDid(facts);
    return words::endTitle(facts, job.end(), isFile ? 0 : job.counts().changed);
}

} // namespace

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
        return (undo ? JobWords::tr("Undoing: recreating %1") : JobWords::tr("Creating %1"))
            .arg(someProfiles(facts.number));
    case Kind::DeleteProfiles:
        return (undo ? JobWords::tr("Undoing: deleting %1") : JobWords::tr("Deleting %1"))
            .arg(someProfiles(facts.number));
    case Kind::CreateSegment:
        return (undo ? JobWords::tr("Undoing: recreating %1") : JobWords::tr("Creating %1"))
            .arg(whichSegments(facts));
    case Kind::UpdateSegment:
        if (facts.newName.isEmpty())
            return (undo ? JobWords::tr("Undoing: changing %1 back") : JobWords::tr("Changing %1"))
                .arg(quoted(facts.segmentName));
        return (undo ? JobWords::tr("Undoing: renaming %1 back to %2")
                     : JobWords::tr("Renaming %1 to %2"))
            .arg(quoted(facts.segmentName), quoted(facts.newName));
    case Kind::DeleteSegments:
        return (undo ? JobWords::tr("Undoing: deleting %1") : JobWords::tr("Deleting %1"))
            .arg(whichSegments(facts));
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

QString words::undoDid(const JobFacts &facts, const QString &people, const QString &profiles)
{
    const QString segment = shortened(facts.segmentName);
    switch (facts.kind) {
    case Kind::AddMembers:
        return JobWords::tr("Undone: %1 added back to %2").arg(people, segment);
    case Kind::RemoveMembers:
        return JobWords::tr("Undone: %1 removed from %2").arg(people, segment);
    case Kind::CreateProfiles:
        return JobWords::tr("Undone: %1 recreated with new IDs").arg(profiles);
    case Kind::DeleteProfiles:
        return JobWords::tr("Undone: %1 deleted").arg(profiles);
    case Kind::CreateSegment:
        return (facts.number > 1 ? JobWords::tr("Undone: %1 recreated with new IDs")
                                 : JobWords::tr("Undone: %1 recreated with a new ID"))
            .arg(whichSegments(facts));
    case Kind::UpdateSegment:
        if (facts.newName.isEmpty())
            return JobWords::tr("Undone: %1 changed back").arg(quoted(facts.segmentName));
        return JobWords::tr("Undone: %1 renamed back to %2")
            .arg(quoted(facts.segmentName), quoted(facts.newName));
    case Kind::DeleteSegments:
        return JobWords::tr("Undone: %1 deleted").arg(whichSegments(facts));
    case Kind::Export:
    case Kind::ReadStore:
    case Kind::BackUp:
        break; // no changes of the store
    }
    return {};
}

QString words::jobDid(const JobFacts &facts)
{
    const QString segment = shortened(facts.segmentName);
    if (facts.purpose == Purpose::Undo)
        return undoDid(facts, somePeople(-1), someProfiles(-1));
    switch (facts.kind) {
    case Kind::AddMembers:
        return JobWords::tr("Added people to %1").arg(segment);
    case Kind::RemoveMembers:
        return JobWords::tr("Removed people from %1").arg(segment);
    case Kind::CreateProfiles:
        return JobWords::tr("Created profiles");
    case Kind::DeleteProfiles:
        return JobWords::tr("Deleted profiles");
    case Kind::CreateSegment:
        return JobWords::tr("Created %1").arg(whichSegments(facts));
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
    return titleOfJob(job, job.facts());
}

words::Span words::jobObject(const Job &job)
{
    if (job.facts().segmentName.isEmpty())
        return {};
    // Where the title has a character that no name has, if that is the name.
    const QChar mark(0xe000);
    JobFacts marked = job.facts();
    marked.segmentName = mark;
    const auto from = int(titleOfJob(job, marked).indexOf(mark));
    return from < 0 ? Span{} : Span{from, int(shortened(job.facts().segmentName).size())};
}

QString words::jobProgress(const Job &job)
{
    const Kind kind = job.facts().kind;
    if (job.total() < 0)
        return job.done() > 0 ? amount(kind, job.done()) : QString();
    return JobWords::tr("%1 of %2").arg(count(job.done()), amount(kind, job.total()));
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
    add(counts.unknown, JobWords::tr("%1 not known yet"));
    return parts.join(u", "_s);
}

QString words::jobSpeed(const Job &job)
{
    switch (job.state()) {
    case Job::State::Queued:
        return job.isOnHold() ? JobWords::tr("Paused") : JobWords::tr("Waiting for its turn");
    case Job::State::Running: {
        if (job.phase() == Job::Phase::Preparing)
            return JobWords::tr("Preparing");
        if (job.phase() == Job::Phase::Checking)
            return JobWords::tr("Verifying");
        QStringList parts;
        const QString speed = rate(job.pace().ratePerSecond());
        // While it waits it has no speed.
        if (!speed.isEmpty() && job.pace().heldSeconds() == 0)
            parts.append(speed);
        if (job.pace().secondsLeft() >= 0)
            parts.append(timeLeft(seconds(job.pace().secondsLeft())));
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
        // The day, too, unless it is today.
        return JobWords::tr("%1, took %2")
            .arg(timeOfCopy(job.endedAt()),
                 duration(milliseconds(job.startedAt().msecsTo(job.endedAt()))));
    }
    }
    return {};
}

QString words::jobWaits(const Job &job)
{
    if (const int held = job.pace().heldSeconds(); held > 0)
        return JobWords::tr("Waiting for the store's quota, continues in %1")
            .arg(duration(seconds(held)));
    if (const int silent = job.pace().silentSeconds(); silent >= JobPace::silentAfterSeconds)
        return notAnswered(silent);
    return {};
}

QString words::notAnswered(int silent)
{
    return JobWords::tr("The store has not answered for %1").arg(duration(seconds(silent)));
}

QString words::requestsTake(qint64 number, const QuotaUsage &traffic)
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

QString words::retryText(JobResult end, qint64 number)
{
    return end == JobResult::Cancelled
        ? JobWords::tr("Continue with the other %1").arg(count(number))
        : JobWords::tr("Retry %1").arg(count(number));
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
    case JobError::Kind::Question:
        words.text = JobWords::tr(
            "The store has changed since you confirmed this, and more people would be removed.");
        words.whatToDo = JobWords::tr("Resume to see who, or cancel.");
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
    const bool clean = counts.failed == 0 && counts.notFound == 0 && counts.notSent == 0
        && counts.noProfile == 0 && counts.unknown == 0;
    const bool undo = facts.purpose == Purpose::Undo && counts.changed > 0;
    const auto plain = [undo](const QString &text) {
        return undo ? JobWords::tr("Undone: %1").arg(text) : text;
    };

    if (undo && clean && counts.nothingToDo == 0)
        return undoDid(facts, people(counts.changed), profiles(counts.changed));
    switch (facts.kind) {
    case Kind::AddMembers:
        if (!clean || undo)
            break;
        if (counts.changed == 0 && counts.nothingToDo == 1)
            return JobWords::tr("Already a member of %1").arg(segment);
        if (counts.changed == 0 && counts.nothingToDo > 0)
            return JobWords::tr("All %1 were members already").arg(count(counts.nothingToDo));
        if (counts.nothingToDo > 0)
            return (counts.nothingToDo == 1
                        ? JobWords::tr("Added %1 to %2; %3 was a member already")
                        : JobWords::tr("Added %1 to %2; %3 were members already"))
                .arg(people(counts.changed), segment, count(counts.nothingToDo));
        return JobWords::tr("Added %1 to %2").arg(people(counts.changed), segment);
    case Kind::RemoveMembers:
        if (!clean || undo)
            break;
        if (counts.changed == 0 && counts.nothingToDo > 0)
            return counts.nothingToDo == 1 ? JobWords::tr("Was not a member of %1").arg(segment)
                                           : JobWords::tr("None of them was a member");
        return JobWords::tr("Removed %1 from %2").arg(people(counts.changed), segment);
    case Kind::CreateProfiles:
        if (!clean || counts.nothingToDo > 0)
            break;
        return JobWords::tr("Created %1").arg(profiles(counts.changed));
    case Kind::DeleteProfiles:
        if (!clean || counts.nothingToDo > 0)
            break;
        return JobWords::tr("Deleted %1").arg(profiles(counts.changed));
    case Kind::CreateSegment:
        if (!clean)
            break;
        return jobDid(facts);
    case Kind::UpdateSegment:
    case Kind::DeleteSegments:
        if (facts.kind == Kind::DeleteSegments && counts.changed == 0 && counts.failed == 0
            && counts.notFound > 0)
            return JobWords::tr("%1, by someone else or another app")
                .arg(endTitle(facts, JobResult::Done, 0));
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
    return said.isEmpty() ? JobWords::tr("Nothing was changed") : plain(said);
}

} // namespace segmentdesk
