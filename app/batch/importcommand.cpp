// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/importcommand.h"

#include "models/changes/grouprun.h"
#include "models/domain/background.h"
#include "models/import/outcomecsv.h"
#include "models/session/storesession.h"
#include "models/system/filekind.h"
#include "ui/words/errorwords.h"
#include "ui/words/jobwords.h"
#include "ui/words/words.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

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

ImportCommand::~ImportCommand()
{
    *m_abandon = true;
}

void ImportCommand::start()
{
    if (!openResult())
        return;
    if (line().isPiped() || fileKind(line().file) == FileKind::Stream)
        spool();
    else
        look();
}

/// What can fail beforehand is tried beforehand: false, and nothing is sent.
bool ImportCommand::openResult()
{
    const QString &path = line().resultFile;
    if (path.isEmpty())
        return true;
    if (line().isPiped() ? isSameFile(path, standardInput) : isSameFile(path, line().file)) {
        refuse(u"--result: %1 is the file that is imported. Give a file of its own."_s.arg(path));
        return false;
    }
    auto file = OutputFile::open(path, m_abandon);
    if (!file) {
        refuse(u"--result: %1 cannot be written: %2"_s.arg(path, file.error()));
        return false;
    }
    m_result = std::move(*file);
    return true;
}

/// Into a plain file, in a thread, so that a pipe in which nothing comes holds up no signal.
void ImportCommand::spool()
{
    const auto failed = [this](const QString &why) {
        refuse(line().isPiped() ? u"Standard input cannot be read: "_s + why
                                : u"%1 cannot be read: %2"_s.arg(line().file, why));
    };
    std::shared_ptr<QFile> input;
    if (line().isPiped()) {
        input = std::make_shared<QFile>();
        if (!input->open(standardInput, QFile::ReadOnly | QFile::Unbuffered)) {
            failed(input->errorString());
            return;
        }
    } else {
        auto opened = openStream(line().file);
        if (!opened) {
            failed(opened.error());
            return;
        }
        input = std::move(*opened);
    }
    m_input = std::make_shared<QTemporaryFile>();
    if (!m_input->open()) {
        failed(m_input->errorString());
        return;
    }
    inBackground(
        asking(),
        [input, to = m_input, abandon = m_abandon] {
            return copyStream(input->handle(), to->handle(), abandon, {maxSpooled});
        },
        [this, failed](const tl::expected<qint64, QString> &copied) {
            if (copied)
                look();
            else
                failed(copied.error());
        });
}

void ImportCommand::look()
{
    findSegment([this](const Segment &segment) { check(segment); });
}

QString ImportCommand::readSpec(const Segment &segment)
{
    m_segment = segment;
    m_spec.fileName = m_input ? m_input->fileName() : line().file;
    m_spec.mode = line().mode;
    m_spec.segmentId = segment.id;
    m_spec.segmentName = segment.name;
    return m_reading.read(line(), &m_spec);
}

void ImportCommand::check(const Segment &segment)
{
    if (const QString why = readSpec(segment); !why.isEmpty()) {
        refuse(why);
        return;
    }
    // The store itself, not the copy: that may be old.
    m_check = std::make_shared<ImportPreview>(
        m_spec, storeImportSources(session().background(), segment.id));
    connect(m_check.get(), &ImportPreview::finished, this, &ImportCommand::checked);
    connect(m_check.get(), &ImportPreview::failed, this, &ImportCommand::checkFailed);
    connect(m_check.get(), &ImportPreview::progress, this, [this](qint64 done, qint64 total) {
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
            line().file, words::count(ImportPreview::maxRows)));
        break;
    }
}

ImportRun::Options ImportCommand::options() const
{
    return {line().createProfiles, false};
}

QJsonObject ImportCommand::planFacts() const
{
    const bool removes = m_run.isRemoval();
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
            {u"removed"_s, m_run.removedCount()},
            {removes ? u"not_members"_s : u"already_members"_s, count(ImportStatus::NothingToDo)},
            {u"without_profile"_s, without},
            {u"profiles_created"_s, line().createProfiles ? without : 0},
            {u"not_found"_s, count(ImportStatus::NoSuchCustomer)},
            {u"ambiguous"_s, count(ImportStatus::Ambiguous)},
            {u"duplicates"_s, count(ImportStatus::Repeats)},
            {u"damaged"_s, count(ImportStatus::Damaged)},
            {u"unreadable"_s, count(ImportStatus::Unreadable)},
            {u"names_no_one"_s, count(ImportStatus::NamesNoOne)},
            {u"short_rows"_s, m_check->counts().shortRows},
            {u"long_rows"_s, m_check->counts().longRows},
            {u"foreign_ids"_s, m_check->counts().idsAreForeign},
            {u"read_as"_s, m_reading.facts()}};
}

QString ImportCommand::planText() const
{
    const bool removes = m_run.isRemoval();
    QStringList parts{u"%1 rows"_s.arg(m_check->rows().size())};
    const auto add = [&parts](qint64 number, const QString &what, bool always = false) {
        if (number > 0 || always)
            parts.append(QString::number(number) + u' ' + what);
    };
    if (!removes)
        add(m_check->count(ImportStatus::WillChange), u"to add"_s, true);
    if (line().mode != ImportMode::Add)
        add(m_run.removedCount(), u"to remove"_s, true);
    add(m_check->count(ImportStatus::NothingToDo),
        removes ? u"not members"_s : u"members already"_s);
    add(m_check->count(ImportStatus::NoProfile),
        line().createProfiles ? u"get a profile and are added"_s : u"without profile"_s);
    add(m_check->count(ImportStatus::NoSuchCustomer), u"not found"_s);
    add(m_check->count(ImportStatus::Ambiguous), u"ambiguous"_s);
    add(m_check->count(ImportStatus::Repeats), u"duplicates"_s);
    add(m_check->count(ImportStatus::Damaged), u"damaged"_s);
    add(m_check->count(ImportStatus::Unreadable), u"unreadable"_s);
    add(m_check->count(ImportStatus::NamesNoOne), u"name no one"_s);
    add(m_check->counts().shortRows, u"with cells missing"_s);
    add(m_check->counts().longRows, u"with too many cells"_s);
    return u"Plan for “"_s + m_segment.name + u"”: "_s + parts.join(u", ");
}

/// Why the import does not run, in words; empty: it does.
QString ImportCommand::problem() const
{
    switch (m_run.refusal({line().allowEmpty, line().allowUnread})) {
    case ImportRun::Refusal::None:
        break;
    case ImportRun::Refusal::NoRows:
        return u"%1 has no rows. Nothing was changed."_s.arg(line().file);
    case ImportRun::Refusal::NamesNoCustomer:
        return u"No row of %1 names a customer of the store. Nothing was changed."_s.arg(
            line().file);
    case ImportRun::Refusal::WouldEmpty:
        return u"The file names no customer of the store, so all %1 members would be removed from "
               "“%2”. Nothing was changed. If the segment is to be emptied, use --allow-empty."_s
                   .arg(words::count(m_check->leavingCount()), m_segment.name);
    case ImportRun::Refusal::UnreadRows: {
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
    return problemOfLeaving(m_run.removedCount(), m_check->memberCount(), m_segment.name);
}

void ImportCommand::checked()
{
    if (stopped())
        return;
    m_run = ImportRun(m_check);
    if (!line().json)
        reporter().entry(m_reading.text(), {});
    reporter().plan(planText(), planFacts());
    if (m_check->counts().idsAreForeign)
        reporter().warning(
            u"The customer IDs of the file are not those of the store: of %1 rows with an ID and "
            "an e-mail address, %2 name different people. The IDs are not used."_s.arg(
                words::count(m_check->counts().idsAgree + m_check->counts().idsDisagree),
                words::count(m_check->counts().idsDisagree)),
            u"foreign_ids"_s);
    if (line().explains)
        explain();
    if (const QString why = problem(); !why.isEmpty()) {
        saveResult({batchcode::refused, why, {}});
        return;
    }
    if (line().dryRun) {
        saveResult({m_run.lostRows(options()) > 0 ? batchcode::failedRows : batchcode::done,
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

/// The first rows, with who each is.
void ImportCommand::explain()
{
    constexpr qsizetype most = 10;
    for (const ImportRow &row : m_check->rows().first(std::min(most, m_check->rows().size()))) {
        QStringList cells = m_check->texts(row).value_or(QStringList());
        cells.removeAll(QString());
        const qint64 customer = toNumber(m_check->person(row).customerId);
        const QString found = foundText(*m_check, row);
        reporter().entry(u"Line %1: %2: %3%4"_s.arg(
                             QString::number(row.line),
                             words::shown(words::shortened(cells.join(u", "), 100)), found,
                             customer > 0 ? u" (customer %1)"_s.arg(customer) : QString()),
                         {{u"line"_s, row.line},
                          {u"cells"_s, QJsonArray::fromStringList(cells)},
                          {u"found"_s, found},
                          {u"customer_id"_s, customer > 0 ? QJsonValue(customer) : QJsonValue()}});
    }
}

void ImportCommand::run()
{
    const ImportRun::Part part = m_run.takeNext(options());
    GroupRun *run = session().run(
        ChangeGroup::makeEqual(part.plan, part.createProfilesFor, m_segment, part.leaving));
    if (!run) {
        end();
        return;
    }
    watch(run);
    connect(run, &GroupRun::ended, this, [this, run] {
        m_run.add(run->outcomes());
        m_isCancelled = run->end() == JobResult::Cancelled;
        m_error = run->error();
        end();
    });
}

void ImportCommand::end()
{
    const ImportRun::Sums sums = m_run.sums();
    const OutcomeCounts &all = sums.counts;
    const qint64 lost = m_run.lostRows(options());
    BatchOutcome outcome;
    QStringList parts;
    if (line().mode != ImportMode::Remove)
        parts.append(u"%1 added"_s.arg(sums.added));
    if (line().mode != ImportMode::Add)
        parts.append(u"%1 removed"_s.arg(sums.removed));
    if (sums.failed() > 0)
        parts.append(u"%1 failed"_s.arg(sums.failed()));
    if (all.notSent > 0)
        parts.append(u"%1 not sent"_s.arg(all.notSent));
    if (all.unknown > 0)
        parts.append(u"%1 not known yet"_s.arg(all.unknown));
    if (lost > 0)
        parts.append(u"%1 rows without a change"_s.arg(lost));
    outcome.text = u"“"_s + m_segment.name + u"”: "_s + parts.join(u", ") + u'.';
    outcome.facts = facts(all);
    outcome.facts.insert(u"added"_s, sums.added);
    outcome.facts.insert(u"removed"_s, sums.removed);
    outcome.facts.insert(u"rows_lost"_s, lost);
    if (m_error) {
        const bool access =
            m_error->kind == JobError::Kind::Store && codeOf(m_error->api) == batchcode::noAccess;
        const bool nothing = m_error->kind == JobError::Kind::Journal && all.changed == 0;
        outcome.code = access ? batchcode::noAccess
            : nothing         ? batchcode::refused
                              : batchcode::trouble;
        outcome.text += u' ' + words::jobError(*m_error, JobFacts::Kind::AddMembers).sentence();
    } else if (m_isCancelled) {
        outcome.code = batchcode::trouble; // unless a signal says otherwise
    } else if (sums.failed() + all.notSent + all.unknown + lost > 0) {
        outcome.code = batchcode::failedRows;
    }
    saveResult(outcome);
}

void ImportCommand::saveResult(BatchOutcome outcome)
{
    if (!m_result) {
        finish(outcome);
        return;
    }
    saveImport(*m_check, m_run.outcomes(), std::move(m_result), this,
               [this, outcome](const std::optional<JobError> &error) {
                   BatchOutcome ended = outcome;
                   if (error) {
                       const QString why = u"The result file could not be written: "_s
                           + words::jobError(*error, JobFacts::Kind::Export).sentence();
                       reporter().warning(why, u"no_result_file"_s);
                       // What was done was done: this is no failure of the change.
                       if (ended.code == batchcode::done)
                           ended.code = batchcode::failedRows;
                       ended.text += u' ' + why;
                   } else {
                       ended.facts.insert(u"result_file"_s, line().resultFile);
                   }
                   finish(ended);
               });
}

} // namespace segmentdesk
