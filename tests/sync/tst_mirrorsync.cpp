// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/changegroup.h"
#include "models/changes/history.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/mirror/mirrorsyncstate.h"
#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "models/sync/mirrorsync.h"
#include "tests/support/livesession.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;

/// The local copy, filled from the sandbox by the real client.
class TestMirrorSync : public QObject
{
    Q_OBJECT

    static QList<CustomerId> idsIn(const QList<Person> &people)
    {
        QList<CustomerId> ids;
        for (const Person &person : people)
            ids.append(person.customerId);
        return ids;
    }

    struct SessionFixture : LiveSession
    {
        explicit SessionFixture(const sandbox::Options &options = small()) : LiveSession(options)
        {
            keepsCopy = true;
        }

        Mirror &mirror() { return *session->mirror(); }
        bool reread() { return session->mirrorUpdater().sync(true) && waitForCopy(); }
        QList<Person> found(const PeopleQuery &query)
        {
            QList<Person> all;
            const PageSource<Person> source = mirror().people(query);
            for (int page = 1;; ++page) {
                const auto answer =
                    answerOf<Page<Person>>([&](QObject *context, Callback<Page<Person>> callback) {
                        source({page, maxPageSize}, context, std::move(callback));
                    });
                if (!answer || !*answer || (*answer)->items.isEmpty())
                    return all;
                all += (*answer)->items;
            }
        }
        qint64 count(const PeopleFilter &filter)
        {
            const auto answer = answerOf<qint64>([&](QObject *context, Callback<qint64> callback) {
                mirror().count(filter, context, std::move(callback));
            });
            return answer && *answer ? **answer : -1;
        }
        /// Every segment of the store, member by member, and how many people there are.
        bool isLikeTheStore()
        {
            for (const Segment &segment : segments()) {
                if (copiedMembers(segment.id) != memberIds(segment.id))
                    return false;
            }
            PeopleFilter without;
            without.hasProfile = false;
            const auto copied =
                answerOf<QList<Segment>>([&](QObject *context, Callback<QList<Segment>> callback) {
                    mirror().segments(context, std::move(callback));
                });
            return count({}) == customers().size() && count(without) == withoutProfile().size()
                && copied && *copied && (*copied)->size() == segments().size();
        }
        Job *ended(ChangeJob *job)
        {
            if (!QTest::qWaitFor([job] { return job->state() == Job::State::Ended; }))
                qFatal("the job does not end");
            return job;
        }
    };

private Q_SLOTS:
    void everybody()
    {
        SessionFixture desk;
        desk.start();
        QVERIFY(desk.waitForCopy());
        QVERIFY(desk.isLikeTheStore());
        QVERIFY(desk.mirror().readAt().isValid());
        QCOMPARE(desk.mirror().counts().customers, 1000);
        QCOMPARE(desk.mirror().counts().profiles, 900);

        // A person has all that a table shows, and the dates of the profile.
        const PersonRef someone = desk.people(1).first();
        PeopleQuery query;
        query.filter.text = QString::number(toNumber(someone.customerId));
        const QList<Person> rows = desk.found(query);
        const auto person = std::find_if(rows.cbegin(), rows.cend(), [&](const Person &one) {
            return one.customerId == someone.customerId;
        });
        QVERIFY(person != rows.cend());
        QCOMPARE(person->details, Person::Details::Known);
        QVERIFY(person->profile && person->profile->id == someone.profileId);
        QVERIFY(person->profile->createdAt.isValid());
        QVERIFY(!person->customer.email.isEmpty());

        // By name, over everybody, in both directions.
        query = {};
        query.order = PeopleOrder::Email;
        const QList<Person> up = desk.found(query);
        query.direction = Qt::DescendingOrder;
        const QList<Person> down = desk.found(query);
        QCOMPARE(up.size(), 1000);
        QCOMPARE(down.size(), 1000);
        QVERIFY(std::is_sorted(up.cbegin(), up.cend(), [](const Person &a, const Person &b) {
            return a.customer.email.toLower() < b.customer.email.toLower();
        }));
        QCOMPARE(up.first().customerId, down.last().customerId);

        // How two segments overlap is what their members say.
        const QList<Segment> segments = desk.segments();
        const QSet<ProfileId> a = desk.memberIds(segments.at(0).id);
        const QSet<ProfileId> b = desk.memberIds(segments.at(1).id);
        const auto overlap = answerOf<Overlap>([&](QObject *context, Callback<Overlap> callback) {
            desk.mirror().overlap({segments.at(0).id, segments.at(1).id}, context,
                                  std::move(callback));
        });
        QVERIFY(overlap && *overlap);
        QCOMPARE((*overlap)->sizes, (QList<qint64>{a.size(), b.size()}));
        QCOMPARE((*overlap)->total, (a | b).size());
        qint64 both = 0;
        for (const Overlap::Combination &combination : (*overlap)->combinations) {
            if (combination.segments == 3)
                both = combination.people;
        }
        QCOMPARE(both, (a & b).size());
    }

    void ourOwnChangesAtOnce()
    {
        SessionFixture desk;
        desk.start();
        QVERIFY(desk.waitForCopy());
        const Segment fresh = *[&] {
            auto *job = desk.session->run(Planner::planCreateSegment({u"Fresh"_s, {}}));
            desk.ended(job);
            return std::optional(job->outcome()->segments.first().change.after);
        }();
        const QList<PersonRef> people = desk.people(120);
        desk.ended(desk.session->run(LiveStore::plan(Operation::AddMembers, fresh, people)));
        QTRY_COMPARE(desk.copiedMembers(fresh.id), idsOf(people));
        desk.ended(
            desk.session->run(LiveStore::plan(Operation::RemoveMembers, fresh, people.mid(0, 20))));
        QTRY_VERIFY(desk.isLikeTheStore());
        desk.ended(desk.session->run(Planner::planDeleteProfiles(people.mid(20, 10))));
        desk.ended(
            desk.session->run(Planner::planCreateProfiles(desk.withoutProfile().mid(0, 15))));
        QTRY_VERIFY(desk.isLikeTheStore());
        desk.ended(desk.session->run(ChangeGroup::deleteSegments({fresh}))->job());
        QTRY_VERIFY(desk.isLikeTheStore());

        // What this computer saw of one of them, newest first.
        const ProfileId one = people.at(50).profileId;
        const auto events = answerOf<QList<Mirror::Event>>(
            [&](QObject *context, Callback<QList<Mirror::Event>> callback) {
                desk.mirror().history(one, context, std::move(callback));
            });
        QVERIFY(events && *events);
        QCOMPARE((*events)->size(), 1);
        QCOMPARE((*events)->first().segment, fresh.id);
        QVERIFY((*events)->first().joined);
    }

    void changesOfOthers()
    {
        SessionFixture desk;
        desk.start();
        QVERIFY(desk.waitForCopy());
        const Segment segment = desk.newSegment(u"Another client's"_s);
        const QList<PersonRef> people = desk.people(50);
        desk.add(segment.id, people);
        QVERIFY(desk.reread());
        QVERIFY(desk.isLikeTheStore());
        // After a restart it is there at once, and a check finds it to be right.
        desk.start();
        QVERIFY(desk.waitForCopy());
        QVERIFY(desk.mirror().syncState().checkedAt().isValid());
        QVERIFY(desk.isLikeTheStore());
        // Other totals are found by the check alone.
        desk.remove(segment.id, people);
        ChangeJob *job = ChangeJob::make(*desk.api, Planner::planDeleteProfiles(people.mid(0, 5)),
                                         JobFacts::Purpose::Change, this);
        QVERIFY(desk.run(*job));
        QVERIFY(desk.session->mirrorUpdater().sync());
        QVERIFY(desk.waitForCopy());
        QVERIFY(desk.isLikeTheStore());
    }

    /// Moves that leave every total as it was, in a store where a move changes the customer.
    void movesByOthers()
    {
        sandbox::Options options = LiveStore::small();
        options.membersTouchCustomers = true;
        SessionFixture desk(options);
        desk.start();
        QVERIFY(desk.waitForCopy());
        const QList<Segment> segments = desk.segments();
        const QList<ProfileId> members = desk.memberIds(segments.at(0).id).values();
        QList<PersonRef> moved;
        for (const PersonRef &person : desk.people(500)) {
            if (moved.size() < 20 && members.contains(person.profileId)
                && !desk.memberIds(segments.at(1).id).contains(person.profileId))
                moved.append(person);
        }
        QVERIFY(!moved.isEmpty());
        desk.remove(segments.at(0).id, moved);
        desk.add(segments.at(1).id, moved);
        QVERIFY(!desk.isLikeTheStore());
        desk.store.resetStatistics();
        QVERIFY(desk.session->mirrorUpdater().sync());
        QPointer<MirrorSync> check = desk.session->mirrorUpdater().job();
        QVERIFY(check);
        QTRY_COMPARE(check->state(), Job::State::Ended);
        QCOMPARE(check->kind(), MirrorSync::Kind::Check); // without reading everything
        QVERIFY(desk.isLikeTheStore());
    }

    /// Who looks at a segment sees it as it is: by its number of members, and who they are if one
    /// page has them all.
    void membersThatOthersMoved()
    {
        SessionFixture desk;
        desk.start();
        QVERIFY(desk.waitForCopy());
        const Segment small = desk.newSegment(u"Small"_s);
        const Segment large = desk.newSegment(u"Large"_s);
        const QList<PersonRef> people = desk.people(600);
        QVERIFY(people.size() >= 500);
        desk.add(small.id, people.mid(0, 20));
        desk.add(large.id, people.mid(0, 300));
        QVERIFY(desk.reread());
        QCOMPARE(desk.copiedMembers(large.id).size(), 300);

        desk.remove(small.id, people.mid(0, 5));
        desk.add(small.id, people.mid(400, 5));
        desk.add(large.id, people.mid(300, 50));
        desk.store.resetStatistics();
        desk.session->mirrorUpdater().checkMembers(small.id);
        QTRY_COMPARE(desk.copiedMembers(small.id), desk.memberIds(small.id));
        desk.session->mirrorUpdater().checkMembers(large.id);
        QTRY_COMPARE(desk.copiedMembers(large.id), desk.memberIds(large.id));
        QVERIFY(!desk.session->mirrorUpdater().job());

        // A segment that is as it was costs one request, and nothing is reread.
        QSignalSpy changed(&desk.mirror(), &Mirror::changed);
        while (changed.wait(1500)) { } // of what was written before
        for (const SegmentId &segment : {large.id, small.id}) {
            desk.store.resetStatistics();
            desk.session->mirrorUpdater().checkMembers(segment);
            QTRY_COMPARE(desk.store.statistics().requests, 1);
            QVERIFY(!changed.wait(1500));
            QCOMPARE(desk.store.statistics().requests, 1);
        }
        // A segment that is not there: nothing is lost, nothing is said.
        desk.session->mirrorUpdater().checkMembers(SegmentId(QUuid::createUuid()));
        QTRY_COMPARE(desk.store.statistics().requests, 2);
        const QSet<ProfileId> members = desk.memberIds(large.id); // answered after it
        QCOMPARE(desk.copiedMembers(large.id), members);
    }

    void customersThatTheStoreDoesNotReturn()
    {
        SessionFixture desk;
        desk.start();
        QVERIFY(desk.waitForCopy());
        Customer stranger;
        stranger.id = CustomerId(9'007'199'254'740'993);
        const auto written =
            answerOf<Mirror::Counts>([&](QObject *context, Callback<Mirror::Counts> callback) {
                desk.mirror().addCustomers({stranger}, 0, context, std::move(callback));
            });
        QVERIFY(written && *written);
        const auto counts =
            answerOf<Mirror::Counts>([&](QObject *context, Callback<Mirror::Counts> callback) {
                desk.mirror().recount(context, std::move(callback));
            });
        QVERIFY(counts && *counts);
        QCOMPARE((*counts)->customers, 1001);
    }

    void continuesWhereItWasInterrupted()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 6000;
        options.profiles = 5000;
        SessionFixture desk(options);
        const QList<PersonRef> people = desk.people(300);
        // All of them full: after the last of each list one more is asked for.
        constexpr int pages = 24 + 1 + 20 + 1;
        constexpr int segments = 6; // whose numbers of members are compared
        for (const bool changedMeanwhile : {false, true}) {
            desk.store.setLatency(80);
            desk.start();
            const int half = changedMeanwhile ? 30 : 12;
            QTRY_VERIFY(desk.mirror().syncState().cutPass()
                        && desk.mirror().syncState().cutPass()->pages
                                + (desk.mirror().syncState().cutPass()->list
                                           == Mirror::PassPoint::List::Profiles
                                       ? 24
                                       : 0)
                            >= half);
            QVERIFY(desk.mirror().state() != Mirror::State::Complete);
            desk.session.reset();
            desk.store.setLatency(0);
            if (changedMeanwhile) { // the lists have become shorter before that place
                ChangeJob *job = ChangeJob::make(*desk.api, Planner::planDeleteProfiles(people),
                                                 JobFacts::Purpose::Change, this);
                QVERIFY(desk.run(*job));
            }
            desk.store.resetStatistics();
            desk.start();
            QVERIFY(desk.waitForCopy());
            if (changedMeanwhile)
                QVERIFY(desk.store.statistics().requests > pages);
            else
                QVERIFY(desk.store.statistics().requests < pages + segments - half / 2);
            QVERIFY(desk.isLikeTheStore());
            desk.session.reset();
            QVERIFY(QDir(desk.folder.path()).remove(u"copy.sqlite"_s));
        }
    }

    void theFirstPageDoesNotWaitForTheTotal()
    {
        SessionFixture desk;
        desk.start();
        QVERIFY(desk.waitForCopy());
        PeopleQuery query;
        query.filter.text = u"example"_s;
        const QList<Person> all = desk.found(query);
        QVERIFY(all.size() > maxPageSize);
        const PageSource<Person> source = desk.mirror().people(query);
        const auto page = [&](PageRequest request) {
            return **answerOf<Page<Person>>([&](QObject *context, Callback<Page<Person>> callback) {
                source(request, context, std::move(callback));
            });
        };
        const Page<Person> first = page({1, maxPageSize, true});
        QVERIFY(first.isTotalOpen);
        QCOMPARE(idsIn(first.items), idsIn(all.mid(0, maxPageSize)));
        const Page<Person> second = page({2, maxPageSize});
        QVERIFY(!second.isTotalOpen);
        QCOMPARE(second.total, all.size());
        QCOMPARE(second.items.first().customerId, all.at(maxPageSize).customerId);
        // What fits on one page is counted with it.
        query.filter.text = QString::number(toNumber(all.first().customerId));
        const auto few =
            answerOf<Page<Person>>([&](QObject *context, Callback<Page<Person>> callback) {
                desk.mirror().people(query)({1, maxPageSize, true}, context, std::move(callback));
            });
        QVERIFY(few && *few && !(*few)->isTotalOpen);
        QCOMPARE((*few)->total, (*few)->items.size());
    }

    void cutAtAnyPage()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 2500;
        options.latencyMs = 60;
        SessionFixture desk(options);
        for (const int requests : {3, 8, 14}) {
            desk.store.resetStatistics();
            desk.start();
            QTRY_VERIFY(desk.store.statistics().requests >= requests);
            QVERIFY(desk.mirror().state() != Mirror::State::Complete);
            desk.session.reset();
        }
        desk.store.setLatency(0);
        desk.start();
        QVERIFY(desk.waitForCopy());
        QVERIFY(desk.isLikeTheStore());
    }

    void peopleDeletedWhileReading()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 3000;
        options.profiles = 2500;
        SessionFixture desk(options);
        const QList<PersonRef> people = desk.people(300);
        desk.store.setLatency(60);
        desk.store.resetStatistics();
        desk.start();
        QTRY_VERIFY(desk.store.statistics().requests >= 14);
        for (int i = 0; i < 6; ++i) {
            ChangeJob *job =
                ChangeJob::make(*desk.api, Planner::planDeleteProfiles(people.mid(i * 50, 50)),
                                JobFacts::Purpose::Change, this);
            job->start();
            QTRY_COMPARE(job->state(), Job::State::Ended);
        }
        desk.store.setLatency(0);
        QVERIFY(desk.waitForCopy());
        if (!desk.isLikeTheStore()) { // the last deletions may have come after their rows were read
            QVERIFY(desk.reread());
            QVERIFY(desk.isLikeTheStore());
        }
    }

    void withoutSegmentIds()
    {
        sandbox::Options options = LiveStore::small();
        SessionFixture desk(options);
        Fault refusal = LiveStore::fault(Fault::Action::Answer, "GET", "segment_ids", 0, -1);
        refusal.path = QRegularExpression(u"/customers"_s);
        refusal.status = 403;
        refusal.body = "{\"status\":403,\"title\":\"No\"}";
        refusal.count = 1; // the first look; from then on it is not asked for
        refusal.skip = 1; // but the totals are
        desk.store.setFaults({refusal});
        desk.start();
        QVERIFY(desk.waitForCopy());
        QVERIFY(desk.isLikeTheStore());
    }

    /// It cannot see members, so there is nothing to compare the customers with.
    void aTokenThatCanOnlyRead()
    {
        SessionFixture desk;
        desk.start(desk.store.options().readOnlyToken);
        QVERIFY(desk.waitForCopy());
    }

    void refusedInTheMiddle()
    {
        SessionFixture desk;
        Fault refusal = LiveStore::fault(Fault::Action::Answer, "GET", "^/shopper-profiles", 3, -1);
        refusal.status = 403;
        refusal.body = "{\"status\":403,\"title\":\"No\"}";
        desk.store.setFaults({refusal});
        desk.start();
        QTRY_VERIFY(desk.session->mirrorUpdater().job());
        MirrorSync *sync = desk.session->mirrorUpdater().job();
        QTRY_COMPARE(sync->state(), Job::State::Ended);
        QCOMPARE(sync->end(), JobResult::Failed);
        QCOMPARE(sync->error()->api.kind, ApiError::Kind::Forbidden);
        QCOMPARE(desk.mirror().state(),
                 Mirror::State::Partial); // nothing is shown from half a copy
        desk.store.setFaults({});
        QVERIFY(desk.reread());
        QVERIFY(desk.isLikeTheStore());
    }

    void damaged()
    {
        SessionFixture desk;
        desk.start();
        QVERIFY(desk.waitForCopy());
        desk.session.reset();
        QFile file(QDir(desk.folder.path()).filePath(u"copy.sqlite"_s));
        QVERIFY(file.exists());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(100'000, 'x'));
        file.close();
        desk.start();
        QVERIFY(desk.waitForCopy());
        QVERIFY(desk.mirror().wasDamaged());
        QVERIFY(desk.isLikeTheStore());
    }

    void contextDies()
    {
        SessionFixture desk;
        desk.start();
        QVERIFY(desk.waitForCopy());
        for (int i = 0; i < 20; ++i) {
            auto context = std::make_unique<QObject>();
            desk.mirror().people({})({1, 250}, context.get(), [](const Result<Page<Person>> &) {
                qFatal("no one is there any more");
            });
            context.reset();
        }
        QCOMPARE(desk.count({}), 1000);
        QObject context;
        desk.mirror().count({}, &context, [](const Result<qint64> &) {});
        desk.session.reset(); // with a question under way
    }
};

QTEST_GUILESS_MAIN(TestMirrorSync)
#include "tst_mirrorsync.moc"
