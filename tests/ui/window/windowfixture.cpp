// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/window/windowfixture.h"

#include "models/api/tokencheck.h"
#include "models/jobs/jobqueue.h"
#include "models/sources/storesources.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/dialogs/stepdialog.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/typedconfirm.h"
#include "ui/people/peoplepage.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace segmentdesk {

WindowFixture::WindowFixture(const sandbox::Options &options) : m_store(options)
{
    DeskStyle::install(*qApp); // as the program has it
    m_settings =
        std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
}

WindowFixture::~WindowFixture()
{
    // As in the program: the window goes before the session it shows.
    m_window.reset();
    m_session.reset();
}

sandbox::Options WindowFixture::smallStore()
{
    sandbox::Options options;
    options.customers = 2000;
    options.segments = 12;
    return options;
}

bool WindowFixture::open(const QString &token, QSize size)
{
    m_window.reset();
    m_session.reset();
    if (!storeIsGone) {
        if (!m_store.isRunning() && !m_store.startAndWait())
            return false;
        m_apiPath = m_store.apiPath();
    }
    Account account;
    account.id = u"sandbox"_s;
    account.name = u"Sandbox store"_s;
    account.apiPath = m_apiPath;
    account.kind = Account::Kind::Sandbox;
    StoreSession::Options options;
    options.journalFolder = m_folder.filePath(u"store"_s);
    if (retryPause)
        options.retryPause = *retryPause;
    if (keepsCopy)
        options.mirrorFolder = options.journalFolder;
    m_session = std::make_unique<StoreSession>(
        account, token.isEmpty() ? m_store.options().token : token, options);

    MainWindow::Services services;
    services.prompts.saveFile = [this](QWidget *, const QString &, const QString &, const QString &,
                                       const Prompts::Chosen &chosen) { chosen(nextFile); };
    services.prompts.openFolder = [this](QWidget *, const QString &, const QString &start,
                                         const Prompts::Chosen &chosen) {
        offeredFolder = start;
        chosen(nextFile);
    };
    services.prompts.openFile = [this](QWidget *, const QString &, const QString &,
                                       const Prompts::Chosen &chosen) { chosen(nextFile); };
    services.prompts.notify = [this](QWidget *, const QString &text) { notified.append(text); };
    services.prompts.openUrl = [this](const QUrl &url) { openedUrls.append(url); };
    services.testToken = [](const QUrl &, const QByteArray &, QObject *,
                            const Callback<TokenReport> &) {};
    services.version = u"0.1.0"_s;
    m_window = std::make_unique<MainWindow>(*m_settings, services);
    m_window->setAccounts({account});
    m_window->resize(size);
    m_window->showStore(*m_session);
    m_window->show();
    return QTest::qWaitForWindowExposed(m_window.get());
}

StoreView &WindowFixture::view() const
{
    return *m_window->findChild<StoreView *>(u"storeView"_s);
}

SegmentId WindowFixture::segmentNamed(const QString &name) const
{
    const SegmentListModel &segments = view().segments();
    for (int row = 0; row < segments.rowCount(); ++row) {
        const QModelIndex index = segments.index(row);
        if (index.data(SegmentListModel::NameRole).toString() == name)
            return index.data(SegmentListModel::IdRole).value<SegmentId>();
    }
    return {};
}

qint64 WindowFixture::membersOf(SegmentId segment)
{
    QObject context;
    qint64 members = -1;
    memberCount(m_session->interactive(), segment, &context,
                [&members](const Result<qint64> &answer) { members = answer.value_or(-2); });
    (void)QTest::qWaitFor([&members] { return members != -1; });
    return members;
}

bool WindowFixture::waitForSegments() const
{
    return QTest::qWaitFor(
        [this] { return view().segments().state() == SegmentListModel::State::Ready; });
}

bool WindowFixture::waitForTable() const
{
    return QTest::qWaitFor([this] {
        const PeopleTableModel *model = view().page()->model();
        if (model->isRefreshing())
            return false;
        if (model->state() == PagedTableModelBase::State::Empty)
            return true;
        const Person *first = model->rowAt(0);
        return model->state() == PagedTableModelBase::State::Ready && first
            && first->details != Person::Details::Unknown;
    });
}

bool WindowFixture::waitForJobs() const
{
    return QTest::qWaitFor([this] { return !m_session->jobs().isBusy(); });
}

bool WindowFixture::waitForMessage(const QString &part) const
{
    return QTest::qWaitFor(
        [this, part] { return view().page()->messageBar()->text().contains(part); });
}

bool WindowFixture::confirmStep() const
{
    const auto *step = dialog<StepDialog>();
    auto *run = step ? step->findChild<QPushButton *>(u"runPlan"_s) : nullptr;
    if (!run)
        return false;
    QTest::mouseClick(run, Qt::LeftButton);
    return true;
}

bool WindowFixture::typeNumber(qint64 number) const
{
    const auto asks = [this] {
        const auto *confirm = dialog<TypedConfirm>();
        return confirm && confirm->field()->isEnabled();
    };
    if (!QTest::qWaitFor(asks))
        return false;
    auto *confirm = dialog<TypedConfirm>();
    if (confirm->dangerButton()->isDefault())
        return false;
    if (number > 1) {
        if (confirm->dangerButton()->isEnabled())
            return false;
        QTest::keyClicks(confirm->field(), QString::number(number));
    }
    if (!QTest::qWaitFor([confirm] { return confirm->dangerButton()->isEnabled(); }))
        return false;
    QTest::mouseClick(confirm->dangerButton(), Qt::LeftButton);
    return true;
}

QString WindowFixture::labelText(const QString &name) const
{
    const auto *label = find<QLabel>(name);
    return label ? label->text() : u"no such label"_s;
}

} // namespace segmentdesk
