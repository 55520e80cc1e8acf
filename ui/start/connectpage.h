// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/api/tokencheck.h"
#include "models/domain/account.h"
#include "models/domain/keychain.h"
#include "ui/start/tokenresult.h"

#include <QDateTime>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

class QAction;
class QCheckBox;
class QKeyEvent;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace segmentdesk {

class ErrorPanel;
class IconLabel;
class Label;
class Line;
class WaitNote;

/// Connects a store, or gives a known store a new token: the form at the left, what the token may
/// do at the right. The token is in the field and in what the signal hands over, nowhere else.
class ConnectPage : public QWidget
{
    Q_OBJECT

public:
    /// Tries a token at an API path; as MainWindow::Services::testToken.
    using TestToken = std::function<void(QUrl apiPath, QByteArray token, QObject *context,
                                         Callback<TokenReport> callback)>;

    explicit ConnectPage(TestToken testToken, QWidget *parent = nullptr);
    ~ConnectPage() override;

    /// The stores that are known; one that is connected again gets a new token.
    void setAccounts(const QList<Account> &accounts);
    /// Where tokens can be kept; where there is no keychain they are kept for this session only.
    void setKeychain(const Keychain &keychain);

    /// An empty form.
    void start();
    /// The form for a store that is known but needs a token; @p reason is said above it.
    void startForToken(const Account &account, const QString &reason);

Q_SIGNALS:
    /// The account has the id and kind of a known store; else its id is the hash. @p remember: the
    /// token shall go into the keychain.
    void connected(const segmentdesk::Account &account, const QByteArray &token, bool remember);
    void cancelled();

private:
    using Tested = TokenResult::Tested;

    QWidget *makeForm();
    void edited();
    void takePasted(QLineEdit *field);
    QByteArray token() const;
    const Account *knownAt(const QUrl &path) const;
    void sayWhereItIsKept();
    bool remembers() const;
    void checkPath();
    void test(bool thenConnect);
    void tested(const Result<TokenReport> &answer);
    void stopTest();
    void connectNow();
    void cancel();
    void showTested(Tested tested);
    void updateButtons();
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

    TestToken m_testToken;
    QList<Account> m_accounts;
    Keychain m_keychain;
    std::optional<Account> m_known; ///< the store that gets a new token
    Tested m_tested = Tested::Never;
    bool m_connectAfterTest = false;
    std::unique_ptr<QObject> m_testing; ///< context of the test under way
    TokenReport m_report;

    QDateTime m_testedAt; ///< UTC
    QTimer m_testedTick; ///< keeps "Tested 2 min ago" true

    Label *m_title;
    ErrorPanel *m_reason;
    QLineEdit *m_name;
    QLineEdit *m_path;
    IconLabel *m_pathIcon;
    Label *m_pathHint;
    QLineEdit *m_token;
    QAction *m_eye;
    Label *m_keychainText;
    QCheckBox *m_remember;
    QPushButton *m_test;
    Label *m_testText;
    WaitNote *m_wait; ///< for the test
    TokenResult *m_result;
    QScrollArea *m_formArea;
    QVBoxLayout *m_column; ///< of the form
    QScrollArea *m_resultArea;
    bool m_isResultBelow = false; ///< the form, not at its right
    Line *m_between;
    QPushButton *m_cancel;
    QPushButton *m_connect;
};

} // namespace segmentdesk
