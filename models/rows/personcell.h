// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

// What a cell says of who is meant, with what tools and spreadsheets do to ids and addresses
// undone. Cells are UTF-8. Nothing is guessed: what may mean two things is none of them.
namespace segmentdesk::personcell {

bool isAscii(QByteArrayView text);
/// Without blanks around it, those of ASCII.
QByteArrayView withoutBlanks(QByteArrayView cell);
/// Without blanks around it, those of other scripts and letters of no width too.
QByteArray trimmed(QByteArrayView cell);

/// What stands for "no value": \N, NULL, n/a, dashes and their like. Not an empty cell.
bool isNoValue(QByteArrayView cell);

struct Id
{
    enum class Kind : quint8 {
        None, ///< no id at all
        NoValue, ///< 0, or isNoValue()
        Number,
        Damaged, ///< rounded or formatted by a spreadsheet: 1.61E+13, 1,234
    };
    Kind kind = Kind::None;
    qint64 number = 0; ///< of Number: above 0
};
/// @p cell is trimmed. 123, 123.0, '123 and ="123" are 123.
Id id(QByteArrayView cell);

/// The addresses in a trimmed cell, each once, as they are written: a@b, Name <a@b>, (a@b),
/// mailto:a@b, several with commas, semicolons or blanks between them. Empty: it is none of that.
QList<QByteArrayView> addresses(QByteArrayView cell);
/// Whether the cell is one address and nothing else, which addresses() returns unchanged; quick.
bool isPlainAddress(QByteArrayView cell);

/// What many reports have in the first cell of their last line: Total, Summe. Not @p wholly: the
/// cell begins with that word, as in "Total: 6 customers".
bool isTotal(QByteArrayView cell, bool wholly);

} // namespace segmentdesk::personcell
