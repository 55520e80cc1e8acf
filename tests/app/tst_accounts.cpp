// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts.h"
#include "app/datafolder.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace segmentdesk;

namespace {

constexpr QFile::Permissions othersRights = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

Account store(const QString &address, const QString &name)
{
    Account account;
    account.apiPath = apiPathFromInput(address).value();
    account.id = Accounts::idFor(account.apiPath);
    account.name = name;
    return account;
}

} // namespace

class TestAccounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptInOrder()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"a.ini"_qs);
        const Account first = store(u"zzz1"_qs, u"Zoo & Söhne, 株式会社"_qs);
        const Account second = store(u"aaa2"_qs, u"[Second]=%1;"_qs);
        {
            QSettings settings(file, QSettings::IniFormat);
            Accounts accounts(settings);
            QVERIFY(accounts.put(first));
            QVERIFY(accounts.put(second));
            accounts.setLastShown(second.id);
        }
        {
            QSettings settings(file, QSettings::IniFormat);
            Accounts accounts(settings);
            QCOMPARE(accounts.all(), (QList<Account> { first, second }));
            QCOMPARE(accounts.lastShown(), second.id);
            accounts.rename(first.id, u"  New name "_qs);
            accounts.rename(second.id, u"   "_qs); // a store without a name cannot be found again
            QCOMPARE(accounts.find(first.id)->name, u"New name"_qs);
            accounts.forget(second.id);
        }
        QSettings settings(file, QSettings::IniFormat);
        Accounts accounts(settings);
        QCOMPARE(accounts.all().size(), 1);
        QCOMPARE(accounts.all().constFirst().name, u"New name"_qs);
        QVERIFY(!accounts.find(second.id));
    }

    void putReplaces()
    {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"a.ini"_qs), QSettings::IniFormat);
        Accounts accounts(settings);
        QVERIFY(accounts.put(store(u"abc"_qs, u"Old"_qs)));
        QVERIFY(accounts.put(store(u"abc"_qs, u"New"_qs)));
        QCOMPARE(accounts.all().size(), 1);
        QCOMPARE(accounts.all().constFirst().name, u"New"_qs);
    }

    void damagedSettings()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"a.ini"_qs));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("[stores]\nsize=2000000000\n1\\apiPath=http://evil.example.com/stores/abc/v3\n"
                   "2\\apiPath=https://api.bigcommerce.com/stores/good/v3\n"
                   "3\\apiPath=https://api.bigcommerce.com/stores/good/v3\n3\\name=Twice\n"
                   "4\\name=No address\n");
        file.close();
        QSettings settings(file.fileName(), QSettings::IniFormat);
        const Accounts accounts(settings);
        QCOMPARE(accounts.all().size(), 1);
        QCOMPARE(accounts.all().constFirst().id, u"good"_qs);
        QCOMPARE(accounts.all().constFirst().name, u"good"_qs);
    }

    void full()
    {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"a.ini"_qs), QSettings::IniFormat);
        Accounts accounts(settings);
        for (int i = 0; i < Accounts::maxAccounts; ++i)
            QVERIFY(accounts.put(store(u"abc%1"_qs.arg(i), u"x"_qs)));
        QVERIFY(!accounts.put(store(u"onemore"_qs, u"x"_qs)));
        QVERIFY(accounts.put(store(u"abc0"_qs, u"Renamed"_qs)));
    }

    void idNamesTheHost()
    {
        QCOMPARE(store(u"abc"_qs, {}).id, u"abc"_qs);
        const QString other = store(u"https://proxy.example.com/stores/abc/v3"_qs, {}).id;
        const QString local = store(u"http://127.0.0.1:8123/stores/abc/v3"_qs, {}).id;
        QCOMPARE(other, u"abc@proxy.example.com"_qs);
        QCOMPARE(local, u"abc@127.0.0.1:8123"_qs);
        QVERIFY(store(u"sandbox"_qs, {}).id != Accounts::sandboxId());
    }

    void folderIsPrivate()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(u"deep/er/data"_qs);
        const auto opened = DataFolder::open(folder);
        QVERIFY(opened.has_value());
        QCOMPARE(QFileInfo(folder).permissions() & othersRights, QFile::Permissions());
        {
            QSettings settings(opened->settingsFile(), QSettings::IniFormat);
            Accounts(settings).put(store(u"abc"_qs, u"x"_qs));
        }
        for (const QString &file : { opened->settingsFile(), opened->sandboxFile() }) {
            QVERIFY(QFileInfo::exists(file));
            QCOMPARE(QFileInfo(file).permissions() & othersRights, QFile::Permissions());
        }
        QVERIFY(QFileInfo(opened->settingsFile()).size() > 0);
    }

    void existingFolderKeepsItsRights()
    {
        QTemporaryDir dir;
        QFile::setPermissions(dir.path(), QFile::Permissions(0x7755));
        const QFile::Permissions before = QFileInfo(dir.path()).permissions();
        QVERIFY(DataFolder::open(dir.path()).has_value());
        QCOMPARE(QFileInfo(dir.path()).permissions(), before);
    }

    void folderThatCannotBe()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"file"_qs));
        QVERIFY(file.open(QFile::WriteOnly));
        const auto opened = DataFolder::open(dir.filePath(u"file/data"_qs));
        QVERIFY(!opened.has_value());
        QVERIFY2(opened.error().contains(u"file/data"), qPrintable(opened.error()));
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
