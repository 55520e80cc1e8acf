// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobwords.h"

#include <QLocale>
#include <QTest>

using namespace segmentdesk;
using Kind = JobFacts::Kind;
using Purpose = JobFacts::Purpose;

namespace {

JobFacts facts(Kind kind, qint64 number, Purpose purpose = Purpose::Change, const QString &segment = u"VIP"_qs)
{
    JobFacts facts;
    facts.kind = kind;
    facts.number = number;
    facts.purpose = purpose;
    facts.segmentName = segment;
    if (kind == Kind::BackUp)
        facts.fileName = u"/home/me/segments"_qs;
    if (kind == Kind::Export)
        facts.fileName = u"/home/me/vip.csv"_qs;
    return facts;
}

OutcomeCounts counted(qint64 changed, qint64 nothing = 0, qint64 failed = 0, qint64 notSent = 0)
{
    OutcomeCounts counts;
    counts.changed = changed;
    counts.nothingToDo = nothing;
    counts.failed = failed;
    counts.notSent = notSent;
    return counts;
}

} // namespace

class TestJobWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void titles_data()
    {
        QTest::addColumn<JobFacts>("facts");
        QTest::addColumn<QString>("doing");
        QTest::addColumn<QString>("did");
        QTest::addColumn<QString>("change");
        QTest::newRow("add") << facts(Kind::AddMembers, 10'000) << u"Adding 10,000 people to VIP"_qs
                             << u"Added people to VIP"_qs << u"Add 10,000 people to VIP"_qs;
        QTest::newRow("add one") << facts(Kind::AddMembers, 1) << u"Adding 1 person to VIP"_qs
                                 << u"Added people to VIP"_qs << u"Add 1 person to VIP"_qs;
        QTest::newRow("not counted yet") << facts(Kind::AddMembers, -1) << u"Adding people to VIP"_qs
                                         << u"Added people to VIP"_qs << u"Add people to VIP"_qs;
        QTest::newRow("undo of removing")
                << facts(Kind::AddMembers, 120, Purpose::Undo) << u"Putting 120 people back into VIP"_qs
                << u"Put people back into VIP"_qs << u"Add 120 people to VIP"_qs;
        QTest::newRow("remove") << facts(Kind::RemoveMembers, 488) << u"Removing 488 people from VIP"_qs
                                << u"Removed people from VIP"_qs << u"Remove 488 people from VIP"_qs;
        QTest::newRow("profiles") << facts(Kind::CreateProfiles, 2) << u"Creating 2 profiles"_qs
                                  << u"Created profiles"_qs << u"Create 2 profiles"_qs;
        QTest::newRow("segment") << facts(Kind::DeleteSegments, 1) << u"Deleting “VIP”"_qs << u"Deleted “VIP”"_qs
                                 << u"Delete “VIP”"_qs;
        QTest::newRow("segments") << facts(Kind::DeleteSegments, 3) << u"Deleting 3 segments"_qs
                                  << u"Deleted 3 segments"_qs << u"Delete 3 segments"_qs;
        JobFacts rename = facts(Kind::UpdateSegment, 1);
        rename.newName = u"Gold"_qs;
        QTest::newRow("rename") << rename << u"Renaming “VIP” to “Gold”"_qs << u"Renamed “VIP” to “Gold”"_qs
                                << u"Rename “VIP” to “Gold”"_qs;
        QTest::newRow("backup") << facts(Kind::BackUp, 1, Purpose::Change, {})
                                << u"Backing up the segments to segments"_qs
                                << u"Backed up 1 segment to segments"_qs << u"Back up 1 segment"_qs;
        QTest::newRow("export") << facts(Kind::Export, 12'340) << u"Exporting VIP to vip.csv"_qs
                                << u"Exported VIP to vip.csv"_qs << u"Export VIP"_qs;
        JobFacts copied = facts(Kind::Export, 5);
        copied.copyReadAt = QDateTime(QDate::currentDate(), QTime(10, 42)).toUTC();
        const QString at = QLocale().toString(QTime(10, 42), QLocale::ShortFormat);
        QTest::newRow("export from the copy")
                << copied << u"Exporting VIP to vip.csv, from the copy of %1"_qs.arg(at)
                << u"Exported VIP to vip.csv"_qs << u"Export VIP"_qs;
        QTest::newRow("a name that turns the line") << facts(Kind::AddMembers, 2, Purpose::Change, u"a\u202Eb\n"_qs)
                                                    << u"Adding 2 people to a\uFFFDb"_qs
                                                    << u"Added people to a\uFFFDb"_qs
                                                    << u"Add 2 people to a\uFFFDb"_qs;
    }

    void titles()
    {
        QFETCH(JobFacts, facts);
        QFETCH(QString, doing);
        QFETCH(QString, did);
        QFETCH(QString, change);
        QCOMPARE(words::jobDoing(facts), doing);
        QCOMPARE(words::jobDid(facts), did);
        QCOMPARE(words::change(facts), change);
    }

    void sentences_data()
    {
        QTest::addColumn<JobFacts>("facts");
        QTest::addColumn<OutcomeCounts>("counts");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("added") << facts(Kind::AddMembers, 120) << counted(120) << u"Added 120 people to VIP"_qs;
        QTest::newRow("some were members") << facts(Kind::AddMembers, 120) << counted(83, 37)
                                           << u"Added 83, 37 were members already"_qs;
        QTest::newRow("one was") << facts(Kind::AddMembers, 120) << counted(119, 1)
                                 << u"Added 119, 1 was a member already"_qs;
        QTest::newRow("all were") << facts(Kind::AddMembers, 37) << counted(0, 37)
                                  << u"All 37 were members already"_qs;
        QTest::newRow("back") << facts(Kind::AddMembers, 120, Purpose::Undo) << counted(120)
                              << u"120 people are back in VIP"_qs;
        QTest::newRow("one back") << facts(Kind::AddMembers, 1, Purpose::Undo) << counted(1)
                                  << u"1 person is back in VIP"_qs;
        QTest::newRow("removed") << facts(Kind::RemoveMembers, 3) << counted(3) << u"Removed 3 people from VIP"_qs;
        QTest::newRow("some failed") << facts(Kind::RemoveMembers, 500) << counted(488, 0, 12)
                                     << u"488 removed, 12 failed"_qs;
        QTest::newRow("cancelled") << facts(Kind::AddMembers, 500) << counted(100, 5, 0, 395)
                                   << u"100 added, 5 already members, 395 not sent"_qs;
        QTest::newRow("nothing sent") << facts(Kind::AddMembers, 0) << counted(0, 0, 0, 0)
                                      << u"Added 0 people to VIP"_qs;
        QTest::newRow("deleted") << facts(Kind::DeleteSegments, 1) << counted(1) << u"Deleted “VIP”"_qs;
        QTest::newRow("made again") << facts(Kind::CreateSegment, 1, Purpose::Undo) << counted(1)
                                    << u"Made “VIP” again, with a new ID"_qs;
        QTest::newRow("profiles") << facts(Kind::DeleteProfiles, 1) << counted(1) << u"Deleted 1 profile"_qs;
        QTest::newRow("export") << facts(Kind::Export, 12'340) << counted(0)
                                << u"Exported 12,340 rows to vip.csv"_qs;
    }

    void sentences()
    {
        QFETCH(JobFacts, facts);
        QFETCH(OutcomeCounts, counts);
        QFETCH(QString, sentence);
        QCOMPARE(words::doneSentence(facts, counts), sentence);
    }

    void undoAndRedo()
    {
        History::Entry entry;
        entry.facts = facts(Kind::AddMembers, 120);
        QCOMPARE(words::undoText(entry), u"Undo: Add 120 people to VIP"_qs);
        QCOMPARE(words::redoText(entry), u"Redo: Add 120 people to VIP"_qs);
        QCOMPARE(words::undoText(std::nullopt), u"Undo"_qs);
        QCOMPARE(words::redoText(std::nullopt), u"Redo"_qs);
        entry.from = u"Lapsed"_qs;
        entry.others = 118;
        entry.step = {Step::Kind::Move, 7};
        QCOMPARE(words::undoText(entry), u"Undo: Move 118 people from Lapsed to VIP"_qs);
        QCOMPARE(words::did(entry), u"Moved 118 people from Lapsed to VIP"_qs);
        QCOMPARE(words::undone(entry), u"Moved 118 people from VIP back to Lapsed"_qs);
        entry.step.kind = Step::Kind::Merge;
        QCOMPARE(words::change(entry), u"Merge Lapsed into VIP"_qs);
        entry.step.kind = Step::Kind::Restore;
        QCOMPARE(words::change(entry), u"Restore segments from a backup"_qs);
        QCOMPARE(words::did(entry), u"Restored the segments from the backup"_qs);
        entry.step.kind = Step::Kind::Merge;
        entry.from.clear(); // everybody was there already
        QCOMPARE(words::change(entry), u"Add 120 people to VIP"_qs);
        for (const auto why : {History::Refusal::Nothing, History::Refusal::Busy, History::Refusal::SegmentGone,
                               History::Refusal::SegmentChanged, History::Refusal::NameTaken,
                               History::Refusal::Store}) {
            History::Refused refused;
            refused.why = why;
            refused.entry = entry;
            const ErrorWords said = words::refusal(refused);
            QCOMPARE(said.title, u"Could not undo this"_qs);
            QVERIFY(said.text.endsWith(u'.'));
        }
    }

    void readBack()
    {
        ReadBack back;
        QVERIFY(words::readBack(Operation::AddMembers, back).isEmpty());
        back.done = true;
        back.expected = 1240;
        back.found = 1240;
        QVERIFY(words::readBack(Operation::AddMembers, back).isEmpty());
        back.found = 1238;
        QCOMPARE(words::readBack(Operation::AddMembers, back),
                 u"Read back from the store: of 1,240 people who were to be in, 2 are not members"_qs);
        QCOMPARE(words::readBack(Operation::RemoveMembers, back),
                 u"Read back from the store: of 1,240 people who were to be out, 2 are members still"_qs);
    }

    void everyEffectAndResultHasWords()
    {
        for (const auto operation :
             {Operation::AddMembers, Operation::RemoveMembers, Operation::CreateProfiles,
              Operation::DeleteProfiles, Operation::CreateSegment, Operation::UpdateSegment,
              Operation::DeleteSegments}) {
            for (const auto effect : {Effect::WillChange, Effect::NothingToDo, Effect::NoProfile,
                                      Effect::NotFound, Effect::Unknown}) {
                QVERIFY(!words::effect(operation, effect).isEmpty());
                QVERIFY(!words::effectTile(operation, effect).isEmpty());
                QVERIFY(!words::effectIcon(operation, effect).isEmpty());
            }
            for (const auto what : {What::NotSent, What::Changed, What::NothingToDo, What::NoProfile,
                                    What::NotFound, What::Failed})
                QVERIFY(!words::what(operation, what).isEmpty());
        }
        for (const auto kind : {JobError::Kind::Store, JobError::Kind::SegmentGone, JobError::Kind::TooManyFailures,
                                JobError::Kind::CannotOpenFile, JobError::Kind::CannotWriteFile,
                                JobError::Kind::DiskFull, JobError::Kind::Journal, JobError::Kind::Mirror,
                                JobError::Kind::CopyIncomplete, JobError::Kind::CopyUnreadable}) {
            JobError error;
            error.kind = kind;
            error.text = u"No space left"_qs;
            const ErrorWords said = words::jobError(error, Kind::Export);
            QCOMPARE(said.title, u"Could not export"_qs);
            QVERIFY(said.text.endsWith(u'.') || said.text.endsWith(u'”'));
            QVERIFY(!said.whatToDo.isEmpty());
        }
        for (const auto kind : {JobError::Kind::FolderNotEmpty, JobError::Kind::BackupOfOtherStore,
                                JobError::Kind::NewerBackup, JobError::Kind::CannotOpenFile,
                                JobError::Kind::CannotWriteFile, JobError::Kind::DiskFull, JobError::Kind::Mirror}) {
            JobError error;
            error.kind = kind;
            error.text = u"abc"_qs;
            const ErrorWords said = words::jobError(error, Kind::BackUp);
            QVERIFY(!said.text.contains(u"xport"_qs) && !said.whatToDo.contains(u"xport"_qs));
            QVERIFY(said.text.endsWith(u'.') || said.text.endsWith(u'”'));
            QVERIFY(!said.whatToDo.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestJobWords)
#include "tst_jobwords.moc"
