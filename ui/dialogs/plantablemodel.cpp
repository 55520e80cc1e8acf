// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/plantablemodel.h"

#include "ui/words/planwords.h"
#include "ui/words/words.h"

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

PlanTableModel::PlanTableModel(QObject *parent)
    : PersonTableModel(tr("What will happen"), Reasons::Hidden, parent)
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

PlanTableModel::Row PlanTableModel::rowAt(int row) const
{
    const int index = m_rows.at(row);
    const int items = int(m_plan.items.size());
    if (index >= items)
        return {Effect::NotFound, {}, {}, m_plan.notFoundTexts.at(index - items)};
    const PlanItem &item = m_plan.items.at(index);
    return {item.effect, item.customerId, item.profileId, {}};
}

PersonTableModel::Status PlanTableModel::statusAt(int row) const
{
    const Effect effect = rowAt(row).effect;
    return {words::effect(m_plan.operation, effect), words::effectIcon(m_plan.operation, effect),
            toneOf(effect)};
}

QString PlanTableModel::nameAt(int row) const
{
    const Row at = rowAt(row);
    if (!at.text.isEmpty())
        return words::shortened(at.text, 100);
    const QString name = nameOf(at.customerId).name;
    return name.isEmpty() && toNumber(at.customerId) == 0 ? at.profileId.toString() : name;
}

} // namespace segmentdesk
