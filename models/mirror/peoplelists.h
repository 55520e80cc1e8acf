// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/peoplequery.h"
#include "models/domain/person.h"
#include "models/domain/result.h"

#include <memory>

class QObject;

namespace segmentdesk {

class MirrorLane;

/// The lists of people that a local copy is asked for, a page at a time:
/// `first page -> list of ids, made once -> pages of it`.
class PeopleLists
{
public:
    /// All must outlive this object; it must outlive its sources' requests.
    PeopleLists(QObject &mirror, MirrorLane &quick, MirrorLane &thorough);

    PageSource<Person> source(const PeopleQuery &query);

private:
    struct List;

    void make(const std::shared_ptr<List> &list);
    void made(const std::shared_ptr<List> &list, bool isWhole, const Result<QList<qint64>> &ids);
    void page(const std::shared_ptr<const List> &list, PageRequest request, QObject *context,
              Callback<Page<Person>> callback);
    void firstRows(const PeopleQuery &query, PageRequest request, QObject *context,
                   Callback<Page<Person>> callback);

    QObject &m_mirror;
    MirrorLane &m_quick; ///< what is read by an index, a page at most
    MirrorLane &m_thorough; ///< what goes through everything
};

} // namespace segmentdesk
