// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/storenotices.h"

#include "models/changes/journal.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/writegate.h"
#include "ui/people/peoplesources.h"
#include "ui/window/noticebar.h"
#include "ui/words/errorwords.h"
#include "ui/words/jobwords.h"
#include "ui/words/journalwords.h"
#include "ui/words/words.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

StoreNotices::StoreNotices(StoreSession &session, PeopleSources &sources, StoreCommands &commands,
                           const WriteGate &writeGate, QObject *parent)
    : QObject(parent), m_session(session), m_sources(sources), m_commands(commands),
      m_writeGate(writeGate), m_journalNotice(new NoticeBar), m_oddNotice(new NoticeBar),
      m_notice(new NoticeBar)
{
    m_journalNotice->setObjectName(u"journalNotice"_s);
    m_oddNotice->setObjectName(u"oddNotice"_s);
}

void StoreNotices::follow()
{
    connect(&m_session, &StoreSession::interruptedJobsChanged, this,
            &StoreNotices::offerInterruptedJobs);
    // A line of its own: what must be decided stays beside what must be known.
    connect(&m_session, &StoreSession::journalFailed, this, [this](const QString &error) {
        m_journalNotice->announce(Tone::Err, words::journalFailed(error).sentence(),
                                  {{tr("Close"), [] {}}});
    });
    connect(&m_session, &StoreSession::journalBehind, this, [this](const QString &error) {
        if (error.isEmpty()) {
            m_journalNotice->hide();
            return;
        }
        m_journalNotice->announce(Tone::Err, words::journalBehind(error).sentence(),
                                  {{tr("Retry"), [this] { m_session.journal()->tryAgain(); }}});
    });
    connect(&m_session, &StoreSession::journalSetAside, this, [this](int records) {
        m_journalNotice->announce(Tone::Warn, words::journalSetAside(records),
                                  {{tr("Close"), [] {}}});
    });
    connect(&m_session, &StoreSession::oddRowsChanged, this, &StoreNotices::sayOddRows);
    offerInterruptedJobs();
}

void StoreNotices::offerInterruptedJobs()
{
    const QList<StoreSession::InterruptedJob> jobs = m_session.interrupted().jobs();
    if (jobs.isEmpty()) {
        if (m_offline)
            sayOffline();
        else
            m_notice->hide();
        return;
    }
    // One at a time, the oldest first: the answer to one may change what the next means.
    const StoreSession::InterruptedJob &job = jobs.first();
    const qint64 id = job.id;
    const QString text = job.isOpen
        ? tr(
            "The store could not be asked what it did with the last part of this: %1 (started %2). "
            "Both buttons ask it; Discard sends nothing more.")
        : tr("Segment Desk closed before this was finished: %1 (started %2). Nothing is sent "
             "twice.");
    m_notice->announce(Tone::Warn,
                       text.arg(words::jobDoing(job.facts), words::dateTime(job.startedAt)),
                       {{tr("Resume"), [this, id] { m_session.interrupted().resume(id); },
                         m_writeGate.unavailableReason()},
                        {tr("Discard"), [this, id] { m_session.interrupted().discard(id); }}});
}

void StoreNotices::offerOffline()
{
    const PeopleSources::Status &status = m_sources.status();
    const bool tries = m_tries && status.offline && status.isTrying;
    if (status.offline == m_offline && status.inTrouble == m_inTrouble && tries == m_tries)
        return;
    m_offline = status.offline;
    m_inTrouble = status.inTrouble;
    m_tries = tries;
    if (!m_session.interrupted().jobs().isEmpty())
        return; // that question comes first
    if (m_offline)
        sayOffline();
    else
        m_notice->hide();
}

void StoreNotices::sayOffline()
{
    if (m_tries) {
        m_notice->announce(Tone::Warn, tr("Trying to reach the store…"), {});
        return;
    }
    const QString when = words::timeOfCopy(m_sources.status().readAt);
    const bool isComplete = m_sources.isComplete();
    const QString text = m_sources.status().inTrouble
        ? (isComplete ? tr("The store answers with errors. You see the local copy of %1; changes "
                           "wait until it works again.")
                            .arg(when)
                      : tr("The store answers with errors, and the local copy is not complete. "
                           "Nothing can be shown or changed until it works again."))
        : (isComplete ? tr("The store cannot be reached. You see the local copy of %1; changes "
                           "wait until the store answers.")
                            .arg(when)
                      : tr("The store cannot be reached, and the local copy is not complete. "
                           "Nothing can be shown or changed until the store answers."));
    m_notice->announce(Tone::Warn, text, {{tr("Retry"), [this] {
                                               m_tries = true;
                                               Q_EMIT refreshRequested();
                                               // Nothing began, or it failed at once: said again.
                                               m_tries = m_tries && m_sources.status().isTrying;
                                               if (m_sources.status().offline)
                                                   sayOffline();
                                           }}});
}

void StoreNotices::sayOddRows()
{
    const QStringList rows = m_session.oddRows();
    m_oddNotice->announce(Tone::Warn, words::oddRows(rows.size()),
                          {{tr("Details…"),
                            [this, rows] {
                                ApiError error;
                                error.kind = ApiError::Kind::IncompleteList;
                                error.details = rows.join(u'\n');
                                m_commands.showError(error, WhatFailed::ReadMembers);
                            }},
                           {tr("Close"), [] {}}});
}

} // namespace segmentdesk
