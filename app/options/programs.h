// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/options/commandinfo.h"

namespace segmentdesk {

/// segmentdesk: the window and the commands without one.
ProgramInfo segmentdeskProgram();
/// segmentdesk-sandbox: the sandbox store as a program of its own.
ProgramInfo sandboxProgram();

} // namespace segmentdesk
