// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/backup/restorepreview.h"
#include "models/system/outputfile.h"

namespace segmentdesk {

/// Writes who a restore leaves out and removes: a line for each membership of someone who was not
/// found, is not clear or has no profile, and for each that ends. Answers why it cannot be written;
/// empty: it is there.
QString writeRestoreResult(OutputFile &file, const RestorePreview &check,
                           const RestoreChoice &choice);

} // namespace segmentdesk
