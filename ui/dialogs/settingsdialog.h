// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/dialogframe.h"

class QSpinBox;

namespace segmentdesk {

/// The settings of the program. What is changed counts at once; there is nothing to confirm.
class SettingsDialog : public DialogFrame
{
    Q_OBJECT

public:
    static constexpr int maxReserve = 50; ///< percent
    static constexpr int usualReserve = 10; ///< percent

    /// @p reserve in percent, 0 to maxReserve. @p notifies: long work is announced on the desktop.
    SettingsDialog(int reserve, bool notifies, QWidget *parent = nullptr);

Q_SIGNALS:
    void reserveChanged(int percent);
    void notifiesChanged(bool on);
};

} // namespace segmentdesk
