// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/start/openingpage.h"

#include "ui/kit/controls.h"
#include "ui/kit/label.h"
#include "ui/kit/progressstrip.h"
#include "ui/segments/waitnote.h"
#include "ui/words/words.h"

#include <QKeyEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;

namespace segmentdesk {

OpeningPage::OpeningPage(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"openingPage"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);

    m_icon = new IconLabel(u"store"_s, Tone::Third, 40, this);
    m_title = new Label(QString(), TypeRole::PaneTitle, Tone::Text, this);
    m_title->setObjectName(u"openingTitle"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text = new Label(QString(), TypeRole::Body, Tone::Second, this);
    m_text->setObjectName(u"openingText"_s);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setFixedWidth(px(420, this));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar = makeProgressBar(this);
    m_bar->setObjectName(u"openingBar"_s);
    m_bar->setAccessibleName(tr("Opening the store"));
    m_bar->setFixedWidth(px(260, this));
    m_wait = new WaitNote([this] { Q_EMIT retryRequested(m_accountId); }, this);
    m_wait->setCancel([this] { Q_EMIT cancelled(m_accountId); });
    // It may be the keychain or the sandbox that is waited for.
    m_wait->setWords([](int seconds) {
        return tr("This takes longer than usual: %1 so far.")
            .arg(words::duration(std::chrono::seconds(seconds)));
    });
    m_wait->setFixedWidth(px(420, this));
    m_wait->hide();
    m_retry = makeButton(tr("Retry"), u"refresh"_s, ButtonLook::Primary, this);
    m_retry->setObjectName(u"retryOpening"_s);
    m_other = makeButton(tr("Another store"), QString(), ButtonLook::Normal, this);
    m_other->setObjectName(u"otherStore"_s);
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_accountId); });
    connect(m_other, &QPushButton::clicked, this, &OpeningPage::otherStoreRequested);

    m_cancel = makeButton(tr("Cancel"), QString(), ButtonLook::Normal, this);
    m_cancel->setObjectName(u"cancelOpening"_s);
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelled(m_accountId); });

    m_token = makeButton(tr("Use a token for this session"), QString(), ButtonLook::Normal, this);
    m_token->setObjectName(u"tokenInstead"_s);
    m_token->hide();
    connect(m_token, &QPushButton::clicked, this, [this] { Q_EMIT tokenRequested(m_accountId); });

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_token);
    buttons->addWidget(m_other);
    buttons->addWidget(m_retry);
    buttons->addStretch(1);
    // Not aligned in the column: that would cut the second line.
    auto *text = new QHBoxLayout;
    text->addStretch(1);
    text->addWidget(m_text);
    text->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(0);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    layout->addWidget(m_title);
    layout->addSpacing(4);
    layout->addLayout(text);
    layout->addSpacing(16);
    layout->addWidget(m_bar, 0, Qt::AlignHCenter);
    layout->addSpacing(16);
    layout->addWidget(m_wait, 0, Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    layout->addStretch(3);
}

void OpeningPage::showOpening(const Account &account, const QString &what, bool offersToken)
{
    m_accountId = account.id;
    m_icon->setIcon(account.kind == Account::Kind::Sandbox ? u"sandbox"_s : u"store"_s,
                    Tone::Third);
    m_title->setText(tr("Opening %1").arg(words::shortened(account.name)));
    m_text->setText(what);
    m_text->setVisible(!what.isEmpty());
    m_bar->show();
    segmentdesk::setProgress(m_bar, 0, -1);
    m_wait->setCanRetry(account.kind != Account::Kind::Sandbox);
    m_wait->show();
    m_wait->sign();
    m_retry->hide();
    m_other->hide();
    m_token->setVisible(offersToken);
    m_cancel->show();
    if (!m_token->hasFocus())
        m_cancel->setFocus();
    setAccessibleName(m_title->text());
}

void OpeningPage::setProgress(qint64 done, qint64 total)
{
    m_wait->sign();
    segmentdesk::setProgress(m_bar, done, total);
}

void OpeningPage::showFailed(const Account &account, const QString &text)
{
    m_accountId = account.id;
    m_icon->setIcon(u"error"_s, Tone::Err);
    m_title->setText(tr("Could not open %1").arg(words::shortened(account.name)));
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_bar->hide();
    m_wait->hide();
    m_cancel->hide();
    m_token->hide();
    m_retry->show();
    m_other->show();
    m_retry->setFocus();
    setAccessibleName(m_title->text());
}

void OpeningPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_cancel->isHidden())
        Q_EMIT cancelled(m_accountId);
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT otherStoreRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace segmentdesk
