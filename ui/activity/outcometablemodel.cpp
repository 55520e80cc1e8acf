// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/outcometablemodel.h"

#include "ui/words/errorwords.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"

#include <array>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Those that need a look first.
constexpr std::array order{ItemStatus::Unknown,   ItemStatus::Failed,  ItemStatus::NotFound,
                           ItemStatus::NoProfile, ItemStatus::NotSent, ItemStatus::NothingToDo,
                           ItemStatus::Changed};

Tone toneOf(ItemStatus what)
{
    switch (what) {
    case ItemStatus::Changed:
        return Tone::Ok;
    case ItemStatus::NothingToDo:
    case ItemStatus::NotSent:
        return Tone::Second;
    case ItemStatus::NoProfile:
    case ItemStatus::NotFound:
    case ItemStatus::Unknown:
        return Tone::Warn;
    case ItemStatus::Failed:
        return Tone::Err;
    }
    return Tone::Second;
}

} // namespace

OutcomeTableModel::OutcomeTableModel(const Outcome &outcome, QObject *parent)
    : PersonTableModel(tr("Result"), Reasons::Shown, parent), m_outcome(outcome)
{
    for (const PersonRef &person : outcome.readBack.different)
        m_different.insert(person.profileId);
    setFilter(std::nullopt);
}

void OutcomeTableModel::setFilter(std::optional<ItemStatus> what)
{
    beginResetModel();
    m_rows.clear();
    const int items = int(m_outcome.items.size());
    for (const ItemStatus group : order) {
        if (what && *what != group)
            continue;
        for (int i = 0; i < items; ++i) {
            if (m_outcome.items.at(i).what == group)
                m_rows.append(i);
        }
        for (int i = 0; group == ItemStatus::NotFound && i < m_outcome.notFoundTexts.size(); ++i)
            m_rows.append(items + i);
    }
    endResetModel();
}

/// A text that was typed and that no one was found for, behind the items.
QString OutcomeTableModel::textAt(int row) const
{
    return m_outcome.notFoundTexts.value(m_rows.at(row) - m_outcome.items.size());
}

const OutcomeItem &OutcomeTableModel::itemAt(int row) const
{
    static const OutcomeItem text{{}, {}, ItemStatus::NotFound, OutcomeItem::noReason};
    const int item = m_rows.at(row);
    return item < m_outcome.items.size() ? m_outcome.items.at(item) : text;
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

QString OutcomeTableModel::iconName(ItemStatus what)
{
    switch (what) {
    case ItemStatus::Changed:
        return u"check"_s;
    case ItemStatus::NothingToDo:
        return u"member"_s;
    case ItemStatus::NoProfile:
        return u"person-x"_s;
    case ItemStatus::NotFound:
        return u"question"_s;
    case ItemStatus::Failed:
        return u"error"_s;
    case ItemStatus::NotSent:
        return u"minus-circle"_s;
    case ItemStatus::Unknown:
        return u"warning"_s;
    }
    return {};
}

PersonTableModel::Status OutcomeTableModel::statusAt(int row) const
{
    const ItemStatus status = itemAt(row).what;
    return {words::what(m_outcome.operation, status), iconName(status), toneOf(status)};
}

QString OutcomeTableModel::nameAt(int row) const
{
    if (const QString text = textAt(row); !text.isEmpty())
        return text;
    const OutcomeItem &item = itemAt(row);
    const QString name = nameOf(item.customerId).name;
    return name.isEmpty() && toNumber(item.customerId) == 0 ? item.profileId.toString() : name;
}

QString OutcomeTableModel::reasonTextAt(int row) const
{
    const OutcomeItem &item = itemAt(row);
    const bool ofProfiles = m_outcome.operation == Operation::CreateProfiles
        || m_outcome.operation == Operation::DeleteProfiles;
    if (!ofProfiles && m_different.contains(item.profileId))
        return m_outcome.operation == Operation::RemoveMembers ? tr("Checked: still a member")
                                                               : tr("Checked: not a member");
    const ApiError *reason = m_outcome.reasonOf(item);
    return reason ? words::errorWords(*reason, words::whatFailed(m_outcome.operation)).text
                  : QString();
}

} // namespace segmentdesk
