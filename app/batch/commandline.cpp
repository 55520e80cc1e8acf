// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/commandline.h"

#include "models/domain/account.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

#include <cstdlib>
#include <cstring>

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
    const QCommandLineOption sandbox(u"sandbox"_s);
    const QCommandLineOption selfTest(u"self-test"_s);
    const QCommandLineOption version(QStringList{u"v"_s, u"version"_s});
    const QCommandLineOption help(QStringList{u"h"_s, u"help"_s});
    const QCommandLineOption apiPath(u"api-path"_s, {}, u"URL"_s);
    const QCommandLineOption dataDir(u"data-dir"_s, {}, u"DIR"_s);
    // What a session manager gives to a program that it starts again; for Qt, not for us.
    const QCommandLineOption session(u"session"_s, {}, u"ID"_s);
    parser.addOptions({sandbox, selfTest, version, help, apiPath, dataDir, session});

    // The parser takes the first argument for the program's name.
    if (!parser.parse(QStringList(u"segmentdesk"_s) + arguments))
        return refuse(parser.errorText());

    CommandLine line;
    if (parser.isSet(help)) {
        line.action = Action::ShowHelp;
        return line;
    }
    if (parser.isSet(version)) {
        line.action = Action::ShowVersion;
        return line;
    }
    line.sandbox = parser.isSet(sandbox);
    line.selfTest = parser.isSet(selfTest);
    if (parser.isSet(apiPath)) {
        const Result<QUrl> path = apiPathFromInput(parser.value(apiPath));
        if (!path)
            return refuse(apiPathTrouble(path.error().title));
        line.apiPath = *path;
    }
    if (parser.isSet(dataDir)) {
        if (parser.value(dataDir).isEmpty())
            return refuse(u"--data-dir: the name of the folder is empty."_s);
        line.dataDir = QDir::cleanPath(QFileInfo(parser.value(dataDir)).absoluteFilePath());
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
            return refuse(u"There is no such file: " + files.constFirst());
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
    return u"Usage: segmentdesk [OPTIONS] [FILE.csv]\n"
           "       segmentdesk export|import|backup|restore|history …\n"
           "See and change the customer segments of a BigCommerce store.\n"
           "\n"
           "  FILE.csv         import this file into a segment; nothing changes before you confirm "
           "it\n"
           "  --sandbox        open the sandbox store: an embedded store on this computer\n"
           "  --api-path URL   open a store by its API path or store hash, with the token from "
           "the\n"
           "                   environment variable SEGMENTDESK_TOKEN; neither is kept, only\n"
           "                   the journal of changes, so that they can be undone\n"
           "  --data-dir DIR   keep settings and the sandbox store in this folder\n"
           "  --self-test      start everything without showing it, then exit with 0\n"
           "  -v, --version    show the version\n"
           "  -h, --help       show this help\n"
           "\n"
           "Without a window, for schedulers (each has its own --help):\n"
           "  segmentdesk export    people or segments to a CSV file\n"
           "  segmentdesk import    a CSV file into a segment\n"
           "  segmentdesk backup    all segments with their members to a folder\n"
           "  segmentdesk restore   segments as such a folder has them\n"
           "  segmentdesk history   changes that were interrupted or can be undone\n"_s;
}

QByteArray takeTokenFromEnvironment()
{
    // Before any thread is started, and the very bytes: unsetenv() alone leaves them in
    // /proc/PID/environ.
    char *value = std::getenv(tokenVariable); // NOLINT(concurrency-mt-unsafe)
    if (!value)
        return {};
    QByteArray token = QByteArray(value).trimmed();
    explicit_bzero(value, std::strlen(value));
    qunsetenv(tokenVariable);
    return token;
}

} // namespace segmentdesk
