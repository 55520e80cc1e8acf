// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "models/domain/peoplequery.h"

#include <QObject>

#include <memory>
#include <optional>

namespace segmentdesk {

class PeopleMimeData;
class PeoplePage;
class PeopleSources;

/// How many of the people of a drag a segment does not have yet: seen in their rows where those are
/// loaded with their segments, else counted by the local copy.
class NewPeopleCounter : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    NewPeopleCounter(PeoplePage &page, PeopleSources &sources, QObject *parent);

    /// -1: not known, or not yet, see counted().
    qint64 count(const PeopleMimeData &dragged, SegmentId target);

Q_SIGNALS:
    void counted();

private:
    /// What the copy is asked for: all that is dragged, but for the members of the target.
    std::optional<PeopleFilter> question(const PeopleMimeData &dragged, SegmentId target) const;
    qint64 loadedOnes(const PeopleMimeData &dragged, SegmentId target) const;

    PeoplePage &m_page;
    PeopleSources &m_sources;
    PeopleFilter m_asked;
    qint64 m_answer = -1;
    std::unique_ptr<QObject> m_counting; ///< context of the count under way
};

} // namespace segmentdesk
