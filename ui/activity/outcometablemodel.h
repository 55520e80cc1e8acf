// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/outcome.h"
#include "ui/dialogs/persontablemodel.h"

#include <QSet>

#include <optional>

namespace segmentdesk {

/// What happened to each id of a job, one row an id: those that went wrong first. Filtered by fate
/// without a proxy.
class OutcomeTableModel : public PersonTableModel
{
    Q_OBJECT

public:
    explicit OutcomeTableModel(const Outcome &outcome, QObject *parent = nullptr);

    /// Only rows with this fate; nothing: all.
    void setFilter(std::optional<ItemStatus> what);
    /// Only rows that reading back found to be not as asked for.
    void showDifferent();
    /// Why the row went as it did; null: there is nothing to say.
    const ApiError *reasonAt(int row) const;

    static QString iconName(ItemStatus what);

protected:
    CustomerId customerAt(int row) const override;
    int rows() const override { return int(m_rows.size()); }
    Status statusAt(int row) const override;
    QString nameAt(int row) const override;
    QString reasonTextAt(int row) const override;

private:
    const OutcomeItem &itemAt(int row) const;
    QString textAt(int row) const;

    Outcome m_outcome;
    QSet<ProfileId> m_different; ///< what reading back found
    /// Indexes of m_outcome.items, and behind them of its notFoundTexts, in the order shown.
    QList<int> m_rows;
};

} // namespace segmentdesk
