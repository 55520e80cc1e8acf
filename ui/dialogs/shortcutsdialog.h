// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/dialogframe.h"

namespace segmentdesk {

/// All keys of the window, by what they are for.
class ShortcutsDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(QWidget *parent = nullptr);
};

} // namespace segmentdesk
