// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk::words {

/// The data folder cannot be written, because of @p problem, a sentence.
QString nothingIsKept(const QString &problem);
/// What is kept in this folder can be read by other users.
QString openToOthers(const QString &folder);

} // namespace segmentdesk::words
