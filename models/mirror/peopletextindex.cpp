// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peopletextindex.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <mutex>
#include <string_view>

namespace segmentdesk {

namespace {

constexpr size_t perBlock = 64;
constexpr size_t updatedAtOnce = 1000;
constexpr size_t blocksAtOnce = 8;
constexpr qsizetype cacheLine = 64; ///< bytes
constexpr qsizetype maxTextOfPerson =
    0xffff; ///< bytes; four fields of 255 letters have at most 4,084
constexpr qint64 wasteToTidy = 1'000'000; ///< bytes, if that is more than half of them
constexpr size_t replacedToTidy = 4; ///< times a person

bool has(QByteArrayView text, const QByteArray &word)
{
    if (word.isEmpty())
        return true;
    // Most texts do not have it. Compilers make a few steps of this loop, 16 bytes each.
    const qsizetype places = text.size() - word.size() + 1;
    const char *const firsts = text.data();
    const char *const lasts = text.data() + word.size() - 1;
    const char first = word.front();
    const char last = word.back();
    quint8 perhaps = 0;
    for (qsizetype i = 0; i < places; ++i)
        perhaps |= static_cast<quint8>((firsts[i] == first) & (lasts[i] == last));
    return perhaps != 0
        && std::string_view(text.data(), size_t(text.size()))
               .find(std::string_view(word.constData(), size_t(word.size())))
        != std::string_view::npos;
}

class Digits
{
public:
    explicit Digits(qint64 id)
        : m_end(std::to_chars(m_digits.data(), m_digits.data() + m_digits.size(), id).ptr)
    {
    }
    QByteArrayView text() const { return {m_digits.data(), m_end - m_digits.data()}; }

private:
    std::array<char, 24> m_digits{};
    const char *m_end;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void prefetch([[maybe_unused]] QByteArrayView text)
{
#ifdef __GNUC__
    for (qsizetype at = 0; at < text.size(); at += cacheLine)
        __builtin_prefetch(text.data() + at);
#endif
}

/// The first bytes as a number that compares as they do.
quint64 prefixOf(QByteArrayView text)
{
    quint64 prefix = 0;
    for (qsizetype i = 0; i < qsizetype(sizeof prefix); ++i)
        prefix = prefix << 8 | (i < text.size() ? quint8(text[i]) : 0U);
    return prefix;
}

} // namespace

size_t PeopleTextIndex::planeOf(char a, char b)
{
    return ((quint8(a) * 0x9e3779b1U ^ quint8(b) * 0x85ebca6bU) >> 16) * planes >> 16;
}

void PeopleTextIndex::reserve(qsizetype people)
{
    const std::unique_lock lock(m_lock);
    m_ids.reserve(size_t(people));
    m_begins.reserve(size_t(people));
    m_sizes.reserve(size_t(people));
    m_blocks.reserve(size_t(people) / perBlock + 1);
}

void PeopleTextIndex::update(const std::vector<Change> &changes)
{
    // A search does not wait for all of them.
    for (size_t i = 0; i < changes.size(); i += updatedAtOnce)
        updateSome(changes.data() + i,
                   changes.data() + std::min(changes.size(), i + updatedAtOnce));
}

void PeopleTextIndex::updateSome(const Change *begin, const Change *end)
{
    const std::unique_lock lock(m_lock);
    for (const Change *change = begin; change != end; ++change)
        set(change->id, change->text);
    if (m_waste > std::max(wasteToTidy, qint64(m_chunks.size()) * chunkSize / 2)
        || m_replaced > replacedToTidy * m_ids.size())
        tidy();
}

void PeopleTextIndex::setReady()
{
    const std::unique_lock lock(m_lock);
    m_isReady = !m_isFull;
}

bool PeopleTextIndex::isReady() const
{
    const std::shared_lock lock(m_lock);
    return m_isReady;
}

std::optional<PeopleTextIndex::Position> PeopleTextIndex::positionOf(qint64 id) const
{
    const auto end = m_ids.cbegin() + m_ascending;
    const auto at = std::lower_bound(m_ids.cbegin(), end, id);
    if (at != end && *at == id)
        return Position(at - m_ids.cbegin());
    const auto other = m_others.find(id);
    return other == m_others.cend() ? std::nullopt : std::optional(other->second);
}

void PeopleTextIndex::setBits(Position position, QByteArrayView text)
{
    if (position / perBlock >= m_blocks.size())
        m_blocks.emplace_back();
    Block &block = m_blocks[position / perBlock];
    const quint64 bit = quint64(1) << position % perBlock;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text[i - 1] != '\n' && text[i] != '\n') // no word has one
            block[planeOf(text[i - 1], text[i])] |= bit;
    }
}

/// For a text at the end; nothing: there are too many.
std::optional<quint32> PeopleTextIndex::room(qsizetype bytes)
{
    if (m_used + quint32(bytes) > chunkSize) {
        if (m_chunks.size() == maxChunks)
            return std::nullopt;
        m_chunks.push_back(std::make_unique<char[]>(chunkSize));
        m_used = 0;
    }
    const auto begin = quint32(m_chunks.size() - 1) * chunkSize + m_used;
    m_used += quint32(bytes);
    return begin;
}

void PeopleTextIndex::set(qint64 id, QByteArrayView text)
{
    text = text.first(std::min(text.size(), maxTextOfPerson));
    const bool isLast = m_ids.empty() || (m_others.empty() && id > m_ids.back());
    std::optional<Position> position = isLast ? std::nullopt : positionOf(id);
    if (!position) {
        if (text.isEmpty())
            return;
        position = Position(m_ids.size());
        m_ids.push_back(id);
        m_begins.push_back(0);
        m_sizes.push_back(0);
        if (isLast)
            ++m_ascending;
        else
            m_others.emplace(id, *position);
    }
    ++m_replaced;
    if (m_sizes[*position] >= text.size()) { // fits where the old one was
        m_waste += m_sizes[*position] - text.size();
        std::copy_n(text.data(), text.size(), at(m_begins[*position])); // an empty one is null
    } else {
        const std::optional<quint32> begin = room(text.size());
        if (!begin) {
            m_isFull = true;
            m_isReady = false;
            return;
        }
        m_waste += m_sizes[*position];
        m_begins[*position] = *begin;
        std::copy_n(text.data(), text.size(), at(*begin));
    }
    m_sizes[*position] = quint16(text.size());
    setBits(*position, text);
    const Digits digits(id);
    setBits(*position, digits.text());
}

/// Rebuilt, in the order of ids, without those who are gone and without bits of what was replaced.
void PeopleTextIndex::tidy()
{
    std::vector<Position> order;
    order.reserve(m_ids.size());
    for (Position i = 0; i < m_ids.size(); ++i) {
        if (m_sizes[i] > 0)
            order.push_back(i);
    }
    if (!m_others.empty())
        std::sort(order.begin(), order.end(),
                  [this](Position a, Position b) { return m_ids[a] < m_ids[b]; });
    PeopleTextIndex fresh;
    fresh.reserve(qsizetype(order.size()));
    for (const Position position : order)
        fresh.set(m_ids[position], textAt(position));
    m_ids.swap(fresh.m_ids);
    m_begins.swap(fresh.m_begins);
    m_sizes.swap(fresh.m_sizes);
    m_blocks.swap(fresh.m_blocks);
    m_chunks.swap(fresh.m_chunks);
    m_used = fresh.m_used;
    m_ascending = fresh.m_ascending;
    m_others.clear();
    m_waste = 0;
    m_replaced = 0;
}

/// @p found takes a position and returns whether to continue.
template <typename Found>
void PeopleTextIndex::look(const QList<QByteArray> &words, Position begin, Position end,
                           Qt::SortOrder order, Found found) const
{
    std::vector<size_t> wanted;
    for (const QByteArray &word : words) {
        for (qsizetype i = 1; i < word.size(); ++i)
            wanted.push_back(planeOf(word[i - 1], word[i]));
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const bool isUp = order == Qt::AscendingOrder;
    const size_t first = begin / perBlock;
    const size_t blocks = (end + perBlock - 1) / perBlock;
    std::array<Position, blocksAtOnce * perBlock> perhaps{};
    for (size_t i = first; i < blocks;) {
        // Texts are all over the memory: they are on their way while others are looked for.
        size_t count = 0;
        for (const size_t last = std::min(blocks, i + blocksAtOnce); i < last; ++i) {
            const size_t at = isUp ? i : blocks - 1 - (i - first);
            quint64 people = ~quint64(0);
            for (auto plane = wanted.cbegin(); plane != wanted.cend() && people != 0; ++plane)
                people &= m_blocks[at][*plane];
            while (people != 0) {
                const int bit = isUp ? std::countr_zero(people) : 63 - std::countl_zero(people);
                people &= ~(quint64(1) << bit);
                const auto position = Position(at * perBlock + size_t(bit));
                if (position < begin || position >= end || m_sizes[position] == 0)
                    continue;
                prefetch(textAt(position));
                perhaps[count++] = position;
            }
        }
        for (size_t j = 0; j < count; ++j) {
            const QByteArrayView text = textAt(perhaps[j]);
            const bool hasAll =
                std::all_of(words.cbegin(), words.cend(), [&](const QByteArray &word) {
                    return has(text, word)
                        || (!word.isEmpty() && isDigit(word.front())
                            && has(Digits(m_ids[perhaps[j]]).text(), word));
                });
            if (hasAll && !found(perhaps[j]))
                return;
        }
    }
}

std::optional<QList<qint64>> PeopleTextIndex::find(const QList<QByteArray> &words,
                                                   Qt::SortOrder order, qsizetype limit) const
{
    const std::shared_lock lock(m_lock);
    if (!m_isReady)
        return std::nullopt;
    QList<qint64> ids;
    if (limit == 0)
        return ids;
    look(words, 0, m_ascending, order, [&](Position position) {
        ids.append(m_ids[position]);
        return ids.size() != limit;
    });
    if (m_others.empty())
        return ids;
    look(words, m_ascending, Position(m_ids.size()), order, [&](Position position) {
        ids.append(m_ids[position]);
        return true;
    });
    if (order == Qt::AscendingOrder)
        std::sort(ids.begin(), ids.end());
    else
        std::sort(ids.begin(), ids.end(), std::greater());
    if (limit > 0 && ids.size() > limit)
        ids.resize(limit);
    return ids;
}

QByteArrayView PeopleTextIndex::partAt(Position position, Part part) const
{
    QByteArrayView text = textAt(position);
    for (int before = int(part); before > 0; --before)
        text = text.sliced(text.indexOf('\n') + 1);
    return text.first(std::max<qsizetype>(0, text.indexOf('\n')));
}

/// Sorts by the bytes from @p depth on, all before being equal; only so that the first @p wanted
/// are right.
void PeopleTextIndex::sortKeys(Key *begin, Key *end, quint32 depth, std::ptrdiff_t wanted,
                               Qt::SortOrder order) const
{
    bool isMore = false;
    for (Key *key = begin; key != end; ++key) {
        const QByteArrayView text(at(key->begin), key->size);
        key->prefix = prefixOf(text.sliced(std::min(depth, key->size)));
        isMore = isMore || key->size > depth;
    }
    const auto byId = [this](const Key &a, const Key &b) {
        return m_ids[a.position] < m_ids[b.position];
    };
    if (!isMore) {
        std::sort(begin, end, byId);
        return;
    }
    const auto compare = [begin, end, wanted](auto isBefore) {
        if (wanted < end - begin)
            std::nth_element(begin, begin + wanted, end, isBefore);
        std::sort(begin, begin + std::min(wanted, end - begin), isBefore);
    };
    if (order == Qt::AscendingOrder)
        compare([](const Key &a, const Key &b) { return a.prefix < b.prefix; });
    else
        compare([](const Key &a, const Key &b) { return a.prefix > b.prefix; });
    if (wanted < end - begin) {
        // Some who are equal to the last of them may stand behind.
        const quint64 last = begin[wanted - 1].prefix;
        end = std::partition(begin + wanted, end,
                             [last](const Key &key) { return key.prefix == last; });
    }
    for (Key *run = begin; run < begin + std::min(wanted, end - begin);) {
        Key *const runEnd =
            std::find_if(run, end, [run](const Key &key) { return key.prefix != run->prefix; });
        if (runEnd - run > 1)
            sortKeys(run, runEnd, depth + sizeof run->prefix,
                     std::min(wanted - (run - begin), runEnd - run), order);
        run = runEnd;
    }
}

QList<qint64> PeopleTextIndex::idsOf(const std::vector<Position> &positions, Part part,
                                     Qt::SortOrder order, qsizetype limit) const
{
    std::vector<Key> keys;
    keys.reserve(positions.size());
    QList<qint64> without;
    for (const Position position : positions) {
        const QByteArrayView text = partAt(position, part);
        if (text.isEmpty())
            without.append(m_ids[position]);
        else
            keys.push_back({0, position,
                            m_begins[position] + quint32(text.data() - textAt(position).data()),
                            quint32(text.size())});
    }
    const auto all = std::ptrdiff_t(keys.size());
    const std::ptrdiff_t wanted = limit < 0 ? all : std::min(all, std::ptrdiff_t(limit));
    if (wanted > 0)
        sortKeys(keys.data(), keys.data() + keys.size(), 0, wanted, order);
    QList<qint64> ids;
    ids.reserve(wanted + without.size());
    for (qsizetype i = 0; i < wanted; ++i)
        ids.append(m_ids[keys[size_t(i)].position]);
    std::sort(without.begin(), without.end());
    ids += without;
    if (limit >= 0 && ids.size() > limit)
        ids.resize(limit);
    return ids;
}

std::optional<QList<qint64>> PeopleTextIndex::sorted(const QList<qint64> &ids, Part part,
                                                     Qt::SortOrder order, qsizetype limit) const
{
    const std::shared_lock lock(m_lock);
    if (!m_isReady)
        return std::nullopt;
    std::vector<Position> positions;
    positions.reserve(size_t(ids.size()));
    for (const qint64 id : ids) {
        const std::optional<Position> position = positionOf(id);
        if (position && m_sizes[*position] > 0)
            positions.push_back(*position);
    }
    return idsOf(positions, part, order, limit);
}

std::optional<QList<qint64>> PeopleTextIndex::sorted(Part part, Qt::SortOrder order,
                                                     qsizetype limit) const
{
    const std::shared_lock lock(m_lock);
    if (!m_isReady)
        return std::nullopt;
    std::vector<Position> positions;
    positions.reserve(m_ids.size());
    for (Position i = 0; i < m_ids.size(); ++i) {
        if (m_sizes[i] > 0)
            positions.push_back(i);
    }
    return idsOf(positions, part, order, limit);
}

} // namespace segmentdesk
