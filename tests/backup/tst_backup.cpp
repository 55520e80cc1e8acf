// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backup.h"
#include "models/backup/backupjob.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/session/storesession.h"
#include "models/sync/mirrorsync.h"
#include "tests/support/livestore.h"
#include "tests/support/testfile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

namespace {

using Files = QMap<QString, QByteArray>;

/// Everything in a folder, by its path.
Files filesOf(const QString &folder)
{
    Files files;
    QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        files.insert(QDir(folder).relativeFilePath(path), readFile(path));
    }
    return files;
}

QString fileOf(const Segment &segment)
{
    return u"members/"_s + backup::membersFile(segment);
}

} // namespace

class TestBackup : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    int m_folders = 0;

    QString newFolder() { return m_place.filePath(u"backup%1"_s.arg(++m_folders)); }

    /// A small backup, written by hand.
    QString handMade()
    {
        const QString folder = newFolder();
        writeFile(folder + u"/backup.json"_s,
                  R"({"format": "segmentdesk-backup", "version": 1, "store": "abc", "segments": 2,
                "memberships": 3, "complete": true})");
        writeFile(folder + u"/segments.csv"_s,
                  "id,name,description,file\n"
                  "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed,VIP,\"Best, by far\",members/vip.csv\n"
                  ",Lapsed,,members/lapsed.csv\n");
        writeFile(folder + u"/members/vip.csv"_s,
                  "customer_id,email,profile_id\n"
                  "1,ann@example.com,2b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed\n"
                  ",bob@example.com,\n");
        writeFile(folder + u"/members/lapsed.csv"_s, "email\nBOB@example.com\n");
        return folder;
    }

private Q_SLOTS:
    void aStoreAsFiles()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"Élite, \"best\" = 1"_s);
        const QList<PersonRef> people = live.people(620);
        live.add(segment.id, people);
        const Segment empty = live.newSegment(u"空"_s);
        const QString folder = newFolder();
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.segments(), 8);
        QCOMPARE(job.total(), 8);
        QCOMPARE(job.done(), 8);
        QCOMPARE(job.facts().number, 8);
        QVERIFY(!job.readCopy());

        const Files files = filesOf(folder);
        QCOMPARE(files.size(), 10);
        QVERIFY(
            files.contains(u"members/elite-best-1-%1.csv"_s.arg(segment.id.toString().left(8))));
        QVERIFY(files.contains(u"members/segment-%1.csv"_s.arg(empty.id.toString().left(8))));
        QCOMPARE(files.value(fileOf(empty)), QByteArray("customer_id,email,profile_id\n"));
        QVERIFY(files.value(u"segments.csv"_s)
                    .contains((u"\n"_s + segment.id.toString() + u",\"Élite, \"\"best\"\" = 1\",,"_s
                               + fileOf(segment) + u"\n"_s)
                                  .toUtf8()));
        QVERIFY(!files.value(u"segments.csv"_s).contains('\r'));
        // Everybody, by number, with their address.
        QHash<CustomerId, QString> emails;
        const QList<Customer> customers = live.customers();
        for (const Customer &customer : customers)
            emails.insert(customer.id, customer.email);
        QList<PersonRef> sorted = people;
        std::sort(sorted.begin(), sorted.end(), [](const PersonRef &a, const PersonRef &b) {
            return a.customerId < b.customerId;
        });
        QByteArray expected = "customer_id,email,profile_id\n";
        for (const PersonRef &person : sorted) {
            expected +=
                (QString::number(toNumber(person.customerId)) + u','
                 + emails.value(person.customerId) + u',' + person.profileId.toString() + u'\n')
                    .toUtf8();
        }
        QCOMPARE(files.value(fileOf(segment)), expected);
        // By name, whatever the language of this computer.
        QList<Segment> segments = live.segments();
        std::sort(segments.begin(), segments.end(),
                  [](const Segment &a, const Segment &b) { return a.name < b.name; });
        const QList<QByteArray> lines = files.value(u"segments.csv"_s).split('\n');
        for (qsizetype i = 0; i < segments.size(); ++i)
            QVERIFY(lines.at(i + 1).startsWith(segments.at(i).id.toString().toLatin1()));

        const auto read = readBackup(folder);
        QVERIFY(read);
        QCOMPARE(read->store, u"abc"_s);
        QCOMPARE(read->segments.size(), 8);
        QCOMPARE(read->memberships, job.memberships());
        QVERIFY(!read->isEdited());
        const auto same =
            std::find_if(read->segments.cbegin(), read->segments.cend(),
                         [&segment](const BackupSegment &other) { return other.id == segment.id; });
        QVERIFY(same != read->segments.cend());
        QCOMPARE(same->name, segment.name);
        QCOMPARE(same->members.size(), 620);
        const BackupPerson &first = read->people.at(same->members.first());
        QCOMPARE(first.customerId, sorted.first().customerId);
        QCOMPARE(first.profileId, sorted.first().profileId);
        QCOMPARE(read->email(first), emails.value(first.customerId));
    }

    void nothingChangedNoByteDiffers()
    {
        LiveStore live;
        const QString folder = newFolder();
        {
            BackupJob job(*live.api, nullptr, u"abc"_s, folder);
            QVERIFY(live.run(job));
            QVERIFY(job.changedFiles() > 0);
        }
        writeFile(folder + u"/.git/HEAD"_s, "ref: refs/heads/main\n");
        writeFile(folder + u"/README.md"_s, "Our segments\n");
        writeFile(folder + u"/members/notes.csv"_s, "mine\n");
        const Files before = filesOf(folder);
        const QDateTime written = QFileInfo(folder + u"/backup.json"_s).lastModified();
        BackupJob again(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(again));
        QCOMPARE(again.end(), JobResult::Done);
        QCOMPARE(again.changedFiles(), 0);
        QCOMPARE(filesOf(folder), before);
        QCOMPARE(QFileInfo(folder + u"/backup.json"_s).lastModified(), written);

        // One member more: the file of that segment, and the mark.
        const Segment segment = live.segments().first();
        const QList<PersonRef> people = live.people(900);
        const QSet<ProfileId> members = live.memberIds(segment.id);
        const auto other =
            std::find_if(people.cbegin(), people.cend(), [&members](const PersonRef &person) {
                return !members.contains(person.profileId);
            });
        live.add(segment.id, {*other});
        BackupJob third(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(third));
        QCOMPARE(third.changedFiles(), 1);
        Files after = filesOf(folder);
        QStringList different;
        for (auto file = after.cbegin(); file != after.cend(); ++file) {
            if (before.value(file.key()) != file.value())
                different.append(file.key());
        }
        QCOMPARE(different, (QStringList{u"backup.json"_s, fileOf(segment)}));

        // A segment that is gone takes its file along; what is not ours stays.
        const auto deleted =
            answerOf<WriteReport>([&](QObject *context, Callback<WriteReport> callback) {
                live.api->deleteSegments(*NonEmpty<QList<SegmentId>>::from({segment.id}), context,
                                         std::move(callback));
            });
        QVERIFY(deleted && *deleted);
        BackupJob fourth(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(fourth));
        after = filesOf(folder);
        QVERIFY(!after.contains(fileOf(segment)));
        QCOMPARE(after.value(u"members/notes.csv"_s), QByteArray("mine\n"));
        QCOMPARE(after.value(u"README.md"_s), QByteArray("Our segments\n"));
        QCOMPARE(after.size(), before.size() - 1);
        QVERIFY(readBackup(folder));
    }

    void theCopyGivesTheSameFiles()
    {
        LiveStore live;
        live.add(live.newSegment(u"More"_s).id, live.people(300));
        Account account;
        account.id = u"abc"_s;
        account.apiPath = live.store.apiPath();
        StoreSession::Options options;
        options.mirrorFolder = newFolder();
        QVERIFY(QDir().mkpath(options.mirrorFolder));
        StoreSession session(account, live.store.options().token, options);
        QTRY_COMPARE(session.mirror()->state(), Mirror::State::Complete);
        const QString copied = newFolder();
        BackupJob *job = session.backUp(copied);
        QSignalSpy ended(job, &Job::ended);
        QVERIFY(ended.wait(QTest::patience));
        QCOMPARE(job->end(), JobResult::Done);
        QVERIFY(job->readCopy());
        const QString read = newFolder();
        BackupJob live2(*live.api, nullptr, u"abc"_s, read);
        QVERIFY(live.run(live2));
        QCOMPARE(filesOf(copied), filesOf(read));

        // What another program does meanwhile is in it.
        const Segment later = live.newSegment(u"Later"_s);
        live.add(later.id, live.people(3));
        job = session.backUp(copied);
        QSignalSpy endedAgain(job, &Job::ended);
        QVERIFY(endedAgain.wait(QTest::patience));
        QCOMPARE(job->end(), JobResult::Done);
        QVERIFY(job->readCopy());
        QVERIFY(!job->oldCopyOf().isValid());
        QVERIFY(filesOf(copied).contains(fileOf(later)));

        // Without the store there is the copy, and it says how old it is.
        Fault fault = LiveStore::fault(Fault::Action::Answer, "GET", ".*", 0, -1);
        fault.status = 403;
        live.store.setFaults({fault});
        job = session.backUp(copied);
        QSignalSpy endedOld(job, &Job::ended);
        QVERIFY(endedOld.wait(QTest::patience));
        QCOMPARE(job->end(), JobResult::DoneWithWarnings);
        QVERIFY(job->oldCopyOf().isValid());
        QCOMPARE(job->changedFiles(), 0);
    }

    void foldersThatAreRefused_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("why");
        QTest::newRow("photos") << u"holiday.jpg"_s << QByteArray("x")
                                << int(JobError::Kind::FolderNotEmpty);
        QTest::newRow("another program's")
            << u"backup.json"_s << QByteArray("{}") << int(JobError::Kind::FolderNotEmpty);
        QTest::newRow("another store")
            << u"backup.json"_s
            << QByteArray(
                   R"({"format":"segmentdesk-backup","version":1,"store":"xyz","complete":true})")
            << int(JobError::Kind::BackupOfOtherStore);
        QTest::newRow("newer")
            << u"backup.json"_s
            << QByteArray(R"({"format":"segmentdesk-backup","version":2,"store":"abc"})")
            << int(JobError::Kind::NewerBackup);
    }

    void foldersThatAreRefused()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(int, why);
        LiveStore live;
        const QString folder = newFolder();
        writeFile(folder + u'/' + file, bytes);
        const Files before = filesOf(folder);
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QVERIFY(job.error());
        QCOMPARE(int(job.error()->kind), why);
        QCOMPARE(filesOf(folder), before);
        QVERIFY(QDir(folder)
                    .entryList({u".segmentdesk*"_s}, QDir::AllEntries | QDir::Hidden)
                    .isEmpty());
    }

    void aFileIsNoFolder()
    {
        LiveStore live;
        const QString folder = newFolder();
        writeFile(folder, "a file");
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QCOMPARE(readFile(folder), QByteArray("a file"));
    }

    void cancelledLeavesWhatWas()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 30;
        LiveStore live(options);
        const QString folder = newFolder();
        {
            BackupJob job(*live.api, nullptr, u"abc"_s, folder);
            connect(&job, &Job::changed, &job, [&job] {
                if (job.done() >= 2)
                    QMetaObject::invokeMethod(&job, &Job::cancel, Qt::QueuedConnection);
            });
            QVERIFY(live.run(job));
            QCOMPARE(job.end(), JobResult::Cancelled);
            QVERIFY(!QFileInfo(folder).exists()); // it was made for this
        }
        BackupJob whole(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(whole));
        const Files before = filesOf(folder);
        live.add(live.newSegment(u"New"_s).id, live.people(10));
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        connect(&job, &Job::changed, &job, [&job] {
            if (job.done() >= 2)
                QMetaObject::invokeMethod(&job, &Job::cancel, Qt::QueuedConnection);
        });
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Cancelled);
        QCOMPARE(filesOf(folder), before);
    }

    void resumesAfterAPause()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 10;
        LiveStore live(options);
        const QString folder = newFolder();
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        QSignalSpy ended(&job, &Job::ended);
        job.start();
        QTRY_VERIFY(job.done() >= 1);
        job.pause();
        QCOMPARE(job.state(), Job::State::Paused);
        // What was under way comes to rest.
        qint64 done = -1;
        QTRY_VERIFY(std::exchange(done, job.done()) == job.done());
        QVERIFY(!ended.count());
        job.resume();
        QVERIFY(ended.count() || ended.wait(QTest::patience));
        QCOMPARE(job.end(), JobResult::Done);
        QVERIFY(readBackup(folder));
        QCOMPARE(readBackup(folder)->segments.size(), 6);
    }

    void destroyedInMidWork()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 10;
        LiveStore live(options);
        const QString folder = newFolder();
        auto job = std::make_unique<BackupJob>(*live.api, nullptr, u"abc"_s, folder);
        job->start();
        QTRY_VERIFY(job->done() >= 1);
        job.reset();
        QVERIFY(!QFileInfo(folder).exists());
    }

    void aStoreThatDoesNotAnswerIsWaitedFor()
    {
        LiveStore live;
        const QString folder = newFolder();
        live.store.setFaults(
            {LiveStore::fault(Fault::Action::Answer, "GET", "/shopper-profiles", 1, -1)});
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        QSignalSpy ended(&job, &Job::ended);
        job.start();
        QTRY_COMPARE(job.state(), Job::State::Paused);
        QVERIFY(job.waitsFor());
        live.store.setFaults({});
        job.resume();
        QVERIFY(ended.count() || ended.wait(QTest::patience));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(readBackup(folder)->segments.size(), 6);
    }

    /// A member was added or removed in the middle of a list: pages may have slipped.
    void membersThatChangeAreReread()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"AAA"_s); // the first that is read
        live.add(segment.id, live.people(600));
        const QString folder = newFolder();
        live.store.setFaults(
            {LiveStore::fault(Fault::Action::WrongTotal, "GET", "/shopper-profiles", 1)});
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(job));
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(readBackup(folder)->segments.first().members.size(), 600);
        // Totals that never fit their pages are no list at all.
        QList<Fault> faults;
        for (int request = 0; request < 100; ++request) {
            faults.append(LiveStore::fault(Fault::Action::WrongTotal, "GET", "/shopper-profiles"));
            faults.last().amount = request + 1;
        }
        live.store.setFaults(faults);
        BackupJob always(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(always));
        QCOMPARE(always.end(), JobResult::Failed);
        QCOMPARE(always.error()->api.kind, ApiError::Kind::IncompleteList);
        QCOMPARE(readBackup(folder)->segments.first().members.size(), 600); // the one before
    }

    /// People join all the time: the backup says of which segment it cannot be sure.
    void membersThatNeverStandStill()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 10;
        LiveStore live(options);
        const Segment segment = live.newSegment(u"AAA"_s);
        const QList<PersonRef> people = live.people(900);
        live.add(segment.id, people.mid(0, 600));
        qsizetype next = 600;
        QTimer joining;
        const auto join = [&] {
            if (next < people.size())
                live.api->addMembers(
                    segment.id, *NonEmpty<QList<ProfileId>>::from({people.at(next++).profileId}),
                    &joining, [](const Result<WriteReport> &) {});
        };
        QObject::connect(&joining, &QTimer::timeout, &joining, join);
        joining.start(10);
        BackupJob job(*live.api, nullptr, u"abc"_s, newFolder());
        QVERIFY(live.run(job));
        QVERIFY(next < people.size()); // one more could still join
        QCOMPARE(job.end(), JobResult::DoneWithWarnings);
        QCOMPARE(job.unsteady(), QStringList{u"AAA"_s});
    }

    void reading()
    {
        const QString folder = handMade();
        const auto read = readBackup(folder);
        QVERIFY(read);
        QCOMPARE(read->segments.size(), 2);
        QCOMPARE(read->segments.first().description, u"Best, by far"_s);
        QVERIFY(read->segments.last().id.isNull());
        QCOMPARE(read->people.size(), 2); // an address is the same in any case
        QCOMPARE(read->segments.last().members, QList<qint32>{1});
        QVERIFY(!read->isEdited());
        writeFile(folder + u"/members/lapsed.csv"_s,
                  "\xEF\xBB\xBF"
                  "email,customer_id\r\n,1\r\n,1\r\n");
        const auto edited = readBackup(folder);
        QVERIFY(edited);
        QCOMPARE(edited->segments.last().members, QList<qint32>{0}); // once
        writeFile(folder + u"/members/lapsed.csv"_s, "email\n");
        QVERIFY(readBackup(folder)->isEdited());
    }

    void progressAndCancel()
    {
        const QString folder = handMade();
        QList<qint64> progress;
        const auto read = readBackup(folder, [&progress](qint64 done, qint64 total) {
            progress.append(done);
            return total == 2 && done < 1;
        });
        QVERIFY(!read);
        QCOMPARE(read.error().kind, BackupError::Kind::Cancelled);
        QCOMPARE(progress, (QList<qint64>{0, 1}));
    }

    void badFolders_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes"); // null: is taken away
        QTest::addColumn<int>("why");
        QTest::addColumn<int>("line");
        using Kind = BackupError::Kind;
        const QString segments = u"segments.csv"_s;
        const QString vip = u"members/vip.csv"_s;
        const auto row = [](const char *name, const QString &file, const QByteArray &bytes,
                            Kind why,
                            int line) { QTest::newRow(name) << file << bytes << int(why) << line; };
        row("no mark", u"backup.json"_s, {}, Kind::NotABackup, 0);
        row("another mark", u"backup.json"_s, "{\"a\": 1}", Kind::NotABackup, 0);
        row("a mark that is no JSON", u"backup.json"_s, "hello", Kind::NotABackup, 0);
        row("newer", u"backup.json"_s,
            R"({"format": "segmentdesk-backup", "version": 2, "complete": true})", Kind::Newer, 0);
        row("cut", u"backup.json"_s,
            R"({"format": "segmentdesk-backup", "version": 1, "complete": false})",
            Kind::Incomplete, 0);
        row("no segments", segments, {}, Kind::MissingFile, 0);
        row("empty", segments, "", Kind::NoColumns, 1);
        row("no names", segments, "id,file\n", Kind::NoColumns, 1);
        row("no file", segments, "name,file\nA,members/none.csv\n", Kind::MissingFile, 0);
        QByteArray many = "name,file\n";
        for (int i = 0; i < 1001; ++i)
            many += "S" + QByteArray::number(i) + ",members/vip.csv\n";
        row("too many", segments, many, Kind::TooManySegments, 1002);
        row("a column of no one", vip, "name\nAnn\n", Kind::NoColumns, 1);
    }

    void badFolders()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(int, why);
        QFETCH(int, line);
        const QString folder = handMade();
        if (bytes.isNull())
            QVERIFY(QFile::remove(folder + u'/' + file));
        else
            writeFile(folder + u'/' + file, bytes);
        const auto read = readBackup(folder);
        QVERIFY(!read);
        QCOMPARE(int(read.error().kind), why);
        QCOMPARE(read.error().line, line);
    }

    void oddLines_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("why");
        QTest::addColumn<int>("line");
        const QString segments = u"segments.csv"_s;
        const QString vip = u"members/vip.csv"_s;
        using Kind = BackupError::Kind;
        const auto row = [](const char *name, const QString &file, const QByteArray &bytes,
                            Kind why,
                            int line) { QTest::newRow(name) << file << bytes << int(why) << line; };
        row("no name", segments, "name,file\nA,members/vip.csv\n,members/vip.csv\n", Kind::NoName,
            3);
        row("a long name", segments,
            "name,file\n" + QByteArray(Backup::maxName + 1, 'a') + ",members/vip.csv\n",
            Kind::NameTooLong, 2);
        row("the same name", segments,
            "name,file\nA,members/vip.csv\nB,members/vip.csv\nA,members/vip.csv\n", Kind::SameName,
            4);
        row("the same id", segments,
            "id,name,file\n1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed,A,members/vip.csv\n"
            "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed,B,members/vip.csv\n",
            Kind::SameId, 3);
        row("no id", segments, "id,name,file\n17,A,members/vip.csv\n", Kind::BadId, 2);
        row("out of the folder", segments, "name,file\nA,../../etc/passwd\n", Kind::BadFileName, 2);
        row("out of the folder, hidden", segments, "name,file\nA,members/../../x.csv\n",
            Kind::BadFileName, 2);
        row("a quote", segments, "name,file\n\"A,members/vip.csv\n", Kind::Damaged, 2);
        row("no one", vip, "customer_id,email\n1,a@b.c\n,\n", Kind::NoPersonNamed, 3);
        row("no number", vip, "customer_id\n1\n1.23E+15\n", Kind::BadId, 3);
        row("below 1", vip, "customer_id\n0\n", Kind::BadId, 2);
        row("no profile", vip, "customer_id,profile_id\n1,abc\n", Kind::BadId, 2);
        row("ragged", vip, "customer_id,email\n1,a@b.c\n2\n", Kind::Damaged, 3);
        row("a merge", vip, "customer_id,email\n1,a@b.c\n<<<<<<< HEAD\n", Kind::Damaged, 3);
        row("no text", vip, "customer_id,email\n1,\xff\xfe\n", Kind::Damaged, 2);
    }

    /// One odd line costs one line, and is named.
    void oddLines()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(int, why);
        QFETCH(int, line);
        const QString folder = handMade();
        writeFile(folder + u'/' + file, bytes);
        const auto read = readBackup(folder);
        QVERIFY(read);
        // That the file is shorter than it was is another matter.
        const auto odd =
            std::count_if(read->why.cbegin(), read->why.cend(), [](const BackupError &error) {
                return error.kind != BackupError::Kind::FewerLines;
            });
        QCOMPARE(odd, 1);
        QCOMPARE(read->setAside, read->why.size());
        QCOMPARE(int(read->why.first().kind), why);
        QCOMPARE(read->why.first().line, line);
        QCOMPARE(read->why.first().file, file);
        const bool isSegment = file == u"segments.csv"_s;
        QCOMPARE(read->lostSegments, isSegment);
        if (!isSegment)
            QVERIFY(read->segments.first().unread >= 1);
    }

    /// A link in the place of anything that is written or deleted is not followed.
    void linksAreNotFollowed()
    {
        LiveStore live;
        const QString theirs = newFolder();
        const auto link = [](const QString &to, const QString &name) {
            QVERIFY(QFile::link(to, name));
        };
        // What an earlier version used for staging, and what this one does.
        for (const QString &name : {u".segmentdesk-part"_s, u".segmentdesk-part-abcdef"_s}) {
            writeFile(theirs + u"/precious/members/file"_s, "precious");
            const QString folder = newFolder();
            QVERIFY(QDir().mkpath(folder));
            writeFile(folder + u"/README.md"_s, "x");
            link(theirs + u"/precious"_s, folder + u'/' + name);
            BackupJob job(*live.api, nullptr, u"abc"_s, folder);
            QVERIFY(live.run(job));
            QCOMPARE(filesOf(theirs).size(), 1);
            QCOMPARE(readFile(theirs + u"/precious/members/file"_s), QByteArray("precious"));
        }
        // The folder of members.
        writeFile(theirs + u"/precious/old-12345678.csv"_s, "precious");
        const Files before = filesOf(theirs);
        const QString folder = newFolder();
        BackupJob first(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(first));
        QCOMPARE(first.end(), JobResult::Done);
        const Files whole = filesOf(folder);
        QVERIFY(QDir(folder + u"/members"_s).removeRecursively());
        link(theirs + u"/precious"_s, folder + u"/members"_s);
        BackupJob second(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(second));
        QCOMPARE(second.end(), JobResult::Failed);
        QVERIFY2(second.error()->text.contains(u"members"), qPrintable(second.error()->text));
        QCOMPARE(filesOf(theirs), before);
        QVERIFY(QFile::remove(folder + u"/members"_s));
        // Single files: the link goes, what it leads to stays.
        const QString list = folder + u"/segments.csv"_s;
        QVERIFY(QFile::remove(list));
        writeFile(theirs + u"/list.csv"_s, "precious");
        link(theirs + u"/list.csv"_s, list);
        BackupJob third(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(third));
        QCOMPARE(third.end(), JobResult::Done);
        QCOMPARE(readFile(theirs + u"/list.csv"_s), QByteArray("precious"));
        QVERIFY(!QFileInfo(list).isSymLink());
        QCOMPARE(filesOf(folder), whole);
    }

    /// Addresses of people are for their owner alone to read.
    void newFilesAreTheirOwners()
    {
        LiveStore live;
        const QString folder = newFolder();
        BackupJob job(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(job));
        constexpr QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther
            | QFile::WriteGroup | QFile::WriteOther | QFile::ExeGroup | QFile::ExeOther;
        QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString path = all.next();
            QVERIFY2((QFile::permissions(path) & others) == QFile::Permissions(), qPrintable(path));
        }
        QVERIFY((QFile::permissions(folder) & others) == QFile::Permissions());
    }

    void noFolder()
    {
        const auto read = readBackup(m_place.filePath(u"nowhere"_s));
        QVERIFY(!read);
        QCOMPARE(read.error().kind, BackupError::Kind::NoFolder);
    }

    void anInterruptedOneIsMended()
    {
        LiveStore live;
        const QString folder = newFolder();
        BackupJob first(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(first));
        const Files before = filesOf(folder);
        // As a power cut in the middle would leave it.
        writeFile(folder + u"/backup.json"_s, backup::markBytes({u"abc"_s, 6, 1, false}));
        QVERIFY(QFile::remove(folder + u'/' + fileOf(live.segments().first())));
        QCOMPARE(readBackup(folder).error().kind, BackupError::Kind::Incomplete);
        BackupJob second(*live.api, nullptr, u"abc"_s, folder);
        QVERIFY(live.run(second));
        QCOMPARE(filesOf(folder), before);
    }
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
