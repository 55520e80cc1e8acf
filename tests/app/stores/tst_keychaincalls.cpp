// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/sandboxstore.h"
#include "app/stores/accounts.h"
#include "app/stores/datafolder.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// A Secret Service that writes down what it is asked. It has no default collection, or a locked
/// one.
class Recorder : public QDBusVirtualObject
{
public:
    bool hasCollection = false;
    QStringList asked;

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        asked.append(message.member());
        QDBusMessage reply;
        if (message.member() == u"ReadAlias") {
            const QString path =
                hasCollection ? u"/org/freedesktop/secrets/collection/login"_s : u"/"_s;
            reply = message.createReply(QVariant::fromValue(QDBusObjectPath(path)));
        } else if (message.member() == u"Get") {
            reply = message.createReply(QVariant::fromValue(QDBusVariant(true)));
        } else {
            reply = message.createErrorReply(QDBusError::Failed, u"only looking"_s);
        }
        return connection.send(reply);
    }
};

} // namespace

/// Nothing is written, unlocked or prompted for before the user has asked for it: the program as a
/// process, beside a keychain that does not exist yet or is locked.
class TestKeychainCalls : public QObject
{
    Q_OBJECT

    Recorder m_keychain;

private Q_SLOTS:
    void initTestCase()
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        QVERIFY(bus.isConnected());
        QVERIFY(bus.registerVirtualObject(u"/org/freedesktop/secrets"_s, &m_keychain,
                                          QDBusConnection::SubPath));
        QVERIFY(bus.registerService(u"org.freedesktop.secrets"_s));
    }

    void startAsksForTheStateOnly_data()
    {
        QTest::addColumn<bool>("hasCollection");
        QTest::addColumn<QString>("start"); // "welcome", "sandbox", "visit" or "kept"
        for (const bool has : {false, true}) {
            for (const char *start : {"welcome", "sandbox", "visit", "kept"}) {
                if (has && qstrcmp(start, "kept") == 0)
                    continue; // a token that is kept may be asked for
                QTest::addRow("%s, %s", start, has ? "locked" : "missing")
                    << has << QString::fromLatin1(start);
            }
        }
    }

    void startAsksForTheStateOnly()
    {
        QFETCH(bool, hasCollection);
        QFETCH(QString, start);
        sandbox::Options options;
        options.token = u"canary-7f10"_s;
        options.customers = 50;
        options.segments = 2;
        sandbox::SandboxStore store(options);
        QString error;
        QVERIFY2(store.startAndWait(&error), qPrintable(error));
        QTemporaryDir dir;
        m_keychain.hasCollection = hasCollection;
        m_keychain.asked.clear();

        QStringList arguments{u"--data-dir"_s, dir.path()};
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (start == u"sandbox") {
            arguments.append(u"--sandbox"_s);
        } else if (start == u"visit") {
            arguments.append({u"--api-path"_s, store.apiPath().toString()});
            environment.insert(u"SEGMENTDESK_TOKEN"_s, options.token);
        } else if (start == u"kept") {
            const auto folder = DataFolder::open(dir.path()).value();
            QSettings settings(folder.settingsFile(), QSettings::IniFormat);
            Accounts accounts(settings);
            const QString id = Accounts::idFor(store.apiPath());
            QCOMPARE(accounts.put({id, u"Kept"_s, store.apiPath()}), Accounts::Saved::Yes);
            accounts.setLastShown(id);
        }
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("SEGMENTDESK_PROGRAM"), arguments);
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY(m_keychain.asked.contains(hasCollection ? u"Get"_s : u"ReadAlias"_s));
        if (start == u"visit")
            QTRY_VERIFY(store.statistics().requests > 2);
        QTest::qWait(500); // a prompt would come at once
        process.terminate();
        QVERIFY(process.waitForFinished(10000));
        for (const QString &asked : std::as_const(m_keychain.asked))
            QVERIFY2(asked == u"ReadAlias" || asked == u"Get", qPrintable(asked));
    }
};

QTEST_GUILESS_MAIN(TestKeychainCalls)
#include "tst_keychaincalls.moc"
