// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/batchoptions.h"

#include "app/batch/commandline.h"
#include "app/options/programs.h"
#include "models/csv/presets.h"
#include "models/domain/account.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Command = BatchOptions::Command;

constexpr std::array<std::pair<const char *, Command>, 5> commands{{
    {"export", Command::Export},
    {"import", Command::Import},
    {"backup", Command::Backup},
    {"restore", Command::Restore},
    {"history", Command::History},
}};

QString nameOf(Command command)
{
    const auto *const found = std::find_if(commands.begin(), commands.end(),
                                           [&](const auto &one) { return one.second == command; });
    return QString::fromLatin1(found->first);
}

CommandInfo infoOf(Command command)
{
    const QList<CommandInfo> all = segmentdeskProgram().commands;
    const auto found = std::find_if(all.begin(), all.end(), [&](const CommandInfo &info) {
        return info.name == nameOf(command);
    });
    Q_ASSERT(found != all.end());
    return *found;
}

std::optional<char> delimiterOf(const QString &name)
{
    if (name == u"comma" || name == u",")
        return ',';
    if (name == u"semicolon" || name == u";")
        return ';';
    if (name == u"tab" || name == u"\t")
        return '\t';
    if (name == u"pipe" || name == u"|")
        return '|';
    return std::nullopt;
}

std::optional<CsvDialect::Encoding> encodingOf(const QString &name)
{
    const QString folded = name.toLower().remove(u'-').remove(u'_');
    if (folded == u"utf8")
        return CsvDialect::Encoding::Utf8;
    if (folded == u"utf16le")
        return CsvDialect::Encoding::Utf16Le;
    if (folded == u"utf16be")
        return CsvDialect::Encoding::Utf16Be;
    if (folded == u"windows1252")
        return CsvDialect::Encoding::Windows1252;
    return std::nullopt;
}

std::optional<ColumnRole> roleOf(QString name)
{
    name.replace(u'-', u'_'); // as columns of an export are written
    if (name == u"email")
        return ColumnRole::Email;
    if (name == u"customer_id")
        return ColumnRole::CustomerNumber;
    if (name == u"profile_id")
        return ColumnRole::ProfileUuid;
    return std::nullopt;
}

/// "-", also by the names that the system has for it.
QString withoutStreamName(const QString &path, const QString &number)
{
    const QString standard = number == u"0" ? u"/dev/stdin"_s : u"/dev/stdout"_s;
    return path == standard || path == u"/dev/fd/"_s + number
            || path == u"/proc/self/fd/"_s + number
        ? u"-"_s
        : path;
}

QString absolute(const QString &path)
{
    return path == u"-" ? path : QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

/// One command's options. Reading them stops at the first that is wrong.
class Reader
{
public:
    explicit Reader(Command command)
    {
        m_line.command = command;
        m_parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
        m_info = infoOf(command);
        addOptions(m_parser, m_info);
    }

    BatchOptions read(const QStringList &arguments)
    {
        m_line.json = arguments.contains(u"--json");
        if (!m_parser.parse(arguments))
            return refuse(m_parser.errorText());
        if (m_parser.isSet(u"help"_s)) {
            m_line.action = BatchOptions::Action::ShowHelp;
            return m_line;
        }
        const QList<OptionInfo> options = m_info.options();
        for (const OptionInfo &option : options) {
            if (option.isArgument() || !option.hasValue() || !m_parser.isSet(option.names.first()))
                continue;
            const QString name = option.names.first();
            if (m_parser.value(name).isEmpty())
                return refuse(u"--%1: the value is empty."_s.arg(name));
            if (!option.repeats && m_parser.values(name).size() > 1)
                return refuse(u"--%1 is there more than once."_s.arg(name));
        }
        readStore();
        readFiles();
        if (m_line.command == Command::Export)
            readExport();
        if (m_line.command == Command::Import)
            readImport();
        if (m_line.command == Command::History)
            readHistory();
        if (has("max-removals")) {
            const auto limit = RemovalLimit::fromText(value("max-removals"));
            if (limit)
                m_line.limit = *limit;
            else
                wrong(u"--max-removals: give a number of people, or a part such as 35%."_s);
        }
        if (has("give-up-after")) {
            bool valid = false;
            const int seconds = value("give-up-after").toInt(&valid);
            if (valid && seconds >= 1 && seconds <= 86'400)
                m_line.giveUpAfter = std::chrono::seconds(seconds);
            else
                wrong(u"--give-up-after: give a number of seconds from 1 to 86400."_s);
        }
        if (has("result"))
            m_line.resultFile = absolute(value("result"));
        if (!m_line.resultFile.isEmpty()
            && (m_line.resultFile == u"-" || m_line.resultFile == m_line.file))
            wrong(u"--result: give a file of its own."_s);
        m_line.dryRun = has("dry-run");
        m_line.createProfiles = has("create-profiles");
        m_line.makeEqual = has("make-equal");
        m_line.allowEmpty = has("allow-empty");
        m_line.allowUnread = has("allow-unreadable");
        return m_line;
    }

private:
    bool has(const char *name) const
    {
        return m_parser.optionNames().contains(QString::fromLatin1(name));
    }

    QString value(const char *name) const
    {
        return has(name) ? m_parser.value(QString::fromLatin1(name)) : QString();
    }

    /// How many of the flags are given.
    int number(std::initializer_list<const char *> names) const
    {
        return int(std::count_if(names.begin(), names.end(),
                                 [this](const char *name) { return has(name); }));
    }

    BatchOptions refuse(const QString &message)
    {
        wrong(message);
        return m_line;
    }

    void wrong(const QString &message)
    {
        if (m_line.action == BatchOptions::Action::Refuse)
            return;
        m_line.action = BatchOptions::Action::Refuse;
        m_line.message = message;
    }

    void readStore()
    {
        if (number({"sandbox", "api-path", "store"}) != 1)
            wrong(u"Say which store: one of --store HASH, --api-path URL, --sandbox."_s);
        m_line.sandbox = has("sandbox");
        m_line.store = value("store");
        if (has("api-path")) {
            const Result<QUrl> path = apiPathFromInput(value("api-path"));
            if (path)
                m_line.apiPath = *path;
            else
                wrong(apiPathTrouble(path.error().title));
        }
        if (has("data-dir"))
            m_line.dataDir = absolute(value("data-dir"));
    }

    void readHistory()
    {
        using HistoryAction = BatchOptions::HistoryAction;
        if (number({"resume", "discard", "undo"}) > 1)
            wrong(u"One at a time: --resume, --discard or --undo."_s);
        for (const auto &[name, action] : {std::pair{"resume", HistoryAction::Resume},
                                           std::pair{"discard", HistoryAction::Discard},
                                           std::pair{"undo", HistoryAction::Undo}}) {
            if (!has(name))
                continue;
            m_line.historyAction = action;
            m_line.change = value(name);
            bool valid = false;
            m_line.change.toLongLong(&valid);
            if (!valid && (m_line.change != u"all" || action == HistoryAction::Undo))
                wrong(
                    u"--%1: give the number that the list shows."_s.arg(QString::fromLatin1(name)));
        }
    }

    void readFiles()
    {
        const QStringList files = m_parser.positionalArguments();
        if (m_line.command == Command::History) {
            if (!files.isEmpty())
                wrong(u"“%1” is too much."_s.arg(files.constFirst()));
            return;
        }
        const bool reads = m_line.command == Command::Import || m_line.command == Command::Restore;
        if (reads && files.size() != 1)
            wrong(m_line.command == Command::Import
                      ? u"Say which file: one, or - for standard input."_s
                      : u"Say which folder: one."_s);
        else if (!reads && !files.isEmpty())
            wrong(u"“%1” is too much: the file goes behind --to."_s.arg(files.constFirst()));
        else if (!reads && !has("to"))
            wrong(u"Say where to: --to is missing."_s);
        else
            m_line.file = absolute(reads ? withoutStreamName(files.constFirst(), u"0"_s)
                                         : withoutStreamName(value("to"), u"1"_s));
        if (m_line.command != Command::Import && m_line.command != Command::Export
            && m_line.isPiped())
            wrong(u"A backup is a folder, not a stream."_s);
    }

    void readExport()
    {
        if (number({"segment", "all", "without-profile", "segments", "matrix"}) != 1)
            wrong(u"Say what to export: one of --segment, --all, --without-profile, --segments, "
                  "--matrix."_s);
        m_line.segment = value("segment");
        m_line.kind = has("all")     ? ExportSpec::Kind::AllPeople
            : has("without-profile") ? ExportSpec::Kind::WithoutProfile
            : has("segments")        ? ExportSpec::Kind::Segments
            : has("matrix")          ? ExportSpec::Kind::Matrix
                                     : ExportSpec::Kind::Members;
        const QList<ExportColumn> possible = ExportSpec::possibleColumns(m_line.kind);
        QStringList names;
        for (const ExportColumn column : possible)
            names.append(QString::fromLatin1(exportColumn(column).key));
        for (const QString &name : value("columns").split(u',', Qt::SkipEmptyParts)) {
            const auto column = exportColumnOf(name.trimmed());
            if (!column || !possible.contains(*column))
                wrong(u"--columns: “%1” is none of %2."_s.arg(name.trimmed(), names.join(u", ")));
            else if (m_line.columns.contains(*column))
                wrong(u"--columns: “%1” is there twice."_s.arg(name.trimmed()));
            else
                m_line.columns.append(*column);
        }
        readDelimiter(ExportSpec::delimiters());
        m_line.exact = has("exact");
    }

    void readImport()
    {
        if (!has("segment"))
            wrong(u"Say into which segment: --segment NAME or its id."_s);
        m_line.segment = value("segment");
        if (number({"add", "remove", "make-equal"}) != 1)
            wrong(u"Say what to do: one of --add, --remove, --make-equal."_s);
        m_line.mode = has("remove") ? ImportMode::Remove
            : has("make-equal")     ? ImportMode::MakeEqual
                                    : ImportMode::Add;
        if (has("create-profiles") && m_line.mode == ImportMode::Remove)
            wrong(u"--create-profiles and --remove cannot go together."_s);
        if (has("encoding")) {
            m_line.encoding = encodingOf(value("encoding"));
            if (!m_line.encoding)
                wrong(u"--encoding: one of utf-8, utf-16le, utf-16be, windows-1252."_s);
        }
        readDelimiter(u",;\t|"_s);
        m_line.noHeader = has("no-header");
        if (has("header-line")) {
            m_line.headerLine = value("header-line").toInt();
            if (m_line.headerLine < 1)
                wrong(u"--header-line: give the number of a line, from 1."_s);
            if (m_line.noHeader)
                wrong(u"--header-line and --no-header cannot go together."_s);
        }
        m_line.preset = value("preset");
        const QStringList presets = presetKeys() + QStringList{u"none"_s};
        if (!m_line.preset.isEmpty() && !presets.contains(m_line.preset))
            wrong(u"--preset: one of %1."_s.arg(presets.join(u", ")));
        m_line.explains = has("explain");
        const QStringList columns = has("column") ? m_parser.values(u"column"_s) : QStringList();
        for (const QString &column : columns) {
            const qsizetype sign = column.lastIndexOf(u'=');
            const auto role = roleOf(column.mid(sign + 1));
            if (sign < 1 || !role)
                wrong(
                    u"--column “%1”: write NAME=email, NAME=customer_id or NAME=profile_id."_s.arg(
                        column));
            else
                m_line.roles.append({column.first(sign), *role});
        }
    }

    void readDelimiter(const QString &possible)
    {
        if (!has("delimiter"))
            return;
        const auto delimiter = delimiterOf(value("delimiter"));
        if (delimiter && possible.contains(QLatin1Char(*delimiter)))
            m_line.delimiter = *delimiter;
        else
            wrong(possible.contains(u'|') ? u"--delimiter: one of comma, semicolon, tab, pipe."_s
                                          : u"--delimiter: one of comma, semicolon, tab."_s);
    }

    QCommandLineParser m_parser;
    CommandInfo m_info;
    BatchOptions m_line;
};

} // namespace

QString RemovalLimit::words() const
{
    return number >= 0 ? QString::number(number) : QString::number(part * 100) + u" %"_s;
}

std::optional<RemovalLimit> RemovalLimit::fromText(const QString &text)
{
    RemovalLimit limit;
    bool valid = false;
    if (text.endsWith(u'%')) {
        const double percent = text.chopped(1).trimmed().toDouble(&valid);
        limit.part = percent / 100;
        valid = valid && percent >= 0 && percent <= 100;
    } else {
        limit.number = text.toLongLong(&valid);
        valid = valid && limit.number >= 0;
    }
    return valid ? std::optional(limit) : std::nullopt;
}

QString BatchOptions::commandName() const
{
    return nameOf(command);
}

bool BatchOptions::isBatch(const QStringList &arguments)
{
    return !arguments.isEmpty()
        && std::any_of(commands.begin(), commands.end(), [&](const auto &one) {
               return arguments.constFirst() == QLatin1String(one.first);
           });
}

BatchOptions BatchOptions::parse(const QStringList &arguments)
{
    const auto *const found = std::find_if(commands.begin(), commands.end(), [&](const auto &one) {
        return arguments.constFirst() == QLatin1String(one.first);
    });
    // The parser takes the first argument for the program's name.
    return Reader(found->second).read(arguments);
}

QString BatchOptions::helpText(Command command)
{
    return segmentdesk::helpText(segmentdeskProgram(), infoOf(command));
}

} // namespace segmentdesk
