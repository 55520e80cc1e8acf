// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peoplesql.h"

#include "models/domain/foldedtext.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int minUuidDigits = 3;
constexpr int uuidDigits = 32;
constexpr qsizetype fewFound =
    5000; ///< that are looked up faster than the members of a segment are read

QVariant blob(SegmentId id)
{
    return id.uuid().toRfc4122();
}

/// `(SELECT number …)` of these segments.
QString numbersOf(const QList<SegmentId> &segments, QVariantList *values)
{
    QStringList marks;
    for (const SegmentId id : segments) {
        marks.append(u"?"_s);
        values->append(blob(id));
    }
    return u"(SELECT number FROM segments WHERE id IN (%1))"_s.arg(marks.join(QLatin1Char(',')));
}

/// The digits of a word that may be the beginning of a profile id; else empty.
QString beginningOfUuid(QString word)
{
    word.remove(u'-');
    const bool isHex = std::all_of(word.cbegin(), word.cend(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
    return isHex && word.size() >= minUuidDigits && word.size() <= uuidDigits ? word : QString();
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
                cases += u" WHEN ? THEN %1"_s.arg(quint32(1) << i);
                bits.append(blob(set.of.at(i)));
            }
            QStringList wanted;
            for (const quint32 combination : set.combinations)
                wanted.append(QString::number(combination));
            QVariantList numbers;
            people = u"SELECT m.person FROM memberships m JOIN segments g "
                     "ON g.number = m.segment WHERE m.segment IN %1 GROUP BY m.person "
                     "HAVING sum(CASE g.id%2 END) IN (%3)"_s.arg(numbersOf(set.of, &numbers), cases,
                                                                 wanted.join(u','));
            *values += numbers;
            *values += bits;
        } else {
            people =
                u"SELECT person FROM memberships WHERE segment IN "_s + numbersOf(set.of, values);
            if (set.match == SegmentSet::Match::OddNumber)
                people += u" GROUP BY person HAVING count(*) % 2 = 1"_s;
            else if (set.atLeast > 1)
                people += u" GROUP BY person HAVING count(*) >= %1"_s.arg(set.atLeast);
        }
        conditions->append(u"%1 IN (%2)"_s.arg(id, people));
    }
    if (!set.notIn.isEmpty()) {
        conditions->append(u"%1 NOT IN (SELECT person FROM memberships WHERE segment IN %2)"_s.arg(
            id, numbersOf(set.notIn, values)));
    }
}

/// Where people are looked for, and what they must fulfil.
struct Search
{
    QString from = u"people"_s;
    QString id = u"people.id"_s;
    QStringList conditions;
    QVariantList values;
    bool readsPeople = true; ///< else what is asked for is in an index alone

    QString where() const
    {
        return conditions.isEmpty() ? QString() : u" WHERE "_s + conditions.join(u" AND "_s);
    }
};

/// What must be true of a person's own row.
void addOwn(const PeopleFilter &filter, QStringList *conditions, QVariantList *values)
{
    if (filter.hasProfile) {
        conditions->append(*filter.hasProfile ? u"profile IS NOT NULL"_s : u"profile IS NULL"_s);
    }
    if (filter.customerGroup) {
        conditions->append(u"customer_group = ?"_s);
        values->append(*filter.customerGroup);
    }
    const auto addDays = [conditions, values](const QString &column, const DateRange &days) {
        if (days.first.isValid()) {
            conditions->append(column + u" >= ?"_s);
            values->append(days.first.startOfDay().toSecsSinceEpoch());
        }
        if (days.last.isValid()) {
            conditions->append(column + u" < ?"_s);
            values->append(days.last.addDays(1).startOfDay().toSecsSinceEpoch());
        }
    };
    addDays(u"people.created"_s, filter.customerSince);
    addDays(u"people.profile_created"_s, filter.profileSince);
}

/// "In at least one of one segment" is the same as being its member, and is read in the order of
/// people.
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
Search searchFor(const PeopleFilter &asked, const QStringList &words, const PeopleSqlHints &hints,
                 bool sorted)
{
    const PeopleFilter filter = simplified(asked);
    Search search;
    QStringList own;
    QVariantList ownValues;
    addOwn(filter, &own, &ownValues);
    const bool isFound = hints.found && !words.isEmpty();
    if (!isFound) {
        for (const QString &word : words) {
            own.append(u"instr(people.text, ?)"_s);
            ownValues.append(word);
        }
    }
    search.readsPeople = sorted || !own.isEmpty();
    // An index of ids after another, and people's rows only if something of them is needed.
    QStringList indexes;
    const auto through = [&search, &indexes](const QString &index, const QString &id) {
        if (indexes.isEmpty()) {
            indexes.append(index);
            search.id = id;
        } else {
            indexes.append(u"%1 ON %2 = %3"_s.arg(index, id, search.id));
        }
    };
    SegmentSet open;
    if (filter.memberOf)
        open.of = {*filter.memberOf};
    const bool throughMembers = filter.memberOf && !(isFound && *hints.found <= fewFound);
    if (throughMembers) {
        through(u"memberships"_s, u"memberships.person"_s);
        search.conditions.append(u"memberships.segment = "_s + numbersOf(open.of, &search.values));
    }
    if (isFound)
        through(u"found"_s, u"found.id"_s);
    if (search.readsPeople)
        through(u"people"_s, u"people.id"_s);
    search.from = indexes.isEmpty() ? u"people"_s : indexes.join(u" CROSS JOIN "_s);
    if (filter.memberOf && !throughMembers) {
        search.conditions.append(
            u"EXISTS (SELECT 1 FROM memberships WHERE segment = %1 "
            "AND person = %2)"_s.arg(numbersOf(open.of, &search.values), search.id));
    }
    addSet(filter.segments, search.id, &search.conditions, &search.values);
    search.conditions += own;
    search.values += ownValues;
    return search;
}

QString orderBy(const PeopleQuery &query, const QString &id)
{
    const QString direction = query.direction == Qt::AscendingOrder ? QString() : u" DESC"_s;
    const auto by = [&direction](const char *key) {
        return u" ORDER BY %1 = '', %1%2, people.id"_s.arg(QLatin1String(key), direction);
    };
    switch (query.order) {
    case PeopleOrder::CustomerId:
        return u" ORDER BY "_s + id + direction;
    case PeopleOrder::Name:
        return by("name_key");
    case PeopleOrder::Email:
        return by("email_key");
    case PeopleOrder::Company:
        return by("company_key");
    case PeopleOrder::ProfileUuid:
        // By the index of profiles where every person has one.
        return query.filter.hasProfile.value_or(false)
            ? u" ORDER BY profile"_s + direction
            : u" ORDER BY profile IS NULL, profile%1, people.id"_s.arg(direction);
    case PeopleOrder::Segments:
    case PeopleOrder::CustomerSince:
    case PeopleOrder::ProfileSince:
        break; // see PeopleSql::hasKeys
    }
    return {};
}

/// The sort key, as another column.
QString keyOf(PeopleOrder order)
{
    switch (order) {
    case PeopleOrder::Segments:
        return u", people.segments"_s;
    case PeopleOrder::CustomerSince:
        return u", people.created"_s;
    case PeopleOrder::ProfileSince:
        return u", people.profile_created"_s;
    default:
        return {};
    }
}

} // namespace

QStringList wordsOf(const PeopleFilter &filter)
{
    return foldedText(filter.text).split(u' ', Qt::SkipEmptyParts);
}

std::optional<PeopleSql> selectByProfile(const PeopleFilter &filter)
{
    const QStringList words = wordsOf(filter);
    const QString digits = words.size() == 1 ? beginningOfUuid(words.first()) : QString();
    if (digits.isEmpty())
        return std::nullopt;
    return PeopleSql{u"SELECT id FROM people WHERE profile BETWEEN ? AND ?"_s,
                     {QByteArray::fromHex(digits.leftJustified(uuidDigits, u'0').toLatin1()),
                      QByteArray::fromHex(digits.leftJustified(uuidDigits, u'f').toLatin1())}};
}

PeopleSql selectPeople(const PeopleQuery &query, const PeopleSqlHints &hints, int limit)
{
    const PeopleFilter &filter = query.filter;
    const QStringList words = wordsOf(filter);
    const bool sorted = query.order != PeopleOrder::CustomerId;
    const std::optional<PeopleSql> byProfile = hints.found ? std::nullopt : selectByProfile(filter);
    const QString key = keyOf(query.order);
    PeopleSql made;
    if (!byProfile) {
        const Search search = searchFor(filter, words, hints, sorted);
        made = {u"SELECT %1%2 FROM %3"_s.arg(search.id, key, search.from) + search.where()
                    + orderBy(query, search.id),
                search.values};
    } else {
        // Found by text or by profile id: two searches, the results of which are joined.
        PeopleFilter textOnly;
        textOnly.text = filter.text;
        const Search byText = searchFor(textOnly, words, hints, false);
        PeopleFilter others = filter;
        others.text.clear();
        Search search = searchFor(others, {}, hints, true);
        search.conditions.append(u"people.id IN (SELECT %1 FROM %2"_s.arg(byText.id, byText.from)
                                 + byText.where() + u" UNION "_s + byProfile->sql + u')');
        made = {u"SELECT people.id%1 FROM "_s.arg(key) + search.from + search.where()
                    + orderBy(query, u"people.id"_s),
                search.values + byText.values + byProfile->values};
    }
    made.hasKeys = !key.isEmpty();
    if (limit >= 0 && !made.hasKeys)
        made.sql += u" LIMIT %1"_s.arg(limit);
    return made;
}

PeopleSql countPeople(const PeopleFilter &filter, const PeopleSqlHints &hints)
{
    PeopleQuery query;
    query.filter = filter;
    PeopleSql made = selectPeople(query, hints);
    made.sql = u"SELECT count(*) FROM ("_s + made.sql + u')';
    return made;
}

} // namespace segmentdesk
