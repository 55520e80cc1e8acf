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
constexpr int handles = 1; ///< width of one
constexpr int leastSidebar = 160;
constexpr int leastMiddle = 390;
constexpr int leastRight = 244;

} // namespace

PaneLayout::PaneLayout(QWidget &view, QSettings &settings, const Panes &panes)
    : m_view(view), m_settings(settings), m_panes(panes), m_middle(new QStackedWidget),
      m_right(new QStackedWidget), m_splitter(new QSplitter), m_stack(new QStackedWidget)
{
    m_splitter->setObjectName(u"panes"_s);
    m_splitter->setHandleWidth(handles);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_panes.sidebar);
    m_middle->addWidget(m_panes.page);
    m_middle->addWidget(m_panes.overlap);
    m_right->addWidget(m_panes.details);
    m_right->addWidget(m_panes.combine);
    m_splitter->addWidget(m_middle);
    m_splitter->addWidget(m_right);
    m_splitter->handle(1)->setAccessibleName(tr("Width of the segments"));
    m_splitter->handle(2)->setAccessibleName(tr("Width of the details"));
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_panes.sidebar->setMinimumWidth(px(leastSidebar, &m_view));
    m_middle->setMinimumWidth(leastMiddle);
    m_right->setMinimumWidth(px(leastRight, &m_view));
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
    // On a screen that has no room for three panes, the list gives way to what was asked for.
    const int needed =
        px(leastSidebar, &m_view) + leastMiddle + px(leastRight, &m_view) + 2 * handles;
    const bool listGoes = open && m_view.width() < needed;
    const bool listChanged = listGoes != isListGone();
    if (listChanged)
        setListGone(listGoes);
    m_panes.activity->setLow(m_view.window()->height() < px(lowWindow, &m_view));
    m_panes.activity->setShort(number >= 2);
    if (changed || openChanged || listChanged) {
        const QList<int> kept = WindowSettings(m_settings).paneSizes(number);
        int sidebar = kept.value(0, px(now.sidebar, &m_view));
        int details = kept.value(1, px(now.details > 0 ? now.details : detailsWhenAsked, &m_view));
        sidebar = std::clamp(sidebar, px(leastSidebar, &m_view), px(480, &m_view));
        details = std::clamp(details, px(leastRight, &m_view), px(480, &m_view));
        if (listGoes)
            sidebar = 0;
        m_splitter->setSizes({sidebar, m_view.width() - sidebar - (open ? details : 0), details});
    }
    if (openChanged)
        Q_EMIT detailsOpenChanged(open);
}

bool PaneLayout::isListGone() const
{
    return m_panes.sidebar->isHidden();
}

void PaneLayout::setListGone(bool gone)
{
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && m_panes.sidebar->isAncestorOf(focus);
    m_panes.sidebar->setHidden(gone);
    if (hadFocus && gone)
        (isOverlapOpen() ? static_cast<QWidget *>(m_panes.overlap->plot()) : m_panes.page->table())
            ->setFocus(Qt::OtherFocusReason);
}

void PaneLayout::saveSizes()
{
    if (m_widthClass < 0 || isListGone())
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

QList<PaneLayout::Pane> PaneLayout::panes() const
{
    if (m_history)
        return {{m_history, m_history->list()}, {m_panes.activity, m_panes.activity}};
    QList<Pane> all;
    if (!isListGone())
        all.append(Pane{m_panes.sidebar, m_panes.sidebar->list()});
    QWidget *middle = m_panes.page->table();
    if (isOverlapOpen())
        middle = m_panes.overlap->plot();
    all.append(Pane{m_middle, middle});
    if (isDetailsOpen())
        all.append(Pane{m_right, m_right});
    all.append(Pane{m_panes.activity, m_panes.activity});
    return all;
}

bool PaneLayout::focusNextPane(bool forward)
{
    const QList<Pane> all = panes();
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QWidget *pane = all.at(i).around;
        if (focus && (focus == pane || pane->isAncestorOf(focus)))
            at = i;
    }
    const qsizetype next = forward ? at + 1 : at - 1;
    if (at < 0 || next < 0 || next >= all.size())
        return false;
    QWidget *pane = all.at(next).focus;
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
    else if (forward && !isListGone())
        m_panes.sidebar->list()->setFocus(Qt::ShortcutFocusReason);
    else
        m_panes.page->table()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace segmentdesk
