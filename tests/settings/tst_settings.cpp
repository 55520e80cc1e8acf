// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/settings/settings.h"

#include <QFile>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// A key never changes: what an earlier version wrote is read, and written under the same keys.
class TestSettings : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void readsWhatIsWritten()
    {
        const QString file = m_folder.filePath(u"read.ini"_s);
        QVERIFY(QFile::copy(QFINDTESTDATA("written.ini"), file));
        QSettings ini(file, QSettings::IniFormat);
        const Settings settings(ini);
        QCOMPARE(settings.colorScheme(), 2);
        QCOMPARE(settings.windowGeometry(), QByteArray("\x01\xd9"));
        QVERIFY(!settings.isDetailsOpen());
        QVERIFY(!settings.isActivityOpen());
        QVERIFY(settings.isCompact());
        QCOMPARE(settings.paneSizes(1), QList<int>({210, 330}));
        QVERIFY(!settings.notifies());
        const QList<Settings::Store> stores = settings.stores(10);
        QCOMPARE(stores.size(), 2);
        QCOMPARE(stores.at(1).name, u"Zoë"_s);
        QCOMPARE(stores.at(1).apiPath, u"https://api.bigcommerce.com/stores/abc/v3"_s);
        QCOMPARE(settings.stores(1).size(), 1);
        QCOMPARE(settings.lastShownStore(), u"k3x9"_s);
        QCOMPARE(settings.tokensToDelete(), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(settings.reservePercent(), 25);
        QCOMPARE(settings.checkMinutes(), 60);
        QCOMPARE(settings.savedSearches(u"k3x9"_s), "[]");
        QCOMPARE(settings.segmentColors(u"k3x9"_s), "{\"x\":3}");
        QCOMPARE(settings.backupFolder(u"k3x9"_s), u"/home/a/one"_s);
        QCOMPARE(settings.backupFolder(u"abc"_s), u"/home/a/two"_s);
        QCOMPARE(settings.peopleColumns(),
                 QStringList({u"name shown 180"_s, u"email shown 200"_s}));
        QCOMPARE(settings.numberedPeopleColumns().order.size(), 3);
        QCOMPARE(settings.sorting(u"all"_s).order, 2);
        QVERIFY(settings.sorting(u"all"_s).isDescending);
        const Settings::ExportChoices choices = settings.exportChoices(u"members"_s);
        QCOMPARE(choices.columns, QStringList({u"email"_s, u"customer-id"_s}));
        QCOMPARE(choices.delimiter, u";"_s);
        QCOMPARE(choices.isExact, true);
        QCOMPARE(settings.importRoles(u"0a1b"_s), QList<int>({0, 2, 1}));
    }

    void writesUnderTheSameKeys()
    {
        QSettings ini(m_folder.filePath(u"made.ini"_s), QSettings::IniFormat);
        Settings settings(ini);
        settings.setColorScheme(2);
        settings.setWindowGeometry("\x01");
        settings.setDetailsOpen(false);
        settings.setActivityOpen(false);
        settings.setCompact(true);
        settings.setPaneSizes(1, {210, 330});
        settings.setNotifies(false);
        settings.setStores({{u"Nordlys"_s, u"k3x9"_s}, {u"Zoë"_s, u"abc"_s}});
        settings.setLastShownStore(u"k3x9"_s);
        settings.setTokensToDelete({u"a"_s});
        settings.setReservePercent(25);
        settings.setCheckMinutes(60);
        settings.setSavedSearches(u"k3x9"_s, "[]");
        settings.setSegmentColors(u"k3x9"_s, "{}");
        settings.setBackupFolder(u"k3x9"_s, u"/home/a/one"_s);
        settings.setPeopleColumns({u"name shown 180"_s});
        settings.setSorting(u"all"_s, {2, true});
        settings.setExportChoices(u"members"_s, {{u"email"_s}, u";"_s, true});
        settings.setImportRoles(u"0a1b"_s, {0, 2, 1}, 10);

        QSettings before(QFINDTESTDATA("written.ini"), QSettings::IniFormat);
        QStringList keys = before.allKeys();
        // A new file has columns by their names alone.
        for (const QString &old :
             {u"people/columnOrder"_s, u"people/columnWidths"_s, u"people/hiddenColumns"_s})
            keys.removeAll(old);
        QCOMPARE(ini.allKeys(), keys);

        settings.setTokensToDelete({});
        settings.removeSavedSearches(u"k3x9"_s);
        settings.removeSegmentColors(u"k3x9"_s);
        settings.setStores({});
        QCOMPARE(ini.allKeys().filter(QRegularExpression(u"tokens|searches|colors|Path"_s)),
                 QStringList());
    }

    void whatWasNeverSavedIsUnset()
    {
        QSettings ini(m_folder.filePath(u"empty.ini"_s), QSettings::IniFormat);
        const Settings settings(ini);
        QVERIFY(settings.isDetailsOpen() && settings.isActivityOpen() && settings.notifies());
        QVERIFY(!settings.isCompact());
        QVERIFY(!settings.reservePercent() && !settings.checkMinutes());
        QVERIFY(!settings.peopleColumns() && !settings.exportChoices(u"members"_s).isExact);
        QVERIFY(settings.paneSizes(0).isEmpty() && settings.stores(10).isEmpty());
    }

    /// The headers of files are as many as are kept, whatever is imported.
    void importedHeadersAreBounded()
    {
        QSettings ini(m_folder.filePath(u"import.ini"_s), QSettings::IniFormat);
        Settings settings(ini);
        for (int i = 0; i < 9; ++i)
            settings.setImportRoles(QString::number(i), {i}, 4);
        QCOMPARE(ini.allKeys().size(), 4);
        QCOMPARE(settings.importRoles(u"8"_s), QList<int>({8}));
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
