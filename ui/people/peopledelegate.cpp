// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/peopledelegate.h"

#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/words/words.h"

#include <algorithm>

namespace segmentdesk {

namespace {

using Column = PeopleTableModel::Column;

// TableView asks by the kit's role whether a row failed, so that its Retry can be clicked.
static_assert(int(PagedTableModelBase::RowStateRole) == int(LoadStateRole));
static_assert(int(PagedTableModelBase::RowState::Failed) == int(LoadState::Failed));

Column columnOf(const QModelIndex &index)
{
    return static_cast<Column>(index.column());
}

} // namespace

PeopleDelegate::PeopleDelegate(ChipsFor chipsFor, QObject *parent)
    : ChipsDelegate(parent), m_chipsFor(std::move(chipsFor))
{
}

LoadState PeopleDelegate::loadState(const QModelIndex &index) const
{
    using RowState = PagedTableModelBase::RowState;
    switch (index.data(PagedTableModelBase::RowStateRole).value<RowState>()) {
    case RowState::Ready:
        return LoadState::Ready;
    case RowState::Loading:
        return LoadState::Loading;
    case RowState::Failed:
        return LoadState::Failed;
    }
    return LoadState::Ready;
}

bool PeopleDelegate::isMuted(const QModelIndex &index) const
{
    const Column column = columnOf(index);
    return column != Column::Name && column != Column::CustomerId;
}

Chips PeopleDelegate::chips(const QModelIndex &index) const
{
    if (!m_chipsFor)
        return {};
    return m_chipsFor(index.data(PeopleTableModel::SegmentsRole).value<QList<SegmentId>>());
}

void PeopleDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    if (columnOf(index) == Column::OtherSegments)
        ChipsDelegate::paintContent(painter, option, index);
    else
        RowDelegate::paintContent(painter, option, index);
}

QString PeopleDelegate::tipFor(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return columnOf(index) == Column::OtherSegments ? ChipsDelegate::tipFor(option, index)
                                                    : RowDelegate::tipFor(option, index);
}

Chips PeopleDelegate::chipsOf(const QList<SegmentId> &ids, const SegmentListModel &segments)
{
    Chips chips;
    for (const SegmentId &id : ids) {
        if (const Segment *segment = segments.segment(id))
            chips.append({words::shown(segment->name), segments.markers().of(id)});
    }
    std::sort(chips.begin(), chips.end(), [](const Chip &a, const Chip &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    return chips;
}

} // namespace segmentdesk
