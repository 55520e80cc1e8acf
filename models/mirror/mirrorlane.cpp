// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrorlane.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

ApiError mirrorProblem(const QString &why)
{
    return ApiError::unexpected(why.isEmpty() ? u"the local copy is not open"_s : why,
                                ApiError::Shape::LocalCopy);
}

void MirrorLane::open(const QString &file, const QString &store, const PeopleTextIndex &text)
{
    m_worker.post([this, file, store, &text] {
        m_database = std::make_unique<MirrorDatabase>(file, store, MirrorDatabase::Access::Read);
        if (m_database->open().error.isEmpty())
            m_reader = std::make_unique<MirrorReader>(m_database->connection(), &text);
    });
}

void MirrorLane::close()
{
    m_worker.post([this] {
        m_reader.reset();
        m_database.reset();
    });
    m_worker.stop();
}

} // namespace segmentdesk
