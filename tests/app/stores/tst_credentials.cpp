// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/credentials.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace std::chrono_literals;

/// Runs in four places, by SEGMENTDESK_TEST_KEYRING: "unlocked", "locked" and "missing" (no
/// default collection yet) beside a real gnome-keyring on a bus of its own (see with-keyring),
/// otherwise where there is no bus.
class TestCredentials : public QObject
{
    Q_OBJECT

    using Found = Credentials::Found;

    const QByteArray m_place = qgetenv("SEGMENTDESK_TEST_KEYRING");
    const bool m_unlocked = m_place == "unlocked";
    /// No one types a password here; the machine may have other things to do.
    static constexpr Credentials::Limits brief{std::chrono::milliseconds(QTest::patience), 6s};

    Keychain::State state() const
    {
        return m_unlocked          ? Keychain::State::Ready
            : m_place == "locked"  ? Keychain::State::Locked
            : m_place == "missing" ? Keychain::State::Missing
                                   : Keychain::State::None;
    }

    Found::Why whyNot() const
    {
        return m_place == "locked"               ? Found::Why::Locked
            : m_unlocked || m_place == "missing" ? Found::Why::NotKept
                                                 : Found::Why::NoKeychain;
    }

    static std::optional<Found> find(Credentials &credentials, const QString &id,
                                     Credentials::Prompt prompt = Credentials::Prompt::Allowed)
    {
        std::optional<Found> answer;
        QObject context;
        credentials.read(id, prompt, &context, [&answer](const Found &found) { answer = found; });
        if (answer)
            qFatal("answered before the call returned");
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }))
            return std::nullopt;
        return answer;
    }

    static std::optional<QByteArray> read(Credentials &credentials, const QString &id)
    {
        const auto found = find(credentials, id);
        return found ? std::optional(found->token) : std::nullopt;
    }

    static std::optional<bool> keep(Credentials &credentials, const QString &id,
                                    const QByteArray &token, bool remember)
    {
        std::optional<bool> kept;
        QObject context;
        credentials.keep(id, token, remember, &context,
                         [&kept](bool inKeychain) { kept = inKeychain; });
        if (!QTest::qWaitFor([&kept] { return kept.has_value(); }))
            return std::nullopt;
        return kept;
    }

private Q_SLOTS:
    void stateIsFound()
    {
        Credentials credentials(brief);
        QSignalSpy changed(&credentials, &Credentials::keychainChanged);
        QCOMPARE(credentials.keychain().state, Keychain::State::Unknown);
        credentials.look();
        QVERIFY(changed.wait(QTest::patience));
        QCOMPARE(credentials.keychain().state, state());
        QCOMPARE(credentials.keychain().takesTokens(), !m_place.isEmpty());
    }

    void whyThereIsNoToken()
    {
        Credentials credentials(brief);
        for (const auto prompt : {Credentials::Prompt::Never, Credentials::Prompt::Allowed}) {
            const auto found = find(credentials, u"none"_s, prompt);
            QVERIFY(found);
            QCOMPARE(found->token, QByteArray());
            QCOMPARE(found->why, whyNot());
        }
    }

    void keptInThisSession()
    {
        Credentials credentials(brief);
        QCOMPARE(keep(credentials, u"k3x9"_s, "canary-1", false), std::optional(false));
        QCOMPARE(read(credentials, u"k3x9"_s), QByteArray("canary-1"));
        QCOMPARE(read(credentials, u"other"_s), QByteArray());
        Credentials next(brief);
        QCOMPARE(read(next, u"k3x9"_s), QByteArray());
    }

    void remembered()
    {
        {
            Credentials credentials(brief);
            QCOMPARE(keep(credentials, u"k3x9"_s, "canary-2", true), std::optional(m_unlocked));
        }
        Credentials next(brief);
        QCOMPARE(read(next, u"k3x9"_s), m_unlocked ? QByteArray("canary-2") : QByteArray());
        next.forget(u"k3x9"_s);
        QCOMPARE(read(next, u"k3x9"_s), QByteArray());
        if (m_unlocked || m_place == "missing")
            QTRY_VERIFY(next.undeleted().isEmpty());
        Credentials last(brief);
        QCOMPARE(read(last, u"k3x9"_s), QByteArray());
    }

    /// What is not to be remembered any more is not in the keychain from before either.
    void notToBeRememberedAnyMore()
    {
        {
            Credentials credentials(brief);
            QCOMPARE(keep(credentials, u"k4"_s, "canary-4", true), std::optional(m_unlocked));
            QCOMPARE(keep(credentials, u"k4"_s, "canary-5", false), std::optional(false));
            QCOMPARE(read(credentials, u"k4"_s), QByteArray("canary-5"));
            if (m_unlocked || m_place == "missing")
                QTRY_VERIFY(credentials.undeleted().isEmpty());
        }
        Credentials next(brief);
        QCOMPARE(read(next, u"k4"_s), QByteArray());
    }

    /// What cannot be deleted now is said, is not read, and is deleted after the next start.
    void deletedLater()
    {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"a.ini"_s), QSettings::IniFormat);
        {
            Credentials credentials(brief);
            credentials.keepListIn(settings);
            QSignalSpy delayed(&credentials, &Credentials::deletionDelayed);
            credentials.forget(u"k5"_s);
            if (m_place == "locked") {
                QTRY_COMPARE(delayed.count(), 1);
                QCOMPARE(delayed.first().first().toString(), u"k5"_s);
                QCOMPARE(credentials.undeleted(), QStringList{u"k5"_s});
                QCOMPARE(find(credentials, u"k5"_s)->why, Found::Why::NotKept);
                // Said once, however often it is looked at.
                QSignalSpy changed(&credentials, &Credentials::keychainChanged);
                credentials.look();
                QVERIFY(find(credentials, u"other"_s, Credentials::Prompt::Never));
                QCOMPARE(delayed.count(), 1);
            } else if (!m_place.isEmpty()) {
                QTRY_VERIFY(credentials.undeleted().isEmpty());
                QCOMPARE(delayed.count(), 0);
            }
        }
        Credentials next(brief);
        next.keepListIn(settings);
        const bool isOpen = !m_place.isEmpty() && m_place != "locked";
        QCOMPARE(next.undeleted(), isOpen ? QStringList() : QStringList{u"k5"_s});
    }

    /// Of a token that an earlier run could not delete.
    void deletedAtTheNextStart()
    {
        if (!m_unlocked)
            QSKIP("needs a keychain that is open");
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"a.ini"_s), QSettings::IniFormat);
        {
            Credentials credentials(brief);
            QCOMPARE(keep(credentials, u"k6"_s, "canary-6", true), std::optional(true));
        }
        settings.setValue(u"tokensToDelete"_s, QStringList{u"k6"_s});
        {
            Credentials credentials(brief);
            credentials.keepListIn(settings);
            credentials.look();
            QTRY_VERIFY(credentials.undeleted().isEmpty());
        }
        QVERIFY(!settings.contains(u"tokensToDelete"_s));
        Credentials next(brief);
        QCOMPARE(read(next, u"k6"_s), QByteArray());
    }

    void contextDies()
    {
        Credentials credentials(brief);
        bool called = false;
        {
            QObject context;
            credentials.read(u"a"_s, Credentials::Prompt::Allowed, &context,
                             [&called](const Found &) { called = true; });
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
            Credentials credentials(brief);
            credentials.read(u"a"_s, Credentials::Prompt::Allowed, &context,
                             [&called](const Found &) { called = true; });
        }
        QTest::qWait(50);
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
