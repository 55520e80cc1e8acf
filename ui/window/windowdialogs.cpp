// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/windowdialogs.h"

#include "ui/kit/controls.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/typography.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

void confirm(QWidget &window, const QString &heading, const QString &text, const QString &keep,
             const QString &doIt, const Handler<void()> &then)
{
    auto *dialog = new DialogFrame(&window);
    dialog->setObjectName(u"confirmDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(heading);
    dialog->setHeading(heading);
    dialog->setSubtitle(text);
    dialog->setMinimumWidth(px(420, &window));
    QPushButton *no = dialog->addButton(keep);
    QPushButton *yes = dialog->addButton(doIt, ButtonLook::Danger);
    yes->setObjectName(u"confirmYes"_s);
    dialog->setDefaultButton(no);
    QObject::connect(no, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(yes, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, &window, then);
    dialog->open();
    no->setFocus();
}

void inform(QWidget &window, const QString &heading, const QString &text, const QString &close)
{
    auto *dialog = new DialogFrame(&window);
    dialog->setObjectName(u"noticeDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(heading);
    dialog->setHeading(heading);
    dialog->setSubtitle(text);
    dialog->setMinimumWidth(px(420, &window));
    QPushButton *button = dialog->addButton(close);
    dialog->setDefaultButton(button);
    QObject::connect(button, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->open();
}

} // namespace segmentdesk
