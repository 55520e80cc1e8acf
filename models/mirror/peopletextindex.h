// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <Qt>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

namespace segmentdesk {

/// The texts of everybody in a local copy, in memory: what a search looks through, letter by
/// letter, and what people are sorted by. A text is name, e-mail address, company and phone,
/// folded, each with a line feed behind it, see textIn(); the id counts as text, too. About 110
/// bytes a person.
///
/// One thread writes, others read meanwhile.
class PeopleTextIndex
{
public:
    enum class Part : quint8 { Name, Email, Company }; ///< in the order of the text

    /// Of all texts, 4 GB: a copy with more has no such index, setReady() does nothing.
    static constexpr size_t maxChunks = 4096;

    struct Change
    {
        qint64 id = 0;
        QByteArray text; ///< UTF-8; empty: no customer has this id any more
    };

    // ---- of the writing thread
    void reserve(qsizetype people);
    void update(const std::vector<Change> &changes);
    /// Everybody is in it: from now on it answers.
    void setReady();
    bool isReady() const;

    // ---- of any thread. Nothing: it is not ready.

    /// The ids of everybody whose text has all of these words (folded UTF-8; none: everybody), in
    /// the order of ids; at most @p limit, below 0: all.
    std::optional<QList<qint64>> find(const QList<QByteArray> &words, Qt::SortOrder order,
                                      qsizetype limit) const;
    /// The first @p limit of @p ids (below 0: all), sorted by a part of their texts, as PeopleOrder
    /// says; ids that are not there are left out.
    std::optional<QList<qint64>> sorted(const QList<qint64> &ids, Part part, Qt::SortOrder order,
                                        qsizetype limit) const;
    /// The same of everybody.
    std::optional<QList<qint64>> sorted(Part part, Qt::SortOrder order, qsizetype limit) const;

private:
    /// Which of 64 people have a pair of neighbouring bytes in their texts: a bit each. Pairs share
    /// planes, so a bit that is set says "perhaps".
    static constexpr size_t planes = 224;
    using Block = std::array<quint64, planes>;
    using Position = quint32;

    /// Bytes, and no text lies in two: one array of all would be copied when it grows.
    static constexpr quint32 chunkSize = 1 << 20;

    static size_t planeOf(char a, char b);
    QByteArrayView textAt(Position position) const
    {
        return {at(m_begins[position]), qsizetype(m_sizes[position])};
    }
    char *at(quint32 begin) const { return m_chunks[begin / chunkSize].get() + begin % chunkSize; }
    std::optional<quint32> room(qsizetype bytes);
    QByteArrayView partAt(Position position, Part part) const;
    std::optional<Position> positionOf(qint64 id) const;
    void set(qint64 id, QByteArrayView text);
    void setBits(Position position, QByteArrayView text);
    void tidy();
    void updateSome(const Change *begin, const Change *end);
    struct Key
    {
        quint64 prefix; ///< bytes of a part of a text that compare as a number
        Position position;
        quint32 begin; ///< of the part, in all chunks
        quint32 size;
    };
    void sortKeys(Key *begin, Key *end, quint32 depth, std::ptrdiff_t wanted,
                  Qt::SortOrder order) const;
    QList<qint64> idsOf(const std::vector<Position> &positions, Part part, Qt::SortOrder order,
                        qsizetype limit) const;
    template <typename Found>
    void look(const QList<QByteArray> &words, Position begin, Position end, Qt::SortOrder order,
              Found found) const;

    mutable std::shared_mutex m_lock;
    bool m_isReady = false;
    std::vector<qint64> m_ids;
    std::vector<quint32> m_begins; ///< in all chunks
    std::vector<quint16> m_sizes; ///< 0: the id is free
    std::vector<Block> m_blocks; ///< of positions 0 to 63, …
    std::vector<std::unique_ptr<char[]>> m_chunks;
    quint32 m_used = chunkSize; ///< bytes of the last one
    bool m_isFull = false; ///< a text did not fit
    Position m_ascending = 0; ///< the ids of those before are ascending
    std::unordered_map<qint64, Position> m_others; ///< who are not before it
    // Since the last tidy():
    qint64 m_waste = 0; ///< unused bytes
    size_t m_replaced = 0; ///< people who were given a text
};

} // namespace segmentdesk
