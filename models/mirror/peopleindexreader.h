// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"
#include "models/mirror/peoplefeed.h"

#include <QSqlDatabase>

namespace segmentdesk {

/// Feeds everybody in a local copy, piece by piece, so that other questions get their turn between
/// two pieces. Of the thread that has the connection; keeps no query between two pieces.
class PeopleIndexReader
{
public:
    static constexpr int peopleAtOnce = 8'000;

    explicit PeopleIndexReader(std::shared_ptr<PeopleFeed> feed);

    /// Feeds a piece. False: that was all, and the feed has ended.
    Result<bool> readOn(const QSqlDatabase &database);

private:
    Result<bool> readPeople(const QSqlDatabase &database);
    Result<bool> readMembers(const QSqlDatabase &database);

    std::shared_ptr<PeopleFeed> m_feed;
    qint64 m_last; ///< customer id
    bool m_hasPeople = false;
};

} // namespace segmentdesk
