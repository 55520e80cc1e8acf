// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"

#include <QString>
#include <QUrl>

namespace segmentdesk {

/// Where a store is. Knows no token: those live in the keychain or in memory.
struct Account
{
    enum class Kind {
        Store,
        Sandbox,
        Visit, ///< open for this session only: neither address nor token is kept
    };

    QString id; ///< key in settings, keychain and of the journal's folder: the store hash (with
                ///< the host unless that is BigCommerce's), or "sandbox"
    QString name; ///< what the user calls it
    QUrl apiPath; ///< https://…/stores/{hash}/v3, without a slash at the end
    Kind kind = Kind::Store;

    friend bool operator==(const Account &, const Account &) = default;
};

/// The API path in what a user pasted: `https://api.bigcommerce.com/stores/{hash}/v3/` (also with
/// v2, a trailing slash or path, without `https://` or host), only the store hash (letters and
/// digits, 3 to 40), the address of the store's control panel
/// (`https://store-{hash}.mybigcommerce.com/…`), or the vendor's text that says `API PATH: …`;
/// blanks, quotes and brackets around it do not matter. Plain http is accepted on loopback alone.
/// Answers the same address for each way of writing the same store. The error's kind is
/// InvalidArguments and its title one of the words "empty", "scheme", "host", "path", "hash": ui
/// has the sentence for each.
Result<QUrl> apiPathFromInput(const QString &input);

/// The `{hash}` in an API path; empty: it has none.
QString storeHash(const QUrl &apiPath);

} // namespace segmentdesk
