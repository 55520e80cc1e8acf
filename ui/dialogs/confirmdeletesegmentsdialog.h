// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/domain/segment.h"
#include "ui/kit/typedconfirm.h"

namespace segmentdesk {

/// Counts members for a dialog that does not know their number yet.
using CountMembers = std::function<void(QObject *context, Callback<qint64> callback)>;
/// Why members were not counted, as a sentence or two; empty: they were.
QString whyNotCounted(const Result<qint64> &answer);

/// Asks before segments are deleted: says what is lost and kept, and asks to type a number.
/// accepted() means: do it.
class ConfirmDeleteSegmentsDialog : public TypedConfirm
{
    Q_OBJECT

public:
    /// @p members: members of all of them together, or nothing; then @p count is asked. If that
    /// fails too, the number of segments is typed instead. @p segments is not empty.
    ConfirmDeleteSegmentsDialog(const QList<Segment> &segments, std::optional<qint64> members,
                                const CountMembers &count = {}, QWidget *parent = nullptr);
};

} // namespace segmentdesk
