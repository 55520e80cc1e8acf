// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/batchcommand.h"

#include "models/changes/grouprun.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"
#include "ui/words/jobwords.h"

#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

BatchCommand::BatchCommand(const BatchOptions &line, StoreSession &session, Reporter &reporter)
    : m_line(line), m_session(session), m_reporter(reporter), m_asking(std::make_unique<QObject>()),
      m_watch(session, line.giveUpAfter)
{
    connect(&m_watch, &StoreWatch::silent, this, [this] {
        sayWaiting(u"The store has not answered for %1 s."_s.arg(m_watch.silentSeconds()));
    });
    connect(&m_watch, &StoreWatch::gaveUp, this, &BatchCommand::giveUp);
}

BatchCommand::~BatchCommand() = default;

void BatchCommand::stop(const BatchOutcome &outcome)
{
    if (m_stopped || m_isFinished)
        return;
    m_stopped = outcome;
    if (m_session.jobs().isBusy()) {
        m_session.jobs().cancelAll(); // their watcher finishes
        return;
    }
    m_asking.release()->deleteLater(); // it may be one of its calls that led here
    finish(outcome);
}

void BatchCommand::stopSoon(const BatchOutcome &outcome)
{
    stop(outcome);
    QTimer::singleShot(lastPatience, this, [this, outcome] { finish(outcome); });
}

void BatchCommand::watch(Job *job)
{
    m_watch.follow(job);
    connect(job, &Job::changed, this, [this, job] {
        if (job->waitsFor())
            waits(job);
        else if (job->state() == Job::State::Running)
            progress(words::jobTitle(*job), job->done(), job->total());
    });
}

void BatchCommand::watch(GroupRun *run)
{
    watch(run->job());
    connect(run, &GroupRun::started, this, [this](ChangeJob *job) { watch(job); });
}

void BatchCommand::waits(Job *job)
{
    if (job->waitsFor()->kind == JobError::Kind::Question) {
        // Batch mode cannot ask: what was not confirmed is not done.
        stop({batchcode::refused,
              words::jobError(*job->waitsFor(), job->facts().kind).sentence(),
              {}});
        return;
    }
    const ApiError &why = job->waitsFor()->api;
    const ErrorWords said = words::jobError(*job->waitsFor(), job->facts().kind);
    m_whyAway = why.connection ? u' ' + sentenceOf(why, said) : QString();
    if (!job->triesAgain() || codeOf(why) == batchcode::noAccess)
        stop({codeOf(why), sentenceOf(why, said), {}});
    else
        sayWaiting(said.text);
}

/// One line for each time that the store is away.
void BatchCommand::sayWaiting(const QString &why)
{
    const QDateTime until = m_watch.until();
    if (m_stopped || (m_saidUntil.isValid() && m_saidUntil.secsTo(until) < 2))
        return;
    m_saidUntil = until;
    m_reporter.warning(why + u" Trying again until %1."_s.arg(until.toString(u"HH:mm:ss"_s)),
                       u"waiting"_s);
}

void BatchCommand::giveUp()
{
    const bool changing = m_line.changes() && m_session.jobs().isBusy();
    const BatchOutcome outcome{
        batchcode::trouble,
        u"The store has not answered for %1 s, so this was given up."_s.arg(
            m_watch.patience().count())
            + m_whyAway
            + (changing ? u" What was sent is in the journal; the window asks what to do with the "
                          "rest."_s
                        : QString()),
        {}};
    stopSoon(outcome);
}

void BatchCommand::progress(const QString &doing, qint64 done, qint64 total)
{
    if (m_lastProgress.isValid() && m_lastProgress.elapsed() < 1000)
        return;
    m_lastProgress.start();
    m_reporter.progress(doing, done, total);
}

void BatchCommand::findSegment(const std::function<void(const Segment &)> &found)
{
    const std::optional<SegmentId> id = SegmentId::fromString(m_line.segment);
    readCompleteSegments(m_session.background(), asking(),
                         [this, id, found](const Result<CompleteList<Segment>> &segments) {
                             if (!segments) {
                                 fail(segments.error(), WhatFailed::ReadSegments);
                                 return;
                             }
                             std::optional<Segment> fits;
                             for (const Segment &segment : *segments) {
                                 // A segment may have a name that looks like an id.
                                 if (id ? segment.id == *id : segment.name == m_line.segment)
                                     fits = segment;
                                 else if (!fits && segment.name == m_line.segment)
                                     fits = segment;
                             }
                             if (fits)
                                 found(*fits);
                             else
                                 refuse(u"The store has no segment “%1”."_s.arg(m_line.segment));
                         });
}

void BatchCommand::finish(BatchOutcome outcome)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    m_watch.stop();
    if (m_stopped) {
        outcome.code = m_stopped->code;
        outcome.text = outcome.text.isEmpty() || outcome.text == m_stopped->text
            ? m_stopped->text
            : m_stopped->text + u' ' + outcome.text;
    }
    Q_EMIT finished(outcome);
}

void BatchCommand::fail(const ApiError &error, WhatFailed operation)
{
    const ErrorWords said = words::errorWords(error, operation);
    finish({codeOf(error), said.title + u": "_s + sentenceOf(error, said), {}});
}

void BatchCommand::fail(const JobError &error, JobFacts::Kind kind)
{
    const bool refused = error.kind == JobError::Kind::FolderNotEmpty
        || error.kind == JobError::Kind::BackupOfOtherStore
        || error.kind == JobError::Kind::NewerBackup
        || error.kind == JobError::Kind::CopyIncomplete;
    const bool store = error.kind == JobError::Kind::Store;
    finish({refused     ? batchcode::refused
                : store ? codeOf(error.api)
                        : batchcode::trouble,
            store ? sentenceOf(error.api, words::jobError(error, kind))
                  : words::jobError(error, kind).sentence(),
            {}});
}

void BatchCommand::refuse(const QString &text)
{
    finish({batchcode::refused, text, {}});
}

QString BatchCommand::problemOfLeaving(qint64 leaving, qint64 members, const QString &segment) const
{
    if (m_line.limit.allows(leaving, members))
        return {};
    return u"%1 of %2 would be removed from “%3”; allowed are %4. Nothing was changed. "
           "--max-removals allows more."_s.arg(leaving)
               .arg(members)
               .arg(segment, m_line.limit.words());
}

/// What helps in the window does not always help here.
QString BatchCommand::sentenceOf(const ApiError &error, const ErrorWords &said)
{
    if (!error.needsProxyLogin())
        return said.sentence();
    return said.text
        + u" Log in once in the window and let it be remembered, or give the login with the "
          "proxy: https_proxy=http://USER:PASSWORD@%1"_s.arg(error.connection->proxy.address);
}

int BatchCommand::codeOf(const ApiError &error)
{
    const bool access = error.kind == ApiError::Kind::Unauthorized
        || error.kind == ApiError::Kind::Forbidden || error.needsProxyLogin();
    return access ? batchcode::noAccess : batchcode::trouble;
}

QJsonObject BatchCommand::facts(const OutcomeCounts &counts)
{
    return {{u"changed"_s, counts.changed},
            {u"nothing_to_do"_s, counts.nothingToDo},
            {u"without_profile"_s, counts.noProfile},
            {u"not_found"_s, counts.notFound},
            {u"failed"_s, counts.failed},
            {u"not_sent"_s, counts.notSent},
            {u"unknown"_s, counts.unknown}};
}

} // namespace segmentdesk
