// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/planner.h"
#include "models/domain/segment.h"
#include "ui/selection/peopleselection.h"

#include <QObject>

namespace segmentdesk {

class CommandContext;
class FileCommands;
class PeopleMimeData;
class SegmentCommands;

/// The verbs of who is in a segment: add, move, remove, make equal to a search.
class MemberCommands : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the commands.
    MemberCommands(CommandContext &context, SegmentCommands &segments, FileCommands &files,
                   QObject *parent = nullptr);

    void addTo(SegmentId target, const PeopleSelection &selection);
    void moveTo(SegmentId target, const PeopleSelection &selection);
    void addSegmentTo(SegmentId from, SegmentId target);
    void drop(const PeopleMimeData &data, SegmentId target, bool move);
    /// Takes the selected members out of the segment they were selected in.
    void remove(const PeopleSelection &selection);
    void removePerson(const PersonRef &person, SegmentId segment);
    void addPerson(const PersonRef &person, SegmentId segment);
    /// "Add people…": ids and addresses are typed, or @p text has them already. Text with several
    /// columns is imported.
    void addPeople(SegmentId target, const QString &text = {});

    /// Shows who comes in and who goes out when the segment is made equal to what a search finds,
    /// then does it.
    void applySearch(const QString &searchName, const PeopleSelection &found, SegmentId target);

private:
    void showApply(const QString &searchName, const Plan &members, const QList<PersonRef> &found);
    /// Runs up to @p quick people at once, shows the plan of more. @p from: they leave this
    /// segment.
    void runOrShow(const Plan &plan, qsizetype quick = maxQuickPlanItems,
                   const std::optional<Segment> &from = std::nullopt);

    CommandContext &m_context;
    SegmentCommands &m_segments;
    FileCommands &m_files;
};

} // namespace segmentdesk
