// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/person.h"
#include "models/domain/plan.h"
#include "models/domain/result.h"
#include "ui/activity/historymodel.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QBoxLayout;
class QLayout;
class QSplitter;
class QListView;
class QPushButton;

namespace segmentdesk {

class Badge;
class ElidedLabel;
class JobControls;
class Label;
class OutcomeView;
class PeopleSources;
class SearchField;
class StateView;
class StoreSession;
class MessageBar;
class WriteGate;

/// The changes made to a store, at the left, and what the chosen one did to whom. Only says what
/// shall be done.
class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive the page. @p sources knows people by their names.
    HistoryPage(StoreSession &session, PeopleSources &sources, WriteGate &gate,
                QWidget *parent = nullptr);

    HistoryModel *model() const { return m_model; }
    QListView *list() const { return m_list; }
    MessageBar *messageBar() const { return m_messageBar; }

Q_SIGNALS:
    void closeRequested();
    void undoRequested();
    void retryRequested(const segmentdesk::Plan &plan, segmentdesk::JobResult end);
    void saveRequested(const segmentdesk::Outcome &outcome);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makeRight();
    void filter(const QString &text);
    void findPeople();
    void peopleFound(const Result<Page<Person>> &answer);
    void updatePeople();
    void updateState();
    void restoreCurrent();
    void show(int row);
    void showOutcome(const Plan &plan, const Outcome &outcome);
    void updateHead();
    void fit();
    void updateUndo();
    void updateDetails();
    void menu(const QPoint &at);

    StoreSession &m_session;
    PeopleSources &m_sources;
    WriteGate &m_gate;
    HistoryModel *m_model;
    QListView *m_list;
    SearchField *m_filter;
    QTimer m_findLater; ///< people are looked for in a pause of typing
    std::unique_ptr<QObject> m_finding; ///< context of the look-up under way
    QString m_peopleWords; ///< what came of it
    Label *m_people;
    StateView *m_state;
    MessageBar *m_messageBar;
    ElidedLabel *m_title;
    Badge *m_badge;
    Label *m_facts;
    QSplitter *m_splitter;
    QBoxLayout *m_headLayout;
    QLayout *m_buttons;
    bool m_isNarrow = false;
    JobControls *m_controls; ///< of a job that is under way
    QPushButton *m_undo;
    QPushButton *m_save;
    QPushButton *m_retry;
    Label *m_words; ///< the results of segments, or why there is no table
    OutcomeView *m_outcomeView;
    QWidget *m_detailsPane;
    ElidedLabel *m_details;
    QWidget *m_right;
    quint64 m_shown = 0; ///< key of the job at the right; 0: none
    bool m_shownEnded = false;
    std::unique_ptr<QObject> m_loading; ///< context of the reading under way
    std::optional<Outcome> m_outcome;
    std::optional<Plan> m_retryPlan;
};

} // namespace segmentdesk
