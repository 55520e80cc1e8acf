// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peoplefeed.h"

#include <QDeadlineTimer>

namespace segmentdesk {

void PeopleFeed::expect(qint64 people)
{
    const QMutexLocker lock(&m_mutex);
    m_expected = people;
}

void PeopleFeed::push(Piece piece)
{
    const QMutexLocker lock(&m_mutex);
    m_pieces.push_back(std::move(piece));
    m_came.wakeOne();
}

void PeopleFeed::end()
{
    const QMutexLocker lock(&m_mutex);
    m_hasEnded = true;
    m_came.wakeOne();
}

bool PeopleFeed::isAtEnd() const
{
    const QMutexLocker lock(&m_mutex);
    return m_hasEnded && m_pieces.empty();
}

bool PeopleFeed::takeInto(PeopleIndex &index, std::chrono::milliseconds wait)
{
    std::vector<Piece> pieces;
    qint64 expected = 0;
    {
        const QMutexLocker lock(&m_mutex);
        if (m_pieces.empty() && !m_hasEnded && wait.count() > 0)
            m_came.wait(&m_mutex, QDeadlineTimer(wait));
        pieces.swap(m_pieces);
        expected = m_expected;
    }
    if (pieces.empty())
        return true;
    if (index.size() == 0)
        index.reserve(expected);
    for (const Piece &piece : pieces) {
        QByteArrayView texts = piece.texts;
        for (const Piece::Person &person : piece.people) {
            const QByteArrayView email = texts.first(person.emailSize);
            const QByteArrayView name = texts.sliced(person.emailSize, person.nameSize);
            texts = texts.sliced(qsizetype(person.emailSize) + person.nameSize);
            if (index.add({CustomerId(person.id), person.profile}, email, name) < 0)
                return false;
        }
        for (const qint64 id : piece.members) {
            if (const qint32 number = index.byId(CustomerId(id)); number >= 0)
                index.setMember(number);
        }
    }
    index.build();
    return true;
}

} // namespace segmentdesk
