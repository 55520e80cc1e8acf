// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/csv/columnroles.h"
#include "models/csv/csvdialect.h"
#include "models/export/exportspec.h"
#include "models/import/importrows.h"

#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace segmentdesk {

/// How many members may be removed from a segment: a number, or a part of those that it has.
struct RemovalLimit
{
    double part = guardedPart; ///< of the members, 0 to 1; used if number is negative
    qint64 number = -1;

    bool allows(qint64 leaving, qint64 members) const
    {
        return number >= 0 ? leaving <= number : double(leaving) <= part * double(members);
    }
    QString words() const; ///< "20 %", "40"
    /// "40" or "35%"; nothing if it is neither.
    static std::optional<RemovalLimit> fromText(const QString &text);
};

/// What was asked for on the command line, without a window: `segmentdesk export …` and its like.
struct BatchOptions
{
    enum class Command { Export, Import, Backup, Restore, History };
    enum class Action { Run, ShowHelp, Refuse };

    Action action = Action::Run;
    QString message; ///< Refuse: why, in words
    Command command = Command::Export;
    bool json = false;

    // Which store: one of them.
    bool sandbox = false;
    QUrl apiPath;
    QString store; ///< id of a saved account
    /// How long a store that does not answer is tried again.
    std::chrono::seconds giveUpAfter{120};
    QString dataDir; ///< absolute; empty: the standard places

    QString
        file; ///< to import or to export to, or a folder; absolute; "-": standard input or output
    QString segment; ///< name or id; empty: none

    // export
    ExportSpec::Kind kind = ExportSpec::Kind::Members;
    QList<ExportColumn> columns; ///< empty: the usual ones
    char delimiter = 0; ///< 0: comma (export), as detected (import)
    bool exact = false;

    // import
    ImportMode mode = ImportMode::Add;
    std::optional<CsvDialect::Encoding> encoding;
    QList<std::pair<QString, ColumnRole>> roles; ///< by name of the column, or its number from 1
    bool noHeader = false;
    int headerLine = 0; ///< from 1; 0: as detected
    QString preset; ///< key of a preset, or "none"; empty: as detected
    bool explains = false;

    // import and restore
    QString resultFile; ///< absolute; empty: none
    bool createProfiles = false;
    bool allowEmpty = false; ///< import: a file that names no one empties the segment
    bool allowUnread = false; ///< import: rows that cannot be read keep no one
    RemovalLimit limit;
    bool dryRun = false;
    bool makeEqual = false; ///< restore: members who are not in the backup leave

    // history
    enum class HistoryAction { List, Resume, Discard, Undo };
    HistoryAction historyAction = HistoryAction::List;
    QString change; ///< its number, or "all"

    bool isPiped() const { return file == u"-"; }
    /// Whether the store may be changed.
    bool changes() const
    {
        return command == Command::History
            ? historyAction != HistoryAction::List
            : (command == Command::Import || command == Command::Restore) && !dryRun;
    }
    /// Whether the journal is read or written.
    bool usesJournal() const { return changes() || command == Command::History; }
    QString commandName() const;

    /// Whether the first argument names a command.
    static bool isBatch(const QStringList &arguments);
    /// @p arguments without the program's name; isBatch().
    static BatchOptions parse(const QStringList &arguments);
    static QString helpText(Command command);
};

} // namespace segmentdesk
