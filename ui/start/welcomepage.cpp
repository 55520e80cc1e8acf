// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/start/welcomepage.h"

#include "ui/kit/card.h"
#include "ui/kit/controls.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/words/words.h"

#include <QEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int doorWidth = 388;
constexpr int doorMargin = 25;
constexpr int factIcon = 16;
constexpr int factSpacing = 8;
constexpr int pageMargin = 24;

/// A drawing that follows the theme and the screen.
class Illustration : public QWidget
{
public:
    Illustration(const QString &name, QWidget *parent) : QWidget(parent), m_name(name)
    {
        setFixedSize(128, 88);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.drawPixmap(rect(),
                           Icon::illustration(m_name, Theme::of(this), devicePixelRatioF()));
    }

private:
    QString m_name;
};

/// The program's logo.
class Logo : public QWidget
{
public:
    explicit Logo(QWidget *parent) : QWidget(parent) { setFixedSize(56, 56); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        Icon::app().paint(&painter, rect());
    }
};

Label *addFact(QVBoxLayout *layout, const QString &icon, const QString &text, QWidget *parent)
{
    auto *label = new Label(text, TypeRole::Body, Tone::Text, parent);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(factSpacing);
    row->addWidget(new IconLabel(icon, Tone::Accent, factIcon, parent), 0, Qt::AlignTop);
    row->addWidget(label, 1);
    layout->addLayout(row);
    return label;
}

} // namespace

WelcomePage::WelcomePage(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"welcomePage"_s);
    setAccessibleName(tr("Welcome"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);

    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    area->setBackgroundRole(QPalette::Base);
    area->setWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);

    auto *title = new Label(tr("Welcome to Segment Desk"), TypeRole::Welcome, Tone::Text, page);
    title->setAlignment(Qt::AlignCenter);
    auto *lead = new Label(
        tr("See who is in a customer segment, find people, move them, and undo any change."),
        TypeRole::Lead, Tone::Second, page);
    lead->setAlignment(Qt::AlignCenter);
    lead->setWordWrap(true);

    const auto makeDoor = [this, page](const QString &drawing, const QString &heading,
                                       const QString &text) {
        auto *door = new Card(Card::Ground::Alt, page);
        door->setRadius(12);
        auto *layout = new QVBoxLayout(door);
        layout->setContentsMargins(doorMargin, doorMargin, doorMargin, doorMargin);
        layout->setSpacing(9);
        auto *illustration = new Illustration(drawing, door);
        m_illustrations.append(illustration);
        layout->addWidget(illustration);
        layout->addWidget(new Label(heading, TypeRole::DialogTitle, Tone::Text, door));
        auto *label = new Label(text, TypeRole::Body, Tone::Second, door);
        label->setWordWrap(true);
        // In a low window each gets its least height only, and that is of unbroken text.
        label->setMinimumHeight(
            std::max(2 * label->fontMetrics().lineSpacing(),
                     label->heightForWidth(px(doorWidth, this) - 2 * doorMargin)));
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        layout->addWidget(label);
        layout->addSpacing(4);
        door->setFixedWidth(px(doorWidth, this));
        return layout;
    };
    QVBoxLayout *sandbox =
        makeDoor(u"sandbox"_s, tr("Try the sandbox store"),
                 tr("A complete store inside Segment Desk, with invented people. "
                    "Try everything; nothing leaves this "
                    "computer."));
    addFact(sandbox, u"people"_s,
            tr("%1 people and %2 segments").arg(words::count(5000), words::count(24)), page);
    addFact(sandbox, u"member"_s, tr("Behaves like the real API, limits included"), page);
    addFact(sandbox, u"history"_s, tr("Kept between runs, can be reset at any time"), page);
    m_sandbox = makeButton(tr("Open the sandbox store"), QString(), ButtonLook::Primary, page);
    m_sandbox->setObjectName(u"openSandbox"_s);
    QVBoxLayout *connectStore =
        makeDoor(u"connect"_s, tr("Connect a store"),
                 tr("Work on your BigCommerce store. You need two things from its control panel."));
    addFact(connectStore, u"store"_s, tr("The API path or the store hash"), page);
    addFact(connectStore, u"key"_s, tr("A token with the <b>Customers: modify</b> scope"), page);
    m_keychain = addFact(connectStore, u"lock"_s, QString(), page);
    m_keychain->setObjectName(u"keychainText"_s);
    m_connect = makeButton(tr("Connect a store…"), QString(), ButtonLook::Normal, page);
    m_connect->setObjectName(u"connectStore"_s);
    for (auto *layout : {sandbox, connectStore})
        layout->addStretch(1);
    sandbox->addSpacing(18);
    sandbox->addWidget(m_sandbox);
    connectStore->addSpacing(18);
    connectStore->addWidget(m_connect);
    for (QPushButton *button : {m_sandbox, m_connect})
        button->setMinimumHeight(px(36, this));
    connect(m_sandbox, &QPushButton::clicked, this, &WelcomePage::sandboxRequested);
    connect(m_connect, &QPushButton::clicked, this, &WelcomePage::connectRequested);

    m_doors = new QHBoxLayout;
    m_doors->setSpacing(24);
    m_doors->addStretch(1);
    m_doors->addWidget(sandbox->parentWidget(), 0, Qt::AlignHCenter);
    m_doors->addWidget(connectStore->parentWidget(), 0, Qt::AlignHCenter);
    m_doors->addStretch(1);

    m_stores = new QWidget(page);
    m_stores->setObjectName(u"knownStores"_s);
    auto *storesTitle = new Label(tr("Your stores"), TypeRole::Strong, Tone::Text, m_stores);
    m_storeList = new QWidget(m_stores);
    new FlowLayout(m_storeList, 8, 8);
    auto *storesLayout = new QVBoxLayout(m_stores);
    storesLayout->setContentsMargins(0, 0, 0, 0);
    storesLayout->setSpacing(8);
    storesLayout->addWidget(storesTitle);
    storesLayout->addWidget(m_storeList);
    m_stores->hide();

    auto *help =
        new LinkButton(u"external-link"_s, tr("Where do I find the API path and the token?"), page);
    help->setObjectName(u"whereIsTheToken"_s);
    connect(help, &QPushButton::clicked, this, &WelcomePage::helpRequested);

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(pageMargin, pageMargin, pageMargin, pageMargin);
    layout->setSpacing(0);
    layout->addStretch(2);
    m_logo = new Logo(page);
    layout->addWidget(m_logo, 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    layout->addWidget(title);
    layout->addSpacing(4);
    layout->addWidget(lead);
    layout->addSpacing(26);
    layout->addLayout(m_doors);
    layout->addSpacing(20);
    layout->addWidget(m_stores, 0, Qt::AlignHCenter);
    layout->addSpacing(12);
    layout->addWidget(help, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    setKeychain({});
}

void WelcomePage::setAccounts(const QList<Account> &accounts)
{
    qDeleteAll(m_storeButtons);
    m_storeButtons.clear();
    for (const Account &account : accounts) {
        if (account.kind == Account::Kind::Sandbox)
            continue;
        QPushButton *button =
            makeButton(words::buttonText(words::shortened(words::storeLabel(account, accounts))),
                       u"store"_s, ButtonLook::Normal, m_storeList);
        button->setObjectName(u"store-"_s + account.id);
        button->setToolTip(words::toolTip(account.apiPath.toString()));
        connect(button, &QPushButton::clicked, this,
                [this, id = account.id] { Q_EMIT storeRequested(id); });
        m_storeList->layout()->addWidget(button);
        button->show();
        m_storeButtons.append(button);
    }
    m_stores->setVisible(!m_storeButtons.isEmpty());
}

void WelcomePage::setKeychain(const Keychain &keychain)
{
    switch (keychain.state) {
    case Keychain::State::Unknown:
    case Keychain::State::Missing:
    case Keychain::State::Locked:
    case Keychain::State::Ready:
        m_keychain->setText(tr("The token goes into this system’s keychain"));
        break;
    case Keychain::State::None:
        m_keychain->setText(
            tr("No keychain is available: the token is kept until you close Segment Desk"));
        break;
    case Keychain::State::Silent:
        m_keychain->setText(
            tr("The keychain does not answer: the token is kept until you close Segment Desk"));
        break;
    }
    m_keychain->setMinimumHeight(m_keychain->heightForWidth(px(doorWidth, this) - 2 * doorMargin
                                                            - factIcon - factSpacing - 4));
}

void WelcomePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Side by side, or on a small screen one below the other.
    const int one = px(doorWidth, this);
    const int both = 2 * one + m_doors->spacing();
    const bool isWide =
        width() >= both + 2 * pageMargin + style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    m_doors->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_stores->setFixedWidth(isWide ? both : one);
    // In a low window what can be done comes before what is nice to see.
    m_logo->setVisible(height() >= px(680, this));
    for (QWidget *illustration : std::as_const(m_illustrations))
        illustration->setVisible(height() >= px(620, this));
}

void WelcomePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_sandbox->setFocus();
}

} // namespace segmentdesk
