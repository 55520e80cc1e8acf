// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/csv/csvreader.h"
#include "models/csv/firstrows.h"
#include "models/export/exportjob.h"
#include "models/import/importpreview.h"
#include "models/mirror/mirror.h"
#include "models/sync/mirrorsync.h"
#include "tests/support/livestore.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using Kind = ExportSpec::Kind;
using Source = ExportSpec::Source;

/// Exports from the local copy, beside those from the store that it is a copy of; and back again.
class TestExportCopy : public QObject
{
    Q_OBJECT

    struct SessionFixture : LiveStore
    {
        explicit SessionFixture(const sandbox::Options &options = small()) : LiveStore(options) { }

        bool read()
        {
            mirror = std::make_unique<Mirror>(folder.path(), u"sandbox"_s);
            if (!QTest::qWaitFor([this] { return mirror->state() != Mirror::State::Opening; }))
                return false;
            MirrorSync sync(*api, *mirror, MirrorSync::Kind::Whole);
            return run(sync) && mirror->state() == Mirror::State::Complete;
        }
        QByteArray exported(ExportSpec spec, JobResult expected = JobResult::Done)
        {
            spec.fileName = folder.filePath(u"export.csv"_s);
            QFile::remove(spec.fileName);
            ExportJob job(*api, spec, mirror.get());
            if (!run(job) || job.end() != expected) {
                qWarning("ended as %d", int(job.end()));
                return {};
            }
            error = job.error();
            facts = job.facts();
            rows = job.rowsWritten();
            QFile file(spec.fileName);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        /// The segments of all people, as the store returns them.
        QHash<CustomerId, QSet<SegmentId>> memberships()
        {
            QHash<CustomerId, QSet<SegmentId>> all;
            for (const Segment &segment : segments()) {
                for (const ShopperProfile &profile : members(segment.id))
                    all[profile.customerId].insert(segment.id);
            }
            return all;
        }

        QTemporaryDir folder;
        std::unique_ptr<Mirror> mirror;
        std::optional<JobError> error;
        JobFacts facts;
        qint64 rows = 0;
    };

    static QList<QStringList> cells(const QByteArray &bytes)
    {
        CsvReader reader(bytes, detectDialect(bytes, true));
        QList<QStringList> rows;
        while (reader.next())
            rows.append(reader.texts());
        return rows;
    }

    std::unique_ptr<SessionFixture> m_unchanged; ///< of importedAgain(), which changes nothing
    Segment m_segment;

private Q_SLOTS:
    void cleanupTestCase() { m_unchanged.reset(); }

    void sameAsTheStore_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("exact");
        QTest::addColumn<QChar>("delimiter");
        QTest::newRow("members") << int(Kind::Members) << false << QChar(u',');
        QTest::newRow("all profiles") << int(Kind::AllProfiles) << false << QChar(u';');
        QTest::newRow("without a profile") << int(Kind::WithoutProfile) << true << QChar(u',');
        QTest::newRow("everybody") << int(Kind::AllPeople) << true << QChar(u'\t');
        QTest::newRow("selection") << int(Kind::People) << false << QChar(u',');
        QTest::newRow("segments") << int(Kind::Segments) << false << QChar(u',');
    }

    void sameAsTheStore()
    {
        QFETCH(int, kind);
        QFETCH(bool, exact);
        QFETCH(QChar, delimiter);
        SessionFixture desk;
        const Segment first = desk.newSegment(u"=Evil; \"quoted\", and wide ＝"_s);
        QList<PersonRef> people = desk.people(620);
        desk.add(first.id, people);
        QVERIFY(desk.read());
        ExportSpec spec;
        spec.kind = Kind(kind);
        spec.segmentId = first.id;
        spec.exact = exact;
        spec.byteOrderMark = !exact;
        spec.delimiter = delimiter;
        spec.columns = ExportSpec::possibleColumns(spec.kind);
        spec.columns.removeAll(ExportColumn::SegmentIds); // the store has no order for them
        if (spec.kind == Kind::AllProfiles || spec.kind == Kind::AllPeople) {
            // Then the store is read by customers, which do not tell these.
            spec.columns.removeAll(ExportColumn::ProfileCreated);
            spec.columns.removeAll(ExportColumn::ProfileUpdated);
        }
        if (spec.kind == Kind::People) {
            std::reverse(people.begin(), people.end());
            for (qsizetype i = 0; i < people.size(); ++i)
                people[i].customerId = i % 2 == 0 ? CustomerId() : people[i].customerId;
            spec.people = people;
            spec.columns.removeAll(ExportColumn::ProfileCreated);
            spec.columns.removeAll(ExportColumn::ProfileUpdated);
        }
        spec.source = Source::Copy;
        desk.store.resetStatistics();
        const QByteArray copied = desk.exported(spec);
        QCOMPARE(desk.store.statistics().requests, 0);
        QVERIFY(desk.facts.copyReadAt.isValid());
        QVERIFY(desk.rows > 0);
        QCOMPARE(desk.facts.number, desk.rows);
        if (spec.kind == Kind::People) {
            // Everybody, in the order asked for, also by the profile alone.
            const QList<QStringList> rows = cells(copied);
            QCOMPARE(rows.size(), people.size() + 1);
            const auto profile = rows.first().indexOf(u"Shopper profile ID"_s);
            for (qsizetype i = 0; i < people.size(); ++i)
                QCOMPARE(rows.at(i + 1).at(profile), people.at(i).profileId.toString());
            return;
        }
        spec.source = Source::Store;
        QByteArray live = desk.exported(spec);
        QVERIFY(!desk.facts.copyReadAt.isValid());
        QByteArrayList liveLines = live.split('\n');
        QByteArrayList copiedLines = copied.split('\n');
        if (spec.kind == Kind::Members || spec.kind == Kind::Segments) {
            // Their order is the store's own.
            std::sort(liveLines.begin(), liveLines.end());
            std::sort(copiedLines.begin(), copiedLines.end());
        }
        QCOMPARE(copiedLines.size(), liveLines.size());
        for (qsizetype i = 0; i < liveLines.size(); ++i)
            QCOMPARE(copiedLines.at(i), liveLines.at(i));
    }

    void searchInItsOrder()
    {
        SessionFixture desk;
        QVERIFY(desk.read());
        ExportSpec spec;
        spec.kind = Kind::Search;
        spec.query.filter.text = u"example"_s;
        spec.query.order = PeopleOrder::Email;
        spec.query.direction = Qt::DescendingOrder;
        spec.columns = {ExportColumn::Email};
        const QList<QStringList> rows = cells(desk.exported(spec));
        QVERIFY(rows.size() > 10);
        for (qsizetype i = 2; i < rows.size(); ++i) {
            QVERIFY(rows.at(i).first().contains(u"example"_s));
            QVERIFY2(rows.at(i - 1).first().toCaseFolded() >= rows.at(i).first().toCaseFolded(),
                     qPrintable(rows.at(i - 1).first() + u' ' + rows.at(i).first()));
        }
        PeopleQuery query = spec.query;
        const auto counted = answerOf<qint64>([&](QObject *context, Callback<qint64> callback) {
            desk.mirror->count(query.filter, context, std::move(callback));
        });
        QVERIFY(counted && *counted);
        QCOMPARE(rows.size() - 1, **counted);
    }

    void matrix_data()
    {
        QTest::addColumn<bool>("all");
        QTest::addColumn<bool>("everybody");
        QTest::newRow("all segments") << true << false;
        QTest::newRow("everybody") << true << true;
        QTest::newRow("some segments") << false << false;
        QTest::newRow("some, everybody") << false << true;
    }

    void matrix()
    {
        QFETCH(bool, all);
        QFETCH(bool, everybody);
        SessionFixture desk;
        const Segment guarded = desk.newSegment(u"=1+1"_s);
        desk.add(guarded.id, desk.people(40));
        QVERIFY(desk.read());
        ExportSpec spec;
        spec.kind = Kind::Matrix;
        spec.everybody = everybody;
        QList<Segment> columns = desk.segments();
        std::sort(columns.begin(), columns.end(), [](const Segment &a, const Segment &b) {
            return a.name.toUtf8() < b.name.toUtf8();
        });
        if (!all) {
            columns = {columns.at(4), guarded, columns.at(1)}; // in an order of their own
            for (const Segment &segment : std::as_const(columns))
                spec.segments.append(segment.id);
        }
        spec.columns = {ExportColumn::Email, ExportColumn::CustomerNumber};
        const QByteArray bytes = desk.exported(spec);
        QVERIFY(bytes.contains(",'=1+1")); // which the reader takes off again
        const QList<QStringList> rows = cells(bytes);
        QStringList heading{u"Email"_s, u"Customer ID"_s};
        for (const Segment &segment : std::as_const(columns))
            heading.append(segment.name);
        QCOMPARE(rows.first(), heading);
        const QHash<CustomerId, QSet<SegmentId>> memberships = desk.memberships();
        QSet<CustomerId> there;
        for (const QStringList &row : rows.sliced(1)) {
            const auto id = CustomerId(qint64(row.at(1).toLongLong()));
            QVERIFY(!there.contains(id));
            there.insert(id);
            QCOMPARE(row.size(), columns.size() + 2);
            for (qsizetype i = 0; i < columns.size(); ++i)
                QCOMPARE(row.at(i + 2),
                         memberships.value(id).contains(columns.at(i).id) ? u"1"_s : QString());
        }
        QSet<CustomerId> expected;
        for (const Customer &customer : desk.customers()) {
            const QSet<SegmentId> in = memberships.value(customer.id);
            if (everybody
                || std::any_of(columns.cbegin(), columns.cend(),
                               [&in](const Segment &segment) { return in.contains(segment.id); }))
                expected.insert(customer.id);
        }
        QCOMPARE(there, expected);
    }

    void withoutCopy()
    {
        SessionFixture desk;
        ExportSpec spec;
        spec.kind = Kind::Matrix;
        QVERIFY(desk.exported(spec, JobResult::Failed).isEmpty());
        QCOMPARE(desk.error->kind, JobError::Kind::CopyIncomplete);
        // There, but nothing was read into it yet; the job waits until it is open.
        desk.mirror = std::make_unique<Mirror>(desk.folder.path(), u"sandbox"_s);
        QCOMPARE(desk.mirror->state(), Mirror::State::Opening);
        QVERIFY(desk.exported(spec, JobResult::Failed).isEmpty());
        QCOMPARE(desk.error->kind, JobError::Kind::CopyIncomplete);
        QVERIFY(desk.read());
        QVERIFY(!desk.exported(spec).isEmpty());
        // Gone under it.
        desk.mirror.reset();
        desk.mirror = std::make_unique<Mirror>(desk.folder.path(), u"sandbox"_s);
        QVERIFY(!desk.exported(spec).isEmpty());
        spec.kind = Kind::Members;
        spec.source = Source::Copy;
        spec.segmentId = SegmentId(QUuid::createUuid());
        QVERIFY(desk.exported(spec, JobResult::Failed).isEmpty());
        QCOMPARE(desk.error->kind, JobError::Kind::SegmentGone);
        QFile::remove(desk.folder.filePath(u"copy.sqlite"_s));
        spec.kind = Kind::AllPeople;
        QVERIFY(desk.exported(spec, JobResult::Failed).isEmpty());
        QCOMPARE(desk.error->kind, JobError::Kind::CopyUnreadable);
        QVERIFY(!desk.error->text.isEmpty());
    }

    void strangers()
    {
        SessionFixture desk;
        QVERIFY(desk.read());
        ExportSpec spec;
        spec.kind = Kind::People;
        spec.source = Source::Copy;
        const ProfileId profile(QUuid::createUuid());
        spec.people = {desk.people(1).first(), {CustomerId(987'654), profile}};
        spec.columns = {ExportColumn::CustomerNumber, ExportColumn::ProfileUuid,
                        ExportColumn::Email};
        const QList<QStringList> rows = cells(desk.exported(spec, JobResult::DoneWithWarnings));
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(2), (QStringList{u"987654"_s, profile.toString(), QString()}));
    }

    void pauseCancelDestroy()
    {
        sandbox::Options options = LiveStore::small();
        options.customers = 12'000;
        options.profiles = 11'000;
        SessionFixture desk(options);
        QVERIFY(desk.read());
        ExportSpec spec;
        spec.kind = Kind::AllPeople;
        spec.source = Source::Copy;
        spec.fileName = desk.folder.filePath(u"paused.csv"_s);
        ExportJob job(*desk.api, spec, desk.mirror.get());
        QSignalSpy ended(&job, &Job::ended);
        job.start();
        job.pause();
        QCOMPARE(job.state(), Job::State::Paused);
        // What had been asked for comes in, and no more.
        QTRY_COMPARE(job.done(), 10'000);
        QTest::qWait(50);
        QCOMPARE(job.done(), 10'000);
        QVERIFY(!QFile::exists(spec.fileName));
        job.resume();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(job.end(), JobResult::Done);
        QCOMPARE(job.rowsWritten(), 12'000);
        QCOMPARE(job.total(), 12'000);

        spec.fileName = desk.folder.filePath(u"cancelled.csv"_s);
        ExportJob other(*desk.api, spec, desk.mirror.get());
        other.start();
        other.pause(); // else it may be done before it is cancelled
        QTRY_COMPARE(other.done(), 10'000);
        other.cancel();
        QTRY_COMPARE(other.state(), Job::State::Ended);
        QCOMPARE(other.end(), JobResult::Cancelled);

        spec.fileName = desk.folder.filePath(u"destroyed.csv"_s);
        auto third = std::make_unique<ExportJob>(*desk.api, spec, desk.mirror.get());
        third->start();
        third->pause();
        QTRY_COMPARE(third->done(), 10'000);
        third.reset();
        QVERIFY(QDir(desk.folder.path())
                    .entryList({u"cancelled*"_s, u"destroyed*"_s}, QDir::Files)
                    .isEmpty());
    }

    void importedAgain_data()
    {
        QTest::addColumn<bool>("exact");
        QTest::addColumn<QChar>("delimiter");
        QTest::addColumn<bool>("copy");
        for (const QChar delimiter : ExportSpec::delimiters()) {
            for (const bool exact : {false, true}) {
                const QByteArray name =
                    QByteArray(exact ? "exact " : "safe ") + char(delimiter.unicode());
                QTest::addRow("%s, store", name.constData()) << exact << delimiter << false;
                QTest::addRow("%s, copy", name.constData()) << exact << delimiter << true;
            }
        }
    }

    void importedAgain()
    {
        QFETCH(bool, exact);
        QFETCH(QChar, delimiter);
        QFETCH(bool, copy);
        if (!m_unchanged) {
            m_unchanged = std::make_unique<SessionFixture>();
            m_segment = m_unchanged->newSegment(u"A"_s);
            m_unchanged->add(m_segment.id, m_unchanged->people(300));
            QVERIFY(m_unchanged->read());
        }
        SessionFixture &desk = *m_unchanged;
        const Segment &segment = m_segment;
        ExportSpec spec;
        spec.kind = Kind::Members;
        spec.segmentId = segment.id;
        spec.exact = exact;
        spec.byteOrderMark = !exact;
        spec.delimiter = delimiter;
        spec.source = copy ? Source::Copy : Source::Store;
        spec.columns = ExportSpec::possibleColumns(spec.kind); // as much as there is to get wrong
        const QByteArray bytes = desk.exported(spec);
        QCOMPARE(desk.rows, 300);

        ImportSpec back;
        back.fileName = desk.folder.filePath(u"export.csv"_s);
        back.mode = ImportMode::MakeEqual;
        back.segmentId = segment.id;
        back.segmentName = segment.name;
        const QByteArray head = bytes.left(dialectHeadSize);
        back.dialect = detectDialect(head, false);
        QVERIFY(back.dialect.header);
        const FirstRows first = firstRowsOf(head, true, back.dialect);
        back.roles = matchColumns(first.names, first.rows);
        ImportPreview check(back, storeImportSources(*desk.api, segment.id));
        QSignalSpy finished(&check, &ImportPreview::finished);
        check.start();
        QVERIFY(finished.wait(QTest::patience));
        QCOMPARE(check.count(ImportStatus::NothingToDo), 300);
        QCOMPARE(check.rows().size(), 300);
        QVERIFY(check.plan().ids().isEmpty());
        QVERIFY(check.leavingPlan().ids().isEmpty());
    }

    void remembered()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        ExportSpec spec;
        spec.kind = Kind::Search;
        spec.columns = {ExportColumn::Phone, ExportColumn::SegmentCount, ExportColumn::Email};
        spec.delimiter = u'\t';
        spec.exact = true;
        spec.remember(settings);
        ExportSpec again;
        again.kind = Kind::Search;
        again.recall(settings);
        QCOMPARE(again.columns, spec.columns);
        QCOMPARE(again.delimiter, QChar(u'\t'));
        QVERIFY(again.exact);
        QVERIFY(!again.byteOrderMark);
        // Each kind for itself.
        ExportSpec other;
        other.kind = Kind::Segments;
        other.recall(settings);
        QVERIFY(other.columns.isEmpty());
        QCOMPARE(other.delimiter, QChar(u','));
        QVERIFY(!other.exact);
        // What is not a column, or not of this kind, is passed over.
        settings.setValue(u"export/search/columns"_s,
                          QStringList{u"email"_s, u"nonsense"_s, u"members"_s, u"email"_s});
        settings.setValue(u"export/search/delimiter"_s, u"\""_s);
        again.delimiter = u';';
        again.recall(settings);
        QCOMPARE(again.columns, (QList{ExportColumn::Email}));
        QCOMPARE(again.delimiter, QChar(u';'));
    }

    void names()
    {
        QSet<QString> keys;
        for (const Kind kind : {Kind::Members, Kind::Segments}) {
            for (const ExportColumn column : ExportSpec::possibleColumns(kind)) {
                const QString key = QString::fromLatin1(exportColumn(column).key);
                QVERIFY(!key.isEmpty() && !keys.contains(key));
                keys.insert(key);
                QVERIFY(exportColumnOf(key) == column);
                QVERIFY(!QString::fromLatin1(exportColumn(column).heading).isEmpty());
            }
        }
        QCOMPARE(keys.size(), 22);
        QVERIFY(!exportColumnOf(u"nonsense"));
    }
};

QTEST_GUILESS_MAIN(TestExportCopy)
#include "tst_exportcopy.moc"
