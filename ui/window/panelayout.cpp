// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/panelayout.h"

#include "models/settings/settings.h"
#include "ui/activity/activitypanel.h"
#include "ui/activity/historypage.h"
#include "ui/kit/typography.h"
#include "ui/kit/upsetwidget.h"
#include "ui/overlap/combinepane.h"
#include "ui/overlap/overlappage.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/segmentsidebar.h"

#include <QApplication>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Widths at which panes and columns go, widest first, as they are at a font of 13 px.
struct WidthClass
{
    int from;
    int sidebar;
    int details; ///< 0: closed
};
constexpr WidthClass widthClasses[] = {
    {1360, 244, 296}, {1200, 220, 280}, {1024, 204, 0}, {0, 180, 0}};
constexpr int lowWindow = 760; ///< below this height the activity panel starts as one line
constexpr int detailsWhenAsked = 280;

} // namespace

PaneLayout::PaneLayout(QWidget &view, QSettings &settings, const Panes &panes)
    : m_view(view), m_settings(settings), m_panes(panes), m_middle(new QStackedWidget),
      m_right(new QStackedWidget), m_splitter(new QSplitter), m_stack(new QStackedWidget)
{
    m_splitter->setObjectName(u"panes"_s);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_panes.sidebar);
    m_middle->addWidget(m_panes.page);
    m_middle->addWidget(m_panes.overlap);
    m_right->addWidget(m_panes.details);
    m_right->addWidget(m_panes.combine);
    m_splitter->addWidget(m_middle);
    m_splitter->addWidget(m_right);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_panes.sidebar->setMinimumWidth(px(160, &m_view));
    m_middle->setMinimumWidth(390);
    m_right->setMinimumWidth(px(244, &m_view));
    m_stack->addWidget(m_splitter);
}

QWidget *PaneLayout::stack() const
{
    return m_stack;
}

bool PaneLayout::isOverlapOpen() const
{
    return m_middle->currentWidget() == m_panes.overlap;
}

void PaneLayout::showOverlap()
{
    m_middle->setCurrentWidget(m_panes.overlap);
    m_right->setCurrentWidget(m_panes.combine);
}

void PaneLayout::showPeople()
{
    m_middle->setCurrentWidget(m_panes.page);
    m_right->setCurrentWidget(m_panes.details);
}

void PaneLayout::showHistory(HistoryPage *history)
{
    m_history = history;
    m_stack->addWidget(history);
    m_stack->setCurrentWidget(history);
}

void PaneLayout::hideHistory()
{
    m_stack->removeWidget(m_history);
    m_history = nullptr;
}

bool PaneLayout::isDetailsOpen() const
{
    return m_right->isVisibleTo(&m_view);
}

bool PaneLayout::isNarrow() const
{
    return m_widthClass >= 0 && widthClasses[m_widthClass].details == 0;
}

bool PaneLayout::wantsDetails() const
{
    if (isOverlapOpen())
        return true; // the overlap is not to be used without the combination beside it
    // An empty pane would only take the room away from the table.
    const bool anybody = m_panes.page->table()->currentIndex().isValid() || m_detailsWithoutPerson;
    return anybody && (isNarrow() ? m_detailsAsked : m_detailsWanted);
}

void PaneLayout::setDetailsOpen(bool open)
{
    // Opening is a wish for every width; closing in a narrow window says nothing of a wide one.
    if (open || !isNarrow()) {
        m_detailsWanted = open;
        WindowSettings(m_settings).setDetailsOpen(open);
    }
    m_detailsAsked = open;
    m_detailsWithoutPerson = open && !m_panes.page->ensureCurrentPerson();
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && m_right->isAncestorOf(focus);
    applyWidth();
    if (hadFocus && !isDetailsOpen())
        m_panes.page->table()->setFocus(Qt::OtherFocusReason);
}

bool PaneLayout::isCompact() const
{
    return m_panes.page->table()->isCompact();
}

void PaneLayout::setCompact(bool compact)
{
    m_panes.page->table()->setCompact(compact);
    WindowSettings(m_settings).setCompact(compact);
}

int PaneLayout::widthClass() const
{
    int number = 0;
    while (m_view.width() < px(widthClasses[number].from, &m_view))
        ++number;
    return number;
}

void PaneLayout::applyWidth()
{
    const int number = widthClass();
    const bool changed = number != m_widthClass;
    if (changed) {
        saveSizes();
        m_widthClass = number;
        if (!isNarrow())
            m_detailsAsked = false;
    }
    const WidthClass &now = widthClasses[number];
    const bool open = wantsDetails();
    const bool openChanged = open != isDetailsOpen();
    if (openChanged && !changed)
        saveSizes();
    m_right->setVisible(open);
    m_panes.activity->setLow(m_view.window()->height() < px(lowWindow, &m_view));
    m_panes.activity->setShort(number >= 2);
    if (changed || openChanged) {
        const QList<int> kept = WindowSettings(m_settings).paneSizes(number);
        int sidebar = kept.value(0, px(now.sidebar, &m_view));
        int details = kept.value(1, px(now.details > 0 ? now.details : detailsWhenAsked, &m_view));
        sidebar = std::clamp(sidebar, px(160, &m_view), px(480, &m_view));
        details = std::clamp(details, px(244, &m_view), px(480, &m_view));
        m_splitter->setSizes({sidebar, m_view.width() - sidebar - (open ? details : 0), details});
    }
    if (openChanged)
        Q_EMIT detailsOpenChanged(open);
}

void PaneLayout::saveSizes()
{
    if (m_widthClass < 0)
        return;
    const QList<int> sizes = m_splitter->sizes();
    WindowSettings settings(m_settings);
    const QList<int> before = settings.paneSizes(m_widthClass);
    const int details = isDetailsOpen()
        ? sizes.at(2)
        : before.value(1,
                       px(std::max(widthClasses[m_widthClass].details, detailsWhenAsked), &m_view));
    settings.setPaneSizes(m_widthClass, {sizes.at(0), details});
}

void PaneLayout::restoreState()
{
    const WindowSettings settings(m_settings);
    m_detailsWanted = settings.isDetailsOpen();
    m_panes.activity->setOpen(settings.isActivityOpen());
    m_panes.page->table()->restoreColumns(m_settings);
    setCompact(settings.isCompact());
}

void PaneLayout::saveState()
{
    saveSizes();
    m_panes.page->table()->saveColumns(m_settings);
    WindowSettings(m_settings).setActivityOpen(m_panes.activity->isOpenWhenHigh());
}

QWidgetList PaneLayout::panes() const
{
    if (m_history)
        return {m_history->list(), m_panes.activity};
    QWidgetList widgets{m_panes.sidebar->list(), m_panes.page->table()};
    if (isOverlapOpen())
        widgets[1] = m_panes.overlap->plot();
    if (isDetailsOpen())
        widgets.append(m_right);
    widgets.append(m_panes.activity);
    return widgets;
}

bool PaneLayout::focusNextPane(bool forward)
{
    const QWidgetList all = panes();
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QWidget *pane = all.at(i);
        if (m_history && i == 0)
            pane = m_history;
        else if (!m_history && i < 2)
            pane = i == 0 ? static_cast<QWidget *>(m_panes.sidebar) : m_middle;
        if (focus && (focus == pane || pane->isAncestorOf(focus)))
            at = i;
    }
    const qsizetype next = forward ? at + 1 : at - 1;
    if (at < 0 || next < 0 || next >= all.size())
        return false;
    QWidget *pane = all.at(next);
    if (pane->focusPolicy() != Qt::NoFocus) {
        pane->setFocus(Qt::ShortcutFocusReason);
        return true;
    }
    // A pane without a focus of its own: its first control.
    const QList<QWidget *> children = pane->findChildren<QWidget *>();
    for (QWidget *child : children) {
        if (child->isVisibleTo(pane) && child->isEnabled() && child->focusPolicy() & Qt::TabFocus) {
            child->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return false;
}

void PaneLayout::focusFirstPane(bool forward)
{
    if (m_history)
        m_history->list()->setFocus(Qt::ShortcutFocusReason);
    else if (forward)
        m_panes.sidebar->list()->setFocus(Qt::ShortcutFocusReason);
    else
        m_panes.page->table()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace segmentdesk
