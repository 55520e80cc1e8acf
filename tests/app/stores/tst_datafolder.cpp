// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/datafolder.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// Where the program keeps what it keeps.
class TestDataFolder : public QObject
{
    Q_OBJECT

    static constexpr std::array variables{"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"};
    QHash<const char *, QByteArray> m_before;

private Q_SLOTS:
    void init()
    {
        for (const char *variable : variables) {
            m_before.insert(variable, qgetenv(variable));
            qunsetenv(variable);
        }
    }

    void cleanup()
    {
        for (const char *variable : variables) {
            if (const QByteArray value = m_before.value(variable); !value.isNull())
                qputenv(variable, value);
            else
                qunsetenv(variable);
        }
    }

    /// As a scheduler may start it: the home folder is that of the user, never the root of the
    /// disk.
    void withoutHome()
    {
#if !defined(Q_OS_LINUX)
        QSKIP("only there the home folder is asked of the list of users by getent");
#endif
        QProcess users;
        users.start(u"sh"_s, {u"-c"_s, u"getent passwd \"$(id -u)\""_s});
        QVERIFY(users.waitForFinished(45000));
        const QString home =
            QString::fromUtf8(users.readAllStandardOutput()).section(u':', 5, 5).trimmed();
        QVERIFY(home.size() > 1);

        const DataFolder folder = DataFolder::look({});
        QVERIFY2(folder.isWritable(), qPrintable(folder.problem()));
        QCOMPARE(folder.settingsFile(), QString(home + u"/.config/segmentdesk/segmentdesk.ini"_s));
        QCOMPARE(folder.path(), QString(home + u"/.local/share/segmentdesk"_s));
    }

    void withoutHomeWithPlaces()
    {
#if !defined(Q_OS_LINUX)
        QSKIP("only there the places have variables");
#endif
        const QTemporaryDir places;
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(places.filePath(u"config"_s)));
        qputenv("XDG_DATA_HOME", QFile::encodeName(places.filePath(u"data"_s)));
        const auto folder = DataFolder::open({});
        QVERIFY2(folder, folder ? "" : qPrintable(folder.error()));
        QCOMPARE(folder->settingsFile(), places.filePath(u"config/segmentdesk/segmentdesk.ini"_s));
        QCOMPARE(folder->path(), places.filePath(u"data/segmentdesk"_s));
        QVERIFY(QFileInfo::exists(folder->settingsFile()));
    }
};

QTEST_GUILESS_MAIN(TestDataFolder)

#include "tst_datafolder.moc"
