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
        const WindowSettings window(ini);
        const StoreSettings stores(ini);
        const TableSettings tables(ini);
        const FileSettings files(ini);
        QCOMPARE(window.colorScheme(), 2);
        QCOMPARE(window.windowGeometry(), QByteArray("\x01\xd9"));
        QVERIFY(!window.isDetailsOpen());
        QVERIFY(!window.isActivityOpen());
        QVERIFY(window.isCompact());
        QCOMPARE(window.paneSizes(1), QList<int>({210, 330}));
        QVERIFY(!window.notifies());
        const QList<StoreSettings::Store> all = stores.stores(10);
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.at(1).name, u"Zoë"_s);
        QCOMPARE(all.at(1).apiPath, u"https://api.bigcommerce.com/stores/abc/v3"_s);
        QCOMPARE(stores.stores(1).size(), 1);
        QCOMPARE(stores.lastShownStore(), u"k3x9"_s);
        QCOMPARE(stores.tokensToDelete(), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(stores.reservePercent(), 25);
        QCOMPARE(stores.checkMinutes(), 60);
        QCOMPARE(AccountSettings(ini, u"k3x9"_s).savedSearches(), "[]");
        QCOMPARE(AccountSettings(ini, u"k3x9"_s).segmentColors(), "{\"x\":3}");
        QCOMPARE(AccountSettings(ini, u"k3x9"_s).backupFolder(), u"/home/a/one"_s);
        QCOMPARE(AccountSettings(ini, u"abc"_s).backupFolder(), u"/home/a/two"_s);
        QCOMPARE(tables.peopleColumns(), QStringList({u"name shown 180"_s, u"email shown 200"_s}));
        QCOMPARE(tables.numberedPeopleColumns().order.size(), 3);
        QCOMPARE(tables.sorting(u"all"_s).order, 2);
        QVERIFY(tables.sorting(u"all"_s).isDescending);
        const FileSettings::ExportChoices choices = files.exportChoices(u"members"_s);
        QCOMPARE(choices.columns, QStringList({u"email"_s, u"customer-id"_s}));
        QCOMPARE(choices.delimiter, u";"_s);
        QCOMPARE(choices.isExact, true);
        QCOMPARE(files.importRoles(u"0a1b"_s), QList<int>({0, 2, 1}));
    }

    void writesUnderTheSameKeys()
    {
        QSettings ini(m_folder.filePath(u"made.ini"_s), QSettings::IniFormat);
        WindowSettings window(ini);
        StoreSettings stores(ini);
        TableSettings tables(ini);
        FileSettings files(ini);
        window.setColorScheme(2);
        window.setWindowGeometry("\x01");
        window.setDetailsOpen(false);
        window.setActivityOpen(false);
        window.setCompact(true);
        window.setPaneSizes(1, {210, 330});
        window.setNotifies(false);
        stores.setStores({{u"Nordlys"_s, u"k3x9"_s}, {u"Zoë"_s, u"abc"_s}});
        stores.setLastShownStore(u"k3x9"_s);
        stores.setTokensToDelete({u"a"_s});
        stores.setReservePercent(25);
        stores.setCheckMinutes(60);
        AccountSettings(ini, u"k3x9"_s).setSavedSearches("[]");
        AccountSettings(ini, u"k3x9"_s).setSegmentColors("{}");
        AccountSettings(ini, u"k3x9"_s).setBackupFolder(u"/home/a/one"_s);
        tables.setPeopleColumns({u"name shown 180"_s});
        tables.setSorting(u"all"_s, {2, true});
        files.setExportChoices(u"members"_s, {{u"email"_s}, u";"_s, true});
        files.setImportRoles(u"0a1b"_s, {0, 2, 1}, 10);

        QSettings before(QFINDTESTDATA("written.ini"), QSettings::IniFormat);
        QStringList keys = before.allKeys();
        // A new file has columns by their names alone.
        for (const QString &old :
             {u"people/columnOrder"_s, u"people/columnWidths"_s, u"people/hiddenColumns"_s})
            keys.removeAll(old);
        QCOMPARE(ini.allKeys(), keys);

        stores.setTokensToDelete({});
        AccountSettings(ini, u"k3x9"_s).removeSavedSearches();
        AccountSettings(ini, u"k3x9"_s).removeSegmentColors();
        stores.setStores({});
        QCOMPARE(ini.allKeys().filter(QRegularExpression(u"tokens|searches|colors|Path"_s)),
                 QStringList());
    }

    void whatWasNeverSavedIsUnset()
    {
        QSettings ini(m_folder.filePath(u"empty.ini"_s), QSettings::IniFormat);
        const WindowSettings window(ini);
        const StoreSettings stores(ini);
        const TableSettings tables(ini);
        const FileSettings files(ini);
        QVERIFY(window.isDetailsOpen() && window.isActivityOpen() && window.notifies());
        QVERIFY(!window.isCompact());
        QVERIFY(!stores.reservePercent() && !stores.checkMinutes());
        QVERIFY(!tables.peopleColumns() && !files.exportChoices(u"members"_s).isExact);
        QVERIFY(window.paneSizes(0).isEmpty() && stores.stores(10).isEmpty());
    }

    /// The headers of files are as many as are kept, whatever is imported.
    void importedHeadersAreBounded()
    {
        QSettings ini(m_folder.filePath(u"import.ini"_s), QSettings::IniFormat);
        FileSettings files(ini);
        for (int i = 0; i < 9; ++i)
            files.setImportRoles(QString::number(i), {i}, 4);
        QCOMPARE(ini.allKeys().size(), 4);
        QCOMPARE(files.importRoles(u"8"_s), QList<int>({8}));
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
