// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/peoplepage.h"

#include "models/jobs/livesources.h"
#include "models/jobs/storesession.h"
#include "models/jobs/withoutprofilescan.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/filterbar.h"
#include "ui/jobwords.h"
#include "ui/kit/controls.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/fitrow.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/marker.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/selectionbar.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableheader.h"
#include "ui/kit/undobar.h"
#include "ui/peoplesources.h"
#include "ui/words.h"

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

constexpr int number(Column column)
{
    return static_cast<int>(column);
}

PersonRef refOf(const Person &person)
{
    return {person.customerId, person.profileId().value_or(ProfileId())};
}

} // namespace

/// The colour of the open segment, or the icon of another place.
class PeoplePage::Marker : public QWidget
{
public:
    explicit Marker(QWidget *parent = nullptr) : QWidget(parent)
    {
        setFixedSize(16, 16);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void show(const QString &icon, int marker)
    {
        m_icon = icon;
        m_marker = marker;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = Theme::of(this);
        if (!m_icon.isEmpty()) {
            Icon::paint(&painter, rect(), m_icon, theme.t2);
            return;
        }
        paintMarker(&painter, QRectF(2, 2, 12, 12), theme, m_marker);
    }

private:
    QString m_icon;
    int m_marker = 0;
};

PeoplePage::PeoplePage(StoreSession &session, SegmentListModel &segments, WithoutProfileScan &scan,
                       PeopleSources &sources, QSettings &settings, QWidget *parent)
    : QWidget(parent), m_session(session), m_segments(segments), m_scan(scan), m_sources(sources),
      m_settings(settings), m_model(new PeopleTableModel(this)), m_progress(new ProgressStrip)
{
    setObjectName(u"peoplePage"_s);
    m_model->setCustomerLookup(customerLookup(m_session.interactive()));
    m_model->setSegmentNames([this](SegmentId id) { return m_segments.nameOf(id); });

    m_table = new PeopleTable(*m_model, [this](const QList<SegmentId> &ids) {
        Chips chips;
        for (const SegmentId &id : ids) {
            if (const Segment *segment = m_segments.segment(id))
                chips.append({words::shown(segment->name), m_segments.marker(id)});
        }
        // In the order of the sidebar.
        std::sort(chips.begin(), chips.end(), [](const Chip &a, const Chip &b) {
            return QString::localeAwareCompare(a.name, b.name) < 0;
        });
        return chips;
    });
    m_table->setSelectionSource([this] { return selection(); });
    m_table->setHeaderSelectsAll(false);
    m_state = new StateView(m_table);
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
        m_undoBar->announce(u"clock"_s, Tone::Warn, words::notAnswered(seconds),
                            {{tr("Retry"),
                              [this] {
                                  m_model->giveUp();
                                  m_model->retry();
                              }},
                             {tr("Cancel"), [this] { m_model->giveUp(); }}},
                            60'000);
    });
    m_undoBar = new UndoBar(m_table);
    m_undoBar->setObjectName(u"undoBar"_s);
    m_progress->setObjectName(u"pageProgress"_s);
    m_progress->setContentsMargins(18, 8, 18, 8);
    m_progress->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(new Line);
    layout->addWidget(makeBar());
    layout->addWidget(m_progress);
    layout->addWidget(m_table, 1);

    connect(m_model, &PagedTableModelBase::stateChanged, this, &PeoplePage::updateState);
    connect(m_model, &PagedTableModelBase::totalChanged, this, &PeoplePage::updateHead);
    connect(m_model, &PagedTableModelBase::totalChanged, this, &PeoplePage::updateActions);
    connect(m_model, &PagedTableModelBase::totalChanged, this, [this] {
        if (m_selectAllWhenCounted && m_model->isTotalKnown())
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
        m_undoBar->announce(
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
        if (m_undoBar->isShowing())
            m_undoBar->dismiss();
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
    connect(&m_segments, &SegmentListModel::markersChanged, this, &PeoplePage::segmentsChanged);
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
    m_ageTimer.start(15'000);
}

PeoplePage::~PeoplePage() = default;

QWidget *PeoplePage::makeHead()
{
    auto *head = new QWidget;
    head->setFixedHeight(px(56, this));
    m_marker = new Marker;
    m_title = new ElidedLabel({}, TypeRole::PageTitle);
    m_title->setObjectName(u"pageTitle"_s);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_count = new Label({}, TypeRole::Body, Tone::Second);
    m_count->setObjectName(u"pageCount"_s);
    m_age = new Label({}, TypeRole::Body, Tone::Second);
    m_age->setObjectName(u"pageAge"_s);
    m_import = makeButton(tr("Import…"), u"import"_s);
    m_import->setObjectName(u"importButton"_s);
    m_export = makeButton(tr("Export…"), u"export"_s);
    m_export->setObjectName(u"exportPageButton"_s);
    m_primary = makeButton(tr("Add people…"), u"plus"_s, ButtonLook::Primary);
    m_primary->setObjectName(u"addPeopleButton"_s);
    m_menu = makeToolButton(u"more"_s, tr("More actions"));
    m_menu->setObjectName(u"pageMenuButton"_s);

    auto *layout = new QHBoxLayout(head);
    m_head = layout;
    head->setMinimumWidth(px(240, this)); // else it cannot become narrow; see fitRow()
    layout->setContentsMargins(18, 0, 14, 0);
    layout->setSpacing(8);
    layout->addWidget(m_marker);
    layout->addWidget(m_title);
    layout->addWidget(m_count);
    layout->addWidget(m_age);
    layout->addStretch(1);
    layout->addWidget(m_import);
    layout->addWidget(m_export);
    layout->addWidget(m_primary);
    layout->addWidget(m_menu);

    connect(m_import, &QPushButton::clicked, this, &PeoplePage::importRequested);
    connect(m_export, &QPushButton::clicked, this, &PeoplePage::exportRequested);
    connect(m_primary, &QPushButton::clicked, this, [this] {
        if (m_place.isSegment())
            Q_EMIT addPeopleRequested();
        else if (m_place.kind == Place::Kind::Search)
            Q_EMIT searchCleared();
        else
            Q_EMIT createProfilesRequested(false);
    });
    connect(m_menu, &QToolButton::clicked, this, [this] { Q_EMIT pageMenuRequested(m_menu); });
    return head;
}

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
    connect(m_create, &QPushButton::clicked, this,
            [this] { Q_EMIT createProfilesRequested(true); });
    connect(m_remove, &QPushButton::clicked, this, &PeoplePage::removeRequested);
    connect(m_exportSelection, &QPushButton::clicked, this, &PeoplePage::exportRequested);
    connect(m_more, &QPushButton::clicked, this, [this] { Q_EMIT moreMenuRequested(m_more); });

    m_bar->addWidget(plain);
    m_bar->addWidget(m_selectionBar);
    return m_bar;
}

void PeoplePage::open(const Place &place)
{
    if (m_opened && place == m_place)
        return;
    m_opened = true;
    m_place = place;
    m_everywhereText.clear();
    m_everywhere.reset();
    m_countingEverywhere.reset();
    m_filters->forgetTyped();
    m_table->clearSelection();
    m_everybody = false;
    m_selectAllWhenCounted = false;
    m_except.clear();
    m_table->setColumnMeaningless(number(Column::OtherSegments),
                                  place.kind == Place::Kind::WithoutProfile);
    m_table->setColumnMeaningless(number(Column::ProfileUuid),
                                  place.kind == Place::Kind::WithoutProfile);
    m_model->setOpenSegment(place.isSegment() ? std::optional(place.segment) : std::nullopt);
    m_order = static_cast<PeopleOrder>(std::clamp(m_settings.value(sortKey() + u"/by"_s, 0).toInt(),
                                                  0, int(PeopleOrder::ProfileSince)));
    m_direction = m_settings.value(sortKey() + u"/descending"_s).toBool() ? Qt::DescendingOrder
                                                                          : Qt::AscendingOrder;
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
    // Without the copy, who has no profile is known only by looking through all customers.
    if (m_place.kind == Place::Kind::WithoutProfile && !m_fromCopy && !m_scan.isRunning()
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
    // Whoever is in the middle of something keeps the rows they see; the next list is the copy's.
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
    const QString key = u"people/sort/"_s;
    switch (m_place.kind) {
    case Place::Kind::AllProfiles:
        return key + u"all"_s;
    case Place::Kind::WithoutProfile:
        return key + u"without"_s;
    case Place::Kind::Segment:
        return key + m_place.segment.toString();
    case Place::Kind::Search:
        return key + u"search"_s;
    }
    return key;
}

void PeoplePage::sortBy(PeopleOrder order, Qt::SortOrder direction)
{
    if (!m_sources.isComplete() || (order == m_order && direction == m_direction && m_fromCopy))
        return;
    m_order = order;
    m_direction = direction;
    m_settings.setValue(sortKey() + u"/by"_s, int(order));
    m_settings.setValue(sortKey() + u"/descending"_s, direction == Qt::DescendingOrder);
    m_table->clearSelection();
    m_everybody = false;
    m_selectAllWhenCounted = false;
    m_except.clear();
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
        m_undoBar->announce(u"info"_s, Tone::OnTip, m_sources.whyNot(), {});
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
                                              : m_sources.whyNot());
    m_filters->setWhyNot(m_sources.whyNot());
}

void PeoplePage::setSearchScope(SegmentId segment)
{
    m_scope = segment;
    updateFilters();
}

void PeoplePage::updateFilters()
{
    const bool search = m_place.kind == Place::Kind::Search;
    // What a search under a name is made of is nowhere else to be seen.
    m_filters->setFilter(search && !m_place.title.isEmpty() ? m_place.wholeFilter()
                                                            : m_place.filter,
                         {search, m_place.kind != Place::Kind::WithoutProfile});
    m_filters->setWhyNot(m_sources.whyNot());
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
    case Place::Kind::AllProfiles:
        return tr("All profiles");
    case Place::Kind::WithoutProfile:
        return tr("Without profile");
    case Place::Kind::Segment:
        return words::shown(m_segments.nameOf(m_place.segment));
    case Place::Kind::Search:
        if (m_place.text.isEmpty())
            return tr("Filtered people");
        return tr("“%1”").arg(words::shortened(m_place.text, 40));
    }
    return {};
}

void PeoplePage::refresh()
{
    if (m_place.kind == Place::Kind::WithoutProfile && !m_fromCopy)
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
    m_title->setText(placeName());
    switch (m_place.kind) {
    case Place::Kind::AllProfiles:
        m_marker->show(u"people"_s, 0);
        break;
    case Place::Kind::WithoutProfile:
        m_marker->show(u"person-x"_s, 0);
        break;
    case Place::Kind::Segment:
        m_marker->show({}, m_segments.marker(m_place.segment));
        break;
    case Place::Kind::Search:
        m_marker->show(u"search"_s, 0);
        break;
    }

    using State = PagedTableModelBase::State;
    const bool isThere =
        !hasFailed() && (m_model->state() == State::Ready || m_model->state() == State::Empty);
    const bool known = isThere && m_model->isTotalKnown();
    const qint64 total = m_model->total();
    QString count;
    if (isThere && !known)
        count = tr("counting…");
    if (known) {
        switch (m_place.kind) {
        case Place::Kind::AllProfiles:
            count = m_place.filter.isEmpty() ? words::profiles(total)
                                             : tr("%1 found").arg(words::count(total));
            break;
        case Place::Kind::WithoutProfile:
            // None was found yet: that is not none.
            count = total == 0 && !m_fromCopy && !m_scan.isComplete() ? tr("counting…")
                                                                      : words::people(total);
            break;
        case Place::Kind::Segment:
            count = m_place.filter.isEmpty() ? words::members(total) : partOfMembers(total);
            break;
        case Place::Kind::Search:
            count = tr("%1 found").arg(words::count(total));
            break;
        }
    }
    m_count->setText(count);
    if (known && m_place.isSegment() && m_place.filter.isEmpty())
        m_segments.setCount(m_place.segment, total);

    const Segment *segment = m_place.isSegment() ? m_segments.segment(m_place.segment) : nullptr;
    m_title->setToolTip(segment && !segment->description.isEmpty()
                            ? words::toolTip(segment->description)
                            : QString());
    updateAge();
}

QString PeoplePage::partOfMembers(qint64 part) const
{
    const QVariant all = m_segments.indexOf(m_place.segment).data(SegmentListModel::CountRole);
    return all.isValid() && all.toLongLong() >= part
        ? tr("%1 of %2").arg(words::count(part), words::members(all.toLongLong()))
        : tr("%1 found").arg(words::count(part));
}

bool PeoplePage::hasFailed() const
{
    return m_model->state() == PagedTableModelBase::State::Failed
        || (m_place.kind == Place::Kind::WithoutProfile && !m_fromCopy && m_scan.error());
}

void PeoplePage::updateAge()
{
    if (m_fromCopy) {
        const PeopleSources::Status &copy = m_sources.status();
        m_age->setText(copy.offline ? tr("copy of %1").arg(words::timeOfCopy(copy.readAt))
                                    : words::age(copy.readAt));
        m_age->setToolTip(tr("From the local copy, updated %1. Press F5 to refresh.")
                              .arg(words::dateTime(copy.readAt)));
    } else {
        m_age->setText(m_model->isRefreshing() ? tr("reading…") : words::age(m_model->readAt()));
        m_age->setToolTip(
            m_model->readAt().isValid()
                ? tr("Updated %1. Press F5 to refresh.").arg(words::dateTime(m_model->readAt()))
                : QString());
    }
    fitHead();
}

void PeoplePage::updateActions()
{
    const PeopleSelection now = selection();
    const bool any = !now.isEmpty();
    const bool isSegment = m_place.isSegment();
    const bool withoutProfile = m_place.kind == Place::Kind::WithoutProfile;

    if (isSegment) {
        m_primary->setText(tr("Add people…"));
        m_primary->setToolTip(tr("Add people by customer ID or e-mail address"));
    } else if (m_place.kind == Place::Kind::Search) {
        m_primary->setText(tr("Close search"));
        m_primary->setToolTip(tr("Back to all profiles"));
    } else {
        m_primary->setText(tr("Create profiles…"));
        m_primary->setToolTip(tr("Create shopper profiles for customers who have none"));
    }
    m_primary->setIcon(
        Icon::get(m_place.kind == Place::Kind::Search ? u"close"_s : u"plus"_s, Tone::OnAccent));
    m_export->setEnabled(m_model->total() > 0 && m_model->isTotalKnown());
    m_export->setToolTip(tr("Export everyone here to a CSV file"));

    m_bar->setCurrentIndex(any ? 1 : 0);
    m_selectionBar->setCounts(now.count, m_model->total());
    m_create->setVisible(withoutProfile);
    m_remove->setText(
        tr("Remove from %1")
            .arg(words::buttonText(words::shortened(m_segments.nameOf(m_place.segment), 18))));
    m_remove->setToolTip(
        tr("Remove the selected people from this segment (Del). No profile is deleted."));
    m_selectionBar->setDroppable(
        {{m_exportSelection, true}, {m_remove, isSegment}, {m_addTo, !withoutProfile}}, m_more,
        !isSegment);
    fitHead();

    switch (m_place.kind) {
    case Place::Kind::AllProfiles:
    case Place::Kind::Search:
        m_hint->setText(tr("Select people, then drag them onto a segment."));
        break;
    case Place::Kind::Segment:
        m_hint->setText(
            tr("Drag people onto other segments. Press Del to remove them from this one."));
        break;
    case Place::Kind::WithoutProfile:
        m_hint->setText(
            tr("These customers need a shopper profile before they can be in a segment."));
        break;
    }
    // Chips of filters need the room.
    if (!m_place.filter.isEmpty() || m_place.kind == Place::Kind::Search)
        m_hint->clear();
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
        showEmpty();
        break;
    case State::Failed:
        showFailed(m_model->error());
        if (m_place.isSegment() && m_model->error().kind == ApiError::Kind::NotFound)
            Q_EMIT segmentGone();
        break;
    }
    Q_EMIT currentPersonChanged();
}

void PeoplePage::showEmpty()
{
    QList<StateAction> actions;
    // The search of a saved one stays what it is.
    const bool inSegment = m_place.kind == Place::Kind::Search && !m_place.segment.isNull()
        && !m_place.text.isEmpty() && m_place.title.isEmpty();
    if (inSegment) {
        countEverywhere();
        if (m_everywhere.value_or(1) > 0) {
            actions.append({m_everywhere
                                ? tr("Search everywhere (%1)").arg(words::count(*m_everywhere))
                                : tr("Search everywhere"),
                            u"search"_s, [this] { Q_EMIT searchEverywhereRequested(); }});
        }
    }
    if (!m_place.filter.isEmpty()) {
        actions.append(
            {m_place.title.isEmpty() ? tr("Clear the filters") : tr("All profiles"), {}, [this] {
                 if (m_place.kind == Place::Kind::Search && m_place.text.isEmpty())
                     Q_EMIT searchCleared();
                 else
                     Q_EMIT filterChanged(PeopleFilter());
             }});
        m_state->showEmpty(u"filter"_s, tr("No matches"), tr("Nobody matches all filters."),
                           actions);
        return;
    }
    switch (m_place.kind) {
    case Place::Kind::AllProfiles:
        m_state->showEmpty(u"people"_s, tr("This store has no shopper profiles yet"),
                           tr("A customer needs a profile to be in a segment."),
                           {{tr("Create profiles…"), u"plus"_s,
                             [this] { Q_EMIT createProfilesRequested(false); }}});
        break;
    case Place::Kind::WithoutProfile:
        if (m_scan.error() && !m_fromCopy) {
            showFailed(*m_scan.error());
        } else if (!m_fromCopy && !m_scan.isComplete()) {
            m_state->showLoading();
        } else {
            m_state->showEmpty(u"check"_s, tr("Everyone has a profile"),
                               tr("All customers of this store can be added to segments."));
        }
        break;
    case Place::Kind::Segment:
        m_state->showEmpty(
            u"people"_s, tr("No members yet"),
            tr("Drag people onto it, or paste customer IDs or e-mail addresses "
               "(Ctrl+V)."),
            {{tr("Add people…"), u"plus"_s, [this] { Q_EMIT addPeopleRequested(); }}});
        break;
    case Place::Kind::Search:
        actions.append({tr("Close search"), {}, [this] { Q_EMIT searchCleared(); }});
        QString title = tr("No one found");
        if (inSegment) {
            title = m_everywhere == 0
                ? tr("No one found here or elsewhere")
                : tr("No one found in %1")
                      .arg(words::quoted(words::shortened(m_segments.nameOf(m_place.segment), 40)));
        }
        m_state->showEmpty(u"search"_s, title,
                           m_fromCopy ? tr("No name, e-mail, company, phone or ID matches %1.")
                                            .arg(words::quoted(words::shortened(m_place.text, 40)))
                                      : tr("Names are found by how they begin or contain, e-mail "
                                           "addresses and customer IDs only as a whole."),
                           actions);
        break;
    }
}

/// How many the words of the search find outside the segment too.
void PeoplePage::countEverywhere()
{
    if (m_everywhereText == m_place.text && (m_everywhere || m_countingEverywhere))
        return;
    m_everywhereText = m_place.text;
    m_everywhere.reset();
    m_countingEverywhere = std::make_unique<QObject>();
    PeopleFilter filter;
    filter.text = m_place.text;
    m_sources.count(filter, m_countingEverywhere.get(), [this](const Result<qint64> &answer) {
        m_countingEverywhere.release()->deleteLater(); // it is its own callback that is running
        if (!answer)
            return; // the offer stays, without a number
        m_everywhere = *answer;
        if (m_model->state() == PagedTableModelBase::State::Empty)
            showEmpty();
    });
}

void PeoplePage::focusContent()
{
    if (!m_state->focusAction())
        m_table->setFocus(Qt::ShortcutFocusReason);
}

void PeoplePage::showFailed(const ApiError &error)
{
    if (m_place.needsCopy() && !m_sources.isComplete()) {
        m_state->showEmpty(u"filter"_s, tr("This needs the local copy"), m_sources.whyNot(),
                           {{tr("All profiles"), {}, [this] { Q_EMIT searchCleared(); }}});
        return;
    }
    WhatFailed what = WhatFailed::ReadProfiles;
    if (m_place.isSegment())
        what = WhatFailed::ReadMembers;
    else if (m_place.kind == Place::Kind::Search)
        what = WhatFailed::Search;
    else if (m_place.kind == Place::Kind::WithoutProfile)
        what = WhatFailed::ReadCustomers;
    const ErrorWords failure = words::errorWords(error, what);
    const bool scan = m_place.kind == Place::Kind::WithoutProfile;
    m_state->showFailed(
        failure.title, failure.sentence(),
        {{tr("Retry"), u"refresh"_s,
          [this, scan] {
              if (scan)
                  m_scan.start();
              m_model->retry();
          }},
         {tr("Details…"), {}, [this, error] { Q_EMIT errorDetailsRequested(error); }}});
}

void PeoplePage::updateScan()
{
    const bool here = m_place.kind == Place::Kind::WithoutProfile && !m_fromCopy;
    m_progress->setVisible(here && m_scan.isRunning());
    fitHead();
    if (!here)
        return;
    m_progress->setProgress(m_scan.read(), m_scan.total());
    m_progress->setToolTip(tr("Searching the store's customers for those without a profile."));
    if (m_model->total() != m_scan.found() || !m_scan.isRunning())
        m_model->refresh();
    if (m_model->state() == PagedTableModelBase::State::Empty)
        showEmpty();
    updateHead();
}

void PeoplePage::selectAll()
{
    if (!m_model->isTotalKnown()) { // those that are still to come are meant too
        m_selectAllWhenCounted = true;
        return;
    }
    m_selectAllWhenCounted = false;
    m_table->selectAll();
    // From here on, un-ticked people are remembered by who they are, not by where they stand.
    m_everybody = true;
    m_except.clear();
    updateActions();
    Q_EMIT selectionChanged();
}

void PeoplePage::selectionMoved(const QItemSelection &, const QItemSelection &deselected)
{
    if (m_everybody) {
        for (const QItemSelectionRange &range : deselected) {
            for (int row = range.top(); m_everybody && row <= range.bottom(); ++row) {
                const Person *person = m_model->rowAt(row);
                if (person && m_except.size() < 10'000)
                    m_except.append(refOf(*person));
                else
                    m_everybody = false; // not to be named: what is ticked counts by its rows
            }
        }
        if (m_table->selectedRowCount() == 0)
            m_everybody = false;
        m_selectAllWhenCounted = false;
        // Ticked again: who is in the selection is no exception any more.
        if (m_everybody) {
            m_except.erase(std::remove_if(m_except.begin(), m_except.end(),
                                          [this](const PersonRef &ref) {
                                              const int row = m_model->rowOf(ref.profileId);
                                              return row >= 0 && m_table->isWholeRowSelected(row);
                                          }),
                           m_except.end());
        }
    }
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
    const bool capped = m_model->isCapped() && result.count == m_model->rowCount();
    if (capped)
        result.count = result.total - m_except.size();
    result.selection.everybody = m_everybody && result.count == result.total - m_except.size();
    if (result.selection.everybody)
        result.selection.except = m_except;

    const auto ranges = m_table->selectedRanges();
    bool allKnown = true;
    for (const auto &range : ranges) {
        result.selection.rows.append({range.first, range.last});
        for (int row = range.first; allKnown && row <= range.last; ++row) {
            const Person *person = m_model->rowAt(row);
            if (person)
                result.known.append(refOf(*person));
            allKnown = person != nullptr;
        }
    }
    if (!allKnown)
        result.known.clear();

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

bool PeoplePage::makeSomebodyCurrent()
{
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0) {
        m_table->selectionModel()->setCurrentIndex(m_model->index(0, number(Column::Name)),
                                                   QItemSelectionModel::NoUpdate);
    }
    return m_table->currentIndex().isValid();
}

/// The title is the last thing to be cut: what the menu of the page has as well goes first.
void PeoplePage::fitHead()
{
    fitRow(*m_head, width(),
           {{m_age, !hasFailed()},
            {m_import, m_place.isSegment()},
            {m_export, true},
            {m_count, true}});
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
