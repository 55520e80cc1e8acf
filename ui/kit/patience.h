// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace segmentdesk {

/// Counts how long something is waited for, and speaks up once that is worth a word.
class Patience : public QObject
{
    Q_OBJECT

public:
    static constexpr int seconds = 15; ///< so long it says nothing

    explicit Patience(QObject *parent = nullptr);

    /// The wait begins, or begins again: something came that was waited for.
    void start();
    void stop();
    bool isWaiting() const { return m_timer.isActive(); }
    bool isLong() const { return m_isLong; } ///< it has lasted for `seconds`

Q_SIGNALS:
    /// Each second from the 15th on.
    void waited(int seconds);

private:
    QElapsedTimer m_clock;
    QTimer m_timer;
    bool m_isLong = false;
};

} // namespace segmentdesk
