// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/import/importpreview.h"
#include "ui/dialogs/personrowsmodel.h"

#include <QCache>

#include <memory>

namespace segmentdesk {

/// The rows of a file with what was found for each. Their texts are read from the file again when
/// they are on the screen.
class ImportTableModel : public PersonRowsModel
{
    Q_OBJECT

public:
    enum class Column { Line, Text, Person, CustomerNumber, Found };
    static constexpr int columns = 5;

    explicit ImportTableModel(QObject *parent = nullptr);

    /// @p check is finished; null: no rows. The model keeps its share, see RestoreTableModel.
    void setCheck(std::shared_ptr<const ImportPreview> check);
    /// Only the rows with this status; nothing: all.
    void setFilter(std::optional<ImportStatus> status);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString statusWords(ImportStatus status, bool removing);
    static QString statusIcon(ImportStatus status, bool removing);
    static int statusTone(ImportStatus status);

protected:
    CustomerId customerAt(int row) const override;
    QList<CustomerId> customersAt(int row) const override;

private:
    const ImportRow &rowAt(int row) const;
    QString textOf(const ImportRow &row) const;
    QString candidates(const ImportRow &row) const;
    QString candidateLines(const ImportRow &row) const;
    QString found(const ImportRow &row) const;
    QString trouble(const ImportRow &row) const;

    std::shared_ptr<const ImportPreview> m_check;
    std::optional<ImportStatus> m_filter;
    QList<qint32> m_rows; ///< of the check; unused without a filter
    mutable QCache<qint64, QString> m_texts; ///< by offset
};

} // namespace segmentdesk
