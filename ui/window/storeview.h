// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sources/storesources.h"
#include "ui/dialogs/prompts.h"
#include "ui/selection/peopleselection.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QSettings;

namespace segmentdesk {

class ActivityPanel;
class CombinePane;
class DetailsPane;
class HistoryPage;
class MessageBar;
class OverlapPage;
class PaneLayout;
class PeoplePage;
class PeopleSources;
class PlaceActions;
class SavedSearches;
class SearchActions;
class SegmentColors;
class SegmentListModel;
class SegmentSidebar;
class StoreCommands;
class StoreMenus;
class StoreNotices;
class StoreSession;
class TargetPicker;
class WithoutProfileScan;
class WriteGate;

/// An open store: the segments at the left, people in the middle, one person at the right, what is
/// running below. Makes them, and wires them to each other and to the commands.
class StoreView : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive the view.
    StoreView(StoreSession &session, QSettings &settings, const Prompts &prompts,
              QWidget *parent = nullptr);
    ~StoreView() override;

    StoreSession &session() const { return m_session; }
    StoreCommands &commands() const { return *m_commands; }
    SegmentListModel &segments() const { return *m_segments; }
    SegmentSidebar *sidebar() const { return m_sidebar; }
    PeoplePage *page() const { return m_page; }
    DetailsPane *details() const { return m_details; }
    ActivityPanel *activity() const { return m_activity; }
    PeopleSources &sources() const { return *m_sources; }
    SavedSearches &searches() const { return *m_searches; }
    OverlapPage *overlap() const { return m_overlap; }
    CombinePane *combine() const { return m_combine; }

    PaneLayout &panes() const { return *m_panes; }
    StoreMenus &menus() const { return *m_menus; }
    PlaceActions &placeActions() const { return *m_actions; }
    SearchActions &searchActions() const { return *m_searchActions; }

    void open(const PeopleListKey &place);
    const PeopleListKey &place() const;
    /// Reads everything that is shown again.
    void refresh();
    /// What is open, in words, for the window's title.
    QString title() const;

    /// Compares segments, in place of the people. Does nothing before the local copy is complete.
    void compare(const QList<SegmentId> &segments);
    bool isOverlapOpen() const;
    /// Back to the people; what was compared stays selected, so that it can be compared again.
    void closeOverlap();

    /// The history in the place of segments and people. Opening a place closes it.
    bool isHistoryOpen() const { return m_history != nullptr; }
    void setHistoryOpen(bool open);
    HistoryPage *history() const { return m_history; } ///< null: is not open

Q_SIGNALS:
    void placeChanged();
    void selectionChanged();
    void detailsOpenChanged(bool open);
    void hintChanged(const QString &hint);
    void searchClosed();
    /// The token can only read, and the user wants to give another.
    void anotherTokenRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void wireSegments();
    void wirePeople();
    void wireDetails();
    void wireOverlap();
    void wireCounts();
    MessageBar *messageBar() const;
    void sayGone(const QString &name);
    void readCounts();

    StoreSession &m_session;
    QSettings &m_settings;
    WriteGate *m_writeGate; ///< first of all that has controls that write
    SegmentListModel *m_segments;
    WithoutProfileScan *m_scan;
    PeopleSources *m_sources;
    SavedSearches *m_searches;
    SegmentColors *m_colors;
    std::unique_ptr<SearchActions> m_searchActions;
    QTimer m_countLater;
    SegmentSidebar *m_sidebar;
    PeoplePage *m_page;
    DetailsPane *m_details;
    OverlapPage *m_overlap;
    CombinePane *m_combine;
    ActivityPanel *m_activity;
    PaneLayout *m_panes; ///< goes last, as the gate
    PlaceActions *m_actions;
    StoreMenus *m_menus;
    StoreNotices *m_notices;
    HistoryPage *m_history = nullptr;
    StoreCommands *m_commands;
    TargetPicker *m_picker;
    std::optional<StoreCounts> m_counts;
    std::unique_ptr<QObject> m_counting; ///< context of the request under way
    QTimer m_refreshLater;
    QString m_openName; ///< of the open segment, for when it is gone
};

} // namespace segmentdesk
