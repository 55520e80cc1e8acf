// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/segment.h"
#include "ui/dialogs/countedconfirm.h"

namespace segmentdesk {

/// Asks before segments are deleted: says what is lost and kept, and asks to type a number.
/// accepted() means: do it.
class ConfirmDeleteSegmentsDialog : public CountedConfirm
{
    Q_OBJECT

public:
    /// @p members: members of all of them together, or nothing; then @p count is asked. If that
    /// fails too, the number of segments is typed instead. @p segments is not empty.
    ConfirmDeleteSegmentsDialog(const QList<Segment> &segments, std::optional<qint64> members,
                                const CountMembers &count = {}, QWidget *parent = nullptr);
};

} // namespace segmentdesk
