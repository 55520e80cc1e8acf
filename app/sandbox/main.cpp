// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// segmentdesk-sandbox: the sandbox store alone.

#include "app/sandbox/sandboxstore.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <limits>
#include <optional>

#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace segmentdesk::sandbox;

namespace {

int signalPipe[2] = {-1, -1};

// Only what is safe in a signal handler: a byte wakes the event loop.
void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(signalPipe[0], &byte, 1);
}

int badOption(const QString &message)
{
    std::fprintf(stderr, "segmentdesk-sandbox: %s\nTry 'segmentdesk-sandbox --help'.\n",
                 qUtf8Printable(message));
    return 2;
}

class Arguments
{
public:
    explicit Arguments(const QCommandLineParser &parser) : m_parser(parser) { }

    template <typename Number>
    void read(const char *name, Number &value)
    {
        const QString option = QString::fromLatin1(name);
        if (!m_parser.isSet(option) || !m_problem.isEmpty())
            return;
        bool valid = false;
        const qulonglong number = m_parser.value(option).toULongLong(&valid);
        if (valid && number <= qulonglong(std::numeric_limits<Number>::max()))
            value = Number(number);
        else
            m_problem = u"--%1 must be a whole number from 0 to %2, not \"%3\""_s.arg(option)
                            .arg(std::numeric_limits<Number>::max())
                            .arg(m_parser.value(option));
    }

    void read(const char *name, QString &value)
    {
        if (m_parser.isSet(QString::fromLatin1(name)))
            value = m_parser.value(QString::fromLatin1(name));
    }

    void read(const char *name, bool &value) { value = m_parser.isSet(QString::fromLatin1(name)); }

    const QString &problem() const { return m_problem; }

private:
    const QCommandLineParser &m_parser;
    QString m_problem;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"segmentdesk-sandbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SEGMENTDESK_VERSION));

    Options options;
    const auto number = [](auto value) { return QString::number(value); };
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"An emulator of BigCommerce's customer segmentation API (v3) on this machine.\n"
        "Prints one line with its address when it is ready; ends on SIGTERM and Ctrl+C."_s);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const auto add = [&parser](const char *name, const char *text, const char *value = nullptr,
                               const QString &standard = {}) {
        QString description = QString::fromLatin1(text);
        if (!standard.isEmpty())
            description += u" (%1)"_s.arg(standard);
        parser.addOption(
            {QString::fromLatin1(name), description, QString::fromLatin1(value ? value : "")});
    };
    add("port", "Port on 127.0.0.1; 0: any that is free.", "number", number(options.port));
    add("store", "Hash of the store, as in the address.", "hash", options.storeHash);
    add("token", "Access token that may do everything.", "token", options.token);
    add("read-only-token", "Access token that may only read.", "token", options.readOnlyToken);
    add("db", "SQLite file to keep the store in; filled only if it is new (in memory).", "file");
    add("customers", "Customers to make up.", "number", number(options.customers));
    add("profiles", "How many of them have a shopper profile (19 of 20).", "number");
    add("segments", "Segments to make up.", "number", number(options.segments));
    add("seed", "Another number makes up other people.", "number", number(options.seed));
    add("latency", "Hold each answer back.", "ms", number(options.latencyMs));
    add("quota", "Requests in a window; 0: without limit and headers.", "number",
        number(options.quota));
    add("window", "Length of a window.", "ms", number(options.windowMs));
    add("max-concurrent", "Writes of members, and of segments, at once.", "number",
        number(options.maxConcurrent));
    add("partial-conflicts", "Do the rest of a batch that has conflicts (207), not nothing (409).");
    add("partial-422", "Do the rest of a batch that has conflicts, and say so with 422.");
    add("counts-in-meta", "Tell total, success and failed of what was made, with 201 too.");
    add("delete-answers-200", "Answer DELETE with 200 or 207 and counts, not with 204.");
    add("update-answers-200", "Answer PUT with 200, not with 201.");
    add("update-conflicts-422", "Answer PUT with a taken name with 422, not with 409.");
    add("profiles-count-at-once", "Creating profiles counts into --max-concurrent, too.");
    add("api-limit", "Send X-BC-ApiLimit-Remaining, counted down from this.", "number");
    add("host", "Answer to this name too; may be repeated.", "name");
    add("read-only-hides-segments", "Refuse include=segment_ids to the read-only token (403).");
    add("members-touch-customers", "Let a membership change move the customer's date_modified.");
    add("max-page", "Largest page; larger limits are cut to it.", "number",
        number(options.maxPageSize));
    add("empty-page", "This page of every list comes without rows; 0: none.", "number",
        number(options.emptyPage));
    add("untold-segments", "Customers come with segment_ids null.");
    add("untold-profiles", "Customers come without shopper_profile_id.");
    add("odd-rows", "Every so many rows of a list there is one that cannot be used; 0: none.",
        "number", number(options.oddRows));
    add("max-items", "Segments or profiles in one POST or PUT.", "number",
        number(options.maxItems));
    add("gzip", "Compress answers for clients that accept it.");
    add("chunked", "Send answers in chunks.");

    if (!parser.parse(QCoreApplication::arguments()))
        return badOption(parser.errorText());
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        return 0;
    }
    if (parser.isSet(version)) {
        std::puts("segmentdesk-sandbox " SEGMENTDESK_VERSION);
        return 0;
    }
    if (!parser.positionalArguments().isEmpty())
        return badOption(
            u"\"%1\" is not an option"_s.arg(parser.positionalArguments().constFirst()));

    Arguments arguments(parser);
    arguments.read("port", options.port);
    arguments.read("store", options.storeHash);
    arguments.read("token", options.token);
    arguments.read("read-only-token", options.readOnlyToken);
    arguments.read("db", options.databaseFile);
    arguments.read("customers", options.customers);
    arguments.read("profiles", options.profiles);
    arguments.read("segments", options.segments);
    arguments.read("seed", options.seed);
    arguments.read("latency", options.latencyMs);
    arguments.read("quota", options.quota);
    arguments.read("window", options.windowMs);
    arguments.read("max-concurrent", options.maxConcurrent);
    arguments.read("partial-conflicts", options.partialConflicts);
    arguments.read("partial-422", options.partial422);
    arguments.read("counts-in-meta", options.countsInMeta);
    arguments.read("delete-answers-200", options.deleteAnswers200);
    arguments.read("update-answers-200", options.updateAnswers200);
    arguments.read("update-conflicts-422", options.updateConflicts422);
    arguments.read("profiles-count-at-once", options.profilesCountAtOnce);
    arguments.read("api-limit", options.apiLimitRemaining);
    if (parser.isSet(u"host"_s))
        options.hosts = parser.values(u"host"_s);
    arguments.read("read-only-hides-segments", options.readOnlyHidesSegments);
    arguments.read("members-touch-customers", options.membersTouchCustomers);
    arguments.read("max-page", options.maxPageSize);
    arguments.read("empty-page", options.emptyPage);
    arguments.read("untold-segments", options.untoldSegments);
    arguments.read("untold-profiles", options.untoldProfiles);
    arguments.read("odd-rows", options.oddRows);
    arguments.read("max-items", options.maxItems);
    arguments.read("gzip", options.gzip);
    arguments.read("chunked", options.chunked);
    // More profiles than the usual number of customers: as many customers as it takes.
    if (!parser.isSet(u"customers"_s))
        options.customers = qMax(options.customers, options.profiles);
    const QString problem = arguments.problem().isEmpty() ? options.problem() : arguments.problem();
    if (!problem.isEmpty())
        return badOption(problem);

    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, signalPipe) != 0) {
        std::perror("segmentdesk-sandbox");
        return 1;
    }
    SandboxStore store(options);
    QSocketNotifier signalled(signalPipe[1], QSocketNotifier::Read);
    QObject::connect(&signalled, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);

    QObject::connect(&store, &SandboxStore::started, &app, [](const QUrl &apiPath) {
        std::printf("listening on %s\n", apiPath.toEncoded().constData());
        std::fflush(stdout);
    });
    QObject::connect(&store, &SandboxStore::failed, &app, [](const QString &message) {
        std::fprintf(stderr, "segmentdesk-sandbox: %s\n", qUtf8Printable(message));
        QCoreApplication::exit(1);
    });
    store.start();
    return QCoreApplication::exec();
}
