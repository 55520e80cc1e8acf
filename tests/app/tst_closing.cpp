// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the program does before it ends.

#include "app/sandbox/sandboxstore.h"
#include "models/api/storeapi.h"
#include "models/changes/changejob.h"
#include "models/changes/journal.h"
#include "models/changes/planner.h"
#include "models/session/interruptedchanges.h"
#include "models/session/storesession.h"
#include "tests/app/program.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <optional>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestClosing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A program that is closed waits for what is on the wire, so that all it leaves is known.
    void closingWaitsForAnswers()
    {
        QTemporaryDir dir;
        sandbox::Options options;
        options.storeHash = u"slow3"_s;
        options.token = u"slow"_s;
        options.customers = 5000;
        options.profiles = 0;
        sandbox::SandboxStore slow(options);
        QString error;
        QVERIFY2(slow.startAndWait(&error), qPrintable(error));
        const QString id = Accounts::idFor(slow.apiPath());
        {
            Program program(dir.path());
            program.desk.visit(slow.apiPath(), "slow");
            StoreSession *session = program.desk.session(id);
            QList<CustomerId> customers;
            for (int number = 1; number <= options.customers / maxPageSize; ++number) {
                CustomerQuery query;
                query.page.page = number;
                session->interactive().listCustomers(
                    query, session, [&customers](const Result<Page<Customer>> &page) {
                        for (const Customer &customer : page->items)
                            customers.append(customer.id);
                    });
            }
            QTRY_COMPARE(customers.size(), options.customers);
            slow.setLatency(300);
            const ChangeJob *running = session->run(Planner::planCreateProfiles(customers));
            QTRY_VERIFY(slow.statistics().writes > 2);
            int rested = 0;
            // The window is asked for meanwhile: what was stopped is resumed.
            program.desk.rest([&rested] { return ++rested > 1; });
            QVERIFY(running->isPaused());
            QTRY_COMPARE(rested, 1);
            QVERIFY(!running->isPaused());
            program.desk.rest([&rested] { return ++rested > 1; },
                              std::chrono::milliseconds(QTest::patience));
            QCOMPARE(rested, 1);
            QTRY_COMPARE(rested, 2);
            QVERIFY(running->isPaused());
            QCOMPARE(slow.statistics().inFlight, 0);
            slow.setLatency(0);
        }
        Program program(dir.path());
        program.desk.visit(slow.apiPath(), "slow");
        StoreSession *session = program.desk.session(id);
        QTRY_COMPARE(session->interrupted().jobs().size(), 1);
        std::optional<OutcomeCounts> counts;
        session->journal()->load(session->interrupted().jobs().first().id, session,
                                 [&counts](const QList<JournaledJob> &jobs, const QString &) {
                                     counts = jobs.first().outcome().counts();
                                 });
        qint64 made = -1;
        session->interactive().listProfiles(
            {1, 1}, session,
            [&made](const Result<Page<ShopperProfile>> &page) { made = page->total; });
        QTRY_VERIFY(counts && made >= 0);
        // What was written down ahead and not sent is read back; all that was sent is known.
        QCOMPARE(counts->changed, made);
        QVERIFY2(made > 0 && made < options.customers, QByteArray::number(made));
        // Where nothing runs there is nothing to wait for.
        bool isResting = false;
        const QTemporaryDir other;
        Program idle(other.path());
        idle.desk.rest([&isResting] { return isResting = true; });
        QTRY_VERIFY(isResting);
    }
};

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
