// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/columnroles.h"
#include "models/import/importrows.h"

#include <QStringList>
#include <QWidget>

class QButtonGroup;

namespace segmentdesk {

/// The second page of an import: which columns say who, and what is done with these people.
class ImportColumnsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ImportColumnsPage(QWidget *parent);

    /// @p rows: the first of the file, for examples; @p roles: what is chosen at first.
    void setColumns(const QStringList &titles, const QList<QStringList> &rows,
                    const QList<ColumnRole> &roles);
    ImportMode mode() const;

Q_SIGNALS:
    void roleChosen(int column, segmentdesk::ColumnRole role);

private:
    QWidget *m_columnRows = nullptr;
    QButtonGroup *m_mode = nullptr;
};

} // namespace segmentdesk
