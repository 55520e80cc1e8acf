// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/start/connectpage.h"

#include "models/domain/pastedcredentials.h"
#include "ui/dialogs/errorpanel.h"
#include "ui/kit/controls.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/segments/waitnote.h"
#include "ui/start/scopelist.h"
#include "ui/start/tokenresult.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QAction>
#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int maxName = 60;
constexpr int testedTickMs = 20'000;
constexpr int narrowPage = 760;

QScrollArea *scrolled(QWidget *content, QPalette::ColorRole ground)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setBackgroundRole(ground);
    content->setBackgroundRole(ground);
    content->setAutoFillBackground(true);
    area->setWidget(content);
    return area;
}

} // namespace

ConnectPage::ConnectPage(TestToken testToken, QWidget *parent)
    : QWidget(parent), m_testToken(std::move(testToken))
{
    setObjectName(u"connectPage"_s);
    setAccessibleName(tr("Connect a store"));
    setAutoFillBackground(true);

    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    m_formArea = scrolled(makeForm(), QPalette::Window);
    panes->addWidget(m_formArea, 39);
    m_between = new Line(Qt::Vertical, this);
    panes->addWidget(m_between);
    m_result = new TokenResult(this);
    m_resultArea = scrolled(m_result, QPalette::Base);
    panes->addWidget(m_resultArea, 61);

    m_cancel = makeButton(tr("Cancel"), QString(), ButtonLook::Normal, this);
    m_cancel->setObjectName(u"cancelConnect"_s);
    m_connect = makeButton(tr("Connect"), QString(), ButtonLook::Primary, this);
    m_connect->setObjectName(u"connectButton"_s);
    connect(m_cancel, &QPushButton::clicked, this, &ConnectPage::cancel);
    connect(m_connect, &QPushButton::clicked, this, [this] {
        if (m_tested == Tested::Ok)
            connectNow();
        else
            test(true);
    });
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(24, 12, 24, 12);
    footer->setSpacing(8);
    footer->addStretch(1);
    footer->addWidget(m_cancel);
    footer->addWidget(m_connect);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(panes, 1);
    layout->addWidget(new Line(Qt::Horizontal, this));
    layout->addLayout(footer);

    m_testedTick.setInterval(testedTickMs);
    connect(&m_testedTick, &QTimer::timeout, this, &ConnectPage::updateButtons);
    start();
}

ConnectPage::~ConnectPage() = default;

QWidget *ConnectPage::makeForm()
{
    auto *form = new QWidget;
    auto *back = new LinkButton(u"chevron-left"_s, tr("Back"), form);
    back->setObjectName(u"backFromConnect"_s);
    connect(back, &QPushButton::clicked, this, &ConnectPage::cancel);
    m_title = new Label(QString(), TypeRole::PageTitle, Tone::Text, form);
    m_title->setWordWrap(true);
    auto *where = new Label(
        tr("Both values are in the store’s control panel, under Settings › Store-level API "
           "accounts."),
        TypeRole::Body, Tone::Second, form);
    where->setWordWrap(true);
    m_reason = new ErrorPanel(form);
    m_reason->setObjectName(u"connectReason"_s);

    m_name = new QLineEdit(form);
    m_name->setObjectName(u"storeName"_s);
    m_name->setMaxLength(maxName);
    auto *nameLabel = new Label(tr("&Name in Segment Desk"), TypeRole::Body, Tone::Text, form);
    nameLabel->setBuddy(m_name);
    auto *nameHint = new Label(tr("Only for you. Shown in the store menu."), TypeRole::Caption,
                               Tone::Second, form);

    m_path = new QLineEdit(form);
    m_path->setObjectName(u"apiPath"_s);
    m_path->setFont(typeFont(TypeRole::Fixed, this));
    m_path->setPlaceholderText(u"https://…/stores/…/v3/"_s);
    m_path->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase);
    auto *pathLabel = new Label(tr("&API path or store hash"), TypeRole::Body, Tone::Text, form);
    pathLabel->setBuddy(m_path);
    m_pathIcon = new IconLabel(u"check-circle"_s, Tone::Ok, 14, form);
    m_pathHint = new Label(QString(), TypeRole::Caption, Tone::Second, form);
    m_pathHint->setObjectName(u"apiPathHint"_s);
    m_pathHint->setWordWrap(true);

    m_token = new QLineEdit(form);
    m_token->setObjectName(u"accessToken"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                 | Qt::ImhNoAutoUppercase | Qt::ImhHiddenText);
    auto *tokenLabel = new Label(tr("Access &token"), TypeRole::Body, Tone::Text, form);
    tokenLabel->setBuddy(m_token);
    m_eye = m_token->addAction(Icon::get(u"eye"_s), QLineEdit::TrailingPosition);
    m_eye->setObjectName(u"showToken"_s);
    m_eye->setCheckable(true);
    m_eye->setText(tr("Show the token"));
    m_eye->setToolTip(tr("Show the token"));
    connect(m_eye, &QAction::toggled, this, [this](bool on) {
        m_token->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_eye->setIcon(Icon::get(on ? u"eye-off"_s : u"eye"_s));
        m_eye->setToolTip(on ? tr("Hide the token") : tr("Show the token"));
    });
    auto *lock = new IconLabel(u"lock"_s, Tone::Second, 14, form);
    m_keychainText = new Label(QString(), TypeRole::Caption, Tone::Second, form);
    m_keychainText->setObjectName(u"keychainText"_s);
    m_keychainText->setWordWrap(true);
    m_remember = new QCheckBox(tr("&Remember in the keychain"), form);
    m_remember->setObjectName(u"rememberToken"_s);
    connect(m_remember, &QCheckBox::toggled, this, &ConnectPage::sayWhereItIsKept);

    m_test = makeButton(tr("Test connection"), u"refresh"_s, ButtonLook::Normal, form);
    m_test->setObjectName(u"testConnection"_s);
    m_testText = new Label(QString(), TypeRole::Body, Tone::Second, form);
    m_testText->setObjectName(u"testText"_s);
    m_testText->setWordWrap(true);
    connect(m_test, &QPushButton::clicked, this, [this] { test(false); });
    m_wait = new WaitNote([this] { test(m_connectAfterTest); }, form);
    m_wait->setCancel([this] { stopTest(); });
    m_wait->hide();
    for (QLineEdit *field : {m_path, m_token})
        connect(field, &QLineEdit::textChanged, this, [this, field] {
            takePasted(field);
            edited();
        });
    connect(m_path, &QLineEdit::textChanged, this, &ConnectPage::checkPath);

    auto *column = new QVBoxLayout;
    m_column = column;
    column->setSpacing(0);
    column->addWidget(back, 0, Qt::AlignLeft);
    column->addSpacing(14);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(where);
    column->addSpacing(12);
    column->addWidget(m_reason);
    const auto addField = [column](Label *label, QLineEdit *field, QWidget *icon, Label *hint) {
        column->addSpacing(8);
        column->addWidget(label);
        column->addSpacing(6);
        column->addWidget(field);
        column->addSpacing(5);
        auto *line = new QHBoxLayout;
        line->setSpacing(5);
        if (icon)
            line->addWidget(icon, 0, Qt::AlignTop);
        line->addWidget(hint, 1);
        column->addLayout(line);
        column->addSpacing(8);
    };
    addField(nameLabel, m_name, nullptr, nameHint);
    addField(pathLabel, m_path, m_pathIcon, m_pathHint);
    addField(tokenLabel, m_token, lock, m_keychainText);
    column->addWidget(m_remember);
    column->addSpacing(12);
    auto *testRow = new QHBoxLayout;
    testRow->setSpacing(12);
    testRow->addWidget(m_test);
    testRow->addWidget(m_testText, 1);
    column->addLayout(testRow);
    column->addSpacing(6);
    column->addWidget(m_wait);
    column->addStretch(1);

    // The form keeps its width; a wider window gets air at its sides.
    auto *layout = new QHBoxLayout(form);
    layout->setContentsMargins(24, 34, 24, 24);
    auto *inner = new QWidget(form);
    column->setContentsMargins(0, 0, 0, 0);
    inner->setLayout(column);
    inner->setMaximumWidth(px(448, this));
    layout->addStretch(1);
    layout->addWidget(inner, 1000);
    layout->addStretch(1);
    return form;
}

void ConnectPage::setAccounts(const QList<Account> &accounts)
{
    m_accounts = accounts;
    checkPath();
}

void ConnectPage::setKeychain(const Keychain &keychain)
{
    m_keychain = keychain;
    sayWhereItIsKept();
}

bool ConnectPage::remembers() const
{
    const bool isVisit = m_known && m_known->kind == Account::Kind::Visit;
    return !isVisit && m_keychain.takesTokens() && m_remember->isChecked();
}

/// Before the system asks for a password, say why it will.
void ConnectPage::sayWhereItIsKept()
{
    const bool isVisit = m_known && m_known->kind == Account::Kind::Visit;
    m_remember->setVisible(!isVisit && m_keychain.takesTokens());
    const QString kept =
        tr("Kept in this system’s keychain (%1), never in a file.").arg(m_keychain.name);
    QString text;
    if (isVisit) {
        text =
            tr("This store is open temporarily: the token is kept until you close Segment Desk.");
    } else if (m_keychain.takesTokens() && !m_remember->isChecked()) {
        text = tr("The token is kept until you close Segment Desk.");
    } else {
        switch (m_keychain.state) {
        case Keychain::State::Ready:
            text = kept;
            break;
        case Keychain::State::Locked:
            text = kept + u' '
                + tr("When you connect, the system may ask you to unlock the keychain.");
            break;
        case Keychain::State::Missing:
            text = kept + u' '
                + tr("There is none yet: when you connect, the system asks you to choose a "
                     "password for it.");
            break;
        case Keychain::State::None:
            text = tr("No keychain is available; the token is kept until you close Segment "
                      "Desk.");
            break;
        case Keychain::State::Unknown:
            text = tr("Looking for this system’s keychain…");
            break;
        case Keychain::State::Silent:
            text = tr("The keychain does not answer; the token is kept until you close Segment "
                      "Desk.");
            break;
        }
    }
    m_keychainText->setText(text);
}

/// Takes apart what is more than one value: people paste the whole text that the vendor offers, or
/// a line of it, into any field. The token is in sight no longer than that takes.
void ConnectPage::takePasted(QLineEdit *field)
{
    const PastedCredentials pasted = pastedCredentials(field->text());
    if (pasted.isEmpty())
        return;
    if (pasted.token)
        m_token->setText(*pasted.token);
    else if (field == m_token)
        m_token->clear();
    if (m_path->isReadOnly())
        return;
    if (pasted.apiPath)
        m_path->setText(*pasted.apiPath);
    else if (field == m_path)
        m_path->clear();
}

QByteArray ConnectPage::token() const
{
    return pastedValue(m_token->text()).toUtf8();
}

const Account *ConnectPage::knownAt(const QUrl &path) const
{
    const auto known =
        std::find_if(m_accounts.cbegin(), m_accounts.cend(), [&path](const Account &account) {
            return account.kind == Account::Kind::Store && account.apiPath.host() == path.host()
                && account.apiPath.port() == path.port()
                && storeHash(account.apiPath).compare(storeHash(path), Qt::CaseInsensitive) == 0;
        });
    return known == m_accounts.cend() ? nullptr : &*known;
}

void ConnectPage::start()
{
    m_testing.reset();
    m_known.reset();
    m_remember->setChecked(true);
    sayWhereItIsKept();
    m_title->setText(tr("Connect a store"));
    m_reason->clear();
    m_name->clear();
    m_path->clear();
    m_path->setReadOnly(false);
    m_token->clear();
    m_eye->setChecked(false);
    m_connectAfterTest = false;
    checkPath();
    showTested(Tested::Never);
    m_path->setFocus();
}

void ConnectPage::startForToken(const Account &account, const QString &reason)
{
    start();
    m_known = account;
    sayWhereItIsKept();
    m_title->setText(tr("Token for %1").arg(words::shortened(account.name)));
    m_name->setText(account.name);
    m_path->setText(account.apiPath.toString());
    m_path->setReadOnly(true);
    if (!reason.isEmpty())
        m_reason->showWords({QString(), reason, QString()});
    checkPath();
    showTested(Tested::Never);
    m_token->setFocus();
}

void ConnectPage::edited()
{
    if (m_tested == Tested::Running) {
        stopTest();
    } else if (m_tested == Tested::Ok) {
        showTested(Tested::Stale);
    } else if (m_tested == Tested::Failed) {
        showTested(Tested::Never);
    } else {
        updateButtons();
    }
}

void ConnectPage::stopTest()
{
    m_testing.reset();
    m_connectAfterTest = false;
    showTested(Tested::Never);
}

void ConnectPage::checkPath()
{
    const auto path = apiPathFromInput(m_path->text());
    if (path) {
        const QString hash = storeHash(*path);
        const bool isVendor = path->host() == u"api.bigcommerce.com";
        QString text = isVendor ? tr("Store hash %1").arg(hash)
                                : tr("Store hash %1 at %2").arg(hash, path->authority());
        QString name = hash;
        if (const Account *known = m_known ? nullptr : knownAt(*path)) {
            text = tr("%1. You have this store already, as %2; it gets this token.")
                       .arg(text, words::quoted(known->name));
            name = known->name;
        }
        m_pathHint->setText(text);
        m_pathHint->setTone(Tone::Ok);
        m_pathIcon->setIcon(u"check-circle"_s, Tone::Ok);
        m_name->setPlaceholderText(name);
    } else {
        const bool empty = m_path->text().trimmed().isEmpty();
        m_pathHint->setText(words::apiPathRefusal(path.error()));
        m_pathHint->setTone(empty ? Tone::Second : Tone::Err);
        m_pathIcon->setIcon(u"error"_s, Tone::Err);
        m_name->setPlaceholderText(tr("For example “My shop”"));
    }
    m_pathIcon->setVisible(path.has_value() || !m_path->text().trimmed().isEmpty());
    m_path->setAccessibleDescription(m_pathHint->text());
}

void ConnectPage::test(bool thenConnect)
{
    const auto path = apiPathFromInput(m_path->text());
    const QByteArray token = this->token();
    if (!path || token.isEmpty() || !m_testToken)
        return;
    m_connectAfterTest = thenConnect;
    m_testing = std::make_unique<QObject>();
    showTested(Tested::Running);
    m_wait->sign();
    m_testToken(*path, token, m_testing.get(),
                [this](const Result<TokenReport> &answer) { tested(answer); });
}

void ConnectPage::tested(const Result<TokenReport> &answer)
{
    m_testing.release()->deleteLater();
    m_testedAt = QDateTime::currentDateTimeUtc();
    const bool goOn = std::exchange(m_connectAfterTest, false);
    if (!answer) {
        m_result->showError(answer.error());
        showTested(Tested::Failed);
        // On with what is most likely to help.
        if (answer.error().kind == ApiError::Kind::Unauthorized) {
            m_token->setFocus();
            m_token->selectAll();
        } else if (!m_name->hasFocus()) {
            m_test->setFocus();
        }
        return;
    }
    m_report = *answer;
    m_result->setReport(m_report);
    showTested(Tested::Ok);
    // A token that may only read is worth a look before it is taken.
    if (goOn && ScopeList::isComplete(m_report)) {
        connectNow();
    } else if (!ScopeList::isUsable(m_report)) {
        m_token->setFocus();
        m_token->selectAll();
    } else if (!m_name->hasFocus()) {
        m_connect->setFocus();
    }
}

void ConnectPage::connectNow()
{
    const auto path = apiPathFromInput(m_path->text());
    const QByteArray token = this->token();
    if (!path || token.isEmpty() || m_tested != Tested::Ok || !ScopeList::isUsable(m_report))
        return;
    Account account;
    if (m_known)
        account = *m_known;
    else if (const Account *known = knownAt(*path))
        account = *known;
    else
        account = {storeHash(*path), storeHash(*path), *path, Account::Kind::Store};
    if (const QString name = m_name->text().trimmed(); !name.isEmpty())
        account.name = name;
    Q_EMIT connected(account, token, remembers());
    m_token->clear();
    m_token->setEchoMode(QLineEdit::Password);
}

void ConnectPage::cancel()
{
    m_testing.reset();
    m_token->clear();
    Q_EMIT cancelled();
}

void ConnectPage::showTested(Tested tested)
{
    m_tested = tested;
    m_result->showTested(tested);
    if (tested != Tested::Never && m_isResultBelow)
        m_formArea->ensureWidgetVisible(m_result);
    m_wait->setVisible(tested == Tested::Running);
    if (tested == Tested::Ok || tested == Tested::Failed)
        m_testedTick.start();
    else
        m_testedTick.stop();
    updateButtons();
}

void ConnectPage::updateButtons()
{
    const bool running = m_tested == Tested::Running;
    const bool filled = apiPathFromInput(m_path->text()).has_value() && !token().isEmpty();
    m_test->setEnabled(filled && !running);
    m_test->setText(m_tested == Tested::Never || running ? tr("Test connection")
                                                         : tr("Test again"));
    // What has just failed is tested again, or changed, before it is taken.
    const bool usable =
        m_tested == Tested::Ok ? ScopeList::isUsable(m_report) : m_tested != Tested::Failed;
    m_connect->setEnabled(filled && !running && usable);
    m_connect->setText(m_tested == Tested::Ok && ScopeList::isUsable(m_report)
                               && !ScopeList::isComplete(m_report)
                           ? tr("Connect for reading")
                           : tr("Connect"));
    switch (m_tested) {
    case Tested::Never:
    case Tested::Stale:
        m_testText->setText(QString());
        break;
    case Tested::Running:
        m_testText->setText(tr("Testing…"));
        break;
    case Tested::Failed:
        m_testText->setText(tr("Test failed %1").arg(words::ago(m_testedAt)));
        break;
    case Tested::Ok:
        m_testText->setText(
            tr("Tested %1, %2, %3 s")
                .arg(words::ago(m_testedAt), words::requests(m_report.requests),
                     QLocale().toString(double(m_report.elapsed.count()) / 1000.0, 'f', 1)));
        break;
    }
}

void ConnectPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // On a small screen there is no room beside the form: the result goes below it.
    const bool isBelow = width() < px(narrowPage, this);
    if (isBelow == m_isResultBelow)
        return;
    m_isResultBelow = isBelow;
    if (isBelow) {
        m_column->insertWidget(m_column->count() - 1, m_resultArea->takeWidget());
        m_result->show();
    } else {
        m_column->removeWidget(m_result);
        m_resultArea->setWidget(m_result);
    }
    m_resultArea->setHidden(isBelow);
    m_between->setHidden(isBelow);
}

void ConnectPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        cancel();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        auto *button = qobject_cast<QAbstractButton *>(focusWidget());
        if (button && button->hasFocus())
            button->click();
        else
            (m_connect->isEnabled() ? m_connect : m_test)->click();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace segmentdesk
