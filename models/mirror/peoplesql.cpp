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

void addWord(const QString &word, bool indexed, QStringList *conditions, QVariantList *values)
{
    const QList<uint> characters = word.toUcs4();
    QString found = QStringLiteral("SELECT id FROM people WHERE instr(text, ?)");
    if (indexed && characters.size() >= trigram) {
        found = QStringLiteral("SELECT t.id FROM search JOIN people t ON t.id = search.rowid "
                               "WHERE search MATCH ? AND instr(t.text, ?)");
        values->append(trigramsOf(characters));
    }
    values->append(word);
    if (const QString digits = beginningOfUuid(word); !digits.isEmpty()) {
        found += QStringLiteral(" UNION SELECT id FROM people WHERE profile BETWEEN ? AND ?");
        values->append(QByteArray::fromHex(digits.leftJustified(uuidDigits, u'0').toLatin1()));
        values->append(QByteArray::fromHex(digits.leftJustified(uuidDigits, u'f').toLatin1()));
    }
    conditions->append(QStringLiteral("id IN (%1)").arg(found));
}

void addSet(const SegmentSet &set, QStringList *conditions, QVariantList *values)
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
        conditions->append(QStringLiteral("id IN (%1)").arg(people));
    }
    if (!set.notIn.isEmpty()) {
        conditions->append(
            QStringLiteral("id NOT IN (SELECT person FROM memberships WHERE segment IN %1)")
                .arg(numbersOf(set.notIn, values)));
    }
}

PeopleSql where(const PeopleFilter &filter, bool indexed)
{
    PeopleSql made;
    QStringList conditions;
    const QStringList words = foldedText(filter.text).split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words)
        addWord(word, indexed, &conditions, &made.values);
    if (filter.hasProfile) {
        conditions.append(*filter.hasProfile ? QStringLiteral("profile IS NOT NULL")
                                             : QStringLiteral("profile IS NULL"));
    }
    if (filter.memberOf) {
        SegmentSet open;
        open.of = {*filter.memberOf};
        addSet(open, &conditions, &made.values);
    }
    addSet(filter.segments, &conditions, &made.values);
    if (filter.customerGroup) {
        conditions.append(QStringLiteral("customer_group = ?"));
        made.values.append(*filter.customerGroup);
    }
    if (filter.createdFrom.isValid()) {
        conditions.append(QStringLiteral("created >= ?"));
        made.values.append(filter.createdFrom.startOfDay(Qt::UTC).toSecsSinceEpoch());
    }
    if (filter.createdTo.isValid()) {
        conditions.append(QStringLiteral("created < ?"));
        made.values.append(filter.createdTo.addDays(1).startOfDay(Qt::UTC).toSecsSinceEpoch());
    }
    if (!conditions.isEmpty())
        made.sql = QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    return made;
}

QString orderBy(const PeopleQuery &query)
{
    const QString direction =
        query.direction == Qt::AscendingOrder ? QString() : QStringLiteral(" DESC");
    const auto by = [&direction](const char *key, const char *isEmpty) {
        return QStringLiteral(" ORDER BY %2, %1%3, id")
            .arg(QLatin1String(key), QLatin1String(isEmpty), direction);
    };
    switch (query.order) {
    case PeopleOrder::CustomerId:
        return QStringLiteral(" ORDER BY id") + direction;
    case PeopleOrder::Name:
        return by("name_key", "name_key = ''");
    case PeopleOrder::Email:
        return by("email_key", "email_key = ''");
    case PeopleOrder::Company:
        return by("company_key", "company_key = ''");
    case PeopleOrder::ProfileUuid:
        return by("profile", "profile IS NULL");
    case PeopleOrder::Segments:
        return QStringLiteral(" ORDER BY segments%1, id").arg(direction);
    case PeopleOrder::Created:
        return by("coalesce(profile_created, created)",
                  "coalesce(profile_created, created) IS NULL");
    }
    return {};
}

} // namespace

PeopleSql selectPeople(const PeopleQuery &query, bool indexedSearch)
{
    PeopleSql made = where(query.filter, indexedSearch);
    made.sql = QStringLiteral("SELECT id FROM people") + made.sql + orderBy(query);
    return made;
}

PeopleSql countPeople(const PeopleFilter &filter, bool indexedSearch)
{
    PeopleSql made = where(filter, indexedSearch);
    made.sql = QStringLiteral("SELECT count(*) FROM people") + made.sql;
    return made;
}

} // namespace segmentdesk
