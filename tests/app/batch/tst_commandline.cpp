// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/batch/commandline.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

using Action = CommandLine::Action;
Q_DECLARE_METATYPE(CommandLine::Action)

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parse_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<Action>("action");
        QTest::addColumn<QString>("words"); // Refuse: what the message must contain

        const auto row = [](const char *name, const QString &arguments, Action action,
                            const QString &words = {}) {
            QTest::newRow(name) << arguments.split(u' ', Qt::SkipEmptyParts) << action << words;
        };
        row("nothing", u""_s, Action::Run);
        row("sandbox", u"--sandbox"_s, Action::Run);
        row("self-test", u"--self-test --data-dir /tmp/x"_s, Action::Run);
        row("version", u"--version"_s, Action::ShowVersion);
        row("version wins", u"--sandbox --version"_s, Action::ShowVersion);
        row("help", u"--help"_s, Action::ShowHelp);
        row("short help", u"-h"_s, Action::ShowHelp);
        row("session manager", u"-session 10a7"_s, Action::Run);
        row("path", u"--api-path https://api.bigcommerce.com/stores/k3x9/v3/"_s, Action::Run);
        row("path with =", u"--api-path=k3x9"_s, Action::Run);
        row("unknown", u"--sandbxo"_s, Action::Refuse, u"sandbxo"_s);
        row("no value", u"--data-dir"_s, Action::Refuse, u"data-dir"_s);
        row("value too many", u"--sandbox=yes"_s, Action::Refuse, u"sandbox"_s);
        row("empty folder", u"--data-dir="_s, Action::Refuse, u"--data-dir"_s);
        row("empty path", u"--api-path="_s, Action::Refuse, u"empty"_s);
        row("plain http", u"--api-path http://example.com/stores/k3x9/v3"_s, Action::Refuse,
            u"https://"_s);
        row("user in path", u"--api-path https://a:b@example.com/stores/k3x9/v3"_s, Action::Refuse,
            u"user name"_s);
        row("no store in path", u"--api-path https://example.com/v3"_s, Action::Refuse,
            u"neither"_s);
        row("two stores", u"--sandbox --api-path k3x9"_s, Action::Refuse, u"together"_s);
        row("self-test of a store", u"--self-test --api-path k3x9"_s, Action::Refuse,
            u"--self-test"_s);
        row("no such file", u"nowhere/people.csv"_s, Action::Refuse, u"nowhere/people.csv"_s);
        row("two files", u"a.csv b.csv"_s, Action::Refuse, u"One file"_s);
    }

    void parse()
    {
        QFETCH(QStringList, arguments);
        QFETCH(Action, action);
        QFETCH(QString, words);
        const CommandLine line = CommandLine::parse(arguments);
        QCOMPARE(line.action, action);
        QCOMPARE(line.message.isEmpty(), action != Action::Refuse);
        QVERIFY2(line.message.contains(words), qPrintable(line.message));
    }

    void values()
    {
        const CommandLine line =
            CommandLine::parse({u"--api-path"_s, u"k3x9"_s, u"--data-dir"_s, u"some/folder/"_s});
        QCOMPARE(line.apiPath, QUrl(u"https://api.bigcommerce.com/stores/k3x9/v3"_s));
        QCOMPARE(line.dataDir, QDir::current().absoluteFilePath(u"some/folder"_s));
        QVERIFY(!line.sandbox);
        QVERIFY(!line.selfTest);
    }

    void helpNamesEveryOption()
    {
        const QString help = CommandLine::helpText();
        for (const char *option :
             {"--sandbox", "--api-path", "--data-dir", "--self-test", "--version", "--help"})
            QVERIFY2(help.contains(QLatin1String(option)), option);
    }

    void tokenIsTakenOnce()
    {
        qputenv("SEGMENTDESK_TOKEN", " canary-7f3a \n");
        QCOMPARE(takeTokenFromEnvironment(), QByteArray("canary-7f3a"));
        QVERIFY(!qEnvironmentVariableIsSet("SEGMENTDESK_TOKEN"));
        QCOMPARE(takeTokenFromEnvironment(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
