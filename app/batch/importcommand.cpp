// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/importcommand.h"

#include "models/csv/csvreader.h"
#include "models/jobs/rowscsv.h"
#include "models/jobs/storesession.h"
#include "ui/jobwords.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qint64 pieceBytes = 1 << 16;

QString modeWord(ImportMode mode)
{
    switch (mode) {
    case ImportMode::Add:
        return u"add"_s;
    case ImportMode::Remove:
        return u"remove"_s;
    case ImportMode::MakeEqual:
        return u"make_equal"_s;
    }
    return {};
}

} // namespace

void ImportCommand::start()
{
    QString why;
    if (line().isPiped() && !readInput(&why)) {
        refuse(u"Standard input cannot be read: "_s + why);
        return;
    }
    if (!line().resultFile.isEmpty() && !QFileInfo(line().resultFile).absoluteDir().exists()) {
        refuse(u"--result: there is no folder for %1."_s.arg(line().resultFile));
        return;
    }
    findSegment([this](const Segment &segment) { check(segment); });
}

bool ImportCommand::readInput(QString *why)
{
    QFile from;
    if (!from.open(stdin, QFile::ReadOnly)) {
        *why = from.errorString();
        return false;
    }
    if (!m_input.open()) {
        *why = m_input.errorString();
        return false;
    }
    while (true) {
        const QByteArray piece = from.read(pieceBytes);
        if (piece.isEmpty())
            break;
        if (m_input.write(piece) != piece.size()) {
            *why = m_input.errorString();
            return false;
        }
    }
    *why = from.error() != QFile::NoError ? from.errorString() : m_input.errorString();
    return from.error() == QFile::NoError && m_input.flush();
}

QString ImportCommand::readSpec(const Segment &segment)
{
    m_segment = segment;
    m_spec.fileName = line().isPiped() ? m_input.fileName() : line().file;
    m_spec.mode = line().mode;
    m_spec.segmentId = segment.id;
    m_spec.segmentName = segment.name;
    QString why;
    const std::unique_ptr<QIODevice> file = m_spec.open(&why);
    if (!file)
        return u"%1 cannot be read: %2"_s.arg(line().file, why);
    const QByteArray head = file->read(dialectHeadSize);
    const bool isWhole = file->atEnd();
    m_spec.dialect = detectDialect(head, isWhole);
    if (line().encoding)
        setEncoding(m_spec.dialect, *line().encoding, head);
    if (line().delimiter != 0)
        m_spec.dialect.delimiter = line().delimiter;
    if (line().noHeader)
        m_spec.dialect.header = false;

    const auto [names, rows] = firstRowsOf(head, isWhole, m_spec.dialect);
    m_spec.roles = matchColumns(names, rows);
    if (m_spec.roles.isEmpty())
        return u"%1 has no rows."_s.arg(line().file);
    if (!line().roles.isEmpty())
        m_spec.roles.fill(ColumnRole::None);
    for (const auto &[name, role] : line().roles) {
        bool isNumber = false;
        qsizetype column = names.indexOf(name);
        if (column < 0)
            column = name.toInt(&isNumber) - 1;
        if (column < 0 || column >= m_spec.roles.size())
            return u"--column: the file has no column “%1”."_s.arg(name);
        if (m_spec.roles.contains(role))
            return u"--column: two columns cannot say the same."_s;
        m_spec.roles[column] = role;
    }
    const bool isSure =
        std::any_of(m_spec.roles.cbegin(), m_spec.roles.cend(),
                    [](ColumnRole role) { return role != ColumnRole::None && !isName(role); });
    if (!isSure)
        return u"No column of the file identifies people by customer id, e-mail or profile id; say "
               u"which "
               u"does "
               "with --column."_s;
    return {};
}

void ImportCommand::check(const Segment &segment)
{
    if (const QString why = readSpec(segment); !why.isEmpty()) {
        refuse(why);
        return;
    }
    // The store itself, not the copy: nobody looks whether that is old.
    m_check = std::make_unique<ImportCheck>(m_spec,
                                            storeImportSources(session().background(), segment.id));
    connect(m_check.get(), &ImportCheck::finished, this, &ImportCommand::checked);
    connect(m_check.get(), &ImportCheck::failed, this, &ImportCommand::checkFailed);
    connect(m_check.get(), &ImportCheck::progress, this, [this](qint64 done, qint64 total) {
        if (!stopped())
            progress(u"Checking the file"_s, done, total);
    });
    m_check->start();
}

void ImportCommand::checkFailed(const ImportError &error)
{
    switch (error.kind) {
    case ImportError::Kind::Store:
    case ImportError::Kind::Copy:
        fail(error.api, WhatFailed::Search);
        break;
    case ImportError::Kind::CannotRead:
        refuse(u"%1 cannot be read: %2"_s.arg(line().file, error.text));
        break;
    case ImportError::Kind::Changed:
        refuse(u"%1 was changed while it was read."_s.arg(line().file));
        break;
    case ImportError::Kind::TooManyRows:
        refuse(u"%1 has more than %2 rows. Split it into several files."_s.arg(
            line().file, words::count(ImportCheck::maxRows)));
        break;
    }
}

qint64 ImportCommand::leaving() const
{
    return line().mode == ImportMode::Remove ? m_check->count(ImportStatus::WillChange)
                                             : m_check->leavingCount();
}

qint64 ImportCommand::lostRows() const
{
    qint64 lost = line().createProfiles ? 0 : m_check->count(ImportStatus::NoProfile);
    for (const ImportStatus status :
         {ImportStatus::NoSuchCustomer, ImportStatus::Ambiguous, ImportStatus::Damaged,
          ImportStatus::Unreadable, ImportStatus::ByName})
        lost += m_check->count(status);
    return lost;
}

QJsonObject ImportCommand::planFacts() const
{
    const bool removes = line().mode == ImportMode::Remove;
    const auto count = [this](ImportStatus status) { return m_check->count(status); };
    const qint64 changing = count(ImportStatus::WillChange);
    const qint64 without = count(ImportStatus::NoProfile);
    return {{u"mode"_s, modeWord(line().mode)},
            {u"dry_run"_s, line().dryRun},
            {u"segment_id"_s, m_segment.id.toString()},
            {u"segment"_s, m_segment.name},
            {u"rows"_s, m_check->rows().size()},
            {u"members"_s, m_check->memberCount()},
            {u"added"_s, removes ? 0 : changing},
            {u"removed"_s, leaving()},
            {removes ? u"not_members"_s : u"already_members"_s, count(ImportStatus::NothingToDo)},
            {u"without_profile"_s, without},
            {u"profiles_created"_s, line().createProfiles ? without : 0},
            {u"not_found"_s, count(ImportStatus::NoSuchCustomer)},
            {u"ambiguous"_s, count(ImportStatus::Ambiguous)},
            {u"duplicates"_s, count(ImportStatus::Repeats)},
            {u"damaged"_s, count(ImportStatus::Damaged)},
            {u"unreadable"_s, count(ImportStatus::Unreadable)}};
}

QString ImportCommand::planText() const
{
    const bool removes = line().mode == ImportMode::Remove;
    QStringList parts{u"%1 rows"_s.arg(m_check->rows().size())};
    const auto add = [&parts](qint64 number, const QString &what, bool always = false) {
        if (number > 0 || always)
            parts.append(QString::number(number) + u' ' + what);
    };
    if (!removes)
        add(m_check->count(ImportStatus::WillChange), u"to add"_s, true);
    if (line().mode != ImportMode::Add)
        add(leaving(), u"to remove"_s, true);
    add(m_check->count(ImportStatus::NothingToDo),
        removes ? u"not members"_s : u"members already"_s);
    add(m_check->count(ImportStatus::NoProfile),
        line().createProfiles ? u"get a profile and are added"_s : u"without profile"_s);
    add(m_check->count(ImportStatus::NoSuchCustomer), u"not found"_s);
    add(m_check->count(ImportStatus::Ambiguous), u"ambiguous"_s);
    add(m_check->count(ImportStatus::Repeats), u"duplicates"_s);
    add(m_check->count(ImportStatus::Damaged), u"damaged"_s);
    add(m_check->count(ImportStatus::Unreadable), u"unreadable"_s);
    return u"Plan for “"_s + m_segment.name + u"”: "_s + parts.join(u", ");
}

/// Why nobody may be removed: rows that could not be read are not rows that name nobody.
QString ImportCommand::problemOfDoubt() const
{
    switch (m_check->leavingDoubt()) {
    case ImportCheck::LeavingDoubt::None:
        break;
    case ImportCheck::LeavingDoubt::NobodyNamed:
        if (line().allowEmpty)
            break;
        return u"The file names no customer of the store, so all %1 members would be removed from "
               "“%2”. Nothing was changed. If the segment is to be emptied, use --allow-empty."_s
                   .arg(words::count(m_check->leavingCount()), m_segment.name);
    case ImportCheck::LeavingDoubt::UnreadRows: {
        if (line().allowUnread)
            break;
        constexpr qsizetype most = 5;
        QStringList lines;
        for (const ImportRow &row : m_check->rows()) {
            if (row.status == ImportStatus::Unreadable || row.status == ImportStatus::Damaged)
                lines.append(QString::number(row.line));
            if (lines.size() > most)
                break;
        }
        const bool isMore = lines.size() > most;
        return u"%1 rows cannot be read, and may name some of the %2 people who would be removed "
               "from “%3” (lines %4%5). Nothing was changed. Correct them, or use --allow-unreadable."_s
                   .arg(words::count(m_check->counts().unread),
                        words::count(m_check->leavingCount()), m_segment.name,
                        lines.mid(0, most).join(u", "), isMore ? u", …"_s : QString());
    }
    }
    return {};
}

void ImportCommand::checked()
{
    if (stopped())
        return;
    reporter().plan(planText(), planFacts());
    const QString doubt = problemOfDoubt();
    if (!doubt.isEmpty()) {
        saveResult({batchcode::refused, doubt, {}});
        return;
    }
    const QString problem = problemOfLeaving(leaving(), m_check->memberCount(), m_segment.name);
    if (!problem.isEmpty()) {
        saveResult({batchcode::refused, problem, {}});
        return;
    }
    if (line().dryRun) {
        saveResult({lostRows() > 0 ? batchcode::failedRows : batchcode::done,
                    u"Dry run: nothing was changed."_s,
                    {{u"dry_run"_s, true}}});
        return;
    }
    if (!m_check->isFileUnchanged()) {
        checkFailed({ImportError::Kind::Changed, {}, {}});
        return;
    }
    run();
}

void ImportCommand::run()
{
    const QList<CustomerId> create =
        line().createProfiles ? m_check->withoutProfile() : QList<CustomerId>();
    const QList<Job *> jobs =
        session().run(m_check->plan(), create, m_segment, m_check->leavingPlan());
    m_open = int(jobs.size());
    for (Job *job : jobs) {
        watch(job);
        connect(job, &Job::ended, this, [this, job] {
            if (const Outcome *outcome = job->outcome())
                m_outcomes.append(*outcome);
            m_isCancelled = m_isCancelled || job->end() == End::Cancelled;
            if (job->end() == End::Failed && !m_error)
                m_error = job->error().value_or(JobError());
            if (--m_open == 0)
                end();
        });
    }
    if (jobs.isEmpty())
        end();
}

void ImportCommand::end()
{
    OutcomeCounts all;
    qint64 out = 0;
    qint64 in = 0;
    for (const Outcome &outcome : std::as_const(m_outcomes)) {
        const OutcomeCounts counts = outcome.counts();
        all += counts;
        (outcome.operation == Operation::RemoveMembers ? out : in) += counts.changed;
        if (outcome.end == End::DoneWithWarnings
            && outcome.readBack.found < outcome.readBack.expected)
            all.failed += outcome.readBack.expected - outcome.readBack.found;
    }
    BatchOutcome outcome;
    QStringList parts;
    if (line().mode != ImportMode::Remove)
        parts.append(u"%1 added"_s.arg(in));
    if (line().mode != ImportMode::Add)
        parts.append(u"%1 removed"_s.arg(out));
    if (all.failed + all.notFound > 0)
        parts.append(u"%1 failed"_s.arg(all.failed + all.notFound));
    if (all.notSent > 0)
        parts.append(u"%1 not sent"_s.arg(all.notSent));
    if (lostRows() > 0)
        parts.append(u"%1 rows without a change"_s.arg(lostRows()));
    outcome.text = u"“"_s + m_segment.name + u"”: "_s + parts.join(u", ") + u'.';
    outcome.facts = facts(all);
    outcome.facts.insert(u"added"_s, in);
    outcome.facts.insert(u"removed"_s, out);
    outcome.facts.insert(u"rows_lost"_s, lostRows());
    if (m_error) {
        const bool access =
            m_error->kind == JobError::Kind::Store && codeOf(m_error->api) == batchcode::noAccess;
        const bool nothing = m_error->kind == JobError::Kind::Journal;
        outcome.code = access ? batchcode::noAccess
            : nothing         ? batchcode::refused
                              : batchcode::trouble;
        outcome.text += u' ' + words::jobError(*m_error, JobFacts::Kind::AddMembers).sentence();
    } else if (m_isCancelled) {
        outcome.code = batchcode::trouble; // unless a signal says otherwise
    } else if (all.failed + all.notFound + all.notSent + lostRows() > 0) {
        outcome.code = batchcode::failedRows;
    }
    saveResult(outcome);
}

void ImportCommand::saveResult(BatchOutcome outcome)
{
    if (line().resultFile.isEmpty()) {
        finish(outcome);
        return;
    }
    saveImport(
        *m_check, m_outcomes, line().resultFile, this,
        [this, outcome](const std::optional<JobError> &error) {
            BatchOutcome ended = outcome;
            if (error) {
                reporter().warning(u"The result file could not be written: "_s
                                       + words::jobError(*error, JobFacts::Kind::Export).sentence(),
                                   u"no_result_file"_s);
                ended.code = ended.code == batchcode::done ? int(batchcode::trouble) : ended.code;
            } else {
                ended.facts.insert(u"result_file"_s, line().resultFile);
            }
            finish(ended);
        });
}

} // namespace segmentdesk
