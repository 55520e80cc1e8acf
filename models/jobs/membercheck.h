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

/// Sees to it that the local copy has the members of the segment that somebody looks at as the
/// store has them, whoever changed them: one page tells, and if the copy has another number they
/// are read again. Members by the same number are compared if one page has them all; of larger
/// segments, moves that leave the number as it was are seen by a whole pass alone. Fails without a
/// word: the copy says how old it is.
class MemberCheck : public QObject
{
    Q_OBJECT

public:
    /// More are left to a whole pass: 400 pages.
    static constexpr qint64 maxMembers = 100'000;

    /// Both must outlive it.
    MemberCheck(StoreApi &api, Mirror &mirror, QObject *parent = nullptr);
    ~MemberCheck() override;

    /// Ends what is under way for another segment. Nothing happens before the copy is Complete.
    void look(SegmentId segment);
    /// Looks at several of which somebody knows that the copy may be wrong: one after the other,
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
