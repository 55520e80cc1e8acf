// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/upsettablemodel.h"

#include "ui/kit/rowdelegate.h"
#include "ui/kit/tableview.h"
#include "ui/kit/typography.h"

#include <QLocale>
#include <QtAlgorithms>

namespace segmentdesk {

UpSetTableModel::UpSetTableModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void UpSetTableModel::setUpSet(const UpSetData &data)
{
    beginResetModel();
    m_data = data;
    endResetModel();
}

void UpSetTableModel::prepare(TableView *view)
{
    view->setCheckColumn(int(Column::Box));
    auto *delegate = new RowDelegate(view);
    delegate->setMutedColumns({int(Column::Degree)});
    view->setItemDelegate(delegate);
    view->setColumnWidth(int(Column::Degree), px(110, view));
    view->setColumnWidth(int(Column::People), px(110, view));
    view->setStretchColumn(int(Column::Names));
    view->setAccessibleName(tr("Comparison as a table"));
}

int UpSetTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_data.columns.size());
}

int UpSetTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant UpSetTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    const UpSetData::Column &row = m_data.columns.at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::TextAlignmentRole && (column == Column::Degree || column == Column::People))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && column == Column::Box)
        return m_data.words(row);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case Column::Box:
        return {};
    case Column::Names:
        return m_data.namesOf(row.sets);
    case Column::Degree:
        return role == Qt::DisplayRole ? QLocale().toString(qPopulationCount(row.sets))
                                       : QVariant();
    case Column::People:
        return role == Qt::DisplayRole ? QLocale().toString(row.people) : QVariant();
    }
    return {};
}

QVariant UpSetTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole && (column == Column::Degree || column == Column::People))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Box:
        return {};
    case Column::Names:
        return tr("Only in");
    case Column::Degree:
        return tr("Segments");
    case Column::People:
        return tr("People");
    }
    return {};
}

} // namespace segmentdesk
