// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/query.h"

#include <algorithm>

namespace segmentdesk::sandbox {

namespace {

QString decoded(QByteArray text)
{
    text.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

} // namespace

Query::Query(const QByteArray &raw)
{
    const QList<QByteArray> parts = raw.split('&');
    for (const QByteArray &part : parts) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        if (equals < 0)
            m_items.append({decoded(part), QString()});
        else
            m_items.append({decoded(part.left(equals)), decoded(part.mid(equals + 1))});
    }
}

bool Query::has(QStringView name) const
{
    return std::any_of(m_items.begin(), m_items.end(),
                       [&](const Item &each) { return each.name == name; });
}

QString Query::value(QStringView name) const
{
    for (auto item = m_items.crbegin(); item != m_items.crend(); ++item) {
        if (item->name == name)
            return item->value;
    }
    return {};
}

QStringList Query::list(QStringView name) const
{
    QStringList values;
    for (const Item &each : m_items) {
        if (each.name != name)
            continue;
        const QStringList parts = each.value.split(u',');
        for (const QString &part : parts)
            values.append(part.trimmed());
    }
    return values;
}

bool Query::repeats(QStringView name) const
{
    return std::count_if(m_items.begin(), m_items.end(),
                         [&](const Item &each) { return each.name == name; })
        > 1;
}

} // namespace segmentdesk::sandbox
