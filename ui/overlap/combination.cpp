// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/combination.h"

#include <QCoreApplication>
#include <QtAlgorithms>

#include <algorithm>

namespace segmentdesk {

namespace {

/// Whether bits (those of segments) are in the set. The set's segments are all among them.
bool isIn(const SegmentSet &set, const QList<SegmentId> &segments, quint32 bits)
{
    const auto has = [&segments, bits](const SegmentId &id) {
        return (bits >> segments.indexOf(id) & 1) != 0;
    };
    if (std::any_of(set.notIn.cbegin(), set.notIn.cend(), has))
        return false;
    quint32 own = 0;
    for (qsizetype i = 0; i < set.of.size(); ++i) {
        if (has(set.of.at(i)))
            own |= 1U << i;
    }
    switch (set.match) {
    case SegmentSet::Match::AtLeast:
        return int(qPopulationCount(own)) >= set.atLeast;
    case SegmentSet::Match::OddNumber:
        return qPopulationCount(own) % 2 == 1;
    case SegmentSet::Match::Exactly:
        return set.combinations.contains(own);
    }
    return false;
}

} // namespace

std::optional<SegmentSet> setOf(const QList<SegmentCondition> &conditions)
{
    using Join = SegmentCondition::Join;
    SegmentSet set;
    QList<Join> joins; // one for each segment of set.of
    for (const SegmentCondition &condition : conditions) {
        if (condition.segment.isNull())
            continue;
        if (condition.join == Join::NotIn) {
            if (!set.notIn.contains(condition.segment))
                set.notIn.append(condition.segment);
            continue;
        }
        if (set.of.contains(condition.segment))
            continue; // said twice
        joins.append(set.of.isEmpty() ? Join::In : condition.join);
        set.of.append(condition.segment);
    }
    if (set.of.size() > SegmentSet::maxSegments || set.notIn.size() > SegmentSet::maxSegments)
        return std::nullopt;
    const bool anyOr = joins.contains(Join::OrIn);
    const bool anyAnd = std::any_of(joins.cbegin() + std::min<qsizetype>(1, joins.size()),
                                    joins.cend(), [](Join join) { return join != Join::OrIn; });
    set.match = SegmentSet::Match::AtLeast;
    set.atLeast = anyOr ? 1 : std::max(1, int(set.of.size()));
    if (anyOr && anyAnd) {
        if (set.of.size() > maxMixedConditions)
            return std::nullopt;
        set.match = SegmentSet::Match::Exactly;
        for (quint32 bits = 1; bits < 1U << set.of.size(); ++bits) {
            bool in = bits & 1;
            for (qsizetype i = 1; i < set.of.size(); ++i) {
                const bool here = bits >> i & 1;
                in = joins.at(i) == Join::OrIn ? in || here : in && here;
            }
            if (in)
                set.combinations.append(bits);
        }
    }
    return set;
}

QString sentenceOf(const QList<SegmentCondition> &conditions,
                   const std::function<QString(SegmentId)> &nameOf)
{
    using Join = SegmentCondition::Join;
    // As setOf() reads them: each segment once, "not in" at the end, the first one as "in".
    QString in;
    std::optional<Join> before; // how the last two were joined
    QSet<SegmentId> said;
    QStringList out;
    for (const SegmentCondition &condition : conditions) {
        if (condition.segment.isNull())
            continue;
        const QString name = nameOf(condition.segment);
        if (condition.join == Join::NotIn) {
            if (!out.contains(name))
                out.append(name);
            continue;
        }
        if (said.contains(condition.segment))
            continue;
        said.insert(condition.segment);
        if (in.isEmpty()) {
            in = name;
            continue;
        }
        const Join join = condition.join == Join::OrIn ? Join::OrIn : Join::AndIn;
        if (before && *before != join)
            in = u'(' + in + u')';
        before = join;
        in = join == Join::OrIn
            ? QCoreApplication::translate("segmentdesk::Combination", "%1 or %2").arg(in, name)
            : QCoreApplication::translate("segmentdesk::Combination", "%1 and %2").arg(in, name);
    }
    QString notIn = out.value(0);
    for (qsizetype i = 1; i < out.size(); ++i)
        notIn = QCoreApplication::translate("segmentdesk::Combination", "%1 or %2")
                    .arg(notIn, out.at(i));
    if (in.isEmpty())
        return notIn.isEmpty()
            ? QString()
            : QCoreApplication::translate("segmentdesk::Combination", "Everyone not in %1")
                  .arg(notIn);
    return notIn.isEmpty()
        ? QCoreApplication::translate("segmentdesk::Combination", "In %1").arg(in)
        : QCoreApplication::translate("segmentdesk::Combination", "In %1, but not in %2")
              .arg(in, notIn);
}

std::optional<QSet<quint32>> columnsIn(const SegmentSet &set, const Overlap &overlap)
{
    const auto shown = [&overlap](const SegmentId &id) { return overlap.segments.contains(id); };
    if (set.of.isEmpty() || !std::all_of(set.of.cbegin(), set.of.cend(), shown)
        || !std::all_of(set.notIn.cbegin(), set.notIn.cend(), shown))
        return std::nullopt;
    QSet<quint32> columns;
    for (const Overlap::Combination &combination : overlap.combinations) {
        if (isIn(set, overlap.segments, combination.segments))
            columns.insert(combination.segments);
    }
    return columns;
}

qint64 peopleIn(const QSet<quint32> &columns, const Overlap &overlap)
{
    qint64 people = 0;
    for (const Overlap::Combination &combination : overlap.combinations) {
        if (columns.contains(combination.segments))
            people += combination.people;
    }
    return people;
}

} // namespace segmentdesk
