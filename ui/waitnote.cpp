// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/waitnote.h"

#include "ui/jobwords.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"

#include <QAccessible>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

WaitNote::WaitNote(const std::function<void()> &retry, QWidget *parent)
    : QWidget(parent), m_text(new Label({}, TypeRole::Body, Tone::Warn)),
      m_retry(new LinkButton(u"refresh"_s, tr("Retry"))), m_canRetry(static_cast<bool>(retry))
{
    setObjectName(u"waitNote"_s);
    m_text->setObjectName(u"waitText"_s);
    m_retry->setObjectName(u"waitRetry"_s);
    m_text->setWordWrap(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_retry);
    clear();
    connect(m_retry, &QPushButton::clicked, this, [this, retry] {
        sign();
        retry();
    });
    connect(&m_patience, &Patience::waited, this, [this](int seconds) {
        const bool first = m_text->isHidden();
        m_text->setText(words::notAnswered(seconds));
        m_text->show();
        m_retry->setVisible(m_canRetry);
        if (first) {
            QAccessibleEvent alert(this, QAccessible::Alert);
            QAccessible::updateAccessibility(&alert);
        }
        setAccessibleName(m_text->text());
    });
}

void WaitNote::clear()
{
    m_text->hide();
    m_retry->hide();
}

void WaitNote::sign()
{
    clear();
    if (isVisible())
        m_patience.start();
}

void WaitNote::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    clear();
    m_patience.start();
}

void WaitNote::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_patience.stop();
}

} // namespace segmentdesk
