// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "ui/selection/peopleselection.h"

#include <QObject>

class QWidget;

namespace segmentdesk {

class StoreView;
class TargetPicker;

/// What menus, keys and bars do with what is open or selected in a store. Does nothing where it
/// makes no sense.
class PlaceActions : public QObject
{
    Q_OBJECT

public:
    PlaceActions(StoreView &view, TargetPicker &picker);

    bool hasSelection() const;
    bool canRemove() const;
    void removeSelected();
    void addSelectedTo(QWidget *anchor);
    void moveSelectedTo(QWidget *anchor);
    /// For those of the selected people who have no profile; where no one is selected, asks for
    /// whom.
    void createProfiles();
    void deleteSelectedProfiles();
    void copySelected();
    void paste();
    void exportPeople();
    void exportMatrix();
    /// What a table shows of @p at, for an export: its order, its first rows.
    ShownList shownFor(const PeopleListKey &at) const;
    /// Into the open segment, or into one that is chosen. @p path empty: a file is asked for, too.
    void importFile(const QString &path = {});
    void renameSegment();
    void mergeSegment(SegmentId segment);
    /// The segments that are selected in the sidebar if they are several, else the open one.
    QList<SegmentId> chosenSegments() const;
    /// Compares chosenSegments().
    void compareSelected();

private:
    StoreView &m_view;
    TargetPicker &m_picker;
};

} // namespace segmentdesk
