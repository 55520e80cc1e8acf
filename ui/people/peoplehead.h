// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/selection/peoplelistkey.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;
class QToolButton;

namespace segmentdesk {

class ElidedLabel;
class Label;
class PeopleSources;
class PeopleTableModel;
class PlaceMarker;
class SegmentListModel;
class WithoutProfileScan;
class WriteGate;

/// The head of the middle pane: what place is open, how many people are there, how old that is, and
/// what can be done with all of them.
class PeopleHead : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive it.
    PeopleHead(SegmentListModel &segments, const WithoutProfileScan &scan,
               const PeopleSources &sources, const PeopleTableModel &model, const WriteGate &gate,
               QWidget *parent);

    /// @p failed: an error stands where the list would.
    void showPlace(const PeopleListKey &place, const QString &name, bool fromCopy, bool failed);
    void showAge(bool fromCopy);
    void showActions(const PeopleListKey &place);
    /// The title is the last thing to be cut: what the menu of the page has as well goes first.
    void fit(bool isSegment, bool failed, bool hasSelection);

Q_SIGNALS:
    void importClicked();
    void exportClicked();
    void primaryClicked();
    void menuClicked(QWidget *anchor);

private:
    /// "12 of 32 members": how many of the segment's members the filter leaves.
    QString partOfMembers(SegmentId segment, qint64 part) const;

    SegmentListModel &m_segments;
    const WithoutProfileScan &m_scan;
    const PeopleSources &m_sources;
    const PeopleTableModel &m_model;
    const WriteGate &m_gate;
    PeopleListKey m_place;
    QBoxLayout *m_layout;
    PlaceMarker *m_marker;
    ElidedLabel *m_title;
    Label *m_count;
    Label *m_age;
    QPushButton *m_import;
    QPushButton *m_export;
    QPushButton *m_primary;
    QToolButton *m_menu;
};

} // namespace segmentdesk
