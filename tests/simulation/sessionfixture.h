// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/session/storesession.h"
#include "tests/simulation/dispatcher.h"
#include "tests/simulation/watch.h"

#include <memory>

namespace segmentdesk::simulation {

/// The program's side of a run: one session after the other on one folder.
class SessionFixture
{
public:
    SessionFixture(Dispatcher &dispatcher, Network &network, Watch &watch, const QString &folder);
    ~SessionFixture();

    /// Starts the program and waits until it has read its journal.
    void open();
    /// Ends the program as a user does.
    void close();
    /// Ends it as a power cut does: what is not on the disk is lost.
    void crash();
    bool isOpen() const { return bool(m_session); }

    StoreSession &session() { return *m_session; }
    /// The change that is under way; null: none.
    ChangeJob *running() const;
    /// The first change that stands still until it is resumed; null: none.
    ChangeJob *paused() const;
    /// Changes that wait for their turn, oldest first.
    QList<ChangeJob *> waiting() const;
    /// Ended changes that this start has seen, oldest first.
    QList<ChangeJob *> ended() const;
    QString journalError() const { return m_journalError; }

    /// Lets things happen: so many of them, or as many as happen in so many milliseconds.
    void passEvents(int number);
    void passTime(qint64 milliseconds);
    /// Until no request is on the way and each change waits or has ended, or for @p limit
    /// milliseconds. False: it does not come to rest.
    bool passUntilQuiet(qint64 limit = 600'000);
    bool isQuiet() const;
    /// Does what a person does: as an event of the program.
    void act(std::function<void()> action);

private:
    void runOne(qint64 until);

    Dispatcher &m_dispatcher;
    Network &m_network;
    Watch &m_watch;
    QString m_folder;
    std::unique_ptr<StoreSession> m_session;
    QString m_journalError;
    bool m_isRead = false;
    int m_questions = 0;
};

} // namespace segmentdesk::simulation
