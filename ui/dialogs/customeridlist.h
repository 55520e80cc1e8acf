// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/ids.h"

#include <QList>
#include <QString>

namespace segmentdesk {

/// Customer ids out of a text that was typed or pasted: separated by line ends, blanks, tabs,
/// commas and semicolons.
struct CustomerIdList
{
    static constexpr qsizetype maxIds = 100'000;
    static constexpr qsizetype maxBadKept = 100;

    /// What is no customer id, and where.
    struct Bad
    {
        int line = 1; ///< from 1
        QString text; ///< at most 40 characters of it
    };

    QList<CustomerId> ids; ///< in order, each once; at most maxIds
    qint64 repeated = 0; ///< entries that name one of the ids again
    QList<Bad> bad; ///< the first ones
    qint64 badCount = 0; ///< all of them
    qint64 tooMany = 0; ///< different ids beyond maxIds

    static CustomerIdList parse(const QString &text);
};

} // namespace segmentdesk
