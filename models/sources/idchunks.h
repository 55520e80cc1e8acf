// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"

#include <QList>
#include <QStringList>

namespace segmentdesk {

// Cutting filters into requests: the client takes URLs of up to 2,000 characters, and pages hold
// 250 rows.

/// Repeated ids are asked for once; ids that are not above 0 not at all.
QList<QList<CustomerId>> idChunks(const QList<CustomerId> &ids);
/// As percent-encoded text counts. What cannot be asked for is left out: an address that is empty,
/// has a comma, a control character or blanks around it, or is too long alone.
QList<QStringList> emailChunks(const QStringList &emails);

} // namespace segmentdesk
