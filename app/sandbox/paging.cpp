// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/paging.h"

namespace segmentdesk::sandbox {

QByteArray cursorOf(qint64 customerId)
{
    return QByteArray("customer:" + QByteArray::number(customerId))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<qint64> parseCursor(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        text.toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !decoded.decoded.startsWith("customer:"))
        return {};
    bool valid = false;
    const qint64 id = decoded.decoded.mid(9).toLongLong(&valid);
    return valid ? std::optional(id) : std::nullopt;
}

} // namespace segmentdesk::sandbox
