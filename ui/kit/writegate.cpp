// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/writegate.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

namespace segmentdesk {

namespace {

constexpr const char *writesProperty = "writes";

} // namespace

void WriteGate::guard(QAction *action)
{
    m_actions.append(action);
}

void WriteGate::guard(QWidget *control)
{
    enable(control, true, control->toolTip());
}

void WriteGate::enable(QWidget *control, bool enabled, const QString &toolTip)
{
    if (!m_wishes.contains(control))
        connect(control, &QObject::destroyed, this, [this, control] { m_wishes.remove(control); });
    const Wish wish{enabled, toolTip};
    m_wishes.insert(control, wish);
    grant(control, wish);
}

void WriteGate::grant(QWidget *control, const Wish &wish) const
{
    control->setEnabled(wish.enabled && isOpen());
    control->setToolTip(isOpen() ? wish.toolTip : m_whyNot);
    control->setStatusTip(m_whyNot);
}

QAction *WriteGate::writing(QAction *entry)
{
    entry->setProperty(writesProperty, true);
    return entry;
}

void WriteGate::keepOff(QMenu *menu) const
{
    if (isOpen())
        return;
    menu->setToolTipsVisible(true);
    const QList<QAction *> entries = menu->actions();
    for (QAction *entry : entries) {
        if (!entry->property(writesProperty).toBool())
            continue;
        entry->setEnabled(false);
        entry->setToolTip(m_whyNot);
        entry->setStatusTip(m_whyNot);
    }
}

void WriteGate::apply(const QString &unavailableReason)
{
    const bool changes = unavailableReason != m_whyNot;
    m_whyNot = unavailableReason;
    for (QAction *action : std::as_const(m_actions)) {
        if (!isOpen()) {
            action->setEnabled(false);
            if (!m_tips.contains(action))
                m_tips.insert(action, action->toolTip());
            action->setToolTip(unavailableReason);
            action->setStatusTip(unavailableReason);
        } else if (m_tips.contains(action)) {
            action->setToolTip(m_tips.take(action));
            action->setStatusTip({});
        }
    }
    if (!changes)
        return;
    for (auto wish = m_wishes.cbegin(); wish != m_wishes.cend(); ++wish)
        grant(wish.key(), wish.value());
    Q_EMIT changed();
}

} // namespace segmentdesk
