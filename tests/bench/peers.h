// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk::bench {

/// Milliseconds that Python's csv module takes to read a file, without Python's start; below 0: it
/// could not.
double pythonCsvRead(const QString &path);

} // namespace segmentdesk::bench
