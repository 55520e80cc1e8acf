// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace segmentdesk {

/// Whether the open store can be written to. What writes is off where it cannot be, and says why in
/// its tooltip and status tip. Panes whose controls write take the gate by reference and enable
/// those through it; what has another way of being off asks whyNot() and follows changed().
class WriteGate : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool isOpen() const { return m_whyNot.isEmpty(); }
    QString unavailableReason() const
    {
        return m_whyNot;
    } ///< as a sentence; empty: writing is possible

    /// An action whose owner sets whether it is enabled before each apply().
    void guard(QAction *action);
    /// A control that is on whenever the store can be written to, with the tooltip it has now.
    void guard(QWidget *control);
    /// A control that its owner wants on or off, with that tooltip. Remembered, so that it follows
    /// apply(), too.
    void enable(QWidget *control, bool enabled, const QString &toolTip = {});

    /// Marks an entry of a context menu that writes, for keepOff().
    static QAction *writing(QAction *entry);
    /// Switches the marked entries of a menu off if the store cannot be written to.
    void keepOff(QMenu *menu) const;

    /// @p whyNot as a sentence; empty: writing is possible.
    void apply(const QString &unavailableReason);

Q_SIGNALS:
    void changed();

private:
    struct Wish
    {
        bool enabled = true;
        QString toolTip;
    };

    void grant(QWidget *control, const Wish &wish) const;

    QList<QAction *> m_actions;
    QHash<QAction *, QString> m_tips; ///< the tooltips of the actions that are kept off
    QHash<QWidget *, Wish> m_wishes;
    QString m_whyNot;
};

} // namespace segmentdesk
