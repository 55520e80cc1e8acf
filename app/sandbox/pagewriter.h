// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/database.h"

#include <QByteArray>
#include <QStringList>

namespace segmentdesk::sandbox {

class JsonWriter;
class Query;
struct Paging;

/// Writes where a page stands in its list, with the links to its neighbors.
class PageWriter
{
public:
    explicit PageWriter(const Query &query);

    void writePagination(JsonWriter &json, const Paging &paging, qint64 total, qint64 count) const;
    void writeCursors(JsonWriter &json, const Paging &paging, const CustomerTable::Slice &slice,
                      qint64 total) const;

private:
    QByteArray link(const QStringList &without, const QByteArray &with) const;

    const Query &m_query;
};

} // namespace segmentdesk::sandbox
