// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/window/copyfixture.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/dialogs/importdialog.h"
#include "ui/kit/kitroles.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/segmentlistview.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/selection/peoplemimedata.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// Files from another program, over an open store and over its list of segments: each works, or the
/// status bar says why not.
class TestDrops : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotTakenIsSaid_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("words");
        QTest::newRow("remote") << QStringList{u"https://example.com/people.csv"_s}
                                << u"not on this computer"_s;
        QTest::newRow("a share") << QStringList{u"smb://server/share/people.csv"_s}
                                 << u"not on this computer"_s;
        QTest::newRow("folder") << QStringList{u"folder"_s} << u"“folder” is a folder"_s;
        QTest::newRow("two files")
            << QStringList{u"people.csv"_s, u"people.tsv"_s} << u"one file at a time"_s;
        QTest::newRow("spreadsheet") << QStringList{u"people.xlsx"_s} << u"Save it as CSV first"_s;
        QTest::newRow("spreadsheet in capitals")
            << QStringList{u"PEOPLE.XLSX"_s} << u"Save it as CSV first"_s;
        QTest::newRow("picture") << QStringList{u"<b>.png"_s} << u"“<b>.png” is not a CSV file"_s;
        QTest::newRow("gone") << QStringList{u"gone.csv"_s} << u"not there any more"_s;
    }

    void whatIsNotTakenIsSaid()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, words);
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QMimeData data;
        data.setUrls(make(fixture, files));
        const auto *hint = fixture.find<QLabel>(u"statusConnections"_s);
        QVERIFY(hint);
        auto *list = fixture.window().findChild<SegmentListView *>();
        QVERIFY(list);
        for (QWidget *target : {static_cast<QWidget *>(&fixture.view()), list->viewport()}) {
            QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(target, &enter);
            QVERIFY(enter.isAccepted()); // so that it hears where the drag is
            QDragMoveEvent move({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(target, &move);
            QVERIFY(!move.isAccepted());
            QVERIFY2(plain(hint->text()).contains(words), qPrintable(hint->text()));
            QDragLeaveEvent leave;
            QApplication::sendEvent(target, &leave);
            QVERIFY(!plain(hint->text()).contains(words));
        }
        QVERIFY(!fixture.dialog<ImportDialog>());
    }

    void whatIsTaken()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QMimeData data;
        data.setUrls(make(fixture, {u"people.csv"_s}));
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&fixture.view(), &enter);
        QDragMoveEvent move({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&fixture.view(), &move);
        QVERIFY(move.isAccepted());
        QCOMPARE(move.dropAction(), Qt::CopyAction);
        QVERIFY(fixture.find<QLabel>(u"statusConnections"_s)
                    ->text()
                    .contains(u"Drop to import this file"_s));
    }

    /// Of everybody, only those who are no members yet: the copy counts them.
    void whatWouldBeNewIsCounted()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const SegmentId target = fixture.largest().constFirst();
        PeopleFilter others = PeopleListKey::allProfiles().wholeFilter();
        others.segments.notIn = {target};
        const qint64 fresh = fixture.countOf(others);
        const PeopleMimeData data(fixture.page().everybody());
        QVERIFY(fresh > 0 && fresh < data.count());
        const QModelIndex row = dragOnto(fixture, target, data);
        QTRY_COMPARE(row.data(DropTextRole).toString(), QString(u'+' + words::count(fresh)));
        QVERIFY(fixture.find<QLabel>(u"statusConnections"_s)
                    ->text()
                    .contains(words::count(fresh) + u" are new"_s));
    }

    void whatIsNotKnownToBeNewIsNotCounted()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(fixture.waitForSegments());
        QVERIFY(fixture.waitForTable());
        const PeopleMimeData data(fixture.view().page()->everybody());
        const QModelIndex row = dragOnto(fixture, fixture.segmentNamed(u"VIP"_s), data);
        QCOMPARE(row.data(DropTextRole).toString(), QString());
        QVERIFY(fixture.find<QLabel>(u"statusConnections"_s)
                    ->text()
                    .contains(u"except those who are members already"_s));
    }

private:
    /// The row of the segment, over which the data is held.
    static QModelIndex dragOnto(const WindowFixture &fixture, SegmentId target,
                                const PeopleMimeData &data)
    {
        auto *list = fixture.window().findChild<SegmentListView *>();
        const auto *model = qobject_cast<SidebarModel *>(list->model());
        const QModelIndex row = model->index(model->rowOf(PeopleListKey::of(target)), 0);
        list->scrollTo(row);
        const QPoint at = list->visualRect(row).center();
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &enter);
        QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(list->viewport(), &move);
        return row;
    }

    static QString plain(QString text)
    {
        return text.replace(u"&lt;"_s, u"<"_s)
            .replace(u"&gt;"_s, u">"_s)
            .replace(u"&amp;"_s, u"&"_s);
    }

    /// Files of these names, but for those that say that they are gone; addresses as they are.
    static QList<QUrl> make(const WindowFixture &fixture, const QStringList &names)
    {
        QList<QUrl> urls;
        for (const QString &name : names) {
            const QString path = fixture.filePath(name);
            if (name.contains(u"://")) {
                urls.append(QUrl(name));
                continue;
            }
            if (name == u"folder")
                QDir().mkpath(path);
            else if (!name.startsWith(u"gone"))
                write(path);
            urls.append(QUrl::fromLocalFile(path));
        }
        return urls;
    }

    static void write(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write("customer_id\n101\n") < 1)
            qFatal("a file of the test cannot be written");
    }
};

QTEST_MAIN(TestDrops)
#include "tst_drops.moc"
