// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"
#include "ui/kit/handler.h"

#include "ui/kit/patience.h"
#include <QHash>
#include <QPointer>

#include <QWidget>

class QProgressBar;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace segmentdesk {

class Badge;
class ChangeJob;
class ElidedLabel;
class IconLabel;
class JobControls;
class JobQueue;
class Label;
class WriteGate;

/// One line of the activity panel: a job with what it does, how far it is, and what can be done
/// with it.
class JobRow : public QWidget
{
    Q_OBJECT

public:
    /// @p gate must outlive the row.
    JobRow(Job *job, WriteGate &gate, QWidget *parent = nullptr);
    /// Something that prepares a change (reads a selection, makes a plan) and can be cancelled.
    JobRow(const QString &text, WriteGate &gate, const Handler<void()> &cancel,
           QWidget *parent = nullptr);

    Job *job() const { return m_job; }
    /// Whether the panel has a line for it: everything that takes over a second, or did not go
    /// well.
    bool isWorthALine() const { return m_worthALine && !m_hasNothingToSay; }
    void setProgress(qint64 done, qint64 total);
    /// The columns whose width all rows share, so that they stand under one another.
    struct Columns
    {
        int progress = 0;
        int speed = 0;
        int buttons = 0;
    };
    Columns wantedColumns() const;
    void setColumns(const Columns &columns);
    /// With the reason under it, if it has one.
    int wantedHeight(int width) const;
    /// Leaves out the figures of second rank, for narrow windows.
    void setShort(bool shortRow);

Q_SIGNALS:
    void viewRequested(segmentdesk::Job *job);
    void retryRequested(segmentdesk::Job *job);
    void openFolderRequested(segmentdesk::Job *job);
    void dismissed();
    void worthALineChanged();
    /// Its text is another one: the columns may need other widths, the row another height.
    void sizeChanged();

private:
    void build();
    void update();
    void setWorthALine();
    void cancelOrDismiss();
    void setWhy(const QString &why);

    WriteGate &m_gate;
    Job *m_job = nullptr;
    Handler<void()> m_end; ///< what the cross does
    IconLabel *m_icon;
    ElidedLabel *m_title;
    QProgressBar *m_bar;
    Badge *m_badge;
    Label *m_progress;
    ElidedLabel *m_counts;
    Label *m_why; ///< what it waits for, or why it failed: a line of its own, never cut
    Label *m_speed;
    QWidget *m_line; ///< all but the reason
    QWidget *m_buttons;
    QPushButton *m_view;
    QPushButton *m_retry;
    QToolButton *m_pause;
    QToolButton *m_close;
    bool m_short = false;
    Patience m_patience; ///< of a preparation
    bool m_worthALine = false;
    bool m_hasNothingToSay = false; ///< it went well, and its result is seen elsewhere
};

/// The bottom pane: what is running, what ended lately. One line when it is closed, which shows
/// one running job and pauses or cancels it. A low window opens it only on demand, and to less.
class ActivityPanel : public QWidget
{
    Q_OBJECT

public:
    /// What is over sooner than this, and well, gets no line: the Undo bar has said it.
    static constexpr int lineAfterMs = 1000;
    static constexpr int maxRows = 4; ///< rows shown at once; more can be scrolled to
    static constexpr int maxRowsLow = 2; ///< likewise in a low window

    /// Both must outlive the panel.
    ActivityPanel(JobQueue &jobs, WriteGate &gate, QWidget *parent = nullptr);

    bool isOpen() const { return m_low ? m_openLow : m_open; }
    /// By hand. A low window forgets it when it grows.
    void setOpen(bool open);
    /// How it is, or will be again, in a window that is high enough.
    bool isOpenWhenHigh() const { return m_open; }
    /// There are jobs to list.
    bool hasRows() const { return m_rowCount > 0; }
    /// The job that the one line shows and that Pause and Cancel of the menu are for; null: none
    /// is under way.
    Job *current() const { return m_current; }
    /// The window is low: the list starts closed.
    void setLow(bool low);
    void setShort(bool shortRows);

    /// A line for something that is being prepared; remove it by deleting it.
    JobRow *addPreparation(const QString &text, const Handler<void()> &cancel);

Q_SIGNALS:
    /// isOpen(), hasRows() or current(), or its state, are different.
    void stateChanged();
    void historyRequested();
    void viewRequested(segmentdesk::Job *job);
    void retryRequested(segmentdesk::Job *job);
    void openFolderRequested(segmentdesk::Job *job);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addJob(Job *job);
    void insert(JobRow *row);
    void updateHead();
    void updateHeight();
    void fit();
    void toggle() { setOpen(!isOpen()); }

    JobQueue &m_jobs;
    WriteGate &m_gate;
    QWidget *m_head;
    QToolButton *m_toggle;
    Label *m_title;
    QProgressBar *m_bar;
    ElidedLabel *m_summary;
    Badge *m_badge;
    JobControls *m_controls;
    QPushButton *m_clear;
    QScrollArea *m_scroll;
    QWidget *m_rows;
    QVBoxLayout *m_rowsLayout;
    QPointer<Job> m_current;
    int m_rowCount = 0;
    bool m_open = true;
    bool m_low = false;
    bool m_openLow = false;
    bool m_short = false;
};

} // namespace segmentdesk
