// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace segmentdesk::sandbox {

/// The bytes in the gzip format (RFC 1952).
QByteArray gzip(const QByteArray &bytes);

} // namespace segmentdesk::sandbox
