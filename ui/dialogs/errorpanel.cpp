// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/errorpanel.h"

#include "ui/dialogs/errordetailsdialog.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace segmentdesk {

ErrorPanel::ErrorPanel(QWidget *parent)
    : QWidget(parent), m_title(new Label(QString(), TypeRole::Strong, Tone::Text, this)),
      m_text(new Label(QString(), TypeRole::Body, Tone::Text, this)),
      m_link(new LinkButton(u"info"_s, tr("Details"), this))
{
    m_title->setObjectName(u"errorTitle"_s);
    m_title->setWordWrap(true);
    m_text->setObjectName(u"errorText"_s);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_link->setObjectName(u"errorDetails"_s);
    connect(m_link, &QPushButton::clicked, this, [this] {
        auto *dialog = new ErrorDetailsDialog(m_words, m_details, window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });

    auto *icon = new IconLabel(u"error"_s, Tone::Err, 16, this);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addWidget(m_link, 0, Qt::AlignLeft);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(10);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    hide();
}

void ErrorPanel::showError(const ApiError &error, WhatFailed operation)
{
    showWords(words::errorWords(error, operation), words::errorDetails(error));
}

void ErrorPanel::showWords(const ErrorWords &words, const QString &details)
{
    m_words = words;
    m_details = details;
    m_title->setText(words.title);
    m_title->setVisible(!words.title.isEmpty());
    m_text->setText(words.sentence());
    m_link->setVisible(!details.isEmpty());
    setAccessibleName(words.title + u". "_s + words.sentence());
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ErrorPanel::clear()
{
    hide();
}

void ErrorPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::of(this).errBg);
    painter.drawRoundedRect(rect(), 8, 8);
}

} // namespace segmentdesk
