// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/storeview.h"

#include "models/api/storeaccess.h"
#include "models/jobs/changejob.h"
#include "models/jobs/jobqueue.h"
#include "models/jobs/storesession.h"
#include "models/jobs/withoutprofilescan.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/activitypanel.h"
#include "ui/combinepane.h"
#include "ui/detailspane.h"
#include "ui/dialogs/savesearchdialog.h"
#include "ui/gonesegments.h"
#include "ui/historypage.h"
#include "ui/jobwords.h"
#include "ui/kit/icon.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/type.h"
#include "ui/kit/undobar.h"
#include "ui/kit/upsetwidget.h"
#include "ui/mirrorcopy.h"
#include "ui/noticebar.h"
#include "ui/outcomewords.h"
#include "ui/overlappage.h"
#include "ui/peoplemimedata.h"
#include "ui/peoplepage.h"
#include "ui/peoplesources.h"
#include "ui/savedsearches.h"
#include "ui/segmentcolors.h"
#include "ui/segmentpicker.h"
#include "ui/segmentsidebar.h"
#include "ui/sidebarmodel.h"
#include "ui/storecommands.h"
#include "ui/words.h"
#include "ui/writegate.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QMenu>
#include <QMimeData>
#include <QResizeEvent>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Widths at which panes and columns go, widest first, as they are at a font of 13 px.
struct WidthClass
{
    int from;
    int sidebar;
    int details; ///< 0: closed
};
constexpr WidthClass widthClasses[] = {
    {1360, 244, 296}, {1200, 220, 280}, {1024, 204, 0}, {0, 180, 0}};
constexpr int lowWindow = 760; ///< below this height the activity panel starts as one line
constexpr int detailsWhenAsked = 280;

constexpr const char *writesProperty = "writes";

/// Marks an entry that changes the store: popup() keeps it off where that cannot be.
QAction *writing(QAction *action)
{
    action->setProperty(writesProperty, true);
    return action;
}

PersonRef refOf(const Person &person)
{
    return {person.customerId, person.profileId().value_or(ProfileId())};
}

} // namespace

StoreView::StoreView(StoreSession &session, QSettings &settings, const Prompts &prompts,
                     QWidget *parent)
    : QWidget(parent), m_session(session), m_settings(settings),
      m_segments(new SegmentListModel(this)),
      m_scan(new WithoutProfileScan(session.background(), this)),
      m_sources(new PeopleSources(session, *m_scan, this)),
      m_searches(new SavedSearches(settings, session.account().id, this)),
      m_colors(new SegmentColors(settings, session.account().id, *m_segments, this)),
      m_middle(new QStackedWidget), m_right(new QStackedWidget), m_splitter(new QSplitter),
      m_stack(new QStackedWidget)
{
    m_segments->setMemberCount(
        [this](SegmentId segment, QObject *context, const Callback<qint64> &callback) {
            m_sources->memberCount(segment, context, callback);
        });
    m_sidebar = new SegmentSidebar(*m_segments);
    m_page = new PeoplePage(m_session, *m_segments, *m_scan, *m_sources, m_settings);
    m_details = new DetailsPane(m_session.interactive(), *m_segments);
    m_details->setHistory([this](ProfileId profile, QObject *context,
                                 const Callback<QList<PeopleSources::Event>> &callback) {
        m_sources->history(profile, context, callback);
    });
    m_overlap = new OverlapPage(
        *m_segments,
        [this](const QList<SegmentId> &ids, QObject *context, const Callback<Overlap> &callback) {
            m_sources->overlap(ids, context, callback);
        });
    m_combine = new CombinePane(*m_segments);
    m_activity = new ActivityPanel(m_session.jobs());
    m_commands = new StoreCommands(m_session, *m_segments, *m_scan, prompts,
                                   {this, m_page->undoBar(), m_activity}, this);
    m_commands->setSettings(&m_settings);
    m_commands->setSources(m_sources);
    m_picker = new SegmentPicker(*m_segments, this);

    m_splitter->setObjectName(u"panes"_s);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_sidebar);
    m_middle->addWidget(m_page);
    m_middle->addWidget(m_overlap);
    m_right->addWidget(m_details);
    m_right->addWidget(m_combine);
    m_splitter->addWidget(m_middle);
    m_splitter->addWidget(m_right);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_sidebar->setMinimumWidth(px(160, this));
    m_middle->setMinimumWidth(390);
    m_right->setMinimumWidth(px(244, this));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notice = new NoticeBar;
    layout->addWidget(m_notice);
    m_stack->addWidget(m_splitter);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_activity);

    m_detailsWanted = m_settings.value(u"window/details"_s, true).toBool();
    m_activity->setOpen(m_settings.value(u"window/activity"_s, true).toBool());
    m_page->table()->restoreColumns(m_settings);
    setCompact(m_settings.value(u"people/compact"_s, false).toBool());

    wireSegments();
    wirePeople();
    wireDetails();
    wireOverlap();
    wireSearches();
    new MirrorCopy(m_session, *m_sources, this);
    connect(m_activity, &ActivityPanel::viewRequested, m_commands, &StoreCommands::showOutcome);
    connect(m_activity, &ActivityPanel::historyRequested, this, [this] { setHistoryOpen(true); });
    connect(m_activity, &ActivityPanel::retryRequested, m_commands,
            qOverload<Job *>(&StoreCommands::retry));
    connect(m_activity, &ActivityPanel::openFolderRequested, this,
            [prompts](const Job *job) { prompts.openFolderOf(job->facts().fileName); });
    connect(m_picker, &SegmentPicker::chosen, this, [this](const SegmentId &segment) {
        if (m_picked)
            (*m_picked)(segment);
    });
    connect(m_picker, &SegmentPicker::newSegmentRequested, this, [this](const QString &name) {
        if (m_pickedNew)
            (*m_pickedNew)(name);
    });

    // Several signals of one job become one reading.
    m_refreshLater.setSingleShot(true);
    m_refreshLater.setInterval(50);
    connect(&m_refreshLater, &QTimer::timeout, this, [this] {
        m_page->model()->refresh();
        // The copy tells the segments of a person with the row.
        if (!m_sources->isComplete())
            m_details->refresh();
        readCounts();
    });
    connect(&m_session, &StoreSession::segmentsChanged, m_segments, &SegmentListModel::refresh);
    connect(&m_session, &StoreSession::membersChanged, this, [this](const SegmentId &segment) {
        m_segments->invalidateCount(segment);
        m_refreshLater.start();
    });
    connect(&m_session, &StoreSession::profilesChanged, this, [this] {
        m_segments->refresh();
        m_refreshLater.start();
    });
    connect(&m_session.jobs(), &JobQueue::jobEnded, this, [this](Job *job) {
        // Who was given a profile leaves the list of those without one.
        const auto *change = qobject_cast<const ChangeJob *>(job);
        if (job->facts().kind != JobFacts::Kind::CreateProfiles || !change || !change->outcome())
            return;
        QList<CustomerId> made;
        for (const OutcomeItem &item : change->outcome()->items) {
            if (item.what == What::Changed)
                made.append(item.customerId);
        }
        m_scan->forget(made);
    });

    connect(&m_session, &StoreSession::interruptedJobsChanged, this,
            &StoreView::offerInterruptedJobs);
    connect(&m_session, &StoreSession::journalFailed, this, [this](const QString &error) {
        m_notice->announce(
            Tone::Err,
            tr("The journal of changes cannot be used, so nothing can be changed in this "
               "store now: %1")
                .arg(words::shown(error)),
            {{tr("Close"), [] {}}});
    });
    offerInterruptedJobs();

    m_writeGate = new WriteGate(this);
    for (const char *name : {"newSegmentButton", "importButton", "addPeopleButton", "addToButton",
                             "createProfilesButton", "removeButton", "addToSegmentButton",
                             "createProfileButton", "deleteProfileButton"})
        m_writeGate->guard(findChild<QWidget *>(QLatin1String(name)));
    const auto applyAccess = [this] {
        m_writeGate->apply(m_session.access().isReadOnly() ? words::readOnlyToken() : QString());
    };
    connect(&m_session, &StoreSession::accessChanged, this, applyAccess);
    applyAccess();
    connect(m_commands, &StoreCommands::anotherTokenRequested, this,
            &StoreView::anotherTokenRequested);

    m_segments->setSource(m_sources->segments());
    setAcceptDrops(true); // a file, anywhere
    open(Place::allProfiles());
    readCounts();
}

StoreView::~StoreView() = default;

void StoreView::wireSegments()
{
    SegmentListView *list = m_sidebar->list();
    connect(list, &SegmentListView::placeChosen, this, &StoreView::open);
    connect(list, &SegmentListView::peopleDropped, this,
            [this](const PeopleMimeData *dropped, const SegmentId &segment, bool move) {
                m_commands->drop(*dropped, segment, move);
            });
    connect(list, &SegmentListView::textDropped, this,
            [this](const QString &text, const SegmentId &id) { m_commands->addPeople(id, text); });
    connect(list, &SegmentListView::fileDropped, this,
            [this](const QString &path, const SegmentId &id) { m_commands->importFile(id, path); });
    connect(list, &SegmentListView::dropHintChanged, this, &StoreView::hintChanged);
    connect(list, &SegmentListView::contextMenuRequested, this, &StoreView::segmentMenu);
    connect(list, &SegmentListView::deleteRequested, m_commands, &StoreCommands::deleteSegment);
    // How many a drop would newly add, if every dragged row is loaded with its segments.
    list->setNewPeople([this](const PeopleMimeData &dragged, SegmentId target) -> qint64 {
        const PeopleSelection &selection = dragged.selection();
        if (selection.known.isEmpty() || !(selection.place == m_page->place()))
            return -1;
        qint64 fresh = 0;
        const auto ranges = m_page->table()->selectedRanges();
        for (const auto &range : ranges) {
            for (int row = range.first; row <= range.last; ++row) {
                const Person *person = m_page->model()->rowAt(row);
                if (!person || !person->customer.segmentIds)
                    return -1;
                fresh += !person->customer.segmentIds->contains(target);
            }
        }
        return fresh;
    });
    connect(m_sidebar->model(), &SidebarModel::renameRequested, m_commands,
            &StoreCommands::renameSegment);
    connect(list, &SegmentListView::renameRefused, this, [this](const QString &why) {
        m_commands->undoBar()->announce(u"warning"_s, Tone::Warn, tr("Not renamed. %1").arg(why),
                                        {});
    });
    connect(m_sidebar, &SegmentSidebar::newSegmentRequested, this,
            [this] { m_commands->newSegment(); });
    connect(m_sidebar, &SegmentSidebar::errorDetailsRequested, this,
            [this] { m_commands->showError(m_segments->error(), WhatFailed::ReadSegments); });
    connect(m_segments, &SegmentListModel::segmentsChanged, this, [this] {
        // The open segment was deleted: nobody is left in an empty page.
        const Place &open = m_page->place();
        if (!open.segment.isNull() && m_segments->state() != SegmentListModel::State::Loading
            && !m_segments->segment(open.segment)) {
            if (!m_commands->gone().isKnown(open.segment))
                sayGone(m_openName);
            this->open(Place::allProfiles());
        } else if (open.isSegment()) {
            m_openName = m_segments->nameOf(open.segment);
        }
        Q_EMIT placeChanged();
    });
    connect(&m_commands->gone(), &GoneSegments::gone, this,
            [this](const SegmentId &segment, const QString &name) {
                if (m_page->place().segment == segment)
                    this->open(Place::allProfiles()); // its bar is the one to say it in
                sayGone(name);
            });
    connect(m_commands, &StoreCommands::segmentCreated, this,
            [this](const SegmentId &segment) { open(Place::of(segment)); });
}

void StoreView::wirePeople()
{
    PeopleTable *table = m_page->table();
    connect(table, &PeopleTable::contextMenuRequested, this, &StoreView::peopleMenu);
    connect(m_page, &PeoplePage::selectionChanged, this, &StoreView::selectionChanged);
    connect(m_page, &PeoplePage::currentPersonChanged, this, [this] {
        m_details->showPerson(m_page->currentPerson());
        if (m_page->table()->currentIndex().isValid())
            m_detailsOfNobody = false;
        applyWidth();
    });
    connect(table, &PeopleTable::detailsRequested, this, [this] { setDetailsOpen(true); });
    connect(m_page, &PeoplePage::addPeopleRequested, this,
            [this] { m_commands->addPeople(m_page->place().segment); });
    connect(m_page, &PeoplePage::createProfilesRequested, this, [this](bool forSelection) {
        m_commands->createProfiles(forSelection ? m_page->selection() : PeopleSelection());
    });
    connect(m_page, &PeoplePage::addToRequested, this, &StoreView::addSelectedTo);
    connect(m_page, &PeoplePage::removeRequested, this, &StoreView::removeSelected);
    connect(m_page, &PeoplePage::deleteProfilesRequested, this, &StoreView::deleteSelectedProfiles);
    connect(m_page, &PeoplePage::importRequested, this,
            [this] { m_commands->importFile(m_page->place().segment); });
    connect(m_page, &PeoplePage::exportRequested, this, &StoreView::exportPeople);
    connect(m_page, &PeoplePage::pageMenuRequested, this, &StoreView::pageMenu);
    connect(m_page, &PeoplePage::moreMenuRequested, this, &StoreView::moreMenu);
    connect(m_page, &PeoplePage::columnsMenuRequested, this, &StoreView::columnsMenu);
    connect(m_page, &PeoplePage::segmentGone, this,
            [this] { m_commands->gone().look({m_page->place().segment}); });
    connect(m_page, &PeoplePage::searchCleared, this, [this] {
        Q_EMIT searchClosed();
        open(Place::allProfiles());
    });
    connect(m_page, &PeoplePage::errorDetailsRequested, this, [this](const ApiError &error) {
        m_commands->showError(error,
                              m_page->place().isSegment() ? WhatFailed::ReadMembers
                                                          : WhatFailed::ReadProfiles);
    });
    connect(m_page, &PeoplePage::filterChanged, this, [this](const PeopleFilter &filter) {
        const bool named = !m_page->place().title.isEmpty();
        Place place = named ? Place::found(filter, {}) : m_page->place().withFilter(filter);
        if (place.kind == Place::Kind::Search && place.text.isEmpty() && filter.isEmpty())
            place = Place::allProfiles();
        open(place);
    });
    connect(m_page, &PeoplePage::searchScopeChosen, this, [this](bool everywhere) {
        m_everywhere = everywhere;
        search(m_page->place().text);
    });
    connect(m_page, &PeoplePage::searchEverywhereRequested, this, &StoreView::searchEverywhere);
}

void StoreView::wireOverlap()
{
    connect(m_overlap, &OverlapPage::overlapChanged, m_combine, &CombinePane::setOverlap);
    connect(m_overlap, &OverlapPage::chosenChanged, m_combine, &CombinePane::setColumns);
    connect(m_combine, &CombinePane::setChanged, m_overlap, &OverlapPage::setChosen);
    connect(m_overlap, &OverlapPage::closeRequested, this, &StoreView::closeOverlap);
    connect(m_overlap, &OverlapPage::segmentActivated, this,
            [this](const SegmentId &segment) { open(Place::of(segment)); });
    connect(m_overlap, &OverlapPage::segmentMenuRequested, this, &StoreView::chipMenu);
    connect(m_combine, &CombinePane::showRequested, this, &StoreView::showCombined);
    connect(m_combine, &CombinePane::makeSegmentRequested, this,
            [this](const QString &name, const SegmentSet &set, qint64 count) {
                m_commands->createSegment(name, combined(name, set, count));
            });
    connect(m_combine, &CombinePane::addToRequested, this,
            [this](QWidget *anchor, const QString &name, const SegmentSet &set, qint64 count) {
                const PeopleSelection people = combined(name, set, count);
                pick(anchor, {},
                     [this, people](SegmentId segment) { m_commands->addTo(segment, people); }, {});
            });
    m_combine->setCounter(
        [this](const SegmentSet &set, QObject *context, const Callback<qint64> &callback) {
            PeopleFilter filter;
            filter.segments = set;
            m_sources->count(filter, context, callback);
        });
    connect(m_overlap, &OverlapPage::addRequested, this,
            [this](QWidget *anchor, const QSet<SegmentId> &shown) {
                pick(anchor, shown,
                     [this](SegmentId segment) {
                         m_overlap->open(m_overlap->selected() + QList{segment});
                     },
                     {});
            });
    connect(m_overlap, &OverlapPage::pictureRequested, m_commands, &StoreCommands::savePicture);
    connect(m_overlap, &OverlapPage::errorDetailsRequested, this, [this](const ApiError &error) {
        m_commands->showError(error, WhatFailed::ReadMembers);
    });
    connect(m_overlap, &OverlapPage::shownChanged, this, [this] {
        if (isOverlapOpen())
            m_sidebar->setCompared(m_overlap->selected());
        Q_EMIT placeChanged();
    });
    connect(m_sidebar->list(), &SegmentListView::selectionEdited, this,
            &StoreView::selectionEdited);
    connect(m_sidebar->list(), &SegmentListView::pressEnded, this, [this] {
        if (isOverlapOpen())
            m_sidebar->setCompared(m_overlap->selected());
    });
    connect(m_sidebar->list(), &SegmentListView::selectionMenuRequested, this,
            [this](const QList<SegmentId> &segments, const QPoint &at) {
                auto *menu = new QMenu(this);
                menu->setObjectName(u"segmentsMenu"_s);
                menu->setToolTipsVisible(true);
                QAction *action = menu->addAction(
                    Icon::get(u"overlap"_s), tr("Compare %1").arg(words::segments(segments.size())),
                    this, [this, segments] { compare(segments); });
                action->setObjectName(u"compareAction"_s);
                action->setEnabled(m_sources->isComplete());
                action->setToolTip(m_sources->whyNot());
                addColorMenu(menu, segments);
                popup(menu, at);
            });
    connect(m_sidebar->list(), &SegmentListView::selectedSegmentsChanged, this,
            &StoreView::selectionChanged);
    connect(m_sources, &PeopleSources::completenessChanged, this, [this] {
        if (isOverlapOpen() && !m_sources->isComplete())
            closeOverlap();
        Q_EMIT selectionChanged();
    });
    connect(m_sources, &PeopleSources::statusChanged, this,
            [this] { m_overlap->setReadAt(m_sources->status().readAt); });
    connect(m_sources, &PeopleSources::changed, this, [this] {
        m_page->model()->refresh();
        if (isOverlapOpen())
            m_overlap->refresh();
    });
}

// ---- saved searches

void StoreView::wireSearches()
{
    SidebarModel *model = m_sidebar->model();
    model->setSearches(m_searches->all());
    m_countLater.setSingleShot(true);
    m_countLater.setInterval(500);
    connect(&m_countLater, &QTimer::timeout, this, [this] {
        countSearches();
        readCounts();
        for (int row = 0; row < m_segments->rowCount(); ++row)
            m_segments->invalidateCount(
                m_segments->index(row).data(SegmentListModel::IdRole).value<SegmentId>());
    });
    connect(m_sources, &PeopleSources::completenessChanged, m_segments, [this] {
        if (m_segments->state() == SegmentListModel::State::Failed)
            m_segments->retry();
    });
    connect(m_searches, &SavedSearches::changed, this, [this, model] {
        model->setSearches(m_searches->all());
        countSearches();
    });
    for (const auto signal : {&PeopleSources::changed, &PeopleSources::completenessChanged})
        connect(m_sources, signal, this, [this] { m_countLater.start(); });
    connect(m_sources, &PeopleSources::statusChanged, this, &StoreView::offerOffline);
    connect(
        model, &SidebarModel::searchRenameRequested, this,
        [this](const QUuid &id, const QString &name) {
            const SavedSearch *search = m_searches->find(id);
            const bool open = search && place() == Place::found(search->filter, search->name);
            if (!m_searches->rename(id, name)) {
                undoBar()->announce(u"warning"_s, Tone::Warn,
                                    tr("Another saved search is named %1").arg(words::quoted(name)),
                                    {});
                return;
            }
            search = m_searches->find(id);
            if (open && search)
                this->open(Place::found(search->filter, search->name));
        },
        // The list begins anew with the new name, which its editor must not see.
        Qt::QueuedConnection);
    connect(m_sidebar->list(), &SegmentListView::searchMenuRequested, this, &StoreView::searchMenu);
    connect(m_sidebar->list(), &SegmentListView::searchDeleteRequested, this,
            &StoreView::deleteSearch);
    connect(m_page, &PeoplePage::saveSearchRequested, this, &StoreView::saveSearch);
}

void StoreView::saveSearch()
{
    if (m_searches->isFull()) {
        undoBar()->announce(u"warning"_s, Tone::Warn,
                            tr("There are %1 saved searches already; delete one first.")
                                .arg(words::count(SavedSearches::maxSearches)),
                            {});
        return;
    }
    QStringList parts = m_page->filterTexts();
    if (place().isSegment())
        parts.prepend(m_segments->nameOf(place().segment));
    if (!place().text.isEmpty())
        parts.prepend(place().text);
    auto *dialog = new SaveSearchDialog(
        m_searches->freeName(parts.join(u", "_s)), SavedSearches::maxName,
        [this](const QString &name) { return m_searches->isTaken(name); }, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // What was asked for when the dialog was opened. The list stays where it is.
    connect(dialog, &QDialog::accepted, this, [this, dialog, filter = place().wholeFilter()] {
        const SavedSearch *saved = m_searches->find(m_searches->add(dialog->name(), filter));
        if (!saved)
            return;
        undoBar()->announce(u"check-circle"_s, Tone::Ok,
                            tr("Saved the search %1").arg(words::quoted(saved->name)),
                            {{tr("Open"), [this, id = saved->id] { openSearch(id); }}});
    });
    dialog->open();
}

void StoreView::openSearch(const QUuid &id)
{
    const SavedSearch *search = m_searches->find(id);
    if (!search)
        return;
    const Place found = Place::found(search->filter, search->name);
    Q_EMIT searchClosed();
    open(found);
}

void StoreView::searchMenu(const QUuid &id, const QPoint &at)
{
    const SavedSearch *search = m_searches->find(id);
    if (!search)
        return;
    const Place found = Place::found(search->filter, search->name);
    auto *menu = new QMenu(this);
    menu->setObjectName(u"searchMenu"_s);
    menu->setToolTipsVisible(true);
    menu->addAction(tr("Open"), this, [this, id] { openSearch(id); });
    menu->addSeparator();
    QAction *apply = writing(
        menu->addAction(Icon::get(u"people"_s), tr("Apply to a segment…"), this, [this, found] {
            pick(nullptr, {}, [this, found](SegmentId segment) { applySearch(found, segment); },
                 {});
        }));
    apply->setObjectName(u"applySearchAction"_s);
    apply->setEnabled(m_sources->isComplete() && m_segments->rowCount() > 0);
    apply->setToolTip(m_sources->whyNot());
    menu->addSeparator();
    // The keys belong to the list; the entries only name them.
    menu->addAction(Icon::get(u"pencil"_s), tr("Rename") + u"\tF2"_s, this, [this, id] {
        m_sidebar->list()->setFocus(Qt::OtherFocusReason);
        m_sidebar->list()->renameRow(m_sidebar->model()->rowOfSearch(id));
    });
    menu->addAction(Icon::get(u"trash"_s), tr("Delete search") + u"\tDel"_s, this,
                    [this, id] { deleteSearch(id); });
    popup(menu, at);
}

void StoreView::applySearch(const Place &found, SegmentId segment)
{
    PeopleSelection people;
    people.place = found;
    people.placeName = words::shown(found.title);
    people.selection.everybody = true;
    people.source = m_sources->source(found, PeopleOrder::CustomerId, Qt::AscendingOrder, true);
    m_commands->applySearch(found.title, people, segment);
}

void StoreView::deleteSearch(const QUuid &id)
{
    const SavedSearch *search = m_searches->find(id);
    if (!search)
        return;
    const SavedSearch gone = *search;
    const bool shown = place() == Place::found(gone.filter, gone.name);
    m_searches->remove(id);
    if (shown)
        open(Place::allProfiles());
    undoBar()->announce(u"trash"_s, Tone::OnTip,
                        tr("Deleted the search %1").arg(words::quoted(gone.name)),
                        {{tr("Undo"), [this, gone] { m_searches->restore(gone); }}});
}

void StoreView::countSearches()
{
    m_countingSearches = std::make_unique<QObject>();
    if (!m_sources->isComplete())
        return;
    for (const SavedSearch &search : m_searches->all()) {
        m_sources->count(search.filter, m_countingSearches.get(),
                         [this, id = search.id](const Result<qint64> &answer) {
                             m_sidebar->model()->setSearchCount(
                                 id, answer ? std::optional(*answer) : std::nullopt);
                         });
    }
}

// ---- without network

void StoreView::offerOffline()
{
    const bool offline = m_sources->status().offline;
    if (offline == m_offline)
        return;
    m_offline = offline;
    if (!m_session.interruptedJobs().isEmpty())
        return; // that question comes first
    if (!offline) {
        m_notice->hide();
        return;
    }
    const QString when = words::timeOfCopy(m_sources->status().readAt);
    m_notice->announce(Tone::Warn,
                       m_sources->isComplete()
                           ? tr("The store cannot be reached. You see the local copy of %1; "
                                "changes wait until the store answers.")
                                 .arg(when)
                           : tr("The store cannot be reached, and the local copy is not complete. "
                                "Nothing can be shown or changed until the store answers."),
                       {{tr("Try again"), [this] {
                             m_offline = false; // said again if it still cannot be reached
                             refresh();
                         }}});
}

QString StoreView::title() const
{
    if (isHistoryOpen())
        return tr("History");
    return isOverlapOpen() ? m_overlap->title() : m_page->placeName();
}

bool StoreView::isOverlapOpen() const
{
    return m_middle->currentWidget() == m_overlap;
}

void StoreView::sayGone(const QString &name)
{
    m_commands->undoBar()->announce(u"warning"_s, Tone::Warn, words::segmentGone(name), {});
}

void StoreView::compare(const QList<SegmentId> &segments)
{
    if (!m_sources->isComplete())
        return;
    setHistoryOpen(false);
    m_commands->gone().look(segments); // the copy does not tell
    m_overlap->setReadAt(m_sources->status().readAt);
    m_overlap->setStoreName(m_session.account().name);
    m_middle->setCurrentWidget(m_overlap);
    m_right->setCurrentWidget(m_combine);
    m_commands->setUndoBar(undoBar());
    m_overlap->open(segments);
    m_sidebar->setCompared(m_overlap->selected());
    applyWidth();
    m_overlap->plot()->setFocus(Qt::OtherFocusReason);
    Q_EMIT placeChanged();
    Q_EMIT selectionChanged();
}

void StoreView::compareSelected()
{
    compare(chosenSegments());
}

void StoreView::closeOverlap()
{
    if (!isOverlapOpen())
        return;
    const QWidget *focus = QApplication::focusWidget();
    const bool inList = focus && m_sidebar->isAncestorOf(focus);
    const Place back = m_page->place();
    const QList<SegmentId> compared = m_overlap->selected();
    open(back);
    if (compared.size() > 1)
        m_sidebar->leaveComparison(back, compared);
    if (!inList)
        m_page->table()->setFocus(Qt::OtherFocusReason);
}

/// While segments are compared, the selection of the list is the comparison. Rows that a filter
/// hides stay in it.
void StoreView::selectionEdited()
{
    if (!isOverlapOpen())
        return;
    const QList<SegmentId> selected = m_sidebar->list()->selectedSegments();
    const QSet<SegmentId> now(selected.cbegin(), selected.cend());
    QList<SegmentId> compared;
    for (const SegmentId &id : m_overlap->selected()) {
        if (now.contains(id) || m_sidebar->model()->rowOf(Place::of(id)) < 0)
            compared.append(id);
    }
    const QSet<SegmentId> before(compared.cbegin(), compared.cend());
    for (const SegmentId &id : selected) {
        if (!before.contains(id))
            compared.append(id);
    }
    if (compared != m_overlap->selected())
        m_overlap->open(compared);
    else
        m_sidebar->setCompared(compared); // a row that is no segment was selected
}

/// Where what was done is said: over what is shown.
UndoBar *StoreView::undoBar() const
{
    return isHistoryOpen() ? m_history->undoBar()
        : isOverlapOpen()  ? m_overlap->undoBar()
                           : m_page->undoBar();
}

void StoreView::chipMenu(SegmentId segment, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"compareChipMenu"_s);
    menu->addAction(tr("Open"), this, [this, segment] { open(Place::of(segment)); });
    addColorMenu(menu, {segment});
    menu->addSeparator();
    menu->addAction(Icon::get(u"close"_s), tr("Remove from the comparison") + u"\tDel"_s, this,
                    [this, segment] { m_overlap->remove(segment); });
    popup(menu, at);
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

PeopleSelection StoreView::combined(const QString &name, const SegmentSet &set, qint64 count) const
{
    PeopleFilter filter;
    filter.segments = set;
    PeopleSelection people;
    people.place = Place::found(filter, name);
    people.placeName = words::shown(name);
    people.count = count;
    people.total = count;
    people.selection.everybody = true;
    people.source =
        m_sources->source(people.place, PeopleOrder::CustomerId, Qt::AscendingOrder, true);
    return people;
}

void StoreView::showCombined(const QString &name, const SegmentSet &set)
{
    PeopleFilter filter;
    filter.segments = set;
    open(Place::found(filter, name));
}

void StoreView::wireDetails()
{
    connect(m_details, &DetailsPane::closeRequested, this, [this] { setDetailsOpen(false); });
    connect(m_details, &DetailsPane::segmentActivated, this,
            [this](const SegmentId &segment) { open(Place::of(segment)); });
    connect(m_details, &DetailsPane::removeFromSegmentRequested, this,
            [this](const SegmentId &segment) {
                m_commands->removePerson(refOf(*m_details->person()), segment);
            });
    connect(m_details, &DetailsPane::addToSegmentRequested, this,
            [this](QWidget *anchor, const QSet<SegmentId> &memberOf) {
                const PersonRef person = refOf(*m_details->person());
                pick(
                    anchor, memberOf,
                    [this, person](SegmentId segment) { m_commands->addPerson(person, segment); },
                    [this](const QString &name) { m_commands->newSegment(name); });
            });
    connect(m_details, &DetailsPane::createProfileRequested, this,
            [this] { m_commands->createProfile(m_details->person()->customerId); });
    connect(m_details, &DetailsPane::deleteProfileRequested, this, [this] {
        m_commands->deleteProfile(refOf(*m_details->person()), m_details->person()->displayName());
    });
}

void StoreView::offerInterruptedJobs()
{
    const QList<StoreSession::InterruptedJob> jobs = m_session.interruptedJobs();
    if (jobs.isEmpty()) {
        m_notice->hide();
        return;
    }
    // One at a time, the oldest first: the answer to one may change what the next means.
    const StoreSession::InterruptedJob &job = jobs.first();
    const qint64 id = job.id;
    m_notice->announce(
        Tone::Warn,
        tr("Segment Desk closed before this was finished: %1 (started %2). Nothing is sent twice.")
            .arg(words::jobDoing(job.facts), words::dateTime(job.startedAt)),
        {{tr("Resume"), [this, id] { m_session.resumeJob(id); }},
         {tr("Discard"), [this, id] { m_session.dismissJob(id); }}});
}

void StoreView::setHistoryOpen(bool open)
{
    if (open == isHistoryOpen())
        return;
    if (open) {
        m_history = new HistoryPage(m_session);
        connect(m_history, &HistoryPage::closeRequested, this, [this] { setHistoryOpen(false); });
        connect(m_history, &HistoryPage::undoRequested, m_commands, &StoreCommands::undo);
        connect(m_history, &HistoryPage::saveRequested, m_commands, &StoreCommands::saveOutcome);
        connect(m_history, &HistoryPage::retryRequested, m_commands,
                qOverload<const Plan &, End>(&StoreCommands::retry));
        m_stack->addWidget(m_history);
        m_stack->setCurrentWidget(m_history);
        m_commands->setUndoBar(m_history->undoBar());
        m_history->list()->setFocus(Qt::OtherFocusReason);
    } else {
        m_stack->removeWidget(m_history);
        m_history->deleteLater(); // it may be its own signal that led here
        m_history = nullptr;
        m_commands->setUndoBar(undoBar());
        m_page->table()->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT placeChanged();
    Q_EMIT selectionChanged();
}

void StoreView::open(const Place &place)
{
    setHistoryOpen(false);
    const bool fromOverlap = isOverlapOpen();
    m_middle->setCurrentWidget(m_page);
    m_right->setCurrentWidget(m_details);
    if (fromOverlap) {
        m_overlap->close();
        m_commands->setUndoBar(undoBar());
        applyWidth();
    }
    if (place.kind != Place::Kind::Search) {
        m_beforeSearch = place;
        m_everywhere = false;
    }
    const bool typedOn = place.kind == Place::Kind::Search
        && m_page->place().kind == Place::Kind::Search && m_page->place().segment == place.segment;
    m_page->setSearchScope(m_beforeSearch.isSegment() ? m_beforeSearch.segment : SegmentId());
    m_detailsOfNobody = false;
    m_page->open(place);
    m_openName = m_segments->nameOf(place.segment);
    if (place.isSegment())
        m_session.checkMembers(place.segment);
    // The copy does not tell that a segment is gone; of a search that is typed on, once is enough.
    if (!place.segment.isNull() && m_sources->isComplete() && !typedOn)
        m_commands->gone().look({place.segment});
    m_sidebar->setOpenPlace(place);
    Q_EMIT placeChanged();
    Q_EMIT selectionChanged();
}

const Place &StoreView::place() const
{
    return m_page->place();
}

void StoreView::refresh()
{
    m_segments->refresh();
    // With the copy, the store is read into it, and the tables follow.
    if (!m_sources->readAgain())
        m_page->refresh();
    m_details->refresh();
    readCounts();
}

void StoreView::search(const QString &text)
{
    if (text.trimmed().isEmpty()) {
        if (place().kind == Place::Kind::Search
            && (!place().text.isEmpty() || place().filter.isEmpty()))
            open(m_beforeSearch);
    } else {
        // Only the copy can search in a segment.
        const bool inSegment =
            m_beforeSearch.isSegment() && !m_everywhere && m_sources->isComplete();
        open(Place::search(text.trimmed(), inSegment ? m_beforeSearch.segment : SegmentId()));
    }
}

void StoreView::searchEverywhere()
{
    m_everywhere = true; // also what is typed next, until another place is opened
    const bool inSegment =
        place().kind == Place::Kind::Search && !place().segment.isNull() && place().title.isEmpty();
    if (!inSegment || place().text.isEmpty())
        return;
    open(Place::search(place().text));
    m_page->focusContent();
}

void StoreView::readCounts()
{
    m_counting = std::make_unique<QObject>();
    m_sources->storeCounts(m_counting.get(), [this](const Result<StoreCounts> &answer) {
        if (!answer)
            return; // the counts of the sidebar stay as they are; the tables say what is wrong
        m_counts = *answer;
        m_sidebar->model()->setTotals(answer->profiles,
                                      std::max<qint64>(0, answer->customers - answer->profiles));
    });
}

// ---- what the menus do

bool StoreView::hasSelection() const
{
    return !isHistoryOpen() && !isOverlapOpen() && m_page->table()->selectedRowCount() > 0;
}

bool StoreView::canRemove() const
{
    return place().isSegment() && hasSelection() && !isOverlapOpen();
}

void StoreView::removeSelected()
{
    if (canRemove())
        m_commands->remove(m_page->selection());
}

void StoreView::addSelectedTo(QWidget *anchor)
{
    const PeopleSelection selection = m_page->selection();
    if (selection.isEmpty())
        return;
    QSet<SegmentId> hidden;
    if (place().isSegment())
        hidden.insert(place().segment);
    pick(
        anchor, hidden,
        [this, selection](SegmentId segment) { m_commands->addTo(segment, selection); },
        [this, selection](const QString &name) { m_commands->newSegment(name, selection); });
}

void StoreView::moveSelectedTo(QWidget *anchor)
{
    const PeopleSelection selection = m_page->selection();
    if (selection.isEmpty() || !place().isSegment())
        return;
    pick(anchor, {place().segment},
         [this, selection](SegmentId segment) { m_commands->moveTo(segment, selection); }, {});
}

void StoreView::mergeSegment(SegmentId segment)
{
    pick(nullptr, {segment},
         [this, segment](SegmentId target) { m_commands->mergeInto(segment, target); }, {});
}

void StoreView::deleteSelectedProfiles()
{
    m_commands->deleteProfiles(m_page->selection());
}

ShownList StoreView::shownFor(const Place &at) const
{
    constexpr int previewed = 5;
    ShownList shown;
    shown.segments = m_sidebar->list()->selectedSegments();
    if (shown.segments.size() < 2)
        shown.segments.clear(); // the open one is always selected
    if (at != place())
        return shown;
    shown.order = m_page->order();
    shown.direction = m_page->direction();
    for (int row = 0; row < previewed; ++row) {
        if (const Person *person = m_page->model()->rowAt(row))
            shown.first.append(*person);
    }
    return shown;
}

void StoreView::exportPeople()
{
    PeopleSelection selection = m_page->selection();
    const bool part = place().kind == Place::Kind::Search || !place().filter.isEmpty();
    // Of a search or a filtered list, what is shown is meant: the copy finds it again, and where
    // there is none it is read as it was found.
    if (selection.isEmpty() && part) {
        selection = m_page->everybody();
        if (m_sources->isComplete() && m_session.mirror())
            selection.count = 0;
    }
    m_commands->exportPeople(place(), selection, shownFor(place()));
}

void StoreView::exportMatrix()
{
    m_commands->exportMatrix(shownFor(place()));
}

void StoreView::importFile(const QString &path)
{
    if (place().isSegment()) {
        m_commands->importFile(place().segment, path);
        return;
    }
    if (m_segments->state() == SegmentListModel::State::Loading) {
        // Given on the command line: the list to choose from is on its way.
        connect(
            m_segments, &SegmentListModel::stateChanged, this, [this, path] { importFile(path); },
            Qt::SingleShotConnection);
        return;
    }
    pick(nullptr, {}, [this, path](SegmentId segment) { m_commands->importFile(segment, path); },
         {});
}

void StoreView::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void StoreView::dropEvent(QDropEvent *event)
{
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    importFile(path);
}

void StoreView::paste()
{
    const QString text = QApplication::clipboard()->text();
    if (place().isSegment() && !text.trimmed().isEmpty())
        m_commands->addPeople(place().segment, text);
}

void StoreView::copySelected()
{
    m_commands->copyIds(m_page->selection());
}

void StoreView::renameSegment()
{
    if (!place().isSegment())
        return;
    SegmentListView *list = m_sidebar->list();
    const int row = m_sidebar->model()->rowOf(place());
    if (row < 0) {
        m_commands->editSegment(place().segment);
        return;
    }
    list->setFocus(Qt::ShortcutFocusReason);
    list->setCurrentIndex(m_sidebar->model()->index(row));
    list->renameCurrent();
}

void StoreView::pick(QWidget *anchor, const QSet<SegmentId> &hidden,
                     const Handler<void(SegmentId)> &then,
                     const std::optional<Handler<void(QString)>> &thenNew)
{
    m_picked = then;
    m_pickedNew = thenNew;
    m_picker->setOffersNew(thenNew.has_value());
    if (anchor)
        m_picker->openAt(anchor, hidden);
    else
        m_picker->openAtPointer(hidden);
}

// ---- menus

void StoreView::popup(QMenu *menu, const QPoint &at)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_session.access().isReadOnly()) {
        menu->setToolTipsVisible(true);
        const QList<QAction *> actions = menu->actions();
        for (QAction *action : actions) {
            if (!action->property(writesProperty).toBool())
                continue;
            action->setEnabled(false);
            action->setToolTip(words::readOnlyToken());
            action->setStatusTip(words::readOnlyToken());
        }
    }
    menu->popup(at);
}

void StoreView::segmentMenu(const Place &place, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"segmentMenu"_s);
    if (!place.isSegment()) {
        writing(menu->addAction(Icon::get(u"plus"_s), tr("New segment…"), this,
                                [this] { m_commands->newSegment(); }));
        writing(menu->addAction(Icon::get(u"person-plus"_s), tr("Create profiles…"), this,
                                [this] { m_commands->createProfiles(); }));
        popup(menu, at);
        return;
    }
    const SegmentId id = place.segment;
    menu->addAction(tr("Open"), this, [this, place] { open(place); });
    menu->addSeparator();
    writing(menu->addAction(Icon::get(u"plus"_s), tr("Add people…"), this,
                            [this, id] { m_commands->addPeople(id); }));
    writing(menu->addAction(Icon::get(u"import"_s), tr("Import…"), this,
                            [this, id] { m_commands->importFile(id); }));
    menu->addAction(Icon::get(u"export"_s), tr("Export…"), this, [this, place] {
        PeopleSelection none;
        none.total = m_sidebar->model()->rowOf(place) < 0
            ? -1
            : m_segments->indexOf(place.segment).data(SegmentListModel::CountRole).toLongLong();
        m_commands->exportPeople(place, none, shownFor(place));
    });
    writing(menu->addAction(tr("Add its members to…"), this, [this, id] {
        pick(nullptr, {id}, [this, id](SegmentId target) { m_commands->addSegmentTo(id, target); },
             {});
    }))->setEnabled(m_segments->rowCount() > 1);
    menu->addSeparator();
    writing(menu->addAction(Icon::get(u"pencil"_s), tr("Rename"), QKeySequence(Qt::Key_F2), this,
                            [this, place] {
                                open(place);
                                renameSegment();
                            }));
    writing(menu->addAction(tr("Name and description…"), this,
                            [this, id] { m_commands->editSegment(id); }));
    addColorMenu(menu, {id});
    menu->addAction(tr("Copy segment ID"), this,
                    [id] { QApplication::clipboard()->setText(id.toString()); });
    menu->addSeparator();
    writing(menu->addAction(Icon::get(u"copies"_s), tr("Duplicate segment…"), this,
                            [this, id] { m_commands->duplicateSegment(id); }));
    writing(menu->addAction(tr("Merge into…"), this, [this, id] {
        mergeSegment(id);
    }))->setEnabled(m_segments->rowCount() > 1);
    menu->addSeparator();
    writing(
        menu->addAction(tr("Empty segment…"), this, [this, id] { m_commands->emptySegment(id); }));
    writing(menu->addAction(Icon::get(u"trash"_s), tr("Delete segment…"), this,
                            [this, id] { m_commands->deleteSegment(id); }));
    popup(menu, at);
}

void StoreView::addColorMenu(QMenu *menu, const QList<SegmentId> &segments)
{
    QMenu *colors = menu->addMenu(tr("Color"));
    colors->setObjectName(u"segmentColorMenu"_s);
    m_colors->fillMenu(colors, segments);
}

QList<SegmentId> StoreView::chosenSegments() const
{
    QList<SegmentId> segments = m_sidebar->list()->selectedSegments();
    if (segments.size() < 2 && place().isSegment() && !isOverlapOpen())
        segments = {place().segment};
    return segments;
}

void StoreView::fillColorMenu(QMenu *menu)
{
    m_colors->fillMenu(menu, chosenSegments());
}

void StoreView::addPeopleActions(QMenu *menu, bool withRemove)
{
    const bool any = hasSelection();
    const bool withoutProfile = place().kind == Place::Kind::WithoutProfile;
    if (withoutProfile) {
        writing(menu->addAction(Icon::get(u"person-plus"_s), tr("Create profiles…"), this, [this] {
            m_commands->createProfiles(m_page->selection());
        }))->setEnabled(any);
    } else {
        writing(menu->addAction(Icon::get(u"person-plus"_s), tr("Add to a segment…"), this, [this] {
            addSelectedTo(nullptr);
        }))->setEnabled(any);
    }
    if (place().isSegment()) {
        writing(menu->addAction(Icon::get(u"arrow-right"_s), tr("Move to a segment…"), this,
                                [this] { moveSelectedTo(nullptr); }))
            ->setEnabled(any);
    }
    if (withRemove && place().isSegment()) {
        QAction *remove = writing(menu->addAction(
            Icon::get(u"person-minus"_s),
            tr("Remove from %1")
                .arg(words::buttonText(words::shortened(m_segments->nameOf(place().segment), 30))),
            QKeySequence(Qt::Key_Delete), this, [this] { removeSelected(); }));
        remove->setEnabled(any);
    }
    menu->addAction(Icon::get(u"export"_s), tr("Export…"), this, [this] { exportPeople(); });
    menu->addAction(Icon::get(u"copy"_s), tr("Copy customer IDs"), QKeySequence::Copy, this,
                    [this] { copySelected(); })
        ->setEnabled(any);
    if (!withoutProfile) {
        menu->addSeparator();
        writing(menu->addAction(Icon::get(u"trash"_s), tr("Delete profiles…"), this, [this] {
            deleteSelectedProfiles();
        }))->setEnabled(any);
    }
}

void StoreView::peopleMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"peopleMenu"_s);
    addPeopleActions(menu, true);
    menu->addSeparator();
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this,
                    [this] { m_page->selectAll(); });
    if (!isDetailsOpen())
        menu->addAction(tr("Show details"), QKeySequence(Qt::Key_F4), this,
                        [this] { setDetailsOpen(true); });
    popup(menu, at);
}

void StoreView::moreMenu(QWidget *anchor)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"moreMenu"_s);
    addPeopleActions(menu, true);
    popup(menu, anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

void StoreView::pageMenu(QWidget *anchor)
{
    if (place().isSegment()) {
        segmentMenu(place(), anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
        return;
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(u"pageMenu"_s);
    menu->addAction(Icon::get(u"refresh"_s), tr("Refresh"), QKeySequence::Refresh, this,
                    [this] { refresh(); });
    menu->addAction(Icon::get(u"export"_s), tr("Export…"), this, [this] { exportPeople(); });
    writing(menu->addAction(Icon::get(u"person-plus"_s), tr("Create profiles…"), this,
                            [this] { m_commands->createProfiles(); }));
    popup(menu, anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

void StoreView::fillColumnsMenu(QMenu *menu)
{
    menu->clear();
    using Column = PeopleTableModel::Column;
    PeopleTable *table = m_page->table();
    for (int column = 0; column < PeopleTableModel::columns; ++column) {
        if (column == int(Column::Box))
            continue;
        QAction *action =
            menu->addAction(m_page->model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(table->isColumnWanted(column));
        action->setEnabled(column != int(Column::Name) && column != int(Column::Email));
        connect(action, &QAction::toggled, this,
                [table, column](bool wanted) { table->setColumnWanted(column, wanted); });
    }
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), this, [table] { table->resetColumns(); });
    QAction *compact = menu->addAction(tr("Compact rows"));
    compact->setCheckable(true);
    compact->setChecked(isCompact());
    connect(compact, &QAction::toggled, this, &StoreView::setCompact);
}

void StoreView::columnsMenu(QWidget *anchor)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"columnsMenu"_s);
    fillColumnsMenu(menu);
    popup(menu, anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

// ---- layout

bool StoreView::isDetailsOpen() const
{
    return m_right->isVisibleTo(this);
}

bool StoreView::isNarrow() const
{
    return m_widthClass >= 0 && widthClasses[m_widthClass].details == 0;
}

bool StoreView::wantsDetails() const
{
    if (isOverlapOpen())
        return true; // the overlap is not to be used without the combination beside it
    // An empty pane would only take the room away from the table.
    const bool anybody = m_page->table()->currentIndex().isValid() || m_detailsOfNobody;
    return anybody && (isNarrow() ? m_detailsAsked : m_detailsWanted);
}

void StoreView::setDetailsOpen(bool open)
{
    // Opening is a wish for every width; closing in a narrow window says nothing of a wide one.
    if (open || !isNarrow()) {
        m_detailsWanted = open;
        m_settings.setValue(u"window/details"_s, open);
    }
    m_detailsAsked = open;
    m_detailsOfNobody = open && !m_page->makeSomebodyCurrent();
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && m_right->isAncestorOf(focus);
    applyWidth();
    if (hadFocus && !isDetailsOpen())
        m_page->table()->setFocus(Qt::OtherFocusReason);
}

bool StoreView::isCompact() const
{
    return m_page->table()->isCompact();
}

void StoreView::setCompact(bool compact)
{
    m_page->table()->setCompact(compact);
    m_settings.setValue(u"people/compact"_s, compact);
}

int StoreView::widthClass() const
{
    int number = 0;
    while (width() < px(widthClasses[number].from, this))
        ++number;
    return number;
}

void StoreView::applyWidth()
{
    const int number = widthClass();
    const bool changed = number != m_widthClass;
    if (changed) {
        saveSizes();
        m_widthClass = number;
        if (!isNarrow())
            m_detailsAsked = false;
    }
    const WidthClass &now = widthClasses[number];
    const bool open = wantsDetails();
    const bool openChanged = open != isDetailsOpen();
    if (openChanged && !changed)
        saveSizes();
    m_right->setVisible(open);
    m_activity->setLow(window()->height() < px(lowWindow, this));
    m_activity->setShort(number >= 2);
    if (changed || openChanged) {
        const QVariantList kept =
            m_settings.value(u"window/panes"_s + QString::number(number)).toList();
        int sidebar = kept.value(0, px(now.sidebar, this)).toInt();
        int details =
            kept.value(1, px(now.details > 0 ? now.details : detailsWhenAsked, this)).toInt();
        sidebar = std::clamp(sidebar, px(160, this), px(480, this));
        details = std::clamp(details, px(244, this), px(480, this));
        m_splitter->setSizes({sidebar, width() - sidebar - (open ? details : 0), details});
    }
    if (openChanged)
        Q_EMIT detailsOpenChanged(open);
}

void StoreView::saveSizes()
{
    if (m_widthClass < 0)
        return;
    const QList<int> sizes = m_splitter->sizes();
    const QVariantList before =
        m_settings.value(u"window/panes"_s + QString::number(m_widthClass)).toList();
    const int details = isDetailsOpen()
        ? sizes.at(2)
        : before.value(1, px(std::max(widthClasses[m_widthClass].details, detailsWhenAsked), this))
              .toInt();
    m_settings.setValue(u"window/panes"_s + QString::number(m_widthClass),
                        QVariantList{sizes.at(0), details});
}

void StoreView::saveState()
{
    saveSizes();
    m_page->table()->saveColumns(m_settings);
    m_settings.setValue(u"window/activity"_s, m_activity->isOpenWhenHigh());
}

void StoreView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    applyWidth();
}

// ---- focus

QWidgetList StoreView::panes() const
{
    if (isHistoryOpen())
        return {m_history->list(), m_activity};
    QWidgetList widgets{m_sidebar->list(), m_page->table()};
    if (isOverlapOpen())
        widgets[1] = m_overlap->plot();
    if (isDetailsOpen())
        widgets.append(m_right);
    widgets.append(m_activity);
    return widgets;
}

bool StoreView::focusNextPane(bool forward)
{
    const QWidgetList all = panes();
    const QWidget *focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QWidget *pane = all.at(i);
        if (isHistoryOpen() && i == 0)
            pane = m_history;
        else if (!isHistoryOpen() && i < 2)
            pane = i == 0 ? static_cast<QWidget *>(m_sidebar) : m_middle;
        if (focus && (focus == pane || pane->isAncestorOf(focus)))
            at = i;
    }
    const qsizetype next = forward ? at + 1 : at - 1;
    if (at < 0 || next < 0 || next >= all.size())
        return false;
    QWidget *pane = all.at(next);
    if (pane->focusPolicy() != Qt::NoFocus) {
        pane->setFocus(Qt::ShortcutFocusReason);
        return true;
    }
    // A pane without a focus of its own: its first control.
    const QList<QWidget *> children = pane->findChildren<QWidget *>();
    for (QWidget *child : children) {
        if (child->isVisibleTo(pane) && child->isEnabled() && child->focusPolicy() & Qt::TabFocus) {
            child->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return false;
}

void StoreView::focusFirstPane(bool forward)
{
    if (isHistoryOpen())
        m_history->list()->setFocus(Qt::ShortcutFocusReason);
    else if (forward)
        m_sidebar->list()->setFocus(Qt::ShortcutFocusReason);
    else
        m_page->table()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace segmentdesk
