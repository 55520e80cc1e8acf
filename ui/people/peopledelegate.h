// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/chipsdelegate.h"

#include "models/domain/ids.h"

#include <functional>

namespace segmentdesk {

class SegmentListModel;

/// Draws the cells of a PeopleTableModel: its roles, in the kit's looks.
class PeopleDelegate : public ChipsDelegate
{
    Q_OBJECT

public:
    /// Names and markers for the segments that exist; those that the store does not list are left
    /// out.
    using ChipsFor = std::function<Chips(const QList<SegmentId> &segments)>;

    /// Segments in the order of the sidebar.
    static Chips chipsOf(const QList<SegmentId> &ids, const SegmentListModel &segments);

    /// Without @p chipsFor no chips are drawn.
    explicit PeopleDelegate(ChipsFor chipsFor, QObject *parent = nullptr);

    LoadState loadState(const QModelIndex &index) const override;
    bool isMuted(const QModelIndex &index) const override;
    Chips chips(const QModelIndex &index) const override;

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const override;
    QString tipFor(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    ChipsFor m_chipsFor;
};

} // namespace segmentdesk
