// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/options/commandinfo.h"

#include <QCommandLineParser>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qsizetype lineWidth = 80;
/// The first column of --help; what is wider has its text in the next line.
constexpr qsizetype widestWord = 20;

/// @p text in lines of at most @p width; words are not cut.
QStringList wrapped(const QString &text, qsizetype width)
{
    QStringList lines;
    QString line;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        if (!line.isEmpty() && line.size() + 1 + word.size() > width) {
            lines.append(line);
            line.clear();
        }
        line += line.isEmpty() ? word : u' ' + word;
    }
    if (!line.isEmpty())
        lines.append(line);
    return lines;
}

QString paragraph(const QString &text)
{
    return wrapped(text, lineWidth).join(u'\n') + u'\n';
}

QString table(const QList<InfoRow> &rows)
{
    qsizetype widest = 0;
    for (const InfoRow &row : rows) {
        if (row.word.size() <= widestWord)
            widest = std::max(widest, row.word.size());
    }
    const qsizetype indent = 2 + std::max<qsizetype>(widest, 8) + 2;
    QString text;
    for (const InfoRow &row : rows) {
        QStringList lines = wrapped(row.text, lineWidth - indent);
        const QString head = u"  "_s + row.word;
        if (head.size() + 2 > indent)
            text += head + u'\n';
        else
            text += head.leftJustified(indent) + (lines.isEmpty() ? QString() : lines.takeFirst())
                + u'\n';
        for (const QString &line : std::as_const(lines))
            text += QString(indent, u' ') + line + u'\n';
    }
    return text;
}

} // namespace

QString OptionInfo::invocation() const
{
    QStringList forms;
    for (const QString &name : names)
        forms.append((name.size() == 1 ? u"-"_s : u"--"_s) + name);
    if (hasValue())
        return forms.isEmpty() ? placeholder : forms.join(u", ") + u' ' + placeholder;
    return forms.join(u", ");
}

QList<OptionInfo> CommandInfo::options() const
{
    QList<OptionInfo> all;
    for (const OptionGroup &group : groups)
        all += group.options;
    return all;
}

void addOptions(QCommandLineParser &parser, const CommandInfo &command)
{
    const QList<OptionInfo> options = command.options();
    for (const OptionInfo &option : options) {
        if (!option.isArgument())
            parser.addOption(QCommandLineOption(option.names, {}, option.placeholder));
    }
}

QString helpText(const ProgramInfo &program, const CommandInfo &command)
{
    const QString name = command.name.isEmpty() ? program.name : program.name + u' ' + command.name;
    QStringList usage = wrapped(u"Usage: "_s + name + u' ' + command.usage, lineWidth - 7);
    QString text = usage.takeFirst() + u'\n';
    for (const QString &line : std::as_const(usage))
        text += u"       "_s + line + u'\n';
    if (command.name.isEmpty() && !program.commands.isEmpty()) {
        QStringList names;
        for (const CommandInfo &one : program.commands)
            names.append(one.name);
        text += u"       "_s + program.name + u' ' + names.join(u'|') + u" …\n"_s;
    }
    text += paragraph(command.text);
    for (const OptionGroup &group : command.groups) {
        QList<InfoRow> rows;
        for (const OptionInfo &option : group.options) {
            if (!option.hidden)
                rows.append({option.invocation(), option.text});
        }
        if (!rows.isEmpty())
            text +=
                u'\n' + (group.title.isEmpty() ? QString() : group.title + u":\n"_s) + table(rows);
    }
    if (command.name.isEmpty() && !program.commands.isEmpty()) {
        QList<InfoRow> rows;
        for (const CommandInfo &one : program.commands)
            rows.append({program.name + u' ' + one.name, one.summary});
        text += u"\nWithout a window, for schedulers (each has its own --help):\n"_s + table(rows);
    }
    if (!command.exitCodes.isEmpty())
        text += u"\nExit codes:\n"_s + table(command.exitCodes);
    return text;
}

} // namespace segmentdesk
