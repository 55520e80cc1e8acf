// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/selection/peopleselection.h"

#include <QMimeData>

namespace segmentdesk {

/// What a drag of people or of a segment carries. The selection itself stays in this process: the
/// rows that are not loaded have no ids yet that could be written out. Other programs get the
/// e-mail addresses of PeopleSelection::emails: as text, one a line, and as mailto: addresses.
class PeopleMimeData : public QMimeData
{
    Q_OBJECT

public:
    static QString peopleFormat();
    static QString segmentFormat();

    explicit PeopleMimeData(PeopleSelection selection);
    /// A whole segment is dragged.
    PeopleMimeData(SegmentId segment, const QString &name, qint64 count);

    const PeopleSelection &selection() const { return m_selection; }
    SegmentId segment() const { return m_segment; } ///< null: people are dragged
    QString segmentName() const { return m_segmentName; }
    qint64 count() const { return m_count; } ///< people; -1: not known

    /// The data of a drag of this program; nullptr: something else is dragged.
    static const PeopleMimeData *from(const QMimeData *data);

private:
    PeopleSelection m_selection;
    SegmentId m_segment;
    QString m_segmentName;
    qint64 m_count = 0;
};

} // namespace segmentdesk
