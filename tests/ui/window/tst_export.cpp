// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Exports through the window, from the store and from the local copy.

#include "models/csv/csvreader.h"
#include "models/tables/peopletablemodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"

#include <QAction>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exportsAllOfASegment()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        const SegmentId id = fixture.segmentNamed(u"Newsletter EU"_s);
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
        const qint64 members = fixture.view().page()->model()->total();
        QVERIFY(members > maxPageSize);
        fixture.nextFile = fixture.filePath(u"newsletter.csv"_s);
        QTest::mouseClick(fixture.find<QPushButton>(u"exportPageButton"_s), Qt::LeftButton);
        auto *dialog = fixture.dialog<ExportDialog>();
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(fixture.waitForMessage(QLocale().toString(members)));
        QFile file(fixture.nextFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), members + 1); // a heading and one line each
    }

    void exportsFromTheCopy()
    {
        WindowFixture fixture;
        fixture.keepsCopy = true;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        QTRY_VERIFY(fixture.view().sources().isComplete());
        QVERIFY(fixture.waitForJobs());
        const SegmentId id = fixture.segmentNamed(u"Newsletter EU"_s);
        const auto exported = [&fixture](const QString &name) -> QByteArrayList {
            auto *dialog = fixture.dialog<ExportDialog>();
            if (!dialog)
                return {};
            fixture.nextFile = fixture.filePath(name);
            QTest::keyClick(dialog, Qt::Key_Return);
            if (!fixture.waitForMessage(name) || !fixture.waitForMessage(u"from the copy of"_s))
                return {};
            QFile file(fixture.nextFile);
            return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
        };

        // A search in a segment, sorted: whom it finds, in the order of the table.
        fixture.view().open(PeopleListKey::search(u"example"_s, id));
        QVERIFY(fixture.waitForTable());
        const PeopleTableModel *model = fixture.view().page()->model();
        QTRY_VERIFY(model->isTotalKnown());
        const qint64 found = model->total();
        QVERIFY(found > 1);
        fixture.store().resetStatistics();
        fixture.find<QAction>(u"actionExport"_s)->trigger();
        QVERIFY(fixture.dialog<ExportDialog>());
        const auto *preview =
            fixture.dialog<ExportDialog>()->findChild<QPlainTextEdit *>(u"preview"_s);
        const QString first = preview->toPlainText().section(u'\n', 1, 1);
        QVERIFY(first.contains(model->rowAt(0)->customer.email));
        const QByteArrayList lines = exported(u"search.csv"_s);
        QCOMPARE(lines.size(), found + 2);
        QVERIFY(QString::fromUtf8(lines.at(1)).startsWith(first));
        QCOMPARE(fixture.store().statistics().requests, 0);

        // Two of them, by their boxes.
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
        fixture.view().page()->table()->selectionModel()->select(
            QItemSelection(model->index(0, 0), model->index(1, model->columnCount() - 1)),
            QItemSelectionModel::ClearAndSelect);
        fixture.find<QAction>(u"actionExport"_s)->trigger();
        QCOMPARE(exported(u"selection.csv"_s).size(), 2 + 2);

        // Who is in which segment: the column of this one adds up to its members.
        const qint64 members = model->total();
        fixture.find<QAction>(u"actionExportMatrix"_s)->trigger();
        const QByteArray matrix = exported(u"matrix.csv"_s).join('\n');
        CsvReader reader(matrix, detectDialect(matrix, true));
        qsizetype column = -1;
        qint64 ones = 0;
        while (reader.next()) {
            const QStringList cells = reader.texts();
            if (column < 0)
                column = cells.indexOf(u"Newsletter EU"_s);
            QVERIFY(column > 0);
            ones += cells.value(column) == u"1"_s ? 1 : 0;
        }
        QCOMPARE(ones, members);
    }
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"
