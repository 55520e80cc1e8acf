// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QStringList>

namespace segmentdesk {

/// What a column says about who a row is.
enum class ColumnRole : quint8 {
    None,
    CustomerNumber,
    Email,
    ProfileUuid,
    // Names, the last resort: several people have the same.
    FullName,
    FirstName,
    LastName,
};

/// A heading's letters and digits alone, small, without accents: what headings are compared by.
QString foldedHeading(QStringView name);
/// What the name of a column says, in English, German, French, Spanish, Italian, Portuguese, Dutch,
/// Polish or Swedish; case, accents, blanks and punctuation do not count.
ColumnRole headerRole(QStringView name);
/// What a cell looks like: an address or several, a whole number above 0 or what a spreadsheet made
/// of one, a UUID.
ColumnRole contentRole(QStringView cell);

/// Which columns say who, by name and by the first rows' content; each role at most once. Numbers
/// alone are taken for customer ids only where the name says so or nothing else is in the file;
/// UUIDs alone for profile ids only where nothing else says who. Names of people say who only if
/// nothing else does: a full name, or first and last name.
/// @p names may be empty: no header.
QList<ColumnRole> matchColumns(const QStringList &names, const QList<QStringList> &rows);

constexpr bool isName(ColumnRole role)
{
    return role >= ColumnRole::FullName;
}

} // namespace segmentdesk
