// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace segmentdesk {

/// Pasted text that has several columns, as the UTF-8 of a file: cells of a spreadsheet, lines of a
/// CSV file, or addresses as mail programs list them (`Zoë Lindqvist <zoe@nordlys.example>, …`),
/// which become columns with a header. Nothing: one column, or a mere list of ids and addresses.
std::optional<QByteArray> pastedTable(const QString &text);

} // namespace segmentdesk
