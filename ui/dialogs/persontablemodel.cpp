// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/persontablemodel.h"

#include "ui/kit/kitroles.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

PersonTableModel::PersonTableModel(const QString &statusTitle, Reasons reasons, QObject *parent)
    : PersonRowsModel(parent), m_statusTitle(statusTitle), m_reasons(reasons)
{
}

int PersonTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : rows();
}

int PersonTableModel::columnCount(const QModelIndex &parent) const
{
    const Column last = m_reasons == Reasons::Shown ? Column::Reason : Column::CustomerId;
    return parent.isValid() ? 0 : int(last) + 1;
}

QString PersonTableModel::reasonTextAt(int) const
{
    return {};
}

QString PersonTableModel::text(int row, Column column) const
{
    const auto dash = [](const QString &text) { return text.isEmpty() ? u"–"_s : text; };
    switch (column) {
    case Column::Status:
        return statusAt(row).text;
    case Column::Name:
        return dash(nameAt(row));
    case Column::Email:
        return dash(emailAt(row));
    case Column::CustomerId: {
        const qint64 number = toNumber(numberAt(row));
        return dash(number == 0 ? QString() : QString::number(number));
    }
    case Column::Reason:
        return reasonTextAt(row);
    }
    return {};
}

QVariant PersonTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), column);
    case Qt::TextAlignmentRole:
        return column == Column::CustomerId
            ? int(Qt::AlignRight | Qt::AlignVCenter)
            : int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter);
    case IconNameRole:
        return column == Column::Status ? statusAt(index.row()).icon : QVariant();
    case ToneRole:
        return column == Column::Status ? int(statusAt(index.row()).tone) : QVariant();
    case MutedRole:
        return column == Column::Email || column == Column::CustomerId;
    default:
        return {};
    }
}

QVariant PersonTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return column == Column::CustomerId ? int(Qt::AlignRight | Qt::AlignVCenter)
                                            : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Status:
        return m_statusTitle;
    case Column::Name:
        return tr("Name");
    case Column::Email:
        return tr("E-mail");
    case Column::CustomerId:
        return tr("Customer ID");
    case Column::Reason:
        return tr("Why");
    }
    return {};
}

} // namespace segmentdesk
