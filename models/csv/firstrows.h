// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvdialect.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace segmentdesk {

/// The beginning of a file, as far as it is needed to tell what its columns are.
struct FirstRows
{
    static constexpr int most = 30; ///< rows, the heading aside

    /// Of the columns, as many as there are; empty: the file has no heading. Each is empty if the
    /// heading has fewer cells than the rows say something in.
    QStringList names;
    QList<QStringList> rows; ///< those that have no more cells than there are columns
    /// How many columns there are: as many as the heading names, unless most rows have more, or
    /// many have empty cells behind them; without a heading, the widest shape of many rows.
    int width = 0;
};
/// @p head: the first bytes of a file, up to dialectHeadSize of them; @p isWhole: there are no
/// more.
FirstRows firstRowsOf(const QByteArray &head, bool isWhole, const CsvDialect &dialect);

} // namespace segmentdesk
