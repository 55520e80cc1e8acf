// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/account.h"
#include "ui/kit/dialogframe.h"

class QLineEdit;

namespace segmentdesk {

class Label;

/// Asks what a store shall be called here. A name that another store has may be taken: the labels
/// tell them apart.
class RenameStoreDialog : public DialogFrame
{
    Q_OBJECT

public:
    RenameStoreDialog(const Account &account, const QList<Account> &all, QWidget *parent = nullptr);

Q_SIGNALS:
    void renamed(const QString &name);

private:
    void check();

    Account m_account;
    QList<Account> m_all;
    QLineEdit *m_name;
    Label *m_hint;
    QPushButton *m_rename;
};

} // namespace segmentdesk
