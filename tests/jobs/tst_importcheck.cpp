// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/importcheck.h"
#include "models/jobs/rowscsv.h"
#include "tests/jobs/livestore.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace segmentdesk;
using namespace segmentdesk::test;

namespace {

using Status = ImportStatus;

QByteArray number(CustomerId id)
{
    return QByteArray::number(toNumber(id));
}

} // namespace

class TestImportCheck : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(u"people.csv"_qs));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    /// As the dialog does it, without corrections.
    static ImportSpec specOf(const QString &path, const Segment &segment,
                             ImportMode mode = ImportMode::Add)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read");
        const QByteArray head = file.read(dialectHeadSize);
        ImportSpec spec;
        spec.fileName = path;
        spec.dialect = detectDialect(head, true);
        spec.mode = mode;
        spec.segmentId = segment.id;
        spec.segmentName = segment.name;
        CsvReader reader(head, spec.dialect);
        QList<QStringList> rows;
        while (reader.next())
            rows.append(reader.texts());
        spec.roles = matchColumns(spec.dialect.header ? rows.takeFirst() : QStringList(), rows);
        return spec;
    }

    static std::unique_ptr<ImportCheck> checkOf(LiveStore &live, const ImportSpec &spec)
    {
        const SegmentId segment = spec.segmentId;
        StoreApi &api = *live.api;
        return std::make_unique<ImportCheck>(
            spec, livePeopleLookup(api),
            [&api, segment](PageRequest request, QObject *context,
                            Callback<Page<ShopperProfile>> callback) {
                api.listMembers(segment, request, context, std::move(callback));
            });
    }

    static bool finish(ImportCheck &check)
    {
        QSignalSpy finished(&check, &ImportCheck::finished);
        check.start();
        return finished.isEmpty() && finished.wait(20'000);
    }

    static QList<Status> statuses(const ImportCheck &check)
    {
        QList<Status> all;
        for (const ImportRow &row : check.rows())
            all.append(row.status);
        return all;
    }

private Q_SLOTS:
    void eachKindOfRow()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        const QList<PersonRef> people = live.people(4);
        live.add(segment.id, {people[1]});
        QHash<CustomerId, QString> emails;
        const QList<Customer> customers = live.customers();
        for (const Customer &customer : customers)
            emails.insert(customer.id, customer.email);
        const CustomerId without = live.withoutProfile().first();
        const auto mail = [&emails](CustomerId id) { return emails.value(id).toUtf8(); };

        const QString path =
            write("Customer ID;E-mail;Note\n" // 1
                  + number(people[0].customerId) + ";;will be added\n" // 2
                  + ";" + mail(people[1].customerId).toUpper() + ";\"member\nalready\"\n" // 3
                  + number(without) + ";;no profile\n" // 5
                  + ";nobody@nowhere.example;no such\n" // 6
                  + ";" + mail(people[0].customerId) + ";repeats line 2\n" // 7
                  + "1.23E+15;;damaged\n" // 8
                  + "abc;;not an id\n" // 9
                  + ";;nobody named\n" // 10
                  + number(people[2].customerId) + ";" + mail(people[3].customerId) + ";two\n" // 11
                  + "1;2\n" // 12
                  + ";not an address;x\n"); // 13
        const auto check = checkOf(live, specOf(path, segment));
        QVERIFY(finish(*check));
        QCOMPARE(check->header(), (QStringList{u"Customer ID"_qs, u"E-mail"_qs, u"Note"_qs}));
        QCOMPARE(
            statuses(*check),
            (QList{Status::WillChange, Status::NothingToDo, Status::NoProfile,
                   Status::NoSuchCustomer, Status::Repeats, Status::Damaged, Status::Unreadable,
                   Status::Unreadable, Status::Ambiguous, Status::Unreadable, Status::Unreadable}));
        const QList<ImportRow> &rows = check->rows();
        QCOMPARE(rows[2].line, 5);
        QCOMPARE(rows[4].other, 0);
        QCOMPARE(check->person(rows[4]), people[0]);
        QCOMPARE(rows[6].reason, ImportReason::NotAnId);
        QCOMPARE(rows[7].reason, ImportReason::NobodyNamed);
        QCOMPARE(rows[9].trouble, CsvReader::Trouble::Ragged);
        QCOMPARE(rows[10].reason, ImportReason::NotAnAddress);
        QCOMPARE(check->count(Status::Unreadable), 4);
        QCOMPARE(check->memberCount(), 1);
        // Texts are read again, in any order.
        QCOMPARE(check->texts(rows[4]).value().last(), u"repeats line 2"_qs);
        QCOMPARE(check->texts(rows[1]).value().last(), u"member\nalready"_qs);

        QCOMPARE(check->plan().ids(), (QList{people[0].profileId}));
        QCOMPARE(check->plan().operation, Operation::AddMembers);
        QCOMPARE(check->withoutProfile(), (QList{without}));
        QVERIFY(check->plan(1).people(Effect::NoProfile).isEmpty());
        QCOMPARE(check->plan(1, 1).people(Effect::NoProfile), (QList{PersonRef{without, {}}}));

        // The result file has the input's columns, and two more.
        const QString saved = m_folder.filePath(u"result.csv"_qs);
        QObject context;
        bool done = false;
        saveImport(*check, {}, saved, &context, [&done](const std::optional<JobError> &error) {
            QVERIFY(!error);
            done = true;
        });
        QVERIFY(QTest::qWaitFor([&done] { return done; }, 20'000));
        QFile result(saved);
        QVERIFY(result.open(QIODevice::ReadOnly));
        const QByteArray bytes = result.readAll();
        CsvReader reader(bytes, detectDialect(bytes, true));
        QList<QStringList> lines;
        while (reader.next())
            lines.append(reader.texts());
        QCOMPARE(lines.size(), 12);
        QCOMPARE(
            lines[0],
            (QStringList{u"Customer ID"_qs, u"E-mail"_qs, u"Note"_qs, u"Status"_qs, u"Reason"_qs}));
        QCOMPARE(lines[1].mid(2),
                 (QStringList{u"will be added"_qs, u"will be added"_qs, QString()}));
        QCOMPARE(lines[5].mid(3), (QStringList{u"repeats another row"_qs, u"line 2"_qs}));
        QCOMPARE(lines[10],
                 (QStringList{u"1"_qs, u"2"_qs, QString(), u"cannot be read"_qs,
                              u"not as many columns as the first row"_qs}));
    }

    void removing()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        const QList<PersonRef> people = live.people(6);
        live.add(segment.id, people.first(5));
        const QString path = write("id\n" + number(people[0].customerId) + '\n'
                                   + number(people[5].customerId) + '\n');
        const auto check = checkOf(live, specOf(path, segment, ImportMode::Remove));
        QVERIFY(finish(*check));
        QCOMPARE(statuses(*check), (QList{Status::WillChange, Status::NothingToDo}));
        QCOMPARE(check->plan().operation, Operation::RemoveMembers);
        QCOMPARE(check->plan().ids(), (QList{people[0].profileId}));
        QVERIFY(!check->isGuarded()); // 1 of 5: exactly 20 %
    }

    void makingEqual_data()
    {
        QTest::addColumn<int>("named"); // of 10 members
        QTest::addColumn<bool>("guarded");
        QTest::newRow("all") << 10 << false;
        QTest::newRow("8 of 10") << 8 << false;
        QTest::newRow("7 of 10") << 7 << true;
        QTest::newRow("none") << 0 << true;
    }

    void makingEqual()
    {
        QFETCH(int, named);
        QFETCH(bool, guarded);
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        const QList<PersonRef> people = live.people(11);
        live.add(segment.id, people.first(10));
        QByteArray bytes("id\n" + number(people[10].customerId) + '\n');
        for (int i = 0; i < named; ++i)
            bytes += number(people[i].customerId) + '\n';
        const auto check = checkOf(live, specOf(write(bytes), segment, ImportMode::MakeEqual));
        QVERIFY(finish(*check));
        QCOMPARE(check->plan().ids(), (QList{people[10].profileId}));
        const Plan leaving = check->leavingPlan();
        QCOMPARE(leaving.operation, Operation::RemoveMembers);
        const QList<ProfileId> ids = leaving.ids();
        QCOMPARE(QSet<ProfileId>(ids.cbegin(), ids.cend()), idsOf(people.mid(named, 10 - named)));
        QCOMPARE(check->isGuarded(), guarded);
        // And it comes out so.
        Plan in = check->plan();
        live.add(segment.id, in.people(Effect::WillChange));
        if (!leaving.isEmpty())
            live.remove(segment.id, leaving.people(Effect::WillChange));
        QCOMPARE(live.memberIds(segment.id), idsOf(people.first(named) + QList{people[10]}));
    }

    void whoMayBeMeantStays()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        const QList<PersonRef> people = live.people(2);
        live.add(segment.id, people);
        const QString path =
            write("id,email\n" + number(people[0].customerId) + ",nobody@nowhere.example\n");
        const auto check = checkOf(live, specOf(path, segment, ImportMode::MakeEqual));
        QVERIFY(finish(*check));
        QCOMPARE(statuses(*check), (QList{Status::Ambiguous}));
        QCOMPARE(check->leavingPlan().ids(), (QList{people[1].profileId}));
    }

    void manyRows()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        const QList<Customer> customers = live.customers();
        QByteArray bytes("email\r\n");
        for (int round = 0; round < 10; ++round) {
            for (const Customer &customer : customers)
                bytes += customer.email.toUtf8() + "\r\n";
        }
        const auto check = checkOf(live, specOf(write(bytes), segment));
        QVERIFY(finish(*check));
        QCOMPARE(check->rows().size(), customers.size() * 10);
        QCOMPARE(check->count(Status::WillChange), 900);
        QCOMPARE(check->count(Status::NoProfile), 100);
        QCOMPARE(check->count(Status::Repeats), customers.size() * 9);
    }

    void emptyFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("0 bytes") << QByteArray();
        QTest::newRow("only a header") << QByteArray("Customer ID,E-mail\n");
        QTest::newRow("only line ends") << QByteArray("\n\n");
    }

    void emptyFiles()
    {
        QFETCH(QByteArray, bytes);
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        ImportSpec spec;
        spec.fileName = write(bytes);
        spec.segmentId = segment.id;
        spec.roles = {ColumnRole::Email};
        const auto check = checkOf(live, spec);
        QVERIFY(finish(*check));
        QVERIFY(check->rows().isEmpty());
        QVERIFY(check->plan().isEmpty());
    }

    void noSuchFile()
    {
        LiveStore live;
        ImportSpec spec;
        spec.fileName = m_folder.filePath(u"gone.csv"_qs);
        const auto check = checkOf(live, spec);
        QSignalSpy failed(check.get(), &ImportCheck::failed);
        check->start();
        QVERIFY(failed.wait(20'000));
        QCOMPARE(failed[0][0].value<ImportError>().kind, ImportError::Kind::CannotRead);
        QVERIFY(!failed[0][0].value<ImportError>().text.isEmpty());
    }

    void changesMeanwhile()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        const QString path = write("email\na@x.example\n");
        const auto check = checkOf(live, specOf(path, segment));
        QSignalSpy failed(check.get(), &ImportCheck::failed);
        QSignalSpy progress(check.get(), &ImportCheck::progress);
        check->start();
        QVERIFY(progress.wait(20'000));
        write("email\nb@x.example\nc@x.example\n");
        QVERIFY(failed.wait(20'000));
        QCOMPARE(failed[0][0].value<ImportError>().kind, ImportError::Kind::Changed);
    }

    void changesAfterwards()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        const auto check = checkOf(live, specOf(write("email\na@x.example\n"), segment));
        QVERIFY(finish(*check));
        QVERIFY(check->texts(check->rows().first()));
        write("email\nb@x.example, and more\n");
        QVERIFY(!check->texts(check->rows().first()));
        QVERIFY(!check->isFileUnchanged());
    }

    void theStoreFails()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        const QString path = write("email\na@x.example\n");
        sandbox::Fault refused =
            LiveStore::fault(sandbox::Fault::Action::Answer, "GET", "^/customers", 0, -1);
        refused.status = 403;
        live.store.setFaults({refused});
        const auto check = checkOf(live, specOf(path, segment));
        QSignalSpy failed(check.get(), &ImportCheck::failed);
        check->start();
        QVERIFY(failed.wait(20'000));
        QCOMPARE(failed[0][0].value<ImportError>().kind, ImportError::Kind::Store);
        QCOMPARE(failed[0][0].value<ImportError>().api.kind, ApiError::Kind::Forbidden);
    }

    void diesInMidFlight()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_qs);
        auto check = checkOf(live, specOf(write("email\na@x.example\n"), segment));
        QSignalSpy progress(check.get(), &ImportCheck::progress);
        check->start();
        QVERIFY(progress.wait(20'000));
        check.reset();
        // What was under way must not call anybody: other requests still are answered.
        QCOMPARE(live.segments().isEmpty(), false);
    }
};

QTEST_MAIN(TestImportCheck)

#include "tst_importcheck.moc"
