// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/stores/accounts.h"
#include "app/stores/credentials.h"
#include "models/domain/account.h"
#include "models/network/networkaccess.h"
#include "ui/window/windows.h"

#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace segmentdesk {

class StoreSession;
class VisitFolder;

namespace sandbox {
class SandboxStore;
}

/// Opens and closes stores for the window: finds their tokens, starts the sandbox store, remembers
/// which store was shown last. Any number of stores is open side by side.
class StoreManager : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString sandboxFile; ///< the sandbox store's database; empty: in memory
        QString version;
        QByteArray sandboxToken = {}; ///< empty: a random one
        /// Where each store's journal has its folder; empty: nothing of a change outlives the
        /// program.
        QString journalsFolder = {};
        QString visitsFolder =
            {}; ///< where visited stores have their copies; empty: they have none
        NetworkAccess network = {};
        /// After which a token can be given instead of waiting for the keychain.
        std::chrono::milliseconds keychainPatience = std::chrono::seconds(5);
    };

    /// What the window needs, with the system's own dialogs.
    static MainWindow::Services services(const QString &version, const NetworkAccess &network = {});

    /// All must outlive the desk.
    StoreManager(Windows &windows, Accounts &accounts, Credentials &credentials, Options options,
                 QObject *parent = nullptr);
    /// Closes all stores.
    ~StoreManager() override;

    void openSandbox();
    /// Opens a store by its id; asks the window for a missing token.
    void openStore(const QString &id);
    /// Opens a store for this session only: neither address nor token is kept, and the local copy
    /// goes with the session. The journal is kept, as that of any store, so that changes can be
    /// undone and taken up again at the next visit. A store that is kept gets the token for this
    /// session.
    void visit(const QUrl &apiPath, const QByteArray &token);
    /// Opens the store that was shown last, or shows the welcome page.
    void openLast();

    /// What waits for a store that cannot be reached tries again now, in all stores.
    void tryAgain();

    /// What support asks about the open stores, see support::storeLines().
    QStringList supportLines() const;

    /// So long a program that was closed waits for answers, at most.
    static constexpr std::chrono::milliseconds maxRest{3000};
    /// Before the program ends: changes and what else runs send nothing more, and what is on the
    /// wire is answered. Then, or after @p atMost, @p ends is called, once and from the event loop;
    /// where it answers false, because the program does not end, what was stopped is resumed.
    void rest(const std::function<bool()> &ends, std::chrono::milliseconds atMost = maxRest);

    /// The open store of that id, or null.
    StoreSession *session(const QString &id) const;

private:
    void connectStore(const Account &account, const QByteArray &token, bool remember);
    /// Gives an open store its new token; false: it is not open at this address.
    bool renewed(const Account &account, const QByteArray &token);
    void tokenFound(const QString &id, const Credentials::Found &found);
    void showLooking(const Account &account);
    void tokenInstead(const QString &id);
    void cancelOpening(const QString &id);
    void rename(const QString &id, const QString &name);
    void forget(const QString &id);
    void resetSandbox();
    void sandboxIsUp(const QUrl &apiPath);
    void sandboxFailed(const QString &message);
    void open(const Account &account, const QByteArray &token);
    void show(const QString &id);
    void close(const QString &id);
    bool isOnWire() const;
    bool isVisited(const QString &id) const { return m_visited && m_visited->id == id; }
    QString journalFolder(const QString &id) const; ///< empty: none
    void forgetJournal(const QString &id);
    void sayIfNotSaved(Accounts::Saved saved);
    std::optional<Account> account(const QString &id) const;
    void publishAccounts();

    Windows &m_windows;
    Accounts &m_accounts;
    Credentials &m_credentials;
    Options m_options;
    QByteArray m_sandboxToken;
    std::unique_ptr<sandbox::SandboxStore> m_sandbox;
    bool m_resetWhenUp = false;
    struct Open
    {
        std::unique_ptr<VisitFolder> copy; ///< of a visited store; outlives the session
        std::unique_ptr<StoreSession> session;
    };
    std::optional<Account> m_visited;
    QSet<QString> m_forgetting; ///< stores whose jobs are being stopped
    QString m_wanted; ///< the store to show, which may still be opening
    struct Looking
    {
        std::unique_ptr<QObject> context;
        bool isSlow = false; ///< it has not answered within keychainPatience
    };
    std::map<QString, Looking> m_looking; ///< the searches for stores' tokens
    std::map<QString, Open> m_sessions;
};

} // namespace segmentdesk
