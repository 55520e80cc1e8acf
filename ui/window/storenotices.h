// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace segmentdesk {

class NoticeBar;
class PeopleSources;
class StoreCommands;
class StoreSession;
class WriteGate;

/// The bars above an open store that say what must be known or decided: interrupted jobs, a store
/// that cannot be reached, a journal that cannot be written, rows that cannot be read.
class StoreNotices : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the notices. The bars are children of the widget they are put into.
    StoreNotices(StoreSession &session, PeopleSources &sources, StoreCommands &commands,
                 const WriteGate &writeGate, QObject *parent = nullptr);

    /// From the top.
    QList<NoticeBar *> bars() const { return {m_journalNotice, m_oddNotice, m_notice}; }
    /// Says from now on what the session has to say, and what it had.
    void follow();
    void offerInterruptedJobs();
    void offerOffline();

Q_SIGNALS:
    /// The store is to be tried again.
    void refreshRequested();

private:
    void sayOffline();
    void sayOddRows();

    StoreSession &m_session;
    PeopleSources &m_sources;
    StoreCommands &m_commands;
    const WriteGate &m_writeGate;
    NoticeBar *m_journalNotice; ///< what the journal cannot write or read
    NoticeBar *m_oddNotice; ///< of rows that the store sent and that cannot be read
    NoticeBar *m_notice;
    bool m_offline = false; ///< and said so
    bool m_inTrouble = false;
    bool m_tries = false; ///< the user wants another try, and it is under way
};

} // namespace segmentdesk
