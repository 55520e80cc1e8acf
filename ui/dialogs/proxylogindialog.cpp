// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/proxylogindialog.h"

#include "ui/kit/label.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int maxLogin = 512;

} // namespace

ProxyLoginDialog::ProxyLoginDialog(const ProxyQuestion &question, const Keychain &keychain,
                                   QWidget *parent)
    : DialogFrame(parent), m_user(new QLineEdit(this)), m_password(new QLineEdit(this)),
      m_remember(new QCheckBox(tr("&Remember in the keychain"), this))
{
    setObjectName(u"proxyLoginDialog"_s);
    setWindowTitle(tr("Log in to the proxy"));
    setHeading(tr("Log in to the proxy"));
    const QString proxy = words::shown(question.proxy);
    setSubtitle(question.realm.isEmpty()
                    ? tr("This computer reaches its stores through the proxy %1, which asks for a "
                         "user name and password.")
                          .arg(proxy)
                    : tr("This computer reaches its stores through the proxy %1, which asks for a "
                         "user name and password. It calls itself %2.")
                          .arg(proxy, words::quoted(question.realm)));
    QVBoxLayout *layout = content();
    layout->setSpacing(6);
    if (question.wasRefused) {
        auto *refused = new Label(tr("The proxy did not accept this user name and password."),
                                  TypeRole::Body, Tone::Err, this);
        refused->setObjectName(u"proxyLoginRefused"_s);
        refused->setWordWrap(true);
        layout->addWidget(refused);
    }
    const auto add = [this, layout](QLineEdit *field, const QString &name, const QString &text) {
        field->setObjectName(name);
        field->setMaxLength(maxLogin);
        auto *label = new Label(text, TypeRole::Body, Tone::Text, this);
        label->setBuddy(field);
        layout->addWidget(label);
        layout->addWidget(field);
    };
    add(m_user, u"proxyUser"_s, tr("&User name"));
    add(m_password, u"proxyPassword"_s, tr("&Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_remember->setObjectName(u"proxyRemember"_s);
    m_remember->setChecked(keychain.takesTokens());
    m_remember->setVisible(keychain.takesTokens());
    layout->addWidget(m_remember);
    if (!keychain.takesTokens()) {
        auto *kept = new Label(tr("No keychain is available; the password is kept until you close "
                                  "Segment Desk."),
                               TypeRole::Caption, Tone::Second, this);
        kept->setWordWrap(true);
        layout->addWidget(kept);
    }
    layout->addStretch(1);
    addCancelButton();
    QPushButton *logIn = addButton(tr("Log in"), ButtonLook::Primary);
    logIn->setObjectName(u"proxyLogIn"_s);
    setDefaultButton(logIn);
    const auto check = [this, logIn] { logIn->setEnabled(!m_user->text().isEmpty()); };
    connect(m_user, &QLineEdit::textChanged, logIn, check);
    connect(logIn, &QPushButton::clicked, this, [this] {
        Q_EMIT answered({{m_user->text(), m_password->text()}, m_remember->isChecked()});
        accept();
    });
    setMinimumWidth(px(420, this));
    m_user->setFocus();
    check();
}

} // namespace segmentdesk
