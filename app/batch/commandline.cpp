// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/commandline.h"

#include "app/options/programs.h"
#include "models/domain/account.h"
#include "models/system/process.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr const char *tokenVariable = "SEGMENTDESK_TOKEN";

CommandLine refuse(const QString &message)
{
    CommandLine line;
    line.action = CommandLine::Action::Refuse;
    line.message = message;
    return line;
}

} // namespace

CommandLine CommandLine::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    addOptions(parser, segmentdeskProgram().itself);

    // The parser takes the first argument for the program's name.
    if (!parser.parse(QStringList(u"segmentdesk"_s) + arguments))
        return refuse(parser.errorText());

    CommandLine line;
    if (parser.isSet(u"help"_s)) {
        line.action = Action::ShowHelp;
        return line;
    }
    if (parser.isSet(u"version"_s)) {
        line.action = Action::ShowVersion;
        line.verbose = parser.isSet(u"verbose"_s);
        line.dataDir = parser.value(u"data-dir"_s);
        return line;
    }
    if (parser.isSet(u"verbose"_s))
        return refuse(u"--verbose goes with --version."_s);
    line.sandbox = parser.isSet(u"sandbox"_s);
    line.selfTest = parser.isSet(u"self-test"_s);
    if (parser.isSet(u"api-path"_s)) {
        const Result<QUrl> path = apiPathFromInput(parser.value(u"api-path"_s));
        if (!path)
            return refuse(apiPathTrouble(path.error().title));
        line.apiPath = *path;
    }
    if (parser.isSet(u"data-dir"_s)) {
        if (parser.value(u"data-dir"_s).isEmpty())
            return refuse(u"--data-dir: the name of the folder is empty."_s);
        line.dataDir = QDir::cleanPath(QFileInfo(parser.value(u"data-dir"_s)).absoluteFilePath());
    }
    if (line.sandbox && !line.apiPath.isEmpty())
        return refuse(u"--sandbox and --api-path cannot go together."_s);
    if (line.selfTest && !line.apiPath.isEmpty())
        return refuse(u"--self-test uses the sandbox store, not --api-path."_s);
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return refuse(u"One file at a time, please."_s);
    if (!files.isEmpty()) {
        const QFileInfo file(files.constFirst());
        if (!file.isFile())
            return refuse(u"There is no such file: "_s + files.constFirst());
        line.file = file.absoluteFilePath();
    }
    return line;
}

QString apiPathTrouble(const QString &word)
{
    if (word == u"scheme")
        return u"--api-path: the address must begin with https:// "
               "(http:// only for this computer)."_s;
    if (word == u"host")
        return u"--api-path: the address names no host, or carries a user name."_s;
    if (word == u"empty")
        return u"--api-path: the address is empty."_s;
    return u"--api-path: this is neither an API path such as "
           "https://api.bigcommerce.com/stores/HASH/v3 nor a store hash."_s;
}

QString CommandLine::helpText()
{
    const ProgramInfo program = segmentdeskProgram();
    return segmentdesk::helpText(program, program.itself);
}

QByteArray takeTokenFromEnvironment()
{
    // Before any thread is started, and the very bytes: unsetenv() alone leaves them in
    // /proc/PID/environ.
    char *value = std::getenv(tokenVariable); // NOLINT(concurrency-mt-unsafe)
    if (!value)
        return {};
    QByteArray token = QByteArray(value).trimmed();
    wipe(value);
    qunsetenv(tokenVariable);
    return token;
}

} // namespace segmentdesk
