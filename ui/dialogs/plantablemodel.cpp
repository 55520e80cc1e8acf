// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/plantablemodel.h"

#include "ui/jobwords.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/theme.h"

#include <array>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Those that need a look first.
constexpr std::array order{Effect::NotFound, Effect::NoProfile, Effect::NothingToDo,
                           Effect::WillChange};

/// Unknown will be sent like WillChange: one row of words for both.
Effect groupOf(Effect effect)
{
    return effect == Effect::Unknown ? Effect::WillChange : effect;
}

Tone toneOf(Effect effect)
{
    switch (effect) {
    case Effect::WillChange:
    case Effect::Unknown:
        return Tone::Ok;
    case Effect::NothingToDo:
        return Tone::Second;
    case Effect::NoProfile:
    case Effect::NotFound:
        return Tone::Warn;
    }
    return Tone::Second;
}

} // namespace

PlanTableModel::PlanTableModel(QObject *parent) : PersonRowsModel(parent)
{
}

void PlanTableModel::setPlan(const Plan &plan)
{
    m_plan = plan;
    setFilter(std::nullopt);
}

void PlanTableModel::setFilter(std::optional<Effect> effect)
{
    beginResetModel();
    m_filter = effect;
    m_rows.clear();
    const int items = int(m_plan.items.size());
    for (const Effect group : order) {
        if (effect && groupOf(*effect) != group)
            continue;
        if (group == Effect::NotFound) {
            for (int i = 0; i < m_plan.notFoundTexts.size(); ++i)
                m_rows.append(items + i);
        }
        for (int i = 0; i < items; ++i) {
            if (groupOf(m_plan.items.at(i).effect) == group)
                m_rows.append(i);
        }
    }
    endResetModel();
}

int PlanTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PlanTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

PlanTableModel::Row PlanTableModel::rowAt(int row) const
{
    const int index = m_rows.at(row);
    const int items = int(m_plan.items.size());
    if (index >= items)
        return {Effect::NotFound, {}, {}, m_plan.notFoundTexts.at(index - items)};
    const PlanItem &item = m_plan.items.at(index);
    return {item.effect, item.customerId, item.profileId, {}};
}

QVariant PlanTableModel::display(const Row &row, Column column) const
{
    const QString nothing = u"–"_s;
    switch (column) {
    case Column::Effect:
        return words::effect(m_plan.operation, row.effect);
    case Column::Name: {
        if (!row.text.isEmpty())
            return words::shortened(row.text, 100);
        const QString name = nameOf(row.customerId).name;
        if (!name.isEmpty())
            return name;
        return toNumber(row.customerId) == 0 ? row.profileId.toString() : nothing;
    }
    case Column::Email: {
        const QString email = nameOf(row.customerId).email;
        return email.isEmpty() ? nothing : email;
    }
    case Column::CustomerId:
        return toNumber(row.customerId) == 0 ? nothing : QString::number(toNumber(row.customerId));
    }
    return {};
}

QVariant PlanTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return display(rowAt(index.row()), column);
    case Qt::TextAlignmentRole:
        return column == Column::CustomerId
            ? int(Qt::AlignRight | Qt::AlignVCenter)
            : int(Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter);
    case IconNameRole:
        if (column != Column::Effect)
            return {};
        return words::effectIcon(m_plan.operation, rowAt(index.row()).effect);
    case ToneRole:
        if (column != Column::Effect)
            return {};
        return int(toneOf(rowAt(index.row()).effect));
    case MutedRole:
        return column == Column::Email || column == Column::CustomerId;
    default:
        return {};
    }
}

QVariant PlanTableModel::headerData(int section, Qt::Orientation orientation, int role) const
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
    case Column::Effect:
        return tr("What will happen");
    case Column::Name:
        return tr("Name");
    case Column::Email:
        return tr("E-mail");
    case Column::CustomerId:
        return tr("Customer ID");
    }
    return {};
}

} // namespace segmentdesk
