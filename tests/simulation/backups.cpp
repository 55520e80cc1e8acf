// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Steps with backups, and a restore of the last that said it was complete.

#include "models/backup/backupjob.h"
#include "models/backup/restorepreview.h"
#include "models/changes/changegroup.h"
#include "models/jobs/jobqueue.h"
#include "tests/simulation/run.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::simulation {

namespace {

QStringList linesOf(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    return text.remove(u'\r').split(u'\n', Qt::SkipEmptyParts).mid(1);
}

} // namespace

void Run::backUp()
{
    BackedUp backedUp;
    // Always the same folder, as people have it: what is in it from before is brought up to date.
    backedUp.folder = m_folder.filePath(u"backup"_s);
    backedUp.logBefore = m_store.log().size();
    backedUp.sentBefore = m_network.all().size();
    for (const auto &[id, segment] : m_store.segments())
        backedUp.membersBefore[id] = m_store.members(id);
    say(u"the person backs the store up"_s);
    m_lastBackup.reset(); // until it is complete again
    m_desk.act([&] {
        BackupJob *job = m_desk.session().backUp(backedUp.folder);
        QObject::connect(job, &Job::ended, job, [this, job, backedUp] {
            if (job->end() == JobResult::Done)
                this->backedUp(backedUp);
        });
    });
}

/// Members came or went while they were read, and an answer lied about their number: the two can
/// hide each other, so that no reader sees either.
bool Run::isHiddenMove(const BackedUp &backup, const modelstore::Id &segment) const
{
    const auto &log = m_store.log();
    const auto &sent = m_network.all();
    const QString path = u"/segments/"_s + segment + u"/shopper-profiles"_s;
    return std::any_of(log.cbegin() + qsizetype(backup.logBefore), log.cend(),
                       [&](const modelstore::Effect &one) { return one.segment == segment; })
        && std::any_of(
               sent.cbegin() + qsizetype(backup.sentBefore), sent.cend(),
               [&](const Sent &one) { return one.request.path == path && isOfLists(one.harm); });
}

/// Promise 8: a backup that says it is complete has each segment that was there all the time, with
/// everybody who was a member all the time, and no one who never was.
void Run::backedUp(BackedUp backup)
{
    std::set<modelstore::Id> sureSegments;
    for (const auto &[id, members] : backup.membersBefore)
        sureSegments.insert(id);
    std::map<modelstore::Id, std::set<modelstore::Id>> sure = backup.membersBefore;
    std::map<modelstore::Id, std::set<modelstore::Id>> possible = sure;
    for (size_t i = backup.logBefore; i < m_store.log().size(); ++i) {
        const modelstore::Effect &effect = m_store.log()[i];
        if (effect.kind == modelstore::Effect::Kind::SegmentDeleted)
            sureSegments.erase(effect.segment);
        for (auto &[segment, members] : sure) {
            if (effect.segment == segment || effect.segment.isEmpty())
                members.erase(effect.profile);
        }
        if (!effect.segment.isEmpty() && !effect.profile.isEmpty())
            possible[effect.segment].insert(effect.profile);
    }
    const QStringList segments = linesOf(backup.folder + u"/segments.csv"_s);
    for (const QString &line : segments) {
        const modelstore::Id segment = line.section(u',', 0, 0);
        sureSegments.erase(segment);
        std::set<modelstore::Id> rows;
        const QStringList members = linesOf(backup.folder + u'/' + line.section(u',', -1));
        for (const QString &member : members) {
            rows.insert(member.section(u',', -1));
            backup.customers[segment].insert(member.section(u',', 0, 0).toLongLong());
        }
        const std::set<modelstore::Id> &must = sure[segment];
        const std::set<modelstore::Id> &may = possible[segment];
        const bool hasAll = std::includes(rows.begin(), rows.end(), must.begin(), must.end());
        if (isHiddenMove(backup, segment))
            continue;
        if (!hasAll || !std::includes(may.begin(), may.end(), rows.begin(), rows.end())) {
            m_watch.breaks(
                hasAll ? u"8.backup-others"_s : u"8.backup-missing"_s,
                u"a backup says it is complete with %1 of %2 members of %3"_s.arg(rows.size())
                    .arg(must.size())
                    .arg(segmentName(segment)));
            return;
        }
    }
    if (!sureSegments.empty()) {
        m_watch.breaks(
            u"8.backup-segment"_s,
            u"a backup says it is complete without %1"_s.arg(segmentName(*sureSegments.begin())));
        return;
    }
    m_lastBackup = backup;
}

/// Promise 9: who is in a segment of the backup does not leave it, and no segment goes that the
/// backup has.
void Run::restore(const Step &step)
{
    if (!m_lastBackup)
        return;
    RestoreChoice choice;
    choice.createProfiles = step.a % 2 == 0;
    choice.removeOthers = step.b % 2 == 0;
    choice.deleteOthers = step.c % 4 == 0;
    say(u"the person restores the backup%1%2%3"_s.arg(
        choice.createProfiles ? u", makes profiles"_s : QString(),
        choice.removeOthers ? u", removes others"_s : QString(),
        choice.deleteOthers ? u", deletes other segments"_s : QString()));
    StoreSession &session = m_desk.session();
    m_desk.act([&] {
        auto *preview =
            new RestorePreview(m_lastBackup->folder,
                               RestorePreview::sourceOf(session.background(), session.mirror(),
                                                        session.account().id, false),
                               &session);
        QObject::connect(preview, &RestorePreview::failed, preview, &QObject::deleteLater);
        QObject::connect(preview, &RestorePreview::finished, preview,
                         [this, preview, choice, session = &session, backup = *m_lastBackup] {
                             preview->deleteLater();
                             restorePlanned(*preview, choice, backup, *session);
                         });
        preview->start();
    });
}

void Run::restorePlanned(const RestorePreview &preview, RestoreChoice choice,
                         const BackedUp &backup, StoreSession &session)
{
    if (!preview.backup().why.isEmpty())
        return; // the folder was written to meanwhile
    for (int i = 0; i < preview.segments().size(); ++i) {
        const RestoreSegment &segment = preview.segments().at(i);
        if (!segment.canRestore())
            continue;
        choice.segments.insert(i);
        if (!segment.store || !choice.removeOthers)
            continue;
        const QString there = segment.store->id.toString();
        const QSet<qint64> named =
            backup.customers.value(preview.backup().segments.at(i).id.toString());
        for (const PersonRef &person : segment.leaving) {
            const QString profile = person.profileId.toString();
            const auto owner = m_store.profiles().find(profile);
            if (owner != m_store.profiles().end() && named.contains(owner->second)) {
                m_watch.breaks(u"9.restored"_s,
                               u"a restore would remove customer %1, whom the backup has"_s.arg(
                                   owner->second));
                return;
            }
            m_watch.confirm(u"leave\t"_s + there + u'\t' + profile);
        }
    }
    for (const Segment &other : preview.others()) {
        if (!choice.deleteOthers)
            break;
        if (backup.customers.contains(other.id.toString())) {
            m_watch.breaks(u"9.deleted"_s, u"a restore would delete a segment that it has"_s);
            return;
        }
        m_watch.confirm(u"delete\t"_s + other.id.toString());
    }
    const RestoreTotals totals = preview.totals(choice);
    if (!totals.isNothing() && totals.tooMany == 0)
        session.run(preview.group(choice));
}

} // namespace segmentdesk::simulation
