// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace segmentdesk {

/// What the text names that the vendor offers for download when an API account is made
/// (CLIENT ID, CLIENT SECRET, ACCESS TOKEN, API PATH, NAME: a line each, in any order), or a part
/// of it. Not checked. The client's id and secret are of no use here and are not taken.
struct PastedCredentials
{
    std::optional<QString> apiPath;
    std::optional<QString> token;

    bool isEmpty() const { return !apiPath && !token; }
};

/// Knows "ACCESS TOKEN: x", "access_token = x", "X-Auth-Token: x", "API Path x" and the like, on
/// one line or several, the value beside the label or below it.
PastedCredentials pastedCredentials(const QString &text);

/// One value as it was pasted, without blanks, quotes, brackets and punctuation around it and
/// without characters that cannot be seen.
QString pastedValue(const QString &text);

} // namespace segmentdesk
