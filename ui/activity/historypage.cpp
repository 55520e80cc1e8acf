// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/historypage.h"

#include "models/changes/changejob.h"
#include "models/changes/history.h"
#include "models/session/storesession.h"
#include "models/sources/storesources.h"
#include "ui/activity/historydelegate.h"
#include "ui/activity/jobcontrols.h"
#include "ui/activity/jobstatus.h"
#include "ui/activity/outcomeview.h"
#include "ui/kit/controls.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableview.h"
#include "ui/kit/writegate.h"
#include "ui/people/peoplesources.h"
#include "ui/words/errorwords.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int maxSegmentLines = 100;
constexpr int narrowPage = 760; ///< the title has a line of its own
constexpr int findAfterMs = 250;
constexpr int maxPeople = 250; ///< whose changes are looked for at once
constexpr int shortestName = 2; ///< characters: of less, nearly everybody has some

/// The entry of the undo history that a job made; null: there is none (any more).
const History::Entry *entryOf(const QList<History::Entry> &entries, const HistoryModel::Item &item)
{
    const auto entry =
        std::find_if(entries.cbegin(), entries.cend(), [&item](const History::Entry &one) {
            return one.jobs.contains(item.journalId);
        });
    return entry == entries.cend() ? nullptr : &*entry;
}

} // namespace

HistoryPage::HistoryPage(StoreSession &session, PeopleSources &sources, WriteGate &gate,
                         QWidget *parent)
    : QWidget(parent), m_session(session), m_sources(sources), m_gate(gate),
      m_model(new HistoryModel(session, this))
{
    setObjectName(u"historyPage"_s);
    setAccessibleName(tr("History"));
    auto *splitter = new QSplitter;
    m_splitter = splitter;
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    splitter->addWidget(makeRight());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({320, 1000});
    splitter->handle(1)->setAccessibleName(tr("Width of the list"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    connect(m_model, &HistoryModel::stateChanged, this, &HistoryPage::updateState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &HistoryPage::restoreCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &HistoryPage::updateHead);
    connect(&m_session.history(), &History::changed, this, &HistoryPage::updateUndo);
    updateState();
    restoreCurrent();
}

QWidget *HistoryPage::makeList()
{
    auto *pane = new QWidget;
    pane->setMinimumWidth(px(220, this));
    m_filter = new SearchField(tr("Filter by change or person"), u"filter"_s);
    m_filter->setObjectName(u"historyFilter"_s);
    m_filter->setAccessibleName(tr("Filter changes"));
    m_filter->setToolTip(
        tr("Words of a change, or a person’s name, e-mail address or customer ID"));
    m_people = new Label({}, TypeRole::Caption, Tone::Second);
    m_people->setObjectName(u"historyPeople"_s);
    m_people->setWordWrap(true);
    m_people->setContentsMargins(18, 0, 18, 6);
    m_people->hide();
    m_list = new QListView;
    m_list->setObjectName(u"historyList"_s);
    m_list->setAccessibleName(tr("Changes, newest first"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HistoryDelegate(m_list));
    SegmentDelegate::prepare(m_list);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_state = new StateView(m_list);

    auto *back = makeToolButton(u"arrow-left"_s, tr("Back"), QKeySequence(Qt::Key_Escape));
    back->setObjectName(u"historyBack"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 8, 18, 4);
    head->addWidget(back);
    head->addWidget(new Label(tr("History"), TypeRole::Strong));
    head->addStretch();
    head->addWidget(new Label(tr("kept for %1 days").arg(words::count(Journal::keptDays)),
                              TypeRole::Caption, Tone::Second));
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(10, 0, 10, 6);
    filterRow->addWidget(m_filter);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(filterRow);
    layout->addWidget(m_people);
    layout->addWidget(m_list, 1);

    connect(back, &QToolButton::clicked, this, &HistoryPage::closeRequested);
    connect(m_filter, &QLineEdit::textChanged, this, &HistoryPage::filter);
    m_findLater.setSingleShot(true);
    m_findLater.setInterval(findAfterMs);
    connect(&m_findLater, &QTimer::timeout, this, &HistoryPage::findPeople);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    show(current.row());
            });
    connect(m_list, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { menu(m_list->viewport()->mapToGlobal(at)); });
    return pane;
}

QWidget *HistoryPage::makeRight()
{
    m_right = new QWidget;
    m_right->setBackgroundRole(QPalette::Base);
    m_right->setAutoFillBackground(true);
    m_title = new ElidedLabel({}, TypeRole::PageTitle);
    m_title->setObjectName(u"historyTitle"_s);
    m_badge = new Badge;
    m_facts = new Label({}, TypeRole::Body, Tone::Second);
    m_facts->setObjectName(u"historyFacts"_s);
    m_facts->setWordWrap(true);
    m_controls = new JobControls(u"history"_s, m_gate);
    m_undo = makeButton(tr("Undo"), u"undo"_s);
    m_undo->setObjectName(u"historyUndo"_s);
    m_save = makeButton(tr("Save as CSV…"), u"export"_s);
    m_save->setObjectName(u"historySave"_s);
    m_retry = makeButton({}, u"refresh"_s, ButtonLook::Primary);
    m_retry->setObjectName(u"historyRetry"_s);
    m_words = new Label;
    m_words->setObjectName(u"historyWords"_s);
    m_words->setWordWrap(true);
    m_words->setMargin(18);
    m_words->setAlignment(Qt::AlignTop);
    m_outcomeView =
        new OutcomeView(OutcomeView::Look::Open, customerLookup(m_session.interactive()));
    m_messageBar = new MessageBar(m_outcomeView);

    auto *titleRow = new QHBoxLayout;
    titleRow->setSpacing(12);
    titleRow->addWidget(m_title);
    titleRow->addWidget(m_badge);
    titleRow->addStretch(1);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(4);
    titles->addLayout(titleRow);
    titles->addWidget(m_facts);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QWidget *button : {static_cast<QWidget *>(m_controls), static_cast<QWidget *>(m_undo),
                            static_cast<QWidget *>(m_save), static_cast<QWidget *>(m_retry)})
        buttons->addWidget(button);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(18, 14, 18, 14);
    head->setSpacing(8);
    head->addLayout(titles, 1);
    head->addLayout(buttons);
    m_headLayout = head;
    m_buttons = buttons;

    m_detailsPane = new QWidget;
    m_details = new ElidedLabel({}, TypeRole::Fixed, Tone::Second);
    m_details->setObjectName(u"historyDetails"_s);
    auto *copy = new LinkButton(u"copy"_s, tr("Copy"));
    copy->setObjectName(u"historyCopy"_s);
    auto *line = new QHBoxLayout;
    line->addWidget(m_details, 1);
    line->addWidget(copy);
    auto *details = new QVBoxLayout(m_detailsPane);
    details->setContentsMargins(18, 10, 18, 10);
    details->addWidget(
        new Label(tr("Details of the selected row"), TypeRole::CaptionStrong, Tone::Second));
    details->addLayout(line);

    auto *layout = new QVBoxLayout(m_right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_words);
    layout->addWidget(m_outcomeView, 1);
    layout->addWidget(m_detailsPane);
    layout->addStretch();

    connect(m_undo, &QPushButton::clicked, this, &HistoryPage::undoRequested);
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (m_outcome)
            Q_EMIT saveRequested(*m_outcome);
    });
    connect(m_retry, &QPushButton::clicked, this, [this] {
        if (m_retryPlan)
            Q_EMIT retryRequested(*m_retryPlan, m_outcome->end);
    });
    connect(copy, &QPushButton::clicked, this, [this] {
        if (const ApiError *reason = m_outcomeView->currentReason())
            QApplication::clipboard()->setText(words::errorDetails(*reason));
    });
    connect(m_outcomeView, &OutcomeView::currentRowChanged, this, &HistoryPage::updateDetails);
    return m_right;
}

void HistoryPage::filter(const QString &text)
{
    m_model->setFilter(text);
    m_finding.reset();
    m_peopleWords.clear();
    if (text.trimmed().size() >= shortestName)
        m_findLater.start();
    else
        m_findLater.stop();
    updatePeople();
}

/// Who is meant: the local copy knows, or else the store.
void HistoryPage::findPeople()
{
    m_finding = std::make_unique<QObject>();
    updatePeople();
    m_sources.source(PeopleListKey::search(m_filter->text().trimmed()), PeopleOrder::Name,
                     Qt::AscendingOrder)(
        {1, maxPeople}, m_finding.get(),
        [this](const Result<Page<Person>> &answer) { peopleFound(answer); });
}

void HistoryPage::peopleFound(const Result<Page<Person>> &answer)
{
    m_finding.release()->deleteLater(); // it is its own call that led here
    const QString text = m_filter->text().trimmed();
    PeopleSought sought;
    sought.text = text;
    // The number of a customer who is gone says as much.
    bool isNumber = false;
    const qlonglong number = text.toLongLong(&isNumber);
    if (isNumber && number > 0)
        sought.customers.insert(CustomerId(number));
    if (answer) {
        for (const Person &person : answer->items)
            sought.add(person.ref());
        if (answer->total > answer->items.size())
            m_peopleWords =
                tr("The first %1 of %2 people who match are looked for. Type more of "
                   "the name.")
                    .arg(words::count(answer->items.size()), words::count(answer->total));
    } else {
        m_peopleWords = tr("People could not be looked up: %1")
                            .arg(words::errorWords(answer.error(), WhatFailed::Search).title);
    }
    m_model->setPeople(sought);
    updatePeople();
}

void HistoryPage::updatePeople()
{
    m_people->setText(m_finding || m_model->isLookingForPeople()
                          ? tr("Looking for changes of people…")
                          : m_peopleWords);
    m_people->setVisible(!m_people->text().isEmpty());
}

void HistoryPage::updateState()
{
    updatePeople();
    switch (m_model->state()) {
    case HistoryModel::State::Loading:
        m_state->showLoading();
        return;
    case HistoryModel::State::Failed:
        m_state->showFailed(tr("Could not read the history"), words::shown(m_model->error()),
                            {{tr("Retry"), u"refresh"_s, [this] { m_model->reload(); }}});
        return;
    case HistoryModel::State::Ready:
        break;
    }
    if (m_model->rowCount() > 0)
        m_state->showReady();
    else if (m_model->isFiltered())
        m_state->showEmpty(u"filter"_s, tr("No change matches"), {});
    else
        m_state->showEmpty(
            u"history"_s, tr("No changes yet"),
            tr("Changes made on this computer appear here, with the result for each person."));
}

void HistoryPage::restoreCurrent()
{
    int row = m_model->rowOf(m_shown);
    if (row < 0 && m_model->rowCount() > 0)
        row = 1; // under the heading of its day
    m_right->setVisible(row >= 0);
    if (row >= 0)
        m_list->setCurrentIndex(m_model->index(row));
}

void HistoryPage::show(int row)
{
    const HistoryModel::Item *item = m_model->item(row);
    if (!item)
        return;
    const bool ended = item->end.has_value();
    if (item->key == m_shown && ended == m_shownEnded && (m_outcome || m_loading)) {
        updateHead();
        return;
    }
    m_shown = item->key;
    m_shownEnded = ended;
    m_outcome.reset();
    m_retryPlan.reset();
    m_loading = std::make_unique<QObject>();
    m_outcomeView->hide();
    m_detailsPane->hide();
    m_words->show();
    if (!ended) {
        m_words->setText(tr("The result for each person appears here when the job finishes."));
    } else if (item->job && item->job->outcome()) {
        showOutcome(item->job->plan(), *item->job->outcome());
    } else if (Journal *journal = m_session.journal()) {
        m_words->setText(tr("Loading the result…"));
        journal->load(
            item->journalId, m_loading.get(),
            [this](const QList<JournaledJob> &jobs, const QString &error) {
                if (jobs.isEmpty()) {
                    m_words->setText(
                        error.isEmpty()
                            ? tr("This is no longer in the journal.")
                            : tr("Could not load the result: %1").arg(words::shown(error)));
                    return;
                }
                showOutcome(jobs.first().plan, jobs.first().outcome());
            });
    }
    updateHead();
}

void HistoryPage::showOutcome(const Plan &plan, const Outcome &outcome)
{
    m_outcome = outcome;
    m_retryPlan = ChangeJob::retryPlan(plan, outcome);
    QStringList lines;
    for (const SegmentOutcome &segment : outcome.segments) {
        if (lines.size() == maxSegmentLines) {
            lines.append(
                tr("and %1 more").arg(words::segments(outcome.segments.size() - maxSegmentLines)));
            break;
        }
        QString line = words::segmentChange(outcome.operation, segment);
        if (const ApiError *reason = outcome.reasonOf(segment)) {
            line += u". "_s
                + words::errorWords(*reason, words::whatFailed(outcome.operation)).sentence();
        }
        if (!line.isEmpty())
            lines.append(line);
    }
    // What stopped it says itself where no segment has said it.
    if (outcome.error && lines.isEmpty()) {
        const bool gone = outcome.error->kind == ApiError::Kind::NotFound
            && !outcome.items.isEmpty() && outcome.counts().notFound == 0;
        lines.append(gone ? words::segmentGone(outcome.segmentName)
                          : words::errorWords(*outcome.error, words::whatFailed(outcome.operation))
                                .sentence());
    }
    m_words->setText(lines.join(u'\n'));
    m_words->setVisible(!lines.isEmpty());
    m_outcomeView->setVisible(!outcome.items.isEmpty());
    if (!outcome.items.isEmpty())
        m_outcomeView->setOutcome(outcome);
    updateDetails();
    updateHead();
}

void HistoryPage::updateHead()
{
    const HistoryModel::Item *item = m_model->item(m_model->rowOf(m_shown));
    if (!item)
        return;
    m_controls->setJob(item->end ? nullptr : item->job);
    if (!item->end) {
        m_title->setText(words::jobDoing(item->facts));
        m_badge->setStatus(badgeStatus(*item->job));
        QStringList facts{words::jobProgress(*item->job), words::jobSpeed(*item->job),
                          words::jobWaits(*item->job)};
        facts.removeAll(QString());
        m_facts->setText(facts.join(u"  "_s));
    } else {
        m_title->setText(
            words::historyHeading(item->facts, *item->end, item->changed, item->total));
        m_badge->setStatus(badgeStatus(*item->end));
        QStringList facts{words::dayTime(item->endedAt)};
        if (item->startedAt.isValid())
            facts.append(tr("took %1").arg(words::duration(
                std::chrono::milliseconds(item->startedAt.msecsTo(item->endedAt)))));
        facts.append(tr("store: %1").arg(words::shown(m_session.account().name)));
        m_facts->setText(facts.join(u", "_s));
    }
    m_title->setToolTip(m_isNarrow ? words::toolTip(m_title->text() + u'\n' + m_facts->text())
                                   : QString());
    // A job that is under way has nothing to save or to take back; the title needs the room.
    m_save->setVisible(item->end.has_value());
    m_undo->setVisible(item->end.has_value());
    m_save->setEnabled(m_outcome.has_value());
    m_retry->setVisible(m_retryPlan.has_value());
    m_gate.enable(m_retry, true);
    if (m_retryPlan) {
        const qint64 again =
            m_retryPlan->items.isEmpty() ? m_retryPlan->segments.size() : m_retryPlan->items.size();
        m_retry->setText(words::retryText(item->end.value_or(JobResult::Failed), again));
    }
    updateUndo();
}

void HistoryPage::updateUndo()
{
    const HistoryModel::Item *item = m_model->item(m_model->rowOf(m_shown));
    if (!item)
        return;
    QString why;
    m_undo->setText(tr("Undo"));
    const QList<History::Entry> entries = m_session.history().entries();
    const History::Entry *entry = item->end ? entryOf(entries, *item) : nullptr;
    const std::optional<History::Entry> next = m_session.history().nextUndo();
    if (!item->end)
        why = tr("This is still running.");
    else if (item->facts.purpose == JobFacts::Purpose::Undo)
        why = tr("This is an undo. Use Redo to repeat the change.");
    else if (item->undoneAt.isValid())
        why = tr("Undone %1.").arg(words::dayTimeInside(item->undoneAt));
    else if (item->changed == 0)
        why = tr("Nothing was changed.");
    else if (!entry)
        why = tr("This can no longer be undone.");
    else if (entry->undone)
        why = tr("This has already been undone.");
    else if (!next || next->id != entry->id)
        why = tr("Undo newer changes first.");
    else if (!m_session.history().canUndo())
        why = tr("A change is still running.");
    else if (entry->step.id == 0 && entry->facts.number > 1)
        m_undo->setText(tr("Undo %1").arg(words::count(entry->facts.number)));
    m_gate.enable(m_undo, why.isEmpty(), why.isEmpty() ? words::undoText(next) : why);
}

void HistoryPage::updateDetails()
{
    const ApiError *reason = m_outcome ? m_outcomeView->currentReason() : nullptr;
    m_detailsPane->setVisible(reason != nullptr);
    if (!reason)
        return;
    QStringList parts{words::shown(reason->details)};
    if (reason->httpStatus > 0)
        parts.append(tr("answered %1").arg(QString::number(reason->httpStatus)));
    if (!reason->requestId.isEmpty())
        parts.append(tr("request ID %1").arg(words::shown(reason->requestId)));
    parts.removeAll(QString());
    m_details->setText(parts.join(u", "_s));
}

void HistoryPage::menu(const QPoint &at)
{
    if (!m_list->currentIndex().isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"historyMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const HistoryModel::Item *item = m_model->item(m_list->currentIndex().row());
    if (item && !item->end && item->job && canCancel(*item->job)) {
        const QPointer<ChangeJob> job(item->job);
        const bool paused = job->isPaused();
        QAction *pause = menu->addAction(Icon::get(paused ? u"play"_s : u"pause"_s),
                                         paused ? tr("Resume") : tr("Pause"), this, [job] {
                                             if (job)
                                                 pauseOrResume(*job);
                                         });
        pause->setEnabled(canPauseOrResume(*job));
        if (writesWhenResumed(*job))
            WriteGate::writing(pause);
        menu->addAction(Icon::get(u"close"_s), tr("Cancel"), this, [job] {
            if (job)
                job->cancel();
        });
        menu->addSeparator();
    }
    WriteGate::writing(
        menu->addAction(Icon::get(u"undo"_s), m_undo->text(), m_undo, &QPushButton::click))
        ->setEnabled(m_undo->isEnabled());
    if (m_retryPlan)
        WriteGate::writing(menu->addAction(Icon::get(u"refresh"_s), m_retry->text(), m_retry,
                                           &QPushButton::click));
    menu->addAction(Icon::get(u"export"_s), m_save->text(), m_save, &QPushButton::click)
        ->setEnabled(m_save->isEnabled());
    menu->addAction(Icon::get(u"copy"_s), tr("Copy"), this, [this] {
        QApplication::clipboard()->setText(m_title->text() + u'\n' + m_facts->text());
    });
    m_gate.keepOff(menu);
    menu->popup(at);
}

/// On a small screen the title has a line of its own, and its facts are in the tool tip.
void HistoryPage::fit()
{
    const bool narrow = width() < px(narrowPage, this);
    if (narrow == m_isNarrow)
        return;
    m_isNarrow = narrow;
    m_splitter->setSizes(narrow ? QList<int>{px(220, this), width() - px(220, this)}
                                : QList<int>{320, 1000});
    m_headLayout->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_headLayout->setContentsMargins(18, narrow ? 8 : 14, 18, narrow ? 8 : 14);
    m_headLayout->setAlignment(m_buttons, narrow ? Qt::AlignLeft : Qt::Alignment());
    m_facts->setHidden(narrow);
}

void HistoryPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void HistoryPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void HistoryPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
}

} // namespace segmentdesk
