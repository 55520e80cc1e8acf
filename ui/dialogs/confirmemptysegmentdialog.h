// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/segment.h"
#include "ui/dialogs/countedconfirm.h"

namespace segmentdesk {

/// Asks before all members are removed from a segment. accepted() means: do it.
class ConfirmEmptySegmentDialog : public CountedConfirm
{
    Q_OBJECT

public:
    /// @p members: if not known, @p count is asked; if that fails the dialog says so and cannot
    /// confirm, because no one can be removed whom the token cannot see.
    ConfirmEmptySegmentDialog(const Segment &segment, std::optional<qint64> members,
                              const CountMembers &count = {}, QWidget *parent = nullptr);
};

} // namespace segmentdesk
