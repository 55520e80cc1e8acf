// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customerlookup.h"
#include "models/jobs/plan.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QTimer>

namespace segmentdesk {

/// What a plan will do, one row an id: those that need a look first. Filtered by effect without a proxy.
/// Names are asked for the rows on the screen alone, and as many as maxNames are kept.
class PlanTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Effect, Name, Email, CustomerId };
    static constexpr int columns = 4;
    static constexpr qsizetype maxNames = 5000;
    static constexpr int maxVisible = 200; ///< names asked for at once

    explicit PlanTableModel(QObject *parent = nullptr);
    ~PlanTableModel() override;

    void setPlan(const Plan &plan);
    const Plan &plan() const { return m_plan; }
    void setCustomerLookup(const CustomerLookup &lookup);
    /// Only rows with this effect; nothing: all. WillChange takes Unknown along.
    void setFilter(std::optional<Effect> effect);
    /// The rows on the screen, both included.
    void setVisibleRows(int first, int last);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        Effect effect;
        CustomerId customerId;
        ProfileId profileId;
        QString text; ///< of a text that nobody was found for
    };
    Row rowAt(int row) const;
    QVariant display(const Row &row, Column column) const;
    void lookUp();
    void found(const QList<CustomerId> &asked, const Result<QList<Customer>> &answer);

    Plan m_plan;
    std::optional<Effect> m_filter;
    /// Index into the plan's items, or behind them into notFoundTexts; in the order of the rows.
    QList<int> m_rows;
    CustomerLookup m_lookup;
    QObject *m_asking = nullptr; ///< context of the lookup under way
    QTimer m_askLater;
    int m_first = 0;
    int m_last = -1;
    struct Name
    {
        QString name;
        QString email;
    };
    QHash<CustomerId, Name> m_names;
    QSet<CustomerId> m_failed; ///< not asked for again by themselves
};

} // namespace segmentdesk
