// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/comparison.h"

#include "models/session/storesession.h"
#include "ui/commands/storecommands.h"
#include "ui/overlap/combinepane.h"
#include "ui/overlap/overlappage.h"
#include "ui/people/peoplesources.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/window/storeview.h"
#include "ui/window/targetpicker.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

namespace segmentdesk {

Comparison::Comparison(StoreView &view, TargetPicker &picker)
    : QObject(&view), m_view(view), m_picker(picker), m_overlap(view.overlap()),
      m_combine(view.combine())
{
    connect(m_overlap, &OverlapPage::overlapChanged, m_combine, &CombinePane::setOverlap);
    connect(m_overlap, &OverlapPage::chosenChanged, m_combine, &CombinePane::setColumns);
    connect(m_combine, &CombinePane::setChanged, m_overlap, &OverlapPage::setChosen);
    connect(m_overlap, &OverlapPage::closeRequested, &m_view, &StoreView::closeOverlap);
    connect(m_overlap, &OverlapPage::segmentActivated, this,
            [this](const SegmentId &segment) { m_view.open(PeopleListKey::of(segment)); });
    connect(m_combine, &CombinePane::showRequested, this, &Comparison::showCombined);
    connect(m_combine, &CombinePane::makeSegmentRequested, this,
            [this](const QString &name, const SegmentSet &set, qint64 count) {
                m_view.commands().segments().createSegment(name, combined(name, set, count));
            });
    connect(m_combine, &CombinePane::addToRequested, this,
            [this](QWidget *anchor, const QString &name, const SegmentSet &set, qint64 count) {
                const PeopleSelection people = combined(name, set, count);
                m_picker.pick(anchor, {},
                              [this, people](SegmentId segment) {
                                  m_view.commands().members().addTo(segment, people);
                              },
                              {});
            });
    m_combine->setCounter(
        [this](const SegmentSet &set, QObject *context, const Callback<qint64> &callback) {
            PeopleFilter filter;
            filter.segments = set;
            m_view.sources().count(filter, context, callback);
        });
    connect(m_overlap, &OverlapPage::addRequested, this,
            [this](QWidget *anchor, const QSet<SegmentId> &shown) {
                m_picker.pick(anchor, shown,
                              [this](SegmentId segment) {
                                  m_overlap->open(m_overlap->selected() + QList{segment});
                              },
                              {});
            });
    connect(m_overlap, &OverlapPage::pictureRequested, &m_view.commands().files(),
            &FileCommands::savePicture);
    connect(m_overlap, &OverlapPage::errorDetailsRequested, this, [this](const ApiError &error) {
        m_view.commands().showError(error, WhatFailed::ReadMembers);
    });
    connect(m_view.sidebar()->list(), &SegmentListView::selectionEdited, this,
            &Comparison::selectionEdited);
    connect(m_view.sidebar()->list(), &SegmentListView::pressEnded, this, [this] {
        if (m_view.isOverlapOpen())
            m_view.sidebar()->setCompared(m_overlap->selected());
    });
}

/// While segments are compared, the selection of the list is the comparison. Rows that a filter
/// hides stay in it.
void Comparison::selectionEdited()
{
    if (!m_view.isOverlapOpen())
        return;
    const QList<SegmentId> selected = m_view.sidebar()->list()->selectedSegments();
    const QSet<SegmentId> now(selected.cbegin(), selected.cend());
    QList<SegmentId> compared;
    for (const SegmentId &id : m_overlap->selected()) {
        if (now.contains(id) || m_view.sidebar()->model()->rowOf(PeopleListKey::of(id)) < 0)
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
        m_view.sidebar()->setCompared(compared); // a row that is no segment was selected
}

PeopleSelection Comparison::combined(const QString &name, const SegmentSet &set, qint64 count) const
{
    PeopleFilter filter;
    filter.segments = set;
    PeopleSelection people;
    people.place = PeopleListKey::found(filter, name);
    people.placeName = words::shown(name);
    people.count = count;
    people.total = count;
    people.selection.everybody = true;
    people.source =
        m_view.sources().source(people.place, PeopleOrder::CustomerId, Qt::AscendingOrder, true);
    return people;
}

void Comparison::showCombined(const QString &name, const SegmentSet &set)
{
    PeopleFilter filter;
    filter.segments = set;
    m_view.open(PeopleListKey::found(filter, name));
}

} // namespace segmentdesk
