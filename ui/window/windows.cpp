// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windows.h"

#include "models/session/storesession.h"
#include "ui/dialogs/proxylogindialog.h"
#include "ui/segments/savedsearches.h"
#include "ui/segments/segmentcolors.h"

#include <QApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

Windows::Windows(QSettings &settings, MainWindow::Services services, QObject *parent)
    : QObject(parent), m_settings(settings), m_services(std::move(services)),
      m_first(std::make_unique<MainWindow>(m_settings, m_services))
{
    connectWindow(*m_first);
}

Windows::~Windows() = default;

QList<MainWindow *> Windows::all() const
{
    QList<MainWindow *> windows{m_first.get()};
    for (const auto &other : m_others)
        windows.append(other.get());
    return windows;
}

MainWindow &Windows::windowOf(const QString &accountId) const
{
    return *m_homes.value(accountId, m_first.get());
}

MainWindow &Windows::add()
{
    m_others.push_back(std::make_unique<MainWindow>(m_settings, m_services));
    MainWindow &window = *m_others.back();
    window.setAccounts(m_accounts);
    window.setKeychain(m_keychain);
    connectWindow(window);
    return window;
}

void Windows::connectWindow(MainWindow &window)
{
    connect(&window, &MainWindow::sandboxRequested, this, [this, &window] {
        for (const Account &account : std::as_const(m_accounts)) {
            if (account.kind == Account::Kind::Sandbox)
                claim(account.id, window);
        }
        Q_EMIT sandboxRequested();
    });
    connect(&window, &MainWindow::sandboxResetRequested, this, &Windows::sandboxResetRequested);
    connect(&window, &MainWindow::storeRequested, this, [this, &window](const QString &id) {
        claim(id, window);
        Q_EMIT storeRequested(id);
    });
    connect(&window, &MainWindow::storeConnected, this,
            [this, &window](const Account &account, const QByteArray &token, bool remember) {
                // The app gives it its id, and shows it, while the signal is delivered.
                m_connecting = &window;
                Q_EMIT storeConnected(account, token, remember);
                m_connecting = nullptr;
            });
    connect(&window, &MainWindow::openingCancelled, this, &Windows::openingCancelled);
    connect(&window, &MainWindow::tokenInsteadRequested, this, &Windows::tokenInsteadRequested);
    connect(&window, &MainWindow::storeRenamed, this, &Windows::storeRenamed);
    connect(&window, &MainWindow::storeForgotten, this, &Windows::storeForgotten);
    connect(&window, &MainWindow::otherWindowRequested, this,
            [this, &window](const QString &id) { openInAnother(id, window); });
    connect(&window, &MainWindow::closed, this, [this, &window] { closed(window); });
}

void Windows::claim(const QString &accountId, MainWindow &window)
{
    if (windowOf(accountId).hasStore(accountId))
        return; // it is open; its window comes to the front
    if (&window == m_first.get())
        m_homes.remove(accountId);
    else
        m_homes.insert(accountId, &window);
}

void Windows::openInAnother(const QString &accountId, const MainWindow &from)
{
    MainWindow &home = windowOf(accountId);
    // Where it has a window of its own already, there is nothing to move.
    if (home.hasStore(accountId) && &home != m_first.get() && &home != &from) {
        Q_EMIT storeRequested(accountId);
        return;
    }
    if (home.hasStore(accountId))
        home.closeStore(accountId);
    MainWindow &window = add();
    window.placeBeside(from);
    m_homes.insert(accountId, &window);
    window.show();
    Q_EMIT storeRequested(accountId);
}

void Windows::closed(MainWindow &window)
{
    if (&window == m_first.get()) {
        m_closed.insert(&window);
        return;
    }
    // Its stores stay open: what runs in them continues, and the first window has them.
    for (auto home = m_homes.begin(); home != m_homes.end();) {
        if (home.value() == &window)
            home = m_homes.erase(home);
        else
            ++home;
    }
    const QList<StoreSession *> sessions = window.sessions();
    for (StoreSession *session : sessions) {
        window.closeStore(session->account().id);
        m_first->keepStore(*session);
    }
    const auto gone = std::find_if(m_others.begin(), m_others.end(),
                                   [&window](const auto &other) { return other.get() == &window; });
    if (gone == m_others.end())
        return;
    gone->release()->deleteLater(); // it is its own signal that led here
    m_others.erase(gone);
}

MainWindow &Windows::bring(const QString &accountId)
{
    if (m_connecting)
        claim(accountId, *m_connecting);
    MainWindow &window = windowOf(accountId);
    if (m_closed.remove(&window))
        window.show();
    if (!m_others.empty() && window.isVisible()) {
        if (window.isMinimized())
            window.showNormal();
        window.activateWindow();
    }
    return window;
}

void Windows::setAccounts(const QList<Account> &accounts)
{
    m_accounts = accounts;
    const QList<MainWindow *> windows = all();
    for (MainWindow *window : windows)
        window->setAccounts(accounts);
}

void Windows::setKeychain(const Keychain &keychain)
{
    m_keychain = keychain;
    const QList<MainWindow *> windows = all();
    for (MainWindow *window : windows)
        window->setKeychain(keychain);
}

void Windows::raise()
{
    m_closed.remove(m_first.get());
    if (m_first->isMinimized())
        m_first->showNormal();
    else
        m_first->show();
    m_first->raise();
    m_first->activateWindow();
}

void Windows::tell(const QString &heading, const QString &text)
{
    m_first->tell(heading, text);
}

void Windows::askForProxyLogin(
    const ProxyQuestion &question, QObject *context,
    const std::function<void(const std::optional<ProxyAnswer> &)> &callback)
{
    // Above a dialog that is open: what that does may be what waits.
    QWidget *parent = QApplication::activeModalWidget();
    if (!parent) {
        const QList<MainWindow *> windows = all();
        const auto active = std::find_if(windows.cbegin(), windows.cend(), [](const auto *window) {
            return window->isActiveWindow();
        });
        parent = active == windows.cend() ? m_first.get() : *active;
    }
    auto *dialog = new ProxyLoginDialog(question, m_keychain, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ProxyLoginDialog::answered, context, callback);
    connect(dialog, &QDialog::rejected, context, [callback] { callback(std::nullopt); });
    // Then nothing waits for an answer any more.
    connect(context, &QObject::destroyed, dialog, [dialog](const QObject *gone) {
        dialog->disconnect(gone);
        dialog->close();
    });
    dialog->open();
}

void Windows::forgetSettings(const QString &accountId)
{
    SavedSearches::forget(m_settings, accountId);
    SegmentColors::forget(m_settings, accountId);
}

} // namespace segmentdesk
