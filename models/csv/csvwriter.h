// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringConverter>
#include <QStringList>

#include <vector>

class QIODevice;

namespace segmentdesk {

/// Writes CSV as RFC 4180 has it: UTF-8, CRLF (or LF, if wished), quotes where needed. Collects 1
/// MiB before it writes.
///
/// In SafeForSpreadsheets no program finds a formula in the file, whichever of `,` `;` and tab it
/// cuts the lines at; see formulaguard.h for the `'` that texts get.
class CsvWriter
{
public:
    enum class Mode { SafeForSpreadsheets, Exact };

    /// What a column holds. Typed: a whole number, a UUID or an ISO 8601 date, which is never
    /// changed; a cell of a typed column that is none of them is treated as Text.
    enum class Column { Text, Typed };

    struct Options
    {
        QChar delimiter = u','; ///< not a quote, not a line break
        bool bom = true; ///< spreadsheets take UTF-8 for something else without it
        Mode mode = Mode::SafeForSpreadsheets;
        bool crlf = true; ///< false: LF ends lines, which version control prefers
    };

    /// @p device is open for writing and outlives the writer.
    CsvWriter(QIODevice &device, QList<Column> columns, Options options);
    Q_DISABLE_COPY_MOVE(CsvWriter)

    /// The first line: names of columns, text all of them.
    bool writeHeader(const QStringList &names);
    /// One line. Missing cells are empty; more cells than columns are Text. False once writing
    /// failed (a full disk), and from then on: nothing more is written.
    bool writeRow(const QStringList &cells);
    /// The same line cell by cell, of texts that are UTF-8 already. endRow() adds what is missing.
    void addCell(QByteArrayView utf8);
    void addEmptyCells(qsizetype number);
    bool endRow();
    /// Writes what is collected. False if that or anything before failed. Does not close the
    /// device.
    bool finish();

    /// Why writing failed, as the device says it; empty if it did not.
    QString errorString() const { return m_error; }
    /// Bytes handed to the device or collected.
    qint64 size() const { return m_written + m_used; }

private:
    bool writeLine(const QStringList &cells, bool header);
    char *beginCell(qsizetype most);
    void endCell(char *begin, const char *end, Column column);
    void quoteLine();
    bool flush();

    QIODevice &m_device;
    QList<Column> m_columns;
    Options m_options;
    QByteArray m_delimiter; ///< as UTF-8
    QByteArray m_buffer; ///< as large as it may get; m_used bytes of it are filled
    qsizetype m_used = 0;
    qsizetype m_cells = 0; ///< of the line under way
    qsizetype m_lineStart = 0; ///< where in the buffer it begins
    /// A cell of it that is not empty, as it was given.
    struct Text
    {
        qsizetype begin; ///< in the buffer
        qsizetype size;
        bool guarded; ///< gets a `'` in front
        bool guardedInside; ///< gets one where another delimiter would cut it
    };
    std::vector<Text> m_texts;
    bool m_hasGuarded = false; ///< one of them is
    QByteArray m_scratch;
    QStringEncoder m_encoder{QStringConverter::Utf8, QStringConverter::Flag::Stateless};
    qint64 m_written = 0;
    QString m_error;
};

} // namespace segmentdesk
