// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/segments/segmentlistview.h"

#include <optional>

class QHBoxLayout;

namespace segmentdesk {

class Label;
class SearchField;
class SegmentListModel;
class StateView;
class WaitNote;

/// The left pane: how many segments there are, a filter, the list, and the button for a new one.
class SegmentSidebar : public QWidget
{
    Q_OBJECT

public:
    /// @p segments must outlive the pane.
    explicit SegmentSidebar(SegmentListModel &segments, QWidget *parent = nullptr);

    SegmentListView *list() const { return m_list; }
    SidebarModel *model() const { return m_model; }
    /// Lights the rows that are open or compared again, where the list stands.
    void restoreRows();
    SearchField *filter() const { return m_filter; }

    /// The numbers of the special rows are being read.
    void setReadingTotals(bool reading);
    /// Why nothing can be dropped on a segment, renamed or created, as a sentence; empty: it can.
    void setRefusal(const QString &unavailableReason);
    /// Marks the row of @p place as open and makes it the current one, if it is shown.
    void setOpenPlace(const PeopleListKey &place);
    /// No place is open, these segments are compared: exactly they are selected.
    void setCompared(const QList<SegmentId> &segments);
    /// After a comparison: @p place is open, and what was compared stays selected.
    void leaveComparison(const PeopleListKey &place, const QList<SegmentId> &compared);

Q_SIGNALS:
    void newSegmentRequested();
    void errorDetailsRequested();
    /// Those who wait for the numbers of the special rows try again, or do not want to any more.
    void totalsRequested();
    void totalsCancelled();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void updateState();
    void updateWait();
    void fit();
    void restoreCurrent();
    void selectRows();

    SegmentListModel &m_segments;
    SidebarModel *m_model;
    Label *m_count;
    SearchField *m_filter;
    SegmentListView *m_list;
    StateView *m_state;
    QHBoxLayout *m_head;
    QHBoxLayout *m_foot;
    QWidget *m_keyHint; ///< of the button "New segment"
    Label *m_note; ///< below the two special rows: no segments, or none that fits
    WaitNote *m_wait; ///< for counts; the list itself has the state view
    bool m_readingTotals = false;
    QString m_refusal;
    PeopleListKey m_open;
    bool m_comparing = false;
    QList<SegmentId> m_selected; ///< several that stay so whatever the list does
};

} // namespace segmentdesk
