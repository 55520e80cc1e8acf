// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowtoolbar.h"

#include "models/session/storesession.h"
#include "ui/commands/accesschip.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/controls.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/typography.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/window/actions.h"
#include "ui/window/searchactions.h"
#include "ui/window/storeview.h"
#include "ui/window/windowactions.h"
#include "ui/words/historywords.h"
#include "ui/words/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int searchWide = 440;
constexpr int searchNarrow = 340;
constexpr int searchBesideChip = 170; ///< and in a window that is narrower than any should be
constexpr int narrowBar = 760;
constexpr int widestSide = 280; ///< that the store's name and the chip may take for themselves
constexpr int searchStoreAfterMs = 400;
constexpr int searchCopyAfterMs = 120;

} // namespace

WindowToolBar::WindowToolBar(QWidget &window, const ActionSet &actions, QMenu *storeMenu,
                             std::function<StoreView *()> view)
    : QObject(&window), m_actions(actions), m_view(std::move(view))
{
    m_bar = new QWidget;
    m_bar->setObjectName(u"toolBar"_s);
    m_bar->setFixedHeight(px(46, &window));

    m_storeButton = new QToolButton;
    m_storeButton->setObjectName(u"storeButton"_s);
    m_storeButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_storeButton->setPopupMode(QToolButton::InstantPopup);
    m_storeButton->setAutoRaise(true);
    m_storeButton->setMenu(storeMenu);
    m_storeButton->setProperty("strong", true);
    m_storeButton->setToolTip(tr("Switch store"));

    m_search = new SearchField(tr("Find people by name, e-mail or customer ID"), u"search"_s);
    m_search->setObjectName(u"searchField"_s);
    m_search->setAccessibleName(tr("Find people"));
    m_search->setKeyHint(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText));
    m_search->setMinimumWidth(px(searchNarrow, m_search));
    m_search->setMaximumWidth(px(searchWide, m_search));

    const auto button = [](QAction *action, const QString &icon, const QString &name) {
        QToolButton *tool = makeToolButton(icon, actionName(*action), action->shortcut());
        tool->setObjectName(name);
        connect(tool, &QToolButton::clicked, action, &QAction::trigger);
        return tool;
    };
    m_undoButton = button(actions.undo, u"undo"_s, u"undoButton"_s);
    m_redoButton = button(actions.redo, u"redo"_s, u"redoButton"_s);
    m_compareButton = button(actions.compare, u"overlap"_s, u"compareButton"_s);
    m_compareButton->setCheckable(true);
    m_refreshButton = button(actions.refresh, u"refresh"_s, u"refreshButton"_s);
    m_detailsButton = button(actions.details, u"panel"_s, u"detailsButton"_s);
    m_detailsButton->setCheckable(true);
    connect(actions.details, &QAction::toggled, m_detailsButton, &QToolButton::setChecked);

    auto *layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(10, 0, 12, 0);
    layout->setSpacing(4);
    // The field stands in the middle of the window: both sides take the same room.
    auto *left = new QHBoxLayout;
    left->addWidget(m_storeButton);
    m_accessChip = new AccessChip;
    connect(m_accessChip, &AccessChip::anotherTokenRequested, this,
            &WindowToolBar::tokenChangeRequested);
    connect(m_accessChip, &AccessChip::checkRequested, this, [this] {
        if (StoreView *open = m_view())
            open->session().probeAccess();
    });
    left->addWidget(m_accessChip);
    left->addStretch();
    auto *right = new QHBoxLayout;
    right->setSpacing(4);
    right->addStretch();
    right->addWidget(m_undoButton);
    right->addWidget(m_redoButton);
    auto *line = new Line(Qt::Vertical);
    line->setFixedHeight(20);
    right->addSpacing(6);
    right->addWidget(line);
    right->addSpacing(6);
    right->addWidget(m_compareButton);
    right->addWidget(m_refreshButton);
    right->addWidget(m_detailsButton);
    m_leftSide = new QWidget;
    m_leftSide->setLayout(left);
    left->setContentsMargins(0, 0, 0, 0);
    auto *rightSide = new QWidget;
    rightSide->setLayout(right);
    right->setContentsMargins(0, 0, 0, 0);
    m_leftSide->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    rightSide->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_leftSide, 1);
    layout->addWidget(m_search, 1);
    layout->addWidget(rightSide, 1);
    m_bar->installEventFilter(this);
    m_search->installEventFilter(this);

    // Each search of the store costs requests of its quota: it waits for a pause in typing. The
    // copy answers as one types.
    m_searchLater.setSingleShot(true);
    connect(&m_searchLater, &QTimer::timeout, this, [this] {
        if (StoreView *open = m_view())
            open->searchActions().search(m_search->text());
    });
    connect(m_search, &QLineEdit::textEdited, this, [this] {
        const StoreView *open = m_view();
        m_searchLater.start(open && open->sources().isComplete() ? searchCopyAfterMs
                                                                 : searchStoreAfterMs);
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            m_searchLater.start(0);
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_searchLater.stop();
        if (StoreView *open = m_view()) {
            open->searchActions().search(m_search->text());
            open->page()->focusContent();
        }
    });
}

void WindowToolBar::setStore(const QString &label, const QString &icon)
{
    m_storeButton->setText(words::buttonText(label));
    m_storeButton->setIcon(Icon::get(icon, Tone::Text));
}

void WindowToolBar::update(bool isReadOnly)
{
    m_compareButton->setEnabled(m_actions.compare->isEnabled());
    m_compareButton->setToolTip(m_actions.compare->toolTip());
    m_compareButton->setChecked(m_actions.compare->isChecked());
    m_accessChip->setVisible(isReadOnly);
    fit();
    m_leftSide->setMinimumWidth(
        isReadOnly ? std::min(m_leftSide->layout()->sizeHint().width(), px(widestSide, m_leftSide))
                   : 0);
}

/// The chip needs room beside the store's name, and so do the buttons on a small screen.
void WindowToolBar::fit()
{
    const bool isCrowded = !m_accessChip->isHidden() || m_bar->width() < px(narrowBar, m_bar);
    m_search->setMinimumWidth(px(isCrowded ? searchBesideChip : searchNarrow, m_search));
}

bool WindowToolBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_bar)
        fit();
    else if (event->type() == QEvent::Resize && watched == m_search)
        updateSearchHint();
    return QObject::eventFilter(watched, event);
}

void WindowToolBar::updateHistory(const StoreView *open)
{
    const QString reason = WindowActions::unavailableReason(open);
    const auto show = [&reason](QToolButton *button, const QAction *action, const QString &text) {
        button->setEnabled(action->isEnabled());
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(action->isEnabled() || reason.isEmpty() ? tr("%1 (%2)").arg(text, key)
                                                                   : reason);
    };
    if (!open)
        return; // the bar is not in sight
    show(m_undoButton, m_actions.undo, open->commands().history().undoText());
    show(m_redoButton, m_actions.redo, open->commands().history().redoText());
}

void WindowToolBar::updateSearchHint()
{
    const bool whole = m_view() && m_view()->sources().isComplete();
    const QString where = whole ? tr("Find people by name, e-mail, company, phone or ID")
                                : tr("Find people by name, e-mail or customer ID");
    // Beside the chip, or on a small screen, there is no room for all of it.
    const QMargins margins = m_search->textMargins();
    const int room = m_search->contentsRect().width() - margins.left() - margins.right() - 4;
    const bool fits = m_search->fontMetrics().horizontalAdvance(where) <= room;
    m_search->setPlaceholderText(fits ? where : tr("Find people"));
    m_search->setToolTip(fits ? QString() : where);
}

void WindowToolBar::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void WindowToolBar::findEverywhere()
{
    StoreView *open = m_view();
    if (!open)
        return;
    if (!m_search->text().isEmpty())
        open->searchActions().search(m_search->text()); // it may have been typed just now
    open->searchActions().searchEverywhere();
    if (m_search->text().isEmpty())
        m_search->setFocus(Qt::ShortcutFocusReason);
}

} // namespace segmentdesk
