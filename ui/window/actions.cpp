// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/actions.h"

#include "ui/kit/icon.h"

#include <QAction>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace segmentdesk {

QString actionName(const QAction &action)
{
    return action.text().remove(u'&');
}

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

QAction *ActionMaker::makeTwin(QAction &action, QObject *parent)
{
    auto *twin = new QAction(parent);
    twin->setObjectName(action.objectName() + u"Twin"_s);
    const auto follow = [twin, &action] {
        const QString key = action.shortcut().toString(QKeySequence::NativeText);
        twin->setText(key.isEmpty() ? action.text() : action.text() + u'\t' + key);
        twin->setIcon(action.icon());
        twin->setEnabled(action.isEnabled());
        twin->setVisible(action.isVisible());
        // Without one of its own, an action answers its text.
        twin->setToolTip(action.toolTip() == actionName(action) ? QString() : action.toolTip());
        twin->setStatusTip(action.statusTip());
        twin->setCheckable(action.isCheckable());
        twin->setChecked(action.isChecked());
    };
    follow();
    QObject::connect(&action, &QAction::changed, twin, follow);
    QObject::connect(twin, &QAction::triggered, &action, &QAction::trigger);
    return twin;
}

} // namespace segmentdesk
