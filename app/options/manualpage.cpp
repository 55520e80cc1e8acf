// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/options/manualpage.h"

#include "app/options/commandinfo.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// As roff prints it: no letter is a command, and a dash is the one of the keyboard.
QString escaped(QString text)
{
    text.replace(u'\\', u"\\(rs"_s);
    text.replace(u'-', u"\\-"_s);
    text.replace(u'\'', u"\\(aq"_s);
    text.replace(u'~', u"\\(ti"_s);
    text.replace(u'^', u"\\(ha"_s);
    text.replace(u"…"_s, u"..."_s);
    // At the beginning of a line these begin a request.
    return text.startsWith(u'.') ? u"\\&"_s + text : text;
}

QString bold(const QString &text)
{
    return u"\\fB"_s + escaped(text) + u"\\fR"_s;
}

/// "--to FILE" with the name in bold, and the value in italics.
QString invocation(const OptionInfo &option)
{
    QStringList forms;
    for (const QString &name : option.names)
        forms.append(bold((name.size() == 1 ? u"-"_s : u"--"_s) + name));
    QString text = forms.join(u", ");
    if (option.hasValue())
        text += (forms.isEmpty() ? QString() : u" "_s) + u"\\fI"_s + escaped(option.placeholder)
            + u"\\fR"_s;
    return text;
}

QString tagged(const QString &tag, const QString &text)
{
    return u".TP\n"_s + tag + u'\n' + escaped(text) + u'\n';
}

QString rows(const QString &section, const QList<InfoRow> &rows)
{
    if (rows.isEmpty())
        return {};
    QString text = u".SH "_s + section + u'\n';
    for (const InfoRow &row : rows)
        text += tagged(bold(row.word), row.text);
    return text;
}

/// What --help does not repeat for each command, the manual page does not either.
bool isCommon(const ProgramInfo &program, const OptionGroup &group)
{
    for (const CommandInfo &command : program.commands) {
        bool has = false;
        for (const OptionGroup &other : command.groups)
            has = has || other.title == group.title;
        if (!has)
            return false;
    }
    return !program.commands.isEmpty() && !group.title.isEmpty();
}

QString optionRows(const OptionGroup &group)
{
    QString text;
    for (const OptionInfo &option : group.options) {
        if (!option.hidden)
            text += tagged(invocation(option), option.text);
    }
    return text;
}

} // namespace

QByteArray manualPage(const ProgramInfo &program, const QString &version, const QString &date)
{
    QString text = u".\\\" SPDX-FileCopyrightText: 2026 Segment Desk contributors\n"
                   ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"_s;
    text += u".TH \"%1\" 1 \"%2\" \"Segment Desk %3\" \"User Commands\"\n"_s.arg(
        program.name.toUpper(), date, version);
    text += u".SH NAME\n%1 \\- %2\n"_s.arg(escaped(program.name), escaped(program.summary));

    text += u".SH SYNOPSIS\n%1 %2\n"_s.arg(bold(program.name), escaped(program.itself.usage));
    for (const CommandInfo &command : program.commands)
        text += u".br\n%1 %2 %3\n"_s.arg(bold(program.name), bold(command.name),
                                         escaped(command.usage));

    text += u".SH DESCRIPTION\n"_s + escaped(program.itself.text) + u'\n';

    text += u".SH OPTIONS\n"_s;
    for (const OptionGroup &group : program.itself.groups)
        text += optionRows(group);

    if (!program.commands.isEmpty()) {
        text += u".SH COMMANDS\nWithout a window or display, for schedulers and scripts.\n"_s;
        for (const CommandInfo &command : program.commands) {
            text += u".SS %1 %2\n"_s.arg(escaped(command.name), escaped(command.usage));
            text += escaped(command.text) + u'\n';
            for (const OptionGroup &group : command.groups) {
                if (isCommon(program, group))
                    continue;
                if (!group.title.isEmpty())
                    text += u".PP\n"_s + escaped(group.title) + u":\n"_s;
                text += optionRows(group);
            }
        }
        for (const OptionGroup &group : program.commands.constFirst().groups) {
            if (isCommon(program, group))
                text += u".SS Every command: %1\n"_s.arg(escaped(group.title.toLower()))
                    + optionRows(group);
        }
    }

    text += rows(u"ENVIRONMENT"_s, program.environment);
    text += rows(u"FILES"_s, program.files);
    text +=
        rows(program.commands.isEmpty() ? u"\"EXIT STATUS\""_s : u"\"EXIT STATUS OF THE WINDOW\""_s,
             program.itself.exitCodes);
    if (!program.commands.isEmpty())
        text += rows(u"\"EXIT STATUS OF COMMANDS\""_s, program.commands.constFirst().exitCodes);
    text += rows(u"EXAMPLES"_s, program.examples);
    if (!program.seeAlso.isEmpty()) {
        QStringList pages;
        for (const QString &page : program.seeAlso)
            pages.append(bold(page.section(u'(', 0, 0)) + u'(' + page.section(u'(', 1));
        text += u".SH \"SEE ALSO\"\n"_s + pages.join(u",\n") + u'\n';
    }
    return text.toUtf8();
}

} // namespace segmentdesk
