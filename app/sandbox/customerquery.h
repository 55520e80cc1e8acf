// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVariantList>

namespace segmentdesk::sandbox {

/// Which customers, in which order, from where on.
struct CustomerQuery
{
    QString where; ///< SQL over the columns of customers with '?'; empty: all
    QVariantList values; ///< for each '?'
    QString orderBy = QStringLiteral("id"); ///< SQL, ends with the id

    enum class Start { Row, After, Before };
    Start start = Start::Row;
    qint64 from = 0; ///< Row: from 0. After, Before: a customer's id
    int limit = 50;
};

} // namespace segmentdesk::sandbox
