// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/typedconfirm.h"

namespace segmentdesk {

/// Asks before shopper profiles are deleted. accepted() means: do it.
class ConfirmDeleteProfilesDialog : public TypedConfirm
{
    Q_OBJECT

public:
    /// @p name: whose profile it is, if it is one; may be empty.
    ConfirmDeleteProfilesDialog(qint64 profiles, const QString &name = {},
                                QWidget *parent = nullptr);
};

} // namespace segmentdesk
