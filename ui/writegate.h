// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>

class QAction;
class QWidget;

namespace segmentdesk {

/// Keeps off what writes to the store, and says why in its tooltip and status tip, where it cannot:
/// the owner decides what is enabled as ever and then calls apply().
class WriteGate : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// An action whose owner sets whether it is enabled before each apply().
    void guard(QAction *action);
    /// A control that is enabled whenever the store can be written to.
    void guard(QWidget *control);
    /// @p whyNot as a sentence; empty: writing is possible.
    void apply(const QString &whyNot);

private:
    template <typename T>
    void say(T *what);

    QList<QAction *> m_actions;
    QList<QWidget *> m_controls;
    QHash<QObject *, QString> m_tips; ///< the tooltips of what is kept off
    QString m_whyNot;
};

} // namespace segmentdesk
