// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/options.h"
#include "app/sandbox/random.h"

#include <QByteArray>

#include <functional>

namespace segmentdesk::sandbox {

class Database;

/// Fills an empty database with people, profiles, segments and memberships. The same options give
/// the same rows, whenever and wherever: also the dates, which end in April 2026.
class Seeder
{
public:
    /// Receives how many of how many rows are made; returns whether to continue.
    using Progress = std::function<bool(qint64 done, qint64 total)>;

    Seeder(Database &database, const Options &options, Progress progress);

    /// False if it was stopped, or if the database failed (Database::takeError() says why).
    bool fill();

private:
    bool fillPeople();
    bool fillSegments();
    bool made(qint64 rows);

    Database &m_database;
    const Options &m_options;
    Progress m_progress;
    qint64 m_profiles;
    qint64 m_done = 0;
    qint64 m_total = 0;
    QByteArray m_regions; // of each profile, by its row
};

} // namespace segmentdesk::sandbox
