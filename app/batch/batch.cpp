// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/batch.h"

#include "app/batch/backupcommand.h"
#include "app/batch/exportcommand.h"
#include "app/batch/historycommand.h"
#include "app/batch/importcommand.h"
#include "app/batch/restorecommand.h"
#include "app/sandbox/sandboxstore.h"
#include "app/stores/accounts.h"
#include "app/stores/datafolder.h"
#include "app/stores/embeddedstore.h"
#include "models/changes/journal.h"
#include "models/changes/mootcheck.h"
#include "models/mirror/mirror.h"
#include "models/network/proxylogins.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "models/system/standardstreams.h"
#include "ui/words/connectionwords.h"
#include "ui/words/folderwords.h"
#include "ui/words/jobwords.h"
#include "ui/words/journalwords.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSettings>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

std::unique_ptr<BatchCommand> makeCommand(const BatchOptions &line, StoreSession &session,
                                          Reporter &reporter)
{
    switch (line.command) {
    case BatchOptions::Command::Export:
        return std::make_unique<ExportCommand>(line, session, reporter);
    case BatchOptions::Command::Import:
        return std::make_unique<ImportCommand>(line, session, reporter);
    case BatchOptions::Command::Backup:
        return std::make_unique<BackupCommand>(line, session, reporter);
    case BatchOptions::Command::Restore:
        return std::make_unique<RestoreCommand>(line, session, reporter);
    case BatchOptions::Command::History:
        return std::make_unique<HistoryCommand>(line, session, reporter);
    }
    return {};
}

} // namespace

Batch::Batch(const BatchOptions &line, const DataFolder &folder, const QByteArray &token,
             const QString &version)
    : m_line(line), m_folder(folder), m_token(token), m_version(version),
      m_reporter(line.json, line.command == BatchOptions::Command::Export && line.isPiped()),
      m_signals(batchcode::signalled)
{
    // No one is here to log in to a proxy.
    ProxyLogins::Sources logins;
    logins.recall = [this](const QString &proxy, QObject *context,
                           const ProxyLogins::Recalled &callback) {
        m_proxies.recall(proxy, context, callback);
    };
    m_network.logins().setSources(logins);
    connect(&m_signals, &SignalWatch::received, this, &Batch::signalled);
    QTimer::singleShot(0, this, &Batch::start);
}

Batch::~Batch() = default;

int Batch::main(int argc, char **argv, const QStringList &arguments, const QByteArray &token,
                const QString &version)
{
    const BatchOptions line = BatchOptions::parse(arguments);
    Reporter reporter(line.json, line.command == BatchOptions::Command::Export && line.isPiped());
    if (line.action == BatchOptions::Action::ShowHelp) {
        return writeTo(stdout, BatchOptions::helpText(line.command).toUtf8()) ? batchcode::done
                                                                              : batchcode::trouble;
    }
    if (line.action == BatchOptions::Action::Refuse) {
        return reporter.outcome(
            {batchcode::refused,
             line.message + u" Try: segmentdesk "_s + line.commandName() + u" --help"_s,
             {}});
    }
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"segmentdesk"_s);
    QCoreApplication::setApplicationVersion(version);
    const DataFolder folder = DataFolder::openAnyway(line.dataDir);
    // What only reads needs no folder of its own.
    if (!folder.isWritable() && line.usesJournal()) {
        return reporter.outcome(
            {batchcode::refused,
             folder.problem()
                 + u" There the journal would be kept, so nothing was changed. --data-dir names "
                   "another folder."_s,
             {}});
    }
    if (folder.isOpenToOthers() && line.usesJournal())
        reporter.warning(words::openToOthers(folder.path()), u"open_to_others"_s);
    int code = batchcode::done;
    {
        const Batch batch(line, folder, token, version);
        code = QCoreApplication::exec();
    }
    if (code > batchcode::signalled) {
        // Threads that still read a file have nothing more to say, and are not awaited.
        std::fflush(nullptr);
        std::_Exit(code);
    }
    return code;
}

void Batch::start()
{
    QJsonObject facts{{u"command"_s, m_line.commandName()},
                      {u"version"_s, m_version},
                      {u"store"_s,
                       m_line.sandbox               ? Accounts::sandboxId()
                           : m_line.store.isEmpty() ? m_line.apiPath.toString()
                                                    : m_line.store}};
    if (!m_line.segment.isEmpty())
        facts.insert(u"segment"_s, m_line.segment);
    facts.insert(u"file"_s, m_line.file);
    m_reporter.start(facts);

    if (m_line.sandbox) {
        openSandbox();
    } else if (!m_line.store.isEmpty()) {
        openSaved();
    } else if (m_token.isEmpty()) {
        end({batchcode::noAccess,
             u"--api-path needs the store's token in the environment variable SEGMENTDESK_TOKEN."_s,
             {}});
    } else {
        Account account;
        account.id = Accounts::idFor(m_line.apiPath);
        account.name = storeHash(m_line.apiPath);
        account.apiPath = m_line.apiPath;
        open(account, m_token);
    }
}

void Batch::openSandbox()
{
    const QByteArray token = randomToken();
    m_sandbox =
        std::make_unique<sandbox::SandboxStore>(sandboxOptions(token, m_folder.sandboxFile()));
    connect(m_sandbox.get(), &sandbox::SandboxStore::started, this,
            [this, token](const QUrl &apiPath) { open(sandboxAccount(apiPath), token); });
    connect(m_sandbox.get(), &sandbox::SandboxStore::failed, this, [this](const QString &message) {
        end({batchcode::refused, u"The sandbox store cannot be opened: "_s + message, {}});
    });
    m_sandbox->start();
}

void Batch::openSaved()
{
    QSettings settings(m_folder.settingsFile(), QSettings::IniFormat);
    const Accounts accounts(settings);
    const Account *known = accounts.find(m_line.store);
    if (!known) {
        end({batchcode::refused,
             u"No store “%1” was connected in the window; --api-path opens any."_s.arg(
                 m_line.store),
             {}});
        return;
    }
    if (!m_token.isEmpty()) {
        open(*known, m_token);
        return;
    }
    m_credentials.read(
        known->id, Credentials::Prompt::Never, this,
        [this, account = *known](const Credentials::Found &found) {
            if (m_isOver)
                return;
            if (found.token.isEmpty())
                end({batchcode::noAccess,
                     found.why == Credentials::Found::Why::NotKept
                         ? u"The keychain has no token for this store. Connect it in the window "
                           "again, or give the token in the environment variable SEGMENTDESK_TOKEN."_s
                         : u"No keychain answers, or it is locked. Unlock it, or give the token in "
                           "the environment variable SEGMENTDESK_TOKEN."_s,
                     {}});
            else
                open(account, found.token);
        });
}

void Batch::open(const Account &account, const QByteArray &token)
{
    if (m_isOver)
        return;
    const QString folder = m_folder.journalsFolder() + u'/' + account.id;
    StoreSession::Options options;
    options.userAgent = u"SegmentDesk/"_s + m_version;
    options.network = m_network.access();
    options.mirrorReadsStore = false;
    // What only reads needs no journal, and goes beside an open window.
    if (m_line.usesJournal())
        options.journalFolder = folder;
    const bool usesCopy =
        m_folder.isWritable() && (m_line.changes() || m_line.kind == ExportSpec::Kind::Matrix);
    if (usesCopy && QFileInfo::exists(folder + u"/copy.sqlite"_s))
        options.mirrorFolder = folder;
    if (account.apiPath.scheme() == u"https") {
        const QString missing = words::trustProblem(m_network.stateOf(account.apiPath).trust);
        if (!missing.isEmpty())
            m_reporter.warning(missing, u"certificates"_s);
    }
    m_session = std::make_unique<StoreSession>(account, QString::fromUtf8(token), options);
    m_command = makeCommand(m_line, *m_session, m_reporter);
    connect(m_command.get(), &BatchCommand::finished, this, &Batch::end, Qt::QueuedConnection);
    connect(m_session.get(), &StoreSession::unauthorized, this, [this] {
        m_command->stop({batchcode::noAccess, u"The store does not accept the token."_s, {}});
    });
    connect(m_command.get(), &BatchCommand::finished, this, [this] {
        if (const QStringList rows = m_session->oddRows(); !rows.isEmpty())
            m_reporter.warning(words::oddRows(rows.size()) + u' ' + rows.first(),
                               u"rows_left_out"_s);
    });
    if (!m_line.usesJournal()) {
        run();
        return;
    }
    connect(m_session.get(), &StoreSession::journalFailed, this, [this](const QString &error) {
        m_command->stop({batchcode::refused, words::journalFailed(error).sentence(), {}});
    });
    connect(m_session.get(), &StoreSession::journalSetAside, this, [this](int records) {
        m_reporter.warning(words::journalSetAside(records), u"journal_records"_s);
    });
    connect(m_session.get(), &StoreSession::interruptedJobsChanged, this, &Batch::interrupted);
}

/// The journal is ours; begins once the copy, which has to learn what is changed, is open as well.
void Batch::interrupted()
{
    if (m_isRunning || m_moot)
        return;
    if (m_line.command == BatchOptions::Command::History) {
        openCopy(); // it says itself what was interrupted
        return;
    }
    QList<qint64> open;
    for (const StoreSession::InterruptedJob &job : m_session->interrupted().jobs()) {
        if (!job.hasMore) // what comes after it is not moot with it
            open.append(job.id);
    }
    m_moot = std::make_unique<MootCheck>(m_session->background(), *m_session->journal());
    m_moot->look(open, [this](const QList<qint64> &moot) { settle(moot); });
}

/// Ends what has nothing left to do, and says what else was interrupted.
void Batch::settle(const QList<qint64> &moot)
{
    if (m_isOver)
        return;
    for (const qint64 id : moot)
        m_session->interrupted().discard(id);
    for (const StoreSession::InterruptedJob &job : m_session->interrupted().jobs())
        m_reporter.warning(
            u"An earlier change was interrupted and is not resumed here: %1 (started %2). "
            "To resume or discard it: segmentdesk history --resume %3, --discard %3, or the "
            "window."_s.arg(words::jobDoing(job.facts), job.startedAt.toString(Qt::ISODate),
                            QString::number(job.id)),
            u"interrupted"_s);
    openCopy();
}

void Batch::openCopy()
{
    Mirror *copy = m_session->mirror();
    if (copy && copy->state() == Mirror::State::Opening)
        connect(copy, &Mirror::stateChanged, this, &Batch::run);
    else
        run();
}

void Batch::run()
{
    if (m_isRunning || m_isOver)
        return;
    m_isRunning = true;
    m_command->start();
}

void Batch::signalled(int number)
{
    m_reporter.stopping();
    const BatchOutcome stopped{batchcode::signalled + number, u"Stopped by a signal."_s, {}};
    if (m_command)
        m_command->stopSoon(stopped);
    else
        end(stopped);
}

void Batch::end(const BatchOutcome &outcome)
{
    if (m_isOver)
        return;
    m_isOver = true;
    Journal *journal = m_session ? m_session->journal() : nullptr;
    if (!journal) {
        quit(outcome);
        return;
    }
    // What was done is on the disk before it is said to be done.
    const auto trying = std::make_shared<QElapsedTimer>();
    trying->start();
    writeDown(*journal, outcome, trying);
}

/// Ends once the journal has everything, or has failed for journalPatience.
void Batch::writeDown(Journal &journal, const BatchOutcome &outcome,
                      const std::shared_ptr<QElapsedTimer> &trying)
{
    journal.flush(this, [this, &journal, outcome, trying](const QString &error) {
        // Where nothing was changed, or nothing is missing in the journal, nothing would be lost.
        if (error.isEmpty() || journal.behind().isEmpty() || outcome.code == batchcode::refused) {
            quit(outcome);
            return;
        }
        if (!trying->hasExpired(std::chrono::milliseconds(journalPatience).count())) {
            journal.tryAgain();
            QTimer::singleShot(250, this, [this, &journal, outcome, trying] {
                writeDown(journal, outcome, trying);
            });
            return;
        }
        BatchOutcome unwritten = outcome;
        unwritten.code =
            outcome.code > batchcode::signalled ? outcome.code : int(batchcode::trouble);
        unwritten.text += u' ' + words::journalBehind(error).sentence();
        unwritten.facts.insert(u"journal_error"_s, error);
        quit(unwritten);
    });
}

void Batch::quit(const BatchOutcome &outcome)
{
    QCoreApplication::exit(m_reporter.outcome(outcome));
}

} // namespace segmentdesk
