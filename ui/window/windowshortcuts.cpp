// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowshortcuts.h"

#include "ui/window/actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

struct WindowShortcuts
{
    Q_DECLARE_TR_FUNCTIONS(WindowShortcuts)
};

/// Without the dots that say that a dialog follows.
QString nameOf(const QAction &action)
{
    QString text = actionName(action);
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

class ShortcutLister
{
public:
    void add(const QMenu &menu, ShortcutSection *section)
    {
        const QList<QAction *> actions = menu.actions();
        for (const QAction *action : actions) {
            if (action->menu())
                add(*action->menu(), section);
            else
                add(*action, section);
        }
    }

    void add(const QAction &action, ShortcutSection *section)
    {
        const QString keys =
            QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText);
        // Context menus name keys that belong to an action of the window or to a list.
        if (keys.isEmpty() || m_keys.contains(keys))
            return;
        m_keys.insert(keys);
        section->lines.append(
            {keys, action.whatsThis().isEmpty() ? nameOf(action) : action.whatsThis()});
    }

private:
    QSet<QString> m_keys;
};

} // namespace

QList<ShortcutSection> shortcutsOf(const QMainWindow &window)
{
    QList<ShortcutSection> sections;
    ShortcutLister lister;
    const QList<QAction *> menus = window.menuBar()->actions();
    for (const QAction *menu : menus) {
        ShortcutSection section{nameOf(*menu), {}};
        if (menu->menu())
            lister.add(*menu->menu(), &section);
        if (!section.lines.isEmpty())
            sections.append(section);
    }
    ShortcutSection rest{WindowShortcuts::tr("Window"), {}};
    const QList<QAction *> all = window.actions();
    for (const QAction *action : all)
        lister.add(*action, &rest);
    if (!rest.lines.isEmpty())
        sections.append(rest);
    return sections;
}

} // namespace segmentdesk
