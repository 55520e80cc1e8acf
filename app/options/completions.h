// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace segmentdesk {

struct ProgramInfo;

/// What a shell completes behind the program's name: commands, options, their values, files.
QByteArray bashCompletion(const ProgramInfo &program);
QByteArray zshCompletion(const ProgramInfo &program);
QByteArray fishCompletion(const ProgramInfo &program);

} // namespace segmentdesk
