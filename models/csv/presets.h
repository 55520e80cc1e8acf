// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <span>

namespace segmentdesk {

/// A kind of file that a tool exports, known by the set of its headings. Headings are folded: small
/// letters and digits alone.
struct Preset
{
    const char *key; ///< on the command line
    const char *tool; ///< its name, as people know it
    /// Headings that are found together nowhere else, with | between them. A file is of this kind
    /// if it has at least leastTelling of them, and two thirds.
    const char *telling;
    const char *email; ///< heading of the addresses that people are found by
    const char *id; ///< and of BigCommerce's customer ids; empty: the file has none
    const char *foreign; ///< headings of the tool's own numbers, which say nothing here
};
inline constexpr int leastTelling = 4;

/// All of them. A tool has a line for each kind of file.
std::span<const Preset> presets();
/// The one that most of its telling headings are there of; null: none is sure.
const Preset *presetOf(const QStringList &names);
/// The one with this key that fits @p names best; null: there is no such key.
const Preset *presetCalled(const QString &key, const QStringList &names);
QStringList presetKeys();

} // namespace segmentdesk
