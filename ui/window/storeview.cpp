// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/storeview.h"

#include "models/api/storeaccess.h"
#include "models/changes/changejob.h"
#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "models/sources/withoutprofilescan.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/activity/activitypanel.h"
#include "ui/activity/historypage.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/typography.h"
#include "ui/kit/upsetwidget.h"
#include "ui/kit/writegate.h"
#include "ui/overlap/combinepane.h"
#include "ui/overlap/overlappage.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/people/peoplestates.h"
#include "ui/segments/gonesegments.h"
#include "ui/segments/savedsearches.h"
#include "ui/segments/segmentcolors.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/selection/peoplemimedata.h"
#include "ui/window/comparison.h"
#include "ui/window/filedrops.h"
#include "ui/window/newpeoplecounter.h"
#include "ui/window/noticebar.h"
#include "ui/window/panelayout.h"
#include "ui/window/placeactions.h"
#include "ui/window/searchactions.h"
#include "ui/window/storemenus.h"
#include "ui/window/storenotices.h"
#include "ui/window/targetpicker.h"
#include "ui/words/errorwords.h"
#include "ui/words/outcomewords.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QResizeEvent>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

StoreView::StoreView(StoreSession &session, QSettings &settings, const Prompts &prompts,
                     QWidget *parent)
    : QWidget(parent), m_session(session), m_settings(settings), m_writeGate(new WriteGate),
      m_segments(new SegmentListModel(this)),
      m_scan(new WithoutProfileScan(session.background(), this)),
      m_sources(new PeopleSources(session, *m_scan, this)),
      m_searches(new SavedSearches(settings, session.account().id, this)),
      m_colors(new SegmentColors(settings, session.account().id, *m_segments, this))
{
    m_segments->counts().setMemberCount(
        [this](SegmentId segment, QObject *context, const Callback<qint64> &callback) {
            m_sources->memberCount(segment, context, callback);
        });
    m_sidebar = new SegmentSidebar(*m_segments);
    m_page = new PeoplePage(m_session, *m_segments, *m_scan, *m_sources, m_settings, *m_writeGate);
    m_details = new DetailsPane(m_session.interactive(), *m_segments, *m_writeGate);
    m_details->setHistory([this](ProfileId profile, QObject *context,
                                 const Callback<QList<PeopleSources::Event>> &callback) {
        m_sources->history(profile, context, callback);
    });
    m_overlap = new OverlapPage(
        *m_segments,
        [this](const QList<SegmentId> &ids, QObject *context, const Callback<Overlap> &callback) {
            m_sources->overlap(ids, context, callback);
        });
    m_combine = new CombinePane(*m_segments, *m_writeGate);
    m_activity = new ActivityPanel(m_session.jobs(), *m_writeGate);
    m_commands = new StoreCommands(m_session, *m_segments, *m_scan, prompts,
                                   {this, m_page->messageBar(), m_activity}, this);
    m_commands->setSettings(&m_settings);
    m_commands->setSources(m_sources);
    m_picker = new TargetPicker(*m_segments, this);

    m_panes = new PaneLayout(*this, m_settings,
                             {m_sidebar, m_page, m_overlap, m_details, m_combine, m_activity});
    m_actions = new PlaceActions(*this, *m_picker);
    m_menus = new StoreMenus(*this, *m_picker, *m_colors, *m_writeGate);
    m_notices = new StoreNotices(m_session, *m_sources, *m_commands, *m_writeGate, this);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (NoticeBar *bar : m_notices->bars())
        layout->addWidget(bar);
    layout->addWidget(m_panes->stack(), 1);
    layout->addWidget(m_activity);

    m_panes->restoreState();

    wireSegments();
    wirePeople();
    wireDetails();
    new Comparison(*this, *m_picker);
    wireOverlap();
    m_searchActions = std::make_unique<SearchActions>(*this, *m_searches, *m_menus, *m_picker);
    connect(m_searchActions.get(), &SearchActions::searchClosed, this, &StoreView::searchClosed);
    wireCounts();
    connect(m_notices, &StoreNotices::refreshRequested, this, &StoreView::refresh);
    connect(m_panes, &PaneLayout::detailsOpenChanged, this, &StoreView::detailsOpenChanged);
    m_sources->useMirror();
    connect(m_activity, &ActivityPanel::viewRequested, &m_commands->history(),
            &HistoryCommands::showOutcome);
    connect(m_activity, &ActivityPanel::historyRequested, this, [this] { setHistoryOpen(true); });
    connect(m_activity, &ActivityPanel::retryRequested, &m_commands->history(),
            qOverload<Job *>(&HistoryCommands::retry));
    connect(m_activity, &ActivityPanel::openFolderRequested, this,
            [prompts](const Job *job) { prompts.openFolderOf(job->facts().fileName); });

    // Several signals of one job become one reading.
    m_refreshLater.setSingleShot(true);
    m_refreshLater.setInterval(50);
    connect(&m_refreshLater, &QTimer::timeout, this, [this] {
        m_page->model()->refresh();
        // The copy has the segments of a person with the row.
        if (!m_sources->isComplete())
            m_details->refresh();
        readCounts();
    });
    connect(&m_session, &StoreSession::segmentsChanged, m_segments, &SegmentListModel::refresh);
    connect(&m_session, &StoreSession::membersChanged, this, [this](const SegmentId &segment) {
        m_segments->counts().invalidate(segment);
        m_refreshLater.start();
    });
    connect(&m_session, &StoreSession::profilesChanged, this, [this] {
        m_segments->refresh();
        m_refreshLater.start();
    });
    connect(&m_session, &StoreSession::recorded, this, [this](Job *job) {
        // Who was given a profile leaves the list of those without one.
        const auto *change = qobject_cast<const ChangeJob *>(job);
        if (job->facts().kind != JobFacts::Kind::CreateProfiles || !change || !change->outcome())
            return;
        QList<CustomerId> made;
        for (const OutcomeItem &item : change->outcome()->items) {
            if (item.what == ItemStatus::Changed)
                made.append(item.customerId);
        }
        m_scan->forget(made);
    });

    m_notices->follow();

    for (const char *name : {"newSegmentButton", "importButton", "addToButton",
                             "createProfilesButton", "removeButton"})
        m_writeGate->guard(findChild<QWidget *>(QLatin1String(name)));
    const auto applyAccess = [this] {
        m_writeGate->apply(m_session.access().isReadOnly() ? words::readOnlyToken() : QString());
    };
    connect(m_writeGate, &WriteGate::changed, this, [this] {
        m_sidebar->setRefusal(m_writeGate->unavailableReason());
        if (!m_session.interrupted().jobs().isEmpty())
            m_notices->offerInterruptedJobs();
    });
    connect(&m_session, &StoreSession::accessChanged, this, applyAccess);
    applyAccess();
    connect(m_commands, &StoreCommands::anotherTokenRequested, this,
            &StoreView::anotherTokenRequested);

    m_segments->setSource(m_sources->segments());
    // Now: these go last, after all that refers to them.
    m_panes->setParent(this);
    m_writeGate->setParent(this);
    auto *files = new FileDrops(*this, *m_writeGate);
    connect(files, &FileDrops::fileDropped, m_actions, &PlaceActions::importFile);
    connect(files, &FileDrops::hintChanged, this, &StoreView::hintChanged);
    open(PeopleListKey::allProfiles());
    readCounts();
}

StoreView::~StoreView() = default;

void StoreView::wireSegments()
{
    SegmentListView *list = m_sidebar->list();
    connect(list, &SegmentListView::placeChosen, this, &StoreView::open);
    connect(list, &SegmentListView::peopleDropped, this,
            [this](const PeopleMimeData *dropped, const SegmentId &segment, bool move) {
                m_commands->members().drop(*dropped, segment, move);
            });
    connect(list, &SegmentListView::textDropped, this,
            [this](const QString &text, const SegmentId &id) {
                m_commands->members().addPeople(id, text);
            });
    connect(list, &SegmentListView::fileDropped, this,
            [this](const QString &path, const SegmentId &id) {
                m_commands->files().importFile(id, path);
            });
    connect(list, &SegmentListView::dropHintChanged, this, &StoreView::hintChanged);
    connect(list, &SegmentListView::contextMenuRequested, m_menus, &StoreMenus::segmentMenu);
    connect(list, &SegmentListView::deleteRequested, &m_commands->segments(),
            &SegmentCommands::deleteSegment);
    auto *counter = new NewPeopleCounter(*m_page, *m_sources, this);
    list->setNewPeople([counter](const PeopleMimeData &dragged, SegmentId target) {
        return counter->count(dragged, target);
    });
    connect(counter, &NewPeopleCounter::counted, list, &SegmentListView::showDrag);
    connect(m_sidebar->model(), &SidebarModel::renameRequested, &m_commands->segments(),
            &SegmentCommands::renameSegment);
    connect(list, &SegmentListView::renameRefused, this, [this](const QString &why) {
        m_commands->messageBar()->announce(u"warning"_s, Tone::Warn, tr("Not renamed. %1").arg(why),
                                           {});
    });
    connect(m_sidebar, &SegmentSidebar::newSegmentRequested, this,
            [this] { m_commands->segments().newSegment(); });
    connect(m_sidebar, &SegmentSidebar::totalsRequested, this, &StoreView::readCounts);
    connect(m_sidebar, &SegmentSidebar::totalsCancelled, this, [this] {
        m_counting.reset();
        m_sidebar->setReadingTotals(false);
    });
    connect(m_sidebar, &SegmentSidebar::errorDetailsRequested, this,
            [this] { m_commands->showError(m_segments->error(), WhatFailed::ReadSegments); });
    connect(m_segments, &SegmentListModel::segmentsChanged, this, [this] {
        // The open segment was deleted: the page would stay empty.
        const PeopleListKey &open = m_page->place();
        if (!open.segment.isNull() && m_segments->state() != SegmentListModel::State::Loading
            && !m_segments->segment(open.segment)) {
            if (!m_commands->gone().isKnown(open.segment))
                sayGone(m_openName);
            this->open(PeopleListKey::allProfiles());
        } else if (open.isSegment()) {
            m_openName = m_segments->nameOf(open.segment);
        }
        Q_EMIT placeChanged();
    });
    connect(&m_commands->gone(), &GoneSegments::gone, this,
            [this](const SegmentId &segment, const QString &name) {
                if (m_page->place().segment == segment)
                    this->open(PeopleListKey::allProfiles()); // its bar is the one to say it in
                sayGone(name);
            });
    connect(m_commands, &StoreCommands::segmentCreated, this,
            [this](const SegmentId &segment) { open(PeopleListKey::of(segment)); });
}

void StoreView::wirePeople()
{
    PeopleTable *table = m_page->table();
    connect(table, &PeopleTable::contextMenuRequested, m_menus, &StoreMenus::peopleMenu);
    connect(table, &PeopleTable::placeMenuRequested, m_menus, &StoreMenus::groundMenu);
    connect(m_page, &PeoplePage::selectionChanged, this, &StoreView::selectionChanged);
    connect(m_page, &PeoplePage::currentPersonChanged, this, [this] {
        m_details->showPerson(m_page->currentPerson());
        if (m_page->table()->currentIndex().isValid())
            m_panes->setDetailsWithoutPerson(false);
        m_panes->applyWidth();
    });
    connect(table, &PeopleTable::detailsRequested, this, [this] { m_panes->setDetailsOpen(true); });
    connect(m_page, &PeoplePage::addPeopleRequested, this,
            [this] { m_commands->members().addPeople(m_page->place().segment); });
    connect(m_page, &PeoplePage::createProfilesRequested, m_actions, &PlaceActions::createProfiles);
    connect(m_page, &PeoplePage::addToRequested, m_actions, &PlaceActions::addSelectedTo);
    connect(m_page, &PeoplePage::removeRequested, m_actions, &PlaceActions::removeSelected);
    connect(m_page, &PeoplePage::deleteProfilesRequested, m_actions,
            &PlaceActions::deleteSelectedProfiles);
    connect(m_page, &PeoplePage::importRequested, this,
            [this] { m_commands->files().importFile(m_page->place().segment); });
    connect(m_page, &PeoplePage::exportRequested, m_actions, &PlaceActions::exportPeople);
    connect(m_page, &PeoplePage::pageMenuRequested, m_menus, &StoreMenus::pageMenu);
    connect(m_page, &PeoplePage::moreMenuRequested, m_menus, &StoreMenus::moreMenu);
    connect(m_page, &PeoplePage::columnsMenuRequested, m_menus, &StoreMenus::columnsMenu);
    connect(m_page, &PeoplePage::segmentGone, this,
            [this] { m_commands->gone().look({m_page->place().segment}); });
    connect(m_page, &PeoplePage::errorDetailsRequested, this, [this](const ApiError &error) {
        m_commands->showError(error,
                              m_page->place().isSegment() ? WhatFailed::ReadMembers
                                                          : WhatFailed::ReadProfiles);
    });
    connect(m_page, &PeoplePage::filterChanged, this, [this](const PeopleFilter &filter) {
        const bool named = !m_page->place().title.isEmpty();
        PeopleListKey place =
            named ? PeopleListKey::found(filter, {}) : m_page->place().withFilter(filter);
        if (place.kind == PeopleListKey::Kind::Search && place.text.isEmpty() && filter.isEmpty())
            place = PeopleListKey::allProfiles();
        open(place);
    });
}

void StoreView::wireOverlap()
{
    connect(m_overlap, &OverlapPage::segmentMenuRequested, m_menus, &StoreMenus::chipMenu);
    connect(m_overlap, &OverlapPage::shownChanged, this, [this] {
        if (isOverlapOpen())
            m_sidebar->setCompared(m_overlap->selected());
        Q_EMIT placeChanged();
    });
    connect(m_sidebar->list(), &SegmentListView::selectionMenuRequested, m_menus,
            &StoreMenus::segmentsMenu);
    connect(m_sidebar->list(), &SegmentListView::selectedSegmentsChanged, this,
            &StoreView::selectionChanged);
    connect(m_sources, &PeopleSources::completenessChanged, this, [this] {
        if (isOverlapOpen() && !m_sources->isComplete())
            closeOverlap();
        Q_EMIT selectionChanged();
    });
    connect(m_sources, &PeopleSources::statusChanged, this,
            [this] { m_overlap->setReadAt(m_sources->status().readAt); });
    connect(m_sources, &PeopleSources::statusChanged, m_details,
            [this, was = m_sources->status()]() mutable {
                const PeopleSources::Status &is = m_sources->status();
                if (!is.offline && (was.offline || was.readAt != is.readAt))
                    m_details->storeRead();
                was = is;
            });
    connect(m_page->model(), &PagedTableModelBase::readAtChanged, m_details,
            &DetailsPane::storeRead);
    connect(m_sources, &PeopleSources::changed, this, [this] {
        m_page->model()->refresh();
        if (isOverlapOpen())
            m_overlap->refresh();
    });
}

void StoreView::wireCounts()
{
    m_countLater.setSingleShot(true);
    m_countLater.setInterval(500);
    connect(&m_countLater, &QTimer::timeout, this, [this] {
        m_searchActions->countSearches();
        readCounts();
        m_segments->counts().forgetRefused();
        for (int row = 0; row < m_segments->rowCount(); ++row)
            m_segments->counts().invalidate(
                m_segments->index(row).data(SegmentListModel::IdRole).value<SegmentId>());
    });
    connect(m_sources, &PeopleSources::completenessChanged, m_segments, [this] {
        if (m_segments->state() == SegmentListModel::State::Failed)
            m_segments->retry();
    });
    for (const auto signal : {&PeopleSources::changed, &PeopleSources::completenessChanged})
        connect(m_sources, signal, this, [this] { m_countLater.start(); });
    connect(m_sources, &PeopleSources::statusChanged, m_notices, &StoreNotices::offerOffline);
}

QString StoreView::title() const
{
    if (isHistoryOpen())
        return tr("History");
    return isOverlapOpen() ? m_overlap->title() : m_page->placeName();
}

bool StoreView::isOverlapOpen() const
{
    return m_panes->isOverlapOpen();
}

void StoreView::sayGone(const QString &name)
{
    m_commands->messageBar()->announce(u"warning"_s, Tone::Warn, words::segmentGone(name), {});
}

void StoreView::compare(const QList<SegmentId> &segments)
{
    if (!m_sources->isComplete())
        return;
    setHistoryOpen(false);
    m_commands->gone().look(segments); // the copy does not tell
    m_overlap->setReadAt(m_sources->status().readAt);
    m_overlap->setStoreName(m_session.account().name);
    m_panes->showOverlap();
    m_commands->setMessageBar(messageBar());
    m_overlap->open(segments);
    m_sidebar->setCompared(m_overlap->selected());
    m_panes->applyWidth();
    m_overlap->plot()->setFocus(Qt::OtherFocusReason);
    Q_EMIT placeChanged();
    Q_EMIT selectionChanged();
}

void StoreView::closeOverlap()
{
    if (!isOverlapOpen())
        return;
    const QWidget *focus = QApplication::focusWidget();
    const bool inList = focus && m_sidebar->isAncestorOf(focus);
    const PeopleListKey back = m_page->place();
    const QList<SegmentId> compared = m_overlap->selected();
    open(back);
    if (compared.size() > 1)
        m_sidebar->leaveComparison(back, compared);
    if (!inList)
        m_page->table()->setFocus(Qt::OtherFocusReason);
}

/// Where what was done is said: over what is shown.
MessageBar *StoreView::messageBar() const
{
    return isHistoryOpen() ? m_history->messageBar()
        : isOverlapOpen()  ? m_overlap->messageBar()
                           : m_page->messageBar();
}

void StoreView::keyPressEvent(QKeyEvent *event)
{
    // Nothing inside wanted it.
    if (event->key() == Qt::Key_Escape && isOverlapOpen()) {
        closeOverlap();
        return;
    }
    QWidget::keyPressEvent(event);
}

void StoreView::wireDetails()
{
    connect(m_details, &DetailsPane::closeRequested, this,
            [this] { m_panes->setDetailsOpen(false); });
    connect(m_details, &DetailsPane::segmentActivated, this,
            [this](const SegmentId &segment) { open(PeopleListKey::of(segment)); });
    connect(m_details, &DetailsPane::removeFromSegmentRequested, this,
            [this](const SegmentId &segment) {
                m_commands->members().removePerson(m_details->person()->ref(), segment);
            });
    connect(m_details, &DetailsPane::addToSegmentRequested, this,
            [this](QWidget *anchor, const QSet<SegmentId> &memberOf) {
                const PersonRef person = m_details->person()->ref();
                m_picker->pick(
                    anchor, memberOf,
                    [this, person](SegmentId segment) {
                        m_commands->members().addPerson(person, segment);
                    },
                    [this](const QString &name) { m_commands->segments().newSegment(name); });
            });
    connect(m_details, &DetailsPane::createProfileRequested, this,
            [this] { m_commands->profiles().createProfile(m_details->person()->customerId); });
    connect(m_details, &DetailsPane::deleteProfileRequested, this, [this] {
        m_commands->profiles().deleteProfile(m_details->person()->ref(),
                                             m_details->person()->displayName());
    });
}

void StoreView::setHistoryOpen(bool open)
{
    if (open == isHistoryOpen())
        return;
    if (open) {
        m_history = new HistoryPage(m_session, *m_sources, *m_writeGate);
        connect(m_history, &HistoryPage::closeRequested, this, [this] { setHistoryOpen(false); });
        connect(m_history, &HistoryPage::undoRequested, &m_commands->history(),
                &HistoryCommands::undo);
        connect(m_history, &HistoryPage::saveRequested, &m_commands->history(),
                &HistoryCommands::saveOutcome);
        connect(m_history, &HistoryPage::retryRequested, &m_commands->history(),
                qOverload<const Plan &, JobResult>(&HistoryCommands::retry));
        m_panes->showHistory(m_history);
        m_commands->setMessageBar(m_history->messageBar());
        m_history->list()->setFocus(Qt::OtherFocusReason);
    } else {
        m_panes->hideHistory();
        m_history->deleteLater(); // it may be its own signal that led here
        m_history = nullptr;
        m_commands->setMessageBar(messageBar());
        m_page->table()->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT placeChanged();
    Q_EMIT selectionChanged();
}

void StoreView::open(const PeopleListKey &place)
{
    setHistoryOpen(false);
    const bool fromOverlap = isOverlapOpen();
    const bool hadFocus = fromOverlap && m_overlap->isAncestorOf(QApplication::focusWidget());
    m_panes->showPeople();
    if (hadFocus) // it went with the comparison
        m_page->table()->setFocus(Qt::OtherFocusReason);
    if (fromOverlap) {
        m_overlap->close();
        m_commands->setMessageBar(messageBar());
        m_panes->applyWidth();
    }
    const bool typedOn = place.kind == PeopleListKey::Kind::Search
        && m_page->place().kind == PeopleListKey::Kind::Search
        && m_page->place().segment == place.segment;
    m_searchActions->noteOpened(place);
    m_panes->setDetailsWithoutPerson(false);
    m_page->open(place);
    m_openName = m_segments->nameOf(place.segment);
    if (place.isSegment())
        m_session.mirrorUpdater().checkMembers(place.segment);
    // The copy does not tell that a segment is gone; of a search that is typed on, once is enough.
    if (!place.segment.isNull() && m_sources->isComplete() && !typedOn)
        m_commands->gone().look({place.segment});
    m_sidebar->setOpenPlace(place);
    Q_EMIT placeChanged();
    Q_EMIT selectionChanged();
}

const PeopleListKey &StoreView::place() const
{
    return m_page->place();
}

void StoreView::refresh()
{
    // The user does not wait for the next try.
    m_session.jobs().retryWaiting(JobQueue::Retried::NotServerErrors);
    m_segments->refresh();
    // With the copy, the store is read into it, and the tables follow.
    if (!m_sources->refreshCopy())
        m_page->refresh();
    m_details->refresh();
    readCounts();
}

void StoreView::readCounts()
{
    m_counting = std::make_unique<QObject>();
    m_sidebar->setReadingTotals(true);
    m_sources->storeCounts(m_counting.get(), [this](const Result<StoreCounts> &answer) {
        m_sidebar->setReadingTotals(false);
        if (!answer)
            return; // the counts of the sidebar stay as they are; the tables say what is wrong
        m_counts = *answer;
        m_page->states()->setCustomers(answer->customers);
        m_sidebar->model()->setTotals(answer->profiles,
                                      std::max<qint64>(0, answer->customers - answer->profiles));
    });
}

void StoreView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_panes->applyWidth();
}

} // namespace segmentdesk
