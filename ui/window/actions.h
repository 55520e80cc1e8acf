// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/handler.h"

#include <QKeySequence>
#include <QString>

class QAction;
class QWidget;

namespace segmentdesk {

/// What an action is called, without the mark of its mnemonic.
QString actionName(const QAction &action);

/// Makes the actions of a window. What an action does is a part of making it: none is made that
/// does nothing.
class ActionMaker
{
public:
    /// Actions become children of @p window and work wherever in it the focus is.
    explicit ActionMaker(QWidget &window) : m_window(window) { }

    /// @p name is the object's name; @p icon may be empty.
    QAction *make(const char *name, const QString &text, const QString &icon,
                  const QKeySequence &key, const Handler<void()> &run) const;
    /// One that is on or off. @p set gets what the user wants; who owns the state checks the action
    /// by it.
    QAction *makeToggle(const char *name, const QString &text, const QString &icon,
                        const QKeySequence &key, const Handler<void(bool on)> &set) const;

    /// A second entry for an action, in another menu. An action that stands in two menus has one
    /// place only in what screen readers see, and is not found in the other. This one follows it in
    /// all that is seen, and its key stays the action's.
    static QAction *makeTwin(QAction &action, QObject *parent);

private:
    QAction *add(const char *name, const QString &text, const QString &icon,
                 const QKeySequence &key) const;

    QWidget &m_window;
};

} // namespace segmentdesk
