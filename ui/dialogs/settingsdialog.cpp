// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/settingsdialog.h"

#include "ui/kit/label.h"
#include "ui/words/connectionwords.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QVBoxLayout *addPage(QTabWidget *tabs, const QString &title)
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    tabs->addTab(page, title);
    return layout;
}

/// What something is and how it is, one under the other; can be selected and copied.
void addFact(QVBoxLayout *page, const QString &name, const QString &title, const QString &text)
{
    auto *value = new Label(text, TypeRole::Body, Tone::Text);
    value->setObjectName(name);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    page->addWidget(new Label(title, TypeRole::Caption, Tone::Second));
    page->addWidget(value);
    page->addSpacing(8);
}

} // namespace

SettingsDialog::SettingsDialog(const Values &values, QWidget *parent) : DialogFrame(parent)
{
    setObjectName(u"settingsDialog"_s);
    setWindowTitle(tr("Settings"));
    setHeading(tr("Settings"));

    auto *tabs = new QTabWidget;
    tabs->setObjectName(u"settingsTabs"_s);
    tabs->setTabBarAutoHide(true);
    fillGeneral(addPage(tabs, tr("General")), values);
    if (values.network)
        fillNetwork(addPage(tabs, tr("Network")), *values.network);
    content()->addWidget(tabs, 1);

    QPushButton *close = addButton(tr("Close"), ButtonLook::Primary);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    setMinimumWidth(px(440, this));
    // Not on the tabs, which hide where there is one only.
    findChild<QSpinBox *>(u"settingsReserve"_s)->setFocus();
}

void SettingsDialog::fillGeneral(QVBoxLayout *page, const Values &values)
{
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
    page->addLayout(row);
    page->addWidget(why);

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
    page->addSpacing(4);
    page->addLayout(checkRow);
    page->addWidget(checkWhy);
    connect(check, &QComboBox::activated, this,
            [this, check] { Q_EMIT checkMinutesChanged(check->currentData().toInt()); });

    auto *notify = new QCheckBox(tr("&Notify me when a long job finishes"));
    notify->setObjectName(u"settingsNotify"_s);
    notify->setChecked(values.notifies);
    auto *when =
        new Label(tr("Only while you are in another window."), TypeRole::Caption, Tone::Second);
    when->setWordWrap(true);
    page->addSpacing(4);
    page->addWidget(notify);
    page->addWidget(when);
    page->addStretch(1);
    connect(notify, &QCheckBox::toggled, this, &SettingsDialog::notifiesChanged);
    connect(spin, &QSpinBox::valueChanged, this, &SettingsDialog::reserveChanged);
}

/// What is set elsewhere: in the system, or in the environment of the program.
void SettingsDialog::fillNetwork(QVBoxLayout *page, const NetworkState &network)
{
    const QString login = words::proxyUser(network);
    addFact(page, u"settingsProxy"_s, tr("Proxy"),
            words::proxyInForce(network.proxy)
                + (login.isEmpty() ? QString() : QString(u". "_s + login)));
    addFact(page, u"settingsTrust"_s, tr("Certificate authorities"),
            words::trustedAuthorities(network.trust));
    if (const QString problem = words::trustProblem(network.trust); !problem.isEmpty()) {
        auto *label = new Label(problem, TypeRole::Body, Tone::Err);
        label->setObjectName(u"settingsTrustProblem"_s);
        label->setWordWrap(true);
        page->addWidget(label);
    }
    auto *where = new Label(tr("Segment Desk uses the proxy that the environment (https_proxy, "
                               "no_proxy) or the network settings of the system name. To trust "
                               "your company’s authority, %1")
                                .arg(words::whereAuthoritiesGo()),
                            TypeRole::Caption, Tone::Second);
    where->setWordWrap(true);
    page->addWidget(where);
    page->addStretch(1);
}

} // namespace segmentdesk
