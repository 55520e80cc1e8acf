// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/confirmdeletesegmentsdialog.h"

namespace segmentdesk {

/// Asks before everybody is taken out of a segment. accepted() means: do it.
class ConfirmEmptySegmentDialog : public TypedConfirm
{
    Q_OBJECT

public:
    /// @p members: if not known, @p count is asked; if that fails the dialog says so and cannot
    /// confirm, because nobody can be taken out whom the token cannot see.
    ConfirmEmptySegmentDialog(const Segment &segment, std::optional<qint64> members,
                              const CountMembers &count = {}, QWidget *parent = nullptr);
};

} // namespace segmentdesk
