// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

class QCommandLineParser;

namespace segmentdesk {

/// One option or argument of a command: its parser, --help, manual page and shell completions are
/// all made from this, so that none of them can lack it.
struct OptionInfo
{
    enum class Value { None, Text, File, Folder, OneOf };

    QStringList names; ///< without dashes; empty: an argument such as FILE
    QString placeholder; ///< what stands for the value: "DIR"; empty: a flag
    QString text; ///< begins in lower case, no full stop at its end
    Value value = Value::None;
    QStringList choices = {}; ///< OneOf: the values, for completion
    bool repeats = false; ///< may be given more than once
    bool hidden = false; ///< only parsed

    bool isArgument() const { return names.isEmpty(); }
    bool hasValue() const { return !placeholder.isEmpty(); }
    /// "-h, --help", "--to FILE", "FILE"
    QString invocation() const;
};

struct OptionGroup
{
    QString title; ///< "Output"; empty: what comes first
    QList<OptionInfo> options;
};

/// A word and what it means: an exit code, an environment variable, a file.
struct InfoRow
{
    QString word;
    QString text;
};

struct CommandInfo
{
    QString name; ///< "export"; empty: the program without a command
    QString usage; ///< what follows the name: "--to FOLDER STORE [OPTIONS]"
    QString summary; ///< a few words in lower case, for lists
    QString text; ///< sentences
    QList<OptionGroup> groups;
    QList<InfoRow> exitCodes;

    QList<OptionInfo> options() const;
};

struct ProgramInfo
{
    QString name; ///< "segmentdesk"
    QString summary; ///< as in a manual page's NAME
    CommandInfo itself; ///< without a command
    QList<CommandInfo> commands;
    QList<InfoRow> environment;
    QList<InfoRow> files;
    QList<InfoRow> examples; ///< word: the command line
    QStringList seeAlso; ///< "segmentdesk-sandbox(1)"
};

/// Makes @p parser accept the options of @p command.
void addOptions(QCommandLineParser &parser, const CommandInfo &command);

/// What --help prints: 80 columns, ends with a line feed.
QString helpText(const ProgramInfo &program, const CommandInfo &command);

} // namespace segmentdesk
