// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/segment.h"
#include "models/jobs/history.h"
#include "models/jobs/planner.h"
#include "models/jobs/rowscsv.h"
#include "ui/dialogs/confirmdeletesegmentsdialog.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/stepdialog.h"
#include "ui/kit/undobar.h"
#include "ui/peopleselection.h"
#include "ui/prompts.h"
#include "ui/words.h"

#include <QObject>
#include <QPointer>

class QImage;
class QSettings;

namespace segmentdesk {

class ActivityPanel;
class DialogFrame;
class GoneSegments;
class ExportJob;
class PeopleMimeData;
struct ImportSpec;
class PeopleSources;
class SegmentListModel;
class StoreSession;
class WithoutProfileScan;

/// The verbs of an open store: what a menu, a drag or a key asks for becomes a plan, perhaps a
/// dialog, a job, and a sentence with Undo. Knows the panes only as places to show something in.
/// Where the token can only read, every verb that changes the store refuses at once.
class StoreCommands : public QObject
{
    Q_OBJECT

public:
    /// Where commands show what they do. All must outlive the commands.
    struct Stage
    {
        QWidget *window; ///< parent of dialogs
        UndoBar *undoBar;
        ActivityPanel *activity;
    };

    StoreCommands(StoreSession &session, SegmentListModel &segments, WithoutProfileScan &scan,
                  const Prompts &prompts, const Stage &stage, QObject *parent = nullptr);
    ~StoreCommands() override;

    /// Where the import dialog remembers columns, and backups their folder; outlives the commands.
    void setSettings(QSettings *settings) { m_settings = settings; }
    /// Where exports look whether there is a local copy to read from; outlives the commands.
    void setSources(PeopleSources *sources) { m_sources = sources; }

    /// What somebody else deleted.
    GoneSegments &gone() const { return *m_gone; }

    // segments
    /// @p members: people to put into the new segment; may be empty. One change, undone together.
    void newSegment(const QString &name = {}, const PeopleSelection &members = {});
    /// Makes it without a dialog and puts people into it; asks for another name if this one is
    /// taken.
    void createSegment(const QString &name, const PeopleSelection &members);
    void editSegment(SegmentId segment);
    void renameSegment(SegmentId segment, const QString &name);
    void deleteSegment(SegmentId segment);
    void emptySegment(SegmentId segment);
    /// A new one with the same members.
    void duplicateSegment(SegmentId segment);
    /// Adds the members to another segment, then deletes the first.
    void mergeInto(SegmentId from, SegmentId target);

    // members
    void addTo(SegmentId target, const PeopleSelection &selection);
    void moveTo(SegmentId target, const PeopleSelection &selection);
    void addSegmentTo(SegmentId from, SegmentId target);
    void drop(const PeopleMimeData &data, SegmentId target, bool move);
    /// Takes the selected members out of the segment they were selected in.
    void remove(const PeopleSelection &selection);
    void removePerson(const PersonRef &person, SegmentId segment);
    void addPerson(const PersonRef &person, SegmentId segment);
    /// "Add people…": ids and addresses are typed, or @p text has them already. Text with several
    /// columns is imported.
    void addPeople(SegmentId target, const QString &text = {});

    /// Shows who comes in and who goes out when the segment is made equal to what a search finds,
    /// then does it.
    void applySearch(const QString &searchName, const PeopleSelection &found, SegmentId target);

    // profiles
    /// The dialog, or straight for a selection of people without a profile.
    void createProfiles(const PeopleSelection &selection = {});
    void createProfile(CustomerId customer);
    void deleteProfiles(const PeopleSelection &selection);
    void deleteProfile(const PersonRef &person, const QString &name);

    // files and clipboard
    /// @p selection without people: what the place shows; its total is the number of these.
    void exportPeople(const Place &place, const PeopleSelection &selection, const ShownList &shown);
    void exportSegments();
    void exportMatrix(const ShownList &shown);
    /// The import dialog for a file; @p path empty: asks for one first.
    void importFile(SegmentId segment, const QString &path = {});
    /// Asks for a folder, and writes all segments with their members into it.
    void backUp();
    /// Asks for the folder of a backup, shows what it would change, and does it as one step.
    void restore();
    /// The same for text with several columns, as pastedTable() makes it.
    void importText(SegmentId segment, const QByteArray &table);
    /// Asks where, and writes a PNG.
    void savePicture(const QImage &picture, const QString &suggestion);
    /// E-mail addresses, or customer ids, of the selected people, one a line.
    void copyIds(const PeopleSelection &selection);

    // jobs
    /// Takes the newest step back, or makes it again. What is about more than maxQuickPlanItems
    /// people, or was done before this program was started, shows its plan first.
    void undo();
    void redo();
    void showOutcome(Job *job);
    void saveOutcome(const Outcome &outcome);
    /// Where to say from now on what was done.
    void setUndoBar(UndoBar *bar) { m_stage.undoBar = bar; }
    UndoBar *undoBar() const { return m_stage.undoBar; }
    /// Sends again what failed or was not sent; over maxQuickPlanItems people after its plan.
    void retry(Job *job);
    void retry(const Plan &plan, End end);
    void showError(const ApiError &error, WhatFailed what);

Q_SIGNALS:
    /// A segment was made and should be shown.
    void segmentCreated(const segmentdesk::SegmentId &segment);
    /// The token can only read, and the user wants to give another.
    void anotherTokenRequested();

private:
    class Preparation;
    void showImport(SegmentId segment, ImportSpec spec);
    using People = QList<PersonRef>;

    void collect(const PeopleSelection &selection, Preparation *preparation,
                 const std::function<void(People)> &then);
    Callback<Plan> planned(Preparation *preparation, WhatFailed what, const QList<SegmentId> &about,
                           std::function<void(const Plan &)> then);
    void openAbout(const QList<SegmentId> &segments, QDialog *dialog);
    CountMembers counterOf(SegmentId segment) const;
    QString backupFolder() const;
    void setBackupFolder(const QString &folder);
    QString freeName(const QString &name) const;
    bool hasMore(const Job &job, const Step &step) const;
    void refused(const History::Refused &refused);
    void createWith(const NewSegment &segment, const PeopleSelection &members);
    void planFailed(Preparation *preparation, const ApiError &error, WhatFailed what,
                    const QList<SegmentId> &about);
    void undoOrRedo(bool isUndo, quint64 expected = 0);
    void show(const StepDialog::Text &text, const QList<Plan> &plans,
              const std::function<void(const Plan &)> &then);
    void showApply(const QString &searchName, const Plan &members, const People &found);
    /// Runs up to @p quick people at once, shows the plan of more.
    void runOrShow(const Plan &plan, qsizetype quick = maxQuickPlanItems);
    /// Runs a plan, makes profiles for those who are to be in its segment too, and takes others out
    /// of it: one step. Answers the jobs.
    QList<Job *> run(const Plan &plan, const QList<CustomerId> &createProfilesFor,
                     const Plan &leaving = {});
    void showExport(const QList<ExportDialog::Choice> &choices, const PeopleSelection &selection,
                    const ShownList &shown);
    ExportDialog::Choice segmentsChoice() const;
    ExportDialog::Choice matrixChoice() const;
    bool hasCopy() const;
    void savePlan(const Plan &plan);
    void saveRows(const QString &title, const QString &name,
                  const std::function<void(QString, Saved)> &save);
    void fileSaved(const QString &path, const std::optional<JobError> &error);
    UndoBar::Verb openFolderVerb(const QString &path) const;
    void jobEnded(Job *job);
    void say(const QString &text);
    /// Where the token can only read: says so, and how to go on, before anything is asked or typed.
    bool refusesToWrite();
    QString nameOf(SegmentId segment) const;

    StoreSession &m_session;
    SegmentListModel &m_segments;
    WithoutProfileScan &m_scan;
    Prompts m_prompts;
    Stage m_stage;
    GoneSegments *m_gone;
    Planner m_planner;
    QSettings *m_settings = nullptr;
    PeopleSources *m_sources = nullptr;
    /// Selections that wait for their new segment, by job.
    QHash<Job *, qint64> m_leftOut; ///< people without a profile, who cannot be members
    QHash<qint64, QPointer<Job>> m_troubled; ///< by step: a change of it that did not end as Done
    QHash<Job *, QPointer<DialogFrame>> m_dialogs; ///< segment dialogs that wait for the store
};

} // namespace segmentdesk
