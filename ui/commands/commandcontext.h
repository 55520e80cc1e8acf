// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/planner.h"
#include "models/domain/segment.h"
#include "models/import/outcomecsv.h"
#include "ui/dialogs/prompts.h"
#include "ui/kit/messagebar.h"
#include "ui/selection/peopleselection.h"
#include "ui/words/errorwords.h"

#include <QObject>

class QDialog;
class QWidget;

namespace segmentdesk {

class ActivityPanel;
class GoneSegments;
class GroupRun;
class PeopleSources;
class Preparation;
class SegmentListModel;
class StoreSession;

/// What the verbs of an open store share: the store, its segments, where to show something, and the
/// steps between a wish and a job. Knows the panes only as places to show something in.
class CommandContext : public QObject
{
    Q_OBJECT

public:
    using People = QList<PersonRef>;

    /// Where commands show what they do. All must outlive the commands.
    struct Stage
    {
        QWidget *window; ///< parent of dialogs
        MessageBar *messageBar;
        ActivityPanel *activity;
    };

    CommandContext(StoreSession &session, SegmentListModel &segments, const Prompts &prompts,
                   const Stage &stage, QObject *parent = nullptr);
    ~CommandContext() override;

    StoreSession &session() const { return m_session; }
    SegmentListModel &segments() const { return m_segments; }
    const Prompts &prompts() const { return m_prompts; }
    QWidget *window() const { return m_stage.window; }
    /// Where to say what was done.
    MessageBar *messageBar() const { return m_stage.messageBar; }
    void setMessageBar(MessageBar *bar) { m_stage.messageBar = bar; }
    /// What another client deleted.
    GoneSegments &gone() const { return *m_gone; }
    Planner &planner() { return m_planner; }
    /// Where to look whether there is a local copy to read from; null: there is none.
    PeopleSources *sources() const { return m_sources; }
    void setSources(PeopleSources *sources) { m_sources = sources; }

    QString nameOf(SegmentId segment) const;
    void say(const QString &text);
    void showError(const ApiError &error, WhatFailed what);
    /// Why nothing can be changed, as a sentence; empty: it can, as far as is known.
    QString unavailableReason() const;
    /// Where the token can only read: says so, and how to continue, before anything is asked or
    /// typed.
    bool refusesToWrite();

    static void openDialog(QDialog *dialog);
    /// Opens a dialog about these segments. Whether they are still there is asked at once; it
    /// closes when one of them turns out to be gone, whatever finds that.
    void openAbout(const QList<SegmentId> &segments, QDialog *dialog);

    /// The context of what must be read before there is a job; who has the answer deletes it.
    Preparation *prepare(const QString &text);
    void collect(const PeopleSelection &selection, Preparation *preparation,
                 const std::function<void(People)> &then, qint64 limit = maxPlanItems);
    /// What to do with a planner's answer: say why there is no plan, or call @p then with it.
    Callback<Plan> planned(Preparation *preparation, WhatFailed what, const QList<SegmentId> &about,
                           std::function<void(const Plan &)> then);
    void planFailed(Preparation *preparation, const ApiError &error, WhatFailed what,
                    const QList<SegmentId> &about);
    /// Runs a plan, makes profiles for those who are to be in its segment too, and takes others out
    /// of it: one step. Null: there is nothing to do.
    GroupRun *run(const Plan &plan, const QList<CustomerId> &createProfilesFor,
                  const Plan &leaving = {});

    void savePlan(const Plan &plan);
    void saveRows(const QString &title, const QString &name,
                  const std::function<void(QString, Saved)> &save);
    MessageBar::Verb openFolderVerb(const QString &path) const;

Q_SIGNALS:
    /// The token can only read, and the user wants to give another.
    void anotherTokenRequested();

private:
    void fileSaved(const QString &path, const std::optional<JobError> &error);

    StoreSession &m_session;
    SegmentListModel &m_segments;
    Prompts m_prompts;
    Stage m_stage;
    GoneSegments *m_gone;
    Planner m_planner;
    PeopleSources *m_sources = nullptr;
};

} // namespace segmentdesk
