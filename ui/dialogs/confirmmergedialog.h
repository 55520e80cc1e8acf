// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/segment.h"
#include "ui/dialogs/countedconfirm.h"

namespace segmentdesk {

/// Asks before a segment is merged into another, which deletes it. accepted() means: do it.
class ConfirmMergeDialog : public CountedConfirm
{
    Q_OBJECT

public:
    /// @p count is asked for the members of @p from; if that fails the dialog says so and cannot
    /// confirm, because no one can be carried over whom the token cannot see.
    ConfirmMergeDialog(const Segment &from, const QString &into, const CountMembers &count,
                       QWidget *parent = nullptr);
};

} // namespace segmentdesk
