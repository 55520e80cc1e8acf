// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/peoplesources.h"

#include <QPointer>
#include <QTimer>

namespace segmentdesk {

class MirrorSync;

/// Gives tables the local copy of a session: its answers, how far it is and how old, in the terms
/// of PeopleSources. Does nothing for a session without a copy.
class MirrorCopy : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the object.
    MirrorCopy(StoreSession &session, PeopleSources &sources, QObject *parent = nullptr);

private:
    void follow();
    void syncEnded();
    void tell();

    StoreSession &m_session;
    PeopleSources &m_sources;
    QPointer<MirrorSync> m_sync; ///< the job under way
    bool m_offline = false;
    qint64 m_doneOffline = 0; ///< rows that the job under way had read by then
    QTimer m_timer; ///< a job that begins tells nobody but the queue
};

} // namespace segmentdesk
