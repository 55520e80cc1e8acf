// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/livesources.h"
#include "ui/kit/handler.h"
#include "ui/peopleselection.h"
#include "ui/prompts.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QMenu;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace segmentdesk {

class ActivityPanel;
class CombinePane;
class DetailsPane;
class HistoryPage;
class NoticeBar;
class OverlapPage;
class PeoplePage;
class PeopleSources;
class SavedSearches;
class SegmentColors;
class SegmentListModel;
class SegmentPicker;
class SegmentSidebar;
class StoreCommands;
class StoreSession;
class UndoBar;
class WithoutProfileScan;
class WriteGate;

/// An open store: the segments at the left, people in the middle, one person at the right, what is
/// running below. Lays them out for the width there is, and wires them to the commands.
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

    void open(const Place &place);
    const Place &place() const;
    /// Reads everything that is shown again.
    void refresh();
    void search(const QString &text);
    /// The search that looks in one segment looks at everybody, as does the next one.
    void searchEverywhere();
    /// What is open, in words, for the window's title.
    QString title() const;

    /// Compares segments, in place of the people. Does nothing before the local copy is complete.
    void compare(const QList<SegmentId> &segments);
    /// The same with chosenSegments().
    void compareSelected();
    /// Shows what making @p segment equal to a search would do.
    void applySearch(const Place &found, SegmentId segment);
    bool isOverlapOpen() const;
    /// Back to the people; what was compared stays selected, so that it can be compared again.
    void closeOverlap();

    /// The history in the place of segments and people. Opening a place closes it.
    bool isHistoryOpen() const { return m_history != nullptr; }
    void setHistoryOpen(bool open);
    HistoryPage *history() const { return m_history; } ///< null: is not open

    bool isDetailsOpen() const;
    /// By hand. In a narrow window, for as long as it is narrow; else remembered. Opens with
    /// somebody to show, if there is anybody.
    void setDetailsOpen(bool open);
    bool isCompact() const;
    void setCompact(bool compact);

    // Actions of the menus, on what is open or selected. They do nothing where they make no sense.
    bool hasSelection() const;
    bool canRemove() const;
    void removeSelected();
    void addSelectedTo(QWidget *anchor);
    void moveSelectedTo(QWidget *anchor);
    void mergeSegment(SegmentId segment);
    void deleteSelectedProfiles();
    void exportPeople();
    void exportMatrix();
    void paste();
    /// Into the open segment, or into one that is chosen. @p path empty: a file is asked for, too.
    void importFile(const QString &path = {});
    void copySelected();
    void renameSegment();
    void fillColumnsMenu(QMenu *menu);
    /// The segments that are selected in the sidebar if they are several, else the open one.
    QList<SegmentId> chosenSegments() const;
    /// Colors for the segments that are selected in the sidebar, else for the open one.
    void fillColorMenu(QMenu *menu);
    /// Puts the focus into the next pane (or the one before): segments, table, details, activity.
    /// False: the last one had it.
    bool focusNextPane(bool forward);
    void focusFirstPane(bool forward);

    void saveState();

Q_SIGNALS:
    void placeChanged();
    void selectionChanged();
    void detailsOpenChanged(bool open);
    void hintChanged(const QString &hint);
    void searchClosed();
    /// The token can only read, and the user wants to give another.
    void anotherTokenRequested();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void wireSegments();
    void wirePeople();
    void wireDetails();
    void wireOverlap();
    void selectionEdited();
    UndoBar *undoBar() const;
    void chipMenu(SegmentId segment, const QPoint &at);
    void wireSearches();
    void saveSearch();
    void searchMenu(const QUuid &search, const QPoint &at);
    void openSearch(const QUuid &search);
    void deleteSearch(const QUuid &search);
    void countSearches();
    void offerOffline();
    void showCombined(const QString &name, const SegmentSet &set);
    PeopleSelection combined(const QString &name, const SegmentSet &set, qint64 count) const;
    void sayGone(const QString &name);
    void offerInterruptedJobs();
    void readCounts();
    bool isNarrow() const;
    bool wantsDetails() const;
    void applyWidth();
    void saveSizes();
    ShownList shownFor(const Place &at) const;
    void pick(QWidget *anchor, const QSet<SegmentId> &hidden, const Handler<void(SegmentId)> &then,
              const std::optional<Handler<void(QString)>> &thenNew = {});
    void segmentMenu(const Place &place, const QPoint &at);
    void peopleMenu(const QPoint &at);
    void pageMenu(QWidget *anchor);
    void moreMenu(QWidget *anchor);
    void columnsMenu(QWidget *anchor);
    void addColorMenu(QMenu *menu, const QList<SegmentId> &segments);
    void addPeopleActions(QMenu *menu, bool withRemove);
    void popup(QMenu *menu, const QPoint &at);
    int widthClass() const;
    QWidgetList panes() const;

    StoreSession &m_session;
    QSettings &m_settings;
    SegmentListModel *m_segments;
    WithoutProfileScan *m_scan;
    PeopleSources *m_sources;
    SavedSearches *m_searches;
    SegmentColors *m_colors;
    std::unique_ptr<QObject> m_countingSearches; ///< context of the counts under way
    QTimer m_countLater;
    SegmentSidebar *m_sidebar;
    PeoplePage *m_page;
    DetailsPane *m_details;
    OverlapPage *m_overlap;
    CombinePane *m_combine;
    QStackedWidget *m_middle; ///< people, or the overlap of segments
    QStackedWidget *m_right; ///< a person, or the combination
    ActivityPanel *m_activity;
    NoticeBar *m_notice;
    WriteGate *m_writeGate;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    HistoryPage *m_history = nullptr;
    StoreCommands *m_commands;
    SegmentPicker *m_picker;
    std::optional<Handler<void(SegmentId)>> m_picked;
    std::optional<Handler<void(QString)>> m_pickedNew;
    std::optional<StoreCounts> m_counts;
    std::unique_ptr<QObject> m_counting; ///< context of the request under way
    QTimer m_refreshLater;
    QString m_openName; ///< of the open segment, for when it is gone
    Place m_beforeSearch; ///< where closing the search goes back to
    bool m_offline = false; ///< and said so
    bool m_everywhere = false; ///< a search that was begun in a segment looks at everybody
    int m_widthClass = -1;
    bool m_detailsWanted = true; ///< where the window is wide enough
    bool m_detailsAsked = false; ///< opened by hand although the window is narrow
    bool m_detailsOfNobody = false; ///< opened by hand where there is nobody to show
};

} // namespace segmentdesk
