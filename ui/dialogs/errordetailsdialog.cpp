// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/errordetailsdialog.h"

#include "ui/kit/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

ErrorDetailsDialog::ErrorDetailsDialog(const ErrorWords &words, const QString &details,
                                       QWidget *parent)
    : DialogFrame(parent)
{
    setObjectName(u"errorDetailsDialog"_s);
    setWindowTitle(tr("Details"));
    setHeading(words.title.isEmpty() ? tr("Details") : words.title);
    setSubtitle(words.sentence());

    auto *facts = new QPlainTextEdit(details, this);
    facts->setObjectName(u"errorFacts"_s);
    facts->setAccessibleName(tr("Technical facts"));
    facts->setReadOnly(true);
    facts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    facts->setTabChangesFocus(true);
    facts->document()->setDocumentMargin(8);
    setType(facts, TypeRole::Fixed);
    facts->setMinimumHeight(px(150, this));
    content()->addWidget(facts, 1);
    setFacts(tr("The token is not among them."));

    QPushButton *copy = addButton(tr("Copy"), ButtonLook::Normal, u"copy"_s);
    copy->setObjectName(u"copyDetails"_s);
    connect(copy, &QPushButton::clicked, this, [words, details] {
        QGuiApplication::clipboard()->setText(words.title + u'\n' + words.sentence() + u"\n\n"_s
                                              + details);
    });
    QPushButton *close = addButton(tr("Close"), ButtonLook::Primary);
    close->setObjectName(u"closeButton"_s);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    setMinimumWidth(px(480, this));
    resize(px(560, this), px(380, this));
}

ErrorDetailsDialog::ErrorDetailsDialog(const ApiError &error, WhatFailed operation, QWidget *parent)
    : ErrorDetailsDialog(words::errorWords(error, operation), words::errorDetails(error), parent)
{
}

} // namespace segmentdesk
