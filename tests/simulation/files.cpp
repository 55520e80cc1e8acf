// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Steps with files: exports, and imports of lists and of the program's own exports.

#include "models/changes/changegroup.h"
#include "models/csv/columnroles.h"
#include "models/export/exportjob.h"
#include "models/import/importpreview.h"
#include "models/jobs/jobqueue.h"
#include "tests/simulation/clock.h"
#include "tests/simulation/run.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::simulation {

void Run::exportMembers(const modelstore::Id &segment)
{
    ExportSpec spec;
    spec.kind = ExportSpec::Kind::Members;
    spec.segmentId = segmentOf(segment).id;
    spec.segmentName = segmentOf(segment).name;
    spec.columns = {ExportColumn::CustomerNumber, ExportColumn::Email, ExportColumn::FullName,
                    ExportColumn::ProfileUuid};
    spec.fileName = m_folder.filePath(u"export-%1.csv"_s.arg(++m_files));
    Exported exported;
    exported.segment = segment;
    exported.fileName = spec.fileName;
    exported.logBefore = m_store.log().size();
    exported.membersBefore = m_store.members(segment);
    say(u"the person exports %1"_s.arg(segmentName(segment)));
    m_desk.act([&] {
        ExportJob *job = m_desk.session().exportPeople(spec);
        m_exports.insert(job, exported);
        QObject::connect(job, &Job::ended, job, [this, job] { this->exported(*job); });
    });
}

/// Promise 8: an export that says it is complete has everybody who was a member all the time, and
/// no one who never was.
void Run::exported(const ExportJob &job)
{
    Exported exported = m_exports.take(&job);
    if (job.end() != JobResult::Done)
        return;
    QFile file(exported.fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        m_watch.breaks(u"8.file"_s, u"an export is done, and there is no file"_s);
        return;
    }
    std::set<modelstore::Id> rows;
    QStringList lines = QString::fromUtf8(file.readAll()).split(u"\r\n"_s, Qt::SkipEmptyParts);
    for (const QString &line : lines.mid(1)) {
        const modelstore::Id profile = line.section(u',', -1);
        exported.customers.insert(line.section(u',', 0, 0).toLongLong());
        if (!rows.insert(profile).second)
            m_watch.breaks(u"8.twice"_s, u"an export has a person twice"_s);
    }
    // People who came or went meanwhile may be in it or not.
    std::set<modelstore::Id> sure = exported.membersBefore;
    std::set<modelstore::Id> possible = sure;
    for (size_t i = exported.logBefore; i < m_store.log().size(); ++i) {
        const modelstore::Effect &effect = m_store.log()[i];
        if (effect.segment == exported.segment || effect.segment.isEmpty()) {
            sure.erase(effect.profile);
            possible.insert(effect.profile);
        }
        if (effect.kind == modelstore::Effect::Kind::SegmentDeleted
            && effect.segment == exported.segment)
            sure.clear();
    }
    const bool hasAll = std::includes(rows.begin(), rows.end(), sure.begin(), sure.end());
    const bool hasOthers =
        !std::includes(possible.begin(), possible.end(), rows.begin(), rows.end());
    if (!hasAll || hasOthers) {
        m_watch.breaks(hasAll ? u"8.others"_s : u"8.missing"_s,
                       u"an export says it is done with %1 rows, of %2 members"_s.arg(rows.size())
                           .arg(sure.size()));
        return;
    }
    exported.isWhole = true;
    m_lastExport = exported;
}

/// Promise 9: who is named by the file does not leave.
void Run::import(const ImportSpec &spec, const QSet<qint64> &named)
{
    StoreSession &session = m_desk.session();
    m_desk.act([&] {
        auto *check = new ImportPreview(
            spec, storeImportSources(session.background(), spec.segmentId), &session);
        QObject::connect(check, &ImportPreview::failed, check, &QObject::deleteLater);
        QObject::connect(check, &ImportPreview::finished, check, [=, this, session = &session] {
            check->deleteLater();
            const Plan leaving = check->leavingPlan();
            if (check->leavingDoubt() != ImportPreview::LeavingDoubt::None)
                return; // the person does not agree to that
            for (const PlanItem &item : leaving.items) {
                const QString profile = item.profileId.toString();
                if (m_store.profiles().count(profile)
                    && named.contains(m_store.profiles().at(profile))) {
                    m_watch.breaks(u"9.named"_s,
                                   u"an import would remove customer %1, whom the file names"_s.arg(
                                       m_store.profiles().at(profile)));
                    return;
                }
                m_watch.confirm(u"leave\t"_s + spec.segmentId.toString() + u'\t' + profile);
            }
            for (const PlanItem &item : check->plan().items) {
                const bool removes = spec.mode == ImportMode::Remove;
                if (!named.contains(toNumber(item.customerId))) {
                    m_watch.breaks(
                        u"9.unnamed"_s,
                        u"an import is about customer %1, whom the file does not name"_s.arg(
                            toNumber(item.customerId)));
                    return;
                }
                if (removes)
                    m_watch.confirm(u"leave\t"_s + spec.segmentId.toString() + u'\t'
                                    + item.profileId.toString());
            }
            Segment segment;
            segment.id = spec.segmentId;
            segment.name = spec.segmentName;
            const bool adds = spec.mode != ImportMode::Remove;
            session->run(ChangeGroup::makeEqual(
                check->plan(), adds ? check->withoutProfile() : QList<CustomerId>(), segment,
                leaving));
        });
        check->start();
    });
}

void Run::files(const Step &step)
{
    const auto id = segment(step.a);
    if (!id)
        return;
    if (step.kind == Step::Kind::Export) {
        exportMembers(*id);
        return;
    }
    ImportSpec spec;
    QSet<qint64> named;
    if (step.kind == Step::Kind::ImportExport) {
        if (!m_lastExport || !m_store.segments().count(m_lastExport->segment))
            return;
        spec.fileName = m_lastExport->fileName;
        spec.segmentId = segmentOf(m_lastExport->segment).id;
        spec.segmentName = segmentOf(m_lastExport->segment).name;
        spec.mode = ImportMode::MakeEqual;
        spec.roles = {ColumnRole::CustomerNumber, ColumnRole::Email, ColumnRole::None,
                      ColumnRole::ProfileUuid};
        QFile file(spec.fileName);
        if (!file.open(QIODevice::ReadOnly))
            return;
        spec.dialect = detectDialect(file.readAll(), true);
        spec.dialect.header = true;
        named = m_lastExport->customers;
        say(u"the person makes %1 equal to what was exported of it"_s.arg(
            segmentName(m_lastExport->segment)));
    } else {
        spec.text = "id,email\n";
        QStringList names;
        Random random(step.b);
        for (const auto &[customer, row] : m_store.customers()) {
            if (!random.oneIn(3))
                continue;
            named.insert(customer);
            names.append(QString::number(customer));
            QString email = row.email;
            email.replace(u'"', u"\"\""_s);
            // A row of which one cell is damaged names its customer all the same.
            const char *const damage = random.oneIn(8) ? "x" : "";
            spec.text += QByteArray::number(customer) + damage + ",\"" + email.toUtf8() + "\"\n";
        }
        spec.segmentId = segmentOf(*id).id;
        spec.segmentName = segmentOf(*id).name;
        spec.mode = ImportMode(step.c % 3);
        spec.roles = {ColumnRole::CustomerNumber, ColumnRole::Email};
        say(u"the person imports a list of %1 to %2 %3"_s.arg(
            names.join(u", "),
            spec.mode == ImportMode::Add          ? u"add to"_s
                : spec.mode == ImportMode::Remove ? u"remove from"_s
                                                  : u"make equal"_s,
            segmentName(*id)));
    }
    import(spec, named);
}

} // namespace segmentdesk::simulation
