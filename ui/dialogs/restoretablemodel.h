// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/backup/restorepreview.h"
#include "ui/dialogs/persontablemodel.h"

#include <memory>

namespace segmentdesk {

/// The segments of a backup, one row each, in the backup's order. SortRole is for a proxy.
class RestoreTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Column { Box, Segment, State, Add, Remove, NotFound };
    static constexpr int columns = 6;
    static constexpr int SortRole = Qt::UserRole;

    explicit RestoreTableModel(QObject *parent = nullptr);

    /// Null: no rows. The model keeps its share: views ask it for rows until they are destroyed,
    /// which is after the members of the dialog that they are in.
    void setCheck(std::shared_ptr<const RestorePreview> check);
    /// What the numbers mean: with people who get a profile, and with members who leave.
    void setChoice(bool createProfiles, bool removeOthers);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    qint64 number(int row, Column column) const;
    QString toolTip(int row, Column column) const;

    std::shared_ptr<const RestorePreview> m_check;
    bool m_createProfiles = false;
    bool m_removeOthers = false;
};

/// The people of one segment for whom something changes, or who were not found: those first.
class RestorePeopleModel : public PersonTableModel
{
    Q_OBJECT

public:
    explicit RestorePeopleModel(QObject *parent = nullptr);

    /// @p segment below 0, or null: no rows. Keeps its share of @p check.
    void setSegment(std::shared_ptr<const RestorePreview> check, int segment, bool createProfiles,
                    bool removeOthers);

protected:
    CustomerId customerAt(int row) const override;
    int rows() const override { return int(m_rows.size()); }
    Status statusAt(int row) const override;
    QString emailAt(int row) const override;
    CustomerId numberAt(int row) const override;

private:
    enum class Fate : quint8 { NotFound, Ambiguous, NoProfile, Joins, Leaves };
    struct Row
    {
        Fate fate;
        qint32 index; ///< of the backup's people; of Leaves: of the segment's leaving
    };
    const RestoreSegment &segment() const { return m_check->segments().at(m_segment); }

    std::shared_ptr<const RestorePreview> m_check;
    int m_segment = -1;
    bool m_createProfiles = false;
    QList<Row> m_rows;
};

} // namespace segmentdesk
