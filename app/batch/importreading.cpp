// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/importreading.h"

#include "models/rows/contentkind.h"
#include "ui/words/filewords.h"
#include "ui/words/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString encodingKey(CsvDialect::Encoding encoding)
{
    switch (encoding) {
    case CsvDialect::Encoding::Utf8:
        return u"utf-8"_s;
    case CsvDialect::Encoding::Utf16Le:
        return u"utf-16le"_s;
    case CsvDialect::Encoding::Utf16Be:
        return u"utf-16be"_s;
    case CsvDialect::Encoding::Windows1252:
        return u"windows-1252"_s;
    }
    return {};
}

QString delimiterKey(char delimiter)
{
    switch (delimiter) {
    case ';':
        return u"semicolon"_s;
    case '\t':
        return u"tab"_s;
    case '|':
        return u"pipe"_s;
    default:
        return u"comma"_s;
    }
}

QString roleKey(ColumnRole role)
{
    switch (role) {
    case ColumnRole::CustomerNumber:
        return u"customer_id"_s;
    case ColumnRole::Email:
        return u"email"_s;
    case ColumnRole::ProfileUuid:
        return u"profile_id"_s;
    case ColumnRole::None:
    case ColumnRole::FullName:
    case ColumnRole::FirstName:
    case ColumnRole::LastName:
        break;
    }
    return {};
}

} // namespace

QString ImportReading::titleOf(qsizetype column) const
{
    const QString name = words::shown(m_first.names.value(column).simplified());
    return name.isEmpty() ? u"column %1"_s.arg(column + 1) : u"“"_s + name + u"”"_s;
}

QString ImportReading::read(const BatchOptions &line, ImportSpec *spec)
{
    QString why;
    const std::unique_ptr<QIODevice> file = spec->open(&why);
    if (!file)
        return u"%1 cannot be read: %2"_s.arg(line.file, why);
    const QByteArray head = file->read(dialectHeadSize);
    const bool isWhole = file->atEnd();
    if (const ContentKind kind = contentKindOf(head); kind != ContentKind::Text)
        return u"%1: %2"_s.arg(line.file, words::contentKind(kind));
    m_dialect = detectDialect(head, isWhole);
    why = readDialect(line, head);
    if (!why.isEmpty())
        return why;
    m_first = firstRowsOf(head, isWhole, m_dialect);
    if (m_first.width == 0)
        return u"%1 has no rows."_s.arg(line.file);
    why = readColumns(line);
    spec->dialect = m_dialect;
    spec->roles = m_guess.roles;
    return why;
}

QString ImportReading::readDialect(const BatchOptions &line, const QByteArray &head)
{
    if (line.encoding)
        setEncoding(m_dialect, *line.encoding, head);
    if (line.delimiter != 0 && line.delimiter != m_dialect.delimiter) {
        m_dialect.delimiter = line.delimiter;
        findHeader(m_dialect, head);
    }
    if (line.headerLine > 0 && !setHeaderLine(m_dialect, line.headerLine, head))
        return u"--header-line: no row of the file begins in line %1."_s.arg(line.headerLine);
    if (line.noHeader)
        m_dialect.header = false;
    return {};
}

QString ImportReading::readColumns(const BatchOptions &line)
{
    if (line.preset.isEmpty())
        m_guess = guessColumns(m_first.names, m_first.rows);
    else
        m_guess = guessColumns(m_first.names, m_first.rows,
                               line.preset == u"none"_s ? nullptr
                                                        : presetCalled(line.preset, m_first.names));
    QList<ColumnRole> &roles = m_guess.roles;
    if (!line.roles.isEmpty()) {
        roles.fill(ColumnRole::None);
        m_guess.preset = nullptr;
    }
    for (const auto &[name, role] : line.roles) {
        bool isNumber = false;
        qsizetype column = m_first.names.indexOf(name);
        if (column < 0)
            column = name.toInt(&isNumber) - 1;
        if (column < 0 || column >= roles.size())
            return u"--column: the file has no column “%1”."_s.arg(name);
        if (roles.contains(role))
            return u"--column: two columns cannot say the same."_s;
        roles[column] = role;
    }
    if (line.roles.isEmpty() && !m_guess.isSure()) {
        QStringList titles;
        for (const int column : std::as_const(m_guess.rivals))
            titles.append(titleOf(column));
        return u"Several columns could identify people: %1. Say which does with --column, such as "
               "--column %2=%3."_s.arg(titles.join(u", "),
                                       QString::number(m_guess.rivals.first() + 1),
                                       roleKey(m_guess.rivalRole));
    }
    const bool isSure = std::any_of(roles.cbegin(), roles.cend(), [](ColumnRole role) {
        return role != ColumnRole::None && !isName(role);
    });
    if (isSure)
        return {};
    QStringList titles;
    for (qsizetype column = 0; column < roles.size() && column < 20; ++column)
        titles.append(titleOf(column));
    return u"No column of the file identifies people by customer id, e-mail or profile id; say "
           "which does with --column. The columns are: %1."_s.arg(titles.join(u", "));
}

QString ImportReading::text() const
{
    QStringList by;
    for (qsizetype column = 0; column < m_guess.roles.size(); ++column) {
        if (const QString role = roleKey(m_guess.roles[column]); !role.isEmpty())
            by.append(titleOf(column) + u" ("_s + role + u')');
    }
    QString text = m_guess.preset ? u"Looks like an export of %1: going by %2"_s.arg(
                       QString::fromLatin1(m_guess.preset->tool), by.join(u", "))
                                  : u"Going by %1"_s.arg(by.join(u", "));
    QStringList foreign;
    for (const int column : m_guess.foreign)
        foreign.append(titleOf(column));
    if (m_guess.preset && !foreign.isEmpty())
        text += u"; left out as numbers of %1: %2"_s.arg(QString::fromLatin1(m_guess.preset->tool),
                                                         foreign.join(u", "));
    return text
        + u". Read as %1, %2, %3."_s.arg(
            encodingKey(m_dialect.encoding), delimiterKey(m_dialect.delimiter),
            m_dialect.header ? u"header in line %1"_s.arg(m_dialect.startLine)
                             : u"no header, from line %1"_s.arg(m_dialect.startLine));
}

QJsonObject ImportReading::facts() const
{
    QJsonObject columns;
    for (qsizetype column = 0; column < m_guess.roles.size(); ++column) {
        if (const QString role = roleKey(m_guess.roles[column]); !role.isEmpty())
            columns.insert(role,
                           QJsonObject{{u"column"_s, column + 1},
                                       {u"heading"_s, m_first.names.value(column)}});
    }
    return {{u"columns"_s, columns},
            {u"preset"_s,
             m_guess.preset ? QJsonValue(QString::fromLatin1(m_guess.preset->key)) : QJsonValue()},
            {u"encoding"_s, encodingKey(m_dialect.encoding)},
            {u"delimiter"_s, delimiterKey(m_dialect.delimiter)},
            {u"header"_s, m_dialect.header},
            {u"first_line"_s, m_dialect.startLine}};
}

} // namespace segmentdesk
