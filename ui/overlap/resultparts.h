// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/peoplequery.h"
#include "ui/overlap/resultpart.h"

#include <QCoreApplication>
#include <QList>
#include <QSet>

namespace segmentdesk {

class SegmentListModel;

/// The parts of a combination's result, and the names of segments and columns in them. For the
/// moment: both arguments must outlive it.
class ResultParts
{
    Q_DECLARE_TR_FUNCTIONS(ResultParts)

public:
    ResultParts(const SegmentListModel &segments, const Overlap &overlap);

    QString shownName(SegmentId id) const;
    QString columnName(quint32 column) const;
    QString oneOfTwo() const; ///< "VIP or Staff but not both"
    /// The people of @p columns by what else they are in, or, of an "or", by which of its own.
    QList<ResultPart> of(const SegmentSet &set, const QSet<quint32> &columns) const;
    /// Whom the "not in" of a set of @p count people keeps out.
    ResultPart excluded(const SegmentSet &set, qint64 count) const;

private:
    const SegmentListModel &m_segments;
    const Overlap &m_overlap;
};

} // namespace segmentdesk
