// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/persondelegate.h"

#include "models/tables/peopletablemodel.h"

namespace segmentdesk {

LoadState PersonDelegate::loadState(const QModelIndex &index) const
{
    using RowState = PagedTableModelBase::RowState;
    switch (index.data(PagedTableModelBase::LoadStateRole).value<RowState>()) {
    case RowState::Ready:
        return LoadState::Ready;
    case RowState::Loading:
        return LoadState::Loading;
    case RowState::Failed:
        return LoadState::Failed;
    }
    return LoadState::Ready;
}

bool PersonDelegate::isMuted(const QModelIndex &index) const
{
    const auto column = static_cast<PeopleTableModel::Column>(index.column());
    return column != PeopleTableModel::Column::Name && column != PeopleTableModel::Column::CustomerId;
}

} // namespace segmentdesk
