// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <array>

namespace segmentdesk::monkey {

/// One thing that the monkey does. What it is comes from the seed and the step's number alone, so
/// the same seed gives the same steps, and a run can begin at any of them. What it meets depends on
/// the window: numbers choose among the things that are there.
struct Step
{
    enum class Kind {
        Key, ///< a key, with or without Ctrl, Shift, Alt
        Type, ///< some text
        Menu, ///< an entry of the menu bar
        Entry, ///< an entry of the menu or list that is open
        Control, ///< a click on a button, field, tab, view or header
        Point, ///< a click anywhere in the window
        Drag, ///< from a view to anywhere
        Wheel,
        Resize, ///< the window or the dialog on top
        Pause, ///< waits, so that answers arrive
        Store, ///< the store changes: slow, faulty, well, or another client changes its data
    };

    Kind kind = Kind::Key;
    std::array<quint32, 5> dice{}; ///< any numbers, for what carries the step out

    /// @p number counts from 0.
    static Step draw(quint64 seed, int number);

    /// A number from 0 to @p below - 1; 0 if there is nothing to choose from.
    int pick(int die, qsizetype below) const
    {
        return below > 0 ? int(dice.at(size_t(die)) % quint32(below)) : 0;
    }
    /// Such as "drag"; for the log.
    QString name() const;
};

} // namespace segmentdesk::monkey
