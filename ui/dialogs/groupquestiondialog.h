// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/changegroup.h"
#include "ui/kit/typedconfirm.h"

namespace segmentdesk {

/// Asks before a change continues that would lose more than was confirmed: the store has changed
/// since then. accepted() means: continue.
class GroupQuestionDialog : public TypedConfirm
{
    Q_OBJECT

public:
    explicit GroupQuestionDialog(const GroupQuestion &question, QWidget *parent = nullptr);
};

} // namespace segmentdesk
