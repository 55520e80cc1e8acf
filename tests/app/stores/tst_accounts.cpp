// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/accounts.h"
#include "app/stores/datafolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
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
        const QString file = dir.filePath(u"a.ini"_s);
        const Account first = store(u"zzz1"_s, u"Zoo & Söhne, 株式会社"_s);
        const Account second = store(u"aaa2"_s, u"[Second]=%1;"_s);
        {
            QSettings settings(file, QSettings::IniFormat);
            Accounts accounts(settings);
            QCOMPARE(accounts.put(first), Accounts::Saved::Yes);
            QCOMPARE(accounts.put(second), Accounts::Saved::Yes);
            accounts.setLastShown(second.id);
        }
        {
            QSettings settings(file, QSettings::IniFormat);
            Accounts accounts(settings);
            QCOMPARE(accounts.all(), (QList<Account>{first, second}));
            QCOMPARE(accounts.lastShown(), second.id);
            QCOMPARE(accounts.rename(first.id, u"  New name "_s), Accounts::Saved::Yes);
            // A store without a name cannot be found again.
            QCOMPARE(accounts.rename(second.id, u"   "_s), Accounts::Saved::Yes);
            QCOMPARE(accounts.find(first.id)->name, u"New name"_s);
            QCOMPARE(accounts.forget(second.id), Accounts::Saved::Yes);
        }
        QSettings settings(file, QSettings::IniFormat);
        Accounts accounts(settings);
        QCOMPARE(accounts.all().size(), 1);
        QCOMPARE(accounts.all().constFirst().name, u"New name"_s);
        QVERIFY(!accounts.find(second.id));
    }

    void putReplaces()
    {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"a.ini"_s), QSettings::IniFormat);
        Accounts accounts(settings);
        QCOMPARE(accounts.put(store(u"abc"_s, u"Old"_s)), Accounts::Saved::Yes);
        QCOMPARE(accounts.put(store(u"abc"_s, u"New"_s)), Accounts::Saved::Yes);
        QCOMPARE(accounts.all().size(), 1);
        QCOMPARE(accounts.all().constFirst().name, u"New"_s);
    }

    void damagedSettings()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"a.ini"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("[stores]\nsize=2000000000\n1\\apiPath=http://evil.example.com/stores/abc/v3\n"
                   "2\\apiPath=https://api.bigcommerce.com/stores/good/v3\n"
                   "3\\apiPath=https://api.bigcommerce.com/stores/good/v3\n3\\name=Twice\n"
                   "4\\name=No address\n");
        file.close();
        QSettings settings(file.fileName(), QSettings::IniFormat);
        const Accounts accounts(settings);
        QCOMPARE(accounts.all().size(), 1);
        QCOMPARE(accounts.all().constFirst().id, u"good"_s);
        QCOMPARE(accounts.all().constFirst().name, u"good"_s);
    }

    void full()
    {
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"a.ini"_s), QSettings::IniFormat);
        Accounts accounts(settings);
        for (int i = 0; i < Accounts::maxAccounts; ++i)
            QCOMPARE(accounts.put(store(u"abc%1"_s.arg(i), u"x"_s)), Accounts::Saved::Yes);
        QCOMPARE(accounts.put(store(u"onemore"_s, u"x"_s)), Accounts::Saved::Full);
        QCOMPARE(accounts.put(store(u"abc0"_s, u"Renamed"_s)), Accounts::Saved::Yes);
    }

    /// Two programs write the list: what the other one wrote stays, and what it forgot is gone.
    void listsAreMerged()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"a.ini"_s);
        const Account first = store(u"aaa1"_s, u"First"_s);
        const Account second = store(u"bbb2"_s, u"Second"_s);
        const Account third = store(u"ccc3"_s, u"Third"_s);
        QSettings settings(file, QSettings::IniFormat);
        Accounts accounts(settings);
        QCOMPARE(accounts.put(first), Accounts::Saved::Yes);
        // Another process, which QSettings of this one does not know of.
        const auto write = [&file](const QList<Account> &list) {
            QFile ini(file);
            QVERIFY(ini.open(QFile::WriteOnly));
            ini.write("[stores]\n");
            for (int i = 0; i < list.size(); ++i)
                ini.write(
                    QStringLiteral("%1\\name=%2\n%1\\apiPath=%3\n")
                        .arg(QString::number(i + 1), list.at(i).name, list.at(i).apiPath.toString())
                        .toUtf8());
            ini.write("size=" + QByteArray::number(list.size()) + '\n');
        };
        write({first, second});
        QCOMPARE(accounts.put(third), Accounts::Saved::Yes);
        QCOMPARE(accounts.all(), (QList<Account>{first, second, third}));
        write({second, third});
        QCOMPARE(accounts.rename(second.id, u"Renamed"_s), Accounts::Saved::Yes);
        QCOMPARE(accounts.all().size(), 2);
        QVERIFY(!accounts.find(first.id));
        QCOMPARE(accounts.forget(third.id), Accounts::Saved::Yes);
        QSettings fresh(file, QSettings::IniFormat);
        QCOMPARE(Accounts(fresh).all().size(), 1);
        QCOMPARE(Accounts(fresh).all().first().name, u"Renamed"_s);
    }

    /// What cannot be saved is said each time, and holds for this session.
    void cannotBeSaved()
    {
        QTemporaryDir dir;
        QVERIFY(QDir().mkpath(dir.filePath(u"a.ini"_s))); // a folder in the place of the file
        QSettings settings(dir.filePath(u"a.ini"_s), QSettings::IniFormat);
        Accounts accounts(settings);
        QCOMPARE(accounts.put(store(u"abc"_s, u"x"_s)), Accounts::Saved::NotWritten);
        QCOMPARE(accounts.put(store(u"abd"_s, u"x"_s)), Accounts::Saved::NotWritten);
        QVERIFY(QDir(dir.filePath(u"a.ini"_s)).removeRecursively());
        QCOMPARE(accounts.put(store(u"abe"_s, u"x"_s)), Accounts::Saved::Yes);
    }

    void oneStoreHasOneId()
    {
        const QString id = store(u"abc"_s, {}).id;
        for (const char *spelling :
             {"ABC", "https://api.bigcommerce.com./stores/ABC/v3",
              "api.bigcommerce.com./stores/abc", "https://API.BigCommerce.com/stores/Abc/v3/",
              "https://store-abc.mybigcommerce.com./"})
            QCOMPARE(store(QString::fromLatin1(spelling), {}).id, id);
        const QString other = store(u"https://proxy.example.com/stores/abc/v3"_s, {}).id;
        QCOMPARE(store(u"https://proxy.example.com./stores/ABC/v3"_s, {}).id, other);
    }

    void idNamesTheHost()
    {
        QCOMPARE(store(u"abc"_s, {}).id, u"abc"_s);
        const QString other = store(u"https://proxy.example.com/stores/abc/v3"_s, {}).id;
        const QString local = store(u"http://127.0.0.1:8123/stores/abc/v3"_s, {}).id;
        QCOMPARE(other, u"abc@proxy.example.com"_s);
        QCOMPARE(local, u"abc@127.0.0.1:8123"_s);
        QVERIFY(store(u"sandbox"_s, {}).id != Accounts::sandboxId());
    }

    void folderIsPrivate()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(u"deep/er/data"_s);
        const auto opened = DataFolder::open(folder);
        QVERIFY(opened.has_value());
        QCOMPARE(QFileInfo(folder).permissions() & othersRights, QFile::Permissions());
        {
            QSettings settings(opened->settingsFile(), QSettings::IniFormat);
            QCOMPARE(Accounts(settings).put(store(u"abc"_s, u"x"_s)), Accounts::Saved::Yes);
        }
        for (const QString &file : {opened->settingsFile(), opened->sandboxFile()}) {
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
        QFile file(dir.filePath(u"file"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        const auto opened = DataFolder::open(dir.filePath(u"file/data"_s));
        QVERIFY(!opened.has_value());
        QVERIFY2(opened.error().contains(u"file/data"), qPrintable(opened.error()));
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
