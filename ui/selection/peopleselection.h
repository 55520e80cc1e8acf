// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sources/selectionresolver.h"
#include "ui/selection/peoplelistkey.h"

#include <QStringList>

namespace segmentdesk {

/// What the user has selected, as a thing that can be carried away by a drag or a menu while the
/// table continues to change. No id is known for rows that are not loaded: freeze it with
/// SelectionResolver.
struct PeopleSelection
{
    PeopleListKey place; ///< where it was selected
    QString placeName; ///< in words, such as the segment's name
    qint64 count = 0; ///< people, as the header counts them
    qint64 total = 0; ///< people of the place
    Selection selection;
    PageSource<Person> source; ///< the list that the rows are of
    QList<PersonRef> known; ///< all of them, if every selected row is loaded; else empty
    /// The addresses of selected rows that are loaded, for other programs; set when a drag begins.
    QStringList emails;

    static constexpr qsizetype maxEmails = 500; ///< more are no drop into a mail

    bool isEmpty() const { return count == 0; }
    /// All that the place has; a filter shows less than that.
    bool isWholePlace() const { return count == total && place.filter.isEmpty(); }
};

/// What a table shows, for an export of it.
struct ShownList
{
    PeopleOrder order = PeopleOrder::CustomerId;
    Qt::SortOrder direction = Qt::AscendingOrder;
    QList<Person> first; ///< a few of its first people, for the preview; may be empty
    QList<SegmentId>
        segments; ///< selected in the sidebar: the columns that a matrix is offered; empty: all
};

} // namespace segmentdesk
