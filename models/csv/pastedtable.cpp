// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/pastedtable.h"

#include "models/csv/columnroles.h"
#include "models/csv/csvreader.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int rowsLookedAt = 50;

QString quoted(QString cell)
{
    return u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
}

/// Names and addresses of a mail program; nothing if an entry is none of that.
std::optional<QByteArray> mailList(const QString &text)
{
    // A name may have a comma only within quotes.
    static const QRegularExpression entry(QStringLiteral(
        R"(\G[\s,;]*(?:("(?:[^"\\]|\\.)*"|[^<>,;"\n]*?)\s*<\s*([^<>\s,;]+@[^<>\s,;]+)\s*>|([^<>\s,;"]+@[^<>\s,;"]+))[\s,;]*)"));
    QString table = u"Name\tE-mail\n"_s;
    bool isNamed = false;
    qsizetype end = 0;
    QRegularExpressionMatchIterator matches = entry.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        QString name = match.captured(1).trimmed();
        if (name.size() >= 2 && name.startsWith(u'"') && name.endsWith(u'"'))
            name = name.sliced(1, name.size() - 2).remove(u'\\');
        const bool hasBrackets = match.hasCaptured(2) && !match.captured(2).isEmpty();
        isNamed = isNamed || hasBrackets;
        table +=
            quoted(name) + u'\t' + (hasBrackets ? match.captured(2) : match.captured(3)) + u'\n';
        end = match.capturedEnd();
    }
    if (!isNamed || end < text.size())
        return std::nullopt;
    return table.toUtf8();
}

} // namespace

std::optional<QByteArray> pastedTable(const QString &text)
{
    if (text.contains(u'<')) {
        if (const std::optional<QByteArray> list = mailList(text))
            return list;
    }
    QByteArray bytes = text.toUtf8();
    CsvDialect dialect =
        detectDialect(QByteArrayView(bytes).first(std::min(bytes.size(), dialectHeadSize)),
                      bytes.size() <= dialectHeadSize);
    dialect.encoding = CsvDialect::Encoding::Utf8;
    CsvReader reader(bytes, dialect);
    int rows = 0;
    int columns = 0;
    bool hasOther = false;
    while (rows < rowsLookedAt && reader.next()) {
        ++rows;
        if (columns != 0 && reader.size() != columns)
            return std::nullopt;
        columns = reader.size();
        for (int column = 0; column < columns; ++column) {
            const QString cell = reader.text(column).trimmed();
            hasOther = hasOther || (!cell.isEmpty() && contentRole(cell) == ColumnRole::None);
        }
    }
    // Only addresses and ids: a list, however it is cut into lines. One line with commas may be
    // that too, with a slip of the pen in it; cells of a spreadsheet come with tabs.
    if (columns < 2 || (dialect.delimiter != '\t' && (rows < 2 || !hasOther)))
        return std::nullopt;
    if (dialect.delimiter == '\t' && !hasOther && rows < 2)
        return std::nullopt;
    return bytes;
}

} // namespace segmentdesk
