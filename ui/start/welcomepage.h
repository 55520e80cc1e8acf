// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/account.h"
#include "models/domain/keychain.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace segmentdesk {

class Label;

/// The first page: two doors, and below them the stores that are known already.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

    /// The stores that can be opened; the sandbox among them is left out, it has its door.
    void setAccounts(const QList<Account> &accounts);
    /// Says where a token will be kept.
    void setKeychain(const Keychain &keychain);

Q_SIGNALS:
    void sandboxRequested();
    void connectRequested();
    void storeRequested(const QString &accountId);
    /// "Where do I find the API path and the token?"
    void helpRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *m_logo;
    QList<QWidget *> m_illustrations;
    QPushButton *m_sandbox;
    QPushButton *m_connect;
    Label *m_keychain;
    QHBoxLayout *m_doors;
    QWidget *m_stores;
    QWidget *m_storeList;
    QList<QPushButton *> m_storeButtons;
};

} // namespace segmentdesk
