// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/supportdialog.h"

#include "ui/kit/typography.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SupportDialog::SupportDialog(const QString &details, QWidget *parent) : DialogFrame(parent)
{
    setObjectName(u"supportDialog"_s);
    setWindowTitle(tr("Details for support"));
    setHeading(tr("The details were copied"));
    setSubtitle(tr("Paste them into your message. They name no token, no person, no store and no "
                   "folder."));

    auto *text = new QPlainTextEdit(details, this);
    text->setObjectName(u"supportDetails"_s);
    text->setAccessibleName(tr("Details for support"));
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setTabChangesFocus(true);
    text->document()->setDocumentMargin(8);
    setType(text, TypeRole::Fixed);
    text->setMinimumHeight(px(150, this));
    content()->addWidget(text, 1);

    QPushButton *close = addButton(tr("Close"));
    close->setObjectName(u"closeButton"_s);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    setMinimumWidth(px(480, this));
    resize(px(620, this), px(380, this));
}

} // namespace segmentdesk
