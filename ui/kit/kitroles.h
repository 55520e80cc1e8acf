// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace segmentdesk {

/// A segment in a cell: its name and the number of its marker.
struct Chip
{
    QString name;
    int marker = 0;

    friend bool operator==(const Chip &, const Chip &) = default;
};
using Chips = QList<Chip>;

/// Whether a row's data is there.
enum class LoadState { Ready, Loading, Failed };

/// What a row of the list of segments shows while something is dragged over the list.
enum class DropState {
    None, ///< nothing is dragged
    Possible, ///< could take it
    Impossible, ///< cannot take it
    Target, ///< would take it now; DropTextRole says how many
};

/// Roles that the delegates ask a model for. All are optional. A delegate can be given other
/// numbers or be subclassed where a model has its own.
enum KitRole {
    LoadStateRole = 0x4B00, ///< int of LoadState
    MutedRole, ///< bool: second text
    ChipsRole, ///< Chips
    IconNameRole, ///< QString: an icon before the text
    ToneRole, ///< int of Tone: colour of that icon
    DetailRole, ///< QString: second line under the text (two-line lists)
    CountTextRole, ///< QString: at the right of a row of the list of segments
    MarkerRole, ///< int: number of the marker
    OpenRole, ///< bool: this row is the open one
    DropStateRole, ///< int of DropState
    DropTextRole, ///< QString: instead of the count of a drop target, such as "+83"
    SeparatorAboveRole, ///< bool: a line above the row
};

} // namespace segmentdesk

Q_DECLARE_METATYPE(segmentdesk::Chip)
