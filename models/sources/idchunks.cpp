// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/idchunks.h"

#include "models/domain/page.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace segmentdesk {

namespace {

/// Of the 2,000 characters of a URL, what is left for the values of a filter beside host, path,
/// include= and paging.
constexpr qsizetype maxFilterLength = 1700;
constexpr qsizetype commaLength = 1;

/// A list of them is cut at commas, and blanks around them are cut off.
bool canBeAskedFor(const QString &email)
{
    return !email.isEmpty() && email == email.trimmed()
        && std::none_of(email.cbegin(), email.cend(),
                        [](QChar c) { return c == u',' || c.category() == QChar::Other_Control; });
}

} // namespace

QList<QList<CustomerId>> idChunks(const QList<CustomerId> &ids)
{
    QList<QList<CustomerId>> chunks;
    QSet<CustomerId> seen;
    qsizetype length = maxFilterLength;
    for (const CustomerId id : ids) {
        if (toNumber(id) <= 0 || seen.contains(id))
            continue;
        seen.insert(id);
        const qsizetype more = QString::number(toNumber(id)).size() + commaLength;
        if (length + more > maxFilterLength || chunks.last().size() >= maxPageSize) {
            chunks.append(QList<CustomerId>());
            length = 0;
        }
        chunks.last().append(id);
        length += more;
    }
    return chunks;
}

QList<QStringList> emailChunks(const QStringList &emails)
{
    QList<QStringList> chunks;
    qsizetype length = maxFilterLength;
    for (const QString &email : emails) {
        if (!canBeAskedFor(email))
            continue;
        const qsizetype more = QUrl::toPercentEncoding(email).size() + commaLength;
        if (more > maxFilterLength)
            continue;
        if (length + more > maxFilterLength || chunks.last().size() >= maxPageSize) {
            chunks.append(QStringList());
            length = 0;
        }
        chunks.last().append(email);
        length += more;
    }
    return chunks;
}

} // namespace segmentdesk
