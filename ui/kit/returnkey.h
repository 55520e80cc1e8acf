// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace segmentdesk {

/// Return presses the button that has the focus, everywhere: Qt has it so in dialogs only. The one
/// that had it when the key came, not one that got it by what a field made of the same key. Held
/// down, it presses nothing.
class ReturnKey : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace segmentdesk
