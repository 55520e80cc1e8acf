// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/account.h"
#include "models/domain/keychain.h"
#include "models/network/networkstate.h"
#include "ui/dialogs/prompts.h"

#include <QMainWindow>

#include <memory>

class QSettings;

namespace segmentdesk {

class StoreSession;
struct TokenReport;

/// A window: menu bar, tool bar with the store menu and the search field, and below them the
/// welcome page, the connection page or an open store. Owns no store: the app opens and closes them
/// and shows them here by reference. Windows has all of them.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// What the window needs from the app.
    struct Services
    {
        Prompts prompts;
        /// Tries a token at an API path and reports what it may do.
        std::function<void(QUrl apiPath, QByteArray token, QObject *context, Callback<TokenReport>)>
            testToken;
        QString version;
        /// What Help › Copy details for support copies; not set: there is no such entry.
        std::function<QString()> supportDetails{};
        /// How a store is reached by now, or, without an address, the vendor's server; not set:
        /// that is not known.
        std::function<NetworkState(const QUrl &url)> networkState{};
    };

    /// @p settings keeps geometry, columns and the like; both must outlive the window.
    MainWindow(QSettings &settings, Services services, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The stores of the store menu, in order.
    void setAccounts(const QList<Account> &accounts);
    /// Where tokens can be kept, as far as it is known.
    void setKeychain(const Keychain &keychain);

    void showWelcome();
    /// A store is being opened; @p what says what is waited for, such as "Making 5,000 people".
    /// @p offersToken: the user may give a token instead.
    void showOpening(const Account &account, const QString &what, bool offersToken = false);
    /// Opening failed, said in words; the page offers to try again and to choose another store.
    void showOpenFailed(const Account &account, const QString &text);
    /// Shows an open store; its page is made at the first call and kept until closeStore().
    void showStore(StoreSession &session);
    /// Has an open store without showing it, as after another one was shown.
    void keepStore(StoreSession &session);
    bool hasStore(const QString &accountId) const;
    QList<StoreSession *> sessions() const;
    /// The page says that this store is being opened.
    bool isWaitingFor(const QString &accountId) const;
    /// Of the same size as another window, a little lower and to the right.
    void placeBeside(const QWidget &other);
    /// Imports a file into the store that is shown, or into the next one that will be.
    void importFile(const QString &path);
    /// Must be called before the session is destroyed. Shows the welcome page if the store was
    /// shown.
    void closeStore(const QString &accountId);
    /// Says something about an open store, for a while.
    void announce(const QString &accountId, const QString &text);
    /// Says something that concerns no open store, until it is closed.
    void tell(const QString &heading, const QString &text);
    /// Asks for a token for a store that is known but has none (lost keychain, 401), or for
    /// another.
    void askForToken(const Account &account, const QString &reason);

Q_SIGNALS:
    void sandboxRequested();
    void sandboxResetRequested();
    void storeRequested(const QString &accountId);
    /// The user will give a token instead of waiting for the one that was kept.
    void tokenInsteadRequested(const QString &accountId);
    /// The user gives up waiting for the store.
    void openingCancelled(const QString &accountId);
    /// The connection page was confirmed. @p remember: keep the token in the keychain.
    void storeConnected(const segmentdesk::Account &account, const QByteArray &token,
                        bool remember);
    void storeRenamed(const QString &accountId, const QString &name);
    void storeForgotten(const QString &accountId);
    /// The store is to be shown in a window of its own.
    void otherWindowRequested(const QString &accountId);
    /// By the user. Stores that it has are still open.
    void closed();

protected:
    bool event(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
