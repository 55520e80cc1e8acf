// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/errorwords.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/outcomewords.h"
#include "ui/words/planwords.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using Kind = JobFacts::Kind;
using Purpose = JobFacts::Purpose;

namespace {

JobFacts facts(Kind kind, qint64 number, Purpose purpose = Purpose::Change,
               const QString &segment = u"VIP"_s)
{
    JobFacts facts;
    facts.kind = kind;
    facts.number = number;
    facts.purpose = purpose;
    facts.segmentName = segment;
    if (kind == Kind::BackUp)
        facts.fileName = u"/home/me/segments"_s;
    if (kind == Kind::Export)
        facts.fileName = u"/home/me/vip.csv"_s;
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
        QTest::newRow("add") << facts(Kind::AddMembers, 10'000) << u"Adding 10,000 people to VIP"_s
                             << u"Added people to VIP"_s << u"Add 10,000 people to VIP"_s;
        QTest::newRow("add one") << facts(Kind::AddMembers, 1) << u"Adding 1 person to VIP"_s
                                 << u"Added people to VIP"_s << u"Add 1 person to VIP"_s;
        QTest::newRow("not counted yet") << facts(Kind::AddMembers, -1) << u"Adding people to VIP"_s
                                         << u"Added people to VIP"_s << u"Add people to VIP"_s;
        QTest::newRow("undo of removing")
            << facts(Kind::AddMembers, 120, Purpose::Undo)
            << u"Undoing: adding 120 people back to VIP"_s << u"Undone: people added back to VIP"_s
            << u"Add 120 people to VIP"_s;
        QTest::newRow("remove") << facts(Kind::RemoveMembers, 488)
                                << u"Removing 488 people from VIP"_s << u"Removed people from VIP"_s
                                << u"Remove 488 people from VIP"_s;
        QTest::newRow("profiles") << facts(Kind::CreateProfiles, 2) << u"Creating 2 profiles"_s
                                  << u"Created profiles"_s << u"Create 2 profiles"_s;
        QTest::newRow("segment") << facts(Kind::DeleteSegments, 1) << u"Deleting “VIP”"_s
                                 << u"Deleted “VIP”"_s << u"Delete “VIP”"_s;
        QTest::newRow("segments") << facts(Kind::DeleteSegments, 3) << u"Deleting 3 segments"_s
                                  << u"Deleted 3 segments"_s << u"Delete 3 segments"_s;
        JobFacts rename = facts(Kind::UpdateSegment, 1);
        rename.newName = u"Gold"_s;
        QTest::newRow("rename") << rename << u"Renaming “VIP” to “Gold”"_s
                                << u"Renamed “VIP” to “Gold”"_s << u"Rename “VIP” to “Gold”"_s;
        QTest::newRow("backup") << facts(Kind::BackUp, 1, Purpose::Change, {})
                                << u"Backing up the segments to segments"_s
                                << u"Backed up 1 segment to segments"_s << u"Back up 1 segment"_s;
        QTest::newRow("export") << facts(Kind::Export, 12'340) << u"Exporting VIP to vip.csv"_s
                                << u"Exported VIP to vip.csv"_s << u"Export VIP"_s;
        JobFacts copied = facts(Kind::Export, 5);
        copied.copyReadAt = QDateTime(QDate::currentDate(), QTime(10, 42)).toUTC();
        const QString at = QLocale().toString(QTime(10, 42), QLocale::ShortFormat);
        QTest::newRow("export from the copy")
            << copied << u"Exporting VIP to vip.csv, from the copy of %1"_s.arg(at)
            << u"Exported VIP to vip.csv"_s << u"Export VIP"_s;
        QTest::newRow("a name that turns the line")
            << facts(Kind::AddMembers, 2, Purpose::Change, u"a\u202Eb\n"_s)
            << u"Adding 2 people to a\uFFFDb"_s << u"Added people to a\uFFFDb"_s
            << u"Add 2 people to a\uFFFDb"_s;
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
        QTest::newRow("added") << facts(Kind::AddMembers, 120) << counted(120)
                               << u"Added 120 people to VIP"_s;
        QTest::newRow("some were members") << facts(Kind::AddMembers, 120) << counted(83, 37)
                                           << u"Added 83 people to VIP; 37 were members already"_s;
        QTest::newRow("one was") << facts(Kind::AddMembers, 120) << counted(119, 1)
                                 << u"Added 119 people to VIP; 1 was a member already"_s;
        QTest::newRow("all were") << facts(Kind::AddMembers, 37) << counted(0, 37)
                                  << u"All 37 were members already"_s;
        QTest::newRow("back") << facts(Kind::AddMembers, 120, Purpose::Undo) << counted(120)
                              << u"Undone: 120 people added back to VIP"_s;
        QTest::newRow("one back") << facts(Kind::AddMembers, 1, Purpose::Undo) << counted(1)
                                  << u"Undone: 1 person added back to VIP"_s;
        QTest::newRow("removed") << facts(Kind::RemoveMembers, 3) << counted(3)
                                 << u"Removed 3 people from VIP"_s;
        QTest::newRow("some failed") << facts(Kind::RemoveMembers, 500) << counted(488, 0, 12)
                                     << u"488 removed, 12 failed"_s;
        QTest::newRow("cancelled") << facts(Kind::AddMembers, 500) << counted(100, 5, 0, 395)
                                   << u"100 added, 5 already members, 395 not sent"_s;
        QTest::newRow("nothing sent")
            << facts(Kind::AddMembers, 0) << counted(0, 0, 0, 0) << u"Added 0 people to VIP"_s;
        QTest::newRow("deleted") << facts(Kind::DeleteSegments, 1) << counted(1)
                                 << u"Deleted “VIP”"_s;
        QTest::newRow("made again") << facts(Kind::CreateSegment, 1, Purpose::Undo) << counted(1)
                                    << u"Undone: “VIP” recreated with a new ID"_s;
        QTest::newRow("undo of created profiles") << facts(Kind::DeleteProfiles, 3, Purpose::Undo)
                                                  << counted(3) << u"Undone: 3 profiles deleted"_s;
        QTest::newRow("undo in part") << facts(Kind::DeleteProfiles, 3, Purpose::Undo)
                                      << counted(2, 0, 1) << u"Undone: 2 deleted, 1 failed"_s;
        QTest::newRow("profiles") << facts(Kind::DeleteProfiles, 1) << counted(1)
                                  << u"Deleted 1 profile"_s;
        QTest::newRow("export") << facts(Kind::Export, 12'340) << counted(0)
                                << u"Exported 12,340 rows to vip.csv"_s;
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
        QCOMPARE(words::undoText(entry), u"Undo: Add 120 people to VIP"_s);
        QCOMPARE(words::redoText(entry), u"Redo: Add 120 people to VIP"_s);
        QCOMPARE(words::undoText(std::nullopt), u"Undo"_s);
        QCOMPARE(words::redoText(std::nullopt), u"Redo"_s);
        entry.from = u"Lapsed"_s;
        entry.others = 118;
        entry.step = {Step::Kind::Move, 7};
        QCOMPARE(words::undoText(entry), u"Undo: Move 118 people from Lapsed to VIP"_s);
        QCOMPARE(words::did(entry), u"Moved 118 people from Lapsed to VIP"_s);
        QCOMPARE(words::undone(entry), u"Undone: moved 118 people from VIP back to Lapsed"_s);
        entry.step.kind = Step::Kind::Merge;
        QCOMPARE(words::change(entry), u"Merge Lapsed into VIP"_s);
        entry.step.kind = Step::Kind::Restore;
        QCOMPARE(words::change(entry), u"Restore segments from a backup"_s);
        QCOMPARE(words::did(entry), u"Restored the segments from the backup"_s);
        entry.step.kind = Step::Kind::Merge;
        entry.from.clear(); // everybody was there already
        QCOMPARE(words::change(entry), u"Add 120 people to VIP"_s);
        for (const auto why : {History::Refusal::Nothing, History::Refusal::Busy,
                               History::Refusal::SegmentGone, History::Refusal::SegmentChanged,
                               History::Refusal::NameTaken, History::Refusal::Store}) {
            History::Refused refused;
            refused.why = why;
            refused.entry = entry;
            const ErrorWords said = words::refusal(refused);
            QCOMPARE(said.title, u"Could not undo this"_s);
            QVERIFY(said.text.endsWith(u'.'));
        }
    }

    /// Toast, history and announcements use one wording, whatever is undone and by whichever step.
    void undoHasOneWording()
    {
        const QList<Kind> kinds{Kind::AddMembers,     Kind::RemoveMembers, Kind::CreateProfiles,
                                Kind::DeleteProfiles, Kind::CreateSegment, Kind::UpdateSegment,
                                Kind::DeleteSegments};
        const QString undone = u"Undone: "_s;
        const QStringList orders{u"Add"_s,  u"Remove"_s, u"Create"_s, u"Delete"_s, u"Rename"_s,
                                 u"Move"_s, u"Merge"_s,  u"Change"_s, u"Make"_s,   u"Restore"_s};
        for (const Kind kind : kinds) {
            for (const qint64 number : {1, 3}) {
                for (const QString &newName : {QString(), u"Gold"_s}) {
                    JobFacts undo = facts(kind, number, Purpose::Undo);
                    undo.newName = newName;
                    QVERIFY(words::jobDoing(undo).startsWith(u"Undoing: "_s));
                    QStringList said{words::jobDid(undo),
                                     words::doneSentence(undo, counted(number)),
                                     words::doneSentence(undo, counted(number, 1)),
                                     words::doneSentence(undo, counted(number, 0, 1)),
                                     words::historyTitle(undo, JobResult::Done, number),
                                     words::historyTitle(undo, JobResult::DoneWithWarnings, number),
                                     words::historyHeading(undo, JobResult::Done, number, number)};
                    History::Entry entry;
                    entry.facts = undo;
                    entry.facts.purpose = Purpose::Change;
                    said.append(words::undone(entry));
                    for (const auto step :
                         {Step::Kind::Move, Step::Kind::Merge, Step::Kind::AddWithProfiles,
                          Step::Kind::MakeEqual, Step::Kind::Restore}) {
                        entry.step = {step, 7};
                        said.append(words::undone(entry));
                        said.append(
                            words::historyTitle({undo, undo}, step, JobResult::Done, number));
                        QVERIFY(words::historyTitle({undo, undo}, step, {}, 0)
                                    .startsWith(u"Undoing: "_s));
                    }
                    for (const QString &text : std::as_const(said)) {
                        QVERIFY2(text.startsWith(undone) && text.count(undone) == 1,
                                 qPrintable(text));
                        // What happened, not what was asked for.
                        QVERIFY2(!orders.contains(text.mid(undone.size()).section(u' ', 0, 0)),
                                 qPrintable(text));
                    }
                }
            }
        }
        // The toast and the line of the history say the same of a change that was undone.
        JobFacts undo = facts(Kind::DeleteProfiles, 3, Purpose::Undo);
        QCOMPARE(words::historyHeading(undo, JobResult::Done, 3, 3),
                 words::doneSentence(undo, counted(3)));
    }

    /// What could not be undone is not said to be.
    void failedUndo()
    {
        const JobFacts undo = facts(Kind::RemoveMembers, 3, Purpose::Undo);
        const QString none = words::endTitle(undo, JobResult::Failed, 0);
        QVERIFY2(none.startsWith(u"Could not undo: add 3 people to "_s), qPrintable(none));
        QCOMPARE(words::historyTitle(undo, JobResult::Failed, 0), none);
        QCOMPARE(words::historyHeading(undo, JobResult::Failed, 0, 3), none);
        const QString part = words::endTitle(undo, JobResult::Failed, 1);
        QVERIFY2(part.startsWith(u"Undone in part: add 3 people to "_s), qPrintable(part));
        QCOMPARE(words::historyTitle(undo, JobResult::Failed, 1), part);
        QCOMPARE(words::historyHeading(undo, JobResult::Failed, 1, 3), part);
        const QList<JobFacts> parts{undo, facts(Kind::AddMembers, 3, Purpose::Undo)};
        QVERIFY(words::historyTitle(parts, Step::Kind::Move, JobResult::Failed, 0)
                    .startsWith(u"Could not undo: move "_s));
        QVERIFY(words::historyTitle(parts, Step::Kind::Move, JobResult::Failed, 1)
                    .startsWith(u"Undone in part: move "_s));
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
                 u"Checked against the store: of 1,240 people to add, 2 are not members"_s);
        QCOMPARE(words::readBack(Operation::RemoveMembers, back),
                 u"Checked against the store: of 1,240 people to remove, 2 are still members"_s);
    }

    void tilesAgreeWithTheirNumber()
    {
        QCOMPARE(words::whatTile(Operation::AddMembers, ItemStatus::NothingToDo, 471),
                 u"Were members already"_s);
        QCOMPARE(words::whatTile(Operation::AddMembers, ItemStatus::NothingToDo, 1),
                 u"Was a member already"_s);
        QCOMPARE(words::whatTile(Operation::RemoveMembers, ItemStatus::NothingToDo, 2),
                 u"Were not members"_s);
        QCOMPARE(words::whatTile(Operation::AddMembers, ItemStatus::NoProfile, 2),
                 u"Have no profile"_s);
        QCOMPARE(words::whatTile(Operation::AddMembers, ItemStatus::Changed, 2), u"Added"_s);
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
            for (const auto what : {ItemStatus::NotSent, ItemStatus::Changed,
                                    ItemStatus::NothingToDo, ItemStatus::NoProfile,
                                    ItemStatus::NotFound, ItemStatus::Failed, ItemStatus::Unknown})
                QVERIFY(!words::what(operation, what).isEmpty());
        }
        for (const auto kind :
             {JobError::Kind::Store, JobError::Kind::SegmentGone, JobError::Kind::TooManyFailures,
              JobError::Kind::CannotOpenFile, JobError::Kind::CannotWriteFile,
              JobError::Kind::DiskFull, JobError::Kind::Journal, JobError::Kind::Mirror,
              JobError::Kind::CopyIncomplete, JobError::Kind::CopyUnreadable}) {
            JobError error;
            error.kind = kind;
            error.text = u"No space left"_s;
            const ErrorWords said = words::jobError(error, Kind::Export);
            QCOMPARE(said.title, u"Could not export"_s);
            QVERIFY(said.text.endsWith(u'.') || said.text.endsWith(u'”'));
            QVERIFY(!said.whatToDo.isEmpty());
        }
        for (const auto kind :
             {JobError::Kind::FolderNotEmpty, JobError::Kind::BackupOfOtherStore,
              JobError::Kind::NewerBackup, JobError::Kind::CannotOpenFile,
              JobError::Kind::CannotWriteFile, JobError::Kind::DiskFull, JobError::Kind::Mirror}) {
            JobError error;
            error.kind = kind;
            error.text = u"abc"_s;
            const ErrorWords said = words::jobError(error, Kind::BackUp);
            QVERIFY(!said.text.contains(u"xport"_s) && !said.whatToDo.contains(u"xport"_s));
            QVERIFY(said.text.endsWith(u'.') || said.text.endsWith(u'”'));
            QVERIFY(!said.whatToDo.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestJobWords)
#include "tst_jobwords.moc"
