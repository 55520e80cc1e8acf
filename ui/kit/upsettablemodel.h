// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/upsetwidget.h"

#include <QAbstractTableModel>

namespace segmentdesk {

class TableView;

/// The same numbers as an UpSetWidget as a table: the twin for those who read with their ears, and
/// for readers of numbers.
class UpSetTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Box, Names, Degree, People };
    static constexpr int columns = 4;

    explicit UpSetTableModel(QObject *parent = nullptr);

    void setUpSet(const UpSetData &data);
    const UpSetData &data() const { return m_data; }

    /// Gives a view the columns, boxes and delegate for this model; the model must be set.
    static void prepare(TableView *view);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    UpSetData m_data;
};

} // namespace segmentdesk
