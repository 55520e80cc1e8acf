// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"
#include "ui/peopletable.h"
#include "ui/place.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QStackedWidget;
class QToolButton;

namespace segmentdesk {

class ElidedLabel;
class IconLabel;
class Label;
class PeopleTableModel;
class ProgressStrip;
class SegmentListModel;
class SelectionBar;
class StateView;
class StoreSession;
class UndoBar;
class WithoutProfileScan;
struct Person;

/// The middle pane: what place is open, how many people are there and how old that is, the bar of the
/// selection, and the table in its four states.
class PeoplePage : public QWidget
{
    Q_OBJECT

public:
    /// What the width of the window leaves room for.
    enum class Room { Wide, Medium, Narrow, Least };

    /// All must outlive the page.
    PeoplePage(StoreSession &session, SegmentListModel &segments, WithoutProfileScan &scan,
               QWidget *parent = nullptr);
    ~PeoplePage() override;

    void open(const Place &place);
    const Place &place() const { return m_place; }
    QString placeName() const; ///< in words, safe to show
    /// Reads the open list again; rows stay until the new ones are there.
    void refresh();
    void setRoom(Room room);
    /// Created gives its place to an open details pane in a narrow window.
    void setCreatedHidden(bool hidden);

    PeopleTable *table() const { return m_table; }
    PeopleTableModel *model() const { return m_model; }
    UndoBar *undoBar() const { return m_undoBar; }

    /// What is selected now. Empty if nothing is.
    PeopleSelection selection() const;
    void selectAll();
    /// The person of the current row, if the row is loaded.
    const Person *currentPerson() const;

Q_SIGNALS:
    void selectionChanged();
    void currentPersonChanged();
    void importRequested(); ///< into the open segment
    void addPeopleRequested(); ///< to the open segment
    void createProfilesRequested(bool forSelection);
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

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeBar();
    void updateHead();
    void updateAge();
    void updateActions();
    void updateState();
    void showEmpty();
    void showFailed(const ApiError &error);
    void updateScan();
    void selectionMoved(const QItemSelection &selected, const QItemSelection &deselected);
    void segmentsChanged();

    StoreSession &m_session;
    SegmentListModel &m_segments;
    WithoutProfileScan &m_scan;
    PeopleTableModel *m_model;
    Place m_place;
    Room m_room = Room::Wide;
    bool m_createdHidden = false;
    bool m_opened = false;

    /// "Select all" was chosen: rows that come later belong to it, and what is un-ticked does not,
    /// wherever it moves.
    bool m_everybody = false;
    QList<PersonRef> m_except;

    class Marker;
    Marker *m_marker;
    ElidedLabel *m_title;
    Label *m_count;
    Label *m_age;
    QPushButton *m_export;
    QPushButton *m_import;
    QPushButton *m_primary;
    QToolButton *m_menu;
    QStackedWidget *m_bar;
    Label *m_hint;
    SelectionBar *m_selectionBar;
    QPushButton *m_addTo;
    QPushButton *m_create;
    QPushButton *m_remove;
    QPushButton *m_exportSelection;
    QPushButton *m_more;
    ProgressStrip *m_progress;
    PeopleTable *m_table;
    StateView *m_state;
    UndoBar *m_undoBar;
    QTimer m_ageTimer;
};

} // namespace segmentdesk
