// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <cstdio>

namespace segmentdesk {

/// Opens those of standard input, output and error that this process was started without, so that
/// no file or socket of ours gets their numbers. Nothing can be read from them, and writing to them
/// fails. Before anything else is opened. Plain side: nothing.
void openStandardStreams();

/// Writes all of @p text at once. False: it could not, and errno says why.
bool writeTo(FILE *stream, const QByteArray &text);

} // namespace segmentdesk
