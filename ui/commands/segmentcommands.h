// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/segment.h"
#include "ui/dialogs/countedconfirm.h"
#include "ui/selection/peopleselection.h"

#include <QObject>

namespace segmentdesk {

class CommandContext;
class JobAnnouncer;
struct Plan;

/// The verbs of a segment: make, change, empty, duplicate, merge, delete.
class SegmentCommands : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the commands.
    SegmentCommands(CommandContext &context, JobAnnouncer &announcer, QObject *parent = nullptr);

    /// @p members: people to put into the new segment; may be empty. One change, undone together.
    void newSegment(const QString &name = {}, const PeopleSelection &members = {});
    /// Makes it without a dialog and puts people into it; asks for another name if this one is
    /// taken.
    void createSegment(const QString &name, const PeopleSelection &members);
    void editSegment(SegmentId segment);
    void renameSegment(SegmentId segment, const QString &name);
    void deleteSegment(SegmentId segment);
    void emptySegment(SegmentId segment);
    /// A new one with the same members.
    void duplicateSegment(SegmentId segment);
    /// Adds the members to another segment, then deletes the first.
    void mergeInto(SegmentId from, SegmentId target);

private:
    CountMembers counterOf(SegmentId segment) const;
    QString freeName(const QString &name) const;
    void createWith(const NewSegment &segment, const PeopleSelection &members);
    /// Takes the people of a plan out of a segment of which @p confirmed members were typed; of
    /// another number it asks first.
    void runEmpty(const Plan &plan, qint64 confirmed);

    CommandContext &m_context;
    JobAnnouncer &m_announcer;
};

} // namespace segmentdesk
