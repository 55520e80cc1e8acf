// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/changes/planner.h"
#include "ui/dialogs/planpane.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/handler.h"
#include "ui/people/peoplecompleter.h"
#include "ui/words/errorwords.h"

#include <QTimer>

#include <memory>

class QPlainTextEdit;
class QProgressBar;
class QStackedWidget;

namespace segmentdesk {

class ErrorPanel;
class Label;
class WaitNote;

/// "Add people…" on a segment: customer ids, e-mail addresses or profile ids are typed or pasted,
/// looked up, and shown as a plan before anything changes.
class AddPeopleDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// How the texts become a plan; see Planner.
    struct Steps
    {
        Handler<void(const QStringList &texts, QObject *context, Callback<Resolved> callback,
                     Progress progress)>
            resolve =
                [](const QStringList &, QObject *, const Callback<Resolved> &, const Progress &) {};
        Handler<void(const QList<PersonRef> &people, QObject *context, Callback<Plan> callback,
                     Progress progress)>
            plan = [](const QList<PersonRef> &, QObject *, const Callback<Plan> &,
                      const Progress &) {};
        CustomerLookup lookup; ///< names for the table
        PeopleCompleter::Find suggest; ///< people by their names; not set: there is no copy
    };

    AddPeopleDialog(const QString &segmentName, Steps steps, const QuotaUsage &traffic,
                    QWidget *parent = nullptr);
    ~AddPeopleDialog() override;

    /// Puts a text in, such as what was pasted into the table, and looks it up at once.
    void check(const QString &text);

    /// Closing ends what is being looked up.
    void done(int result) override;

Q_SIGNALS:
    /// Text with several columns was pasted, see pastedTable(); the dialog closes.
    void tablePasted(const QByteArray &table);
    /// Confirmed; the dialog closes. @p createProfilesFor: make profiles for them, and add them
    /// too.
    void addRequested(const segmentdesk::Plan &plan,
                      const QList<segmentdesk::CustomerId> &createProfilesFor);
    /// Save the plan as CSV; the dialog stays open.
    void saveRequested(const segmentdesk::Plan &plan);

private:
    enum class Page { Type, Looking, Plan };
    void showPage(Page page);
    void count();
    void look();
    void stopLooking();
    void resolved(const Result<Resolved> &answer);
    void planned(const Result<segmentdesk::Plan> &answer);
    void failed(const ApiError &error, WhatFailed operation);
    void updateButtons();
    void submit();

    QString m_segmentName;
    Steps m_steps;
    QuotaUsage m_traffic;
    Page m_page = Page::Type;
    Resolved m_resolved;
    std::unique_ptr<QObject> m_looking; ///< context of what is under way; null: nothing is
    QStackedWidget *m_pages;
    QPlainTextEdit *m_edit;
    Label *m_count;
    ErrorPanel *m_error;
    QTimer m_countLater;
    qsizetype m_texts = 0;
    Label *m_lookingText;
    WaitNote *m_wait;
    QProgressBar *m_bar;
    PlanPane *m_pane;
    Label *m_repeated;
    QPushButton *m_save;
    QPushButton *m_back;
    QPushButton *m_cancel;
    QPushButton *m_go;
};

} // namespace segmentdesk
