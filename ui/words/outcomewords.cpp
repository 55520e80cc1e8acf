// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/outcomewords.h"

#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace segmentdesk {

namespace {

using Kind = JobFacts::Kind;

/// Gives every text of this file one context for the translators.
struct OutcomeWords
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeWords)
};

QString nameOf(const JobFacts &facts)
{
    return facts.number > 1 ? words::segments(facts.number) : words::quoted(facts.segmentName);
}

/// Nothing was changed, and nothing was refused.
QString nothingChanged(const JobFacts &facts)
{
    const QString segment = words::shortened(facts.segmentName);
    switch (facts.kind) {
    case Kind::AddMembers:
        return OutcomeWords::tr("No new members in %1").arg(segment);
    case Kind::RemoveMembers:
        return OutcomeWords::tr("No members to remove from %1").arg(segment);
    case Kind::CreateProfiles:
        return OutcomeWords::tr("No new profiles");
    case Kind::DeleteProfiles:
        return OutcomeWords::tr("No profiles to delete");
    case Kind::DeleteSegments:
        return facts.number > 1 ? OutcomeWords::tr("%1 were already deleted").arg(nameOf(facts))
                                : OutcomeWords::tr("%1 was already deleted").arg(nameOf(facts));
    case Kind::CreateSegment:
    case Kind::UpdateSegment:
    case Kind::Export:
    case Kind::ReadStore:
    case Kind::BackUp:
        break;
    }
    return words::jobDid(facts);
}

} // namespace

QString words::couldNot(const JobFacts &facts)
{
    const QString segment = shortened(facts.segmentName);
    if (facts.purpose == Purpose::Undo)
        return couldNotUndo(facts);
    switch (facts.kind) {
    case Kind::AddMembers:
        return OutcomeWords::tr("Could not add people to %1").arg(segment);
    case Kind::RemoveMembers:
        return OutcomeWords::tr("Could not remove people from %1").arg(segment);
    case Kind::CreateProfiles:
        return OutcomeWords::tr("Could not create the profiles");
    case Kind::DeleteProfiles:
        return OutcomeWords::tr("Could not delete the profiles");
    case Kind::CreateSegment:
        return OutcomeWords::tr("Could not create %1").arg(nameOf(facts));
    case Kind::UpdateSegment:
        return facts.newName.isEmpty() ? OutcomeWords::tr("Could not change %1").arg(nameOf(facts))
                                       : OutcomeWords::tr("Could not rename %1 to %2")
                                             .arg(nameOf(facts), quoted(facts.newName));
    case Kind::DeleteSegments:
        return OutcomeWords::tr("Could not delete %1").arg(nameOf(facts));
    case Kind::Export:
        return facts.segmentName.isEmpty() ? OutcomeWords::tr("Could not export")
                                           : OutcomeWords::tr("Could not export %1").arg(segment);
    case Kind::ReadStore:
        return OutcomeWords::tr("Could not read the store");
    case Kind::BackUp:
        return OutcomeWords::tr("Could not back up the segments");
    }
    return {};
}

QString words::endTitle(const JobFacts &facts, JobResult end, qint64 changed)
{
    if (changed > 0)
        return end == JobResult::Failed && facts.purpose == Purpose::Undo ? undoneInPart(facts)
                                                                          : jobDid(facts);
    switch (end) {
    case JobResult::Failed:
        return couldNot(facts);
    case JobResult::Cancelled:
        return jobDoing(facts);
    case JobResult::Done:
    case JobResult::DoneWithWarnings:
        break;
    }
    return nothingChanged(facts);
}

QString words::what(Operation operation, ItemStatus what)
{
    switch (what) {
    case ItemStatus::NotSent:
        return OutcomeWords::tr("Not sent");
    case ItemStatus::Changed:
        switch (operation) {
        case Operation::AddMembers:
            return OutcomeWords::tr("Added");
        case Operation::RemoveMembers:
            return OutcomeWords::tr("Removed");
        case Operation::CreateProfiles:
            return OutcomeWords::tr("Profile created");
        case Operation::DeleteProfiles:
            return OutcomeWords::tr("Profile deleted");
        case Operation::CreateSegment:
            return OutcomeWords::tr("Created");
        case Operation::UpdateSegment:
            return OutcomeWords::tr("Changed");
        case Operation::DeleteSegments:
            return OutcomeWords::tr("Deleted");
        }
        break;
    case ItemStatus::NothingToDo:
        switch (operation) {
        case Operation::AddMembers:
            return OutcomeWords::tr("Was a member already");
        case Operation::RemoveMembers:
            return OutcomeWords::tr("Was not a member");
        case Operation::CreateProfiles:
            return OutcomeWords::tr("Had a profile already");
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return OutcomeWords::tr("Was gone already");
        case Operation::CreateSegment:
            return OutcomeWords::tr("Was there already");
        case Operation::UpdateSegment:
            return OutcomeWords::tr("Nothing to change");
        }
        break;
    case ItemStatus::NoProfile:
        return OutcomeWords::tr("Has no profile");
    case ItemStatus::NotFound:
        return OutcomeWords::tr("Not found");
    case ItemStatus::Failed:
        return OutcomeWords::tr("Failed");
    case ItemStatus::Unknown:
        return OutcomeWords::tr("Not known yet");
    }
    return {};
}

QString words::whatTile(Operation operation, ItemStatus status, qint64 count)
{
    if (count == 1)
        return what(operation, status);
    switch (status) {
    case ItemStatus::NothingToDo:
        switch (operation) {
        case Operation::AddMembers:
            return OutcomeWords::tr("Were members already");
        case Operation::RemoveMembers:
            return OutcomeWords::tr("Were not members");
        case Operation::DeleteProfiles:
        case Operation::DeleteSegments:
            return OutcomeWords::tr("Were gone already");
        case Operation::CreateSegment:
            return OutcomeWords::tr("Were there already");
        case Operation::CreateProfiles:
        case Operation::UpdateSegment:
            break;
        }
        break;
    case ItemStatus::NoProfile:
        return OutcomeWords::tr("Have no profile");
    case ItemStatus::Changed:
        switch (operation) {
        case Operation::CreateProfiles:
            return OutcomeWords::tr("Profiles created");
        case Operation::DeleteProfiles:
            return OutcomeWords::tr("Profiles deleted");
        default:
            break;
        }
        break;
    default:
        break;
    }
    return what(operation, status);
}

QString words::readBack(Operation operation, const ReadBack &readBack)
{
    if (!readBack.done || readBack.found == readBack.expected)
        return {};
    const QString different = count(readBack.expected - readBack.found);
    switch (operation) {
    case Operation::RemoveMembers:
        return OutcomeWords::tr("Checked against the store: of %1 to remove, %2 are still members")
            .arg(people(readBack.expected), different);
    case Operation::CreateProfiles:
        return OutcomeWords::tr("Checked against the store: of %1, %2 have no profile")
            .arg(people(readBack.expected), different);
    case Operation::DeleteProfiles:
        return OutcomeWords::tr("Checked against the store: of %1, %2 have their profile still")
            .arg(people(readBack.expected), different);
    case Operation::CreateSegment:
    case Operation::UpdateSegment:
    case Operation::DeleteSegments:
        return OutcomeWords::tr(
                   "Checked against the store: of %1 changes, %2 are not as they should be")
            .arg(count(readBack.expected), different);
    case Operation::AddMembers:
        break;
    }
    return OutcomeWords::tr("Checked against the store: of %1 to add, %2 are not members")
        .arg(people(readBack.expected), different);
}

QString words::segmentGone(const QString &name)
{
    return name.isEmpty()
        ? OutcomeWords::tr("This segment is no longer in the store. Someone else, or another app, "
                           "deleted it.")
        : OutcomeWords::tr(
              "%1 is no longer in the store. Someone else, or another app, deleted it.")
              .arg(quoted(name));
}

ErrorWords words::failure(const JobError &error, const JobFacts &facts)
{
    ErrorWords words = jobError(error, facts.kind);
    if (!words.title.isEmpty())
        words.title = couldNot(facts);
    if (error.kind == JobError::Kind::SegmentGone) {
        words.text = segmentGone(facts.segmentName);
        words.whatToDo.clear();
    }
    return words;
}

} // namespace segmentdesk
