// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/pacer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;
using Time = Pacer::Time;

namespace {

RateInfo rate(qint64 quota, qint64 left, Time window, Time reset)
{
    RateInfo info;
    info.quota = quota;
    info.left = left;
    info.window = window;
    info.reset = reset;
    return info;
}

RateInfo tooMany()
{
    RateInfo info;
    info.tooMany = true;
    return info;
}

/// A pacer past its first answer, so that nothing is a probe any more.
void warm(Pacer &pacer, const RateInfo &info = {}, Time now = 0ms)
{
    pacer.enqueue(1, RequestPriority::Interactive);
    QCOMPARE(pacer.next(now), std::optional<Pacer::Ticket>(1));
    pacer.finished(1, info, now);
}

int startAll(Pacer &pacer, Time now, QList<Pacer::Ticket> *started = nullptr)
{
    int count = 0;
    while (const auto ticket = pacer.next(now)) {
        ++count;
        if (started)
            started->append(*ticket);
    }
    return count;
}

/// A store that counts a request when it arrives and answers one round trip later. Its windows
/// follow each other, or each begins with the first request after the last one's end.
class Store
{
public:
    Store(qint64 quota, Time window, Time rtt) : m_quota(quota), m_window(window), m_rtt(rtt) { }

    void arrive(Pacer::Ticket ticket, Time now)
    {
        if (now >= m_end) {
            m_end = onDemand ? now + m_window : (now / m_window + 1) * m_window;
            m_used = 0;
        }
        RateInfo info = rate(m_quota, 0, m_window, m_end - now);
        if (m_used + others >= m_quota) {
            info.tooMany = true;
            ++rejected;
        } else {
            ++m_used;
            ++served;
        }
        info.left = m_quota - m_used - others;
        m_answers.append({now + m_rtt, ticket, info});
    }

    /// Gives the answers that are due.
    void answer(Pacer &pacer, Time now)
    {
        while (!m_answers.isEmpty() && m_answers.first().at <= now) {
            const Due due = m_answers.takeFirst();
            if (due.info.tooMany)
                again.append(due.ticket);
            pacer.finished(due.ticket, due.info, now);
        }
    }

    int served = 0;
    int rejected = 0;
    qint64 others = 0; ///< what other programs spend in each window
    bool onDemand = false;
    QList<Pacer::Ticket> again;

private:
    struct Due
    {
        Time at;
        Pacer::Ticket ticket;
        RateInfo info;
    };
    qint64 m_quota;
    Time m_window;
    Time m_rtt;
    Time m_end{0};
    qint64 m_used = 0;
    QList<Due> m_answers;
};

} // namespace

class TestPacer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neverMoreThanTheLimit()
    {
        Pacer pacer({.maxInFlight = 10});
        warm(pacer);
        for (Pacer::Ticket ticket = 2; ticket < 40; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Background);
        QCOMPARE(startAll(pacer, 0ms), 10);
        QCOMPARE(pacer.wakeAt(0ms), std::nullopt); // only an answer helps
        pacer.finished(2, {}, 5ms);
        QCOMPARE(startAll(pacer, 5ms), 1);
        QCOMPARE(pacer.snapshot(5ms).inFlight, 10);
        QCOMPARE(pacer.snapshot(5ms).queued, 27);
    }

    void interactiveFirstThenInOrder()
    {
        Pacer pacer({.maxInFlight = 4});
        warm(pacer);
        pacer.enqueue(2, RequestPriority::Background);
        pacer.enqueue(3, RequestPriority::Background);
        pacer.enqueue(5, RequestPriority::Interactive);
        pacer.enqueue(4, RequestPriority::Interactive);
        QList<Pacer::Ticket> started;
        startAll(pacer, 0ms, &started);
        QCOMPARE(started, (QList<Pacer::Ticket>{4, 5, 2, 3}));
    }

    void firstBackgroundRequestIsAProbe()
    {
        Pacer pacer({});
        for (Pacer::Ticket ticket = 1; ticket <= 20; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Background);
        QCOMPARE(startAll(pacer, 0ms), 1);
        pacer.finished(1, rate(150, 5, 3s, 1s), 10ms);
        // Four: a request that goes leaves the reserve of 15 alone, so nothing goes at all.
        QCOMPARE(startAll(pacer, 10ms), 0);
        pacer.setReserve(0);
        QCOMPARE(startAll(pacer, 10ms), 5);
    }

    void fourInteractiveRequestsNeedNoProbe()
    {
        Pacer pacer({});
        for (Pacer::Ticket ticket = 1; ticket <= 20; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Interactive);
        QCOMPARE(startAll(pacer, 0ms), 4);
        pacer.finished(1, {}, 10ms);
        QCOMPARE(startAll(pacer, 10ms), 7);
    }

    void spentQuotaWaitsForTheReset()
    {
        Pacer pacer({.reserve = 0});
        warm(pacer, rate(150, 3, 3000ms, 1200ms), 100ms);
        for (Pacer::Ticket ticket = 2; ticket < 20; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Background);
        QCOMPARE(startAll(pacer, 100ms), 3);
        QCOMPARE(pacer.snapshot(100ms).left, 0);
        const auto wake = pacer.wakeAt(100ms);
        QVERIFY(wake);
        QVERIFY(*wake >= 1300ms && *wake <= 1305ms);
        for (Pacer::Ticket ticket = 2; ticket < 5; ++ticket)
            pacer.finished(ticket, rate(150, 0, 3000ms, 1100ms), 200ms);
        QCOMPARE(startAll(pacer, 1290ms), 0);
        QCOMPARE(startAll(pacer, *wake), 10);
    }

    void reserveIsForInteractiveRequests()
    {
        Pacer pacer({.reserve = 0.10});
        warm(pacer, rate(100, 12, 30s, 20s));
        for (Pacer::Ticket ticket = 2; ticket < 20; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Background);
        QCOMPARE(startAll(pacer, 0ms), 2);
        QVERIFY(*pacer.wakeAt(0ms) >= 20s);
        pacer.enqueue(50, RequestPriority::Interactive);
        QList<Pacer::Ticket> started;
        QCOMPARE(startAll(pacer, 0ms, &started), 1);
        QCOMPARE(started.first(), 50u);
    }

    void reserveChangesWhileRequestsWait()
    {
        Pacer pacer({.maxInFlight = 100, .reserve = 0.10});
        warm(pacer, rate(100, 40, 3000ms, 2000ms));
        for (Pacer::Ticket ticket = 2; ticket < 100; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Background);
        // Over what is left already: nothing of a job goes, and it waits for the reset.
        pacer.setReserve(0.5);
        QCOMPARE(startAll(pacer, 10ms), 0);
        QVERIFY(pacer.wakeAt(10ms) >= std::optional<Time>(1990ms));
        // Less again: what it leaves free goes at once.
        pacer.setReserve(0.2);
        QCOMPARE(pacer.wakeAt(10ms), std::optional<Time>(10ms));
        QCOMPARE(startAll(pacer, 10ms), 20);
        // Out of bounds is taken for the nearest bound.
        pacer.setReserve(-3);
        QCOMPARE(startAll(pacer, 10ms), 20);
        QCOMPARE(pacer.snapshot(10ms).left, 0);
    }

    void whatOthersSpendCounts()
    {
        Pacer pacer({.reserve = 0});
        warm(pacer, rate(150, 100, 30s, 20s));
        pacer.enqueue(2, RequestPriority::Background);
        startAll(pacer, 0ms);
        QCOMPARE(pacer.snapshot(0ms).left, 99);
        pacer.finished(2, rate(150, 40, 30s, 19900ms), 100ms);
        QCOMPARE(pacer.snapshot(100ms).left, 40);
        // And it never goes up again within a window.
        pacer.enqueue(3, RequestPriority::Background);
        startAll(pacer, 100ms);
        pacer.finished(3, rate(150, 90, 30s, 19800ms), 200ms);
        QCOMPARE(pacer.snapshot(200ms).left, 39);
    }

    void lateAnswerOfTheLastWindowIsIgnored()
    {
        Pacer pacer({.reserve = 0});
        warm(pacer, rate(10, 8, 1000ms, 500ms), 0ms);
        pacer.enqueue(2, RequestPriority::Background);
        QCOMPARE(startAll(pacer, 400ms), 1);
        QCOMPARE(pacer.snapshot(520ms).left, 9); // a new window, and it may be part of that
        pacer.finished(2, rate(10, 0, 1000ms, 20ms), 530ms);
        QCOMPARE(pacer.snapshot(530ms).left, 10);
    }

    void answersOfTwoWindowsOutOfOrder()
    {
        Pacer pacer({.reserve = 0});
        warm(pacer, rate(40, 30, 500ms, 100ms), 0ms);
        for (Pacer::Ticket ticket = 2; ticket < 8; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Background);
        QCOMPARE(startAll(pacer, 98ms), 6);
        // The second was served in the new window, the third, sent with it, in the old one.
        pacer.finished(3, rate(40, 37, 500ms, 499ms), 101ms);
        QCOMPARE(pacer.snapshot(101ms).left,
                 34); // all six count until it is known where they belong
        pacer.finished(4, rate(40, 25, 500ms, 1ms), 101ms);
        QCOMPARE(pacer.snapshot(104ms).left, 35);
        QVERIFY(*pacer.snapshot(104ms).resetsAt > 590ms);
    }

    void withoutHeadersOnlyThePlacesCount()
    {
        Pacer pacer({});
        warm(pacer);
        for (Pacer::Ticket ticket = 2; ticket < 2000; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Background);
        int served = 0;
        for (Time now = 0ms; now < 100ms; now += 1ms) {
            QList<Pacer::Ticket> started;
            served += startAll(pacer, now, &started);
            for (const Pacer::Ticket ticket : started)
                pacer.finished(ticket, {}, now);
        }
        QCOMPARE(served, 1000);
        QCOMPARE(pacer.snapshot(100ms).quota, -1);
    }

    void absurdHeaders_data()
    {
        QTest::addColumn<qint64>("quota");
        QTest::addColumn<qint64>("left");
        QTest::addColumn<qint64>("window");
        QTest::addColumn<qint64>("reset");
        QTest::newRow("nothing allowed") << qint64(0) << qint64(0) << qint64(3000) << qint64(3000);
        QTest::newRow("window of zero") << qint64(2) << qint64(0) << qint64(0) << qint64(0);
        QTest::newRow("reset in a week")
            << qint64(2) << qint64(0) << qint64(30000) << qint64(604800000);
        QTest::newRow("window of a week")
            << qint64(2) << qint64(0) << qint64(604800000) << qint64(1);
        QTest::newRow("more left than quota")
            << qint64(2) << qint64(900) << qint64(1000) << qint64(10);
    }
    void absurdHeaders()
    {
        QFETCH(qint64, quota);
        QFETCH(qint64, left);
        QFETCH(qint64, window);
        QFETCH(qint64, reset);
        Pacer pacer({.reserve = 0});
        const RateInfo info = rate(quota, left, Time(window), Time(reset));
        warm(pacer, info);
        // Whatever it says, five requests go within five of the longest waits, and the pacer names
        // when.
        Time now = 0ms;
        int served = 0;
        for (Pacer::Ticket ticket = 2; ticket < 7; ++ticket) {
            pacer.enqueue(ticket, RequestPriority::Background);
            if (!pacer.next(now)) {
                const auto wake = pacer.wakeAt(now);
                QVERIFY(wake);
                now = *wake;
                QCOMPARE(pacer.next(now), std::optional<Pacer::Ticket>(ticket));
            }
            ++served;
            pacer.finished(ticket, info, now);
        }
        QCOMPARE(served, 5);
        QVERIFY(now <= 601s);
    }

    void a429PausesEverything_data()
    {
        QTest::addColumn<int>("reset");
        QTest::addColumn<int>("retryAfter");
        QTest::addColumn<int>("expected");
        QTest::newRow("reset") << 5000 << -1 << 5000;
        QTest::newRow("retry-after") << -1 << 7000 << 7000;
        QTest::newRow("the longer one") << 5000 << 9000 << 9000;
        QTest::newRow("the longer one, other") << 9000 << 5000 << 9000;
        QTest::newRow("capped") << -1 << 86400000 << 120000;
    }
    void a429PausesEverything()
    {
        QFETCH(int, reset);
        QFETCH(int, retryAfter);
        QFETCH(int, expected);
        Pacer pacer({});
        warm(pacer);
        pacer.enqueue(2, RequestPriority::Interactive);
        QVERIFY(pacer.next(100ms));
        RateInfo info = tooMany();
        if (reset >= 0)
            info.reset = Time(reset);
        if (retryAfter >= 0)
            info.retryAfter = Time(retryAfter);
        pacer.finished(2, info, 200ms);
        pacer.enqueue(2, RequestPriority::Interactive);
        pacer.enqueue(3, RequestPriority::Background);
        const Time over = 200ms + Time(expected);
        QCOMPARE(pacer.next(over - 1ms), std::nullopt);
        const auto wake = pacer.wakeAt(200ms);
        QVERIFY(wake && *wake >= over && *wake <= over + 5ms);
        QCOMPARE(startAll(pacer, *wake), 2);
    }

    void a429WithoutHeadersBacksOff()
    {
        Pacer pacer({.firstBackOff = 500ms, .maxBackOff = 30s, .random = [] { return 0.999; }});
        warm(pacer);
        Time now = 100ms;
        QList<qint64> waits;
        pacer.enqueue(2, RequestPriority::Background);
        pacer.enqueue(3, RequestPriority::Background);
        QCOMPARE(startAll(pacer, now), 2);
        // Both were under way together: they count as one.
        pacer.finished(2, tooMany(), now + 1ms);
        pacer.finished(3, tooMany(), now + 2ms);
        pacer.enqueue(2, RequestPriority::Background);
        pacer.enqueue(3, RequestPriority::Background);
        for (int i = 0; i < 9; ++i) {
            const auto wake = pacer.wakeAt(now + 2ms);
            QVERIFY(wake);
            waits.append((*wake - now).count());
            now = *wake;
            // One 429 alone says little; from the second on, a probe.
            QCOMPARE(startAll(pacer, now), i == 0 ? 2 : 1);
            pacer.finished(2, tooMany(), now + 1ms);
            pacer.enqueue(2, RequestPriority::Background);
            if (i == 0) {
                pacer.finished(3, tooMany(), now + 1ms);
                pacer.enqueue(3, RequestPriority::Background);
            }
        }
        QCOMPARE(waits.size(), 9);
        QVERIFY(waits.first() > 490 && waits.first() < 510);
        QVERIFY(waits.at(3) > 3900 && waits.at(3) < 4100);
        QVERIFY(waits.last() > 29000 && waits.last() <= 30010);
        // One that succeeds ends it.
        now = *pacer.wakeAt(now + 2ms);
        QCOMPARE(startAll(pacer, now), 1);
        pacer.finished(2, {}, now + 1ms);
        QCOMPARE(startAll(pacer, now + 1ms), 1);
    }

    void givenUpRequestKeepsItsPlace()
    {
        Pacer pacer({.maxInFlight = 2, .grace = 2000ms});
        warm(pacer);
        for (Pacer::Ticket ticket = 2; ticket < 6; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Interactive);
        QCOMPARE(startAll(pacer, 0ms), 2);
        pacer.giveUp(2, 100ms);
        pacer.giveUp(4, 100ms); // waits in the queue: gone without a trace
        QCOMPARE(pacer.next(100ms), std::nullopt);
        QCOMPARE(pacer.wakeAt(100ms), std::optional<Time>(2100ms));
        QCOMPARE(pacer.next(2099ms), std::nullopt);
        QCOMPARE(pacer.next(2100ms), std::optional<Pacer::Ticket>(5));
        QCOMPARE(pacer.snapshot(2100ms).queued, 0);
    }

    void retriedRequestKeepsItsTurn()
    {
        Pacer pacer({.maxInFlight = 1});
        warm(pacer);
        for (Pacer::Ticket ticket = 2; ticket < 5; ++ticket)
            pacer.enqueue(ticket, RequestPriority::Background);
        QCOMPARE(pacer.next(0ms), std::optional<Pacer::Ticket>(2));
        pacer.finished(2, {}, 0ms);
        pacer.enqueue(2, RequestPriority::Background);
        QCOMPARE(pacer.next(0ms), std::optional<Pacer::Ticket>(2));
    }

    void useOfTheQuota_data()
    {
        QTest::addColumn<int>("rtt");
        QTest::addColumn<int>("others");
        QTest::addColumn<bool>("onDemand");
        QTest::newRow("no latency") << 1 << 0 << false;
        QTest::newRow("20 ms") << 20 << 0 << false;
        QTest::newRow("100 ms") << 100 << 0 << false;
        QTest::newRow("others take a third") << 20 << 50 << false;
        QTest::newRow("windows on demand") << 20 << 0 << true;
    }
    void useOfTheQuota()
    {
        QFETCH(int, rtt);
        QFETCH(int, others);
        QFETCH(bool, onDemand);
        constexpr qint64 quota = 150;
        constexpr Time window = 3000ms;
        Pacer pacer({.reserve = 0});
        Store store(quota, window, Time(rtt));
        store.others = others;
        store.onDemand = onDemand;
        Pacer::Ticket last = 0;
        for (int i = 0; i < 2000; ++i)
            pacer.enqueue(++last, RequestPriority::Background);
        constexpr int windows = 8;
        for (Time now = 0ms; now < windows * window; now += 1ms) {
            store.answer(pacer, now);
            for (const Pacer::Ticket ticket : std::exchange(store.again, {}))
                pacer.enqueue(ticket, RequestPriority::Background);
            while (const auto ticket = pacer.next(now))
                store.arrive(*ticket, now);
        }
        const double used = double(store.served) / double(windows * (quota - others));
        QVERIFY2(used >= 0.97, qPrintable(u"used %1"_s.arg(used)));
        QCOMPARE(store.rejected, 0);
    }
};

QTEST_APPLESS_MAIN(TestPacer)
#include "tst_pacer.moc"
