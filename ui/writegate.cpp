// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/writegate.h"

#include <QAction>
#include <QWidget>

namespace segmentdesk {

void WriteGate::guard(QAction *action)
{
    m_actions.append(action);
}

void WriteGate::guard(QWidget *control)
{
    m_controls.append(control);
}

template <typename T>
void WriteGate::say(T *what)
{
    if (!m_whyNot.isEmpty()) {
        if (!m_tips.contains(what))
            m_tips.insert(what, what->toolTip());
        what->setToolTip(m_whyNot);
        what->setStatusTip(m_whyNot);
    } else if (m_tips.contains(what)) {
        what->setToolTip(m_tips.take(what));
        what->setStatusTip({});
    }
}

void WriteGate::apply(const QString &whyNot)
{
    m_whyNot = whyNot;
    for (QAction *action : std::as_const(m_actions)) {
        if (!whyNot.isEmpty())
            action->setEnabled(false);
        say(action);
    }
    for (QWidget *control : std::as_const(m_controls)) {
        control->setEnabled(whyNot.isEmpty());
        say(control);
    }
}

} // namespace segmentdesk
