// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/backup/backup.h"
#include "models/backup/backupjob.h"
#include "models/backup/restorepreview.h"
#include "models/session/storesession.h"
#include "tests/support/livesession.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;

/// Backups of which a part is lost.
class TestLostLines : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    /// A file that lost its end, as a full disk or a bad copy leaves it: no one is removed for not
    /// being in what is left, also from a backup that says nothing but the sum.
    void aFileThatLostItsEnd_data()
    {
        QTest::addColumn<bool>("withLines");
        QTest::newRow("the lines of each file") << true;
        QTest::newRow("the sum alone") << false;
    }

    void aFileThatLostItsEnd()
    {
        QFETCH(bool, withLines);
        LiveSession desk(LiveStore::small());
        desk.storeHash = u"abc"_s;
        desk.open();
        const Segment a = desk.newSegment(u"A"_s);
        const Segment b = desk.newSegment(u"B"_s);
        const QList<PersonRef> people = desk.people(60);
        desk.add(a.id, people);
        desk.add(b.id, people.mid(0, 10));
        const QString folder = m_folder.filePath(withLines ? u"with"_s : u"without"_s);
        desk.session->backUp(folder);
        desk.settle();
        desk.add(b.id, people.mid(10, 1));

        const QDir members(folder + u"/members"_s);
        const QStringList files = members.entryList({u"a-*.csv"_s}, QDir::Files);
        QCOMPARE(files.size(), 1);
        QFile file(members.filePath(files.first()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QVERIFY(file.resize(0) && file.seek(0));
        file.write(lines.mid(0, 51).join('\n') + '\n'); // with the names
        file.close();
        if (!withLines) {
            const auto mark = readBackupMark(folder);
            QVERIFY(mark);
            BackupMark older = *mark;
            older.lines.clear();
            QFile json(folder + u'/' + backup::markFile());
            QVERIFY(json.open(QIODevice::WriteOnly));
            json.write(backup::markBytes(older));
        }

        RestorePreview check(folder,
                             RestorePreview::sourceOf(*desk.api, nullptr, desk.storeHash, false));
        QSignalSpy finished(&check, &RestorePreview::finished);
        check.start();
        QVERIFY(finished.wait(QTest::patience));
        RestoreChoice choice;
        for (int i = 0; i < check.segments().size(); ++i)
            choice.segments.insert(i);
        choice.removeOthers = true;
        // Of B, whose file is as it was, one is removed, if it is known to be so.
        QCOMPARE(check.totals(choice).leaving, withLines ? 1 : 0);
        QCOMPARE(int(check.backup().why.first().kind), int(BackupError::Kind::FewerLines));
    }
};

QTEST_GUILESS_MAIN(TestLostLines)

#include "tst_lostlines.moc"
