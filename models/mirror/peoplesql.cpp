// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peoplesql.h"

#include "models/domain/foldedtext.h"

#include <QStringList>
#include <QTimeZone>

#include <algorithm>

namespace segmentdesk {

namespace {

constexpr int minUuidDigits = 3;
constexpr int uuidDigits = 32;
constexpr qsizetype fewFound = 5000; ///< that are looked up faster than the members of a segment are read

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
Search searchFor(const PeopleFilter &asked, const QStringList &words, const PeopleSqlHints &hints, bool sorted)
{
    const PeopleFilter filter = simplified(asked);
    Search search;
    QStringList own;
    QVariantList ownValues;
    addOwn(filter, &own, &ownValues);
    const bool isFound = hints.found && !words.isEmpty();
    if (!isFound) {
        for (const QString &word : words) {
            own.append(QStringLiteral("instr(people.text, ?)"));
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
            indexes.append(QStringLiteral("%1 ON %2 = %3").arg(index, id, search.id));
        }
    };
    SegmentSet open;
    if (filter.memberOf)
        open.of = {*filter.memberOf};
    const bool throughMembers = filter.memberOf && !(isFound && *hints.found <= fewFound);
    if (throughMembers) {
        through(QStringLiteral("memberships"), QStringLiteral("memberships.person"));
        search.conditions.append(QStringLiteral("memberships.segment = ")
                                 + numbersOf(open.of, &search.values));
    }
    if (isFound)
        through(QStringLiteral("found"), QStringLiteral("found.id"));
    if (search.readsPeople)
        through(QStringLiteral("people"), QStringLiteral("people.id"));
    search.from = indexes.isEmpty() ? QStringLiteral("people") : indexes.join(QStringLiteral(" CROSS JOIN "));
    if (filter.memberOf && !throughMembers) {
        search.conditions.append(QStringLiteral("EXISTS (SELECT 1 FROM memberships WHERE segment = %1 "
                                                "AND person = %2)")
                                     .arg(numbersOf(open.of, &search.values), search.id));
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
    const auto by = [&direction](const char *key) {
        return QStringLiteral(" ORDER BY %1 = '', %1%2, people.id").arg(QLatin1String(key), direction);
    };
    switch (query.order) {
    case PeopleOrder::CustomerId:
        return QStringLiteral(" ORDER BY ") + id + direction;
    case PeopleOrder::Name:
        return by("name_key");
    case PeopleOrder::Email:
        return by("email_key");
    case PeopleOrder::Company:
        return by("company_key");
    case PeopleOrder::ProfileUuid:
        // By the index of profiles where nobody is without one.
        return query.filter.hasProfile.value_or(false)
            ? QStringLiteral(" ORDER BY profile") + direction
            : QStringLiteral(" ORDER BY profile IS NULL, profile%1, people.id").arg(direction);
    case PeopleOrder::Segments:
    case PeopleOrder::Created:
        break; // see PeopleSql::hasKeys
    }
    return {};
}

/// What whoever runs the statement sorts by, as another column.
QString keyOf(PeopleOrder order)
{
    switch (order) {
    case PeopleOrder::Segments:
        return QStringLiteral(", people.segments");
    case PeopleOrder::Created:
        return QStringLiteral(", coalesce(people.profile_created, people.created)");
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
    return PeopleSql {QStringLiteral("SELECT id FROM people WHERE profile BETWEEN ? AND ?"),
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
        made = {QStringLiteral("SELECT %1%2 FROM %3").arg(search.id, key, search.from) + search.where()
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
        search.conditions.append(QStringLiteral("people.id IN (SELECT %1 FROM %2").arg(byText.id, byText.from)
                                 + byText.where() + QStringLiteral(" UNION ") + byProfile->sql + u')');
        made = {QStringLiteral("SELECT people.id%1 FROM ").arg(key) + search.from + search.where()
                    + orderBy(query, QStringLiteral("people.id")),
                search.values + byText.values + byProfile->values};
    }
    made.hasKeys = !key.isEmpty();
    if (limit >= 0 && !made.hasKeys)
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
