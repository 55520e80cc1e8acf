// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirrorreader.h"

#include "models/mirror/personrow.h"
#include "models/mirror/sqlitestatement.h"

#include <QHash>
#include <QScopeGuard>

#include <algorithm>
#include <limits>
#include <vector>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int rowsBetweenLooks = 1000;

tl::unexpected<ApiError> failed(sqlite3 *database)
{
    return tl::unexpected(SqliteStatement::failureOf(database));
}

/// The ids of rows with their keys, sorted by those; null (noKey) comes last, whatever the order.
struct KeyedId
{
    static constexpr qint64 noKey = std::numeric_limits<qint64>::max();
    qint64 key;
    qint64 id;

    friend bool operator<(const KeyedId &a, const KeyedId &b)
    {
        return a.key != b.key ? a.key < b.key : a.id < b.id;
    }
};

QList<qint64> sortedIds(std::vector<KeyedId> rows, Qt::SortOrder order, int limit)
{
    if (order == Qt::DescendingOrder) {
        for (KeyedId &row : rows)
            row.key = row.key == KeyedId::noKey ? row.key : -row.key;
    }
    if (limit >= 0 && size_t(limit) < rows.size()) {
        std::nth_element(rows.begin(), rows.begin() + limit, rows.end());
        rows.resize(size_t(limit));
    }
    std::sort(rows.begin(), rows.end());
    QList<qint64> ids;
    ids.reserve(qsizetype(rows.size()));
    for (const KeyedId &row : rows)
        ids.append(row.id);
    return ids;
}

/// What people are sorted by, if it is a part of their texts.
std::optional<PeopleTextIndex::Part> partOf(PeopleOrder order)
{
    switch (order) {
    case PeopleOrder::Name:
        return PeopleTextIndex::Part::Name;
    case PeopleOrder::Email:
        return PeopleTextIndex::Part::Email;
    case PeopleOrder::Company:
        return PeopleTextIndex::Part::Company;
    default:
        return std::nullopt;
    }
}

} // namespace

MirrorReader::MirrorReader(const QSqlDatabase &database, const PeopleTextIndex *text)
    : m_database(database), m_handle(SqliteStatement::handleOf(database)),
      m_text(text && m_found.attach(m_handle) ? text : nullptr)
{
}

/// Everybody whom the filter's text finds, whatever else it says; nothing: there is no index to
/// ask.
std::optional<Result<QList<qint64>>> MirrorReader::byText(const PeopleFilter &filter,
                                                          Qt::SortOrder order, int limit)
{
    QList<QByteArray> words;
    for (const QString &word : wordsOf(filter))
        words.append(word.toUtf8());
    std::optional<QList<qint64>> found;
    if (m_text)
        found = m_text->find(words, order, limit);
    if (!found)
        return std::nullopt;
    const std::optional<PeopleSql> byProfile = selectByProfile(filter);
    if (!byProfile)
        return *found;
    const Result<QList<qint64>> others = ids(*byProfile);
    if (!others)
        return others;
    *found += *others;
    if (order == Qt::AscendingOrder)
        std::sort(found->begin(), found->end());
    else
        std::sort(found->begin(), found->end(), std::greater());
    found->erase(std::unique(found->begin(), found->end()), found->end());
    if (limit >= 0 && found->size() > limit)
        found->resize(limit);
    return *found;
}

/// Before a statement that uses what the filter's text finds.
Result<PeopleSqlHints> MirrorReader::hintsFor(const PeopleFilter &filter)
{
    PeopleSqlHints hints;
    m_found.setIds({});
    if (wordsOf(filter).isEmpty())
        return hints;
    const std::optional<Result<QList<qint64>>> found = byText(filter, Qt::AscendingOrder, -1);
    if (!found)
        return hints;
    if (!*found)
        return tl::unexpected(found->error());
    hints.found = (*found)->size();
    m_found.setIds(**found);
    return hints;
}

/// Stops early once @p isWanted, if it is given, has said no.
template <typename Take>
std::optional<ApiError> MirrorReader::eachRow(const PeopleSql &select,
                                              const std::function<bool()> &isWanted, Take take)
{
    SqliteStatement rows;
    if (!m_handle || !rows.prepare(m_handle, select.sql.toUtf8()))
        return SqliteStatement::failureOf(m_handle);
    for (qsizetype i = 0; i < select.values.size(); ++i)
        rows.bind(int(i) + 1, select.values.at(i));
    int result = rows.step();
    for (int untilLook = rowsBetweenLooks; result == SQLITE_ROW; result = rows.step()) {
        take(std::as_const(rows));
        if (--untilLook > 0 || !isWanted)
            continue;
        if (!isWanted())
            return {};
        untilLook = rowsBetweenLooks;
    }
    return result == SQLITE_DONE ? std::nullopt
                                 : std::optional(SqliteStatement::failureOf(m_handle));
}

Result<QList<qint64>> MirrorReader::ids(const PeopleSql &select,
                                        const std::function<bool()> &isWanted)
{
    QList<qint64> ids;
    const std::optional<ApiError> error = eachRow(
        select, isWanted, [&ids](const SqliteStatement &row) { ids.append(row.number(0)); });
    if (error)
        return tl::unexpected(*error);
    return ids;
}

Result<QList<qint64>> MirrorReader::ids(const PeopleQuery &query, int limit,
                                        const std::function<bool()> &isWanted)
{
    PeopleFilter rest = query.filter;
    rest.text.clear();
    const std::optional<PeopleTextIndex::Part> part = partOf(query.order);
    if (part && m_text && query.filter.isEmpty()) {
        if (std::optional<QList<qint64>> sorted = m_text->sorted(*part, query.direction, limit))
            return *sorted;
    }
    if (rest.isEmpty() && !query.filter.isEmpty() && query.order == PeopleOrder::CustomerId) {
        if (std::optional<Result<QList<qint64>>> found =
                byText(query.filter, query.direction, limit))
            return *found;
    }
    const Result<PeopleSqlHints> hints = hintsFor(query.filter);
    if (!hints)
        return tl::unexpected(hints.error());
    if (part && m_text && m_text->isReady()) {
        PeopleQuery unsorted = query;
        unsorted.order = PeopleOrder::CustomerId;
        unsorted.direction = Qt::AscendingOrder;
        Result<QList<qint64>> found = rest.isEmpty() && hints->found
            ? Result<QList<qint64>>(m_found.ids())
            : ids(selectPeople(unsorted, *hints), isWanted);
        if (!found)
            return found;
        if (std::optional<QList<qint64>> sorted =
                m_text->sorted(*found, *part, query.direction, limit))
            return *sorted;
    }
    const PeopleSql select = selectPeople(query, *hints, limit);
    if (select.hasKeys)
        return idsByKey(select, query.direction, limit, isWanted);
    if (query.order == PeopleOrder::ProfileUuid && !query.filter.hasProfile) {
        // Who has a profile is in an index, in this order.
        PeopleQuery half = query;
        half.filter.hasProfile = true;
        Result<QList<qint64>> found = ids(selectPeople(half, *hints, limit), isWanted);
        if (!found || found->size() == limit)
            return found;
        half.filter.hasProfile = false;
        half.order = PeopleOrder::CustomerId;
        half.direction = Qt::AscendingOrder;
        Result<QList<qint64>> others = ids(
            selectPeople(half, *hints, limit < 0 ? limit : limit - int(found->size())), isWanted);
        if (!others)
            return others;
        *found += *others;
        return found;
    }
    return ids(select, isWanted);
}

Result<QList<qint64>> MirrorReader::idsByKey(const PeopleSql &select, Qt::SortOrder order,
                                             int limit, const std::function<bool()> &isWanted)
{
    std::vector<KeyedId> found;
    const std::optional<ApiError> error =
        eachRow(select, isWanted, [&found](const SqliteStatement &row) {
            found.push_back({row.isNull(1) ? KeyedId::noKey : row.number(1), row.number(0)});
        });
    if (error)
        return tl::unexpected(*error);
    return sortedIds(std::move(found), order, limit);
}

Result<QList<Person>> MirrorReader::people(const QList<qint64> &ids)
{
    const bool isPrepared = m_handle
        && (m_person
            || m_person.prepare(
                m_handle, QByteArray("SELECT ") + personColumns + " FROM people WHERE id = ?"))
        && (m_segmentsOf
            || m_segmentsOf.prepare(m_handle, "SELECT segment FROM memberships WHERE person = ?"));
    if (!isPrepared)
        return failed(m_handle);
    // One view of the file, and one look at its locks, for all of them.
    const bool isBegun = m_database.transaction();
    const auto end = qScopeGuard([&] {
        m_person.reset();
        m_segmentsOf.reset();
        if (isBegun)
            m_database.commit();
    });
    if (!readSegmentNumbers())
        return failed(m_handle);
    QList<Person> people;
    people.reserve(ids.size());
    std::vector<qsizetype> segments; // places in m_byName
    for (const qint64 id : ids) {
        m_person.reset();
        m_person.bind(1, id);
        const int result = m_person.step();
        if (result == SQLITE_DONE)
            continue;
        if (result != SQLITE_ROW)
            return failed(m_handle);
        Person person = personIn(m_person);
        segments.clear();
        m_segmentsOf.reset();
        m_segmentsOf.bind(1, id);
        int more = m_segmentsOf.step();
        for (; more == SQLITE_ROW; more = m_segmentsOf.step()) {
            const auto place = m_placeByNumber.constFind(m_segmentsOf.number(0));
            if (place != m_placeByNumber.cend())
                segments.push_back(*place);
        }
        if (more != SQLITE_DONE)
            return failed(m_handle);
        std::sort(segments.begin(), segments.end());
        person.customer.segmentIds = QList<SegmentId>();
        for (const qsizetype place : segments)
            person.customer.segmentIds->append(m_byName.at(place));
        people.append(std::move(person));
    }
    return people;
}

/// All segments by name, again if another connection has written to the file since.
bool MirrorReader::readSegmentNumbers()
{
    if (!m_dataVersion && !m_dataVersion.prepare(m_handle, "PRAGMA data_version"))
        return false;
    m_dataVersion.reset();
    if (m_dataVersion.step() != SQLITE_ROW)
        return false;
    const qint64 version = m_dataVersion.number(0);
    m_dataVersion.reset();
    if (version == m_segmentsVersion)
        return true;
    m_byName.clear();
    m_placeByNumber.clear();
    const std::optional<ApiError> error =
        eachRow({u"SELECT number, id FROM segments ORDER BY name"_s}, {},
                [this](const SqliteStatement &row) {
                    m_placeByNumber.insert(row.number(0), m_byName.size());
                    m_byName.append(SegmentId(uuidIn(row, 1)));
                });
    if (error)
        return false;
    m_segmentsVersion = version;
    return true;
}

Result<qint64> MirrorReader::count(const PeopleFilter &filter)
{
    const Result<PeopleSqlHints> hints = hintsFor(filter);
    if (!hints)
        return tl::unexpected(hints.error());
    PeopleFilter rest = filter;
    rest.text.clear();
    if (rest.isEmpty() && hints->found)
        return *hints->found;
    return ids(countPeople(filter, *hints)).map([](const QList<qint64> &count) {
        return count.value(0);
    });
}

Result<Overlap> MirrorReader::overlap(const QList<SegmentId> &segments)
{
    Overlap overlap;
    overlap.segments = segments;
    // By person, a bit for each segment.
    std::vector<std::pair<qint64, quint32>> bits;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const size_t before = bits.size();
        const std::optional<ApiError> error =
            eachRow({u"SELECT person FROM memberships WHERE segment = "
                     "(SELECT number FROM segments WHERE id = ?)"_s,
                     {segments.at(i).uuid().toRfc4122()}},
                    {}, [&bits, bit = quint32(1) << i](const SqliteStatement &row) {
                        bits.emplace_back(row.number(0), bit);
                    });
        if (error)
            return tl::unexpected(*error);
        overlap.sizes.append(static_cast<qint64>(bits.size() - before));
    }
    std::sort(bits.begin(), bits.end());
    QHash<quint32, qint64> people;
    for (size_t i = 0; i < bits.size();) {
        quint32 combination = 0;
        const qint64 person = bits[i].first;
        for (; i < bits.size() && bits[i].first == person; ++i)
            combination |= bits[i].second;
        ++people[combination];
        ++overlap.total;
    }
    for (auto it = people.cbegin(); it != people.cend(); ++it)
        overlap.combinations.append({it.key(), it.value()});
    std::sort(overlap.combinations.begin(), overlap.combinations.end(),
              [](const auto &a, const auto &b) {
                  return a.people != b.people ? a.people > b.people : a.segments < b.segments;
              });
    return overlap;
}

Result<QList<Segment>> MirrorReader::segments()
{
    QList<Segment> segments;
    const std::optional<ApiError> error = eachRow(
        {u"SELECT id, name, description, created, updated FROM segments WHERE known ORDER BY name"_s},
        {}, [&segments](const SqliteStatement &row) { segments.append(segmentIn(row, 0)); });
    if (error)
        return tl::unexpected(*error);
    return segments;
}

Result<QList<Mirror::Group>> MirrorReader::customerGroups()
{
    QList<Mirror::Group> groups;
    const std::optional<ApiError> error =
        eachRow({u"SELECT customer_group, count(*) FROM people WHERE customer_group <> 0 "
                 "GROUP BY customer_group ORDER BY customer_group"_s},
                {}, [&groups](const SqliteStatement &row) {
                    groups.append({row.number(0), row.number(1)});
                });
    if (error)
        return tl::unexpected(*error);
    return groups;
}

Result<QList<Mirror::Event>> MirrorReader::history(ProfileId profile)
{
    QList<Mirror::Event> events;
    const std::optional<ApiError> error = eachRow(
        {u"SELECT at, segment, joined FROM events WHERE person = "
         "(SELECT id FROM people WHERE profile = ?) ORDER BY at DESC, rowid DESC LIMIT %1"_s.arg(
             Mirror::maxEvents),
         {profile.uuid().toRfc4122()}},
        {}, [&events](const SqliteStatement &row) {
            events.append({timeIn(row, 0), SegmentId(uuidIn(row, 1)), row.number(2) != 0});
        });
    if (error)
        return tl::unexpected(*error);
    return events;
}

} // namespace segmentdesk
