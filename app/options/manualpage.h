// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace segmentdesk {

struct ProgramInfo;

/// The manual page of section 1, as roff with man's macros. @p date is that of the release,
/// "2026-11-22".
QByteArray manualPage(const ProgramInfo &program, const QString &version, const QString &date);

} // namespace segmentdesk
