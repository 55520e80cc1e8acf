// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a ChangeJob writes down in the journal, and takes over from one that was interrupted.

#include "models/changes/changejob.h"
#include "models/changes/journal.h"

#include <QSet>
#include <algorithm>

#include <utility>

namespace segmentdesk {

void ChangeJob::setJournal(Journal *journal, qint64 id)
{
    m_journal = journal;
    m_journalId = id;
    // What is looked at once more before it begins is written down as it begins.
    if (!m_check)
        writeDown();
}

void ChangeJob::writeDown()
{
    if (!m_journal || std::exchange(m_isWrittenDown, true))
        return;
    m_outcome.job = m_journalId;
    const auto written = [this](const QString &error) { m_journalError = error; };
    if (m_restored)
        m_journal->flush(this, written); // it was begun by an earlier process
    else
        m_journal->begin(m_journalId, facts().purpose, m_plan, this, written);
}

void ChangeJob::restore(const JournaledJob &job, Restore how)
{
    m_restored = std::make_unique<JournaledJob>(job);
    setPlanIsOld();
    m_settlesOnly = how == Restore::Settle;
    m_cancelled = m_settlesOnly;
}

QList<qint32> ChangeJob::restoreRows(const QList<qint32> &toSend)
{
    if (!m_restored)
        return toSend;
    m_outcome.reasons = m_restored->reasons;
    m_savedReasons = m_outcome.reasons.size();
    for (const ItemResult &result : std::as_const(m_restored->results)) {
        if (result.item < 0 || result.item >= m_outcome.items.size())
            continue;
        OutcomeItem &row = m_outcome.items[result.item];
        if (row.what != ItemStatus::NotSent)
            continue;
        row.what = result.what;
        row.reason = result.reason;
        if (!result.profileId.isNull())
            row.profileId = result.profileId;
        m_running.add(row.what);
    }
    const QSet<qint32> intended(m_restored->intended.cbegin(), m_restored->intended.cend());
    QList<qint32> left;
    for (const qint32 item : toSend) {
        if (m_outcome.items.at(item).what != ItemStatus::NotSent)
            continue;
        if (intended.contains(item)) {
            m_outcome.items[item].what = ItemStatus::Unknown; // until it was read back
            m_unknown.append(item);
        } else {
            left.append(item);
        }
    }
    return left;
}

bool ChangeJob::hasUnknown(qint32 first, qint32 count) const
{
    return std::any_of(m_unknown.cbegin(), m_unknown.cend(), [first, count](qint32 item) {
        return item >= first && item - first < count;
    });
}

QList<qint32> ChangeJob::takeUnknown(qint32 first, qint32 count)
{
    QList<qint32> taken;
    QList<qint32> left;
    for (const qint32 item : std::as_const(m_unknown))
        (item >= first && item - first < count ? taken : left).append(item);
    m_unknown = left;
    return taken;
}

void ChangeJob::note(qint32 item)
{
    const OutcomeItem &row = m_outcome.items.at(item);
    countRow(row.what);
    m_settledRows.append(item);
    if (!m_journal)
        return;
    for (; m_savedReasons < m_outcome.reasons.size(); ++m_savedReasons)
        m_journal->addReason(m_journalId, static_cast<int>(m_savedReasons),
                             m_outcome.reasons.at(m_savedReasons));
    const bool hasNewId = m_plan.operation == Operation::CreateProfiles;
    m_notes.append({item, row.what, row.reason, hasNewId ? row.profileId : ProfileId()});
}

void ChangeJob::saveNotes()
{
    if (m_journal && !m_notes.isEmpty())
        m_journal->addResults(m_journalId, std::exchange(m_notes, {}));
}

void ChangeJob::saveSegment(qsizetype position, bool over)
{
    if (m_journal)
        m_journal->setSegment(m_journalId, static_cast<qint32>(position), over,
                              m_outcome.segments.at(position));
}

void ChangeJob::intendSegment(qsizetype position, const std::optional<QSet<SegmentId>> &before,
                              std::function<void()> then)
{
    if (!m_journal) {
        then();
        return;
    }
    m_journal->intendSegment(
        m_journalId, static_cast<qint32>(position), m_outcome.segments.at(position), before, this,
        [this, then = std::move(then)](const QString &error) {
            const QString &why = m_journalError.isEmpty() ? error : m_journalError;
            if (why.isEmpty())
                then();
            else
                conclude(JobError{JobError::Kind::Journal, {}, why});
        });
}

} // namespace segmentdesk
