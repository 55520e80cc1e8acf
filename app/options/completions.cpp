// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/options/completions.h"

#include "app/options/commandinfo.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString head()
{
    return u"# SPDX-FileCopyrightText: 2026 Segment Desk contributors\n"
           "# SPDX-License-Identifier: GPL-3.0-or-later\n"_s;
}

/// In single quotes, for bash and zsh.
QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

/// The name of a shell function: letters, digits and underscores.
QString functionName(const ProgramInfo &program)
{
    return u'_' + QString(program.name).replace(u'-', u'_');
}

QStringList dashed(const OptionInfo &option)
{
    QStringList forms;
    for (const QString &name : option.names)
        forms.append((name.size() == 1 ? u"-"_s : u"--"_s) + name);
    return forms;
}

/// Whether the command takes a file or folder without an option before it.
OptionInfo::Value argumentOf(const CommandInfo &command)
{
    const QList<OptionInfo> options = command.options();
    for (const OptionInfo &option : options) {
        if (option.isArgument())
            return option.value;
    }
    return OptionInfo::Value::None;
}

QString bashReply(OptionInfo::Value value, const QStringList &choices)
{
    switch (value) {
    case OptionInfo::Value::File:
        return u"compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")"_s;
    case OptionInfo::Value::Folder:
        return u"compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")"_s;
    case OptionInfo::Value::OneOf:
        return u"mapfile -t COMPREPLY < <(compgen -W %1 -- \"$current\")"_s.arg(
            quoted(choices.join(u' ')));
    case OptionInfo::Value::None:
    case OptionInfo::Value::Text:
        break;
    }
    return u":"_s;
}

/// One command's branch of bash's function.
QString bashBranch(const CommandInfo &command)
{
    const QString pattern = command.name.isEmpty() ? u"*"_s : command.name;
    QString values;
    QStringList words;
    const QList<OptionInfo> options = command.options();
    for (const OptionInfo &option : options) {
        if (option.hidden || option.isArgument())
            continue;
        words += dashed(option);
        if (option.hasValue())
            values += u"        %1) %2; return ;;\n"_s.arg(dashed(option).join(u" | "),
                                                           bashReply(option.value, option.choices));
    }
    QString text = u"    %1)\n"_s.arg(pattern);
    if (!values.isEmpty())
        text += u"        case \"$previous\" in\n"_s + values + u"        esac\n"_s;
    text += u"        options=%1\n"_s.arg(quoted(words.join(u' ')));
    text += u"        argument() { %1; }\n        ;;\n"_s.arg(bashReply(argumentOf(command), {}));
    return text;
}

/// In the brackets or between the colons of what _arguments takes.
QString zshText(QString text)
{
    return text.replace(u'\\', u"\\\\"_s)
        .replace(u'[', u"\\["_s)
        .replace(u']', u"\\]"_s)
        .replace(u':', u"\\:"_s);
}

QString zshAction(const OptionInfo &option)
{
    switch (option.value) {
    case OptionInfo::Value::File:
        return u"_files"_s;
    case OptionInfo::Value::Folder:
        return u"_files -/"_s;
    case OptionInfo::Value::OneOf:
        return u'(' + option.choices.join(u' ') + u')';
    case OptionInfo::Value::None:
    case OptionInfo::Value::Text:
        break;
    }
    return u" "_s;
}

QString zshArguments(const CommandInfo &command, const QString &indent)
{
    QString text = indent + u"_arguments"_s;
    const QList<OptionInfo> options = command.options();
    for (const OptionInfo &option : options) {
        if (option.hidden)
            continue;
        const QString value = option.hasValue()
            ? u':' + zshText(option.placeholder) + u':' + zshAction(option)
            : QString();
        if (option.isArgument()) {
            text += u" \\\n"_s + indent + u"    "_s + quoted(u'1' + value);
            continue;
        }
        for (const QString &form : dashed(option)) {
            const QString repeat = option.repeats ? u"*"_s : QString();
            text += u" \\\n"_s + indent + u"    "_s
                + quoted(repeat + form + u'[' + zshText(option.text) + u']' + value);
        }
    }
    return text + u'\n';
}

QString fishQuoted(QString text)
{
    return u'\'' + text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s) + u'\'';
}

QString fishLines(const ProgramInfo &program, const CommandInfo &command)
{
    const QString condition = program.commands.isEmpty() ? QString()
        : command.name.isEmpty()                         ? u" -n __fish_use_subcommand"_s
                                 : u" -n '__fish_seen_subcommand_from %1'"_s.arg(command.name);
    QString text;
    const QList<OptionInfo> options = command.options();
    for (const OptionInfo &option : options) {
        if (option.hidden)
            continue;
        QString line = u"complete -c "_s + program.name + condition;
        for (const QString &name : option.names)
            line += (name.size() == 1 ? u" -s "_s : u" -l "_s) + name;
        switch (option.value) {
        case OptionInfo::Value::None:
            line += u" -f"_s;
            break;
        case OptionInfo::Value::Text:
            line += u" -x"_s;
            break;
        case OptionInfo::Value::OneOf:
            line += u" -x -a "_s + fishQuoted(option.choices.join(u' '));
            break;
        case OptionInfo::Value::File:
            line += option.isArgument() ? u" -F"_s : u" -r -F"_s;
            break;
        case OptionInfo::Value::Folder:
            line += (option.isArgument() ? u" -f"_s : u" -x"_s)
                + u" -a '(__fish_complete_directories)'"_s;
            break;
        }
        text += line + u" -d "_s + fishQuoted(option.text) + u'\n';
    }
    return text;
}

} // namespace

QByteArray bashCompletion(const ProgramInfo &program)
{
    const QString function = functionName(program);
    QStringList names;
    for (const CommandInfo &command : program.commands)
        names.append(command.name);

    QString text = u"# bash completion for "_s + program.name + u'\n' + head();
    text += u'\n' + function
        + u"()\n{\n"
          "    local current=\"${COMP_WORDS[COMP_CWORD]}\" "
          "previous=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
          "    local command=\"\" options\n"
          "    COMPREPLY=()\n"
          "    [[ \"$COMP_CWORD\" -gt 1 ]] && command=\"${COMP_WORDS[1]}\"\n"
          "    case \"$command\" in\n"_s;
    for (const CommandInfo &command : program.commands)
        text += bashBranch(command);
    text += bashBranch(program.itself) + u"    esac\n"_s
        + u"    if [[ \"$current\" == -* ]]; then\n"
          "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\")\n"
          "    else\n"
          "        argument\n"_s;
    if (!names.isEmpty())
        text += u"        if [[ \"$COMP_CWORD\" -eq 1 ]]; then\n"
                "            mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -W %1 -- "
                "\"$current\")\n"
                "        fi\n"_s.arg(quoted(names.join(u' ')));
    text += u"    fi\n    unset -f argument\n}\ncomplete -F %1 %2\n"_s.arg(function, program.name);
    return text.toUtf8();
}

QByteArray zshCompletion(const ProgramInfo &program)
{
    const QString function = functionName(program);
    QString text = u"#compdef "_s + program.name + u'\n' + head() + u'\n' + function + u"() {\n"_s;
    if (!program.commands.isEmpty()) {
        text += u"    local -a commands=(\n"_s;
        for (const CommandInfo &command : program.commands)
            text += u"        "_s
                + quoted(command.name + u':' + QString(command.summary).replace(u':', u"\\:"_s))
                + u'\n';
        text += u"    )\n    case \"${words[2]}\" in\n"_s;
        for (const CommandInfo &command : program.commands) {
            text += u"    %1)\n        if (( CURRENT > 2 )); then\n"
                    "            shift words\n            (( CURRENT-- ))\n"_s.arg(command.name)
                + zshArguments(command, u"            "_s)
                + u"            return\n        fi\n        ;;\n"_s;
        }
        text += u"    esac\n    if (( CURRENT == 2 )) && [[ \"${words[2]}\" != -* ]]; then\n"
                "        _describe command commands\n    fi\n"_s;
    }
    text += zshArguments(program.itself, u"    "_s) + u"}\n\n"_s + function + u" \"$@\"\n"_s;
    return text.toUtf8();
}

QByteArray fishCompletion(const ProgramInfo &program)
{
    QString text = u"# fish completion for "_s + program.name + u'\n' + head() + u'\n';
    for (const CommandInfo &command : program.commands)
        text += u"complete -c %1 -n __fish_use_subcommand -a %2 -d %3\n"_s.arg(
            program.name, command.name, fishQuoted(command.summary));
    text += fishLines(program, program.itself);
    for (const CommandInfo &command : program.commands)
        text += fishLines(program, command);
    return text.toUtf8();
}

} // namespace segmentdesk
