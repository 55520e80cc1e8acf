// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/plan.h"
#include "ui/dialogs/persontablemodel.h"

#include <optional>

namespace segmentdesk {

/// What a plan will do, one row an id: those that need a look first. Filtered by effect without a
/// proxy.
class PlanTableModel : public PersonTableModel
{
    Q_OBJECT

public:
    explicit PlanTableModel(QObject *parent = nullptr);

    void setPlan(const Plan &plan);
    const Plan &plan() const { return m_plan; }
    /// Only rows with this effect; nothing: all. WillChange takes Unknown along.
    void setFilter(std::optional<Effect> effect);

protected:
    CustomerId customerAt(int row) const override { return rowAt(row).customerId; }
    int rows() const override { return int(m_rows.size()); }
    Status statusAt(int row) const override;
    QString nameAt(int row) const override;

private:
    struct Row
    {
        Effect effect;
        CustomerId customerId;
        ProfileId profileId;
        QString text; ///< of a text without a match
    };
    Row rowAt(int row) const;

    Plan m_plan;
    std::optional<Effect> m_filter;
    /// Index into the plan's items, or behind them into notFoundTexts; in the order of the rows.
    QList<int> m_rows;
};

} // namespace segmentdesk
