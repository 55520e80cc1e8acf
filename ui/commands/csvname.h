// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk {

/// A file name for a list: what a file system takes of the name.
QString csvNameFor(const QString &name);

} // namespace segmentdesk
