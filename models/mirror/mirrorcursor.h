// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"
#include "models/domain/personref.h"
#include "models/domain/segment.h"
#include "models/mirror/mirror.h"

#include <QByteArrayView>

#include <limits>
#include <memory>
#include <optional>
#include <vector>

namespace segmentdesk {

/// A person as the copy's file has it, without a copy of anything.
struct MirrorPerson
{
    static constexpr qint64 noTime = std::numeric_limits<qint64>::min();

    CustomerId id{};
    bool known = false; ///< the store has this customer; false: only a profile of it was seen
    // UTF-8
    QByteArrayView email;
    QByteArrayView firstName;
    QByteArrayView lastName;
    QByteArrayView company;
    QByteArrayView phone;
    qint64 customerGroup = 0; ///< 0: none
    // Seconds since 1970, UTC, or noTime.
    qint64 created = noTime;
    qint64 modified = noTime;
    qint64 profileCreated = noTime;
    qint64 profileUpdated = noTime;
    QByteArrayView profile; ///< 16 bytes as in RFC 4122; empty: has none
    std::vector<int> segments; ///< ascending; see MirrorCursor::segments()
};

/// Reads the people of a local copy one after the other, as they were when it was opened, with a
/// connection of its own. Blocks: lives in a worker thread, and all of it is called there. Holds no
/// more than the person it stands on, the list of segments, and 8 bytes for each person whom a
/// query finds.
class MirrorCursor
{
public:
    /// The copy must have been opened by a Mirror in this process.
    explicit MirrorCursor(const Mirror::File &file);
    ~MirrorCursor();
    Q_DISABLE_COPY_MOVE(MirrorCursor)

    /// Everything else is asked for once this was true.
    bool open();
    /// Begins with the people of a query, in its order. In the order of customer ids, and without a
    /// filter but for hasProfile, the file is read from its beginning to its end.
    bool start(const PeopleQuery &query);
    /// Begins with these people, in this order; some may not be in the copy.
    bool start(const QList<PersonRef> &people);
    /// People that are to come, those not in the copy included.
    qint64 total() const;

    /// Goes to the next one. False at the end, and after an error: then errorString() is not empty.
    bool next();
    /// Null: this one of the list is not in the copy. Holds until next().
    const MirrorPerson *person() const;
    /// Of a list: whom next() looked for.
    PersonRef wanted() const;

    /// Those that the store lists, by name; then those that were only seen with a member.
    const QList<Segment> &segments() const;
    int listedSegments() const; ///< how many of them the store lists
    /// Members of each.
    std::optional<QList<qint64>> memberCounts();

    QString errorString() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
