// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/historywords.h"

#include "ui/words/jobnouns.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <limits>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Kind = JobFacts::Kind;
using Purpose = JobFacts::Purpose;

/// Gives every text of this file one context for the translators.
struct HistoryWords
{
    Q_DECLARE_TR_FUNCTIONS(HistoryWords)
};

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

/// The change that takes this one back, or that this one takes back.
/// As it stands after a colon.
QString inside(QString words)
{
    if (!words.isEmpty())
        words[0] = words.at(0).toLower();
    return words;
}

JobFacts inverse(JobFacts facts)
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

} // namespace

QString words::change(const JobFacts &facts)
{
    const QString segment = shortened(facts.segmentName);
    switch (facts.kind) {
    case Kind::AddMembers:
        return HistoryWords::tr("Add %1 to %2").arg(somePeople(facts.number), segment);
    case Kind::RemoveMembers:
        return HistoryWords::tr("Remove %1 from %2").arg(somePeople(facts.number), segment);
    case Kind::CreateProfiles:
        return HistoryWords::tr("Create %1").arg(someProfiles(facts.number));
    case Kind::DeleteProfiles:
        return HistoryWords::tr("Delete %1").arg(someProfiles(facts.number));
    case Kind::CreateSegment:
        return HistoryWords::tr("Create %1").arg(whichSegments(facts));
    case Kind::UpdateSegment:
        return facts.newName.isEmpty()
            ? HistoryWords::tr("Change %1").arg(quoted(facts.segmentName))
            : HistoryWords::tr("Rename %1 to %2")
                  .arg(quoted(facts.segmentName), quoted(facts.newName));
    case Kind::DeleteSegments:
        return HistoryWords::tr("Delete %1").arg(whichSegments(facts));
    case Kind::Export:
        return HistoryWords::tr("Export %1").arg(exported(facts));
    case Kind::ReadStore:
        return HistoryWords::tr("Read the store");
    case Kind::BackUp:
        return HistoryWords::tr("Back up %1").arg(someSegments(facts));
    }
    return {};
}

QString words::change(const History::Entry &entry)
{
    const QString step = stepWords(entry, HistoryWords::tr("Move %1 from %2 to %3"),
                                   HistoryWords::tr("Merge %1 into %2"),
                                   HistoryWords::tr("Add %1 to %2, %3 with new profiles"),
                                   HistoryWords::tr("Make %1 equal to a list"),
                                   HistoryWords::tr("Restore segments from a backup"));
    return step.isEmpty() ? change(entry.facts) : step;
}

QString words::did(const History::Entry &entry)
{
    const QString step = stepWords(entry, HistoryWords::tr("Moved %1 from %2 to %3"),
                                   HistoryWords::tr("Merged %1 into %2"),
                                   HistoryWords::tr("Added %1 to %2, %3 with new profiles"),
                                   HistoryWords::tr("Made %1 equal to the list"),
                                   HistoryWords::tr("Restored the segments from the backup"));
    return step.isEmpty() ? jobDid(entry.facts) : step;
}

QString words::undone(const History::Entry &entry)
{
    const QString step =
        stepWords(entry, HistoryWords::tr("Undone: moved %1 from %3 back to %2"),
                  HistoryWords::tr("Undone: %1 and %2 restored, %1 with a new ID"),
                  HistoryWords::tr("Undone: removed %1 from %2, %3 with their profiles"),
                  HistoryWords::tr("Undone: %1 is as before"),
                  HistoryWords::tr("Undone: the segments are as before the restore"));
    if (!step.isEmpty())
        return step;
    JobFacts undo = inverse(entry.facts);
    undo.purpose = Purpose::Undo;
    OutcomeCounts counts;
    counts.changed = undo.number;
    return undo.number > 0 ? doneSentence(undo, counts) : jobDid(undo);
}

QString words::couldNotUndo(const JobFacts &undo)
{
    return HistoryWords::tr("Could not undo: %1").arg(inside(change(inverse(undo))));
}

QString words::undoneInPart(const JobFacts &undo)
{
    return HistoryWords::tr("Undone in part: %1").arg(inside(change(inverse(undo))));
}

QString words::undone(const QString &what)
{
    return HistoryWords::tr("Undone: %1").arg(what);
}

QString words::undoText(const std::optional<History::Entry> &entry)
{
    return entry ? undoText(change(*entry)) : HistoryWords::tr("Undo");
}

QString words::undoText(const QString &change)
{
    return HistoryWords::tr("Undo: %1").arg(change);
}

QString words::redoText(const std::optional<History::Entry> &entry)
{
    return entry ? HistoryWords::tr("Redo: %1").arg(change(*entry)) : HistoryWords::tr("Redo");
}

ErrorWords words::refusal(const History::Refused &refused)
{
    const History::Entry &entry = refused.entry;
    ErrorWords words;
    words.title = refused.isUndo ? HistoryWords::tr("Could not undo this")
                                 : HistoryWords::tr("Could not redo this");
    switch (refused.why) {
    case History::Refusal::None:
        return {};
    case History::Refusal::Nothing:
        words.text = refused.isUndo ? HistoryWords::tr("There is nothing to undo.")
                                    : HistoryWords::tr("There is nothing to redo.");
        break;
    case History::Refusal::Interrupted:
        words.text = HistoryWords::tr("A change was interrupted and is not finished.");
        words.whatToDo = HistoryWords::tr("Resume or discard it first.");
        break;
    case History::Refusal::Newer:
        words.text = HistoryWords::tr("Another change has been made since.");
        words.whatToDo = refused.isUndo ? HistoryWords::tr("Undo that one first.") : QString();
        break;
    case History::Refusal::Busy:
        words.text = HistoryWords::tr("A change is still running.");
        words.whatToDo = HistoryWords::tr("Wait until it finishes, or cancel it.");
        break;
    case History::Refusal::SegmentGone:
        words.text = HistoryWords::tr("The segment %1 has been deleted since.")
                         .arg(quoted(entry.facts.segmentName));
        break;
    case History::Refusal::SegmentChanged:
        words.text = HistoryWords::tr(
                         "The segment %1 has been changed since, by someone else or another app.")
                         .arg(quoted(entry.facts.segmentName));
        words.whatToDo = HistoryWords::tr("Change its name or description manually.");
        break;
    case History::Refusal::NameTaken:
        words.text = HistoryWords::tr("Another segment is now named %1.")
                         .arg(quoted(entry.facts.segmentName));
        words.whatToDo = HistoryWords::tr("Rename that one first.");
        break;
    case History::Refusal::MembersNotKept:
        words.text =
            HistoryWords::tr("%1 had more members than can be kept, so it cannot be recreated "
                             "with them.")
                .arg(quoted(entry.facts.segmentName));
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

// ---- history

namespace {

/// What such a change did in few words: as a sentence of its own, or (@p inside) after a colon.
QString briefly(const JobFacts &facts, bool inside)
{
    const QString segment = words::shortened(facts.segmentName);
    switch (facts.kind) {
    case Kind::AddMembers:
        return (inside ? HistoryWords::tr("added to %1") : HistoryWords::tr("Added to %1"))
            .arg(segment);
    case Kind::RemoveMembers:
        return (inside ? HistoryWords::tr("removed from %1") : HistoryWords::tr("Removed from %1"))
            .arg(segment);
    case Kind::CreateProfiles:
        return inside ? HistoryWords::tr("created profiles") : HistoryWords::tr("Created profiles");
    case Kind::DeleteProfiles:
        return inside ? HistoryWords::tr("deleted profiles") : HistoryWords::tr("Deleted profiles");
    case Kind::CreateSegment:
        return (inside ? HistoryWords::tr("created %1") : HistoryWords::tr("Created %1"))
            .arg(words::whichSegments(facts));
    case Kind::UpdateSegment:
        if (facts.newName.isEmpty())
            return (inside ? HistoryWords::tr("changed %1") : HistoryWords::tr("Changed %1"))
                .arg(words::quoted(facts.segmentName));
        return (inside ? HistoryWords::tr("renamed %1 to %2")
                       : HistoryWords::tr("Renamed %1 to %2"))
            .arg(words::quoted(facts.segmentName), words::quoted(facts.newName));
    case Kind::DeleteSegments:
        return (inside ? HistoryWords::tr("deleted %1") : HistoryWords::tr("Deleted %1"))
            .arg(words::whichSegments(facts));
    case Kind::Export:
        return (inside ? HistoryWords::tr("exported %1") : HistoryWords::tr("Exported %1"))
            .arg(words::exported(facts));
    case Kind::ReadStore:
        return inside ? HistoryWords::tr("read the store") : HistoryWords::tr("Read the store");
    case Kind::BackUp:
        return (inside ? HistoryWords::tr("backed up %1") : HistoryWords::tr("Backed up %1"))
            .arg(words::someSegments(facts));
    }
    return {};
}

/// "500 people", "488 of 500 people".
QString partOf(qint64 changed, qint64 total, QString (*words)(qint64))
{
    return changed == total ? words(total)
                            : HistoryWords::tr("%1 of %2").arg(words::count(changed), words(total));
}

} // namespace

QString words::historyTitle(const JobFacts &facts, std::optional<JobResult> end, qint64 changed)
{
    if (!end)
        return jobDoing(facts);
    if (*end == JobResult::Cancelled)
        return HistoryWords::tr("Cancelled: %1").arg(briefly(facts, true));
    const bool segmentMade = facts.kind == Kind::CreateSegment && *end != JobResult::Failed;
    if (changed == 0 && !segmentMade)
        return endTitle(facts, *end, 0);
    if (*end == JobResult::Failed && facts.purpose == Purpose::Undo)
        return undoneInPart(facts);
    if (*end == JobResult::Failed)
        return HistoryWords::tr("Stopped partway: %1").arg(briefly(facts, true));
    switch (facts.purpose) {
    case Purpose::Undo:
        return jobDid(facts);
    case Purpose::Redo:
        return HistoryWords::tr("Redone: %1").arg(briefly(facts, true));
    case Purpose::Retry:
        return HistoryWords::tr("Retried: %1").arg(briefly(facts, true));
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
        return rows(number);
    case Kind::ReadStore: // customers and profiles
        return number == 1
            ? HistoryWords::tr("%Ln record", nullptr, 1)
            : HistoryWords::tr("%Ln records", nullptr,
                               int(qMin<qint64>(number, std::numeric_limits<int>::max())));
    }
    return count(number);
}

QString words::historyTitle(const QList<JobFacts> &parts, Step::Kind kind,
                            std::optional<JobResult> end, qint64 changed)
{
    if (parts.isEmpty())
        return {};
    const Purpose purpose = parts.first().purpose;
    // What was taken back was done in the other order.
    QList<JobFacts> done = parts;
    if (purpose == Purpose::Undo) {
        std::reverse(done.begin(), done.end());
        for (JobFacts &part : done)
            part = inverse(part);
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
    if (end && changed > 0 && *end <= JobResult::DoneWithWarnings && purpose != Purpose::Undo
        && purpose != Purpose::Redo)
        return did(entry);
    if (end && *end <= JobResult::DoneWithWarnings && purpose == Purpose::Undo)
        return undone(entry);
    const QString change = inside(words::change(entry));
    if (!end)
        return (purpose == Purpose::Undo ? HistoryWords::tr("Undoing: %1")
                                         : HistoryWords::tr("Running: %1"))
            .arg(change);
    if (*end == JobResult::Cancelled)
        return HistoryWords::tr("Cancelled: %1").arg(change);
    if (*end == JobResult::Failed && purpose == Purpose::Undo)
        return (changed > 0 ? HistoryWords::tr("Undone in part: %1")
                            : HistoryWords::tr("Could not undo: %1"))
            .arg(change);
    if (*end == JobResult::Failed)
        return HistoryWords::tr("Failed: %1").arg(change);
    return HistoryWords::tr("Redone: %1").arg(change);
}

QString words::dayHeading(const QDate &day, const QDate &today)
{
    const qint64 days = day.daysTo(today);
    if (days == 0)
        return HistoryWords::tr("Today");
    if (days == 1)
        return HistoryWords::tr("Yesterday");
    return QLocale().toString(day, days < 7 ? u"dddd"_s : u"dddd, d MMMM yyyy"_s);
}

QString words::historyHeading(const JobFacts &facts, JobResult end, qint64 changed, qint64 total)
{
    const QString segment = shortened(facts.segmentName);
    if (changed == 0)
        return endTitle(facts, end, 0);
    if (facts.purpose == Purpose::Undo && end == JobResult::Failed)
        return endTitle(facts, end, changed);
    if (facts.purpose == Purpose::Undo)
        return undoDid(facts, partOf(changed, total, people), partOf(changed, total, profiles));
    switch (facts.kind) {
    case Kind::AddMembers:
        return HistoryWords::tr("Added %1 to %2").arg(partOf(changed, total, people), segment);
    case Kind::RemoveMembers:
        return HistoryWords::tr("Removed %1 from %2").arg(partOf(changed, total, people), segment);
    case Kind::CreateProfiles:
        return HistoryWords::tr("Created %1").arg(partOf(changed, total, profiles));
    case Kind::DeleteProfiles:
        return HistoryWords::tr("Deleted %1").arg(partOf(changed, total, profiles));
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
    const bool did = segment.what == ItemStatus::Changed;
    switch (operation) {
    case Operation::CreateSegment:
        if (!did)
            return segment.what == ItemStatus::NothingToDo
                ? HistoryWords::tr("%1 was there already").arg(after)
                : HistoryWords::tr("%1 was not created").arg(after);
        return change.members.isEmpty()
            ? HistoryWords::tr("Created %1").arg(after)
            : HistoryWords::tr("Created %1 for %2").arg(after, members(change.members.size()));
    case Operation::UpdateSegment: {
        if (!did)
            return segment.what == ItemStatus::NothingToDo
                ? HistoryWords::tr("%1 was already up to date").arg(before)
                : HistoryWords::tr("%1 was not changed").arg(before);
        QStringList parts;
        if (change.before.name != change.after.name)
            parts.append(HistoryWords::tr("Renamed %1 to %2").arg(before, after));
        if (change.before.description != change.after.description) {
            if (change.after.description.isEmpty())
                parts.append(HistoryWords::tr("Removed the description of %1").arg(after));
            else
                parts.append(HistoryWords::tr("The description of %1 is now: %2")
                                 .arg(after, shortened(change.after.description, 200)));
        }
        return parts.isEmpty() ? HistoryWords::tr("Changed %1").arg(after) : parts.join(u'\n');
    }
    case Operation::DeleteSegments:
        if (!did)
            return segment.what == ItemStatus::NothingToDo
                ? HistoryWords::tr("%1 was gone already").arg(before)
                : HistoryWords::tr("%1 was not deleted").arg(before);
        return change.members.isEmpty() ? HistoryWords::tr("Deleted %1").arg(before)
                                        : HistoryWords::tr("Deleted %1, which had %2")
                                              .arg(before, members(change.members.size()));
    case Operation::AddMembers:
    case Operation::RemoveMembers:
    case Operation::CreateProfiles:
    case Operation::DeleteProfiles:
        break;
    }
    return {};
}

} // namespace segmentdesk
