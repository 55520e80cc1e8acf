// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/plantablemodel.h"

#include "ui/jobwords.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/theme.h"

#include <array>

namespace segmentdesk {

namespace {

/// Those that need a look first.
constexpr std::array order {Effect::NotFound, Effect::NoProfile, Effect::NothingToDo, Effect::WillChange};
constexpr int askPauseMs = 60;

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

PlanTableModel::PlanTableModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_askLater.setSingleShot(true);
    m_askLater.setInterval(askPauseMs);
    connect(&m_askLater, &QTimer::timeout, this, &PlanTableModel::lookUp);
}

PlanTableModel::~PlanTableModel() = default;

void PlanTableModel::setPlan(const Plan &plan)
{
    m_plan = plan;
    setFilter(std::nullopt);
}

void PlanTableModel::setCustomerLookup(const CustomerLookup &lookup)
{
    m_lookup = lookup;
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

void PlanTableModel::setVisibleRows(int first, int last)
{
    m_first = first;
    m_last = qMin(last, first + maxVisible - 1);
    if (m_lookup && !m_asking)
        m_askLater.start();
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
    const QString nothing = u"–"_qs;
    switch (column) {
    case Column::Effect:
        return words::effect(m_plan.operation, row.effect);
    case Column::Name: {
        if (!row.text.isEmpty())
            return words::shortened(row.text, 100);
        const auto name = m_names.constFind(row.customerId);
        if (name != m_names.cend() && !name->name.isEmpty())
            return name->name;
        if (toNumber(row.customerId) == 0)
            return row.profileId.toString();
        return nothing;
    }
    case Column::Email: {
        const auto name = m_names.constFind(row.customerId);
        return name != m_names.cend() && !name->email.isEmpty() ? name->email : nothing;
    }
    case Column::CustomerId:
        return toNumber(row.customerId) == 0 ? nothing : QString::number(toNumber(row.customerId));
    }
    return {};
}

QVariant PlanTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return display(rowAt(index.row()), column);
    case Qt::TextAlignmentRole:
        return column == Column::CustomerId ? int(Qt::AlignRight | Qt::AlignVCenter)
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

void PlanTableModel::lookUp()
{
    QList<CustomerId> ids;
    QSet<CustomerId> asked;
    for (int row = qMax(0, m_first); row <= qMin(m_last, rowCount() - 1); ++row) {
        const CustomerId id = rowAt(row).customerId;
        if (toNumber(id) == 0 || m_names.contains(id) || m_failed.contains(id) || asked.contains(id))
            continue;
        asked.insert(id);
        ids.append(id);
    }
    if (ids.isEmpty() || m_asking)
        return;
    // A plan is looked at from the top: when there are too many names, all but those asked for now go.
    if (m_names.size() + ids.size() > maxNames)
        m_names.clear();
    m_asking = new QObject(this);
    m_lookup(ids, m_asking, [this, ids](const Result<QList<Customer>> &answer) { found(ids, answer); });
}

void PlanTableModel::found(const QList<CustomerId> &asked, const Result<QList<Customer>> &answer)
{
    m_asking->deleteLater();
    m_asking = nullptr;
    if (answer) {
        for (const Customer &customer : *answer)
            m_names.insert(customer.id, {words::shown(customer.fullName()), words::shown(customer.email)});
        for (const CustomerId id : asked) {
            if (!m_names.contains(id))
                m_names.insert(id, {});
        }
    } else if (m_failed.size() < maxNames) {
        m_failed.unite(QSet<CustomerId>(asked.cbegin(), asked.cend()));
    }
    const int last = qMin(m_last, rowCount() - 1);
    if (m_first <= last)
        Q_EMIT dataChanged(index(qMax(0, m_first), int(Column::Name)), index(last, int(Column::Email)));
    m_askLater.start(); // the rows on the screen may be others by now
}

} // namespace segmentdesk
