// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/overlappage.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/controls.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/label.h"
#include "ui/kit/marker.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableview.h"
#include "ui/kit/upsettablemodel.h"
#include "ui/kit/upsetwidget.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QActionGroup>
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

OverlapPage::OverlapPage(SegmentListModel &segments, const Reader &reader, QWidget *parent)
    : QWidget(parent), m_segments(segments), m_reader(reader), m_stack(new QStackedWidget),
      m_plot(new UpSetWidget), m_table(new TableView), m_model(new UpSetTableModel(this))
{
    setObjectName(u"overlapPage"_s);
    m_plot->setObjectName(u"overlapPlot"_s);
    m_table->setObjectName(u"overlapTable"_s);
    m_table->setModel(m_model);
    UpSetTableModel::prepare(m_table);
    m_plotState = new StateView(m_plot);
    m_tableState = new StateView(m_table);
    m_stack->addWidget(m_plot);
    m_stack->addWidget(m_table);

    m_hint = new Label(
        tr("Each column counts the people who are in exactly the dotted segments. Click a "
           "column to choose its people, Ctrl+click to add one. Ctrl+click segments in "
           "the list at the left to compare more or fewer."),
        TypeRole::Caption, Tone::Second);
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(18, 10, 18, 14);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(new Line);
    layout->addWidget(makeBar());
    layout->addWidget(new Line);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_hint);

    m_messageBar = new MessageBar(this);
    m_messageBar->setObjectName(u"compareUndoBar"_s);

    connect(m_plot, &UpSetWidget::currentColumnChanged, this, &OverlapPage::followRow);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { m_plot->setCurrentColumn(current.row()); });
    connect(m_plot, &UpSetWidget::chosenChanged, this, [this](const QSet<quint32> &columns) {
        selectRows();
        Q_EMIT chosenChanged(columns);
    });
    connect(m_table, &TableView::selectedRowCountChanged, this, [this] {
        if (m_selecting)
            return;
        QSet<quint32> columns;
        const QList<segmentdesk::RowRange> ranges = m_table->selectedRanges();
        for (const segmentdesk::RowRange &range : ranges) {
            for (int row = range.first; row <= range.last; ++row)
                columns.insert(m_model->data().columns.at(row).sets);
        }
        if (columns == m_plot->chosen())
            return;
        m_plot->setChosen(columns);
        Q_EMIT chosenChanged(columns);
    });
    connect(&m_segments, &SegmentListModel::segmentsChanged, this, &OverlapPage::segmentsChanged);
    connect(&m_segments.markers(), &SegmentMarkers::changed, this, &OverlapPage::markersChanged);
    connect(&m_ageTimer, &QTimer::timeout, this, &OverlapPage::updateHead);
    m_ageTimer.start(15'000);
    showState();
}

OverlapPage::~OverlapPage() = default;

QWidget *OverlapPage::makeHead()
{
    auto *head = new QWidget;
    head->setFixedHeight(px(56, this));
    m_title = new Label({}, TypeRole::PageTitle);
    m_title->setObjectName(u"overlapTitle"_s);
    m_count = new Label({}, TypeRole::Body, Tone::Second);
    m_count->setObjectName(u"overlapCount"_s);
    m_age = new Label({}, TypeRole::Body, Tone::Second);
    m_asTable = makeButton(tr("As a table"));
    m_asTable->setObjectName(u"overlapAsTable"_s);
    m_save = makeButton(tr("Save picture…"), u"export"_s);
    m_save->setObjectName(u"overlapSave"_s);
    m_save->setToolTip(tr("Save picture…"));
    m_save->setAccessibleName(m_save->toolTip());
    m_close = makeToolButton(u"close"_s, tr("Close comparison"), QKeySequence(Qt::Key_Escape));
    m_close->setObjectName(u"compareClose"_s);

    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(18, 0, 10, 0);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_count);
    layout->addWidget(m_age);
    layout->addStretch(1);
    layout->addWidget(m_asTable);
    layout->addWidget(m_save);
    layout->addWidget(m_close);

    connect(m_asTable, &QPushButton::clicked, this, [this] {
        const bool table = m_stack->currentWidget() == m_plot;
        m_stack->setCurrentWidget(table ? static_cast<QWidget *>(m_table) : m_plot);
        m_asTable->setText(table ? tr("As a picture") : tr("As a table"));
        m_hint->setVisible(isHintWanted());
        m_stack->currentWidget()->setFocus(Qt::OtherFocusReason);
    });
    connect(m_save, &QPushButton::clicked, this, &OverlapPage::savePicture);
    connect(m_close, &QToolButton::clicked, this, &OverlapPage::closeRequested);
    return head;
}

QWidget *OverlapPage::makeBar()
{
    auto *bar = new QWidget;
    // Some lines of chips; more scroll, so that the plot keeps its room.
    m_chips = new QWidget;
    m_chips->setObjectName(u"overlapChips"_s);
    m_chipsLayout = new FlowLayout(m_chips, 8, 6);
    m_chipsLayout->setContentsMargins(0, 0, 0, 0);
    m_chipsArea = new QScrollArea;
    m_chipsArea->setFrameShape(QFrame::NoFrame);
    m_chipsArea->setWidgetResizable(true);
    m_chipsArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_chipsArea->setFocusPolicy(Qt::NoFocus);
    m_chipsArea->setWidget(m_chips);
    m_chipsArea->viewport()->setAutoFillBackground(false);
    m_chips->setAutoFillBackground(false);
    m_bound = new Label({}, TypeRole::Caption, Tone::Warn);
    m_bound->setObjectName(u"compareBound"_s);
    m_bound->setWordWrap(true);
    m_bound->hide();
    m_sort = makeButton(tr("Sort by size"), {}, ButtonLook::Flat);
    m_sort->setObjectName(u"overlapSort"_s);
    auto *menu = new QMenu(m_sort);
    auto *group = new QActionGroup(menu);
    const auto add = [this, menu, group](const QString &text, Order order) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(order == m_order);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, order] { setOrder(order); });
    };
    add(tr("By size"), Order::BySize);
    add(tr("By number of segments"), Order::ByDegree);
    m_sort->setMenu(menu);

    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(18, 8, 10, 8);
    layout->setSpacing(8);
    auto *chips = new QVBoxLayout;
    chips->setSpacing(4);
    chips->addWidget(m_chipsArea);
    chips->addWidget(m_bound);
    layout->addLayout(chips, 1);
    layout->addWidget(m_sort, 0, Qt::AlignTop);
    return bar;
}

QString OverlapPage::title() const
{
    return m_shown.size() < 2 ? tr("Compare segments")
                              : tr("Compare %1").arg(words::segments(m_shown.size()));
}

void OverlapPage::open(const QList<SegmentId> &segments)
{
    QList<SegmentId> selected;
    QSet<SegmentId> seen;
    for (const SegmentId &id : segments) {
        if (!id.isNull() && !seen.contains(id)) {
            seen.insert(id);
            selected.append(id);
        }
    }
    const bool others = selected != m_selected;
    m_open = true;
    m_selected = selected;
    const QList<SegmentId> shown = selected.mid(0, SegmentSet::maxSegments);
    if (shown != m_shown) {
        m_shown = shown;
        // The plot stays until the new one is counted, so that it does not flicker while segments
        // come and go.
        m_known = false;
    }
    assignMarkers();
    rebuildChips();
    if (others)
        Q_EMIT shownChanged();
    read();
}

void OverlapPage::close()
{
    m_open = false;
    m_reading.reset();
    m_segments.markers().setCompared({});
}

/// No two alike, each in the color that it has everywhere. Who was here before keeps its form.
void OverlapPage::assignMarkers()
{
    QList<SegmentId> order = m_shown;
    const auto rank = [this](SegmentId id) {
        return m_segments.markers().chosen(id) ? 0 : m_markers.contains(id) ? 1 : 2;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&rank](SegmentId a, SegmentId b) { return rank(a) < rank(b); });
    QList<int> wanted;
    for (const SegmentId &id : std::as_const(order)) {
        const int own = m_segments.markers().of(id);
        const int before = m_markers.value(id, own);
        wanted.append(before % markerCount == own % markerCount ? before : own);
    }
    const QList<int> given = distinctMarkers(wanted);
    m_markers.clear();
    for (qsizetype i = 0; i < order.size(); ++i)
        m_markers.insert(order.at(i), given.at(i));
    m_assigning = true;
    m_segments.markers().setCompared(m_markers);
    m_assigning = false;
}

void OverlapPage::savePicture()
{
    QStringList facts;
    if (!m_storeName.isEmpty())
        facts.append(words::shown(m_storeName));
    facts.append(tr("%1 in at least one").arg(words::people(m_overlap.total)));
    if (m_readAt.isValid())
        facts.append(words::dateTime(m_readAt));
    const qsizetype columns = m_overlap.combinations.size();
    if (columns > UpSetWidget::maxPictureColumns) {
        facts.append(tr("%1 of %2 columns")
                         .arg(words::count(UpSetWidget::maxPictureColumns), words::count(columns)));
    }
    const QString heading = tr("Comparison of %1").arg(words::segments(m_shown.size()));
    Q_EMIT pictureRequested(m_plot->picture({heading, facts.join(u" · "_s)}), heading + u".png"_s);
}

/// The table is at the same people as the keys in the plot.
void OverlapPage::followRow(int row)
{
    if (row >= 0 && row < m_model->rowCount() && row != m_table->currentIndex().row()) {
        m_table->selectionModel()->setCurrentIndex(
            m_model->index(row, int(UpSetTableModel::Column::Names)),
            QItemSelectionModel::NoUpdate);
    }
}

void OverlapPage::refresh()
{
    read();
}

void OverlapPage::setReadAt(const QDateTime &when)
{
    m_readAt = when;
    updateHead();
}

void OverlapPage::setOrder(Order order)
{
    m_order = order;
    m_sort->setText(order == Order::BySize ? tr("Sort by size") : tr("Sort by number of segments"));
    showData();
}

void OverlapPage::setChosen(const QSet<quint32> &columns)
{
    m_plot->setChosen(columns);
    selectRows();
}

void OverlapPage::read()
{
    m_reading.reset();
    m_error.reset();
    if (m_shown.isEmpty()) {
        arrived(Overlap());
        return;
    }
    m_reading = std::make_unique<QObject>();
    showState();
    m_reader(m_shown, m_reading.get(), [this](const Result<Overlap> &answer) { arrived(answer); });
}

void OverlapPage::arrived(const Result<Overlap> &answer)
{
    m_reading.reset();
    if (!answer) {
        m_error = answer.error();
        m_known = false;
        showState();
        return;
    }
    m_overlap = *answer;
    m_known = true;
    // First the combination: what is chosen in the plot is said in the bits of the new segments.
    Q_EMIT overlapChanged(m_overlap);
    showData();
    showState();
}

void OverlapPage::showData()
{
    UpSetData shownData;
    for (qsizetype i = 0; i < m_overlap.segments.size(); ++i) {
        const SegmentId id = m_overlap.segments.at(i);
        shownData.sets.append({words::shown(m_segments.nameOf(id)),
                               m_segments.markers().compared(id), m_overlap.sizes.value(i)});
    }
    shownData.columns.reserve(m_overlap.combinations.size());
    for (const Overlap::Combination &combination : std::as_const(m_overlap.combinations))
        shownData.columns.append({combination.segments, combination.people});
    if (m_order == Order::ByDegree) {
        std::stable_sort(shownData.columns.begin(), shownData.columns.end(),
                         [](const UpSetData::Column &a, const UpSetData::Column &b) {
                             return qPopulationCount(a.sets) < qPopulationCount(b.sets);
                         });
    }
    m_plot->setData(shownData);
    m_selecting = true;
    m_model->setUpSet(shownData);
    m_selecting = false;
    selectRows();
    updateHead();
}

void OverlapPage::selectRows()
{
    m_selecting = true;
    QItemSelection rows;
    const QList<UpSetData::Column> &columns = m_model->data().columns;
    for (int row = 0; row < int(columns.size()); ++row) {
        if (m_plot->chosen().contains(columns.at(row).sets))
            rows.select(m_model->index(row, 0), m_model->index(row, UpSetTableModel::columns - 1));
    }
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    m_selecting = false;
}

void OverlapPage::showState()
{
    updateHead();
    const bool ready = m_known && m_overlap.total > 0 && m_shown.size() > 1;
    m_asTable->setEnabled(ready);
    m_save->setEnabled(ready);
    m_sort->setEnabled(ready);
    for (StateView *state : {m_plotState, m_tableState}) {
        if (m_shown.size() < 2) {
            state->showEmpty(u"overlap"_s,
                             m_shown.isEmpty() ? tr("Choose segments to compare")
                                               : tr("Choose another segment to compare"),
                             tr("Ctrl+click segments in the list at the left, or add them here."),
                             {{tr("Add a segment…"), u"plus"_s, [this] {
                                   Q_EMIT addRequested(m_chips, {m_shown.cbegin(), m_shown.cend()});
                               }}});
        } else if (m_error) {
            state->showFailed(tr("The comparison could not be counted"),
                              words::errorWords(*m_error, WhatFailed::ReadMembers).sentence(),
                              {{tr("Retry"), u"refresh"_s, [this] { read(); }},
                               {tr("Details…"), {}, [this, error = *m_error] {
                                    Q_EMIT errorDetailsRequested(error);
                                }}});
        } else if (!m_known) {
            state->showLoading();
        } else if (m_overlap.total == 0) {
            state->showEmpty(u"people"_s, tr("These segments have no members"),
                             tr("Choose others to compare."));
        } else {
            state->showReady();
        }
    }
    m_hint->setVisible(isHintWanted());
}

void OverlapPage::updateHead()
{
    m_title->setText(title());
    m_count->setText(m_known && m_shown.size() > 1
                         ? tr("%1 in at least one").arg(words::people(m_overlap.total))
                         : QString());
    m_age->setText(m_known ? words::age(m_readAt) : m_reading ? tr("counting…") : QString());
    fitHead();
}

void OverlapPage::fitHead()
{
    // What there is no room for goes, the age first; cut numbers would be wrong numbers.
    const auto wide = [](const QWidget *widget) { return widget->sizeHint().width() + 8; };
    const auto left = [this, wide] {
        return width() - 28 - wide(m_asTable) - wide(m_save) - wide(m_close);
    };
    m_title->setText(title());
    m_save->setText(tr("Save picture…"));
    if (left() < wide(m_title))
        m_save->setText({}); // its icon is left, and the tool tip
    if (left() < wide(m_title))
        m_title->setText(tr("Compare")); // the chips below count them
    int room = left() - wide(m_title) - wide(m_count);
    m_count->setVisible(room >= 0);
    room -= wide(m_age);
    m_age->setVisible(room >= 0);
    m_title->setToolTip(m_count->text());
}

void OverlapPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHead();
    fitChips();
    // The names beside it say the number too.
    m_table->setColumnHidden(int(UpSetTableModel::Column::Degree), width() < px(380, this));
    m_hint->setVisible(isHintWanted());
}

bool OverlapPage::isHintWanted() const
{
    return m_save->isEnabled() && m_stack->currentWidget() == m_plot && height() >= px(520, this);
}

void OverlapPage::rebuildChips()
{
    // The focus stays at the same place in the row when the chip that has it goes.
    int focused = -1;
    for (int i = 0; i < m_chipsLayout->count(); ++i) {
        if (m_chipsLayout->itemAt(i)->widget()->hasFocus())
            focused = i;
    }
    if (focused >= 0)
        m_plot->setFocus(Qt::OtherFocusReason);
    while (QLayoutItem *item = m_chipsLayout->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const SegmentId &id : std::as_const(m_shown)) {
        const QString name = m_segments.nameOf(id);
        auto *chip =
            new ChipButton(words::shortened(name, 32), m_segments.markers().compared(id), m_chips);
        chip->setRemoveText(tr("Remove %1 from the comparison").arg(words::shown(name)));
        chip->setToolTip(words::toolTip(name));
        chip->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(chip, &QWidget::customContextMenuRequested, this, [this, chip, id](QPoint at) {
            Q_EMIT segmentMenuRequested(id, chip->mapToGlobal(at));
        });
        connect(chip, &QAbstractButton::clicked, this, [this, id] { Q_EMIT segmentActivated(id); });
        connect(chip, &ChipButton::removeRequested, this, [this, id] { remove(id); });
        m_chipsLayout->addWidget(chip);
        chip->show();
    }
    auto *add = makeButton(tr("Add"), u"plus"_s, ButtonLook::Normal, m_chips);
    setButtonSmall(add);
    add->setObjectName(u"overlapAdd"_s);
    const bool full = m_shown.size() >= SegmentSet::maxSegments;
    add->setEnabled(!full);
    add->setToolTip(full ? tr("At most %1 segments can be compared at once.")
                               .arg(words::count(SegmentSet::maxSegments))
                         : tr("Add a segment to compare"));
    connect(add, &QPushButton::clicked, this, [this, add] {
        Q_EMIT addRequested(add, {m_shown.cbegin(), m_shown.cend()});
    });
    m_chipsLayout->addWidget(add);
    add->show();
    m_bound->setText(tr("Shows %1 of %2, the most at once.")
                         .arg(words::count(m_shown.size()), words::segments(m_selected.size())));
    m_bound->setVisible(m_selected.size() > m_shown.size());
    if (focused >= 0) {
        m_chipsLayout->itemAt(std::min(focused, m_chipsLayout->count() - 1))
            ->widget()
            ->setFocus(Qt::OtherFocusReason);
    }
    m_chips->updateGeometry();
    fitChips();
}

void OverlapPage::fitChips()
{
    const int most = height() < px(520, this) ? px(58, this) : px(92, this); // two lines or three
    const int wanted = m_chipsLayout->heightForWidth(std::max(1, m_chipsArea->viewport()->width()));
    m_chipsArea->setFixedHeight(std::clamp(wanted, px(26, this), most));
}

void OverlapPage::remove(SegmentId segment)
{
    QList<SegmentId> left = m_selected;
    left.removeAll(segment);
    open(left);
}

void OverlapPage::segmentsChanged()
{
    // A segment that was deleted is not compared any more; names may be new.
    if (!m_open)
        return;
    QList<SegmentId> left;
    for (const SegmentId &id : std::as_const(m_selected)) {
        if (m_segments.segment(id) || m_segments.state() == SegmentListModel::State::Loading)
            left.append(id);
    }
    if (left != m_selected) {
        open(left);
        return;
    }
    rebuildChips();
    if (m_known)
        showData();
}

void OverlapPage::markersChanged()
{
    if (!m_open || m_assigning)
        return;
    assignMarkers(); // one was chosen by hand: the others make way for it
    rebuildChips();
    if (m_known)
        showData();
}

void OverlapPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
}

} // namespace segmentdesk
