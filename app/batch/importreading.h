// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchoptions.h"
#include "models/csv/columnguess.h"
#include "models/csv/firstrows.h"

#include <QJsonObject>

namespace segmentdesk {

/// How a batch import reads its file: what was detected, and what the command line said of it.
class ImportReading
{
public:
    /// Sets the dialect and the columns of @p spec, whose file is known. Empty: fine, else why not:
    /// no CSV, no columns that say who, or several of which any may.
    QString read(const BatchOptions &line, ImportSpec *spec);

    // Of a file that could be read:
    QString text() const; ///< a sentence for people
    QJsonObject facts() const; ///< the same for programs

private:
    QString readDialect(const BatchOptions &line, const QByteArray &head);
    QString readColumns(const BatchOptions &line);
    QString titleOf(qsizetype column) const;

    CsvDialect m_dialect;
    FirstRows m_first;
    ColumnGuess m_guess;
};

} // namespace segmentdesk
