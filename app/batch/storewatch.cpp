// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/storewatch.h"

#include "models/api/restclient.h"
#include "models/changes/changejob.h"
#include "models/session/storesession.h"

#include <memory>

namespace segmentdesk {

using namespace std::chrono_literals;

StoreWatch::StoreWatch(StoreSession &session, std::chrono::seconds patience, QObject *parent)
    : QObject(parent), m_session(session), m_patience(patience)
{
    m_sinceSign.start();
    connect(&session.client(), &RestClient::requestFinished, this,
            [this](const RequestRecord &record) {
                // A job that counts rows is not helped by answers to anything else.
                const bool counts = m_job && m_job->phase() == Job::Phase::Working
                    && m_job->state() != Job::State::Ended;
                if (!counts && record.status >= 200 && record.status < 300)
                    sign();
            });
    connect(&m_timer, &QTimer::timeout, this, &StoreWatch::tick);
    m_timer.start(1s);
}

void StoreWatch::follow(Job *job)
{
    m_job = job;
    sign();
    // The counts too: rows that another process sent come over without a new number.
    const auto last = std::make_shared<std::pair<qint64, Job::Phase>>(job->done(), job->phase());
    connect(job, &Job::changed, this, [this, job, last] {
        const std::pair<qint64, Job::Phase> now(job->done(), job->phase());
        if (now == *last)
            return;
        *last = now;
        sign();
    });
    connect(job, &Job::ended, this, &StoreWatch::sign);
}

QDateTime StoreWatch::until() const
{
    return QDateTime::currentDateTime().addMSecs(std::chrono::milliseconds(m_patience).count()
                                                 - m_sinceSign.elapsed());
}

void StoreWatch::sign()
{
    m_sinceSign.start();
    m_saidSilent = false;
}

/// Whether the store is what is waited for.
bool StoreWatch::isOwed() const
{
    const QuotaUsage traffic = m_session.traffic();
    if (traffic.heldUntil.isValid() && traffic.heldUntil > QDateTime::currentDateTimeUtc())
        return false;
    const bool waits = m_job && m_job->state() == Job::State::Paused;
    // Between two tries of a change nothing is under way for a moment.
    const bool changes = m_job && m_job->isActive() && qobject_cast<ChangeJob *>(m_job);
    return waits || changes || traffic.inFlight > 0 || traffic.queued > 0;
}

void StoreWatch::tick()
{
    if (!isOwed()) {
        sign();
        return;
    }
    const std::chrono::milliseconds silence(m_sinceSign.elapsed());
    if (silence >= m_patience) {
        m_timer.stop();
        Q_EMIT gaveUp();
    } else if (!m_saidSilent && silence >= std::min(wordAfter, m_patience / 2)) {
        m_saidSilent = true;
        Q_EMIT silent();
    }
}

} // namespace segmentdesk
