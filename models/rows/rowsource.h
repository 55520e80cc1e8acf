// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace segmentdesk {

/// Rows of cells, one after the other, whatever kind of file they are in. Who imports people sees
/// no more of a file than this. Damage never ends the reading: a row has a trouble(), and the next
/// one follows.
class RowSource
{
public:
    enum class RowError : quint8 {
        None,
        // The cells are there:
        Nul, ///< a byte 0
        BadEncoding, ///< not the encoding that the file is read in
        Ragged, ///< not as many cells as expected, see setExpectedColumns()
        // No cells:
        UnclosedQuote, ///< to the end of the file, or as far as a cell may go
        TextAfterQuote, ///< a closing quote and then anything but delimiter or line end
        TooLong, ///< a cell or a row over its bound
        TooManyColumns,
        ReadFailed, ///< the last row: the device failed, see errorString()
    };

    RowSource() = default;
    virtual ~RowSource() = default;
    Q_DISABLE_COPY_MOVE(RowSource)

    /// Rows with another number of cells are Ragged. 0: every number is right.
    virtual void setExpectedColumns(int columns) = 0;
    /// Continues with the row at @p offset, which is that of line @p line: both as offset() and
    /// line() were. False if that cannot be.
    virtual bool seek(qint64 offset, qint64 line) = 0;

    /// Reads the next row. False at the end.
    virtual bool next() = 0;

    /// Of the row: its line, or its number in a sheet, from 1.
    virtual qint64 line() const = 0;
    /// Where the row begins; grows from row to row, up to totalSize().
    virtual qint64 offset() const = 0;
    /// What offset() is a part of; 0: unknown.
    virtual qint64 totalSize() const = 0;
    virtual RowError trouble() const = 0;
    virtual int size() const = 0;
    /// The cell as UTF-8, until the next call of next() or seek(). Beyond size(): empty.
    virtual QByteArrayView cell(int column) const = 0;
    /// Whether the cell has `'` that protect from formulas, or are letters: unknown.
    virtual bool hasGuard(int column) const = 0;
    /// The row as it stands in the file, as UTF-8, without its line end; what was read of it, if
    /// trouble() says that it has no cells.
    virtual QByteArrayView row() const = 0;
    /// Why the device failed, in its words.
    virtual QString errorString() const = 0;

    /// The cell as text; what is no UTF-8 shows as U+FFFD.
    QString text(int column) const { return QString::fromUtf8(cell(column)); }
    QStringList texts() const
    {
        QStringList all;
        all.reserve(size());
        for (int column = 0; column < size(); ++column)
            all.append(text(column));
        return all;
    }
};

} // namespace segmentdesk
