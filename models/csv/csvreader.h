// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/csvdialect.h"
#include "models/csv/transcoder.h"
#include "models/rows/rowsource.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <vector>

class QIODevice;

namespace segmentdesk {

/// Reads CSV row by row, as RFC 4180 has it and a little more: any of four delimiters, any line end
/// (LF, CRLF, CR, and the CR CR LF of twice converted files), blanks around a quoted cell, quotes
/// in the middle of an unquoted cell are letters, empty lines are skipped. Memory does not grow
/// with the file. Takes one `'` of CsvWriter's guard off again.
///
/// Damage costs its line: that holds also for a quote that is never closed. A file is read in
/// pieces and not mapped, because another program that cuts a mapped file kills the reader.
class CsvReader final : public RowSource
{
public:
    static constexpr qsizetype maxCellBytes =
        131'072; ///< a spreadsheet's cell holds 32,767 letters
    static constexpr qsizetype maxRowBytes = 4'194'304;
    static constexpr int maxColumns = 1'000;

    /// @p device is open for reading, and at its beginning if it is sequential; it outlives the
    /// reader.
    CsvReader(QIODevice &device, const CsvDialect &dialect);
    /// @p bytes are those of a file, and outlive the reader; in UTF-8 nothing of them is copied.
    CsvReader(QByteArrayView bytes, const CsvDialect &dialect);
    /// @p device becomes the reader's own.
    CsvReader(std::unique_ptr<QIODevice> device, const CsvDialect &dialect);
    ~CsvReader() override;

    void setExpectedColumns(int columns) override { m_expected = columns; }
    /// Whether the `'` that CsvWriter puts before formulas are taken off; at first they are. Not of
    /// a file that was written exactly.
    void setTakesGuard(bool takes) { m_takesGuard = takes; }
    bool seek(qint64 offset, qint64 line) override;

    bool next() override;

    /// A row with line breaks in quotes has the first of its lines.
    qint64 line() const override { return m_rowLine; }
    /// In bytes of the file.
    qint64 offset() const override { return m_rowOffset; }
    qint64 totalSize() const override;
    RowError trouble() const override { return m_trouble; }
    int size() const override { return int(m_cells.size()); }
    QByteArrayView cell(int column) const override;
    bool hasGuard(int column) const override;
    QByteArrayView row() const override { return {m_data + m_rowStart, m_rowEnd - m_rowStart}; }
    QString errorString() const override { return m_error; }

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

    std::unique_ptr<QIODevice> m_owned;
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

} // namespace segmentdesk
