// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace segmentdesk::sandbox {

/// Which part of a list a request asks for.
struct Paging
{
    int page = 1;
    int limit = 50;
    qint64 firstRow() const { return qint64(page - 1) * limit; }
};

/// The cursor of a list of customers that stands at this one.
QByteArray cursorOf(qint64 customerId);
/// The customer of a cursor; nothing: it is none of ours.
std::optional<qint64> parseCursor(const QString &text);

} // namespace segmentdesk::sandbox
