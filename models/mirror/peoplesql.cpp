// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peoplesql.h"

#include "models/domain/foldedtext.h"

#include <QStringList>
#include <QTimeZone>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr int trigram = 3; ///< characters that the search index knows
constexpr int uuidDigits = 32;

QVariant blob(SegmentId id)
{
    return id.uuid().toRfc4122();
}

/// `(SELECT number …)` of these segments.
QString numbersOf(const QList<SegmentId> &segments, QVariantList *values)
{
    QStringList marks;
    for (const SegmentId id : segments) {
        marks.append(QStringLiteral("?"));
        values->append(blob(id));
    }
    return QStringLiteral("(SELECT number FROM segments WHERE id IN (%1))")
        .arg(marks.join(QLatin1Char(',')));
}

/// Every three neighbouring characters of a word, all of which the index must have.
QString trigramsOf(const QList<uint> &word)
{
    QStringList parts;
    for (qsizetype i = 0; i + trigram <= word.size(); ++i) {
        QString part;
        for (qsizetype j = i; j < i + trigram; ++j)
            part += QString::fromUcs4(reinterpret_cast<const char32_t *>(&word.at(j)), 1);
        parts.append(u'"' + part.replace(u'"', QStringLiteral("\"\"")) + u'"');
    }
    parts.removeDuplicates();
    return parts.join(QStringLiteral(" AND "));
}

/// The digits of a word that may be the beginning of a profile id; else empty.
QString beginningOfUuid(QString word)
{
    word.remove(u'-');
    const bool isHex = std::all_of(word.cbegin(), word.cend(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
    return isHex && word.size() >= trigram && word.size() <= uuidDigits ? word : QString();
}

/// The people whose profile id begins so.
QString byProfile(const QString &digits, QVariantList *values)
{
    values->append(QByteArray::fromHex(digits.leftJustified(uuidDigits, u'0').toLatin1()));
    values->append(QByteArray::fromHex(digits.leftJustified(uuidDigits, u'f').toLatin1()));
    return QStringLiteral("SELECT id FROM people WHERE profile BETWEEN ? AND ?");
}

/// @p id: of the person.
void addSet(const SegmentSet &set, const QString &id, QStringList *conditions, QVariantList *values)
{
    if (!set.of.isEmpty()) {
        QString people;
        if (set.match == SegmentSet::Match::Exactly) {
            QVariantList bits;
            QString cases;
            for (qsizetype i = 0; i < set.of.size(); ++i) {
                cases += QStringLiteral(" WHEN ? THEN %1").arg(quint32(1) << i);
                bits.append(blob(set.of.at(i)));
            }
            QStringList wanted;
            for (const quint32 combination : set.combinations)
                wanted.append(QString::number(combination));
            QVariantList numbers;
            people =
                QStringLiteral("SELECT m.person FROM memberships m JOIN segments g "
                               "ON g.number = m.segment WHERE m.segment IN %1 GROUP BY m.person "
                               "HAVING sum(CASE g.id%2 END) IN (%3)")
                    .arg(numbersOf(set.of, &numbers), cases, wanted.join(u','));
            *values += numbers;
            *values += bits;
        } else {
            people = QStringLiteral("SELECT person FROM memberships WHERE segment IN ")
                + numbersOf(set.of, values);
            if (set.match == SegmentSet::Match::OddNumber)
                people += QStringLiteral(" GROUP BY person HAVING count(*) % 2 = 1");
            else if (set.atLeast > 1)
                people += QStringLiteral(" GROUP BY person HAVING count(*) >= %1").arg(set.atLeast);
        }
        conditions->append(QStringLiteral("%1 IN (%2)").arg(id, people));
    }
    if (!set.notIn.isEmpty()) {
        conditions->append(
            QStringLiteral("%1 NOT IN (SELECT person FROM memberships WHERE segment IN %2)")
                .arg(id, numbersOf(set.notIn, values)));
    }
}

/// Where people are looked for, and what they must fulfil.
struct Search
{
    QString from = QStringLiteral("people");
    QString id = QStringLiteral("people.id");
    QStringList conditions;
    QVariantList values;
    bool readsPeople = true; ///< else what is asked for is in an index alone

    QString where() const
    {
        return conditions.isEmpty() ? QString()
                                    : QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    }
};

/// What must be true of a person's own row.
void addOwn(const PeopleFilter &filter, QStringList *conditions, QVariantList *values)
{
    if (filter.hasProfile) {
        conditions->append(*filter.hasProfile ? QStringLiteral("profile IS NOT NULL")
                                              : QStringLiteral("profile IS NULL"));
    }
    if (filter.customerGroup) {
        conditions->append(QStringLiteral("customer_group = ?"));
        values->append(*filter.customerGroup);
    }
    if (filter.createdFrom.isValid()) {
        conditions->append(QStringLiteral("people.created >= ?"));
        values->append(filter.createdFrom.startOfDay(Qt::UTC).toSecsSinceEpoch());
    }
    if (filter.createdTo.isValid()) {
        conditions->append(QStringLiteral("people.created < ?"));
        values->append(filter.createdTo.addDays(1).startOfDay(Qt::UTC).toSecsSinceEpoch());
    }
}

/// "In at least one of one segment" is the same as being its member, and is read in the order of people.
PeopleFilter simplified(PeopleFilter filter)
{
    SegmentSet &set = filter.segments;
    if (!filter.memberOf && set.of.size() == 1 && set.match == SegmentSet::Match::AtLeast
        && set.atLeast <= 1) {
        filter.memberOf = set.of.first();
        set.of.clear();
    }
    return filter;
}

/// @p words without the alternative of a profile id. @p sorted: by something of the people's rows.
/// @p first: the first rows are wanted, see selectPeople().
Search searchFor(const PeopleFilter &asked, const QStringList &words, const PeopleSqlHints &hints,
                 bool sorted, bool first)
{
    const PeopleFilter filter = simplified(asked);
    Search search;
    QStringList own;
    QVariantList ownValues;
    addOwn(filter, &own, &ownValues);
    QStringList parts;
    const bool throughMembers = filter.memberOf && (words.isEmpty() || hints.memberOfIsSmall);
    for (const QString &word : words) {
        const QList<uint> characters = word.toUcs4();
        const bool isIndexed =
            hints.indexedSearch && !throughMembers && characters.size() >= trigram;
        if (isIndexed)
            parts.append(trigramsOf(characters));
        if (isIndexed && characters.size() == trigram)
            continue; // the index has just this
        own.append(QStringLiteral("instr(people.text, ?)"));
        ownValues.append(word);
    }
    search.readsPeople = sorted || !own.isEmpty();
    const auto through = [&search](const QString &index, const QString &id) {
        search.from = search.readsPeople
            ? QStringLiteral("%1 CROSS JOIN people ON people.id = %2").arg(index, id)
            : index;
        search.id = id;
    };
    SegmentSet open;
    if (filter.memberOf)
        open.of = {*filter.memberOf};
    if (throughMembers) {
        through(QStringLiteral("memberships"), QStringLiteral("memberships.person"));
        search.conditions.append(QStringLiteral("memberships.segment = ")
                                 + numbersOf(open.of, &search.values));
    } else if (!parts.isEmpty()) {
        through(QStringLiteral("search"), QStringLiteral("search.rowid"));
        search.conditions.append(QStringLiteral("search MATCH ?"));
        search.values.append(parts.join(QStringLiteral(" AND ")));
    }
    if (filter.memberOf && !throughMembers) {
        if (first) {
            search.conditions.append(QStringLiteral("EXISTS (SELECT 1 FROM memberships WHERE segment = %1 "
                                                    "AND person = %2)")
                                         .arg(numbersOf(open.of, &search.values), search.id));
        } else {
            addSet(open, search.id, &search.conditions, &search.values);
        }
    }
    addSet(filter.segments, search.id, &search.conditions, &search.values);
    search.conditions += own;
    search.values += ownValues;
    return search;
}

QString orderBy(const PeopleQuery &query, const QString &id)
{
    const QString direction =
        query.direction == Qt::AscendingOrder ? QString() : QStringLiteral(" DESC");
    const auto by = [&direction](const char *key, const char *isEmpty) {
        return QStringLiteral(" ORDER BY %2, %1%3, people.id")
            .arg(QLatin1String(key), QLatin1String(isEmpty), direction);
    };
    switch (query.order) {
    case PeopleOrder::CustomerId:
        return QStringLiteral(" ORDER BY ") + id + direction;
    case PeopleOrder::Name:
        return by("name_key", "name_key = ''");
    case PeopleOrder::Email:
        return by("email_key", "email_key = ''");
    case PeopleOrder::Company:
        return by("company_key", "company_key = ''");
    case PeopleOrder::ProfileUuid:
        return by("profile", "profile IS NULL");
    case PeopleOrder::Segments:
        return QStringLiteral(" ORDER BY segments%1, people.id").arg(direction);
    case PeopleOrder::Created:
        return by("coalesce(profile_created, people.created)",
                  "coalesce(profile_created, people.created) IS NULL");
    }
    return {};
}

} // namespace

PeopleSql selectPeople(const PeopleQuery &query, const PeopleSqlHints &hints, int limit)
{
    const PeopleFilter &filter = query.filter;
    const QStringList words = foldedText(filter.text).split(u' ', Qt::SkipEmptyParts);
    const bool sorted = query.order != PeopleOrder::CustomerId;
    const QString digits = words.size() == 1 ? beginningOfUuid(words.first()) : QString();
    PeopleSql made;
    if (digits.isEmpty()) {
        const Search search = searchFor(filter, words, hints, sorted, limit >= 0);
        made = {QStringLiteral("SELECT %1 FROM %2").arg(search.id, search.from) + search.where()
                    + orderBy(query, search.id),
                search.values};
    } else {
        // Found by text or by profile id: two searches, the results of which are joined in order.
        PeopleFilter textOnly;
        textOnly.text = filter.text;
        const Search byText = searchFor(textOnly, words, hints, false, limit >= 0);
        made.sql = QStringLiteral("SELECT %1 AS id FROM %2").arg(byText.id, byText.from) + byText.where();
        made.values = byText.values;
        made.sql += QStringLiteral(" UNION ") + byProfile(digits, &made.values);
        PeopleFilter others = filter;
        others.text.clear();
        if (!sorted && others.isEmpty()) {
            made.sql += QStringLiteral(" ORDER BY 1")
                + (query.direction == Qt::DescendingOrder ? QStringLiteral(" DESC") : QString());
        } else {
            const QVariantList found = made.values;
            Search search = searchFor(others, {}, hints, true, false);
            search.conditions.append(QStringLiteral("people.id IN (%1)").arg(made.sql));
            made.sql = QStringLiteral("SELECT people.id FROM ") + search.from + search.where()
                + orderBy(query, QStringLiteral("people.id"));
            made.values = search.values + found;
        }
    }
    if (limit >= 0)
        made.sql += QStringLiteral(" LIMIT %1").arg(limit);
    return made;
}

PeopleSql countPeople(const PeopleFilter &filter, const PeopleSqlHints &hints)
{
    PeopleQuery query;
    query.filter = filter;
    PeopleSql made = selectPeople(query, hints);
    made.sql = QStringLiteral("SELECT count(*) FROM (") + made.sql + u')';
    return made;
}

} // namespace segmentdesk
