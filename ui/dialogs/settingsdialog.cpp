// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/settingsdialog.h"

#include "ui/kit/label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace segmentdesk {

SettingsDialog::SettingsDialog(int reserve, bool notifies, QWidget *parent) : DialogFrame(parent)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setHeading(tr("Settings"));

    auto *spin = new QSpinBox;
    spin->setObjectName(QStringLiteral("settingsReserve"));
    spin->setRange(0, maxReserve);
    spin->setSuffix(tr(" %"));
    spin->setValue(reserve);
    auto *label = new Label(tr("&Leave to the store's other apps"));
    label->setBuddy(spin);
    auto *row = new QHBoxLayout;
    row->addWidget(label, 1);
    row->addWidget(spin);
    auto *why =
        new Label(tr("A store allows so many requests in a while, to all apps together. Long work "
                     "leaves this part of them free, in all open stores; looking around does not "
                     "wait for it."),
                  TypeRole::Caption, Tone::Second);
    why->setWordWrap(true);
    content()->addLayout(row);
    content()->addWidget(why);
    auto *notify = new QCheckBox(tr("&Tell me on the desktop when long work has ended"));
    notify->setObjectName(QStringLiteral("settingsNotify"));
    notify->setChecked(notifies);
    auto *when = new Label(tr("Only while this window is not the one you work in."), TypeRole::Caption,
                           Tone::Second);
    when->setWordWrap(true);
    content()->addSpacing(4);
    content()->addWidget(notify);
    content()->addWidget(when);
    content()->addStretch(1);
    connect(notify, &QCheckBox::toggled, this, &SettingsDialog::notifiesChanged);
    connect(spin, &QSpinBox::valueChanged, this, &SettingsDialog::reserveChanged);

    QPushButton *close = addButton(tr("Close"), ButtonLook::Primary);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    setMinimumWidth(px(440, this));
}

} // namespace segmentdesk
