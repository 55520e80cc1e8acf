// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/commandcontext.h"

#include "models/api/storeaccess.h"
#include "models/changes/grouprun.h"
#include "models/session/storesession.h"
#include "models/sources/storesources.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/commands/csvname.h"
#include "ui/commands/preparation.h"
#include "ui/dialogs/errordetailsdialog.h"
#include "ui/segments/gonesegments.h"
#include "ui/words/errorwords.h"
#include "ui/words/jobwords.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace segmentdesk {

CommandContext::CommandContext(StoreSession &session, SegmentListModel &segments,
                               const Prompts &prompts, const Stage &stage, QObject *parent)
    : QObject(parent), m_session(session), m_segments(segments), m_prompts(prompts), m_stage(stage),
      m_gone(new GoneSegments(session, segments, this)), m_planner(session.background())
{
}

CommandContext::~CommandContext() = default;

QString CommandContext::nameOf(SegmentId segment) const
{
    return m_segments.nameOf(segment);
}

void CommandContext::say(const QString &text)
{
    m_stage.messageBar->announce(u"info"_s, Tone::OnTip, text, {});
}

void CommandContext::showError(const ApiError &error, WhatFailed what)
{
    openDialog(new ErrorDetailsDialog(error, what, m_stage.window));
}

QString CommandContext::unavailableReason() const
{
    return m_session.access().isReadOnly() ? words::readOnlyToken() : QString();
}

bool CommandContext::refusesToWrite()
{
    if (!m_session.access().isReadOnly())
        return false;
    m_stage.messageBar->announce(
        u"lock"_s, Tone::Warn, words::readOnlyToken(),
        {{tr("Use another token…"), [this] { Q_EMIT anotherTokenRequested(); }}});
    return true;
}

void CommandContext::openDialog(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void CommandContext::openAbout(const QList<SegmentId> &segments, QDialog *dialog)
{
    connect(m_gone, &GoneSegments::gone, dialog, [segments, dialog](const SegmentId &segment) {
        if (segments.contains(segment))
            dialog->done(QDialog::Rejected);
    });
    openDialog(dialog);
    m_gone->look(segments);
}

Preparation *CommandContext::prepare(const QString &text)
{
    return new Preparation(text, m_stage.activity, this);
}

void CommandContext::collect(const PeopleSelection &selection, Preparation *preparation,
                             const std::function<void(People)> &then, qint64 limit)
{
    if (selection.count > limit) {
        preparation->deleteLater();
        say(tr("%1 are selected, and up to %2 can be worked on at once. Select fewer.")
                .arg(words::people(selection.count), words::count(limit)));
        return;
    }
    if (!selection.known.isEmpty() && !selection.selection.everybody) {
        QMetaObject::invokeMethod(
            preparation, [then, people = selection.known] { then(people); }, Qt::QueuedConnection);
        return;
    }
    auto *reading = new SelectionResolver(
        selection.source, selection.selection, [](qint64) { return nullptr; }, preparation, limit);
    connect(reading, &SelectionResolver::progress, preparation, &Preparation::setProgress);
    connect(reading, &SelectionResolver::collected, preparation, then);
    connect(reading, &SelectionResolver::failed, preparation,
            [this, preparation, from = selection.place.segment](const ApiError &error) {
                planFailed(preparation, error, WhatFailed::ReadMembers, {from});
            });
    reading->start();
}

Callback<Plan> CommandContext::planned(Preparation *preparation, WhatFailed what,
                                       const QList<SegmentId> &about,
                                       std::function<void(const Plan &)> then)
{
    return [this, preparation, what, about, then = std::move(then)](const Result<Plan> &plan) {
        if (!plan) {
            planFailed(preparation, plan.error(), what, about);
            return;
        }
        preparation->deleteLater();
        then(*plan);
    };
}

void CommandContext::planFailed(Preparation *preparation, const ApiError &error, WhatFailed what,
                                const QList<SegmentId> &about)
{
    preparation->deleteLater();
    const auto say = [this, error, what] {
        const ErrorWords failure = words::errorWords(error, what);
        m_stage.messageBar->announce(
            u"error"_s, Tone::Err, failure.title + u". "_s + failure.text,
            {{tr("Details"), [this, error, what] { showError(error, what); }}});
    };
    if (error.kind == ApiError::Kind::NotFound)
        m_gone->look(about, say);
    else
        say();
}

GroupRun *CommandContext::run(const Plan &plan, const QList<CustomerId> &createProfilesFor,
                              const Plan &leaving)
{
    Segment into;
    if (const Segment *segment = m_segments.segment(plan.segmentId))
        into = *segment;
    into.id = plan.segmentId;
    into.name = plan.segmentName;
    return m_session.run(ChangeGroup::makeEqual(plan, createProfilesFor, into, leaving));
}

void CommandContext::savePlan(const Plan &plan)
{
    saveRows(tr("Save these people as CSV"), plan.segmentName,
             [this, plan](const QString &path, const Saved &saved) {
                 segmentdesk::savePlan(plan, path, this, saved);
             });
}

void CommandContext::saveRows(const QString &title, const QString &name,
                              const std::function<void(QString, Saved)> &save)
{
    m_prompts.saveFile(m_stage.window, title, csvNameFor(name), tr("CSV files (*.csv)"),
                       [this, save](const QString &path) {
                           if (path.isEmpty())
                               return;
                           save(path, [this, path](const std::optional<JobError> &error) {
                               fileSaved(path, error);
                           });
                       });
}

void CommandContext::fileSaved(const QString &path, const std::optional<JobError> &error)
{
    if (error) {
        m_stage.messageBar->announce(
            u"error"_s, Tone::Err, words::jobError(*error, JobFacts::Kind::Export).sentence(), {});
        return;
    }
    m_stage.messageBar->announce(u"check"_s, Tone::Ok,
                                 tr("Saved %1").arg(words::shown(QFileInfo(path).fileName())),
                                 {openFolderVerb(path)});
}

MessageBar::Verb CommandContext::openFolderVerb(const QString &path) const
{
    return {tr("Open folder"), [this, path] { m_prompts.openFolderOf(path); }};
}

} // namespace segmentdesk
