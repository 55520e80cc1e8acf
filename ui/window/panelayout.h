// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QWidgetList>

class QSettings;
class QSplitter;
class QStackedWidget;

namespace segmentdesk {

class ActivityPanel;
class CombinePane;
class DetailsPane;
class HistoryPage;
class OverlapPage;
class PeoplePage;
class SegmentSidebar;

/// Lays the panes of an open store out for the width there is, remembers their sizes, and moves the
/// focus between them.
class PaneLayout : public QObject
{
    Q_OBJECT

public:
    struct Panes
    {
        SegmentSidebar *sidebar;
        PeoplePage *page;
        OverlapPage *overlap; ///< in the place of the people
        DetailsPane *details;
        CombinePane *combine; ///< in the place of a person
        ActivityPanel *activity; ///< below; not part of stack()
    };

    /// @p settings must outlive it; it must outlive the panes.
    PaneLayout(QWidget &view, QSettings &settings, const Panes &panes);

    /// The panes, or the history in their place.
    QWidget *stack() const;

    bool isOverlapOpen() const;
    void showOverlap();
    void showPeople();
    void showHistory(HistoryPage *history);
    void hideHistory();

    bool isDetailsOpen() const;
    /// By hand. In a narrow window, for as long as it is narrow; else remembered. Opens with
    /// a person to show, if there is one.
    void setDetailsOpen(bool open);
    /// The details stay open without a person no longer than until there is one to show.
    void setDetailsWithoutPerson(bool without) { m_detailsWithoutPerson = without; }
    bool isCompact() const;
    void setCompact(bool compact);
    /// To be called when the width changes, or what wants the details.
    void applyWidth();

    /// Puts the focus into the next pane (or the one before): segments, table, details, activity.
    /// False: the last one had it.
    bool focusNextPane(bool forward);
    void focusFirstPane(bool forward);

    void restoreState();
    void saveState();

Q_SIGNALS:
    void detailsOpenChanged(bool open);

private:
    bool isNarrow() const;
    bool wantsDetails() const;
    int widthClass() const;
    void saveSizes();
    /// The sidebar is hidden, because three panes have no room.
    bool isListGone() const;
    void setListGone(bool gone);

    struct Pane
    {
        QWidget *around; ///< all of it
        QWidget *focus; ///< what gets the focus, or has what gets it
    };
    QList<Pane> panes() const;

    QWidget &m_view;
    QSettings &m_settings;
    Panes m_panes;
    HistoryPage *m_history = nullptr; ///< null: is not open
    QStackedWidget *m_middle; ///< people, or the overlap of segments
    QStackedWidget *m_right; ///< a person, or the combination
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    int m_widthClass = -1;
    bool m_detailsWanted = true; ///< where the window is wide enough
    bool m_detailsAsked = false; ///< opened by hand although the window is narrow
    bool m_detailsWithoutPerson = false; ///< opened by hand without a person to show
};

} // namespace segmentdesk
