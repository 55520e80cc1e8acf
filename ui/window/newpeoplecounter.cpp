// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/newpeoplecounter.h"

#include "models/tables/peopletablemodel.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/people/peopletable.h"
#include "ui/selection/peoplemimedata.h"

namespace segmentdesk {

NewPeopleCounter::NewPeopleCounter(PeoplePage &page, PeopleSources &sources, QObject *parent)
    : QObject(parent), m_page(page), m_sources(sources)
{
    // The copy answers differently from now on.
    connect(&m_sources, &PeopleSources::changed, this, [this] {
        m_asked = {};
        m_answer = -1;
        m_counting.reset();
    });
}

qint64 NewPeopleCounter::count(const PeopleMimeData &dragged, SegmentId target)
{
    if (const qint64 seen = loadedOnes(dragged, target); seen >= 0)
        return seen;
    const std::optional<PeopleFilter> filter = question(dragged, target);
    if (!filter)
        return -1;
    if (*filter == m_asked)
        return m_answer;
    m_asked = *filter;
    m_answer = -1;
    m_counting = std::make_unique<QObject>();
    m_sources.count(*filter, m_counting.get(), [this](const Result<qint64> &answer) {
        m_answer = answer ? *answer : -1;
        Q_EMIT counted();
    });
    return m_answer;
}

qint64 NewPeopleCounter::loadedOnes(const PeopleMimeData &dragged, SegmentId target) const
{
    const PeopleSelection &selection = dragged.selection();
    if (selection.known.isEmpty() || !(selection.place == m_page.place()))
        return -1;
    qint64 fresh = 0;
    const auto ranges = m_page.table()->selectedRanges();
    for (const auto &range : ranges) {
        for (int row = range.first; row <= range.last; ++row) {
            const Person *person = m_page.model()->rowAt(row);
            if (!person || !person->customer.segmentIds)
                return -1;
            fresh += !person->customer.segmentIds->contains(target);
        }
    }
    return fresh;
}

std::optional<PeopleFilter> NewPeopleCounter::question(const PeopleMimeData &dragged,
                                                       SegmentId target) const
{
    const PeopleSelection &selection = dragged.selection();
    const bool isSegment = !dragged.segment().isNull();
    if (!m_sources.isComplete() || (!isSegment && selection.count != selection.total))
        return std::nullopt;
    PeopleFilter filter = isSegment ? PeopleListKey::of(dragged.segment()).wholeFilter()
                                    : selection.place.wholeFilter();
    filter.segments.notIn.append(target);
    return filter;
}

} // namespace segmentdesk
