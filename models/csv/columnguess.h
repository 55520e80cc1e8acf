// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/columnroles.h"
#include "models/csv/presets.h"

namespace segmentdesk {

/// What the columns of a file are, with what is not sure.
struct ColumnGuess
{
    QList<ColumnRole> roles; ///< by column; rivals have none
    const Preset *preset = nullptr; ///< the kind of file, if it is one that is known
    QList<int> foreign; ///< columns with the tool's own numbers, which are left out
    /// Columns of which any may be the one with the addresses, or the ids: which one, must be
    /// asked.
    QList<int> rivals;
    ColumnRole rivalRole = ColumnRole::None; ///< what they rival for

    bool isSure() const { return rivals.isEmpty(); }
};

/// Where several columns have different addresses and the heading of none or of several says that
/// they are those of customers, none of them is taken. @p names may be empty: no heading.
ColumnGuess guessColumns(const QStringList &names, const QList<QStringList> &rows);
/// The same for a kind of file that was chosen by hand; null: none.
ColumnGuess guessColumns(const QStringList &names, const QList<QStringList> &rows,
                         const Preset *preset);

} // namespace segmentdesk
