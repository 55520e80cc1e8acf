// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/outcometablemodel.h"

#include "ui/jobwords.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/theme.h"

#include <array>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Those that need a look first.
constexpr std::array order{What::Failed,  What::NotFound,    What::NoProfile,
                           What::NotSent, What::NothingToDo, What::Changed};

Tone toneOf(What what)
{
    switch (what) {
    case What::Changed:
        return Tone::Ok;
    case What::NothingToDo:
    case What::NotSent:
        return Tone::Second;
    case What::NoProfile:
    case What::NotFound:
        return Tone::Warn;
    case What::Failed:
        return Tone::Err;
    }
    return Tone::Second;
}

} // namespace

OutcomeTableModel::OutcomeTableModel(const Outcome &outcome, QObject *parent)
    : PersonRowsModel(parent), m_outcome(outcome)
{
    for (const PersonRef &person : outcome.readBack.different)
        m_different.insert(person.profileId);
    setFilter(std::nullopt);
}

void OutcomeTableModel::setFilter(std::optional<What> what)
{
    beginResetModel();
    m_rows.clear();
    const int items = int(m_outcome.items.size());
    for (const What group : order) {
        if (what && *what != group)
            continue;
        for (int i = 0; i < items; ++i) {
            if (m_outcome.items.at(i).what == group)
                m_rows.append(i);
        }
    }
    endResetModel();
}

void OutcomeTableModel::showDifferent()
{
    beginResetModel();
    m_rows.clear();
    for (int i = 0; i < int(m_outcome.items.size()); ++i) {
        if (m_different.contains(m_outcome.items.at(i).profileId))
            m_rows.append(i);
    }
    endResetModel();
}

const ApiError *OutcomeTableModel::reasonAt(int row) const
{
    return row < 0 || row >= m_rows.size() ? nullptr : m_outcome.reasonOf(itemAt(row));
}

CustomerId OutcomeTableModel::customerAt(int row) const
{
    return itemAt(row).customerId;
}

int OutcomeTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int OutcomeTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString OutcomeTableModel::iconName(What what)
{
    switch (what) {
    case What::Changed:
        return u"check"_s;
    case What::NothingToDo:
        return u"member"_s;
    case What::NoProfile:
        return u"person-x"_s;
    case What::NotFound:
        return u"question"_s;
    case What::Failed:
        return u"error"_s;
    case What::NotSent:
        return u"minus-circle"_s;
    }
    return {};
}

QString OutcomeTableModel::display(int row, Column column) const
{
    const OutcomeItem &item = itemAt(row);
    const QString nothing = u"–"_s;
    switch (column) {
    case Column::What:
        return words::what(m_outcome.operation, item.what);
    case Column::Name: {
        const QString name = nameOf(item.customerId).name;
        if (!name.isEmpty())
            return name;
        return toNumber(item.customerId) == 0 ? item.profileId.toString() : nothing;
    }
    case Column::Email: {
        const QString email = nameOf(item.customerId).email;
        return email.isEmpty() ? nothing : email;
    }
    case Column::CustomerId:
        return toNumber(item.customerId) == 0 ? nothing
                                              : QString::number(toNumber(item.customerId));
    case Column::Why: {
        if (m_different.contains(item.profileId))
            return m_outcome.operation == Operation::RemoveMembers ? tr("Checked: still a member")
                                                                   : tr("Checked: not a member");
        const ApiError *reason = m_outcome.reasonOf(item);
        return reason ? words::errorWords(*reason, words::whatFailed(m_outcome.operation)).text
                      : QString();
    }
    }
    return {};
}

QVariant OutcomeTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return display(index.row(), column);
    case Qt::TextAlignmentRole:
        return column == Column::CustomerId
            ? int(Qt::AlignRight | Qt::AlignVCenter)
            : int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter);
    case IconNameRole:
        return column == Column::What ? iconName(itemAt(index.row()).what) : QVariant();
    case ToneRole:
        return column == Column::What ? int(toneOf(itemAt(index.row()).what)) : QVariant();
    case MutedRole:
        return column == Column::Email || column == Column::CustomerId;
    default:
        return {};
    }
}

QVariant OutcomeTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return column == Column::CustomerId ? int(Qt::AlignRight | Qt::AlignVCenter)
                                            : int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::What:
        return tr("Result");
    case Column::Name:
        return tr("Name");
    case Column::Email:
        return tr("E-mail");
    case Column::CustomerId:
        return tr("Customer ID");
    case Column::Why:
        return tr("Why");
    }
    return {};
}

} // namespace segmentdesk
