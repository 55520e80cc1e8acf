// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/peopleindex.h"

#include <QMutex>
#include <QWaitCondition>

#include <chrono>

namespace segmentdesk {

/// Carries everybody from the thread that reads a local copy to the one that makes an index of
/// them, in pieces, so that both work at once.
class PeopleFeed
{
public:
    /// Some people, or some members of the segment.
    struct Piece
    {
        struct Person
        {
            qint64 id;
            ProfileId profile;
            quint32 emailSize; ///< bytes
            quint32 nameSize;
        };
        std::vector<Person> people;
        QByteArray texts; ///< address and folded name of each, one behind the other
        std::vector<qint64> members; ///< customer ids of people who came before
    };

    PeopleFeed(PeopleIndex::Keys keys, SegmentId segment) : m_keys(keys), m_segment(segment) { }
    Q_DISABLE_COPY_MOVE(PeopleFeed)

    PeopleIndex::Keys keys() const { return m_keys; }
    SegmentId segment() const { return m_segment; } ///< whose members are marked; may be null

    // Of the one thread:
    /// About so many people will come.
    void expect(qint64 people);
    void push(Piece piece);
    /// That was all.
    void end();

    // Of the other:
    /// Puts what has come into the index, after waiting for it up to @p wait. False: the index is
    /// over PeopleIndex::maxPeople.
    bool takeInto(PeopleIndex &index, std::chrono::milliseconds wait);
    /// Everything was taken.
    bool isAtEnd() const;

private:
    const PeopleIndex::Keys m_keys;
    const SegmentId m_segment;
    mutable QMutex m_mutex;
    QWaitCondition m_came;
    std::vector<Piece> m_pieces;
    qint64 m_expected = 0;
    bool m_hasEnded = false;
};

} // namespace segmentdesk
