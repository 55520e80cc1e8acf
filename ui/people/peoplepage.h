// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"
#include "ui/people/peopletable.h"
#include "ui/people/tickedpeople.h"
#include "ui/selection/peoplelistkey.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QBoxLayout;
class QPushButton;
class QSettings;
class QStackedWidget;
class QToolButton;

namespace segmentdesk {

class FilterBar;
class IconLabel;
class Label;
class PeopleHead;
class PeopleSources;
class PeopleStates;
class PeopleTableModel;
class ProgressStrip;
class SegmentListModel;
class SelectionBar;
class StateView;
class StoreSession;
class MessageBar;
class WithoutProfileScan;
class WriteGate;
struct Person;

/// The middle pane: what place is open, how many people are there and how old that is, the bar of
/// the selection, and the table in its four states.
class PeoplePage : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive the page.
    PeoplePage(StoreSession &session, SegmentListModel &segments, WithoutProfileScan &scan,
               PeopleSources &sources, QSettings &settings, WriteGate &gate,
               QWidget *parent = nullptr);
    ~PeoplePage() override;

    void open(const PeopleListKey &place);
    /// The segment that the search was begun in, so that it can be narrowed to it; null: none.
    void setSearchScope(SegmentId segment);
    const PeopleListKey &place() const { return m_place; }
    QString placeName() const; ///< in words, safe to show
    /// Reads the open list again; rows stay until the new ones are there.
    void refresh();
    /// The order of the open list; remembered for the place. Does nothing without the copy.
    void sortBy(PeopleOrder order, Qt::SortOrder direction);
    PeopleOrder order() const { return m_order; }
    Qt::SortOrder direction() const { return m_direction; }

    PeopleTable *table() const { return m_table; }
    PeopleTableModel *model() const { return m_model; }
    PeopleStates *states() const { return m_states; }
    MessageBar *messageBar() const { return m_messageBar; }

    /// What is selected now. Empty if nothing is.
    PeopleSelection selection() const;
    /// What the list is narrowed by, in words.
    QStringList filterTexts() const;
    /// Everyone of the open list, whatever is selected.
    PeopleSelection everybody() const;
    void selectAll();
    /// Where a list of segments opens that the selection goes to; null: it shows no button for it.
    QWidget *targetAnchor() const;
    /// The focus goes to the table, or to what is offered in its place.
    void focusContent();
    /// The person of the current row, if the row is loaded.
    const Person *currentPerson() const;
    /// Makes the first row current if none is. False: there is no row.
    bool ensureCurrentPerson();

Q_SIGNALS:
    void selectionChanged();
    void currentPersonChanged();
    void detailsRequested();
    void importRequested(); ///< into the open segment
    void addPeopleRequested(); ///< to the open segment
    void createProfilesRequested();
    void addToRequested(QWidget *anchor);
    void removeRequested();
    void deleteProfilesRequested();
    void exportRequested();
    void pageMenuRequested(QWidget *anchor);
    void moreMenuRequested(QWidget *anchor);
    void columnsMenuRequested(QWidget *anchor);
    void errorDetailsRequested(const segmentdesk::ApiError &error);
    void searchCleared();
    /// The store does not have the open segment any more.
    void segmentGone();
    /// Filters were changed: the same place with others.
    void filterChanged(const segmentdesk::PeopleFilter &filter);
    void saveSearchRequested();
    /// "Search in VIP | everywhere".
    void searchScopeChosen(bool everywhere);
    /// The search found no one in its segment; elsewhere it may.
    void searchEverywhereRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeBar();
    void updateHead();
    void updateAge();
    /// An error stands where the list would.
    bool hasFailed() const;
    void updateActions();
    void fitHead();
    void updateState();
    void updateScan();
    void selectionMoved(const QItemSelection &selected, const QItemSelection &deselected);
    void segmentsChanged();
    void setSource();
    void completenessChanged();
    void updateSorting();
    void headerClicked(int column);
    void updateFilters();
    QString sortKey() const;

    StoreSession &m_session;
    SegmentListModel &m_segments;
    WithoutProfileScan &m_scan;
    PeopleSources &m_sources;
    QSettings &m_settings;
    WriteGate &m_gate;
    PeopleTableModel *m_model;
    PeopleTable *m_table;
    TickedPeople m_ticked;
    PeopleListKey m_place;
    bool m_opened = false;
    bool m_fromCopy = false; ///< what is shown is from the local copy
    PeopleOrder m_order = PeopleOrder::CustomerId;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
    SegmentId m_scope; ///< the segment that a search can be narrowed to; null: none

    PeopleHead *m_head;
    QStackedWidget *m_bar;
    Label *m_hint;
    FilterBar *m_filters;
    SelectionBar *m_selectionBar;
    QPushButton *m_addTo;
    QPushButton *m_create;
    QPushButton *m_remove;
    QPushButton *m_exportSelection;
    QPushButton *m_more;
    ProgressStrip *m_progress;
    StateView *m_state;
    PeopleStates *m_states;
    MessageBar *m_messageBar;
    QTimer m_ageTimer;
};

} // namespace segmentdesk
