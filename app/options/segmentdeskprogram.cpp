// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/options/programs.h"
#include "models/csv/presets.h"
#include "models/export/exportcolumns.h"
#include "models/export/exportspec.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

OptionInfo argument(const QString &placeholder, OptionInfo::Value value, const QString &text)
{
    return {{}, placeholder, text, value, {}, false, false};
}

OptionInfo flag(const QString &name, const QString &text)
{
    return {{name}, {}, text, OptionInfo::Value::None, {}, false, false};
}

OptionInfo valued(const QString &name, const QString &placeholder, const QString &text,
                  OptionInfo::Value value = OptionInfo::Value::Text)
{
    return {{name}, placeholder, text, value, {}, false, false};
}

OptionInfo oneOf(const QString &name, const QString &placeholder, const QStringList &choices,
                 const QString &text)
{
    return {{name}, placeholder, text, OptionInfo::Value::OneOf, choices, false, false};
}

OptionInfo helpOption()
{
    return {
        {u"h"_s, u"help"_s}, {}, u"show this help"_s, OptionInfo::Value::None, {}, false, false};
}

QString columnNames()
{
    QStringList names;
    const auto columns = ExportSpec::possibleColumns(ExportSpec::Kind::Members);
    for (const ExportColumn column : columns)
        names.append(QString::fromLatin1(exportColumn(column).key));
    return names.join(u", ");
}

CommandInfo windowCommand()
{
    CommandInfo command;
    command.usage = u"[OPTIONS] [FILE.csv]"_s;
    command.summary = u"manage the customer segments of a BigCommerce store"_s;
    command.text = u"See and change the customer segments of a BigCommerce store."_s;
    OptionInfo session = valued(u"session"_s, u"ID"_s, {});
    session.hidden = true; // what a session manager gives to a program that it starts again; for Qt
    command.groups = {
        {{},
         {argument(u"FILE.csv"_s, OptionInfo::Value::File,
                   u"import this file into a segment; nothing changes before you confirm it"_s),
          flag(u"sandbox"_s, u"open the sandbox store: an embedded store on this computer"_s),
          valued(u"api-path"_s, u"URL"_s,
                 u"open a store by its API path or store hash, with the token from the environment "
                 "variable SEGMENTDESK_TOKEN; neither is kept, only the journal of changes, so "
                 "that they can be undone"_s),
          valued(u"data-dir"_s, u"DIR"_s, u"keep settings and the sandbox store in this folder"_s,
                 OptionInfo::Value::Folder),
          flag(u"self-test"_s, u"start everything without showing it, then exit with 0"_s),
          {{u"v"_s, u"version"_s},
           {},
           u"show the version"_s,
           OptionInfo::Value::None,
           {},
           false,
           false},
          flag(u"verbose"_s,
               u"with --version, what support asks for: versions, platform, sizes and settings, "
               "and no token, name or address"_s),
          helpOption(),
          session}}};
    command.exitCodes = {{u"0"_s, u"the window was closed"_s},
                         {u"1"_s, u"it could not start, such as without a display"_s},
                         {u"2"_s, u"wrong options"_s}};
    return command;
}

/// What all commands have: the store, the output, the exit codes.
CommandInfo withStore(CommandInfo command)
{
    command.groups +=
        {OptionGroup{
             u"Which store"_s,
             {valued(u"store"_s, u"HASH"_s,
                     u"one that was connected in the window; its token is in the keychain, or in "
                     "the environment variable SEGMENTDESK_TOKEN if that is set"_s),
              valued(u"api-path"_s, u"URL"_s,
                     u"API path or store hash; the token comes from SEGMENTDESK_TOKEN"_s),
              flag(u"sandbox"_s, u"the embedded store in the data folder"_s),
              valued(u"data-dir"_s, u"DIR"_s,
                     u"the folder of settings, journal and sandbox store, as the window has it"_s,
                     OptionInfo::Value::Folder),
              valued(u"give-up-after"_s, u"SECONDS"_s,
                     u"how long a store that does not answer is tried again; 120 if not given"_s)}},
         OptionGroup{u"Output"_s,
                     {flag(u"json"_s,
                           u"a JSON object a line for each event: start, plan, progress (at most "
                           "one a second), warning, outcome"_s),
                      helpOption()}}};
    command.exitCodes = {
        {u"0"_s, u"done"_s},
        {u"3"_s, u"done, but some rows failed or could not be matched"_s},
        {u"4"_s,
         u"refused, nothing was changed: arguments, file, guard, or the journal is in use"_s},
        {u"5"_s, u"no access: the token is missing, not accepted, or not allowed to"_s},
        {u"129, 130, 143"_s, u"stopped by SIGHUP, SIGINT or SIGTERM"_s},
        {u"1"_s, u"anything else"_s}};
    return command;
}

CommandInfo exportCommand()
{
    CommandInfo command;
    command.name = u"export"_s;
    command.usage = u"WHAT --to FILE STORE [OPTIONS]"_s;
    command.summary = u"people or segments to a CSV file"_s;
    command.text = u"Write people or segments to a CSV file, without a window."_s;
    command.groups = {
        {u"What"_s,
         {valued(u"segment"_s, u"NAME|ID"_s, u"the members of a segment"_s),
          flag(u"all"_s, u"all people, with and without a shopper profile"_s),
          flag(u"without-profile"_s, u"customers who have no shopper profile"_s),
          flag(u"segments"_s, u"the list of segments"_s),
          flag(u"matrix"_s,
               u"who is in which segment, of the local copy that the window keeps"_s)}},
        {u"How"_s,
         {valued(u"to"_s, u"FILE"_s,
                 u"replaced only when everything has been written; a new file can be read by you "
                 "alone; - is standard output, and then all messages go to standard error"_s,
                 OptionInfo::Value::File),
          valued(u"columns"_s, u"A,B,C"_s,
                 u"which columns, in this order; of people: "_s + columnNames()),
          oneOf(u"delimiter"_s, u"D"_s, {u"comma"_s, u"semicolon"_s, u"tab"_s},
                u"comma (the default), semicolon or tab"_s),
          flag(u"exact"_s,
               u"texts as they are, not made safe for spreadsheets, no mark of the encoding"_s)}}};
    return withStore(command);
}

CommandInfo importCommand()
{
    CommandInfo command;
    command.name = u"import"_s;
    command.usage = u"FILE --segment NAME|ID --add|--remove|--make-equal STORE [OPTIONS]"_s;
    command.summary = u"a CSV file into a segment"_s;
    command.text = u"Add the people of a CSV file to a segment or remove them from it, without a "
                   "window. Every row is checked first; the import can be undone in the window in "
                   "one step."_s;
    OptionInfo column =
        valued(u"column"_s, u"NAME=WHO"_s,
               u"the column with this heading, or of this number, identifies people: email, "
               "customer_id or profile_id; may be repeated"_s);
    column.repeats = true;
    command.groups = {
        {{},
         {argument(u"FILE"_s, OptionInfo::Value::File,
                   u"- is standard input; all of a pipe or device is read first"_s),
          valued(u"segment"_s, u"NAME|ID"_s, u"the segment, which must be there"_s),
          flag(u"add"_s, u"add them; no one is removed"_s),
          flag(u"remove"_s, u"remove them; their profiles stay"_s),
          flag(u"make-equal"_s, u"add who is missing, remove who is not in the file"_s),
          flag(u"create-profiles"_s, u"create shopper profiles for customers who have none"_s),
          valued(u"max-removals"_s, u"N"_s,
                 u"refuse if more people would be removed: a number, or a part of the members such "
                 "as 35% (20%)"_s),
          flag(u"allow-empty"_s, u"--make-equal: empty the segment if the file names no one"_s),
          flag(u"allow-unreadable"_s,
               u"--make-equal: also if rows that cannot be read may name people who would be "
               "removed"_s),
          flag(u"dry-run"_s,
               u"only check and print what would happen; exits as the import would"_s),
          valued(u"result"_s, u"FILE"_s,
                 u"the rows of the file with what was found or happened to each; a new file can be "
                 "read by you alone"_s,
                 OptionInfo::Value::File)}},
        {u"How the file is read (what is not given is detected)"_s,
         {column,
          oneOf(u"encoding"_s, u"E"_s,
                {u"utf-8"_s, u"utf-16le"_s, u"utf-16be"_s, u"windows-1252"_s},
                u"utf-8, utf-16le, utf-16be or windows-1252"_s),
          oneOf(u"delimiter"_s, u"D"_s, {u"comma"_s, u"semicolon"_s, u"tab"_s, u"pipe"_s},
                u"comma, semicolon, tab or pipe"_s),
          valued(u"header-line"_s, u"N"_s,
                 u"the line that names the columns; what is above it is not read"_s),
          flag(u"no-header"_s, u"the first row is a person, not column names"_s),
          oneOf(u"preset"_s, u"TOOL"_s, presetKeys() + QStringList{u"none"_s},
                u"the tool that wrote the file, which says what its columns are; none: by their "
                "headings and cells"_s),
          flag(u"explain"_s,
               u"print the first ten rows with who each of them is, before anything is sent"_s)}}};
    return withStore(command);
}

CommandInfo backupCommand()
{
    CommandInfo command;
    command.name = u"backup"_s;
    command.usage = u"--to FOLDER STORE [OPTIONS]"_s;
    command.summary = u"all segments with their members to a folder"_s;
    command.text =
        u"Write all segments with their members as a folder of plain files, without a window."_s;
    command.groups = {
        {{},
         {valued(u"to"_s, u"FOLDER"_s,
                 u"an empty folder, or one with an earlier backup of this store, which is updated; "
                 "created if it does not exist"_s,
                 OptionInfo::Value::Folder)}}};
    return withStore(command);
}

CommandInfo restoreCommand()
{
    CommandInfo command;
    command.name = u"restore"_s;
    command.usage = u"FOLDER STORE [OPTIONS]"_s;
    command.summary = u"segments as such a folder has them"_s;
    command.text = u"Restore the segments of a store from a backup, without a window. Nothing that "
                   "is not in the backup is deleted."_s;
    command.groups = {
        {{},
         {argument(u"FOLDER"_s, OptionInfo::Value::Folder,
                   u"of segmentdesk backup, of this store or of another"_s),
          flag(u"make-equal"_s, u"remove members who are not in the backup"_s),
          flag(u"create-profiles"_s, u"create shopper profiles for customers who have none"_s),
          valued(u"max-removals"_s, u"N"_s,
                 u"refuse if a segment would lose more people: a number, or a part of its members "
                 "such as 35% (20%)"_s),
          flag(u"dry-run"_s,
               u"only compare and print what would happen; exits as the restore would"_s),
          valued(u"result"_s, u"FILE"_s,
                 u"the people who were not found, have no profile or are removed, with their "
                 "segment; a new file can be read by you alone"_s,
                 OptionInfo::Value::File)}}};
    return withStore(command);
}

CommandInfo historyCommand()
{
    CommandInfo command;
    command.name = u"history"_s;
    command.usage = u"[--resume N|--discard N|--undo N] STORE [OPTIONS]"_s;
    command.summary = u"changes that were interrupted or can be undone"_s;
    command.text =
        u"List the changes of this computer that were interrupted or can be undone, the newest "
        "last, which is undone first; or resume, discard or undo one, without a window."_s;
    command.groups = {
        {{},
         {valued(u"resume"_s, u"N|all"_s, u"resume an interrupted change; no one is sent twice"_s),
          valued(u"discard"_s, u"N|all"_s,
                 u"end an interrupted change: what was sent is read back, nothing else is sent"_s),
          valued(u"undo"_s, u"N"_s,
                 u"undo the newest change, which has the number N in the list"_s)}}};
    return withStore(command);
}

} // namespace

ProgramInfo segmentdeskProgram()
{
    ProgramInfo program;
    program.name = u"segmentdesk"_s;
    program.summary = u"manage the customer segments of a BigCommerce store"_s;
    program.itself = windowCommand();
    program.commands = {exportCommand(), importCommand(), backupCommand(), restoreCommand(),
                        historyCommand()};
    program.environment = {
        {u"SEGMENTDESK_TOKEN"_s,
         u"access token of the store that --api-path or --store names; it is removed from the "
         "environment at once and kept nowhere"_s},
        {u"https_proxy, no_proxy"_s, u"how the store is reached"_s}};
    program.files = {{u"~/.config/segmentdesk/"_s,
                      u"settings and the list of stores; tokens are in the system's keychain"_s},
                     {u"~/.local/share/segmentdesk/"_s,
                      u"for each store the journal of changes and the local copy"_s}};
    program.examples = {
        {u"segmentdesk --sandbox"_s, u"try everything without a store"_s},
        {u"segmentdesk backup --store k3x9 --to ~/backups/k3x9"_s,
         u"back up the segments of a store that was connected in the window"_s},
        {u"segmentdesk import vip.csv --segment VIP --make-equal --dry-run --store k3x9"_s,
         u"see what an import would change"_s}};
    program.seeAlso = {u"segmentdesk-sandbox(1)"_s};
    return program;
}

} // namespace segmentdesk
