// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peopleindex.h"

#include <QHashFunctions>
#include <QString>

#include <algorithm>
#include <array>
#include <bit>

namespace segmentdesk {

namespace {

constexpr size_t firstSlots = 1024;
constexpr qsizetype atOnce = 32; ///< keys whose places in memory are fetched together
constexpr qsizetype maxText = 1'024; ///< bytes; an address has at most 320 letters
constexpr qsizetype maxTexts = 2'000'000'000; ///< bytes of all addresses, or of all names

/// Seeded, so that no file can be made of keys that all fall into one place.
quint32 hashOf(const void *bytes, size_t size)
{
    static const size_t seed = QHashSeed::globalSeed();
    const size_t hash = qHashBits(bytes, size, seed);
    return quint32(hash ^ (hash >> 32));
}

quint32 hashOf(qint64 id)
{
    return hashOf(&id, sizeof id);
}

quint32 hashOf(const ProfileId &id)
{
    const QUuid uuid = id.uuid();
    return hashOf(&uuid, sizeof uuid);
}

quint32 hashOf(QByteArrayView text)
{
    return hashOf(text.data(), size_t(text.size()));
}

} // namespace

template <typename Equal>
qint32 PeopleIndex::Table::find(quint32 hash, Equal equal) const
{
    if (m_slots.empty())
        return -1;
    const size_t mask = m_slots.size() - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        const Slot &slot = m_slots[at];
        if (slot.number < 0)
            return -1;
        if (slot.hash == hash && equal(slot.number))
            return slot.number;
    }
}

void PeopleIndex::Table::insert(quint32 hash, qint32 number)
{
    if ((m_used + 1) * 2 > m_slots.size())
        grow(std::max(firstSlots, m_slots.size() * 2));
    put({hash, number});
    ++m_used;
}

void PeopleIndex::Table::reserve(qsizetype keys)
{
    const size_t slots = std::bit_ceil((m_used + size_t(keys)) * 2 + 1);
    if (slots > m_slots.size())
        grow(slots);
}

void PeopleIndex::Table::prefetch([[maybe_unused]] quint32 hash) const
{
#ifdef __GNUC__
    if (!m_slots.empty())
        __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]);
#endif
}

void PeopleIndex::Table::grow(size_t slots)
{
    std::vector<Slot> old(slots);
    old.swap(m_slots);
    for (const Slot &slot : old) {
        if (slot.number >= 0)
            put(slot);
    }
}

void PeopleIndex::Table::put(const Slot &slot)
{
    const size_t mask = m_slots.size() - 1;
    size_t at = slot.hash & mask;
    while (m_slots[at].number >= 0)
        at = (at + 1) & mask;
    m_slots[at] = slot;
}

void PeopleIndex::Table::clear()
{
    m_slots = {};
    m_used = 0;
}

void PeopleIndex::Texts::set(qint32 number, QByteArrayView text)
{
    places[size_t(number)] = {quint32(bytes.size()), quint32(text.size())};
    bytes.append(text.data(), text.size());
}

void PeopleIndex::Texts::clear()
{
    bytes = {};
    places = {};
}

void PeopleIndex::appendFolded(QByteArrayView email, QByteArray *target)
{
    const qsizetype begin = target->size();
    target->append(email.data(), email.size());
    char *const from = target->data() + begin;
    char *const end = target->data() + target->size();
    bool ascii = true;
    for (char *c = from; c != end; ++c) {
        ascii = ascii && (*c & 0x80) == 0;
        if (*c >= 'A' && *c <= 'Z')
            *c = char(*c + ('a' - 'A'));
    }
    if (ascii)
        return;
    target->resize(begin);
    target->append(QString::fromUtf8(email).toCaseFolded().toUtf8());
}

/// Nothing that is too long for an address or a name is worth finding.
void PeopleIndex::addText(Texts &texts, qint32 number, QByteArrayView text)
{
    if (text.isEmpty() || text.size() > maxText || texts.bytes.size() + text.size() > maxTexts
        || texts.places[size_t(number)].size > 0)
        return;
    texts.set(number, text);
    if (number < m_built)
        texts.late.append(number);
}

/// @p numbers: who were added since.
void PeopleIndex::buildTexts(Texts &texts, Table &table, std::vector<qint32> &next,
                             QList<qint32> numbers)
{
    numbers += std::exchange(texts.late, {});
    table.reserve(numbers.size());
    std::array<quint32, atOnce> hashes{};
    for (qsizetype first = 0; first < numbers.size(); first += atOnce) {
        const auto end = std::min<qsizetype>(numbers.size(), first + atOnce);
        for (qsizetype i = first; i < end; ++i) {
            hashes[size_t(i - first)] = hashOf(texts.at(numbers[i]));
            table.prefetch(hashes[size_t(i - first)]);
        }
        for (qsizetype i = first; i < end; ++i) {
            const qint32 number = numbers[i];
            const QByteArrayView text = texts.at(number);
            if (text.isEmpty())
                continue;
            const quint32 hash = hashes[size_t(i - first)];
            const qint32 same =
                table.find(hash, [&texts, text](qint32 other) { return texts.at(other) == text; });
            if (same < 0) {
                table.insert(hash, number);
            } else {
                next[size_t(number)] = next[size_t(same)];
                next[size_t(same)] = number;
            }
        }
    }
}

void PeopleIndex::build()
{
    QList<qint32> numbers;
    numbers.reserve(size() - m_built);
    for (; m_built < size(); ++m_built)
        numbers.append(m_built);
    if (m_keys.testFlag(Key::Email))
        buildTexts(m_emails, m_byEmail, m_nextEmail, numbers);
    if (m_keys.testFlag(Key::Name))
        buildTexts(m_names, m_byName, m_nextName, numbers);
    if (!m_keys.testFlag(Key::Profile))
        return;
    numbers += std::exchange(m_lateProfiles, {});
    m_byProfile.reserve(numbers.size());
    for (const qint32 number : std::as_const(numbers)) {
        const ProfileId profile = m_profiles[size_t(number)];
        if (!profile.isNull() && byProfile(profile) < 0)
            m_byProfile.insert(hashOf(profile), number);
    }
}

void PeopleIndex::reserve(qsizetype people)
{
    const auto count = size_t(std::min(people, maxPeople));
    m_ids.reserve(count);
    m_profiles.reserve(count);
    m_isMember.reserve(count);
    const auto reserveTexts = [count](Texts &texts, std::vector<qint32> &next) {
        texts.places.reserve(count);
        next.reserve(count);
    };
    if (m_keys.testFlag(Key::Email))
        reserveTexts(m_emails, m_nextEmail);
    if (m_keys.testFlag(Key::Name))
        reserveTexts(m_names, m_nextName);
}

/// Ids that come in order are found by halving; the first that does not makes a table of all.
void PeopleIndex::addId(qint64 id, qint32 number)
{
    if (m_isAscending) {
        const bool follows = id > 0 && (number == 0 || id > m_ids[size_t(number) - 1]);
        if (follows)
            return;
        m_isAscending = false;
        for (qint32 i = 0; i < number; ++i) {
            if (m_ids[size_t(i)] > 0)
                m_byId.insert(hashOf(m_ids[size_t(i)]), i);
        }
    }
    if (id > 0)
        m_byId.insert(hashOf(id), number);
}

qint32 PeopleIndex::add(const PersonRef &person, QByteArrayView email, QByteArrayView name)
{
    const qint64 id = toNumber(person.customerId);
    if (id <= 0)
        build();
    qint32 number = id > 0 ? byId(person.customerId) : byProfile(person.profileId);
    if (number < 0) {
        if (m_ids.size() >= size_t(maxPeople))
            return -1;
        number = qint32(m_ids.size());
        m_ids.push_back(id);
        m_profiles.push_back({});
        m_isMember.push_back(false);
        if (m_keys.testFlag(Key::Email)) {
            m_emails.places.emplace_back();
            m_nextEmail.push_back(-1);
        }
        if (m_keys.testFlag(Key::Name)) {
            m_names.places.emplace_back();
            m_nextName.push_back(-1);
        }
        addId(id, number);
    }
    if (person.hasProfile() && m_profiles[size_t(number)].isNull()) {
        m_profiles[size_t(number)] = person.profileId;
        if (number < m_built)
            m_lateProfiles.append(number);
    }
    // Without blanks around it, as the cells of a file are looked up.
    const bool isAscii =
        std::all_of(email.begin(), email.end(), [](char c) { return (c & 0x80) == 0; });
    const QByteArray text = isAscii ? QByteArray() : QString::fromUtf8(email).trimmed().toUtf8();
    email = isAscii ? email.trimmed() : QByteArrayView(text);
    if (m_keys.testFlag(Key::Email) && !email.isEmpty()) {
        m_folded.resize(0);
        appendFolded(email, &m_folded);
        addText(m_emails, number, m_folded);
    }
    if (m_keys.testFlag(Key::Name))
        addText(m_names, number, name);
    return number;
}

qint32 PeopleIndex::byId(CustomerId id) const
{
    if (m_isAscending) {
        const qint64 wanted = toNumber(id);
        if (m_ids.empty() || wanted > m_ids.back())
            return -1; // at once while people come in order
        const auto at = std::lower_bound(m_ids.cbegin(), m_ids.cend(), wanted);
        return *at == wanted ? qint32(at - m_ids.cbegin()) : -1;
    }
    return m_byId.find(hashOf(toNumber(id)),
                       [this, id](qint32 number) { return m_ids[size_t(number)] == toNumber(id); });
}

qint32 PeopleIndex::byProfile(ProfileId id) const
{
    return m_byProfile.find(hashOf(id),
                            [this, id](qint32 number) { return m_profiles[size_t(number)] == id; });
}

qint32 PeopleIndex::byEmail(QByteArrayView folded) const
{
    return m_byEmail.find(hashOf(folded),
                          [this, folded](qint32 number) { return m_emails.at(number) == folded; });
}

void PeopleIndex::byEmails(const QList<QByteArrayView> &folded, qint32 *numbers) const
{
    std::array<quint32, atOnce> hashes{};
    for (qsizetype first = 0; first < folded.size(); first += atOnce) {
        const auto end = std::min<qsizetype>(folded.size(), first + atOnce);
        for (qsizetype i = first; i < end; ++i) {
            hashes[size_t(i - first)] = hashOf(folded[i]);
            m_byEmail.prefetch(hashes[size_t(i - first)]);
        }
        for (qsizetype i = first; i < end; ++i) {
            const QByteArrayView text = folded[i];
            numbers[i] = text.isEmpty()
                ? -1
                : m_byEmail.find(hashes[size_t(i - first)], [this, text](qint32 number) {
                      return m_emails.at(number) == text;
                  });
        }
    }
}

qint32 PeopleIndex::byName(QByteArrayView folded) const
{
    return m_byName.find(hashOf(folded),
                         [this, folded](qint32 number) { return m_names.at(number) == folded; });
}

void PeopleIndex::dropKeys()
{
    m_byId.clear();
    m_byProfile.clear();
    m_byEmail.clear();
    m_byName.clear();
    m_emails.clear();
    m_names.clear();
    m_nextEmail = {};
    m_nextName = {};
    m_ids.shrink_to_fit();
    m_profiles.shrink_to_fit();
}

} // namespace segmentdesk
