// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvdialect.h"
#include "models/csv/transcoder.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <vector>

class QIODevice;

namespace segmentdesk {

/// Reads CSV row by row, as RFC 4180 has it and a little more: any of four delimiters, LF or CRLF,
/// quotes in the middle of an unquoted cell are letters, empty lines are skipped. Memory does not
/// grow with the file. Takes one `'` of CsvWriter's guard off again.
///
/// Damage never ends the reading: a row has a trouble(), and the next one begins at the next line.
/// That holds also for a quote that is never closed: it costs its line, not the rest of the file. A
/// file is read in pieces and not mapped, because another program that cuts a mapped file kills the
/// reader.
class CsvReader
{
public:
    static constexpr qsizetype maxCellBytes =
        131'072; ///< a spreadsheet's cell holds 32,767 letters
    static constexpr qsizetype maxRowBytes = 4'194'304;
    static constexpr int maxColumns = 1'000;

    enum class RowError : quint8 {
        None,
        // The cells are there:
        Nul, ///< a byte 0
        BadEncoding, ///< not the encoding of the dialect
        LoneReturn, ///< a carriage return without line feed outside quotes
        Ragged, ///< not as many cells as expected, see setExpectedColumns()
        // No cells:
        UnclosedQuote, ///< to the end of the file, or as far as a cell may go
        TextAfterQuote, ///< a closing quote and then anything but delimiter or line end
        TooLong, ///< a cell over maxCellBytes or a row over maxRowBytes
        TooManyColumns,
        ReadFailed, ///< the last row: the device failed, see errorString()
    };

    /// @p device is open for reading, and at its beginning if it is sequential; it outlives the
    /// reader.
    CsvReader(QIODevice &device, const CsvDialect &dialect);
    /// @p bytes are those of a file, and outlive the reader; in UTF-8 nothing of them is copied.
    CsvReader(QByteArrayView bytes, const CsvDialect &dialect);
    Q_DISABLE_COPY_MOVE(CsvReader)

    /// Rows with another number of cells are Ragged. 0: every number is right.
    void setExpectedColumns(int columns) { m_expected = columns; }
    /// Whether the `'` that CsvWriter puts before formulas are taken off; at first they are. Not of
    /// a file that was written exactly.
    void setTakesGuard(bool takes) { m_takesGuard = takes; }
    /// Goes on with the row at @p offset bytes in the file, which is that of line @p line: both as
    /// offset() and line() told. False if the device cannot.
    bool seek(qint64 offset, qint64 line);

    /// Reads the next row. False at the end.
    bool next();

    /// Of the row: its line, from 1; a row with line breaks in quotes has the first of its lines.
    qint64 line() const { return m_rowLine; }
    /// Where the row begins, in bytes of the file.
    qint64 offset() const { return m_rowOffset; }
    RowError trouble() const { return m_trouble; }
    int size() const { return int(m_cells.size()); }
    /// The cell as UTF-8, until the next call of next() or seek(). Beyond size(): empty.
    QByteArrayView cell(int column) const;
    /// Whether the cell has `'` that are a guard, or letters of an exact file: unknown.
    bool hasGuard(int column) const;
    /// The cell as text; what is no UTF-8 shows as U+FFFD.
    QString text(int column) const { return QString::fromUtf8(cell(column)); }
    QStringList texts() const;
    /// The row as it stands in the file, as UTF-8, without its line end; what was read of it, if
    /// trouble() says that it has no cells.
    QByteArrayView row() const { return {m_data + m_rowStart, m_rowEnd - m_rowStart}; }

    /// Why the device failed, in its words.
    QString errorString() const { return m_error; }

private:
    struct Cell
    {
        quint32 begin; ///< from the row's start
        quint32 size : 31;
        quint32 doubled : 1; ///< has "" that stand for one
    };
    enum class End : quint8 { Row, Data, Damage };

    QByteArrayView written(int column) const;
    bool more();
    End scan();
    bool addCell(qsizetype begin, qsizetype end, bool doubled);
    void skipLine();
    void advance(qsizetype end);

    QIODevice *m_device = nullptr;
    CsvDialect m_dialect;
    Transcoder m_transcoder;
    QByteArray m_buffer; ///< what of the device is at hand
    QByteArray m_piece;
    const char *m_data = nullptr;
    qsizetype m_size = 0; ///< of m_data
    bool m_atEnd = false;
    qsizetype m_pos = 0; ///< where the next row begins
    qint64 m_posOffset = 0; ///< the same in the file
    qint64 m_posLine = 1;

    qsizetype m_rowStart = 0;
    qsizetype m_rowEnd = 0;
    qsizetype m_scanned = 0; ///< behind the row's line end
    qint64 m_rowOffset = 0;
    qint64 m_rowLine = 1;
    RowError m_trouble = RowError::None;
    std::vector<Cell> m_cells;
    int m_expected = 0;
    bool m_takesGuard = true;
    bool m_failed = false;
    QString m_error;
    mutable QList<QByteArray> m_unquoted; ///< cells that had to be copied
};

/// The beginning of a file, as far as it is needed to tell what its columns are.
struct FirstRows
{
    static constexpr int most = 30; ///< rows, the heading aside

    QStringList names; ///< of the columns; empty: the file has no heading
    QList<QStringList> rows;
};
/// @p head: the first bytes of a file, up to dialectHeadSize of them; @p isWhole: there are no
/// more.
FirstRows firstRowsOf(const QByteArray &head, bool isWhole, const CsvDialect &dialect);

} // namespace segmentdesk
