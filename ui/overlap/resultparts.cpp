// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/overlap/resultparts.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/kit/marker.h"
#include "ui/overlap/combination.h"
#include "ui/words/words.h"

#include <QHash>
#include <QtAlgorithms>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int maxParts = 4; ///< lines below the bar; the rest becomes one

} // namespace

ResultParts::ResultParts(const SegmentListModel &segments, const Overlap &overlap)
    : m_segments(segments), m_overlap(overlap)
{
}

QString ResultParts::shownName(SegmentId id) const
{
    return words::shown(m_segments.nameOf(id));
}

QString ResultParts::columnName(quint32 column) const
{
    QStringList names;
    for (qsizetype i = 0; i < m_overlap.segments.size(); ++i) {
        if (column >> i & 1)
            names.append(shownName(m_overlap.segments.at(i)));
    }
    return names.join(u" + "_s);
}

QString ResultParts::oneOfTwo() const
{
    return tr("%1 or %2 but not both")
        .arg(words::shortened(m_segments.nameOf(m_overlap.segments.first()), 30),
             words::shortened(m_segments.nameOf(m_overlap.segments.last()), 30));
}

QList<ResultPart> ResultParts::of(const SegmentSet &set, const QSet<quint32> &columns) const
{
    quint32 own = 0;
    for (qsizetype i = 0; i < m_overlap.segments.size(); ++i) {
        if (set.of.contains(m_overlap.segments.at(i)))
            own |= 1U << i;
    }
    const int ownCount = int(set.of.size());
    const bool all = set.match == SegmentSet::Match::AtLeast && set.atLeast == ownCount;
    const auto markerOf = [this](quint32 bit) {
        return m_segments.markers().compared(m_overlap.segments.at(qCountTrailingZeroBits(bit)));
    };
    // Who is in all of these differs by what else they are in; who is in one or the other, by
    // which.
    constexpr quint32 several = ~0U;
    QHash<quint32, qint64> groups;
    for (const Overlap::Combination &column : m_overlap.combinations) {
        if (!columns.contains(column.segments))
            continue;
        quint32 group = column.segments & (all ? ~own : own);
        if (!all && qPopulationCount(group) > 1)
            group = several;
        groups[group] += column.people;
    }
    QList<quint32> order = groups.keys();
    // What stands for itself first, then the largest.
    const quint32 first = all ? 0 : several;
    std::sort(order.begin(), order.end(), [&](quint32 a, quint32 b) {
        if ((a == first) != (b == first))
            return a == first;
        return groups[a] != groups[b] ? groups[a] > groups[b] : a < b;
    });
    QList<ResultPart> parts;
    qint64 rest = 0;
    for (qsizetype i = 0; i < order.size(); ++i) {
        const quint32 group = order.at(i);
        const qint64 people = groups[group];
        if (i >= maxParts && order.size() > maxParts + 1) {
            rest += people;
        } else if (group == first && all) {
            parts.append({ResultPart::resultMarker,
                          ownCount == 1       ? tr("Only in %1").arg(shownName(set.of.first()))
                              : ownCount == 2 ? tr("In these two only")
                                              : tr("In these only"),
                          people});
        } else if (all) {
            const int pattern = qPopulationCount(group) > 1 ? markerCount : 0;
            parts.append(
                {markerOf(group) + pattern, tr("Also in %1").arg(columnName(group)), people});
        } else if (group == several) {
            parts.append({ResultPart::resultMarker,
                          ownCount == 2 ? tr("In both") : tr("In several of these"), people});
        } else {
            const QString name = columnName(group);
            parts.append({markerOf(group), tr("Only in %1").arg(name), people});
        }
    }
    if (rest > 0)
        parts.append({ResultPart::restMarker,
                      all ? tr("Also in others") : tr("In one of the others"), rest});
    return parts;
}

ResultPart ResultParts::excluded(const SegmentSet &set, qint64 count) const
{
    SegmentSet all = set;
    all.notIn.clear();
    const qint64 left =
        peopleIn(columnsIn(all, m_overlap).value_or(QSet<quint32>()), m_overlap) - count;
    return {ResultPart::noMarker,
            set.notIn.size() == 1 ? tr("Excluded by %1").arg(shownName(set.notIn.first()))
                                  : tr("Excluded by “but not in”"),
            left};
}

} // namespace segmentdesk
