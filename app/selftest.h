// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QWidget;

namespace segmentdesk {

/// Waits until a window shows the first page of people, at most 30 s.
class SelfTest : public QObject
{
    Q_OBJECT

public:
    explicit SelfTest(const QWidget &window, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// @p trouble says in words what did not come; empty: all is well.
    void finished(const QString &trouble);

private:
    void look();
    bool hasPeople() const;

    const QWidget &m_window;
    QTimer m_timer;
    QElapsedTimer m_clock;
};

} // namespace segmentdesk
