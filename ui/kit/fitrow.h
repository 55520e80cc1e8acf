// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>

class QBoxLayout;
class QWidget;

namespace segmentdesk {

/// Something in a row that can go where there is no room for it.
struct Droppable
{
    QWidget *widget;
    bool wanted = true; ///< shown if there is room
};

/// Shows of @p droppable what fits into @p room pixels beside the rest of the row at its natural
/// width; what stands first goes first. True: everything that is wanted is shown. The widget that
/// the row lies in needs a minimum width of its own, or it never becomes narrow enough.
bool fitRow(const QBoxLayout &row, int room, const QList<Droppable> &droppable);

} // namespace segmentdesk
