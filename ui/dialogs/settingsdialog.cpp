// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/settingsdialog.h"

#include "ui/kit/label.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SettingsDialog::SettingsDialog(const Values &values, QWidget *parent) : DialogFrame(parent)
{
    setObjectName(u"settingsDialog"_s);
    setWindowTitle(tr("Settings"));
    setHeading(tr("Settings"));

    auto *spin = new QSpinBox;
    spin->setObjectName(u"settingsReserve"_s);
    spin->setRange(0, maxReserve);
    spin->setSuffix(tr(" %"));
    spin->setValue(values.reserve);
    auto *label = new Label(tr("&Keep free for other apps"));
    label->setBuddy(spin);
    auto *row = new QHBoxLayout;
    row->addWidget(label, 1);
    row->addWidget(spin);
    auto *why =
        new Label(tr("Your store limits how many requests all apps may make together. Long jobs "
                     "leave this share free for the others. Browsing is never held back."),
                  TypeRole::Caption, Tone::Second);
    why->setWordWrap(true);
    content()->addLayout(row);
    content()->addWidget(why);

    auto *check = new QComboBox;
    check->setObjectName(u"settingsCheck"_s);
    QList<int> choices{0, 5, 15, 60, 240};
    if (!choices.contains(values.checkMinutes)) // from a file edited by hand
        choices.append(values.checkMinutes);
    for (const int minutes : std::as_const(choices)) {
        check->addItem(minutes == 0        ? tr("Only when you refresh (F5)")
                           : minutes == 60 ? tr("Every hour")
                           : minutes % 60 == 0
                           ? tr("Every %1 hours").arg(words::count(minutes / 60))
                           : tr("Every %1 minutes").arg(words::count(minutes)),
                       minutes);
    }
    check->setCurrentIndex(check->findData(values.checkMinutes));
    auto *checkLabel = new Label(tr("&Check the store for changes"));
    checkLabel->setBuddy(check);
    auto *checkRow = new QHBoxLayout;
    checkRow->addWidget(checkLabel, 1);
    checkRow->addWidget(check);
    auto *checkWhy = new Label(tr("A few requests check whether the local copy still matches the "
                                  "store. Your own changes appear at once."),
                               TypeRole::Caption, Tone::Second);
    checkWhy->setWordWrap(true);
    content()->addSpacing(4);
    content()->addLayout(checkRow);
    content()->addWidget(checkWhy);
    connect(check, &QComboBox::activated, this,
            [this, check] { Q_EMIT checkMinutesChanged(check->currentData().toInt()); });

    auto *notify = new QCheckBox(tr("&Notify me when a long job finishes"));
    notify->setObjectName(u"settingsNotify"_s);
    notify->setChecked(values.notifies);
    auto *when =
        new Label(tr("Only while you are in another window."), TypeRole::Caption, Tone::Second);
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
