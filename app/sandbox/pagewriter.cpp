// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/pagewriter.h"

#include "app/sandbox/jsonwriter.h"
#include "app/sandbox/paging.h"
#include "app/sandbox/query.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace segmentdesk::sandbox {

PageWriter::PageWriter(const Query &query) : m_query(query)
{
}

QByteArray PageWriter::link(const QStringList &without, const QByteArray &with) const
{
    QByteArray text = "?";
    for (const Query::Item &item : m_query.items()) {
        if (!without.contains(item.name))
            text += QUrl::toPercentEncoding(item.name, ":") + '='
                + QUrl::toPercentEncoding(item.value, ":,@") + '&';
    }
    return text + with;
}

void PageWriter::writePagination(JsonWriter &json, const Paging &paging, qint64 total,
                                 qint64 count) const
{
    const qint64 pages = (total + paging.limit - 1) / paging.limit;
    const auto to = [&](int page) {
        return link({u"page"_s, u"limit"_s, u"after"_s, u"before"_s},
                    "page=" + QByteArray::number(page)
                        + "&limit=" + QByteArray::number(paging.limit));
    };
    json.key("pagination");
    json.beginObject();
    json.key("total");
    json.number(total);
    json.key("count");
    json.number(count);
    json.key("per_page");
    json.number(paging.limit);
    json.key("current_page");
    json.number(paging.page);
    json.key("total_pages");
    json.number(pages);
    json.key("links");
    json.beginObject();
    if (paging.page > 1) {
        json.key("previous");
        json.plain(to(paging.page - 1));
    }
    if (paging.page < pages) {
        json.key("next");
        json.plain(to(paging.page + 1));
    }
    json.key("current");
    json.plain(to(paging.page));
    json.endObject();
    json.endObject();
}

void PageWriter::writeCursors(JsonWriter &json, const Paging &paging,
                              const CustomerTable::Slice &slice, qint64 total) const
{
    const qint64 count = slice.rows.size();
    json.key("cursor_pagination");
    json.beginObject();
    json.key("count");
    json.number(count);
    json.key("per_page");
    json.number(paging.limit);
    const QByteArray start =
        slice.rows.isEmpty() ? QByteArray() : cursorOf(slice.rows.constFirst().id);
    const QByteArray end =
        slice.rows.isEmpty() ? QByteArray() : cursorOf(slice.rows.constLast().id);
    json.key("start_cursor");
    json.plain(start);
    json.key("end_cursor");
    json.plain(end);
    json.key("links");
    json.beginObject();
    const QStringList moving{u"page"_s, u"limit"_s, u"after"_s, u"before"_s};
    const QByteArray limit = "limit=" + QByteArray::number(paging.limit);
    if (!slice.rows.isEmpty() && slice.firstRow > 0) {
        json.key("previous");
        json.plain(link(moving, limit + "&before=" + start));
    }
    if (!slice.rows.isEmpty() && slice.firstRow + count < total) {
        json.key("next");
        json.plain(link(moving, limit + "&after=" + end));
    }
    json.key("current");
    json.plain(link({}, {}).chopped(1));
    json.endObject();
    json.endObject();
}

} // namespace segmentdesk::sandbox
