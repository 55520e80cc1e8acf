// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/rowdelegate.h"

namespace segmentdesk {

/// Draws the rows of a PeopleTableModel, in whose roles it asks where a row's data is.
class PersonDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    LoadState loadState(const QModelIndex &index) const override;
    /// All but the name and the customer id are second text.
    bool isMuted(const QModelIndex &index) const override;
};

} // namespace segmentdesk
