// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/customeridlist.h"

#include <QSet>

#include <limits>

namespace segmentdesk {

namespace {

bool isSeparator(QChar c)
{
    return c == u',' || c == u';' || c.isSpace();
}

/// The id that the digits of @p text say; 0 if it is none, or larger than 64 bits hold.
qint64 idIn(QStringView text)
{
    constexpr qint64 largest = std::numeric_limits<qint64>::max();
    qint64 id = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return 0;
        const int digit = c.unicode() - u'0';
        if (id > (largest - digit) / 10)
            return 0;
        id = id * 10 + digit;
    }
    return id;
}

} // namespace

CustomerIdList CustomerIdList::parse(const QString &text)
{
    constexpr qsizetype shownLength = 40;
    CustomerIdList list;
    QSet<CustomerId> seen;
    int line = 1;
    qsizetype i = 0;
    while (i < text.size()) {
        const QChar c = text.at(i);
        if (isSeparator(c)) {
            if (c == u'\n' || c == QChar::ParagraphSeparator)
                ++line;
            ++i;
            continue;
        }
        const qsizetype begin = i;
        while (i < text.size() && !isSeparator(text.at(i)))
            ++i;
        const QStringView entry = QStringView(text).mid(begin, i - begin);
        const CustomerId id{idIn(entry)};
        if (toNumber(id) == 0) {
            ++list.badCount;
            if (list.bad.size() < maxBadKept)
                list.bad.append({line, entry.left(shownLength).toString()});
        } else if (seen.contains(id)) {
            ++list.repeated;
        } else {
            seen.insert(id);
            if (list.ids.size() < maxIds)
                list.ids.append(id);
            else
                ++list.tooMany;
        }
    }
    return list;
}

} // namespace segmentdesk
