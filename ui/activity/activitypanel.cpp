// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/activitypanel.h"

#include "models/changes/changejob.h"
#include "models/export/exportjob.h"
#include "models/jobs/jobqueue.h"
#include "ui/activity/jobcontrols.h"
#include "ui/activity/jobstatus.h"
#include "ui/kit/badge.h"
#include "ui/kit/controls.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/writegate.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSet>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

bool isExport(const Job &job)
{
    return job.facts().kind == JobFacts::Kind::Export || job.facts().kind == JobFacts::Kind::BackUp;
}

constexpr int sideMargin = 12;
constexpr int whyIndent = 40; ///< the reason stands under the title, which has an icon before it

/// Nothing moves in what stands still.
void showProgress(QProgressBar *bar, const Job &job)
{
    const bool moves =
        job.state() == Job::State::Stopping || activityOf(job) == JobActivity::Running;
    setProgress(bar, job.done(), !moves && job.total() < 0 ? 0 : job.total());
}

} // namespace

JobRow::JobRow(Job *job, WriteGate &gate, QWidget *parent)
    : QWidget(parent), m_gate(gate), m_job(job), m_end([this] { cancelOrDismiss(); })
{
    build();
    connect(m_job, &Job::changed, this, &JobRow::update);
    connect(m_job, &Job::ended, this, &JobRow::update);
    connect(&m_gate, &WriteGate::changed, this, &JobRow::update);
    connect(m_job, &QObject::destroyed, this, [this] {
        m_job = nullptr;
        deleteLater();
    });
    QTimer::singleShot(ActivityPanel::lineAfterMs, this, [this] {
        if (m_job && m_job->state() != Job::State::Ended)
            setWorthALine();
    });
    update();
}

JobRow::JobRow(const QString &text, WriteGate &gate, const Handler<void()> &cancel, QWidget *parent)
    : QWidget(parent), m_gate(gate), m_end(cancel), m_worthALine(true)
{
    build();
    m_title->setText(text);
    setAccessibleName(text);
    m_icon->setIcon(u"running"_s, Tone::Accent);
    segmentdesk::setProgress(m_bar, 0, -1);
    m_badge->hide();
    m_view->hide();
    m_retry->hide();
    m_pause->hide();
    m_close->setToolTip(tr("Cancel"));
    connect(&m_patience, &Patience::waited, this,
            [this](int seconds) { setWhy(words::notAnswered(seconds)); });
    m_patience.start();
}

void JobRow::build()
{
    setObjectName(u"jobRow"_s);
    m_icon = new IconLabel(u"running"_s, Tone::Accent);
    m_title = new ElidedLabel;
    m_title->setObjectName(u"jobTitle"_s);
    m_bar = makeProgressBar(this);
    m_badge = new Badge;
    m_badge->setObjectName(u"jobBadge"_s);
    m_progress = new Label;
    m_progress->setObjectName(u"jobProgress"_s);
    m_progress->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts = new ElidedLabel({}, TypeRole::Body, Tone::Second);
    m_counts->setObjectName(u"jobCounts"_s);
    m_speed = new Label({}, TypeRole::Body, Tone::Second);
    m_speed->setObjectName(u"jobSpeed"_s);
    m_why = new Label({}, TypeRole::Body, Tone::Second);
    m_why->setObjectName(u"jobWhy"_s);
    m_why->setWordWrap(true);
    m_why->setContentsMargins(whyIndent, 0, sideMargin, 8);
    m_why->hide();
    m_view = makeButton(tr("View"));
    setButtonSmall(m_view);
    m_view->setObjectName(u"jobView"_s);
    m_retry = makeButton(tr("Retry"));
    setButtonSmall(m_retry);
    m_retry->setObjectName(u"jobRetry"_s);
    m_pause = makeToolButton(u"pause"_s, tr("Pause"));
    m_pause->setObjectName(u"jobPause"_s);
    m_close = makeToolButton(u"close"_s, tr("Cancel"));
    m_close->setObjectName(u"jobClose"_s);

    m_line = new QWidget;
    m_line->setFixedHeight(px(38, this));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_line);
    outer->addWidget(m_why);
    auto *layout = new QHBoxLayout(m_line);
    layout->setContentsMargins(sideMargin, 0, sideMargin, 0);
    layout->setSpacing(12);
    // The bar and the badge that follows it share a place, so that rows stand in columns.
    auto *state = new QWidget;
    auto *stateLayout = new QHBoxLayout(state);
    stateLayout->setContentsMargins(0, 0, 0, 0);
    stateLayout->addWidget(m_bar, 1);
    stateLayout->addWidget(m_badge);
    stateLayout->addStretch();
    layout->addWidget(m_icon);
    layout->addWidget(m_title, 4);
    layout->addWidget(state, 6);
    layout->addWidget(m_progress);
    layout->addWidget(m_counts, 4);
    layout->addWidget(m_speed);
    m_buttons = new QWidget;
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addStretch();
    for (QWidget *button : {static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_retry),
                            static_cast<QWidget *>(m_pause), static_cast<QWidget *>(m_close)})
        buttons->addWidget(button);
    layout->addWidget(m_buttons);
    for (QWidget *stretched :
         {static_cast<QWidget *>(m_title), state, static_cast<QWidget *>(m_counts)})
        stretched->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    connect(m_view, &QPushButton::clicked, this, [this] {
        if (m_job && isExport(*m_job))
            Q_EMIT openFolderRequested(m_job);
        else
            Q_EMIT viewRequested(m_job);
    });
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_job); });
    connect(m_pause, &QToolButton::clicked, this, [this] {
        if (m_job)
            pauseOrResume(*m_job);
    });
    connect(m_close, &QToolButton::clicked, this, [this] { m_end(); });
}

void JobRow::cancelOrDismiss()
{
    if (!m_job)
        return; // deleted with its store; the row goes, too
    if (m_job->state() == Job::State::Ended)
        Q_EMIT dismissed();
    else
        m_job->cancel();
}

void JobRow::setProgress(qint64 done, qint64 total)
{
    setWhy({});
    m_patience.start();
    segmentdesk::setProgress(m_bar, done, total);
    m_progress->setText(total < 0 ? words::people(done)
                                  : tr("%1 of %2").arg(words::count(done), words::people(total)));
    Q_EMIT sizeChanged();
}

void JobRow::setShort(bool shortRow)
{
    m_short = shortRow;
    m_speed->setVisible(!shortRow);
    m_counts->setVisible(!shortRow);
}

void JobRow::setWhy(const QString &why)
{
    if (m_why->text() == why)
        return;
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    Q_EMIT sizeChanged();
}

JobRow::Columns JobRow::wantedColumns() const
{
    return {m_progress->sizeHint().width(), m_short ? 0 : m_speed->sizeHint().width(),
            m_buttons->sizeHint().width()};
}

void JobRow::setColumns(const Columns &columns)
{
    m_progress->setFixedWidth(columns.progress);
    m_speed->setFixedWidth(columns.speed);
    m_buttons->setFixedWidth(columns.buttons);
}

int JobRow::wantedHeight(int width) const
{
    return px(38, this) + (m_why->isHidden() ? 0 : m_why->heightForWidth(width));
}

void JobRow::setWorthALine()
{
    if (m_worthALine)
        return;
    m_worthALine = true;
    Q_EMIT worthALineChanged();
}

void JobRow::update()
{
    if (!m_job)
        return;
    const Job &job = *m_job;
    const bool ended = job.state() == Job::State::Ended;
    // A file that was written can be opened from here later; what failed can be looked at.
    if (ended && (isExport(job) || job.end() != JobResult::Done))
        setWorthALine();
    // That the store was read is seen in the window itself.
    const bool nothingToSay =
        ended && job.facts().kind == JobFacts::Kind::ReadStore && job.end() == JobResult::Done;
    if (nothingToSay != m_hasNothingToSay) {
        m_hasNothingToSay = nothingToSay;
        Q_EMIT worthALineChanged();
    }
    const bool paused = job.isPaused();
    const JobActivity activity = activityOf(job);
    const Badge::Status status = badgeStatus(job);
    const QString title = words::jobTitle(job);
    const words::Span object = words::jobObject(job);
    m_title->setText(title);
    m_title->setStrong(object.from, object.length);
    const bool waits = !ended && activity == JobActivity::Waiting;
    m_icon->setIcon(paused && !waits ? u"pause"_s
                        : waits      ? u"clock"_s
                                     : Badge::iconName(status),
                    Badge::tone(status));
    m_bar->setVisible(!ended);
    m_badge->setVisible(ended || job.state() == Job::State::Stopping);
    m_badge->setStatus(status);
    showProgress(m_bar, job);
    m_progress->setText(words::jobProgress(job));
    const QString counts =
        isExport(job) ? QString() : words::jobCounts(job.facts().kind, job.counts());
    QString why = words::jobWaits(job);
    if (job.error())
        why = words::failure(*job.error(), job.facts()).sentence();
    else if (job.waitsFor())
        why = words::jobError(*job.waitsFor(), job.facts().kind).sentence();
    m_counts->setText(counts);
    setWhy(why);
    // What it waits for stands below.
    m_speed->setText(waits && job.waitsFor() && !job.triesAgain() ? tr("Waiting")
                                                                  : words::jobSpeed(job));
    setAccessibleName(QStringList{title, m_badge->isVisibleTo(this) ? m_badge->text() : QString(),
                                  m_progress->text(), why.isEmpty() ? counts : why}
                          .join(u", "_s));

    const auto *change = qobject_cast<const ChangeJob *>(m_job);
    const bool retry = ended && change && change->retryPlan().has_value();
    m_view->setText(isExport(job) ? tr("Open folder") : tr("View"));
    m_view->setVisible(
        ended
        && (isExport(job) ? job.end() != JobResult::Failed && job.end() != JobResult::Cancelled
                          : change && change->outcome() && !change->outcome()->items.isEmpty()));
    m_retry->setVisible(retry);
    if (retry) {
        m_gate.enable(m_retry, true);
        m_retry->setText(words::retryText(job.end(), job.counts().failed + job.counts().notSent));
    }
    m_pause->setVisible(!ended && job.state() != Job::State::Stopping);
    m_pause->setIcon(Icon::get(paused ? u"play"_s : u"pause"_s));
    const QString pauseTip = paused ? tr("Resume") : tr("Pause");
    m_pause->setAccessibleName(pauseTip);
    const bool off = writesWhenResumed(job) && !m_gate.isOpen();
    m_pause->setToolTip(off ? m_gate.unavailableReason() : pauseTip);
    m_pause->setEnabled(!off);
    m_close->setVisible(job.state() != Job::State::Stopping);
    m_close->setToolTip(ended ? tr("Remove from this list") : tr("Cancel"));
    m_close->setAccessibleName(m_close->toolTip());
    Q_EMIT sizeChanged();
}

ActivityPanel::ActivityPanel(JobQueue &jobs, WriteGate &gate, QWidget *parent)
    : QWidget(parent), m_jobs(jobs), m_gate(gate), m_head(new QWidget),
      m_bar(makeProgressBar(this)), m_scroll(new QScrollArea), m_rows(new QWidget)
{
    setObjectName(u"activityPanel"_s);
    setAccessibleName(tr("Activity"));

    m_toggle = makeToolButton(u"chevron-down"_s, tr("Hide the list"));
    m_toggle->setObjectName(u"activityToggle"_s);
    m_title = new Label(tr("Activity"), TypeRole::Strong);
    m_summary = new ElidedLabel({}, TypeRole::Body, Tone::Second);
    m_summary->setObjectName(u"activitySummary"_s);
    m_badge = new Badge;
    m_controls = new JobControls(u"activity"_s, gate);
    m_clear = makeButton(tr("Clear finished"), {}, ButtonLook::Link);
    m_clear->setObjectName(u"activityClear"_s);
    m_bar->setFixedWidth(px(116, this));
    m_head->setFixedHeight(px(34, this));
    m_head->installEventFilter(this);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(6, 0, 12, 0);
    head->setSpacing(8);
    head->addWidget(m_toggle);
    head->addWidget(m_title);
    head->addWidget(m_bar);
    head->addWidget(m_summary, 1);
    head->addWidget(m_controls);
    head->addWidget(m_badge);
    head->addWidget(m_clear);
    auto *history = makeButton(tr("History"), u"history"_s, ButtonLook::Link);
    history->setObjectName(u"activityHistory"_s);
    connect(history, &QPushButton::clicked, this, &ActivityPanel::historyRequested);
    head->addWidget(history);

    m_rowsLayout = new QVBoxLayout(m_rows);
    m_rowsLayout->setContentsMargins(0, 0, 0, 0);
    m_rowsLayout->setSpacing(0);
    m_rowsLayout->addStretch();
    m_scroll->setWidget(m_rows);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_rows->setAutoFillBackground(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new Line);
    layout->addWidget(m_head);
    layout->addWidget(m_scroll);

    connect(m_toggle, &QToolButton::clicked, this, &ActivityPanel::toggle);
    connect(m_clear, &QPushButton::clicked, this, [this] { m_jobs.removeEnded(); });
    connect(&m_jobs, &JobQueue::jobAdded, this, &ActivityPanel::addJob);
    connect(&m_jobs, &JobQueue::jobChanged, this, &ActivityPanel::updateHead);
    connect(&m_jobs, &QAbstractItemModel::rowsRemoved, this, &ActivityPanel::updateHead);
    const QList<Job *> present = m_jobs.jobs();
    for (auto job = present.crbegin(); job != present.crend(); ++job)
        addJob(*job);
    updateHeight();
}

void ActivityPanel::addJob(Job *job)
{
    auto *row = new JobRow(job, m_gate);
    connect(row, &JobRow::viewRequested, this, &ActivityPanel::viewRequested);
    connect(row, &JobRow::retryRequested, this, &ActivityPanel::retryRequested);
    connect(row, &JobRow::openFolderRequested, this, &ActivityPanel::openFolderRequested);
    connect(row, &JobRow::worthALineChanged, this, &ActivityPanel::updateHeight);
    connect(row, &JobRow::dismissed, this, [this, row] { m_jobs.remove(row->job()); });
    insert(row);
    updateHead();
}

JobRow *ActivityPanel::addPreparation(const QString &text, const Handler<void()> &cancel)
{
    auto *row = new JobRow(text, m_gate, cancel);
    insert(row);
    return row;
}

void ActivityPanel::insert(JobRow *row)
{
    row->setShort(m_short);
    m_rowsLayout->insertWidget(0, row);
    connect(row, &QObject::destroyed, this, &ActivityPanel::updateHeight, Qt::QueuedConnection);
    connect(row, &JobRow::sizeChanged, this, &ActivityPanel::fit);
    updateHeight();
}

void ActivityPanel::updateHead()
{
    QSet<const Job *> shown;
    const QList<JobRow *> rows = m_rows->findChildren<JobRow *>();
    for (const JobRow *row : rows) {
        if (row->isWorthALine())
            shown.insert(row->job());
    }
    int running = 0;
    int waiting = 0;
    int paused = 0;
    int warnings = 0;
    int failed = 0;
    int ended = 0;
    Job *first = nullptr;
    const QList<Job *> jobs = m_jobs.jobs();
    for (Job *job : jobs) {
        if (!shown.contains(job))
            continue;
        if (job->state() != Job::State::Ended) {
            const JobActivity activity = activityOf(*job);
            ++(activity == JobActivity::Running       ? running
                   : activity == JobActivity::Waiting ? waiting
                                                      : paused);
            if (!first || job->isActive())
                first = job;
        } else {
            ++ended;
            warnings += job->end() == JobResult::DoneWithWarnings;
            failed += job->end() == JobResult::Failed;
        }
    }
    m_current = first;
    const bool oneLine = !isOpen();
    m_controls->setJob(oneLine ? first : nullptr);
    m_bar->setVisible(oneLine && first);
    if (first)
        showProgress(m_bar, *first);
    QStringList summary;
    if (oneLine && first) {
        // All that is seen of it: also that it waits, and for what.
        QString line = words::jobTitle(*first) + u": "_s + words::jobProgress(*first);
        if (const QString waits = words::jobWaits(*first); !waits.isEmpty())
            line += u". "_s + waits;
        if (first->waitsFor())
            line += u". "_s + words::jobError(*first->waitsFor(), first->facts().kind).text;
        if (first->isPaused())
            line += u". "_s + words::jobSpeed(*first);
        summary.append(line);
    } else {
        if (running > 0)
            summary.append(tr("%Ln running", nullptr, running));
        if (waiting > 0)
            summary.append(tr("%Ln waiting", nullptr, waiting));
        if (paused > 0)
            summary.append(tr("%Ln paused", nullptr, paused));
        if (failed > 0)
            summary.append(tr("%Ln failed", nullptr, failed));
        if (warnings > 0)
            summary.append(tr("%Ln finished with warnings", nullptr, warnings));
        if (summary.isEmpty())
            summary.append(ended > 0 ? tr("%Ln finished", nullptr, ended)
                                     : tr("Nothing is running"));
    }
    m_summary->setText(summary.join(u", "_s));
    m_badge->setVisible(oneLine && (failed > 0 || warnings > 0));
    if (failed > 0)
        m_badge->set(Badge::iconName(Badge::Status::Failed), Tone::Err,
                     tr("%Ln failed", nullptr, failed));
    else if (warnings > 0)
        m_badge->set(Badge::iconName(Badge::Status::DoneWithWarnings), Tone::Warn,
                     tr("%Ln with warnings", nullptr, warnings));
    m_clear->setVisible(ended > 0 && !oneLine);
    Q_EMIT stateChanged();
}

void ActivityPanel::updateHeight()
{
    m_rowCount = 0;
    const QList<JobRow *> all = m_rows->findChildren<JobRow *>();
    for (JobRow *row : all) {
        row->setVisible(row->isWorthALine());
        m_rowCount += row->isWorthALine();
    }
    const bool show = isOpen() && hasRows();
    m_scroll->setVisible(show);
    m_toggle->setIcon(Icon::get(show ? u"chevron-down"_s : u"chevron-right"_s));
    m_toggle->setToolTip(!hasRows() ? tr("There are no jobs to show")
                             : show ? tr("Hide the list")
                                    : tr("Show the list"));
    m_toggle->setAccessibleName(show ? tr("Hide the list") : tr("Show the list"));
    m_toggle->setEnabled(hasRows());
    fit();
    updateHead();
}

/// Gives the rows common columns, and the list the height of those that are shown at once.
void ActivityPanel::fit()
{
    JobRow::Columns columns;
    int height = 0;
    int count = 0;
    const int most = m_low ? maxRowsLow : maxRows;
    QList<JobRow *> rows;
    for (int i = 0; i < m_rowsLayout->count(); ++i) {
        auto *row = qobject_cast<JobRow *>(m_rowsLayout->itemAt(i)->widget());
        if (!row || !row->isWorthALine())
            continue;
        const JobRow::Columns wanted = row->wantedColumns();
        columns.progress = std::max(columns.progress, wanted.progress);
        columns.speed = std::max(columns.speed, wanted.speed);
        columns.buttons = std::max(columns.buttons, wanted.buttons);
        const int wantedHeight = row->wantedHeight(width());
        row->setFixedHeight(wantedHeight);
        if (++count <= most)
            height += wantedHeight;
        rows.append(row);
    }
    for (JobRow *row : std::as_const(rows))
        row->setColumns(columns);
    m_scroll->setFixedHeight(isOpen() ? height : 0);
}

void ActivityPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void ActivityPanel::setOpen(bool open)
{
    (m_low ? m_openLow : m_open) = open;
    updateHeight();
}

void ActivityPanel::setLow(bool low)
{
    if (m_low == low)
        return;
    m_low = low;
    m_openLow = false;
    updateHeight();
}

void ActivityPanel::setShort(bool shortRows)
{
    m_short = shortRows;
    const QList<JobRow *> rows = m_rows->findChildren<JobRow *>();
    for (JobRow *row : rows)
        row->setShort(shortRows);
    fit();
}

void ActivityPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
}

bool ActivityPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_head && event->type() == QEvent::MouseButtonDblClick && hasRows())
        toggle();
    return QWidget::eventFilter(watched, event);
}

} // namespace segmentdesk
