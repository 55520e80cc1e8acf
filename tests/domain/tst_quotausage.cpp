// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/quotausage.h"
#include "models/domain/utc.h"

#include <QTest>

using namespace segmentdesk;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

class TestTraffic : public QObject
{
    Q_OBJECT

    const QDateTime m_now = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000, utc);

    QuotaUsage spent(int left, milliseconds untilReset) const
    {
        QuotaUsage traffic;
        traffic.quota = 150;
        traffic.quotaLeft = left;
        traffic.window = 30s;
        traffic.reserve = 0.1;
        traffic.resetsAt = m_now.addMSecs(untilReset.count());
        traffic.answerTime = 100ms; // ten at once: 100 requests a second
        return traffic;
    }

private Q_SLOTS:
    void timeFor_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("untilReset");
        QTest::addColumn<qint64>("requests");
        QTest::addColumn<double>("perSecond");
        QTest::addColumn<qint64>("ms");
        // 15 of 150 stay with other apps: 135 a window.
        QTest::newRow("nothing") << 150 << 30000 << 0LL << 0.0 << 0LL;
        QTest::newRow("within what is left") << 150 << 30000 << 100LL << 0.0 << 1000LL;
        QTest::newRow("a window's worth") << 150 << 30000 << 135LL << 0.0 << 1350LL;
        QTest::newRow("one more") << 150 << 30000 << 136LL << 0.0 << 30010LL;
        QTest::newRow("spent") << 15 << 18000 << 100LL << 0.0 << 19000LL;
        QTest::newRow("below the reserve") << 3 << 18000 << 100LL << 0.0 << 19000LL;
        QTest::newRow("four more windows")
            << 15 << 18000 << 580LL << 0.0 << (18000 + 4 * 30000 + 400LL);
        QTest::newRow("a whole one is no further one")
            << 15 << 18000 << 270LL << 0.0 << (18000 + 30000 + 1350LL);
        QTest::newRow("the speed is what takes the time")
            << 150 << 30000 << 580LL << 2.0 << 290000LL;
        QTest::newRow("a window that has ended") << 15 << -1000 << 100LL << 0.0 << 1000LL;
        QTest::newRow("ended long ago") << 15 << -61000 << 100LL << 0.0 << 1000LL;
    }

    void timeFor()
    {
        QFETCH(int, left);
        QFETCH(int, untilReset);
        QFETCH(qint64, requests);
        QFETCH(double, perSecond);
        QFETCH(qint64, ms);
        const auto time = spent(left, milliseconds(untilReset)).timeFor(requests, perSecond, m_now);
        QVERIFY(time);
        QCOMPARE(qint64(time->count()), ms);
    }

    void whatTheStoreDoesNotSay()
    {
        QuotaUsage traffic;
        QVERIFY(!traffic.timeFor(10, 0, m_now));
        QCOMPARE(*traffic.timeFor(10, 2, m_now), 5000ms);
        traffic.answerTime = 200ms;
        QCOMPARE(*traffic.timeFor(100, 0, m_now), 2000ms);
        traffic.heldUntil = m_now.addSecs(7); // after a 429
        QCOMPARE(*traffic.timeFor(100, 0, m_now), 9000ms);
        // A quota without a speed, a window and a reset: the documented window.
        traffic = {};
        traffic.quota = 100;
        traffic.quotaLeft = 0;
        QCOMPARE(*traffic.timeFor(1000, 0, m_now), 30000ms * 9);
    }
};

QTEST_GUILESS_MAIN(TestTraffic)
#include "tst_quotausage.moc"
