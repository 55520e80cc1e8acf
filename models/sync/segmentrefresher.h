// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QList>
#include <QObject>

#include <memory>

namespace segmentdesk {

class Mirror;
class StoreApi;

/// Sees to it that the local copy has the members of the segment that is on the screen as the
/// store has them, whatever changed them: one page shows it, and if the copy has another number
/// they are reread. Members by the same number are compared if one page has them all; of larger
/// segments, moves that leave the number as it was are seen by a full pass alone. Fails without a
/// word: the copy says how old it is.
class SegmentRefresher : public QObject
{
    Q_OBJECT

public:
    /// More are left to a full pass: 400 pages.
    static constexpr qint64 maxMembers = 100'000;

    /// Both must outlive it.
    SegmentRefresher(StoreApi &api, Mirror &mirror, QObject *parent = nullptr);
    ~SegmentRefresher() override;

    /// Ends what is under way for another segment. Nothing happens before the copy is Complete.
    void look(SegmentId segment);
    /// Looks at several whose copy may be wrong: one after the other,
    /// after what is looked at.
    void lookAfterwards(const QList<SegmentId> &segments);

private:
    void begin(SegmentId segment);
    void over(SegmentId segment);
    void compare(SegmentId segment, qint64 inStore, quint64 mark);
    void readAll(SegmentId segment);

    StoreApi &m_api;
    Mirror &m_mirror;
    std::unique_ptr<QObject> m_context; ///< of what is under way; null: nothing is
    QList<SegmentId> m_waiting; ///< to be looked at afterwards
};

} // namespace segmentdesk
