// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk {

/// The system's keychain, as far as it can be known without asking the user anything.
struct Keychain
{
    enum class State {
        Unknown, ///< not asked yet
        None, ///< not installed, or not running
        Silent, ///< it did not answer in time
        Missing, ///< the service is there; the first token makes the keychain, and the system asks
                 ///< for a password for it
        Locked, ///< the system asks to unlock it, or perhaps to start it
        Ready,
    };

    State state = State::Unknown;
    QString name = {}; ///< in words, such as "Secret Service"

    /// A token can be kept in it, perhaps after the system has asked for a password.
    bool takesTokens() const
    {
        return state == State::Missing || state == State::Locked || state == State::Ready;
    }

    friend bool operator==(const Keychain &, const Keychain &) = default;
};

} // namespace segmentdesk
