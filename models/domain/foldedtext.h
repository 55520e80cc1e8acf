// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace segmentdesk {

/// What is left of a text when case and accents are ignored: "Zoë Ångström" is "zoe angstrom".
/// Letters of every script stay; a text may become shorter or longer.
QString foldedText(const QString &text);

} // namespace segmentdesk
