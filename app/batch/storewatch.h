// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>

namespace segmentdesk {

class Job;
class StoreSession;

/// Sees whether a command gets on with its store, so that no run waits for ever: for a store that
/// accepts and never answers, answers by drops, or answers some requests and not the others. A sign
/// is a row that is over; where there are no rows yet, an answer. The store's quota is waited for.
class StoreWatch : public QObject
{
    Q_OBJECT

public:
    /// Without a sign for so long, that is worth a word.
    static constexpr std::chrono::seconds wordAfter{15};

    /// Gives up after @p patience without a sign. @p session must outlive it.
    StoreWatch(StoreSession &session, std::chrono::seconds patience, QObject *parent = nullptr);

    /// Its rows are signs from now on.
    void follow(Job *job);
    void stop() { m_timer.stop(); }
    std::chrono::seconds patience() const { return m_patience; }
    int silentSeconds() const { return static_cast<int>(m_sinceSign.elapsed() / 1000); }
    /// When it gives up if no sign comes, in local time.
    QDateTime until() const;

Q_SIGNALS:
    /// Once after each sign.
    void silent();
    /// Once; nothing is watched any more.
    void gaveUp();

private:
    void sign();
    void tick();
    bool isOwed() const;

    StoreSession &m_session;
    std::chrono::seconds m_patience;
    QElapsedTimer m_sinceSign;
    QTimer m_timer;
    QPointer<Job> m_job;
    bool m_saidSilent = false;
};

} // namespace segmentdesk
