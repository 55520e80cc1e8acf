// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/firstrows.h"
#include "models/domain/foldedtext.h"
#include "models/import/importpreview.h"
#include "models/import/importrun.h"
#include "models/import/outcomecsv.h"
#include "models/mirror/mirror.h"
#include "tests/support/livestore.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
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
        QFile file(m_folder.filePath(u"people.csv"_s));
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
        const FirstRows first = firstRowsOf(head, true, spec.dialect);
        spec.roles = matchColumns(first.names, first.rows);
        return spec;
    }

    static std::unique_ptr<ImportPreview> checkOf(LiveStore &live, const ImportSpec &spec)
    {
        return std::make_unique<ImportPreview>(spec, storeImportSources(*live.api, spec.segmentId));
    }

    /// A local copy of all that the store has, filled without reading the store.
    struct Copy
    {
        Copy(LiveStore &live, const Segment &segment) : mirror(folder.path(), u"test"_s)
        {
            const auto write = [this](auto ask) {
                const auto done = answerOf<Mirror::Counts>(ask);
                if (!done || !*done)
                    qFatal("the copy cannot be written");
            };
            if (!QTest::qWaitFor([this] { return mirror.state() == Mirror::State::Empty; }))
                qFatal("no copy");
            using Done = Mirror::Done;
            write([&](QObject *context, Done done) { mirror.beginPass(context, done); });
            write([&](QObject *context, Done done) {
                mirror.setSegments({segment}, mirror.mark(), context, done);
            });
            const QList<Customer> customers = live.customers();
            write([&](QObject *context, Done done) {
                mirror.addCustomers(customers, mirror.mark(), context, done);
            });
            QList<ShopperProfile> profiles;
            for (const PersonRef &person : live.people(900))
                profiles.append({person.profileId, person.customerId, {}, {}});
            write([&](QObject *context, Done done) {
                mirror.addProfiles(profiles, mirror.mark(), context, done);
            });
            const QSet<ProfileId> ids = live.memberIds(segment.id);
            write([&](QObject *context, Done done) {
                mirror.setMembers(segment.id, {ids.cbegin(), ids.cend()}, mirror.mark(), context,
                                  done);
            });
            write([&](QObject *context, Done done) { mirror.endPass(context, done, {}); });
        }

        std::unique_ptr<ImportPreview> check(const ImportSpec &spec)
        {
            return std::make_unique<ImportPreview>(spec, copyImportSources(mirror));
        }

        QTemporaryDir folder;
        Mirror mirror;
    };

    static bool finish(ImportPreview &check)
    {
        QSignalSpy finished(&check, &ImportPreview::finished);
        check.start();
        return finished.isEmpty() && finished.wait(QTest::patience);
    }

    static QList<Status> statuses(const ImportPreview &check)
    {
        QList<Status> all;
        for (const ImportRow &row : check.rows())
            all.append(row.status);
        return all;
    }

private Q_SLOTS:
    /// A row that cannot be read is not a row that names no one.
    void noOneIsRemovedBecauseOfAnUnreadRow()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(6);
        live.add(segment.id, people);
        QHash<CustomerId, QByteArray> emails;
        const QList<Customer> customers = live.customers();
        for (const Customer &customer : customers)
            emails.insert(customer.id, customer.email.toUtf8());
        const auto row = [&](int person, const QByteArray &id,
                             const QByteArray &email = {}) -> QByteArray {
            const QByteArray mail = email.isNull() ? emails[people[person].customerId] : email;
            const QByteArray profile = people[person].profileId.toString().toLatin1();
            return (id.isNull() ? number(people[person].customerId) : id) + ',' + mail + ','
                + profile + '\n';
        };
        const QByteArray head("customer_id,email,profile_id\n");
        const auto leaving = [&](const QByteArray &rows) {
            const auto check =
                checkOf(live, specOf(write(head + rows), segment, ImportMode::MakeEqual));
            if (!finish(*check))
                qFatal("the check failed");
            return std::make_pair(check->leavingCount(), check->leavingDoubt());
        };
        using Doubt = ImportPreview::LeavingDoubt;
        const auto nothing = std::make_pair(qint64(0), Doubt::None);
        // What a store holds as an address is whatever it is.
        QCOMPARE(leaving(row(0, {}, "none") + row(1, {}, "\"a,b@x.example\"")
                         + row(2, {}, "\"\"\"quo ted\"\"@x.example\"") + row(3, {}) + row(4, {})
                         + row(5, {})),
                 nothing);
        // A bad id beside a good address or profile changes nothing, and protects.
        QCOMPARE(leaving(row(0, "0") + row(1, "abc") + row(2, "1.23E+15") + row(3, {}) + row(4, {})
                         + row(5, {})),
                 nothing);
        // A row of another make may be anybody's.
        QCOMPARE(leaving(row(0, {}) + row(1, {}) + row(2, {}) + row(3, {}) + row(4, {})
                         + "1,2,3,4,5,6,7\n"),
                 std::make_pair(qint64(1), Doubt::UnreadRows));
        // Rows that can be read and name others leave no doubt.
        QCOMPARE(leaving(row(0, {}) + row(1, {}) + row(2, {}) + row(3, {}) + row(4, {})),
                 std::make_pair(qint64(1), Doubt::None));
        // No one is named at all.
        const auto empty = std::make_pair(qint64(6), Doubt::NobodyNamed);
        QCOMPARE(leaving({}), empty);
        QCOMPARE(leaving("99999999,no@such.example,\n"), empty);
        QCOMPARE(leaving("x,y,z\n,,\n"), empty);
    }

    void eachKindOfRow()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
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
        QCOMPARE(check->header(), (QStringList{u"Customer ID"_s, u"E-mail"_s, u"Note"_s}));
        QCOMPARE(statuses(*check),
                 (QList{Status::WillChange, Status::NothingToDo, Status::NoProfile,
                        Status::NoSuchCustomer, Status::Repeats, Status::Damaged,
                        Status::Unreadable, Status::NamesNoOne, Status::Ambiguous,
                        Status::NoSuchCustomer, Status::Unreadable}));
        const QList<ImportRow> &rows = check->rows();
        QCOMPARE(rows[2].line, 5);
        QCOMPARE(rows[4].other, 0);
        QCOMPARE(check->person(rows[4]), people[0]);
        QCOMPARE(rows[6].reason, ImportReason::NotAnId);
        QCOMPARE(rows[9].reason, ImportReason::None); // beside an id, an address says nothing
        QCOMPARE(rows[10].reason, ImportReason::NotAnAddress);
        QCOMPARE(check->count(Status::Unreadable), 2);
        QCOMPARE(check->memberCount(), 1);
        // Texts are reread, in any order.
        QCOMPARE(check->texts(rows[4]).value().last(), u"repeats line 2"_s);
        QCOMPARE(check->texts(rows[1]).value().last(), u"member\nalready"_s);

        QCOMPARE(check->plan().ids(), (QList{people[0].profileId}));
        QCOMPARE(check->plan().operation, Operation::AddMembers);
        QCOMPARE(check->withoutProfile(), (QList{without}));
        QVERIFY(check->plan(1).people(Effect::NoProfile).isEmpty());
        QCOMPARE(check->plan(1, 1).people(Effect::NoProfile), (QList{PersonRef{without, {}}}));

        // The result file has the input's columns, and two more.
        const QString saved = m_folder.filePath(u"result.csv"_s);
        QObject context;
        bool done = false;
        saveImport(*check, {}, saved, &context, [&done](const std::optional<JobError> &error) {
            QVERIFY(!error);
            done = true;
        });
        QVERIFY(QTest::qWaitFor([&done] { return done; }));
        QFile result(saved);
        QVERIFY(result.open(QIODevice::ReadOnly));
        const QByteArray bytes = result.readAll();
        CsvReader reader(bytes, detectDialect(bytes, true));
        QList<QStringList> lines;
        while (reader.next())
            lines.append(reader.texts());
        QCOMPARE(lines.size(), 12);
        QCOMPARE(lines[0],
                 (QStringList{u"Customer ID"_s, u"E-mail"_s, u"Note"_s, u"Status"_s, u"Reason"_s}));
        QCOMPARE(lines[1].mid(2), (QStringList{u"will be added"_s, u"will be added"_s, QString()}));
        QCOMPARE(lines[5].mid(3), (QStringList{u"repeats another row"_s, u"line 2"_s}));
        QCOMPARE(lines[10].mid(0, 4),
                 (QStringList{u"1"_s, u"2"_s, QString(), u"no such customer"_s}));
    }

    void removing()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
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
        const Segment segment = live.newSegment(u"A"_s);
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

    /// The local copy answers as the store does, and the store is not asked.
    void theCopySaysTheSame_data()
    {
        QTest::addColumn<ImportMode>("mode");
        QTest::newRow("add") << ImportMode::Add;
        QTest::newRow("remove") << ImportMode::Remove;
        QTest::newRow("equal") << ImportMode::MakeEqual;
    }

    void theCopySaysTheSame()
    {
        QFETCH(ImportMode, mode);
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(300);
        live.add(segment.id, people.mid(0, 150));
        QByteArray bytes("Customer ID,E-mail,Profile ID\n");
        const QList<Customer> customers = live.customers();
        for (qsizetype i = 0; i < customers.size(); i += 2)
            bytes += (i % 4 == 0 ? number(customers[i].id) : QByteArray()) + ','
                + customers[i].email.toUpper().toUtf8() + ",\n";
        for (int i = 0; i < 40; ++i)
            bytes += ",," + people[i * 2 + 1].profileId.toString().toUtf8() + '\n';
        bytes += "99999999,,\n,nobody@nowhere.example,\n,,7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af\n";
        bytes += number(people[0].customerId) + ",nobody@nowhere.example,\n";
        const ImportSpec spec = specOf(write(bytes), segment, mode);
        QCOMPARE(spec.roles,
                 (QList{ColumnRole::CustomerNumber, ColumnRole::Email, ColumnRole::ProfileUuid}));
        const auto asked = checkOf(live, spec);
        QVERIFY(finish(*asked));
        Copy copy(live, segment);
        live.store.resetStatistics();
        const auto copied = copy.check(spec);
        QVERIFY(finish(*copied));
        QCOMPARE(live.store.statistics().requests, 0);
        QCOMPARE(statuses(*copied), statuses(*asked));
        QCOMPARE(copied->memberCount(), 150);
        QVERIFY(copied->count(Status::WillChange) > 0);
        // An id and two profiles that no one has are not "will be added".
        QCOMPARE(copied->rows()[copied->rows().size() - 2].status, Status::NoSuchCustomer);
        QCOMPARE(copied->rows()[copied->rows().size() - 2].reason, ImportReason::NoSuchProfile);
        QCOMPARE(copied->rows().last().status, Status::Ambiguous);
        QCOMPARE(copied->plan().ids(), asked->plan().ids());
        QCOMPARE(copied->withoutProfile(), asked->withoutProfile());
        const auto set = [](const QList<ProfileId> &ids) {
            return QSet<ProfileId>(ids.cbegin(), ids.cend());
        };
        QCOMPARE(set(copied->leavingPlan().ids()), set(asked->leavingPlan().ids()));
        QCOMPARE(copied->leavingCount(), asked->leavingPlan().items.size());
        QCOMPARE(copied->isGuarded(), asked->isGuarded());
        // Counts are those of the plans, also of parts.
        for (const auto &[most, skip] : {std::pair{10, 0}, {10, 10}, {1'000'000, 10}}) {
            const PlanCounts counts = copied->planCounts(most, skip);
            const PlanCounts made = copied->plan(most, skip).counts();
            QCOMPARE(counts.willChange, made.willChange);
            QCOMPARE(counts.noProfile, made.noProfile);
        }
    }

    void names()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        QHash<QString, QList<Customer>> byName;
        for (const Customer &customer : live.customers()) {
            if (customer.profileId && !customer.fullName().contains(u','))
                byName[customer.fullName()].append(customer);
        }
        Customer alone;
        QList<Customer> several;
        const QList<Customer> everybody = live.customers();
        for (auto it = byName.cbegin(); it != byName.cend(); ++it) {
            const auto same = std::count_if(
                everybody.cbegin(), everybody.cend(), [&it](const Customer &customer) {
                    return foldedText(customer.fullName()) == foldedText(it.key());
                });
            if (same == 1 && !it->first().firstName.isEmpty() && !it->first().lastName.isEmpty())
                alone = it->first();
            else if (same > 1 && it->size() == same)
                several = *it;
        }
        QVERIFY(alone.id != CustomerId{} && several.size() > 1);
        const QString path =
            write("Name;City\n" + alone.fullName().toUpper().toUtf8() + ";Bergen\n"
                  + several.first().fullName().toUtf8() + ";Oslo\nNobody Atall;Oslo\n" + '"'
                  + alone.lastName.toUtf8() + ", " + alone.firstName.toUtf8() + "\";Oslo\n;Oslo\n");
        const ImportSpec spec = specOf(path, segment);
        QCOMPARE(spec.roles, (QList{ColumnRole::FullName, ColumnRole::None}));
        Copy copy(live, segment);
        const auto check = copy.check(spec);
        QVERIFY(finish(*check));
        QCOMPARE(statuses(*check),
                 (QList{Status::ByName, Status::Ambiguous, Status::NoSuchCustomer, Status::Repeats,
                        Status::NamesNoOne}));
        QCOMPARE(check->person(check->rows()[0]).customerId, alone.id);
        QCOMPARE(check->candidates(check->rows()[1]).size(),
                 std::min<qsizetype>(several.size(), ImportRows::maxCandidates));
        // Only if they are wanted.
        QVERIFY(check->plan().isEmpty());
        QCOMPARE(check->planCounts().willChange, 0);
        check->setUsesNames(true);
        QCOMPARE(check->plan().ids(), (QList{*alone.profileId}));
        QCOMPARE(check->planCounts().willChange, 1);
        // The store cannot be asked for a name.
        const auto asked = checkOf(live, spec);
        QVERIFY(finish(*asked));
        QCOMPARE(asked->rows()[0].reason, ImportReason::NameNeedsCopy);
        QCOMPARE(asked->count(Status::Unreadable), 4);
        // The number that a removal asks for, and the rows of which nothing comes, follow that.
        live.add(segment.id, {{alone.id, *alone.profileId}});
        Copy withMember(live, segment);
        const std::shared_ptr<ImportPreview> removal =
            withMember.check(specOf(path, segment, ImportMode::Remove));
        QVERIFY(finish(*removal));
        const ImportRun run(removal);
        QCOMPARE(run.removedCount(), 0);
        QCOMPARE(run.lostRows({}), 3);
        removal->setUsesNames(true);
        QCOMPARE(run.removedCount(), 1);
        QCOMPARE(run.removedCount(), removal->plan().items.size());
        QCOMPARE(run.lostRows({}), 2);
        QVERIFY(removal->isGuarded());
    }

    void shortAndLongRows()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(2);
        const QString path = write("id,email,note\n" + number(people[0].customerId) + '\n'
                                   + number(people[1].customerId) + ",,x,y\n\n");
        const auto check = checkOf(live, specOf(path, segment));
        QVERIFY(finish(*check));
        QCOMPARE(statuses(*check), (QList{Status::WillChange, Status::Unreadable}));
        QCOMPARE(check->rows()[0].trouble, CsvReader::RowError::Ragged);
        QCOMPARE(check->rows()[1].trouble, CsvReader::RowError::Ragged);
        QCOMPARE(check->rows()[1].line, 3);
        QCOMPARE(check->counts().shortRows, 1);
    }

    void pastedText()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(1);
        ImportSpec spec;
        spec.text = "id\tnote\n" + number(people[0].customerId) + "\tx\n";
        spec.dialect = detectDialect(spec.text, true);
        spec.roles = {ColumnRole::CustomerNumber, ColumnRole::None};
        spec.segmentId = segment.id;
        const auto check = checkOf(live, spec);
        QVERIFY(finish(*check));
        QCOMPARE(check->plan().ids(), (QList{people[0].profileId}));
        QVERIFY(check->isFileUnchanged());
        QCOMPARE(check->texts(check->rows()[0]).value(),
                 (QStringList{QString::number(toNumber(people[0].customerId)), u"x"_s}));
    }

    /// The result file can go back to where the file came from.
    void resultFileIsWrittenAsTheFileWas()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QList<PersonRef> people = live.people(1);
        const QString path = write("id|Stra\xDF"
                                   "e\n"
                                   + number(people[0].customerId) + "|K\xF6nigsallee 1\n");
        const auto check = checkOf(live, specOf(path, segment));
        QCOMPARE(check->spec().dialect.encoding, CsvDialect::Encoding::Windows1252);
        QVERIFY(finish(*check));
        const QString saved = m_folder.filePath(u"as-it-was.csv"_s);
        QObject context;
        bool done = false;
        saveImport(*check, {}, saved, &context, [&done](const std::optional<JobError> &error) {
            QVERIFY(!error);
            done = true;
        });
        QVERIFY(QTest::qWaitFor([&done] { return done; }));
        QFile result(saved);
        QVERIFY(result.open(QIODevice::ReadOnly));
        QCOMPARE(result.readAll(),
                 "id|Stra\xDF"
                 "e|Status|Reason\r\n"
                     + number(people[0].customerId) + "|K\xF6nigsallee 1|will be added|\r\n");
    }

    void theCopyDiesInMidFlight()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const auto copy = std::make_unique<Copy>(live, segment);
        QByteArray bytes("email\n");
        for (int i = 0; i < 200'000; ++i)
            bytes += "a" + QByteArray::number(i) + "@x.example\n";
        auto check = copy->check(specOf(write(bytes), segment));
        QSignalSpy progress(check.get(), &ImportPreview::progress);
        check->start();
        QVERIFY(progress.wait(QTest::patience));
        check.reset();
        // The copy continues answering others.
        const auto count = answerOf<qint64>([&copy](QObject *context, Callback<qint64> callback) {
            copy->mirror.count({}, context, std::move(callback));
        });
        QVERIFY(count && *count);
        QCOMPARE(**count, 1000);
    }

    void whoMayBeMeantStays()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
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
        const Segment segment = live.newSegment(u"A"_s);
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
        const Segment segment = live.newSegment(u"A"_s);
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
        spec.fileName = m_folder.filePath(u"gone.csv"_s);
        const auto check = checkOf(live, spec);
        QSignalSpy failed(check.get(), &ImportPreview::failed);
        check->start();
        QVERIFY(failed.wait(QTest::patience));
        QCOMPARE(failed[0][0].value<ImportError>().kind, ImportError::Kind::CannotRead);
        QVERIFY(!failed[0][0].value<ImportError>().text.isEmpty());
    }

    void changesMeanwhile()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QString path = write("email\na@x.example\n");
        const auto check = checkOf(live, specOf(path, segment));
        QSignalSpy failed(check.get(), &ImportPreview::failed);
        QSignalSpy progress(check.get(), &ImportPreview::progress);
        check->start();
        QVERIFY(progress.wait(QTest::patience));
        write("email\nb@x.example\nc@x.example\n");
        QVERIFY(failed.wait(QTest::patience));
        QCOMPARE(failed[0][0].value<ImportError>().kind, ImportError::Kind::Changed);
    }

    void changesAfterwards()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const auto check = checkOf(live, specOf(write("email\na@x.example\n"), segment));
        QVERIFY(finish(*check));
        QVERIFY(check->texts(check->rows().first()));
        write("email\nb@x.example, and more\n");
        QVERIFY(!check->isFileUnchanged());
        QTRY_VERIFY(!check->texts(check->rows().first()));
    }

    void theStoreFails()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        const QString path = write("email\na@x.example\n");
        sandbox::Fault refused =
            LiveStore::fault(sandbox::Fault::Action::Answer, "GET", "^/customers", 0, -1);
        refused.status = 403;
        live.store.setFaults({refused});
        const auto check = checkOf(live, specOf(path, segment));
        QSignalSpy failed(check.get(), &ImportPreview::failed);
        check->start();
        QVERIFY(failed.wait(QTest::patience));
        QCOMPARE(failed[0][0].value<ImportError>().kind, ImportError::Kind::Store);
        QCOMPARE(failed[0][0].value<ImportError>().api.kind, ApiError::Kind::Forbidden);
    }

    void diesInMidFlight()
    {
        LiveStore live;
        const Segment segment = live.newSegment(u"A"_s);
        auto check = checkOf(live, specOf(write("email\na@x.example\n"), segment));
        QSignalSpy progress(check.get(), &ImportPreview::progress);
        check->start();
        QVERIFY(progress.wait(QTest::patience));
        check.reset();
        // What was under way must not call anybody: other requests still are answered.
        QCOMPARE(live.segments().isEmpty(), false);
    }
};

QTEST_MAIN(TestImportCheck)

#include "tst_importpreview.moc"
