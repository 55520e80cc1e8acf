// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/segmentsidebar.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/kit/controls.h"
#include "ui/kit/fitrow.h"
#include "ui/kit/label.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/stateview.h"
#include "ui/segments/segmentname.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/segments/waitnote.h"
#include "ui/words/errorwords.h"
#include "ui/words/jobwords.h"
#include "ui/words/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SegmentSidebar::SegmentSidebar(SegmentListModel &segments, QWidget *parent)
    : QWidget(parent), m_segments(segments), m_model(new SidebarModel(segments, this)),
      m_count(new Label({}, TypeRole::Caption, Tone::Second)),
      m_filter(new SearchField(tr("Filter segments"), u"filter"_s)),
      m_list(new SegmentListView(*m_model)), m_state(new StateView(m_list)),
      m_note(new Label({}, TypeRole::Caption, Tone::Second)), m_wait(new WaitNote([this] {
          m_segments.counts().retry();
          if (m_readingTotals)
              Q_EMIT totalsRequested();
      }))
{
    m_wait->setCancel([this] {
        m_segments.counts().giveUp();
        Q_EMIT totalsCancelled();
    });
    m_wait->setObjectName(u"countsWait"_s);
    m_state->setSlow(words::notAnswered,
                     {{tr("Retry"), u"refresh"_s,
                       [this] {
                           m_state->restartWait();
                           m_segments.retry();
                       }},
                      {tr("Cancel"), {}, [this] { m_segments.giveUp(); }}});
    setObjectName(u"segmentSidebar"_s);
    setAccessibleName(tr("Segments"));
    m_count->setObjectName(u"segmentCountLabel"_s);
    m_filter->setObjectName(u"segmentFilter"_s);
    m_filter->setAccessibleName(tr("Filter segments by name"));
    m_note->setWordWrap(true);
    m_note->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_note->setObjectName(u"segmentNote"_s);

    auto *title = new Label(tr("Segments"), TypeRole::Strong);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 14, 16, 8);
    head->setSpacing(4);
    head->addWidget(title);
    head->addStretch();
    head->addWidget(m_count);

    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(10, 0, 10, 6);
    filterRow->addWidget(m_filter);

    auto *create = makeButton(tr("New segment"), u"plus"_s, ButtonLook::Flat);
    create->setObjectName(u"newSegmentButton"_s);
    create->setToolTip(
        tr("New segment (%1)")
            .arg(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText)));
    m_keyHint = new Label(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText),
                          TypeRole::Hint, Tone::Third);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 4, 18, 4);
    foot->addWidget(create, 0);
    foot->addStretch();
    foot->addWidget(m_keyHint);
    m_foot = foot;
    m_head = head;

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(filterRow);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_wait);
    layout->addWidget(new Line);
    layout->addLayout(foot);
    m_note->setContentsMargins(16, 8, 16, 16);
    m_note->hide();

    connect(create, &QPushButton::clicked, this, &SegmentSidebar::newSegmentRequested);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text);
        updateState();
    });
    // Enter in the filter opens the first segment that is left.
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        const PeopleListKey first = m_model->placeAt(m_model->firstSegmentRow());
        if (m_model->shownSegments() > 0 && !m_filter->text().isEmpty())
            Q_EMIT m_list->placeChosen(first);
    });
    connect(m_list, &SegmentListView::visibleRowsChanged, this, [this](int first, int last) {
        int from = -1;
        int to = -1;
        for (int row = first; row <= last; ++row) {
            const int source = m_model->sourceRow(row);
            if (source < 0)
                continue;
            from = from < 0 ? source : std::min(from, source);
            to = std::max(to, source);
        }
        if (from >= 0)
            m_segments.setVisibleRows(from, to);
    });
    connect(m_list, &SegmentListView::selectedSegmentsChanged, this, [this] {
        if (!m_comparing)
            m_selected = m_list->selectedSegments();
    });
    // The margins are room, too: they come with the words.
    connect(m_wait, &WaitNote::spoke, this, [this] {
        m_wait->setContentsMargins(m_wait->isLong() ? QMargins(16, 6, 16, 8) : QMargins());
    });
    connect(&m_segments.counts(), &SegmentCounts::countingChanged, this, [this] {
        m_wait->sign();
        updateWait();
    });
    connect(&m_segments, &SegmentListModel::stateChanged, this, &SegmentSidebar::updateState);
    connect(&m_segments, &SegmentListModel::segmentsChanged, this, &SegmentSidebar::updateState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &SegmentSidebar::restoreCurrent);
    m_list->setNameRefusal([this](SegmentId segment, const QString &name) {
        return segmentNameRefusal(m_segments, segment, name);
    });
    updateState();
}

void SegmentSidebar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void SegmentSidebar::fit()
{
    // The key gives way to the words: the menu and the tool tip name it too.
    fitRow(*m_foot, width(), {{m_keyHint, true}});
    fitRow(*m_head, width(), {{m_count, true}});
}

void SegmentSidebar::setOpenPlace(const PeopleListKey &place)
{
    m_comparing = false;
    m_list->setComparing(false);
    m_selected.clear();
    // A filter shows less of the same place.
    m_open = place.kind == PeopleListKey::Kind::Search ? place : place.withFilter({});
    m_model->setOpenPlace(m_open);
    restoreCurrent();
}

void SegmentSidebar::restoreCurrent()
{
    const QSignalBlocker quiet(m_list);
    if (m_comparing) {
        selectRows();
        return;
    }
    const int row = m_model->rowOf(m_open);
    if (row >= 0) {
        m_list->setCurrentIndex(m_model->index(row));
        m_list->scrollTo(m_model->index(row));
    } else {
        m_list->setCurrentIndex({});
    }
    if (m_selected.size() > 1)
        selectRows();
}

void SegmentSidebar::restoreRows()
{
    m_list->setAutoScroll(false);
    const QSignalBlocker quiet(m_list);
    if (m_comparing || m_selected.size() > 1)
        selectRows();
    else
        m_list->setCurrentIndex(m_model->index(m_model->rowOf(m_open)));
    m_list->setAutoScroll(true);
}

void SegmentSidebar::selectRows()
{
    const QSignalBlocker quiet(m_list);
    QItemSelection rows;
    for (const SegmentId &id : std::as_const(m_selected)) {
        const int row = m_model->rowOf(PeopleListKey::of(id));
        if (row >= 0)
            rows.select(m_model->index(row), m_model->index(row));
    }
    QItemSelectionModel *selection = m_list->selectionModel();
    selection->select(rows, QItemSelectionModel::ClearAndSelect);
    // The keys begin where the comparison does.
    if (!m_list->currentIndex().isValid() && !rows.isEmpty())
        selection->setCurrentIndex(rows.first().topLeft(), QItemSelectionModel::NoUpdate);
}

void SegmentSidebar::setCompared(const QList<SegmentId> &segments)
{
    m_comparing = true;
    m_list->setComparing(true);
    m_selected = segments;
    m_open = PeopleListKey::search({}); // no row is
    m_model->setOpenPlace(m_open);
    selectRows();
}

void SegmentSidebar::leaveComparison(const PeopleListKey &place, const QList<SegmentId> &compared)
{
    setOpenPlace(place);
    m_selected = compared;
    restoreCurrent();
}

void SegmentSidebar::setRefusal(const QString &unavailableReason)
{
    m_refusal = unavailableReason;
    m_list->setRefusal(unavailableReason);
    updateState();
}

void SegmentSidebar::setReadingTotals(bool reading)
{
    m_readingTotals = reading;
    updateWait();
}

void SegmentSidebar::updateWait()
{
    m_wait->setVisible((m_segments.counts().isCounting() || m_readingTotals)
                       && m_segments.state() == SegmentListModel::State::Ready);
}

void SegmentSidebar::updateState()
{
    updateWait();
    const int all = m_segments.rowCount();
    using State = SegmentListModel::State;
    switch (m_segments.state()) {
    case State::Loading:
        m_count->clear();
        m_state->showLoading();
        m_note->hide();
        return;
    case State::Failed: {
        const ErrorWords failure = words::errorWords(m_segments.error(), WhatFailed::ReadSegments);
        m_count->clear();
        m_state->showFailed(failure.title, failure.sentence(),
                            {{tr("Retry"), u"refresh"_s, [this] { m_segments.retry(); }},
                             {tr("Details…"), {}, [this] { Q_EMIT errorDetailsRequested(); }}});
        m_note->hide();
        return;
    }
    case State::Empty:
    case State::Ready:
        break;
    }
    m_state->showReady();
    m_count->setText(
        m_filter->text().isEmpty()
            ? tr("%1 of %2").arg(words::count(all), words::count(maxSegmentsPerStore))
            : tr("%1 of %2").arg(words::count(m_model->shownSegments()), words::count(all)));
    m_count->setToolTip(
        tr("A store holds at most %1 segments.").arg(words::count(maxSegmentsPerStore)));
    if (all == 0)
        m_note->setText(m_refusal.isEmpty()
                            ? tr("No segments yet. Create the first one with “New segment” below.")
                            : tr("No segments yet."));
    else
        m_note->setText(tr("No segment matches."));
    m_note->setVisible(m_model->shownSegments() == 0);
    fit();
}

void SegmentSidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
}

} // namespace segmentdesk
