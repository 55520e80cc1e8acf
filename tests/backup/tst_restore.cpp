// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backupjob.h"
#include "models/backup/restorepreview.h"
#include "models/changes/grouprun.h"
#include "models/changes/history.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "tests/support/livesession.h"
#include "tests/support/testfile.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

namespace {

struct SessionFixture : LiveSession
{
    explicit SessionFixture(const QString &hash = u"abc"_s,
                            const sandbox::Options &options = small(), bool withCopy = false)
        : LiveSession(options)
    {
        storeHash = hash;
        keepsCopy = withCopy;
        open();
        if (withCopy && !waitForCopy())
            qFatal("the store cannot be read");
    }

    QString backUp(const QString &to)
    {
        const BackupJob *job = session->backUp(to);
        settle();
        if (job->end() != JobResult::Done)
            qFatal("no backup");
        return to;
    }
    std::unique_ptr<RestorePreview> check(const QString &from, bool isSandbox = false)
    {
        RestorePreview::Source source =
            RestorePreview::sourceOf(*api, session->mirror(), storeHash, isSandbox);
        source.refresh = [this](QObject *context, const std::function<void(bool)> &done) {
            session->mirrorUpdater().refresh(context, done);
        };
        auto check = std::make_unique<RestorePreview>(from, source);
        QSignalSpy finished(check.get(), &RestorePreview::finished);
        QSignalSpy failed(check.get(), &RestorePreview::failed);
        check->start();
        if (!QTest::qWaitFor([&] { return finished.count() + failed.count() > 0; }))
            qFatal("the check does not end");
        if (failed.count() > 0) {
            const auto why = failed.first().first().value<RestoreError>();
            qFatal("the check failed: backup %d, store %d", why.backup ? int(why.backup->kind) : -1,
                   why.store ? int(why.store->kind) : -1);
        }
        return check;
    }
    JobResult restore(const RestorePreview &check, const RestoreChoice &choice)
    {
        GroupRun *run = session->run(check.group(choice));
        if (!run)
            qFatal("nothing to restore");
        JobResult end = JobResult::Failed;
        outcomes.clear();
        bool over = false;
        QObject::connect(run, &GroupRun::ended, session.get(), [&, run] {
            end = run->end();
            outcomes = run->outcomes();
            over = true;
        });
        settle();
        if (!over)
            qFatal("the run has not ended with its jobs");
        return end;
    }
    void change(SegmentId id, const QString &name, const QString &description)
    {
        const auto done = answerOf<QList<Segment>>([&](QObject *context,
                                                       Callback<QList<Segment>> callback) {
            api->updateSegments(*NonEmpty<QList<SegmentUpdate>>::from({{id, name, description}}),
                                context, std::move(callback));
        });
        if (!done || !*done)
            qFatal("not changed");
    }
    /// Everything that a backup has, by names and numbers.
    QMap<QString, std::pair<QString, QSet<CustomerId>>> picture()
    {
        QMap<QString, std::pair<QString, QSet<CustomerId>>> all;
        for (const Segment &segment : segments()) {
            QSet<CustomerId> members_;
            for (const ShopperProfile &profile : members(segment.id))
                members_.insert(profile.customerId);
            all.insert(segment.name, {segment.description, members_});
        }
        return all;
    }
    Segment named(const QString &name)
    {
        for (const Segment &segment : segments()) {
            if (segment.name == name)
                return segment;
        }
        return {};
    }

    QList<Outcome> outcomes;
};

RestoreChoice everything(const RestorePreview &check)
{
    RestoreChoice choice;
    for (int i = 0; i < check.segments().size(); ++i)
        choice.segments.insert(i);
    return choice;
}

} // namespace

class TestRestore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    int m_folders = 0;

    QString newFolder() { return m_place.filePath(u"backup%1"_s.arg(++m_folders)); }

    /// A backup with one segment.
    QString oneSegment(const QByteArray &members, const char *store = "abc",
                       const char *name = "Restored")
    {
        const QString folder = newFolder();
        writeFile(
            folder + u"/backup.json"_s,
            QByteArray(
                R"({"format": "segmentdesk-backup", "version": 1, "complete": true, "store": ")")
                + store + "\"}");
        writeFile(folder + u"/segments.csv"_s,
                  QByteArray("name,description,file\n") + name + ",Best,members/vip.csv\n");
        writeFile(folder + u"/members/vip.csv"_s, members);
        return folder;
    }

private Q_SLOTS:
    void nothingToDo_data()
    {
        QTest::addColumn<bool>("copy");
        QTest::newRow("live") << false;
        QTest::newRow("copy") << true;
    }

    void nothingToDo()
    {
        QFETCH(bool, copy);
        SessionFixture desk(u"abc"_s, LiveStore::small(), copy);
        const auto check = desk.check(desk.backUp(newFolder()));
        QCOMPARE(check->segments().size(), 6);
        QVERIFY(!check->isOtherStore());
        QVERIFY(check->others().isEmpty());
        const RestoreTotals totals = check->totals(everything(*check));
        QVERIFY(totals.isNothing());
        QCOMPARE(totals.missing, 0);
        RestoreChoice choice = everything(*check);
        choice.removeOthers = true;
        choice.deleteOthers = true;
        choice.createProfiles = true;
        QVERIFY(check->totals(choice).isNothing());
        QVERIFY(check->plans(choice).isEmpty());
    }

    /// Deleted, renamed, emptied and filled: all of it comes back in one step, and goes again.
    void aStoreComesBack()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const Segment c = desk.newSegment(u"C"_s);
        const QList<PersonRef> people = desk.people(400);
        desk.add(a.id, people.mid(0, 300));
        desk.add(b.id, people.mid(50, 50));
        desk.add(c.id, people.mid(0, 100));
        const auto before = desk.picture();
        const QString folder = desk.backUp(newFolder());

        desk.deleteSegment(a.id);
        desk.change(b.id, u"Another name"_s, u"Another description"_s);
        desk.remove(c.id, people.mid(0, 50));
        desk.add(c.id, people.mid(100, 10));
        desk.add(desk.newSegment(u"Later"_s).id, people.mid(0, 5));
        const auto after = desk.picture();

        const auto check = desk.check(folder);
        QCOMPARE(check->others().size(), 1);
        RestoreChoice choice = everything(*check);
        RestoreTotals totals = check->totals(choice);
        QCOMPARE(totals.created, 1);
        QCOMPARE(totals.renamed, 1);
        QCOMPARE(totals.joining, 350);
        QCOMPARE(totals.leaving, 0);
        QVERIFY(totals.canBeUndone());
        choice.removeOthers = true;
        totals = check->totals(choice);
        QCOMPARE(totals.leaving, 10);
        QCOMPARE(totals.guarded, 0); // 10 of 60
        choice.deleteOthers = true;
        QCOMPARE(check->totals(choice).deleted, 1);
        QCOMPARE(desk.restore(*check, choice), JobResult::Done);
        QCOMPARE(desk.picture(), before);

        QCOMPARE(desk.session->history().entries().size(), 1);
        QCOMPARE(desk.session->history().nextUndo()->step.kind, Step::Kind::Restore);
        desk.undo();
        QCOMPARE(desk.picture(), after);
        QVERIFY(!desk.session->history().canUndo());
        desk.redo();
        QCOMPARE(desk.picture(), before);
        QVERIFY(desk.check(folder)->totals(choice).isNothing());
    }

    void onlyWhatIsTicked()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(40);
        desk.add(a.id, people);
        desk.add(b.id, people);
        const QString folder = desk.backUp(newFolder());
        desk.remove(a.id, people.mid(0, 5));
        desk.remove(b.id, people.mid(0, 5));
        const auto check = desk.check(folder);
        RestoreChoice choice;
        for (int i = 0; i < check->segments().size(); ++i) {
            if (check->backup().segments.at(i).name == u"B")
                choice.segments.insert(i);
        }
        QCOMPARE(check->totals(choice).joining, 5);
        QCOMPARE(desk.restore(*check, choice), JobResult::Done);
        QCOMPARE(desk.memberIds(a.id).size(), 35);
        QCOMPARE(desk.memberIds(b.id).size(), 40);
    }

    /// A store with the same people under other ids.
    void intoAnotherStore_data() { nothingToDo_data(); }
    void intoAnotherStore()
    {
        QFETCH(bool, copy);
        SessionFixture sandbox(u"sandbox"_s);
        const QString folder = sandbox.backUp(newFolder());
        sandbox::Options options = LiveStore::small();
        options.customers = 1200; // other numbers
        options.profiles = 0;
        options.segments = 0;
        options.seed += 1;
        SessionFixture shop(u"shop"_s, options, copy);
        // Addresses of the backup that the other store has too, not under the same ids.
        QHash<QString, CustomerId> there;
        const QList<Customer> customers = shop.customers();
        for (const Customer &customer : customers)
            there.insert(customer.email.toLower(), customer.id);
        const auto backup = readBackup(folder);
        QVERIFY(backup);
        QMap<QString, QSet<CustomerId>> expected;
        qint64 missing = 0;
        for (const BackupSegment &segment : backup->segments) {
            for (const qint32 index : segment.members) {
                const QString email = backup->email(backup->people.at(index)).toLower();
                if (there.contains(email))
                    expected[segment.name].insert(there.value(email));
                else
                    ++missing;
            }
        }
        const auto check = shop.check(folder);
        QVERIFY(check->isOtherStore());
        RestoreChoice choice = everything(*check);
        RestoreTotals totals = check->totals(choice);
        QCOMPARE(totals.created, 6);
        QCOMPARE(totals.missing, missing);
        QCOMPARE(totals.joining, 0); // no one has a profile
        choice.createProfiles = true;
        totals = check->totals(choice);
        qint64 joining = 0;
        for (const QSet<CustomerId> &members : std::as_const(expected))
            joining += members.size();
        QVERIFY(joining > 0);
        QCOMPARE(totals.joining, joining);
        QVERIFY(totals.profiles > 0 && totals.profiles <= joining);
        QCOMPARE(shop.restore(*check, choice), JobResult::Done);
        const auto picture = shop.picture();
        QCOMPARE(picture.size(), 6);
        for (auto segment = picture.cbegin(); segment != picture.cend(); ++segment)
            QCOMPARE(segment->second, expected.value(segment.key()));
        shop.undo();
        QVERIFY(shop.segments().isEmpty());
        QCOMPARE(shop.withoutProfile().size(), 1200);
        shop.redo(); // with new profiles
        QCOMPARE(shop.picture(), picture);
    }

    /// More people than are compared at once.
    void manyPeople()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 12'000;
        options.profiles = 12'000;
        options.segments = 0;
        SessionFixture desk(u"abc"_s, options, true);
        const Segment a = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(12'000);
        desk.session->run(
            LiveStore::plan(Operation::AddMembers, a, people.mid(0, 11'000), Effect::WillChange));
        desk.settle();
        const QString folder = desk.backUp(newFolder());
        const Segment b = desk.newSegment(u"B"_s);
        writeFile(folder + u"/segments.csv"_s,
                  (u"id,name,description,file\n"_s + b.id.toString() + u",B,,members/"_s
                   + backup::membersFile(a) + u'\n')
                      .toUtf8());
        desk.session->run(
            LiveStore::plan(Operation::AddMembers, b, people.mid(5'000), Effect::WillChange));
        desk.settle();
        const auto check = desk.check(folder);
        const RestoreSegment &row = check->segments().first();
        QCOMPARE(row.members, 7'000);
        QCOMPARE(row.staying, 6'000);
        QCOMPARE(row.joining.size(), 5'000);
        QCOMPARE(row.leaving.size(), 1'000);
        QVERIFY(!row.isGuarded());
    }

    /// A sandbox that was started over has other people under the same numbers.
    void idsThatDoNotFit()
    {
        SessionFixture desk(u"sandbox"_s);
        const QList<Customer> customers = desk.customers();
        const Customer one = customers.at(0);
        const Customer two = customers.at(1);
        const QByteArray rows = "customer_id,email\n" + QByteArray::number(toNumber(one.id)) + ','
            + two.email.toUpper().toUtf8() + "\n" + QByteArray::number(toNumber(two.id))
            + ",nobody@nowhere.example\n";
        const QString folder = oneSegment(rows, "sandbox");
        const auto check = desk.check(folder, true);
        QCOMPARE(check->person(0).customerId, two.id);
        QCOMPARE(check->status(1), RestorePerson::NotFound);
        // In a store proper the number says who it is, whatever the address was changed to.
        SessionFixture shop(u"abc"_s);
        const auto sure = shop.check(oneSegment(rows));
        QCOMPARE(sure->person(0).customerId, one.id);
        QCOMPARE(sure->person(1).customerId, two.id);
    }

    void ambiguousAddresses()
    {
        SessionFixture desk;
        const Segment segment = desk.newSegment(u"Restored"_s);
        const QList<Customer> customers = desk.customers();
        QList<Customer> some;
        for (const Customer &customer : customers) {
            if (customer.profileId && some.size() < 3)
                some.append(customer);
        }
        desk.add(segment.id,
                 {{some.at(0).id, *some.at(0).profileId}, {some.at(2).id, *some.at(2).profileId}});
        // Two customers with one address, in whatever order they are found.
        RestorePreview::Source source =
            RestorePreview::sourceOf(*desk.api, nullptr, u"other"_s, false);
        const QString address = some.at(0).email;
        source.people = [lookup = source.people, address,
                         some](const PeopleKeys &keys, QObject *context,
                               Callback<QList<Customer>> callback) {
            lookup(keys, context, [address, some, callback](Result<QList<Customer>> found) {
                Customer second = some.at(1);
                second.email = address.toUpper();
                found->append(second);
                callback(std::move(found));
            });
        };
        const QString folder =
            oneSegment("email\n" + address.toUtf8() + "\n" + some.at(1).email.toUtf8() + "\n");
        RestorePreview check(folder, source);
        QSignalSpy finished(&check, &RestorePreview::finished);
        check.start();
        QVERIFY(finished.wait(QTest::patience));
        QCOMPARE(check.status(0), RestorePerson::Ambiguous);
        const RestoreSegment &row = check.segments().first();
        QCOMPARE(row.store->id, segment.id); // by name
        QCOMPARE(row.missing, QList<qint32>{0});
        QCOMPARE(row.joining.size(), 1);
        // Who may be meant does not leave.
        QCOMPARE(row.staying, 1);
        QCOMPARE(row.leaving, (QList<PersonRef>{{some.at(2).id, *some.at(2).profileId}}));
        QVERIFY(row.isGuarded()); // 1 of 2
    }

    void takenNames()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const QString folder = desk.backUp(newFolder());
        desk.change(a.id, u"Old A"_s, {});
        const Segment second = desk.newSegment(u"A"_s);
        const auto check = desk.check(folder);
        for (int i = 0; i < check->segments().size(); ++i) {
            const RestoreSegment &row = check->segments().at(i);
            if (check->backup().segments.at(i).name != u"A")
                continue;
            QCOMPARE(row.store->id, a.id);
            QVERIFY(row.nameTaken);
            QVERIFY(!row.renames);
        }
        QCOMPARE(check->others().size(), 1);
        QCOMPARE(check->others().first().id, second.id);
        QVERIFY(check->totals(everything(*check)).isNothing());
    }

    void moreThanAStoreHolds()
    {
        sandbox::Options options = LiveStore::small();
        options.segments = 1000;
        SessionFixture desk(u"abc"_s, options);
        const QString folder = oneSegment("email\n", "abc", "One more");
        const auto check = desk.check(folder);
        RestoreChoice choice = everything(*check);
        QCOMPARE(check->totals(choice).created, 1);
        QCOMPARE(check->totals(choice).tooMany, 1);
        choice.deleteOthers = true;
        QCOMPARE(check->totals(choice).tooMany, 0);
    }

    void errors()
    {
        SessionFixture desk;
        RestorePreview check(newFolder(),
                             RestorePreview::sourceOf(*desk.api, nullptr, u"abc"_s, false));
        std::optional<RestoreError> error;
        connect(&check, &RestorePreview::failed, this,
                [&error](const RestoreError &why) { error = why; });
        check.start();
        QTRY_VERIFY(error);
        QVERIFY(error->backup);
        QCOMPARE(error->backup->kind, BackupError::Kind::NoFolder);
        error.reset();

        sandbox::Fault fault =
            LiveStore::fault(sandbox::Fault::Action::Answer, "GET", "^/segments$", 0, -1);
        fault.status = 403;
        desk.store.setFaults({fault});
        RestorePreview refused(oneSegment("email\n"),
                               RestorePreview::sourceOf(*desk.api, nullptr, u"abc"_s, false));
        connect(&refused, &RestorePreview::failed, this,
                [&error](const RestoreError &why) { error = why; });
        refused.start();
        QTRY_VERIFY(error);
        QVERIFY(error->store);
        QCOMPARE(error->store->kind, ApiError::Kind::Forbidden);
    }

    void destroyedAtAnyTime()
    {
        SessionFixture desk;
        const QString folder = desk.backUp(newFolder());
        for (const auto stage : {RestorePreview::Stage::Backup, RestorePreview::Stage::Segments,
                                 RestorePreview::Stage::People, RestorePreview::Stage::Members}) {
            auto check = std::make_unique<RestorePreview>(
                folder, RestorePreview::sourceOf(*desk.api, nullptr, u"abc"_s, false));
            bool reached = false;
            connect(check.get(), &RestorePreview::progress, this,
                    [&reached, stage](RestorePreview::Stage now) {
                        reached = reached || now == stage;
                    });
            check->start();
            QTRY_VERIFY(reached);
            check.reset();
        }
    }

    /// What is cancelled in the middle is one step as far as it came.
    void cancelled()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 20;
        SessionFixture desk(u"abc"_s, options);
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(100);
        desk.add(a.id, people);
        desk.add(b.id, people);
        const QString folder = desk.backUp(newFolder());
        desk.remove(a.id, people.mid(0, 50));
        desk.remove(b.id, people.mid(0, 50));
        const auto check = desk.check(folder);
        GroupRun *run = desk.session->run(check->group(everything(*check)));
        QVERIFY(run);
        JobResult end = JobResult::Done;
        connect(run, &GroupRun::ended, this, [run, &end] { end = run->end(); });
        int started = 1; // the first was added at once
        connect(run, &GroupRun::started, this, [&started](ChangeJob *job) {
            ++started;
            job->cancel();
        });
        desk.settle();
        QCOMPARE(started, 2);
        QCOMPARE(end, JobResult::Cancelled);
        QCOMPARE(desk.memberIds(a.id).size(), 100);
        QCOMPARE(desk.memberIds(b.id).size(), 50);
        desk.undo();
        QCOMPARE(desk.memberIds(a.id).size(), 50);
        QVERIFY(!desk.session->history().canUndo());
    }

    /// Another change that waits for its turn does not come in between: the step stays whole.
    void nothingComesBetween()
    {
        sandbox::Options options = LiveStore::small();
        options.latencyMs = 5;
        SessionFixture desk(u"abc"_s, options);
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const Segment other = desk.newSegment(u"Other"_s);
        const QList<PersonRef> people = desk.people(100);
        desk.add(a.id, people);
        desk.add(b.id, people);
        const QString folder = desk.backUp(newFolder());
        desk.remove(a.id, people.mid(0, 50));
        desk.remove(b.id, people.mid(0, 50));
        const auto check = desk.check(folder);
        desk.session->run(check->group(everything(*check)));
        desk.session->run(LiveStore::plan(Operation::AddMembers, other, people.mid(0, 3)));
        desk.settle();
        QCOMPARE(desk.session->history().entries().size(), 2);
        desk.undo(); // of the other change
        QVERIFY(desk.memberIds(other.id).isEmpty());
        desk.undo();
        QCOMPARE(desk.memberIds(a.id).size(), 50);
        QCOMPARE(desk.memberIds(b.id).size(), 50);
        QVERIFY(!desk.session->history().canUndo());
    }

    /// A person of the backup is given a profile while the restore looks: who became a member
    /// by it stays.
    void aProfileMadeMeanwhileStays()
    {
        SessionFixture desk;
        const Segment a = desk.newSegment(u"A"_s);
        const QList<PersonRef> people = desk.people(3);
        desk.add(a.id, people);
        const QString folder = desk.backUp(newFolder());
        desk.session->run(Planner::planDeleteProfiles({people.first()}));
        desk.settle();
        QCOMPARE(desk.memberIds(a.id).size(), 2);

        RestorePreview::Source source =
            RestorePreview::sourceOf(*desk.api, nullptr, u"abc"_s, false);
        const auto customer = people.first().customerId;
        source.people = [&desk, &a, customer,
                         lookup = source.people](const PeopleKeys &keys, QObject *context,
                                                 const Callback<QList<Customer>> &callback) {
            lookup(keys, context, [=, &desk, &a](const Result<QList<Customer>> &found) {
                desk.api->createProfiles(
                    *NonEmpty<QList<CustomerId>>::from({customer}), context,
                    [=, &desk, &a](const Result<MadeProfiles> &made) {
                        if (!made)
                            qFatal("no profile was made");
                        desk.api->addMembers(
                            a.id, *NonEmpty<QList<ProfileId>>::from({made->profiles.first().id}),
                            context, [=](const Result<WriteReport> &) { callback(found); });
                    });
            });
        };
        RestorePreview preview(folder, source);
        QSignalSpy finished(&preview, &RestorePreview::finished);
        preview.start();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(desk.memberIds(a.id).size(), 3);
        for (const RestoreSegment &segment : preview.segments()) {
            QVERIFY(segment.leaving.isEmpty());
            QVERIFY(segment.joining.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
