// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/peoplemimedata.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

QString PeopleMimeData::peopleFormat()
{
    return u"application/x-segmentdesk-people"_s;
}

QString PeopleMimeData::segmentFormat()
{
    return u"application/x-segmentdesk-segment"_s;
}

PeopleMimeData::PeopleMimeData(PeopleSelection selection)
    : m_selection(std::move(selection)), m_count(m_selection.count)
{
    setData(peopleFormat(), QByteArray::number(m_count));
}

PeopleMimeData::PeopleMimeData(SegmentId segment, const QString &name, qint64 count)
    : m_segment(segment), m_segmentName(name), m_count(count)
{
    setData(segmentFormat(), segment.toString().toLatin1());
}

const PeopleMimeData *PeopleMimeData::from(const QMimeData *data)
{
    return qobject_cast<const PeopleMimeData *>(data);
}

} // namespace segmentdesk
