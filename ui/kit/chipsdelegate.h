// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/rowdelegate.h"

namespace segmentdesk {

/// Chips in a cell (ChipsRole): as many whole ones as fit, then "+N"; the tool tip names all. Only
/// a single chip is ever elided.
class ChipsDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    /// What fits into a width (logical pixels).
    struct Fit
    {
        int shown = 0; ///< chips that are drawn, the first ones
        int more = 0; ///< how many are behind "+N"; all of them where not even one has room
        int elidedWidth = -1; ///< width of the only chip if it must be elided, else -1
    };
    static Fit fit(const Chips &chips, int width, const QFont &font);
    static int chipWidth(const QString &name, const QFont &font);

    /// The chips of a cell. The default asks ChipsRole.
    virtual Chips chips(const QModelIndex &index) const;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const override;
    QString tipFor(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace segmentdesk
