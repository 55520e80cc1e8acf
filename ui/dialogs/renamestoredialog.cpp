// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/renamestoredialog.h"

#include "ui/kit/label.h"
#include "ui/words/words.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int maxName = 60;

} // namespace

RenameStoreDialog::RenameStoreDialog(const Account &account, const QList<Account> &all,
                                     QWidget *parent)
    : DialogFrame(parent), m_account(account), m_all(all), m_name(new QLineEdit(this)),
      m_hint(new Label(QString(), TypeRole::Caption, Tone::Second, this))
{
    setObjectName(u"renameStoreDialog"_s);
    setWindowTitle(tr("Rename store"));
    setHeading(tr("Rename %1").arg(words::quoted(account.name)));
    setSubtitle(tr("Only for you. The store itself stays as it is."));
    m_name->setObjectName(u"renameStoreName"_s);
    m_name->setMaxLength(maxName);
    m_name->setText(account.name);
    m_name->selectAll();
    auto *label = new Label(tr("&Name"), TypeRole::Body, Tone::Text, this);
    label->setBuddy(m_name);
    m_hint->setObjectName(u"renameStoreHint"_s);
    m_hint->setWordWrap(true);
    QVBoxLayout *layout = content();
    layout->setSpacing(0);
    layout->addWidget(label);
    layout->addSpacing(6);
    layout->addWidget(m_name);
    layout->addSpacing(4);
    layout->addWidget(m_hint);
    layout->addStretch(1);
    addCancelButton();
    m_rename = addButton(tr("Rename store"), ButtonLook::Primary);
    m_rename->setObjectName(u"renameStoreButton"_s);
    setDefaultButton(m_rename);
    connect(m_name, &QLineEdit::textChanged, this, &RenameStoreDialog::check);
    connect(m_rename, &QPushButton::clicked, this, [this] {
        Q_EMIT renamed(m_name->text().trimmed());
        accept();
    });
    setMinimumWidth(px(420, this));
    m_name->setFocus();
    check();
}

void RenameStoreDialog::check()
{
    const QString name = m_name->text().trimmed();
    Account wanted = m_account;
    wanted.name = name;
    const QString label = words::storeLabel(wanted, m_all);
    m_hint->setText(
        label == name ? QString()
                      : tr("Another store has this name: shown as %1.").arg(words::quoted(label)));
    m_rename->setEnabled(!name.isEmpty() && name != m_account.name);
}

} // namespace segmentdesk
