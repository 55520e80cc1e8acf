// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/credentials.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;

/// Runs in three places, told by SEGMENTDESK_TEST_KEYRING: "unlocked" and "locked" beside a real
/// gnome-keyring on a bus of its own (see with-keyring), otherwise where no service answers.
class TestCredentials : public QObject
{
    Q_OBJECT

    const bool m_unlocked = qgetenv("SEGMENTDESK_TEST_KEYRING") == "unlocked";

    static std::optional<QByteArray> read(Credentials &credentials, const QString &id)
    {
        std::optional<QByteArray> token;
        QObject context;
        credentials.read(id, &context, [&token](const QByteArray &found) { token = found; });
        if (token)
            return QByteArrayLiteral("answered before the call returned");
        if (!QTest::qWaitFor([&token] { return token.has_value(); }, 12000))
            return std::nullopt;
        return token;
    }

    static std::optional<bool> keep(Credentials &credentials, const QString &id,
                                    const QByteArray &token, bool remember)
    {
        std::optional<bool> kept;
        QObject context;
        credentials.keep(id, token, remember, &context,
                         [&kept](bool inKeychain) { kept = inKeychain; });
        if (!QTest::qWaitFor([&kept] { return kept.has_value(); }, 12000))
            return std::nullopt;
        return kept;
    }

private Q_SLOTS:
    void probeEnds()
    {
        Credentials credentials;
        QSignalSpy changed(&credentials, &Credentials::storageChanged);
        QCOMPARE(credentials.storage(), Credentials::Storage::Unknown);
        QElapsedTimer clock;
        clock.start();
        credentials.probe();
        QVERIFY(changed.wait(7000));
        QVERIFY2(clock.elapsed() < 6000, "the probe must end within its limit");
        QCOMPARE(credentials.storage(),
                 m_unlocked ? Credentials::Storage::Keychain : Credentials::Storage::SessionOnly);
        QCOMPARE(credentials.keychainName().isEmpty(), !m_unlocked);
    }

    void keptInThisSession()
    {
        Credentials credentials(1s);
        QCOMPARE(keep(credentials, u"k3x9"_s, "canary-1", false), std::optional(false));
        QCOMPARE(read(credentials, u"k3x9"_s), QByteArray("canary-1"));
        QCOMPARE(read(credentials, u"other"_s), QByteArray());
        Credentials next(1s);
        QCOMPARE(read(next, u"k3x9"_s), QByteArray());
    }

    void remembered()
    {
        {
            Credentials credentials(1s);
            QCOMPARE(keep(credentials, u"k3x9"_s, "canary-2", true), std::optional(m_unlocked));
        }
        Credentials next(1s);
        QCOMPARE(read(next, u"k3x9"_s), m_unlocked ? QByteArray("canary-2") : QByteArray());
        next.forget(u"k3x9"_s);
        QCOMPARE(read(next, u"k3x9"_s), QByteArray());
        Credentials last(1s);
        QCOMPARE(read(last, u"k3x9"_s), QByteArray());
    }

    void contextDies()
    {
        Credentials credentials(1s);
        bool called = false;
        {
            QObject context;
            credentials.read(u"a"_s, &context, [&called](const QByteArray &) { called = true; });
            credentials.keep(u"a"_s, "canary-3", true, &context,
                             [&called](bool) { called = true; });
        }
        QVERIFY(read(credentials, u"b"_s).has_value()); // answered after the two would have been
        QVERIFY(!called);
        credentials.forget(u"a"_s);
        QCOMPARE(read(credentials, u"a"_s), QByteArray());
    }

    void credentialsDie()
    {
        QObject context;
        bool called = false;
        {
            Credentials credentials(1s);
            credentials.read(u"a"_s, &context, [&called](const QByteArray &) { called = true; });
        }
        QTest::qWait(50);
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
