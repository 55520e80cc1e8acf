// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/writegate.h"
#include "ui/window/actionset.h"

#include <QObject>
#include <functional>

class QWidget;

namespace segmentdesk {

class StoreView;

/// Makes the actions of a window and keeps them on or off by the store that is shown. What is done
/// with an open store they do themselves; the window does the rest.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    /// @p view: the open store that is shown, or null. Both must outlive the actions.
    WindowActions(QWidget &window, std::function<StoreView *()> view);

    const ActionSet &set() const { return m_set; }

    /// @p open: the store that is shown; null: none is.
    void update(StoreView *open, bool isWelcome);
    void updateJobActions(const StoreView *open);
    void updateHistory(const StoreView *open);

    /// Why a store cannot be written to, as a sentence; empty: it can, as far as is known.
    static QString unavailableReason(const StoreView *open);

Q_SIGNALS:
    void connectRequested();
    void welcomeRequested();
    void tokenChangeRequested();
    void renameRequested();
    void forgetRequested();
    void resetRequested();
    void settingsRequested();
    void quitRequested();
    void findRequested();
    void findEverywhereRequested();
    /// The next pane, or the one before, is to have the focus.
    void paneRequested(bool forward);

private:
    /// Does @p what with the open store, if one is open.
    template <typename F>
    auto onView(F what)
    {
        return [this, what] {
            if (StoreView *open = m_view())
                what(*open);
        };
    }
    void make();
    void explain();

    QWidget &m_window;
    std::function<StoreView *()> m_view;
    ActionSet m_set;
    WriteGate m_writeGate;
};

} // namespace segmentdesk
