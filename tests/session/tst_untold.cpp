// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backup.h"
#include "models/backup/backupjob.h"
#include "models/changes/planner.h"
#include "models/export/exportjob.h"
#include "models/import/importpreview.h"
#include "models/mirror/mirror.h"
#include "models/session/mirrorupdater.h"
#include "models/session/storesession.h"
#include "models/sources/withoutprofilescan.h"
#include "tests/support/livesession.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

namespace {

/// A store with a session that has a copy.
struct Copied : LiveSession
{
    explicit Copied(const sandbox::Options &options) : LiveSession(options)
    {
        keepsCopy = true;
        start();
    }

    QList<Person> copied(const PeopleFilter &filter)
    {
        PeopleQuery query;
        query.filter = filter;
        QList<Person> people;
        const PageSource<Person> source = session->mirror()->people(query);
        for (int page = 1;; ++page) {
            const auto answer =
                answerOf<Page<Person>>([&](QObject *context, Callback<Page<Person>> callback) {
                    source({page, maxPageSize}, context, std::move(callback));
                });
            if (!answer || !*answer || (*answer)->items.isEmpty())
                return people;
            people.append((*answer)->items);
        }
    }
};

} // namespace

/// Stores that leave things out of their answers, or answer what cannot be used: what is missing
/// there is unknown, and one odd row costs itself.
class TestUntold : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;

    QByteArray written(const ExportSpec &spec) const
    {
        QFile file(spec.fileName);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    /// segment_ids null for everybody: the copy has the members that the segments have.
    void untoldSegments()
    {
        sandbox::Options options = LiveStore::small();
        options.untoldSegments = true;
        Copied desk(options);
        QVERIFY(desk.waitForCopy());
        qsizetype members = 0;
        for (const Segment &segment : desk.segments()) {
            const QSet<ProfileId> there = desk.memberIds(segment.id);
            QCOMPARE(desk.copiedMembers(segment.id), there);
            members += there.size();
        }
        QVERIFY(members > 100);
    }

    /// A change of members that no customer shows: numbers are compared with the store's own.
    void numbersAreCompared()
    {
        Copied desk(LiveStore::small());
        QVERIFY(desk.waitForCopy());
        const Segment segment = desk.segments().first();
        const QList<PersonRef> people = desk.people(40);
        QList<PersonRef> joining;
        const QSet<ProfileId> before = desk.memberIds(segment.id);
        for (const PersonRef &person : people) {
            if (!before.contains(person.profileId))
                joining.append(person);
        }
        QVERIFY(joining.size() > 5);
        desk.add(segment.id, joining); // by another client
        QVERIFY(desk.session->mirrorUpdater().sync());
        QVERIFY(desk.waitForCopy());
        QCOMPARE(desk.copiedMembers(segment.id), desk.memberIds(segment.id));
    }

    /// shopper_profile_id missing: the store's own list of profiles says who has none.
    void untoldProfiles()
    {
        sandbox::Options options = LiveStore::small();
        options.untoldProfiles = true;
        LiveStore live(options);
        for (const auto &[kind, rows] : {std::pair(ExportSpec::Kind::WithoutProfile, 100),
                                         {ExportSpec::Kind::AllProfiles, 900},
                                         {ExportSpec::Kind::AllPeople, 1000}}) {
            ExportSpec spec;
            spec.kind = kind;
            spec.fileName = m_place.filePath(u"untold.csv"_s);
            spec.columns = {ExportColumn::CustomerNumber, ExportColumn::ProfileUuid};
            ExportJob job(*live.api, spec);
            QVERIFY(live.run(job));
            QCOMPARE(job.end(), JobResult::Done);
            QCOMPARE(job.rowsWritten(), rows);
            if (kind == ExportSpec::Kind::AllPeople)
                QCOMPARE(written(spec).count(",\r\n"), 100);
        }
        WithoutProfileScan scan(*live.api);
        QSignalSpy finished(&scan, &WithoutProfileScan::finished);
        scan.start();
        QVERIFY(finished.wait(QTest::patience));
        QVERIFY(scan.isComplete());
        QCOMPARE(scan.found(), 100);

        // An import does not take people for ones without a profile.
        const Segment segment = live.segments().first();
        ImportSpec spec;
        spec.fileName = m_place.filePath(u"in.csv"_s);
        spec.segmentId = segment.id;
        spec.roles = {ColumnRole::CustomerNumber};
        QByteArray bytes("Customer ID\n");
        for (const PersonRef &person : live.people(20))
            bytes += QByteArray::number(toNumber(person.customerId)) + '\n';
        QFile file(spec.fileName);
        QVERIFY(file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        ImportPreview check(spec, storeImportSources(*live.api, segment.id));
        QSignalSpy failed(&check, &ImportPreview::failed);
        QSignalSpy checked(&check, &ImportPreview::finished);
        check.start();
        QTRY_VERIFY(failed.size() + checked.size() > 0);
        if (!checked.isEmpty())
            QCOMPARE(check.count(ImportStatus::NoProfile), 0);
        else
            QCOMPARE(failed.first().first().value<ImportError>().api.kind,
                     ApiError::Kind::IncompleteList);
    }

    /// Customers who do not tell their profile, and rows of the list of profiles that cannot be
    /// read: who has none is not known, and no list claims to.
    void untoldAndUnreadableProfiles()
    {
        sandbox::Options options = LiveStore::small();
        options.untoldProfiles = true;
        Copied whole(options);
        QVERIFY(whole.waitForCopy());
        QVERIFY(whole.session->mirror()->knowsWhoHasNoProfile());

        options.oddRows = 7;
        Copied desk(options);
        QVERIFY(desk.waitForCopy());
        QVERIFY(!desk.session->mirror()->knowsWhoHasNoProfile());
        ExportSpec spec;
        spec.kind = ExportSpec::Kind::WithoutProfile;
        spec.source = ExportSpec::Source::Copy;
        spec.fileName = m_place.filePath(u"claimed.csv"_s);
        spec.columns = {ExportColumn::CustomerNumber};
        ExportJob job(*desk.api, spec, desk.session->mirror());
        QVERIFY(desk.run(job));
        QCOMPARE(job.end(), JobResult::Failed);
        QCOMPARE(job.error()->api.kind, ApiError::Kind::IncompleteList);
        // It is known of the copy after a restart, too.
        desk.close();
        desk.start();
        QTRY_COMPARE(desk.session->mirror()->state(), Mirror::State::Complete);
        QVERIFY(!desk.session->mirror()->knowsWhoHasNoProfile());
    }

    /// Every seventh row of every list cannot be read: it is counted and named, the rest works, and
    /// what would lose a person by it is refused.
    void oddRows()
    {
        sandbox::Options options = LiveStore::small();
        options.oddRows = 7;
        Copied desk(options);
        QVERIFY(desk.waitForCopy());
        QVERIFY(desk.session->oddRows().size() > 10);
        QVERIFY(desk.session->oddRows().size() <= StoreSession::maxOddRows);
        QVERIFY2(desk.session->oddRows().join(u'\n').contains(
                     u"GET /customers: data[6].id has the wrong type or value, id 0"_s),
                 qPrintable(desk.session->oddRows().join(u'\n')));
        const Mirror::Counts counts = desk.session->mirror()->counts();
        QCOMPARE(counts.customers, 1000 - 1000 / 7);
        // Whose row of the list of profiles cannot be read has one nevertheless: customers tell.
        const auto customersNow =
            answerOf<Page<Customer>>([&](QObject *context, Callback<Page<Customer>> callback) {
                CustomerQuery query;
                query.includeProfiles = true;
                desk.api->listCustomers(query, context, std::move(callback));
            });
        QVERIFY(customersNow && *customersNow);
        QHash<CustomerId, ProfileId> given;
        for (const Customer &customer : (*customersNow)->items)
            given.insert(customer.id, customer.profileId.value_or(ProfileId()));
        int unknown = 0;
        for (const Person &person : desk.copied({})) {
            if (given.contains(person.customerId))
                QCOMPARE(person.profileId().value_or(ProfileId()), given.value(person.customerId));
            // A customer whose row cannot be read is not one that is gone.
            QVERIFY(person.details != Person::Details::Missing);
            unknown += person.details == Person::Details::Unknown;
        }
        QVERIFY(unknown > 10);
        QVERIFY(desk.session->mirror()->knowsWhoHasNoProfile());
        // Once more: nothing is missing that was there before, so the next check finds nothing to
        // read.
        const QDateTime readAt = desk.session->mirror()->readAt();
        QVERIFY(desk.session->mirrorUpdater().sync());
        QVERIFY(desk.waitForCopy());
        QCOMPARE(desk.session->mirror()->readAt(), readAt);

        ExportSpec spec;
        spec.kind = ExportSpec::Kind::AllProfiles;
        spec.fileName = m_place.filePath(u"odd.csv"_s);
        spec.columns = {ExportColumn::ProfileUuid};
        ExportJob everybody(*desk.api, spec);
        QVERIFY(desk.run(everybody));
        QCOMPARE(everybody.end(), JobResult::DoneWithWarnings);
        QCOMPARE(everybody.oddRows(), 1000 / 7); // customers say who has a profile
        QVERIFY(everybody.rowsWritten() > 700 && everybody.rowsWritten() < 900);

        BackupJob backup(*desk.api, nullptr, u"sandbox"_s, m_place.filePath(u"odd"_s));
        QVERIFY(desk.run(backup));
        QCOMPARE(backup.end(), JobResult::DoneWithWarnings);
        QVERIFY(backup.oddRows() > 0);
        QVERIFY(!backup.unsteady().isEmpty());
        const auto kept = readBackup(m_place.filePath(u"odd"_s));
        QVERIFY(kept);
        QCOMPARE(kept->segments.size(), 6);

        // Who can be read is added; a list with a gap says nothing about who would be lost.
        const Segment segment = desk.newSegment(u"Odd"_s);
        QList<PersonRef> people;
        const auto customers =
            answerOf<Page<Customer>>([&](QObject *context, Callback<Page<Customer>> callback) {
                CustomerQuery query;
                query.includeProfiles = true;
                desk.api->listCustomers(query, context, std::move(callback));
            });
        QVERIFY(customers && *customers);
        for (const Customer &customer : (*customers)->items) {
            if (customer.profileId && people.size() < 30)
                people.append({customer.id, *customer.profileId});
        }
        desk.add(segment.id, people);
        Planner planner(*desk.api);
        const auto all = answerOf<Plan>([&](QObject *context, Callback<Plan> callback) {
            planner.planRemoveAll(segment.id, segment.name, context, std::move(callback));
        });
        QVERIFY(all && !*all);
        QCOMPARE(all->error().kind, ApiError::Kind::IncompleteList);
        QCOMPARE(all->error().details, u"4 of 30 rows cannot be read"_s);
    }
};

QTEST_GUILESS_MAIN(TestUntold)
#include "tst_untold.moc"
