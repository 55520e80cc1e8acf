// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/window/windowfixture.h"

#include "models/api/tokencheck.h"
#include "models/tables/segmentlistmodel.h"

#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace segmentdesk {

WindowFixture::WindowFixture(const sandbox::Options &options) : m_store(options)
{
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

} // namespace segmentdesk
