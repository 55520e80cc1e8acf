// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/keychain.h"
#include "models/network/proxylogin.h"
#include "ui/kit/dialogframe.h"

class QCheckBox;
class QLineEdit;

namespace segmentdesk {

/// Asks for the user name and password that a proxy wants.
class ProxyLoginDialog : public DialogFrame
{
    Q_OBJECT

public:
    ProxyLoginDialog(const ProxyQuestion &question, const Keychain &keychain,
                     QWidget *parent = nullptr);

Q_SIGNALS:
    /// Before it is accepted.
    void answered(const segmentdesk::ProxyAnswer &answer);

private:
    QLineEdit *m_user;
    QLineEdit *m_password;
    QCheckBox *m_remember;
};

} // namespace segmentdesk
