// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/peoplepage.h"

#include "models/session/storesession.h"
#include "models/settings/settings.h"
#include "models/sources/storesources.h"
#include "models/sources/withoutprofilescan.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/controls.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/selectionbar.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/writegate.h"
#include "ui/people/filterbar.h"
#include "ui/people/peoplehead.h"
#include "ui/people/peoplesources.h"
#include "ui/people/peoplestates.h"
#include "ui/words/errorwords.h"
#include "ui/words/jobwords.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Column = PeopleTableModel::Column;

constexpr int longestOnButton = 18; ///< characters of a name

constexpr int number(Column column)
{
    return static_cast<int>(column);
}

} // namespace

PeoplePage::PeoplePage(StoreSession &session, SegmentListModel &segments, WithoutProfileScan &scan,
                       PeopleSources &sources, QSettings &settings, WriteGate &gate,
                       QWidget *parent)
    : QWidget(parent), m_session(session), m_segments(segments), m_scan(scan), m_sources(sources),
      m_settings(settings), m_gate(gate), m_model(new PeopleTableModel(this)),
      m_table(new PeopleTable(*m_model,
                              [this](const QList<SegmentId> &ids) {
                                  return PeopleDelegate::chipsOf(ids, m_segments);
                              })),
      m_ticked(*m_table, *m_model), m_progress(new ProgressStrip)
{
    setObjectName(u"peoplePage"_s);
    m_model->setCustomerLookup(customerLookup(m_session.interactive()));
    m_model->setSegmentNames([this](SegmentId id) { return m_segments.nameOf(id); });

    m_table->setSelectionSource([this] { return selection(); });
    m_table->setHeaderSelectsAll(false);
    m_state = new StateView(m_table);
    m_states = new PeopleStates(*m_state, *m_model, m_segments, m_scan, m_sources, m_gate, this);
    connect(m_states, &PeopleStates::searchEverywhereRequested, this,
            &PeoplePage::searchEverywhereRequested);
    connect(m_states, &PeopleStates::searchCleared, this, &PeoplePage::searchCleared);
    connect(m_states, &PeopleStates::filterChanged, this, &PeoplePage::filterChanged);
    connect(m_states, &PeopleStates::createProfilesRequested, this,
            &PeoplePage::createProfilesRequested);
    connect(m_states, &PeopleStates::addPeopleRequested, this, &PeoplePage::addPeopleRequested);
    connect(m_states, &PeopleStates::importRequested, this, &PeoplePage::importRequested);
    connect(m_states, &PeopleStates::errorDetailsRequested, this,
            &PeoplePage::errorDetailsRequested);
    m_state->setSlow(words::notAnswered,
                     {{tr("Retry"), u"refresh"_s,
                       [this] {
                           m_model->giveUp();
                           m_model->retry();
                       }},
                      {tr("Cancel"), {}, [this] { m_model->giveUp(); }}});
    connect(m_model, &PagedTableModelBase::slow, this, [this](int seconds) {
        // Once; it stays while the pointer is on it, and the rows say that they are read.
        if (seconds != PagedTableModelBase::slowSeconds)
            return;
        m_messageBar->announce(u"clock"_s, Tone::Warn, words::notAnswered(seconds),
                               {{tr("Retry"),
                                 [this] {
                                     m_model->giveUp();
                                     m_model->retry();
                                 }},
                                {tr("Cancel"), [this] { m_model->giveUp(); }}},
                               60'000);
    });
    m_messageBar = new MessageBar(m_table);
    m_messageBar->setObjectName(u"messageBar"_s);
    m_progress->setObjectName(u"pageProgress"_s);
    m_progress->setContentsMargins(18, 8, 18, 8);
    m_progress->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_head = new PeopleHead(m_segments, m_scan, m_sources, *m_model, m_gate, this);
    connect(m_head, &PeopleHead::importClicked, this, &PeoplePage::importRequested);
    connect(m_head, &PeopleHead::exportClicked, this, &PeoplePage::exportRequested);
    connect(m_head, &PeopleHead::primaryClicked, this, [this] {
        if (m_place.isSegment())
            Q_EMIT addPeopleRequested();
        else if (m_place.kind == PeopleListKey::Kind::Search)
            Q_EMIT searchCleared();
        else
            Q_EMIT createProfilesRequested();
    });
    connect(m_head, &PeopleHead::menuClicked, this, &PeoplePage::pageMenuRequested);
    layout->addWidget(m_head);
    layout->addWidget(new Line);
    layout->addWidget(makeBar());
    layout->addWidget(m_progress);
    layout->addWidget(m_table, 1);

    connect(m_model, &PagedTableModelBase::stateChanged, this, &PeoplePage::updateState);
    connect(m_model, &PagedTableModelBase::totalChanged, this, &PeoplePage::updateHead);
    connect(m_model, &PagedTableModelBase::totalChanged, this, &PeoplePage::updateActions);
    connect(m_model, &PagedTableModelBase::totalChanged, this, [this] {
        if (m_ticked.isWaiting() && m_model->isTotalKnown())
            selectAll();
    });
    connect(m_model, &PagedTableModelBase::readAtChanged, this, &PeoplePage::updateAge);
    connect(m_model, &PagedTableModelBase::refreshingChanged, this, &PeoplePage::updateAge);
    connect(m_model, &PagedTableModelBase::loadFailed, this, [this](const ApiError &error) {
        if (m_place.isSegment() && error.kind == ApiError::Kind::NotFound) {
            Q_EMIT segmentGone();
            return;
        }
        const ErrorWords failure = words::errorWords(
            error, m_place.isSegment() ? WhatFailed::ReadMembers : WhatFailed::ReadProfiles);
        m_messageBar->announce(
            u"error"_s, Tone::Err, failure.title,
            {{tr("Retry"), [this] { m_model->retry(); }},
             {tr("Details"), [this, error] { Q_EMIT errorDetailsRequested(error); }}});
    });
    connect(m_model, &PagedTableModelBase::identitiesChanged, m_table, &QTableView::clearSelection);
    connect(m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                const int row = m_table->currentIndex().row();
                if (row >= first.row() && row <= last.row())
                    Q_EMIT currentPersonChanged();
            });
    connect(m_table, &TableView::retryRequested, m_model, &PagedTableModelBase::retry);
    connect(m_table, &PeopleTable::currentRowChanged, this, &PeoplePage::currentPersonChanged);
    connect(m_table, &PeopleTable::removeRequested, this, &PeoplePage::removeRequested);
    connect(m_table, &PeopleTable::escapePressed, this, [this] {
        if (m_messageBar->isShowing())
            m_messageBar->dismiss();
        else
            m_table->clearSelection();
    });
    connect(m_table, &TableView::headerCheckToggled, this, [this](bool all) {
        if (all)
            selectAll();
        else
            m_table->clearSelection();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PeoplePage::selectionMoved);
    connect(&m_scan, &WithoutProfileScan::progress, this, &PeoplePage::updateScan);
    connect(&m_scan, &WithoutProfileScan::finished, this, &PeoplePage::updateScan);
    connect(&m_segments, &SegmentListModel::segmentsChanged, this, &PeoplePage::segmentsChanged);
    connect(&m_segments.markers(), &SegmentMarkers::changed, this, &PeoplePage::segmentsChanged);
    connect(&m_ageTimer, &QTimer::timeout, this, &PeoplePage::updateAge);
    connect(m_table->tableHeader(), &QHeaderView::sectionClicked, this, &PeoplePage::headerClicked);
    connect(&m_sources, &PeopleSources::completenessChanged, this,
            &PeoplePage::completenessChanged);
    connect(&m_sources, &PeopleSources::statusChanged, this, [this] {
        updateAge();
        updateSorting();
    });
    connect(m_filters, &FilterBar::filterChanged, this, &PeoplePage::filterChanged);
    connect(m_filters, &FilterBar::scopeChosen, this, &PeoplePage::searchScopeChosen);
    connect(m_filters, &FilterBar::saveRequested, this, &PeoplePage::saveSearchRequested);
    connect(&m_gate, &WriteGate::changed, this, [this] {
        updateActions();
        if (m_model->state() == PagedTableModelBase::State::Empty)
            m_states->showEmpty();
    });
    m_ageTimer.start(15'000);
}

PeoplePage::~PeoplePage() = default;

QWidget *PeoplePage::makeBar()
{
    m_bar = new QStackedWidget;
    m_bar->setFixedHeight(px(42, this));

    auto *plain = new QWidget;
    m_hint = new Label({}, TypeRole::Caption, Tone::Second);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hint->setWordWrap(true); // the bar has room for two lines
    auto *columns = makeToolButton(u"columns"_s, tr("Columns"));
    columns->setObjectName(u"columnsButton"_s);
    auto *plainLayout = new QHBoxLayout(plain);
    plainLayout->setContentsMargins(18, 0, 14, 0);
    plainLayout->setSpacing(12);
    m_filters = new FilterBar(m_segments, m_sources);
    plainLayout->addWidget(m_filters);
    plainLayout->addWidget(m_hint, 1);
    plainLayout->addWidget(columns);
    connect(columns, &QToolButton::clicked, this,
            [this, columns] { Q_EMIT columnsMenuRequested(columns); });

    m_selectionBar = new SelectionBar;
    m_selectionBar->setObjectName(u"selectionBar"_s);
    const auto add = [this](const QString &name, const QString &text, const QString &icon) {
        QPushButton *button = makeButton(text, icon);
        button->setObjectName(name);
        m_selectionBar->addWidget(button);
        return button;
    };
    m_addTo = add(u"addToButton"_s, tr("Add to"), u"person-plus"_s);
    m_addTo->setProperty("chevron", true);
    m_create = add(u"createProfilesButton"_s, tr("Create profiles…"), u"person-plus"_s);
    m_remove = add(u"removeButton"_s, tr("Remove"), u"person-minus"_s);
    m_exportSelection = add(u"exportSelectionButton"_s, tr("Export…"), u"export"_s);
    m_more = add(u"moreButton"_s, tr("More"), {});
    m_more->setProperty("chevron", true);

    connect(m_selectionBar, &SelectionBar::selectAllRequested, this, &PeoplePage::selectAll);
    connect(m_selectionBar, &SelectionBar::clearRequested, m_table, &QTableView::clearSelection);
    connect(m_addTo, &QPushButton::clicked, this, [this] { Q_EMIT addToRequested(m_addTo); });
    connect(m_create, &QPushButton::clicked, this, &PeoplePage::createProfilesRequested);
    connect(m_remove, &QPushButton::clicked, this, &PeoplePage::removeRequested);
    connect(m_exportSelection, &QPushButton::clicked, this, &PeoplePage::exportRequested);
    connect(m_more, &QPushButton::clicked, this, [this] { Q_EMIT moreMenuRequested(m_more); });

    m_bar->addWidget(plain);
    m_bar->addWidget(m_selectionBar);
    return m_bar;
}

void PeoplePage::open(const PeopleListKey &place)
{
    if (m_opened && place == m_place)
        return;
    m_opened = true;
    m_place = place;
    m_states->forgetCount();
    m_filters->forgetTyped();
    m_table->clearSelection();
    m_ticked.reset();
    m_table->setColumnMeaningless(number(Column::OtherSegments),
                                  place.kind == PeopleListKey::Kind::WithoutProfile);
    m_table->setColumnMeaningless(number(Column::ProfileUuid),
                                  place.kind == PeopleListKey::Kind::WithoutProfile);
    m_model->setOpenSegment(place.isSegment() ? std::optional(place.segment) : std::nullopt);
    const TableSettings::Sorting kept = TableSettings(m_settings).sorting(sortKey());
    m_order = static_cast<PeopleOrder>(std::clamp(kept.order, 0, int(PeopleOrder::ProfileSince)));
    m_direction = kept.isDescending ? Qt::DescendingOrder : Qt::AscendingOrder;
    setSource();
    updateHead();
    updateActions();
    updateState();
    updateScan();
    Q_EMIT currentPersonChanged();
}

void PeoplePage::setSource()
{
    m_fromCopy = m_sources.isComplete();
    m_states->setPlace(m_place, m_fromCopy);
    // Without the copy, who has no profile is known only by looking through all customers.
    if (m_place.kind == PeopleListKey::Kind::WithoutProfile && !m_fromCopy && !m_scan.isRunning()
        && !m_scan.isComplete())
        m_scan.start();
    m_model->setSource(m_sources.source(m_place, m_order, m_direction));
    m_table->scrollToTop();
    updateSorting();
    updateFilters();
}

void PeoplePage::completenessChanged()
{
    updateSorting();
    updateFilters();
    if (!m_opened || m_fromCopy == m_sources.isComplete())
        return;
    // The user in the middle of something keeps the rows they see; the next list is the copy's.
    const bool busy = m_table->selectedRowCount() > 0 || m_table->verticalScrollBar()->value() > 0;
    if (!busy || !m_sources.isComplete() || m_place.needsCopy()) {
        m_table->clearSelection();
        setSource();
        updateHead();
        updateActions();
        updateState();
        updateScan();
    }
}

QString PeoplePage::sortKey() const
{
    switch (m_place.kind) {
    case PeopleListKey::Kind::AllProfiles:
        return u"all"_s;
    case PeopleListKey::Kind::WithoutProfile:
        return u"without"_s;
    case PeopleListKey::Kind::Segment:
        return m_place.segment.toString();
    case PeopleListKey::Kind::Search:
        return u"search"_s;
    }
    return {};
}

void PeoplePage::sortBy(PeopleOrder order, Qt::SortOrder direction)
{
    if (!m_sources.isComplete() || (order == m_order && direction == m_direction && m_fromCopy))
        return;
    m_order = order;
    m_direction = direction;
    TableSettings(m_settings).setSorting(sortKey(), {int(order), direction == Qt::DescendingOrder});
    m_table->clearSelection();
    m_ticked.reset();
    setSource();
    updateActions();
}

void PeoplePage::headerClicked(int column)
{
    const PeopleColumnInfo &info = peopleColumn(static_cast<Column>(column));
    const std::optional<PeopleOrder> order = info.order;
    if (!order)
        return;
    if (!m_sources.isComplete()) {
        m_messageBar->announce(u"info"_s, Tone::OnTip, m_sources.unavailableReason(), {});
        return;
    }
    const bool again = *order == m_order && m_fromCopy;
    sortBy(*order,
           again ? (m_direction == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder)
                 : (info.isHighFirst() ? Qt::DescendingOrder : Qt::AscendingOrder));
}

void PeoplePage::updateSorting()
{
    TableHeader *header = m_table->tableHeader();
    header->setSortIndicatorShown(m_fromCopy);
    const auto column = peopleColumnOf(m_order);
    header->setSortIndicator(m_fromCopy && column ? number(*column) : -1, m_direction);
    header->setToolTip(m_sources.isComplete() ? tr("Click to sort by this column")
                                              : m_sources.unavailableReason());
    m_filters->setWhyNot(m_sources.unavailableReason());
}

void PeoplePage::setSearchScope(SegmentId segment)
{
    m_scope = segment;
    updateFilters();
}

void PeoplePage::updateFilters()
{
    const bool search = m_place.kind == PeopleListKey::Kind::Search;
    // What a search under a name is made of is nowhere else to be seen.
    m_filters->setFilter(search && !m_place.title.isEmpty() ? m_place.wholeFilter()
                                                            : m_place.filter,
                         {search, m_place.kind != PeopleListKey::Kind::WithoutProfile});
    m_filters->setWhyNot(m_sources.unavailableReason());
    const bool scoped = search && m_place.title.isEmpty() && !m_place.text.isEmpty()
        && m_sources.isComplete() && !m_scope.isNull() && m_segments.segment(m_scope);
    m_filters->setScope(scoped ? m_segments.nameOf(m_scope) : QString(), m_place.segment.isNull());
    m_filters->setCanSave(m_sources.isComplete() && m_place.title.isEmpty()
                          && (search || !m_place.filter.isEmpty()));
}

QString PeoplePage::placeName() const
{
    if (!m_place.title.isEmpty())
        return words::shown(m_place.title);
    switch (m_place.kind) {
    case PeopleListKey::Kind::AllProfiles:
        return tr("All profiles");
    case PeopleListKey::Kind::WithoutProfile:
        return tr("Without profile");
    case PeopleListKey::Kind::Segment:
        if (const Segment *segment = m_segments.segment(m_place.segment))
            return words::shown(SegmentListModel::shownName(*segment));
        return {};
    case PeopleListKey::Kind::Search:
        if (m_place.text.isEmpty())
            return tr("Filtered people");
        return tr("“%1”").arg(words::shortened(m_place.text, 40));
    }
    return {};
}

void PeoplePage::refresh()
{
    if (m_place.kind == PeopleListKey::Kind::WithoutProfile && !m_fromCopy)
        m_scan.start();
    if (m_fromCopy != m_sources.isComplete())
        setSource();
    else
        m_model->refresh();
}

void PeoplePage::segmentsChanged()
{
    if (m_place.isSegment())
        updateHead();
    // Names of other segments may be new.
    m_table->viewport()->update();
}

void PeoplePage::updateHead()
{
    m_head->showPlace(m_place, placeName(), m_fromCopy, hasFailed());
    updateAge();
}

bool PeoplePage::hasFailed() const
{
    return m_model->state() == PagedTableModelBase::State::Failed
        || (m_place.kind == PeopleListKey::Kind::WithoutProfile && !m_fromCopy && m_scan.error());
}

void PeoplePage::updateAge()
{
    m_head->showAge(m_fromCopy);
    fitHead();
}

void PeoplePage::updateActions()
{
    const PeopleSelection now = selection();
    const bool any = !now.isEmpty();
    const bool isSegment = m_place.isSegment();
    const bool withoutProfile = m_place.kind == PeopleListKey::Kind::WithoutProfile;

    m_head->showActions(m_place);

    m_bar->setCurrentIndex(any ? 1 : 0);
    m_selectionBar->setCounts(now.count, m_model->total());
    const QString name = words::shown(m_segments.nameOf(m_place.segment)).trimmed();
    m_remove->setText(name.size() > longestOnButton
                          ? tr("Remove from segment")
                          : tr("Remove from %1").arg(words::buttonText(name)));
    m_gate.enable(m_remove, true,
                  tr("Remove the selected people from this segment (Del). No profile is deleted."));
    m_selectionBar->setDroppable({{m_exportSelection, true},
                                  {m_remove, isSegment},
                                  {m_addTo, !withoutProfile},
                                  {m_create, withoutProfile}},
                                 m_more, !isSegment);
    fitHead();
    m_hint->setText(m_states->hint());
}

void PeoplePage::updateState()
{
    using State = PagedTableModelBase::State;
    updateHead();
    updateActions();
    switch (m_model->state()) {
    case State::Loading:
        m_state->showLoading();
        break;
    case State::Ready:
        m_state->showReady();
        break;
    case State::Empty:
        m_states->showEmpty();
        break;
    case State::Failed:
        m_states->showFailed(m_model->error());
        if (m_place.isSegment() && m_model->error().kind == ApiError::Kind::NotFound)
            Q_EMIT segmentGone();
        break;
    }
    Q_EMIT currentPersonChanged();
}

void PeoplePage::focusContent()
{
    if (!m_state->focusAction())
        m_table->setFocus(Qt::ShortcutFocusReason);
}

void PeoplePage::updateScan()
{
    const bool here = m_place.kind == PeopleListKey::Kind::WithoutProfile && !m_fromCopy;
    m_progress->setVisible(here && m_scan.isRunning());
    fitHead();
    if (!here)
        return;
    m_progress->setProgress(m_scan.read(), m_scan.total());
    m_progress->setToolTip(tr("Searching the store's customers for those without a profile."));
    if (m_model->total() != m_scan.found() || !m_scan.isRunning())
        m_model->refresh();
    if (m_model->state() == PagedTableModelBase::State::Empty)
        m_states->showEmpty();
    updateHead();
}

void PeoplePage::selectAll()
{
    if (!m_ticked.selectAll())
        return;
    updateActions();
    Q_EMIT selectionChanged();
}

void PeoplePage::selectionMoved(const QItemSelection &, const QItemSelection &deselected)
{
    m_ticked.moved(deselected);
    updateActions();
    Q_EMIT selectionChanged();
}

PeopleSelection PeoplePage::selection() const
{
    PeopleSelection result;
    result.place = m_place;
    result.placeName = placeName();
    result.count = m_table->selectedRowCount();
    result.total = m_model->total();
    if (result.count == 0)
        return result;
    m_ticked.describe(&result);

    // The rows that were ticked are rows of the list that is shown, even if the other could be read
    // now.
    result.source = m_fromCopy == m_sources.isComplete()
        ? m_sources.source(m_place, m_order, m_direction, true)
        : m_sources.storeSource(m_place);
    return result;
}

QStringList PeoplePage::filterTexts() const
{
    return m_filters->chipTexts();
}

PeopleSelection PeoplePage::everybody() const
{
    PeopleSelection result;
    result.place = m_place;
    result.placeName = placeName();
    result.count = m_model->total();
    result.total = m_model->total();
    result.selection.everybody = true;
    result.source = m_sources.source(m_place, m_order, m_direction, true);
    return result;
}

const Person *PeoplePage::currentPerson() const
{
    return m_model->rowAt(m_table->currentIndex().row());
}

bool PeoplePage::ensureCurrentPerson()
{
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0) {
        m_table->selectionModel()->setCurrentIndex(m_model->index(0, number(Column::Name)),
                                                   QItemSelectionModel::NoUpdate);
    }
    return m_table->currentIndex().isValid();
}

QWidget *PeoplePage::targetAnchor() const
{
    return m_addTo->isVisible() ? m_addTo : m_more->isVisible() ? m_more : nullptr;
}

void PeoplePage::fitHead()
{
    m_head->fit(m_place.isSegment(), hasFailed(), m_bar->currentIndex() == 1);
}

void PeoplePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHead();
}

void PeoplePage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
}

} // namespace segmentdesk
