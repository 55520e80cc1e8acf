// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/selection/peoplemimedata.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Without those that would not stay one address on a line of their own: a store may hold anything.
QStringList writable(const QStringList &emails)
{
    QStringList kept;
    for (const QString &email : emails) {
        if (kept.size() == PeopleSelection::maxEmails)
            break;
        const bool isOneWord = std::all_of(email.begin(), email.end(), [](QChar c) {
            return c.isPrint() && !c.isSpace() && c != u',' && c != u';';
        });
        if (!email.isEmpty() && isOneWord)
            kept.append(email);
    }
    return kept;
}

} // namespace

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
    const QStringList emails = writable(m_selection.emails);
    if (emails.isEmpty())
        return;
    setText(emails.join(u'\n'));
    QList<QUrl> urls;
    for (const QString &email : emails) {
        QUrl url;
        url.setScheme(u"mailto"_s);
        url.setPath(email, QUrl::DecodedMode);
        urls.append(url);
    }
    setUrls(urls);
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
