// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/history.h"
#include "models/session/storesession.h"
#include "tests/support/livestore.h"

#include <QTemporaryDir>

#include <memory>

namespace segmentdesk::test {

/// A session whose journal is in @p folder and read; ends the program if it cannot be.
std::unique_ptr<StoreSession> openSession(const LiveStore &live, const QString &folder);

/// A LiveStore with a session on it, whose journal and local copy are in a folder of its own: it
/// can be closed and opened once more. What does not come in time ends the program.
class LiveSession : public LiveStore
{
public:
    explicit LiveSession(const sandbox::Options &options = small()) : LiveStore(options) { }

    /// Set before the session starts.
    bool keepsCopy = false;
    QString storeHash = QStringLiteral("sandbox");

    /// A new session; @p token: another than the store's own.
    void start(const QString &token = {});
    /// start(), and waits until the journal is read.
    void open();
    /// Ends the session, and waits until the store has answered its last request.
    void close();
    /// Waits until no job runs and no undo is under way.
    void settle();
    void undo();
    void redo();
    /// Waits until the local copy is complete and no more of the store is being read.
    bool waitForCopy();
    QSet<ProfileId> copiedMembers(SegmentId segment);

    QTemporaryDir folder;
    std::unique_ptr<StoreSession> session;
    QList<History::Refused> refusals; ///< of the last undo or redo
};

} // namespace segmentdesk::test
