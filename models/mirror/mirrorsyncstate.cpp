// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrorsyncstate.h"

#include "models/mirror/mirrorwriter.h"
#include "models/sql/statement.h"

#include <utility>

namespace segmentdesk {

MirrorSyncState::MirrorSyncState(Write write) : m_write(std::move(write))
{
}

void MirrorSyncState::resumePass(QObject *context, Mirror::Done done)
{
    m_write(context, std::move(done), [](MirrorWriter &writer) { return writer.beginPass(false); });
}

void MirrorSyncState::setPassPoint(const Mirror::PassPoint &point)
{
    m_passPoint = point;
    m_write(nullptr, {}, [point](MirrorWriter &writer) { return writer.setPassPoint(point); });
}

void MirrorSyncState::setChecked()
{
    m_checkedAt = QDateTime::currentDateTimeUtc();
    m_write(nullptr, {}, [](MirrorWriter &writer) { return writer.setChecked(); });
}

void MirrorSyncState::lastModified(QObject *context, Callback<QDateTime> callback)
{
    auto modified = std::make_shared<QDateTime>();
    m_write(
        context,
        [modified, callback = std::move(callback)](const Result<Mirror::Counts> &asked) {
            if (asked)
                callback(*modified);
            else
                callback(tl::unexpected(asked.error()));
        },
        [modified](MirrorWriter &writer) {
            *modified = writer.lastModified();
            return sql::errorText(writer.lastError());
        });
}

void MirrorSyncState::reset(const QDateTime &checkedAt, const Mirror::LeftOut &leftOut,
                            const std::optional<Mirror::PassPoint> &cutPass)
{
    m_checkedAt = checkedAt;
    m_leftOut = leftOut;
    m_passPoint = cutPass;
}

} // namespace segmentdesk
