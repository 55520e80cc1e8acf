// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/mirror.h"

namespace segmentdesk {

class MirrorWriter;

/// What a local copy keeps of its syncs with the store: the pass that was interrupted, what the
/// last whole pass could not read, and what a check starts from. Mirror has it, MirrorSync writes
/// it.
class MirrorSyncState
{
public:
    /// Writes in the writing thread: @p work returns an error in words of the system, empty if all
    /// went well. Then @p done, unless @p context died meanwhile.
    using Write = std::function<void(QObject *context, Mirror::Done done,
                                     std::function<QString(MirrorWriter &)> work)>;

    explicit MirrorSyncState(Write write);
    MirrorSyncState(const MirrorSyncState &) = delete;
    MirrorSyncState &operator=(const MirrorSyncState &) = delete;

    /// The pass that was interrupted and can be continued; unset: none was.
    const std::optional<Mirror::PassPoint> &cutPass() const { return m_passPoint; }
    /// Continues cutPass().
    void resumePass(QObject *context, Mirror::Done done);
    /// How far the pass has come, after the pages that were handed on so far.
    void setPassPoint(const Mirror::PassPoint &point);

    Mirror::LeftOut leftOut() const { return m_leftOut; }

    /// UTC, when a check last found the copy to be as the store is; invalid: never.
    QDateTime checkedAt() const { return m_checkedAt; }
    /// A check has found that the copy is as the store is.
    void setChecked();
    /// The latest Customer::dateModified of the copy, by the store's clock; invalid: none is known.
    void lastModified(QObject *context, Callback<QDateTime> callback);

    /// Mirror calls these: when it was opened or a pass has ended, and when a pass begins.
    void reset(const QDateTime &checkedAt, const Mirror::LeftOut &leftOut,
               const std::optional<Mirror::PassPoint> &cutPass);
    void forgetCutPass() { m_passPoint.reset(); }

private:
    Write m_write;
    QDateTime m_checkedAt;
    Mirror::LeftOut m_leftOut;
    std::optional<Mirror::PassPoint> m_passPoint;
};

} // namespace segmentdesk
