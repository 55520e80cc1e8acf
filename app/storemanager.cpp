// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/storemanager.h"

#include "app/sandbox/sandboxstore.h"
#include "app/stores/credentials.h"
#include "app/stores/embeddedstore.h"
#include "app/stores/visitfolder.h"
#include "app/supportdetails.h"
#include "models/api/restclient.h"
#include "models/api/tokencheck.h"
#include "models/jobs/job.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "models/system/privatefile.h"
#include "ui/words/journalwords.h"

#include <QFileInfo>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <utility>

namespace segmentdesk {

namespace {

/// Whether anything runs or waits that is more than the reading of the local copy.
bool isAtWork(StoreSession &session)
{
    const QList<Job *> jobs = session.jobs().jobs();
    return std::any_of(jobs.cbegin(), jobs.cend(), [](const Job *job) {
        return job->state() != Job::State::Ended && job->facts().kind != JobFacts::Kind::ReadStore;
    });
}

QByteArray product(const QString &version)
{
    return "SegmentDesk/" + version.toLatin1();
}

} // namespace

MainWindow::Services StoreManager::services(const QString &version, const NetworkAccess &network)
{
    MainWindow::Services services;
    services.prompts = Prompts::native();
    services.version = version;
    services.testToken = [version, network](const QUrl &apiPath, const QByteArray &token,
                                            QObject *context,
                                            const Callback<TokenReport> &callback) {
        RestClient::Options options;
        options.network = network;
        options.apiPath = apiPath;
        options.token = token;
        options.product = product(version);
        auto *client = new RestClient(options, context);
        checkToken(*client, client, [client, callback](const Result<TokenReport> &report) {
            client->deleteLater();
            callback(report);
        });
    };
    return services;
}

StoreManager::StoreManager(Windows &windows, Accounts &accounts, Credentials &credentials,
                           Options options, QObject *parent)
    : QObject(parent), m_windows(windows), m_accounts(accounts), m_credentials(credentials),
      m_options(std::move(options)),
      m_sandboxToken(m_options.sandboxToken.isEmpty() ? randomToken() : m_options.sandboxToken)
{
    connect(&m_windows, &Windows::sandboxRequested, this, &StoreManager::openSandbox);
    connect(&m_windows, &Windows::sandboxResetRequested, this, &StoreManager::resetSandbox);
    connect(&m_windows, &Windows::storeRequested, this, &StoreManager::openStore);
    connect(&m_windows, &Windows::storeConnected, this, &StoreManager::connectStore);
    connect(&m_windows, &Windows::storeForgotten, this, &StoreManager::forget);
    connect(&m_windows, &Windows::storeRenamed, this, &StoreManager::rename);
    connect(&m_windows, &Windows::openingCancelled, this, &StoreManager::cancelOpening);
    connect(&m_windows, &Windows::tokenInsteadRequested, this, &StoreManager::tokenInstead);
    connect(&m_credentials, &Credentials::keychainChanged, this, [this] {
        m_windows.setKeychain(m_credentials.keychain());
        for (const auto &looking : m_looking) {
            if (const auto known = account(looking.first);
                known && m_windows.windowOf(known->id).isWaitingFor(known->id))
                showLooking(*known);
        }
    });
    connect(&m_credentials, &Credentials::deletionDelayed, this, [this] {
        m_windows.tell(tr("An old token is still in the keychain"), words::tokenDeletionDelayed());
    });
    m_windows.setKeychain(m_credentials.keychain());
    if (!m_options.visitsFolder.isEmpty())
        VisitFolder::sweep(m_options.visitsFolder);
    publishAccounts();
}

StoreManager::~StoreManager()
{
    while (!m_sessions.empty())
        close(m_sessions.begin()->first);
}

void StoreManager::tryAgain()
{
    for (const auto &open : m_sessions)
        open.second.session->tryAgain();
}

QStringList StoreManager::supportLines() const
{
    QStringList lines;
    int number = 0;
    for (const auto &open : m_sessions)
        lines += support::storeLines(*open.second.session, ++number);
    return lines;
}

void StoreManager::openLast()
{
    const QString id = m_accounts.lastShown();
    if (id == Accounts::sandboxId())
        openSandbox();
    else if (m_accounts.find(id))
        openStore(id);
    else
        m_windows.first().showWelcome();
}

void StoreManager::openSandbox()
{
    m_wanted = Accounts::sandboxId();
    if (session(m_wanted)) {
        show(m_wanted);
        return;
    }
    const bool first =
        m_options.sandboxFile.isEmpty() || QFileInfo(m_options.sandboxFile).size() == 0;
    m_windows.bring(Accounts::sandboxId())
        .showOpening(sandboxAccount(),
                     first ? tr("Creating %L1 people…").arg(sandboxCustomers)
                           : tr("Starting the sandbox store…"));
    if (m_sandbox)
        return; // is starting

    m_sandbox = std::make_unique<sandbox::SandboxStore>(
        sandboxOptions(m_sandboxToken, m_options.sandboxFile));
    connect(m_sandbox.get(), &sandbox::SandboxStore::started, this, &StoreManager::sandboxIsUp);
    connect(m_sandbox.get(), &sandbox::SandboxStore::failed, this, &StoreManager::sandboxFailed);
    connect(m_sandbox.get(), &sandbox::SandboxStore::resetDone, this,
            [this] { sandboxIsUp(m_sandbox->apiPath()); });
    m_sandbox->start();
    publishAccounts();
}

void StoreManager::sandboxIsUp(const QUrl &apiPath)
{
    if (m_resetWhenUp) {
        m_resetWhenUp = false;
        m_sandbox->reset();
        return;
    }
    open(sandboxAccount(apiPath), m_sandboxToken);
}

void StoreManager::sandboxFailed(const QString &message)
{
    m_resetWhenUp = false;
    close(Accounts::sandboxId());
    // It is the sender of the signal that led here.
    m_sandbox.release()->deleteLater();
    if (m_wanted == Accounts::sandboxId())
        m_windows.bring(Accounts::sandboxId()).showOpenFailed(sandboxAccount(), message);
}

void StoreManager::resetSandbox()
{
    close(Accounts::sandboxId());
    forgetJournal(Accounts::sandboxId());
    m_resetWhenUp = !m_sandbox || !m_sandbox->isRunning();
    openSandbox();
    if (m_resetWhenUp)
        return;
    m_windows.bring(Accounts::sandboxId())
        .showOpening(sandboxAccount(), tr("Creating %L1 people…").arg(sandboxCustomers));
    m_sandbox->reset();
}

void StoreManager::openStore(const QString &id)
{
    if (id == Accounts::sandboxId()) {
        openSandbox();
        return;
    }
    const std::optional<Account> known = account(id);
    if (!known)
        return;
    m_wanted = id;
    if (session(id)) {
        show(id);
        return;
    }
    Looking &looking = m_looking[id];
    looking = {std::make_unique<QObject>(), false};
    showLooking(*known);
    QObject *context = looking.context.get();
    QTimer::singleShot(m_options.keychainPatience, context, [this, id] {
        m_looking.at(id).isSlow = true;
        if (const auto waiting = account(id); waiting && m_windows.windowOf(id).isWaitingFor(id))
            showLooking(*waiting);
    });
    m_credentials.read(id, Credentials::Prompt::Allowed, context,
                       [this, id](const Credentials::Found &found) { tokenFound(id, found); });
}

/// What is waited for while the keychain is asked. However late it answers, the store opens then.
void StoreManager::showLooking(const Account &account)
{
    const bool isSlow = m_looking.at(account.id).isSlow;
    const QString text = m_credentials.keychain().state == Keychain::State::Locked
        ? tr("Your keychain is locked. The system may ask you to unlock it.")
        : isSlow ? tr("Waiting for the keychain… The system may be asking you to unlock it.")
                 : tr("Looking for the token…");
    m_windows.bring(account.id).showOpening(account, text, isSlow);
}

void StoreManager::tokenInstead(const QString &id)
{
    m_looking.erase(id);
    if (const auto known = account(id))
        m_windows.bring(id).askForToken(
            *known,
            tr("The keychain has not answered yet. Paste the token to continue without it."));
}

void StoreManager::tokenFound(const QString &id, const Credentials::Found &found)
{
    if (auto ended = m_looking.extract(id); !ended.empty())
        ended.mapped().context.release()->deleteLater(); // it is its own call that led here
    const std::optional<Account> known = account(id);
    if (!known)
        return;
    if (!found.token.isEmpty()) {
        open(*known, found.token);
        return;
    }
    if (m_wanted != id && !m_windows.windowOf(id).isWaitingFor(id))
        return;
    QString why;
    switch (found.why) {
    case Credentials::Found::Why::Known:
    case Credentials::Found::Why::NotKept:
        why = tr("The keychain has no token for this store. Please paste it again.");
        break;
    case Credentials::Found::Why::Locked:
        why = tr("Your keychain is still locked, so the token could not be read. Unlock it and "
                 "open the store again, or paste the token.");
        break;
    case Credentials::Found::Why::NoKeychain:
        why = tr("No keychain is available, so the token was forgotten when Segment Desk "
                 "closed. Please paste it again.");
        break;
    case Credentials::Found::Why::Silent:
        why = tr("The keychain did not answer. Please try again, or paste the token.");
        break;
    }
    m_windows.bring(known->id).askForToken(*known, why);
}

void StoreManager::cancelOpening(const QString &id)
{
    m_looking.erase(id); // whatever is found now is not wanted any more
    if (m_wanted == id)
        m_wanted.clear();
}

void StoreManager::rename(const QString &id, const QString &name)
{
    const Accounts::Saved saved = m_accounts.rename(id, name);
    const Account *renamed = m_accounts.find(id);
    if (StoreSession *open = session(id); open && renamed)
        open->setName(renamed->name);
    publishAccounts();
    sayIfNotSaved(saved);
}

void StoreManager::sayIfNotSaved(Accounts::Saved saved)
{
    if (saved == Accounts::Saved::NotWritten)
        m_windows.tell(tr("Not saved"), words::storesNotSaved());
}

void StoreManager::visit(const QUrl &apiPath, const QByteArray &token)
{
    // The store's own id: what batch mode did in it, or an earlier visit, is in the same journal.
    const QString id = Accounts::idFor(apiPath);
    m_wanted = id;
    if (!m_accounts.find(id)) {
        m_visited = Account{id, storeHash(apiPath), apiPath, Account::Kind::Visit};
        publishAccounts();
    }
    const Account visited = account(id).value();
    if (!renewed(visited, token))
        open(visited, token);
}

void StoreManager::connectStore(const Account &given, const QByteArray &token, bool remember)
{
    if (given.kind == Account::Kind::Visit) {
        visit(given.apiPath, token);
        return;
    }
    Account account = given;
    account.id = Accounts::idFor(account.apiPath);
    account.kind = Account::Kind::Store;
    m_wanted = account.id;
    const Accounts::Saved saved = m_accounts.put(account);
    if (saved == Accounts::Saved::Full) {
        m_windows.bring(account.id)
            .showOpenFailed(account,
                            tr("The list holds %L1 stores. Forget one of them first.")
                                .arg(Accounts::maxAccounts));
        return;
    }
    if (isVisited(account.id))
        m_visited.reset(); // it is kept from now on; its copy still goes with this session
    publishAccounts();
    sayIfNotSaved(saved);
    m_credentials.keep(
        account.id, token, remember, this, [this, remember, id = account.id](bool inKeychain) {
            if (remember && !inKeychain)
                m_windows.windowOf(id).announce(id,
                                                tr("The token could not be put into the keychain. "
                                                   "It is kept until you close Segment Desk."));
        });
    if (renewed(account, token))
        return;
    close(account.id);
    open(account, token);
}

bool StoreManager::renewed(const Account &account, const QByteArray &token)
{
    StoreSession *open = session(account.id);
    if (!open || open->account().apiPath != account.apiPath)
        return false;
    // Jobs that wait for a token continue with this one.
    open->setToken(QString::fromUtf8(token));
    open->setName(account.name);
    open->probeAccess();
    show(account.id);
    return true;
}

void StoreManager::forget(const QString &id)
{
    // What runs is stopped, and what is under way is answered first: it is not cut.
    if (StoreSession *open = session(id); open && isAtWork(*open)) {
        if (!m_forgetting.contains(id)) {
            m_forgetting.insert(id);
            // Later: after everybody else who listens.
            connect(
                &open->jobs(), &JobQueue::jobChanged, this,
                [this, id] {
                    if (m_forgetting.contains(id))
                        forget(id);
                },
                Qt::QueuedConnection);
        }
        open->jobs().cancelAll(); // also what has come since
        return;
    }
    m_forgetting.remove(id);
    close(id);
    if (id == Accounts::sandboxId()) {
        m_sandbox.reset();
    } else {
        if (isVisited(id))
            m_visited.reset();
        const Accounts::Saved saved = m_accounts.forget(id);
        m_credentials.forget(id);
        forgetJournal(id);
        m_windows.forgetSettings(id);
        sayIfNotSaved(saved);
    }
    if (m_accounts.lastShown() == id)
        m_accounts.setLastShown({});
    publishAccounts();
}

void StoreManager::open(const Account &account, const QByteArray &token)
{
    if (!session(account.id)) {
        StoreSession::Options options;
        options.userAgent = QString::fromLatin1(product(m_options.version));
        options.network = m_options.network;
        options.journalFolder = journalFolder(account.id);
        options.mirrorFolder = options.journalFolder;
        Open opened;
        if (account.kind == Account::Kind::Visit) {
            // It can be searched and sorted as any other, and goes with its session.
            if (!m_options.visitsFolder.isEmpty())
                opened.copy = VisitFolder::make(m_options.visitsFolder);
            options.mirrorFolder = opened.copy ? opened.copy->path() : QString();
        }
        auto made = std::make_unique<StoreSession>(account, QString::fromUtf8(token), options);
        connect(made.get(), &StoreSession::unauthorized, this, [this, account] {
            m_windows.bring(account.id)
                .askForToken(
                    account,
                    isAtWork(*session(account.id))
                        ? tr("The store does not accept this token. Running jobs wait for another "
                             "one.")
                        : tr("The store does not accept this token."));
        });
        if (account.kind != Account::Kind::Sandbox)
            made->probeAccess(); // a token that can only read is said before anything is typed
        opened.session = std::move(made);
        m_sessions[account.id] = std::move(opened);
    }
    // With several windows, several may wait.
    if (m_wanted == account.id || m_windows.windowOf(account.id).isWaitingFor(account.id))
        show(account.id);
}

void StoreManager::show(const QString &id)
{
    m_windows.bring(id).showStore(*session(id));
    if (!isVisited(id))
        m_accounts.setLastShown(id);
}

void StoreManager::close(const QString &id)
{
    // The node keeps the key, which may be what the id refers to, until all is closed; the session
    // goes with it.
    const auto closing = m_sessions.extract(id);
    if (closing.empty())
        return;
    m_windows.windowOf(closing.key()).closeStore(closing.key());
}

void StoreManager::rest(const std::function<bool()> &ends, std::chrono::milliseconds atMost)
{
    struct Waiting : QObject
    {
        using QObject::QObject;
        bool isOver = false;
        QList<QPointer<Job>> stopped;
    };
    auto *waiting = new Waiting(this);
    const auto end = [waiting, ends] {
        if (std::exchange(waiting->isOver, true))
            return;
        waiting->deleteLater();
        if (ends())
            return;
        for (const QPointer<Job> &job : std::as_const(waiting->stopped)) {
            if (job)
                job->resume();
        }
    };
    const auto look = [this, end] {
        if (!isOnWire())
            end();
    };
    for (const auto &[id, open] : m_sessions) {
        const QList<Job *> jobs = open.session->jobs().jobs();
        for (Job *job : jobs) {
            const bool wasPaused = job->isPaused();
            job->pause();
            if (job->isPaused() && !wasPaused)
                waiting->stopped.append(job);
        }
        connect(open.session.get(), &StoreSession::trafficChanged, waiting, look,
                Qt::QueuedConnection);
    }
    QTimer::singleShot(atMost, waiting, end);
    QMetaObject::invokeMethod(waiting, look, Qt::QueuedConnection);
}

/// Whether an answer is awaited that says what a job did.
bool StoreManager::isOnWire() const
{
    return std::any_of(m_sessions.cbegin(), m_sessions.cend(), [](const auto &one) {
        return isAtWork(*one.second.session) && one.second.session->traffic().inFlight > 0;
    });
}

QString StoreManager::journalFolder(const QString &id) const
{
    return m_options.journalsFolder.isEmpty() ? QString() : m_options.journalsFolder + u'/' + id;
}

void StoreManager::forgetJournal(const QString &id)
{
    const QString folder = journalFolder(id);
    if (!folder.isEmpty()) // an empty path would be the current folder
        removeFolder(folder);
}

StoreSession *StoreManager::session(const QString &id) const
{
    const auto found = m_sessions.find(id);
    return found == m_sessions.end() ? nullptr : found->second.session.get();
}

std::optional<Account> StoreManager::account(const QString &id) const
{
    if (isVisited(id))
        return m_visited;
    const Account *known = m_accounts.find(id);
    return known ? std::optional(*known) : std::nullopt;
}

void StoreManager::publishAccounts()
{
    QList<Account> accounts = m_accounts.all();
    if (m_visited)
        accounts.append(*m_visited);
    // Before it was first opened it is not one of the stores but an offer.
    if (m_sandbox || QFileInfo(m_options.sandboxFile).size() > 0)
        accounts.append(sandboxAccount());
    m_windows.setAccounts(accounts);
}

} // namespace segmentdesk
