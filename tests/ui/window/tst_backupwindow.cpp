// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Backing up and restoring, from the menu of the real window.

#include "models/backup/backup.h"
#include "models/changes/changegroup.h"
#include "models/changes/history.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/restoredialog.h"
#include "ui/kit/messagebar.h"
#include "ui/people/peoplepage.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestBackupWindow : public QObject
{
    Q_OBJECT

    static bool ready(const WindowFixture &fixture)
    {
        return fixture.view().segments().state() == SegmentListModel::State::Ready;
    }
    static QString said(const WindowFixture &fixture)
    {
        const MessageBar *bar = fixture.view().page()->messageBar();
        return bar->isVisible() ? bar->text() : QString();
    }

private Q_SLOTS:
    void thereAndBack()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QTRY_VERIFY(ready(fixture));
        const QString folder = fixture.filePath(u"our-segments"_s);
        auto *backUp = fixture.find<QAction>(u"actionBackUp"_s);
        auto *restore = fixture.find<QAction>(u"actionRestore"_s);
        QVERIFY(backUp && restore);
        QVERIFY(backUp->isEnabled() && restore->isEnabled());

        // Cancelled: nothing happens.
        backUp->trigger();
        restore->trigger();
        QVERIFY(!fixture.session().jobs().isBusy());
        QVERIFY(!fixture.dialog<RestoreDialog>());

        fixture.nextFile = folder;
        backUp->trigger();
        QTRY_VERIFY(said(fixture).startsWith(u"Backed up 12 segments with "_s));
        QVERIFY(said(fixture).endsWith(u" members to our-segments"_s));
        const auto backup = readBackup(folder);
        QVERIFY(backup);
        QCOMPARE(backup->segments.size(), 12);

        // The folder is remembered, also after a restart.
        QVERIFY(fixture.open());
        QTRY_VERIFY(ready(fixture));
        fixture.find<QAction>(u"actionBackUp"_s)->trigger();
        QCOMPARE(fixture.offeredFolder, folder);
        QTRY_VERIFY(said(fixture).startsWith(u"The backup in our-segments was up to date"_s));

        // A segment that was deleted comes back with its members.
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        QVERIFY(!vip.isNull());
        qsizetype members = 0;
        for (const BackupSegment &segment : backup->segments)
            members = segment.id == vip ? segment.members.size() : members;
        QVERIFY(members > 0);
        Segment gone;
        gone.id = vip;
        gone.name = u"VIP"_s;
        fixture.session().run(ChangeGroup::deleteSegments({gone}));
        QTRY_VERIFY(fixture.segmentNamed(u"VIP"_s).isNull());
        QTRY_VERIFY(!fixture.session().jobs().isBusy());

        fixture.find<QAction>(u"actionRestore"_s)->trigger();
        QTRY_VERIFY(fixture.dialog<RestoreDialog>());
        auto *dialog = fixture.dialog<RestoreDialog>();
        auto *go = dialog->findChild<QPushButton *>(u"runRestore"_s);
        QTRY_VERIFY(go->isVisible());
        QCOMPARE(go->text(),
                 u"Restore 1 segment: add %1, remove 0"_s.arg(QLocale().toString(members)));
        go->click();
        QTRY_VERIFY(!fixture.segmentNamed(u"VIP"_s).isNull());
        QTRY_COMPARE(said(fixture), u"Restored the segments from the backup"_s);
        QVERIFY(fixture.session().history().canUndo());

        // Several changes are one undo.
        fixture.session().run(
            Planner::planUpdateSegment({fixture.segmentNamed(u"VIP"_s), u"VIP"_s, {}, {}, {}},
                                       {fixture.segmentNamed(u"VIP"_s), u"Very important"_s, {}}));
        const SegmentId second = backup->segments.first().name == u"VIP"_s
            ? backup->segments.at(1).id
            : backup->segments.first().id;
        Segment other;
        other.id = second;
        other.name = fixture.view().segments().segment(second)->name;
        fixture.session().run(ChangeGroup::deleteSegments({other}));
        QTRY_VERIFY(!fixture.session().jobs().isBusy());
        QTRY_VERIFY(fixture.segmentNamed(other.name).isNull());
        const qsizetype before = fixture.session().history().entries().size();
        fixture.find<QAction>(u"actionRestore"_s)->trigger();
        QTRY_VERIFY(fixture.dialog<RestoreDialog>());
        go = fixture.dialog<RestoreDialog>()->findChild<QPushButton *>(u"runRestore"_s);
        QTRY_VERIFY(go->isVisible());
        go->click();
        QTRY_COMPARE(said(fixture), u"Restored the segments from the backup"_s);
        QTRY_VERIFY(!fixture.segmentNamed(other.name).isNull());
        QVERIFY(!fixture.segmentNamed(u"VIP"_s).isNull());
        QCOMPARE(fixture.session().history().entries().size(), before + 1);
        fixture.view().commands().history().undo();
        QTRY_COMPARE(said(fixture), u"Undone: the segments are as before the restore"_s);
        QTRY_VERIFY(fixture.segmentNamed(other.name).isNull());
    }

    void aFolderWithOtherThings()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QTRY_VERIFY(ready(fixture));
        const QString folder = fixture.filePath(u"photos"_s);
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/holiday.jpg"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        fixture.nextFile = folder;
        fixture.find<QAction>(u"actionBackUp"_s)->trigger();
        QTRY_VERIFY(said(fixture).startsWith(
            u"The folder contains files that are not a backup, so nothing was written."_s));
        QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"holiday.jpg"_s});
    }
};

QTEST_MAIN(TestBackupWindow)
#include "tst_backupwindow.moc"
