// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/actions.h"

#include "ui/kit/icon.h"

#include <QAction>
#include <QWidget>

namespace segmentdesk {

QAction *ActionMaker::add(const char *name, const QString &text, const QString &icon,
                          const QKeySequence &key) const
{
    auto *action = new QAction(text, &m_window);
    action->setObjectName(QString::fromLatin1(name));
    if (!icon.isEmpty())
        action->setIcon(Icon::get(icon));
    action->setShortcut(key);
    m_window.addAction(action);
    return action;
}

QAction *ActionMaker::make(const char *name, const QString &text, const QString &icon,
                           const QKeySequence &key, const Handler<void()> &run) const
{
    QAction *action = add(name, text, icon, key);
    QObject::connect(action, &QAction::triggered, &m_window, [run] { run(); });
    return action;
}

QAction *ActionMaker::makeToggle(const char *name, const QString &text, const QString &icon,
                                 const QKeySequence &key, const Handler<void(bool)> &set) const
{
    QAction *action = add(name, text, icon, key);
    action->setCheckable(true);
    QObject::connect(action, &QAction::triggered, &m_window, [set](bool on) { set(on); });
    return action;
}

} // namespace segmentdesk
