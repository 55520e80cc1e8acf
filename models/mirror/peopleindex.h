// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/personref.h"

#include <QByteArray>
#include <QFlags>
#include <QList>

#include <memory>
#include <vector>

namespace segmentdesk {

/// People by what files name them by, in memory, for matching a million rows without a question for
/// each. Holds about 60 bytes a person and the texts of the keys that were asked for.
///
/// Numbers are positions from 0, in the order of adding; -1 is no person.
class PeopleIndex
{
public:
    /// What people can be found by; by customer id always.
    enum class Key : quint8 { Email = 1, Profile = 2, Name = 4 };
    Q_DECLARE_FLAGS(Keys, Key)

    /// More are not taken: add() answers -1.
    static constexpr qsizetype maxPeople = 10'000'000;

    explicit PeopleIndex(Keys keys = {}) : m_keys(keys) { }
    Q_DISABLE_COPY_MOVE(PeopleIndex)

    Keys keys() const { return m_keys; }

    /// So many people are about to come.
    void reserve(qsizetype people);

    /// @p email as it is written, @p name folded (foldedText()), both in UTF-8; empty: none. Who is
    /// there already (by customer id, or by profile id if that is all there is) gets what was
    /// missing.
    qint32 add(const PersonRef &person, QByteArrayView email, QByteArrayView name);
    void setMember(qint32 number) { m_isMember[size_t(number)] = true; }

    qint32 size() const { return qint32(m_ids.size()); }
    PersonRef person(qint32 number) const
    {
        return {CustomerId(m_ids[size_t(number)]), m_profiles[size_t(number)]};
    }
    /// Of the segment that the index was made for.
    bool isMember(qint32 number) const { return m_isMember[size_t(number)]; }

    /// Makes those findable who were added since the last time. Apart from adding, because it takes
    /// far less time for many at once.
    void build();

    // Of those who were there at the last build(); ids always:
    qint32 byId(CustomerId id) const;
    qint32 byProfile(ProfileId id) const;
    /// The first of those with this address, folded by appendFolded(); see nextWithEmail().
    qint32 byEmail(QByteArrayView folded) const;
    /// The same of many, which does not wait for the memory each time. @p numbers has as many
    /// places.
    void byEmails(const QList<QByteArrayView> &folded, qint32 *numbers) const;
    qint32 nextWithEmail(qint32 number) const { return m_nextEmail[size_t(number)]; }
    qint32 byName(QByteArrayView folded) const;
    qint32 nextWithName(qint32 number) const { return m_nextName[size_t(number)]; }

    /// An address as it is compared: the store ignores case and nothing else.
    static void appendFolded(QByteArrayView email, QByteArray *target);

    /// Forgets the keys: person() and isMember() still answer, look-ups find nothing any more.
    void dropKeys();

private:
    /// Open addressing; of keys that are equal only the first is in it.
    class Table
    {
    public:
        template <typename Equal>
        qint32 find(quint32 hash, Equal equal) const;
        void insert(quint32 hash, qint32 number);
        void reserve(qsizetype keys);
        void prefetch(quint32 hash) const;
        void clear();

    private:
        struct Slot
        {
            quint32 hash = 0;
            qint32 number = -1;
        };
        void put(const Slot &slot);
        void grow(size_t slots);

        std::vector<Slot> m_slots; ///< a power of two of them, at most half of them used
        size_t m_used = 0;
    };
    /// Texts of people, one behind the other.
    struct Texts
    {
        struct Place
        {
            quint32 begin = 0;
            quint32 size = 0;
        };
        QByteArray bytes;
        std::vector<Place> places; ///< by number
        QList<qint32> late; ///< numbers below m_built whose text came after that

        QByteArrayView at(qint32 number) const
        {
            const Place place = places[size_t(number)];
            return {bytes.constData() + place.begin, qsizetype(place.size)};
        }
        void set(qint32 number, QByteArrayView text);
        void clear();
    };

    void addId(qint64 id, qint32 number);
    void addText(Texts &texts, qint32 number, QByteArrayView text);
    void buildTexts(Texts &texts, Table &table, std::vector<qint32> &next, QList<qint32> numbers);

    Keys m_keys;
    std::vector<qint64> m_ids;
    std::vector<ProfileId> m_profiles;
    std::vector<bool> m_isMember;
    bool m_isAscending = true; ///< ids are, as a copy gives them: then m_byId is not needed
    Table m_byId;
    Table m_byProfile;
    Table m_byEmail;
    Table m_byName;
    Texts m_emails;
    Texts m_names;
    std::vector<qint32> m_nextEmail;
    std::vector<qint32> m_nextName;
    QByteArray m_folded;
    qint32 m_built = 0; ///< people below are in the tables
    QList<qint32> m_lateProfiles; ///< as Texts::late
};

Q_DECLARE_OPERATORS_FOR_FLAGS(PeopleIndex::Keys)

} // namespace segmentdesk
