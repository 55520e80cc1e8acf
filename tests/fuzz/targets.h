// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

/// What is fuzzed: any bytes must pass without crash, hang or broken promise (which aborts).
namespace segmentdesk::fuzz {

/// The CSV reader and the guesses about a file. A piecewise reading must find the same rows as one
/// of the whole, and reading from any row on the same rest.
void csv(const QByteArray &bytes);
/// What parses the store's answers.
void wire(const QByteArray &bytes);
/// What cuts into requests the bytes that the sandbox receives: the same, wherever a piece ends.
void http(const QByteArray &bytes);

} // namespace segmentdesk::fuzz
