// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/waitnote.h"

#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/typography.h"
#include "ui/words/jobwords.h"

#include <QAccessible>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int besideFrom = 320; ///< px at a font of 13 px: narrower, the verbs stand below

} // namespace

WaitNote::WaitNote(const Verb &retry, QWidget *parent)
    : QWidget(parent), m_words([](int seconds) { return words::notAnswered(seconds); }),
      m_onRetry(retry), m_text(new Label({}, TypeRole::Body, Tone::Warn)),
      m_retry(new LinkButton(u"refresh"_s, tr("Retry"))), m_cancel(new LinkButton(tr("Cancel"))),
      m_layout(new QHBoxLayout(this))
{
    setObjectName(u"waitNote"_s);
    m_text->setObjectName(u"waitText"_s);
    m_retry->setObjectName(u"waitRetry"_s);
    m_cancel->setObjectName(u"waitCancel"_s);
    m_text->setWordWrap(true);
    auto *verbs = new QHBoxLayout;
    verbs->setSpacing(10);
    verbs->addWidget(m_retry);
    verbs->addWidget(m_cancel);
    verbs->addStretch();
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(10);
    m_layout->addWidget(m_text, 1);
    m_layout->addLayout(verbs);
    clear();
    connect(m_retry, &QPushButton::clicked, this, [this] {
        sign();
        // A copy: what it calls may delete the note.
        if (const Verb run = m_onRetry)
            (*run)();
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        clear();
        if (const Verb run = m_onCancel)
            (*run)();
    });
    connect(&m_patience, &Patience::waited, this, &WaitNote::say);
}

void WaitNote::setCancel(const Handler<void()> &cancel)
{
    m_onCancel = cancel;
}

void WaitNote::setCanRetry(bool canRetry)
{
    m_canRetry = canRetry;
    m_retry->setVisible(isLong() && m_onRetry && m_canRetry);
}

bool WaitNote::isLong() const
{
    return !m_text->isHidden();
}

void WaitNote::say(int seconds)
{
    const bool first = !isLong();
    m_text->setText(m_words(seconds));
    setAccessibleName(m_text->text());
    if (!first)
        return;
    m_text->show();
    m_retry->setVisible(m_onRetry && m_canRetry);
    m_cancel->setVisible(m_onCancel.has_value());
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT spoke();
}

void WaitNote::clear()
{
    const bool spoke = isLong();
    m_text->hide();
    m_retry->hide();
    m_cancel->hide();
    if (spoke)
        Q_EMIT this->spoke();
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

void WaitNote::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_layout->setDirection(width() < px(besideFrom, this) ? QBoxLayout::TopToBottom
                                                          : QBoxLayout::LeftToRight);
}

} // namespace segmentdesk
