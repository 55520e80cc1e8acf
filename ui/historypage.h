// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/plan.h"
#include "ui/historymodel.h"

#include <QWidget>

#include <memory>
#include <optional>

class QListView;
class QPushButton;

namespace segmentdesk {

class Badge;
class ElidedLabel;
class JobControls;
class Label;
class OutcomeView;
class SearchField;
class StateView;
class StoreSession;
class UndoBar;

/// The changes made to a store, at the left, and what the chosen one did to whom. Only says what
/// shall be done.
class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    /// @p session must outlive the page.
    explicit HistoryPage(StoreSession &session, QWidget *parent = nullptr);

    HistoryModel *model() const { return m_model; }
    QListView *list() const { return m_list; }
    UndoBar *undoBar() const { return m_undoBar; }

Q_SIGNALS:
    void closeRequested();
    void undoRequested();
    void retryRequested(const segmentdesk::Plan &plan, segmentdesk::End end);
    void saveRequested(const segmentdesk::Outcome &outcome);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makeRight();
    void updateState();
    void restoreCurrent();
    void show(int row);
    void showOutcome(const Plan &plan, const Outcome &outcome);
    void updateHead();
    void updateUndo();
    void updateDetails();
    void menu(const QPoint &at);

    StoreSession &m_session;
    HistoryModel *m_model;
    QListView *m_list;
    SearchField *m_filter;
    StateView *m_state;
    UndoBar *m_undoBar;
    ElidedLabel *m_title;
    Badge *m_badge;
    Label *m_facts;
    JobControls *m_controls; ///< of a job that is under way
    QPushButton *m_undo;
    QPushButton *m_save;
    QPushButton *m_retry;
    Label *m_words; ///< what became of segments, or why there is no table
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
