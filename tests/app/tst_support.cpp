// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"
#include "app/supportdetails.h"
#include "models/api/storeapi.h"
#include "models/session/storesession.h"
#include "tests/app/program.h"
#include "ui/dialogs/supportdialog.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// What is copied for support, with a store open, and what is not among it.
class TestSupport : public QObject
{
    Q_OBJECT

    sandbox::SandboxStore m_store{[] {
        sandbox::Options options;
        options.storeHash = u"shop7"_s;
        options.token = u"canary-d41c"_s;
        options.customers = 60;
        options.segments = 3;
        return options;
    }()};

private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        QVERIFY2(m_store.startAndWait(&error), qPrintable(error));
    }

    void aStoreAndItsLastFailures()
    {
        const QTemporaryDir dir;
        Program program(dir.path());
        Account shop{{}, u"Shop & Söhne"_s, m_store.apiPath()};
        shop.id = Accounts::idFor(shop.apiPath);
        Q_EMIT program.window.storeConnected(shop, "canary-d41c", false);
        StoreSession *session = program.desk.session(shop.id);
        QVERIFY(session);
        const SegmentId gone =
            SegmentId::fromString(u"2b8d0f6e-0000-4000-8000-000000000001"_s).value();
        bool isAnswered = false;
        session->interactive().listMembers(gone, {1, 50}, this,
                                           [&isAnswered](const auto &) { isAnswered = true; });
        QTRY_VERIFY(isAnswered);

        const QString said = program.desk.supportLines().join(u'\n');
        QVERIFY2(said.startsWith(u"Store 1: connected; "_s), qPrintable(said));
        QVERIFY2(said.contains(u"GET /segments/{id}/shopper-profiles: Not found, HTTP 404"_s),
                 qPrintable(said));
        const QString all = (support::folderLines(program.folder)
                             + support::settingsLines(program.settings) + QStringList{said})
                                .join(u'\n');
        for (const QString &secret :
             {u"canary"_s, u"Söhne"_s, u"shop7"_s, u"127.0.0.1"_s, gone.toString(), dir.path()})
            QVERIFY2(!all.contains(secret), qPrintable(all));
    }

    void theMenuCopiesAndShows()
    {
        const QTemporaryDir dir;
        const DataFolder folder = DataFolder::open(dir.path()).value();
        QSettings settings(folder.settingsFile(), QSettings::IniFormat);
        MainWindow::Services services = StoreManager::services(u"0.0.0"_s);
        services.supportDetails = [] { return u"Segment Desk 0.0.0\n"_s; };
        MainWindow window(settings, services);
        auto *action = window.findChild<QAction *>(u"actionCopySupport"_s);
        QVERIFY(action);
        action->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Segment Desk 0.0.0\n"_s);
        const auto *dialog = window.findChild<SupportDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->findChild<QPlainTextEdit *>(u"supportDetails"_s)->toPlainText(),
                 u"Segment Desk 0.0.0\n"_s);
    }
};

QTEST_MAIN(TestSupport)
#include "tst_support.moc"
