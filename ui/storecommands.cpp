// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/storecommands.h"

#include "models/api/storeaccess.h"
#include "models/api/storeapi.h"
#include "models/csv/pastedtable.h"
#include "models/jobs/backupjob.h"
#include "models/jobs/changejob.h"
#include "models/jobs/exportjob.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/livesources.h"
#include "models/jobs/steprun.h"
#include "models/jobs/storesession.h"
#include "models/jobs/withoutprofilescan.h"
#include "models/mirror/mirror.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/activitypanel.h"
#include "ui/backupwords.h"
#include "ui/dialogs/addpeopledialog.h"
#include "ui/dialogs/applysearchdialog.h"
#include "ui/dialogs/confirmdeleteprofilesdialog.h"
#include "ui/dialogs/confirmdeletesegmentsdialog.h"
#include "ui/dialogs/confirmemptysegmentdialog.h"
#include "ui/dialogs/confirmmergedialog.h"
#include "ui/dialogs/createprofilesdialog.h"
#include "ui/dialogs/errordetailsdialog.h"
#include "ui/dialogs/importdialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/restoredialog.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/gonesegments.h"
#include "ui/jobwords.h"
#include "ui/kit/badge.h"
#include "ui/outcomedialog.h"
#include "ui/outcomewords.h"
#include "ui/peoplemimedata.h"
#include "ui/peoplesources.h"
#include "ui/peoplesuggestions.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QRegularExpression>
#include <QSaveFile>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Addresses that one copy puts on the clipboard at most.
constexpr qint64 maxCopied = 10'000;
/// Who waited this long for a job may look elsewhere meanwhile.
constexpr qint64 longJobMs = 5'000;

void openDialog(QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

/// A file name for a list: what a file system takes of the name.
QString fileNameFor(const QString &name)
{
    static const QRegularExpression unfit(QStringLiteral(R"([\\/:*?"<>|\p{Cc}]+)"));
    QString file = name;
    file.replace(unfit, u"-"_s);
    file = file.trimmed().left(80);
    while (file.startsWith(u'.'))
        file.remove(0, 1);
    return (file.isEmpty() ? u"export"_s : file) + u".csv"_s;
}

} // namespace

/// What happens before a job exists: reading a selection, making a plan. It is the context of all
/// its requests; deleting it cancels them. Shows a line with Cancel when it takes its time.
class StoreCommands::Preparation : public QObject
{
public:
    static constexpr int showAfterMs = 400;

    Preparation(const QString &text, ActivityPanel *activity, QObject *parent)
        : QObject(parent), m_text(text), m_activity(activity)
    {
        QTimer::singleShot(showAfterMs, this, [this] {
            m_row = m_activity->addPreparation(m_text, [this] { deleteLater(); });
            m_row->setProgress(m_done, m_total);
        });
    }

    ~Preparation() override { delete m_row; }

    void setProgress(qint64 done, qint64 total)
    {
        m_done = done;
        m_total = total;
        if (m_row)
            m_row->setProgress(done, total);
    }

    Progress progress()
    {
        return [this](qint64 done, qint64 total) { setProgress(done, total); };
    }

private:
    QString m_text;
    ActivityPanel *m_activity;
    QPointer<JobRow> m_row;
    qint64 m_done = 0;
    qint64 m_total = -1;
};

StoreCommands::StoreCommands(StoreSession &session, SegmentListModel &segments,
                             WithoutProfileScan &scan, const Prompts &prompts, const Stage &stage,
                             QObject *parent)
    : QObject(parent), m_session(session), m_segments(segments), m_scan(scan), m_prompts(prompts),
      m_stage(stage), m_gone(new GoneSegments(session, segments, this)),
      m_planner(session.background())
{
    connect(&m_session.jobs(), &JobQueue::jobEnded, this, &StoreCommands::jobEnded);
    connect(&m_session.history(), &History::refused, this, &StoreCommands::refused);
}

StoreCommands::~StoreCommands() = default;

QString StoreCommands::nameOf(SegmentId segment) const
{
    return m_segments.nameOf(segment);
}

void StoreCommands::refused(const History::Refused &refused)
{
    QList<UndoBar::Verb> verbs;
    if (refused.canDoPart) {
        verbs.append({refused.isUndo ? tr("Undo the rest") : tr("Redo the rest"),
                      [this] { m_session.history().doPart(); }});
    }
    if (refused.canSkip)
        verbs.append({tr("Skip it"), [this] { m_session.history().skip(); }});
    m_stage.undoBar->announce(u"warning"_s, Tone::Warn, words::refusal(refused).sentence(), verbs);
}

/// Opens a dialog about these segments. Whether they are still there is asked at once; it closes
/// when one of them turns out to be gone, whoever finds that.
void StoreCommands::openAbout(const QList<SegmentId> &segments, QDialog *dialog)
{
    connect(m_gone, &GoneSegments::gone, dialog, [segments, dialog](const SegmentId &segment) {
        if (segments.contains(segment))
            dialog->done(QDialog::Rejected);
    });
    openDialog(dialog);
    m_gone->look(segments);
}

CountMembers StoreCommands::counterOf(SegmentId segment) const
{
    return [this, segment](QObject *context, const Callback<qint64> &callback) {
        memberCount(m_session.interactive(), segment, context, callback);
    };
}

void StoreCommands::say(const QString &text)
{
    m_stage.undoBar->announce(u"info"_s, Tone::OnTip, text, {});
}

bool StoreCommands::refusesToWrite()
{
    if (!m_session.access().isReadOnly())
        return false;
    m_stage.undoBar->announce(
        u"lock"_s, Tone::Warn, words::readOnlyToken(),
        {{tr("Use another token…"), [this] { Q_EMIT anotherTokenRequested(); }}});
    return true;
}

// ---- segments

void StoreCommands::newSegment(const QString &name, const PeopleSelection &members)
{
    if (refusesToWrite())
        return;
    auto *dialog = new SegmentDialog(m_stage.window);
    dialog->setName(name);
    if (!members.isEmpty())
        dialog->setMemberCount(members.count);
    dialog->setNameTaken([this](const QString &text) { return m_segments.idOf(text).has_value(); });
    connect(dialog, &SegmentDialog::createRequested, this,
            [this, dialog, members](const NewSegment &segment) {
                if (members.isEmpty()) {
                    m_dialogs.insert(m_session.createSegment(segment), dialog);
                    return;
                }
                dialog->storeAccepted(); // its members may take a while to read and to add
                createWith(segment, members);
            });
    openDialog(dialog);
}

void StoreCommands::createSegment(const QString &name, const PeopleSelection &members)
{
    if (refusesToWrite())
        return;
    const QString wanted = name.trimmed();
    if (wanted.isEmpty() || wanted.size() > SegmentDialog::maxName || m_segments.idOf(wanted))
        newSegment(wanted, members);
    else if (members.isEmpty())
        m_session.createSegment({wanted, {}});
    else
        createWith({wanted, {}}, members);
}

/// The segment and its members are one plan, so one entry of the history and one undo.
void StoreCommands::createWith(const NewSegment &segment, const PeopleSelection &members)
{
    auto *preparation = new Preparation(
        tr("Reading the people for %1").arg(words::shown(segment.name)), m_stage.activity, this);
    collect(members, preparation, [this, preparation, segment](const People &people) {
        preparation->deleteLater();
        Plan plan = Planner::planCreateSegment(segment);
        QList<PersonRef> &wanted = plan.segments.first().members;
        wanted.reserve(people.size());
        for (const PersonRef &person : people) {
            if (!person.profileId.isNull())
                wanted.append(person);
        }
        const qint64 left = people.size() - wanted.size();
        Job *job = m_session.run(plan);
        if (left > 0)
            m_leftOut.insert(job, left);
    });
}

void StoreCommands::editSegment(SegmentId id)
{
    if (refusesToWrite())
        return;
    const Segment *segment = m_segments.segment(id);
    if (!segment)
        return;
    const Segment before = *segment;
    auto *dialog = new SegmentDialog(before, m_stage.window);
    dialog->setNameTaken([this, id](const QString &text) {
        const std::optional<SegmentId> other = m_segments.idOf(text);
        return other && *other != id;
    });
    connect(dialog, &SegmentDialog::changeRequested, this,
            [this, dialog, before](const SegmentUpdate &update) {
                m_dialogs.insert(m_session.updateSegment(before, update), dialog);
            });
    openAbout({id}, dialog);
}

void StoreCommands::renameSegment(SegmentId id, const QString &name)
{
    if (refusesToWrite())
        return;
    if (const Segment *segment = m_segments.segment(id))
        m_session.updateSegment(*segment, {id, name, std::nullopt});
}

void StoreCommands::deleteSegment(SegmentId id)
{
    if (refusesToWrite())
        return;
    const Segment *found = m_segments.segment(id);
    if (!found)
        return;
    const Segment segment = *found;
    auto *dialog =
        new ConfirmDeleteSegmentsDialog({segment}, std::nullopt, counterOf(id), m_stage.window);
    connect(dialog, &QDialog::accepted, this,
            [this, segment] { m_session.deleteSegments({segment}); });
    openAbout({id}, dialog);
}

void StoreCommands::emptySegment(SegmentId id)
{
    if (refusesToWrite())
        return;
    const Segment *found = m_segments.segment(id);
    if (!found)
        return;
    auto *dialog =
        new ConfirmEmptySegmentDialog(*found, std::nullopt, counterOf(id), m_stage.window);
    connect(dialog, &QDialog::accepted, this, [this, id] {
        auto *preparation = new Preparation(
            tr("Reading the members of %1").arg(words::shown(nameOf(id))), m_stage.activity, this);
        // The number was typed: no second question.
        m_planner.planEmpty(id, nameOf(id), preparation,
                            planned(preparation, WhatFailed::EmptySegment, {id},
                                    [this](const Plan &plan) { run(plan, {}); }),
                            preparation->progress());
    });
    openAbout({id}, dialog);
}

void StoreCommands::duplicateSegment(SegmentId id)
{
    if (refusesToWrite())
        return;
    const Segment *found = m_segments.segment(id);
    if (!found)
        return;
    const Segment original = *found;
    auto *dialog = new SegmentDialog(m_stage.window);
    dialog->setOriginal(original);
    dialog->setName(freeName(original.name));
    dialog->setNameTaken([this](const QString &text) { return m_segments.idOf(text).has_value(); });
    connect(
        dialog, &SegmentDialog::createRequested, this,
        [this, dialog, original](const NewSegment &segment) {
            dialog->storeAccepted(); // its members may take a while to read
            auto *preparation =
                new Preparation(tr("Reading the members of %1").arg(words::shown(original.name)),
                                m_stage.activity, this);
            m_planner.planDuplicate(original.id, segment, preparation,
                                    planned(preparation, WhatFailed::CreateSegment, {original.id},
                                            [this](const Plan &plan) { m_session.run(plan); }),
                                    preparation->progress());
        });
    openAbout({id}, dialog);
}

/// "VIP copy", "VIP copy 2", …: the first that no segment has.
QString StoreCommands::freeName(const QString &name) const
{
    const QString stem = name.left(SegmentDialog::maxName - 12);
    QString free = tr("%1 copy").arg(stem);
    for (int i = 2; m_segments.idOf(free); ++i)
        free = tr("%1 copy %2").arg(stem, QString::number(i));
    return free;
}

void StoreCommands::mergeInto(SegmentId from, SegmentId target)
{
    if (refusesToWrite())
        return;
    const Segment *found = m_segments.segment(from);
    if (!found || from == target)
        return;
    const Segment source = *found;
    const QString name = nameOf(target);
    auto *dialog = new ConfirmMergeDialog(source, name, counterOf(from), m_stage.window);
    connect(dialog, &QDialog::accepted, this, [this, source, target, name] {
        auto *preparation = new Preparation(
            tr("Preparing to merge %1 into %2").arg(words::shown(source.name), words::shown(name)),
            m_stage.activity, this);
        m_planner.planAddSegment(
            source.id, target, name, preparation,
            planned(preparation, WhatFailed::AddMembers, {source.id, target},
                    [this, source](Plan plan) {
                        plan.step.kind = Step::Kind::Merge;
                        plan.then = FollowUp{Operation::DeleteSegments, source};
                        m_session.run(plan);
                    }),
            preparation->progress());
    });
    openAbout({from, target}, dialog);
}

// ---- members

void StoreCommands::collect(const PeopleSelection &selection, Preparation *preparation,
                            const std::function<void(People)> &then)
{
    if (!selection.known.isEmpty() && !selection.selection.everybody) {
        QMetaObject::invokeMethod(
            preparation, [then, people = selection.known] { then(people); }, Qt::QueuedConnection);
        return;
    }
    auto *reading = new CollectPeople(
        selection.source, selection.selection, [](qint64) { return nullptr; }, preparation);
    connect(reading, &CollectPeople::progress, preparation, &Preparation::setProgress);
    connect(reading, &CollectPeople::collected, preparation, then);
    connect(reading, &CollectPeople::failed, preparation,
            [this, preparation, from = selection.place.segment](const ApiError &error) {
                planFailed(preparation, error, WhatFailed::ReadMembers, {from});
            });
    reading->start();
}

void StoreCommands::planFailed(Preparation *preparation, const ApiError &error, WhatFailed what,
                               const QList<SegmentId> &about)
{
    preparation->deleteLater();
    const auto say = [this, error, what] {
        const ErrorWords failure = words::errorWords(error, what);
        m_stage.undoBar->announce(
            u"error"_s, Tone::Err, failure.title + u". "_s + failure.text,
            {{tr("Details"), [this, error, what] { showError(error, what); }}});
    };
    if (error.kind == ApiError::Kind::NotFound)
        m_gone->look(about, say);
    else
        say();
}

/// What to do with a planner's answer: say why there is no plan, or go on with it.
Callback<Plan> StoreCommands::planned(Preparation *preparation, WhatFailed what,
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

void StoreCommands::addTo(SegmentId target, const PeopleSelection &selection)
{
    if (refusesToWrite())
        return;
    if (selection.isEmpty())
        return;
    const QString name = nameOf(target);
    auto *preparation = new Preparation(
        tr("Preparing to add %1 to %2").arg(words::people(selection.count), words::shown(name)),
        m_stage.activity, this);
    collect(selection, preparation, [this, preparation, target, name](const People &people) {
        m_planner.planAdd(target, name, people, preparation,
                          planned(preparation, WhatFailed::AddMembers, {target},
                                  [this](const Plan &plan) { runOrShow(plan); }),
                          preparation->progress());
    });
}

void StoreCommands::moveTo(SegmentId target, const PeopleSelection &selection)
{
    if (refusesToWrite())
        return;
    // First in, then out, so that nobody is nowhere.
    const Segment *from = m_segments.segment(selection.place.segment);
    if (!from || from->id == target || selection.isEmpty())
        return;
    const QString name = nameOf(target);
    auto *preparation = new Preparation(
        tr("Preparing to move %1 to %2").arg(words::people(selection.count), words::shown(name)),
        m_stage.activity, this);
    collect(selection, preparation,
            [this, preparation, target, name, from = *from](const People &people) {
                m_planner.planAdd(target, name, people, preparation,
                                  planned(preparation, WhatFailed::AddMembers, {target},
                                          [this, from](Plan plan) {
                                              plan.step.kind = Step::Kind::Move;
                                              plan.then = FollowUp{Operation::RemoveMembers, from};
                                              runOrShow(plan);
                                          }),
                                  preparation->progress());
            });
}

void StoreCommands::addSegmentTo(SegmentId from, SegmentId target)
{
    if (refusesToWrite())
        return;
    const QString name = nameOf(target);
    auto *preparation = new Preparation(tr("Preparing to add the members of %1 to %2")
                                            .arg(words::shown(nameOf(from)), words::shown(name)),
                                        m_stage.activity, this);
    m_planner.planAddSegment(
        from, target, name, preparation,
        planned(preparation, WhatFailed::AddMembers, {from, target},
                [this](const Plan &plan) { runOrShow(plan, maxQuickSegment); }),
        preparation->progress());
}

void StoreCommands::drop(const PeopleMimeData &data, SegmentId target, bool move)
{
    if (!data.segment().isNull() && move)
        mergeInto(data.segment(), target);
    else if (!data.segment().isNull())
        addSegmentTo(data.segment(), target);
    else if (move)
        moveTo(target, data.selection());
    else
        addTo(target, data.selection());
}

void StoreCommands::remove(const PeopleSelection &selection)
{
    if (refusesToWrite())
        return;
    if (selection.isEmpty() || !selection.place.isSegment())
        return;
    const SegmentId segment = selection.place.segment;
    const QString name = nameOf(segment);
    if (selection.isWholePlace() && selection.count > 1) {
        emptySegment(segment);
        return;
    }
    auto *preparation =
        new Preparation(tr("Preparing to remove %1 from %2")
                            .arg(words::people(selection.count), words::shown(name)),
                        m_stage.activity, this);
    collect(selection, preparation, [this, preparation, segment, name](const People &people) {
        m_planner.planRemove(segment, name, people, preparation,
                             planned(preparation, WhatFailed::RemoveMembers, {segment},
                                     [this](const Plan &plan) { runOrShow(plan); }),
                             preparation->progress());
    });
}

void StoreCommands::removePerson(const PersonRef &person, SegmentId segment)
{
    if (refusesToWrite())
        return;
    Plan plan;
    plan.operation = Operation::RemoveMembers;
    plan.segmentId = segment;
    plan.segmentName = nameOf(segment);
    plan.items.append({person.customerId, person.profileId, Effect::Unknown});
    m_session.run(plan);
}

void StoreCommands::addPerson(const PersonRef &person, SegmentId segment)
{
    if (refusesToWrite())
        return;
    Plan plan;
    plan.operation = Operation::AddMembers;
    plan.segmentId = segment;
    plan.segmentName = nameOf(segment);
    plan.items.append({person.customerId, person.profileId, Effect::Unknown});
    m_session.run(plan);
}

void StoreCommands::applySearch(const QString &searchName, const PeopleSelection &found,
                                SegmentId target)
{
    if (refusesToWrite())
        return;
    const QString name = nameOf(target);
    auto *preparation = new Preparation(tr("Comparing %1 with the search").arg(words::shown(name)),
                                        m_stage.activity, this);
    collect(
        found, preparation, [this, preparation, target, name, searchName](const People &people) {
            // Who is a member now is asked of the store, whatever the copy says.
            m_planner.planEmpty(
                target, name, preparation,
                [this, preparation, target, name, searchName, people](const Result<Plan> &plan) {
                    if (!plan) {
                        planFailed(preparation, plan.error(), WhatFailed::ReadMembers, {target});
                        return;
                    }
                    preparation->deleteLater();
                    showApply(searchName, *plan, people);
                },
                preparation->progress());
        });
}

void StoreCommands::showApply(const QString &searchName, const Plan &members, const People &found)
{
    QSet<ProfileId> isMember;
    for (const PlanItem &item : members.items)
        isMember.insert(item.profileId);
    Plan in;
    in.operation = Operation::AddMembers;
    in.segmentId = members.segmentId;
    in.segmentName = members.segmentName;
    QSet<ProfileId> wanted;
    for (const PersonRef &person : found) {
        if (person.hasProfile() && wanted.contains(person.profileId))
            continue;
        Effect effect = Effect::WillChange;
        if (!person.hasProfile())
            effect = Effect::NoProfile;
        else if (isMember.contains(person.profileId))
            effect = Effect::NothingToDo;
        in.items.append({person.customerId, person.profileId, effect});
        wanted.insert(person.profileId);
    }
    Plan out;
    out.operation = Operation::RemoveMembers;
    out.segmentId = members.segmentId;
    out.segmentName = members.segmentName;
    for (const PlanItem &item : members.items) {
        if (!wanted.contains(item.profileId))
            out.items.append(item);
    }
    const PlanCounts comes = in.counts();
    if (comes.willChange == 0 && comes.noProfile == 0 && out.items.isEmpty()) {
        say(tr("%1 already has exactly these people").arg(words::shown(members.segmentName)));
        return;
    }
    auto *dialog = new ApplySearchDialog(searchName, in, out, members.items.size(),
                                         customerLookup(m_session.interactive()),
                                         m_session.traffic(), m_stage.window);
    connect(dialog, &ApplySearchDialog::runRequested, this,
            [this](const Plan &adds, const QList<CustomerId> &createProfilesFor,
                   const Plan &removes) { run(adds, createProfilesFor, removes); });
    openAbout({members.segmentId}, dialog);
}

void StoreCommands::runOrShow(const Plan &plan, qsizetype quick)
{
    const PlanCounts counts = plan.counts();
    if (counts.willChange == 0 && counts.noProfile == 0 && !plan.then) {
        say(plan.operation == Operation::AddMembers
                ? tr("Everyone is already in %1").arg(words::shown(plan.segmentName))
                : tr("None of them is in %1").arg(words::shown(plan.segmentName)));
        return;
    }
    if (counts.total() <= quick && counts.noProfile == 0) {
        run(plan, {});
        return;
    }
    auto *dialog = new PlanDialog(plan, customerLookup(m_session.interactive()),
                                  m_session.traffic(), m_stage.window);
    connect(dialog, &PlanDialog::runRequested, this,
            [this](const Plan &chosen, const QList<CustomerId> &create) { run(chosen, create); });
    connect(dialog, &PlanDialog::saveRequested, this, &StoreCommands::savePlan);
    openAbout({plan.segmentId}, dialog);
}

QList<Job *> StoreCommands::run(const Plan &plan, const QList<CustomerId> &createProfilesFor,
                                const Plan &leaving)
{
    Segment into;
    if (const Segment *segment = m_segments.segment(plan.segmentId))
        into = *segment;
    into.id = plan.segmentId;
    into.name = plan.segmentName;
    return m_session.run(plan, createProfilesFor, into, leaving);
}

void StoreCommands::savePlan(const Plan &plan)
{
    saveRows(tr("Save these people as CSV"), plan.segmentName,
             [this, plan](const QString &path, const Saved &saved) {
                 segmentdesk::savePlan(plan, path, this, saved);
             });
}

void StoreCommands::saveRows(const QString &title, const QString &name,
                             const std::function<void(QString, Saved)> &save)
{
    m_prompts.saveFile(m_stage.window, title, fileNameFor(name), tr("CSV files (*.csv)"),
                       [this, save](const QString &path) {
                           if (path.isEmpty())
                               return;
                           save(path, [this, path](const std::optional<JobError> &error) {
                               fileSaved(path, error);
                           });
                       });
}

void StoreCommands::fileSaved(const QString &path, const std::optional<JobError> &error)
{
    if (error) {
        m_stage.undoBar->announce(u"error"_s, Tone::Err,
                                  words::jobError(*error, JobFacts::Kind::Export).sentence(), {});
        return;
    }
    m_stage.undoBar->announce(u"check"_s, Tone::Ok,
                              tr("Saved %1").arg(words::shown(QFileInfo(path).fileName())),
                              {openFolderVerb(path)});
}

UndoBar::Verb StoreCommands::openFolderVerb(const QString &path) const
{
    return {tr("Open folder"), [this, path] { m_prompts.openFolderOf(path); }};
}

void StoreCommands::importText(SegmentId segment, const QByteArray &table)
{
    if (refusesToWrite())
        return;
    ImportSpec spec;
    spec.text = table;
    showImport(segment, spec);
}

void StoreCommands::addPeople(SegmentId target, const QString &text)
{
    if (refusesToWrite())
        return;
    // Several columns are a file that nobody saved.
    if (const std::optional<QByteArray> table = pastedTable(text)) {
        importText(target, *table);
        return;
    }
    const QString name = nameOf(target);
    AddPeopleDialog::Steps steps;
    steps.resolve = [this](const QStringList &texts, QObject *context,
                           const Callback<Resolved> &callback, const Progress &progress) {
        m_planner.resolve(texts, context, callback, progress);
    };
    steps.plan = [this, target, name](const People &people, QObject *context,
                                      const Callback<Plan> &callback, const Progress &progress) {
        const auto answered = [this, target, callback](const Result<Plan> &plan) {
            if (!plan && plan.error().kind == ApiError::Kind::NotFound)
                m_gone->look({target});
            callback(plan);
        };
        m_planner.planAdd(target, name, people, context, answered, progress);
    };
    steps.lookup = customerLookup(m_session.interactive());
    if (m_sources && m_sources->isComplete())
        steps.suggest = suggestions(*m_sources);
    auto *dialog = new AddPeopleDialog(name, steps, m_session.traffic(), m_stage.window);
    connect(dialog, &AddPeopleDialog::addRequested, this,
            [this](const Plan &chosen, const QList<CustomerId> &create) { run(chosen, create); });
    connect(dialog, &AddPeopleDialog::saveRequested, this, &StoreCommands::savePlan);
    connect(dialog, &AddPeopleDialog::tablePasted, this,
            [this, target](const QByteArray &table) { importText(target, table); });
    openAbout({target}, dialog);
    if (!text.isEmpty())
        dialog->check(text);
}

// ---- profiles

void StoreCommands::createProfiles(const PeopleSelection &selection)
{
    if (refusesToWrite())
        return;
    if (selection.isEmpty()) {
        auto *dialog = new CreateProfilesDialog(m_scan, customerLookup(m_session.interactive()),
                                                m_stage.window);
        connect(
            dialog, &CreateProfilesDialog::createRequested, this,
            [this](const QList<CustomerId> &customers) { m_session.createProfiles(customers); });
        openDialog(dialog);
        return;
    }
    auto *preparation = new Preparation(
        tr("Preparing to create %1").arg(words::profiles(selection.count)), m_stage.activity, this);
    collect(selection, preparation, [this, preparation](const People &people) {
        preparation->deleteLater();
        QList<CustomerId> customers;
        for (const PersonRef &person : people) {
            if (!person.hasProfile())
                customers.append(person.customerId);
        }
        if (customers.isEmpty())
            say(tr("All of them already have a profile"));
        else
            m_session.createProfiles(customers);
    });
}

void StoreCommands::createProfile(CustomerId customer)
{
    if (refusesToWrite())
        return;
    m_session.createProfiles(QList<CustomerId>{customer});
}

void StoreCommands::deleteProfiles(const PeopleSelection &selection)
{
    if (refusesToWrite())
        return;
    if (selection.isEmpty())
        return;
    auto *preparation = new Preparation(tr("Reading %1").arg(words::profiles(selection.count)),
                                        m_stage.activity, this);
    collect(selection, preparation, [this, preparation](const People &people) {
        preparation->deleteLater();
        People withProfile;
        std::copy_if(people.cbegin(), people.cend(), std::back_inserter(withProfile),
                     [](const PersonRef &person) { return person.hasProfile(); });
        if (withProfile.isEmpty()) {
            say(tr("None of them has a profile"));
            return;
        }
        auto *dialog = new ConfirmDeleteProfilesDialog(withProfile.size(), {}, m_stage.window);
        connect(dialog, &QDialog::accepted, this,
                [this, withProfile] { m_session.deleteProfiles(withProfile); });
        openDialog(dialog);
    });
}

void StoreCommands::deleteProfile(const PersonRef &person, const QString &name)
{
    if (refusesToWrite())
        return;
    auto *dialog = new ConfirmDeleteProfilesDialog(1, name, m_stage.window);
    connect(dialog, &QDialog::accepted, this,
            [this, person] { m_session.deleteProfiles({person}); });
    openDialog(dialog);
}

// ---- files and clipboard

bool StoreCommands::hasCopy() const
{
    return m_sources && m_sources->isComplete() && m_session.mirror();
}

ExportDialog::Choice StoreCommands::segmentsChoice() const
{
    ExportDialog::Choice choice;
    choice.spec.kind = ExportSpec::Kind::Segments;
    choice.words = tr("The list of segments");
    choice.rows = m_segments.rowCount();
    choice.fileName = fileNameFor(tr("Segments"));
    return choice;
}

ExportDialog::Choice StoreCommands::matrixChoice() const
{
    ExportDialog::Choice choice;
    choice.spec.kind = ExportSpec::Kind::Matrix;
    choice.spec.segmentName = tr("who is in which segment");
    choice.words = tr("Who is in which segment, as a matrix");
    choice.fileName = fileNameFor(tr("Memberships"));
    return choice;
}

void StoreCommands::exportPeople(const Place &place, const PeopleSelection &selection,
                                 const ShownList &shown)
{
    QList<ExportDialog::Choice> choices;
    const bool isPart = place.kind == Place::Kind::Search || !place.filter.isEmpty();
    if (!selection.isEmpty()) {
        ExportDialog::Choice selected;
        selected.spec.kind = ExportSpec::Kind::People;
        selected.spec.segmentName = selection.placeName;
        selected.words = selection.count == selection.total
            ? tr("All of %1").arg(selection.placeName)
            : tr("The selected people");
        selected.rows = selection.count;
        selected.fileName = fileNameFor(tr("%1 selected").arg(selection.placeName));
        choices.append(selected);
    }
    if (isPart && hasCopy() && (selection.isEmpty() || selection.count < selection.total)) {
        ExportDialog::Choice found;
        found.spec.kind = ExportSpec::Kind::Search;
        found.spec.query.filter = place.wholeFilter();
        found.spec.segmentName = selection.placeName;
        found.words = tr("All of %1").arg(selection.placeName);
        found.rows = selection.total;
        found.fileName = fileNameFor(selection.placeName);
        choices.append(found);
    }
    ExportDialog::Choice whole;
    switch (place.kind) {
    case Place::Kind::Segment:
        whole.spec.kind = ExportSpec::Kind::Members;
        whole.spec.segmentId = place.segment;
        whole.spec.segmentName = nameOf(place.segment);
        whole.words = tr("All members of %1").arg(words::quoted(nameOf(place.segment)));
        whole.fileName = fileNameFor(nameOf(place.segment));
        break;
    case Place::Kind::WithoutProfile:
        whole.spec.kind = ExportSpec::Kind::WithoutProfile;
        whole.words = tr("All customers without a profile");
        whole.fileName = fileNameFor(tr("Without profile"));
        break;
    case Place::Kind::AllProfiles:
    case Place::Kind::Search:
        whole.spec.kind = ExportSpec::Kind::AllProfiles;
        whole.words = tr("All profiles of the store");
        whole.fileName = fileNameFor(tr("All profiles"));
        break;
    }
    if (!isPart)
        whole.rows = selection.total;
    choices.append(whole);
    if (place.kind != Place::Kind::Segment) {
        ExportDialog::Choice people;
        people.spec.kind = ExportSpec::Kind::AllPeople;
        people.words = tr("All people, with and without a profile");
        people.fileName = fileNameFor(tr("All people"));
        choices.append(people);
    }
    choices.append(segmentsChoice());
    choices.append(matrixChoice());
    showExport(choices, selection, shown);
}

void StoreCommands::exportSegments()
{
    showExport({segmentsChoice(), matrixChoice()}, {}, {});
}

void StoreCommands::exportMatrix(const ShownList &shown)
{
    showExport({matrixChoice(), segmentsChoice()}, {}, shown);
}

void StoreCommands::showExport(const QList<ExportDialog::Choice> &choices,
                               const PeopleSelection &selection, const ShownList &shown)
{
    QList<ExportDialog::Choice> all = choices;
    for (ExportDialog::Choice &choice : all) {
        // As the table has it; a matrix is for programs, and fastest in the copy's own order.
        if (choice.spec.kind == ExportSpec::Kind::Matrix)
            continue;
        choice.spec.query.order = shown.order;
        choice.spec.query.direction = shown.direction;
    }
    QList<Segment> segments;
    for (int row = 0; row < m_segments.rowCount(); ++row) {
        const auto id = m_segments.index(row).data(SegmentListModel::IdRole).value<SegmentId>();
        if (const Segment *segment = m_segments.segment(id))
            segments.append(*segment);
    }
    auto *dialog = new ExportDialog(all, m_prompts, m_settings, m_stage.window);
    dialog->setSamples(shown.first, segments);
    dialog->setMatrixSegments(shown.segments);
    if (m_sources) {
        const auto follow = [this, dialog] {
            dialog->setCopy(hasCopy() ? m_sources->status().readAt : QDateTime(),
                            m_sources->whyNot());
        };
        connect(m_sources, &PeopleSources::statusChanged, dialog, follow);
        connect(m_sources, &PeopleSources::completenessChanged, dialog, follow);
        follow();
    }
    connect(dialog, &ExportDialog::exportRequested, this,
            [this, selection](const ExportSpec &spec) {
                if (spec.kind != ExportSpec::Kind::People) {
                    m_session.exportPeople(spec);
                    return;
                }
                auto *preparation =
                    new Preparation(tr("Reading the selection"), m_stage.activity, this);
                collect(selection, preparation, [this, preparation, spec](const People &people) {
                    preparation->deleteLater();
                    ExportSpec file = spec;
                    file.people = people;
                    m_session.exportPeople(file);
                });
            });
    QList<SegmentId> about;
    for (const ExportDialog::Choice &choice : all)
        about.append(choice.spec.segmentId);
    openAbout(about, dialog);
}

void StoreCommands::importFile(SegmentId segment, const QString &path)
{
    if (refusesToWrite())
        return;
    if (path.isEmpty()) {
        m_prompts.openFile(
            m_stage.window, tr("Import a file"), tr("CSV files (*.csv *.tsv *.txt);;All files (*)"),
            [this, self = QPointer<StoreCommands>(this), segment](const QString &chosen) {
                if (self && !chosen.isEmpty())
                    importFile(segment, chosen);
            });
        return;
    }
    ImportSpec spec;
    spec.fileName = path;
    showImport(segment, spec);
}

void StoreCommands::showImport(SegmentId segment, ImportSpec spec)
{
    spec.segmentId = segment;
    spec.segmentName = nameOf(segment);
    ImportDialog::Steps steps;
    steps.store = storeImportSources(m_session.background(), segment);
    steps.copy = [this]() -> std::optional<ImportDialog::Steps::Copy> {
        Mirror *mirror = m_session.mirror();
        if (!mirror || mirror->state() != Mirror::State::Complete)
            return std::nullopt;
        return ImportDialog::Steps::Copy{copyImportSources(*mirror), mirror->readAt()};
    };
    steps.names = customerLookup(m_session.interactive());
    steps.run = [this](const Plan &plan, const QList<CustomerId> &createProfilesFor,
                       const Plan &leaving) { return run(plan, createProfilesFor, leaving); };
    steps.settings = m_settings;
    openAbout({segment}, new ImportDialog(spec, steps, m_prompts, m_stage.window));
}

/// The folder of this store's last backup; of a store without one, that of any other, to copy from.
QString StoreCommands::backupFolder() const
{
    if (!m_settings)
        return {};
    const QString last = m_settings->value(u"backup/last"_s).toString();
    return m_settings->value(u"backup/folder/"_s + m_session.account().id, last).toString();
}

void StoreCommands::setBackupFolder(const QString &folder)
{
    if (!m_settings)
        return;
    m_settings->setValue(u"backup/last"_s, folder);
    m_settings->setValue(u"backup/folder/"_s + m_session.account().id, folder);
}

void StoreCommands::backUp()
{
    m_prompts.openFolder(m_stage.window, tr("Back up the segments to a folder"), backupFolder(),
                         [this, self = QPointer<StoreCommands>(this)](const QString &folder) {
                             if (!self || folder.isEmpty())
                                 return;
                             setBackupFolder(folder);
                             m_session.backUp(folder);
                         });
}

void StoreCommands::restore()
{
    if (refusesToWrite())
        return;
    const auto choose =
        [this, self = QPointer<StoreCommands>(this)](const std::function<void(QString)> &chosen) {
            if (!self)
                return;
            m_prompts.openFolder(m_stage.window, tr("Restore the segments of a folder"),
                                 backupFolder(), [this, self, chosen](const QString &folder) {
                                     if (self && !folder.isEmpty())
                                         setBackupFolder(folder);
                                     chosen(folder);
                                 });
        };
    choose([this, self = QPointer<StoreCommands>(this), choose](const QString &folder) {
        if (!self || folder.isEmpty())
            return;
        const Account &account = m_session.account();
        RestoreDialog::Steps steps;
        steps.source = [this] {
            const Account &here = m_session.account();
            RestoreCheck::Source source =
                RestoreCheck::sourceOf(m_session.background(), m_session.mirror(), here.id,
                                       here.kind == Account::Kind::Sandbox);
            source.refresh = [this](QObject *context, const std::function<void(bool)> &done) {
                m_session.refreshMirror(context, done);
            };
            return source;
        };
        steps.names = customerLookup(m_session.interactive());
        steps.chooseFolder = choose;
        steps.storeName = account.name;
        auto *dialog = new RestoreDialog(folder, steps, m_stage.window);
        connect(dialog, &RestoreDialog::restoreRequested, this, [this](const QList<Plan> &plans) {
            m_session.runInTurn(plans, Step::Kind::Restore);
        });
        openDialog(dialog);
    });
}

void StoreCommands::savePicture(const QImage &picture, const QString &suggestion)
{
    m_prompts.saveFile(
        m_stage.window, tr("Save picture"), suggestion, tr("Pictures (*.png)"),
        [this, picture](const QString &path) {
            if (path.isEmpty())
                return;
            QSaveFile file(path);
            if (file.open(QIODevice::WriteOnly) && picture.save(&file, "PNG") && file.commit()) {
                m_stage.undoBar->announce(
                    u"check-circle"_s, Tone::Ok,
                    tr("Saved %1").arg(words::shown(QFileInfo(path).fileName())),
                    {openFolderVerb(path)});
            } else {
                m_stage.undoBar->announce(
                    u"error"_s, Tone::Err,
                    tr("The picture could not be saved: %1").arg(words::shown(file.errorString())),
                    {});
            }
        });
}

void StoreCommands::copyIds(const PeopleSelection &selection)
{
    if (selection.isEmpty())
        return;
    if (selection.count > maxCopied) {
        say(tr("Up to %1 can be copied; export the rest to a file").arg(words::people(maxCopied)));
        return;
    }
    auto *preparation = new Preparation(tr("Copying %1").arg(words::people(selection.count)),
                                        m_stage.activity, this);
    collect(selection, preparation, [this, preparation](const People &people) {
        preparation->deleteLater();
        QStringList lines;
        for (const PersonRef &person : people)
            lines.append(QString::number(toNumber(person.customerId)));
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
        say(lines.size() == 1 ? tr("Copied %Ln customer ID", nullptr, 1)
                              : tr("Copied %1 customer IDs").arg(words::count(lines.size())));
    });
}

// ---- jobs

void StoreCommands::undo()
{
    undoOrRedo(true);
}

void StoreCommands::redo()
{
    undoOrRedo(false);
}

/// @p expected: the entry that was shown; 0: whichever is next.
void StoreCommands::undoOrRedo(bool isUndo, quint64 expected)
{
    if (refusesToWrite())
        return;
    History &history = m_session.history();
    const auto run = [&history, isUndo](quint64 entry) {
        if (isUndo)
            history.undo(entry);
        else
            history.redo(entry);
    };
    const std::optional<History::Entry> entry = isUndo ? history.nextUndo() : history.nextRedo();
    const bool asks = entry && (expected == 0 || expected == entry->id)
        && (entry->earlier || entry->people > maxQuickPlanItems);
    if (!asks) {
        run(expected);
        return;
    }
    StepDialog::Text text;
    text.title = isUndo ? tr("Undo") : tr("Redo");
    text.heading = (isUndo ? tr("Undo “%1”?") : tr("Redo “%1”?")).arg(words::change(*entry));
    const QString when = words::dayTimeInside(entry->at);
    text.subtitle = entry->earlier
        ? tr("You made this change %1, before Segment Desk was started. "
             "This is what will happen.")
              .arg(when)
        : tr("You made this change %1. This is what will happen.").arg(when);
    text.run = isUndo ? tr("Undo") : tr("Redo");
    text.icon = isUndo ? u"undo"_s : u"redo"_s;
    show(text, history.plans(isUndo), [run, id = entry->id](const Plan &) { run(id); });
}

void StoreCommands::show(const StepDialog::Text &text, const QList<Plan> &plans,
                         const std::function<void(const Plan &)> &then)
{
    auto *dialog = new StepDialog(text, plans, customerLookup(m_session.interactive()),
                                  m_session.traffic(), m_stage.window);
    connect(dialog, &StepDialog::saveRequested, this, &StoreCommands::savePlan);
    connect(dialog, &QDialog::accepted, this, [then, first = plans.value(0)] { then(first); });
    openDialog(dialog);
}

void StoreCommands::retry(Job *job)
{
    const auto *change = qobject_cast<const ChangeJob *>(job);
    const std::optional<Plan> plan = change ? change->retryPlan() : std::nullopt;
    if (plan)
        retry(*plan, job->end());
}

void StoreCommands::retry(const Plan &plan, End end)
{
    if (refusesToWrite())
        return;
    const qint64 number = plan.items.isEmpty() ? plan.segments.size() : plan.items.size();
    if (plan.people() <= maxQuickPlanItems) {
        m_session.retry(plan);
        return;
    }
    StepDialog::Text text;
    text.title = end == End::Cancelled ? tr("Continue") : tr("Retry");
    text.heading = end == End::Cancelled
        ? tr("Continue with the other %1?").arg(words::count(number))
        : tr("Retry %1?").arg(words::count(number));
    text.subtitle = words::change(JobFacts::of(plan));
    text.run = words::retryText(end, number);
    text.icon = u"refresh"_s;
    show(text, {plan}, [this](const Plan &again) { m_session.retry(again); });
}

void StoreCommands::showOutcome(Job *job)
{
    const auto *change = qobject_cast<const ChangeJob *>(job);
    if (!change || !change->outcome())
        return;
    auto *dialog = new OutcomeDialog(*job, customerLookup(m_session.interactive()), m_stage.window);
    connect(dialog, &OutcomeDialog::retryRequested, this, [this, job = QPointer<Job>(job)] {
        if (job)
            retry(job);
    });
    connect(dialog, &OutcomeDialog::saveRequested, this,
            [this, outcome = *change->outcome()] { saveOutcome(outcome); });
    openDialog(dialog);
}

void StoreCommands::saveOutcome(const Outcome &outcome)
{
    saveRows(tr("Save result as CSV"), outcome.segmentName,
             [this, outcome](const QString &path, const Saved &saved) {
                 segmentdesk::saveOutcome(outcome, path, this, saved);
             });
}

void StoreCommands::showError(const ApiError &error, WhatFailed what)
{
    openDialog(new ErrorDetailsDialog(error, what, m_stage.window));
}

/// Whether another job of the same step, or of the same undo, is about to come.
bool StoreCommands::hasMore(const Job &job, const Step &step) const
{
    if (job.facts().purpose == JobFacts::Purpose::Undo
        || job.facts().purpose == JobFacts::Purpose::Redo)
        return m_session.history().isBusy();
    const QList<Job *> jobs = m_session.jobs().jobs();
    return step.id != 0 && std::any_of(jobs.cbegin(), jobs.cend(), [&step](const Job *other) {
               const auto *change = qobject_cast<const ChangeJob *>(other);
               return change && change->state() != Job::State::Ended && change->plan().step == step;
           });
}

void StoreCommands::jobEnded(Job *job)
{
    if (job->facts().kind == JobFacts::Kind::ReadStore)
        return; // the status bar tells how old the copy is
    const bool changed = job->counts().changed > 0;
    const auto *change = qobject_cast<const ChangeJob *>(job);
    const JobFacts facts = job->facts();

    // A segment dialog that waits for this answer says it itself.
    if (const auto waiting = m_dialogs.take(job)) {
        auto *dialog = qobject_cast<SegmentDialog *>(waiting.data());
        if (dialog && changed) {
            dialog->storeAccepted();
        } else if (dialog && (!job->error() || job->error()->kind != JobError::Kind::SegmentGone)) {
            const Outcome *outcome = change ? change->outcome() : nullptr;
            const ApiError *reason = outcome && !outcome->segments.isEmpty()
                ? outcome->reasonOf(outcome->segments.first())
                : nullptr;
            dialog->storeRefused(reason ? *reason : job->error() ? job->error()->api : ApiError());
            return;
        }
    }
    const bool restoring = change && change->plan().step.kind == Step::Kind::Restore;
    if (facts.kind == JobFacts::Kind::CreateSegment && changed && change->outcome() && !restoring) {
        const SegmentId made = change->outcome()->segments.first().change.after.id;
        m_segments.insertOrUpdate(change->outcome()->segments.first().change.after);
        // Who made an empty one goes on in it; who made it of people goes on where they are.
        if (facts.purpose == JobFacts::Purpose::Change
            && change->outcome()->segments.first().change.members.isEmpty())
            Q_EMIT segmentCreated(made);
    }
    const qint64 leftOut = m_leftOut.take(job);

    // Of a step only the last change is announced, unless one before it did not go well.
    const bool isUndo = facts.purpose == JobFacts::Purpose::Undo;
    const bool isRedo = facts.purpose == JobFacts::Purpose::Redo;
    const Step step = change ? change->plan().step : Step();
    if (hasMore(*job, step)) {
        if (job->end() != End::Done)
            m_troubled.insert(step.id, job);
        return;
    }
    if (const QPointer<Job> before = m_troubled.take(step.id); before && job->end() == End::Done)
        job = before;

    QList<UndoBar::Verb> verbs;
    if (facts.kind == JobFacts::Kind::Export || facts.kind == JobFacts::Kind::BackUp) {
        if (job->end() == End::Done || job->end() == End::DoneWithWarnings)
            verbs.append(openFolderVerb(facts.fileName));
    } else if (changed) {
        const std::optional<History::Entry> next =
            isUndo ? m_session.history().nextRedo() : m_session.history().nextUndo();
        if (next) {
            verbs.append({isUndo ? tr("Redo") : tr("Undo"),
                          [this, isUndo, id = next->id] { undoOrRedo(!isUndo, id); }});
        }
    }
    if (change && change->outcome()
        && (job->end() == End::DoneWithWarnings || job->end() == End::Failed)
        && !change->outcome()->items.isEmpty())
        verbs.append({tr("View"), [this, job = QPointer<Job>(job)] {
                          if (job)
                              showOutcome(job);
                      }});

    const bool madeOfPeople = facts.kind == JobFacts::Kind::CreateSegment && changed
        && facts.purpose == JobFacts::Purpose::Change && change->outcome()
        && !change->outcome()->items.isEmpty();
    if (madeOfPeople) {
        verbs.append({tr("Open"), [this, id = change->outcome()->segments.first().change.after.id] {
                          Q_EMIT segmentCreated(id);
                      }});
    }

    QString text = words::doneSentence(facts, job->counts());
    if (leftOut > 0)
        text += tr(". %1 without a profile were left out").arg(words::people(leftOut));
    if (const auto *backup = qobject_cast<const BackupJob *>(job);
        backup && job->end() != End::Failed)
        text = words::backedUp(facts, backup->changedFiles(), backup->memberships(),
                               backup->unsteady(), backup->oldCopyOf());
    const std::optional<History::Entry> entry =
        isUndo ? m_session.history().nextRedo() : m_session.history().nextUndo();
    if (job->end() == End::Done && entry && entry->step.id != 0
        && (isUndo || isRedo || entry->step.id == step.id))
        text = isUndo ? words::undone(*entry) : words::did(*entry);
    Badge::Status status = Badge::Status::Done;
    switch (job->end()) {
    case End::Done:
        break;
    case End::DoneWithWarnings:
        status = Badge::Status::DoneWithWarnings;
        if (const QString different = change && change->outcome()
                ? words::readBack(change->outcome()->operation, change->outcome()->readBack)
                : QString();
            !different.isEmpty())
            text += u". "_s + different;
        if (change && change->plan().then
            && change->plan().then->operation == Operation::DeleteSegments)
            text = tr("%1. %2 was not deleted")
                       .arg(text, words::quoted(change->plan().then->segment.name));
        break;
    case End::Failed:
        status = Badge::Status::Failed;
        if (job->error()) {
            const ErrorWords why = words::failure(*job->error(), job->facts());
            // What was changed before it stopped comes first: it can be undone.
            const QString title = changed ? text : why.title;
            text = title.isEmpty() ? why.sentence() : title + u". "_s + why.sentence();
            if (change && change->plan().then
                && change->plan().then->operation == Operation::DeleteSegments)
                text = tr("%1 %2 was not deleted.")
                           .arg(text, words::quoted(change->plan().then->segment.name));
            if (job->error()->kind == JobError::Kind::Store)
                verbs.append({tr("Details"), [this, error = job->error()->api, facts] {
                                  showError(error, words::whatFailed(facts.kind));
                              }});
        }
        break;
    case End::Cancelled:
        status = Badge::Status::Cancelled;
        text = tr("Cancelled. %1").arg(text);
        break;
    }
    const bool nothing = status == Badge::Status::Done && change && !changed;
    if (nothing)
        m_stage.undoBar->announce(u"info"_s, Tone::OnTip, text, verbs);
    else
        m_stage.undoBar->announce(Badge::iconName(status), Badge::tone(status), text, verbs);
    const QWidget *window = m_stage.window->window();
    const bool wasLong = job->startedAt().msecsTo(job->endedAt()) >= longJobMs;
    if (m_prompts.notify && !window->isActiveWindow() && (wasLong || status != Badge::Status::Done))
        m_prompts.notify(m_stage.window->window(), text);
}

} // namespace segmentdesk
