// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvdialect.h"

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;
class QStandardItemModel;

namespace segmentdesk {

class TableView;

/// The first page of an import: how the file is written, and its first rows.
class ImportFilePage : public QWidget
{
    Q_OBJECT

public:
    /// Columns that can be chosen from.
    static constexpr int maxShownColumns = 60;

    /// @p isText: pasted text, which has no encoding any more.
    ImportFilePage(bool isText, QWidget *parent);

    CsvDialect::Encoding encoding() const;
    char delimiter() const;
    bool hasHeader() const;
    int headerLine() const; ///< from 1
    QString encodingName(CsvDialect::Encoding encoding) const;
    QString encodingText() const; ///< the chosen one's name
    QString delimiterText() const;
    void setDialect(const CsvDialect &dialect);

    /// @p columns: how many the rows have; the first maxShownColumns are shown.
    void setRows(const QStringList &names, const QList<QStringList> &rows, qsizetype columns);
    /// Of the columns that are shown.
    QStringList columnTitles() const;
    bool hasColumns() const;

Q_SIGNALS:
    void dialectChosen();

private:
    QComboBox *m_encoding = nullptr;
    QComboBox *m_delimiter = nullptr;
    QCheckBox *m_header = nullptr;
    QSpinBox *m_headerLine = nullptr;
    QStandardItemModel *m_first = nullptr;
    TableView *m_firstRows = nullptr;
};

} // namespace segmentdesk
