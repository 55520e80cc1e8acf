// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/network/networkstate.h"
#include "ui/kit/dialogframe.h"

#include <optional>

namespace segmentdesk {

/// The settings of the program. What is changed counts at once; there is nothing to confirm.
class SettingsDialog : public DialogFrame
{
    Q_OBJECT

public:
    static constexpr int maxReserve = 50; ///< percent
    static constexpr int usualReserve = 10; ///< percent

    static constexpr int usualCheckMinutes = 15;

    struct Values
    {
        int reserve = usualReserve; ///< percent, 0 to maxReserve
        int checkMinutes = usualCheckMinutes; ///< between two looks at what has changed; 0: none
        bool notifies = true; ///< long work is announced on the desktop
        std::optional<NetworkState> network; ///< how the store is reached; only shown
    };

    explicit SettingsDialog(const Values &values, QWidget *parent = nullptr);

Q_SIGNALS:
    void reserveChanged(int percent);
    void checkMinutesChanged(int minutes);
    void notifiesChanged(bool on);

private:
    void fillGeneral(QVBoxLayout *page, const Values &values);
    static void fillNetwork(QVBoxLayout *page, const NetworkState &network);
};

} // namespace segmentdesk
