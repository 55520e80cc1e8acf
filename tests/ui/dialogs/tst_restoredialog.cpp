// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "backupsample.h"
#include "ui/dialogs/restoretablemodel.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableview.h"
#include "ui/kit/typedconfirm.h"
#include "ui/words/backupwords.h"
#include "ui/words/errorwords.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::samples;

namespace {

using Column = RestoreTableModel::Column;

/// A, to be made (20 people), B that lacks some and has others, C that is as it was.
const QList<SampleSegment> kept{
    {u"A"_s, u"First"_s, 1, 20}, {u"B"_s, {}, 1, 20}, {u"C"_s, {}, 1, 3}};
const QList<SampleSegment> now{{u"B"_s, u"Old"_s, 11, 40}, {u"C"_s, {}, 1, 3}, {u"D"_s, {}, 1, 2}};

} // namespace

class TestRestoreDialog : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    QString m_folder;
    QString m_next; ///< the folder that is chosen next
    int m_checks = 0;

    RestoreDialog::Steps steps(const QList<SampleSegment> &store = now,
                               const QString &hash = u"k3x9example"_s)
    {
        RestoreDialog::Steps steps{[this, store, hash] {
            ++m_checks;
            return restoreSource(store, hash);
        }};
        steps.names = lookup();
        steps.chooseFolder = [this](const std::function<void(QString)> &chosen) { chosen(m_next); };
        steps.storeName = u"Nordlys"_s;
        return steps;
    }
    static QPushButton *go(const RestoreDialog &dialog)
    {
        return dialog.findChild<QPushButton *>(u"runRestore"_s);
    }
    static TableView *table(const RestoreDialog &dialog)
    {
        return dialog.findChild<TableView *>(u"restoreTable"_s);
    }
    static QString cell(const RestoreDialog &dialog, int row, Column column)
    {
        return table(dialog)->model()->index(row, int(column)).data().toString();
    }
    static QCheckBox *box(const RestoreDialog &dialog, const char *name)
    {
        return dialog.findChild<QCheckBox *>(QString::fromLatin1(name));
    }
    static void waitForCheck(RestoreDialog &dialog)
    {
        dialog.show();
        QTRY_VERIFY(go(dialog)->isVisible());
    }

private Q_SLOTS:
    void init()
    {
        m_folder = m_place.filePath(u"b%1"_s.arg(QUuid::createUuid().toString(QUuid::Id128)));
        m_next.clear();
        m_checks = 0;
        writeBackup(m_folder, kept);
    }

    void saysWhatWillHappen()
    {
        RestoreDialog dialog(m_folder, steps());
        QAbstractItemModelTester tester(dialog.findChild<RestoreTableModel *>());
        QAbstractItemModelTester people(dialog.findChild<RestorePeopleModel *>());
        waitForCheck(dialog);
        QCOMPARE(table(dialog)->model()->rowCount(), 3);
        QCOMPARE(cell(dialog, 0, Column::Segment), u"A"_s);
        QCOMPARE(cell(dialog, 0, Column::State), u"New"_s);
        // 20 people: 7 and 14 are nowhere, 9 and 18 have no profile.
        QCOMPARE(cell(dialog, 0, Column::Add), u"16"_s);
        QCOMPARE(cell(dialog, 0, Column::Remove), u"–"_s);
        QCOMPARE(cell(dialog, 0, Column::NotFound), u"2"_s);
        QCOMPARE(cell(dialog, 1, Column::State), u"New description"_s);
        QCOMPARE(cell(dialog, 2, Column::State), u"As in the backup"_s);
        QCOMPARE(go(dialog)->text(), u"Restore 2 segments: add 24, remove 0"_s);
        QVERIFY(go(dialog)->isEnabled());

        box(dialog, "restoreCreateProfiles")->setChecked(true);
        QCOMPARE(cell(dialog, 0, Column::Add), u"18"_s);
        box(dialog, "restoreRemoveOthers")->setChecked(true);
        // Members are those of 11 to 40 who have a profile; up to 20 they are in the backup.
        QCOMPARE(cell(dialog, 1, Column::Remove), u"15"_s);
        QVERIFY(box(dialog, "restoreDeleteOthers")->isVisible());
        QVERIFY(!box(dialog, "restoreDeleteOthers")->isChecked());
    }

    void ticks()
    {
        RestoreDialog dialog(m_folder, steps());
        waitForCheck(dialog);
        QCOMPARE(table(dialog)->selectedRowCount(), 3);
        // Looking at a row changes no tick; its box does.
        const auto click = [&](int row, Column column) {
            QTest::mouseClick(table(dialog)->viewport(), Qt::LeftButton, {},
                              table(dialog)
                                  ->visualRect(table(dialog)->model()->index(row, int(column)))
                                  .center());
        };
        click(1, Column::Segment);
        QCOMPARE(table(dialog)->currentIndex().row(), 1);
        QCOMPARE(table(dialog)->selectedRowCount(), 3);
        QTest::keyClick(table(dialog), Qt::Key_Up);
        QCOMPARE(table(dialog)->currentIndex().row(), 0);
        QCOMPARE(table(dialog)->selectedRowCount(), 3);
        QTest::keyClick(table(dialog), Qt::Key_Space);
        QCOMPARE(table(dialog)->selectedRowCount(), 2);
        QCOMPARE(go(dialog)->text(), u"Restore 1 segment: add 8, remove 0"_s);
        click(1, Column::Box);
        QCOMPARE(table(dialog)->selectedRowCount(), 1);
        QVERIFY(!go(dialog)->isEnabled());
        click(0, Column::Box);
        // The ticks stay with their segments when the table is sorted.
        table(dialog)->sortByColumn(int(Column::Segment), Qt::DescendingOrder);
        QCOMPARE(cell(dialog, 2, Column::Segment), u"A"_s);
        QVERIFY(table(dialog)->isWholeRowSelected(2));
        QVERIFY(!table(dialog)->isWholeRowSelected(1));
        QSignalSpy asked(&dialog, &RestoreDialog::restoreRequested);
        go(dialog)->click();
        QCOMPARE(asked.count(), 1);
        const auto plans = asked.first().first().value<QList<Plan>>();
        QCOMPARE(plans.size(), 1);
        QCOMPARE(plans.first().operation, Operation::CreateSegment);
        QCOMPARE(plans.first().segments.size(), 1);
        QCOMPARE(plans.first().segments.first().after.name, u"A"_s);
        QCOMPARE(plans.first().segments.first().members.size(), 16);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
    }

    void people()
    {
        RestoreDialog dialog(m_folder, steps());
        waitForCheck(dialog);
        const auto *model = dialog.findChild<RestorePeopleModel *>();
        using Part = RestorePeopleModel::Column;
        QCOMPARE(model->rowCount(), 20);
        QCOMPARE(model->index(0, int(Part::Status)).data().toString(), u"Not found"_s);
        QCOMPARE(model->index(0, int(Part::Email)).data().toString(), u"nobody7@old.example"_s);
        QCOMPARE(model->index(2, int(Part::Status)).data().toString(), u"Has no profile"_s);
        QCOMPARE(model->index(4, int(Part::Status)).data().toString(), u"Will be added"_s);
        QCOMPARE(model->index(4, int(Part::CustomerId)).data().toString(), u"1"_s);
        QTRY_VERIFY(model->index(4, int(Part::Name)).data().toString() != u"–"_s);
        table(dialog)->setCurrentIndex(table(dialog)->model()->index(2, 1));
        QCOMPARE(model->rowCount(), 0);
    }

    void manyWhoLeaveAreTyped()
    {
        RestoreDialog dialog(m_folder, steps());
        waitForCheck(dialog);
        box(dialog, "restoreRemoveOthers")->setChecked(true);
        QSignalSpy asked(&dialog, &RestoreDialog::restoreRequested);
        go(dialog)->click();
        QCOMPARE(asked.count(), 0);
        auto *confirm = dialog.findChild<TypedConfirm *>();
        QVERIFY(confirm);
        QVERIFY(!confirm->dangerButton()->isEnabled());
        confirm->field()->setText(u"14"_s);
        QVERIFY(!confirm->dangerButton()->isEnabled());
        confirm->field()->setText(u"15"_s);
        confirm->dangerButton()->click();
        QCOMPARE(asked.count(), 1);
        const auto plans = asked.first().first().value<QList<Plan>>();
        QCOMPARE(plans.last().operation, Operation::RemoveMembers);
        QCOMPARE(plans.last().items.size(), 15);
    }

    void segmentsThatAreDeletedAreTyped()
    {
        RestoreDialog dialog(m_folder, steps());
        waitForCheck(dialog);
        box(dialog, "restoreDeleteOthers")->setChecked(true);
        QSignalSpy asked(&dialog, &RestoreDialog::restoreRequested);
        go(dialog)->click();
        auto *confirm = dialog.findChild<TypedConfirm *>();
        QVERIFY(confirm);
        confirm->keepButton()->click();
        QCOMPARE(asked.count(), 0);
        QVERIFY(dialog.isVisible());
    }

    void nothingToRestore()
    {
        writeBackup(m_folder, {{u"C"_s, {}, 1, 3}});
        RestoreDialog dialog(m_folder, steps({{u"C"_s, {}, 1, 3}}));
        waitForCheck(dialog);
        QVERIFY(!go(dialog)->isEnabled());
        QVERIFY(!box(dialog, "restoreRemoveOthers")->isVisible());
        QVERIFY(!box(dialog, "restoreDeleteOthers")->isVisible());
    }

    void failedAndMended()
    {
        writeFile(m_folder + u"/segments.csv"_s, "title,file\nA,members/x.csv\n");
        RestoreDialog dialog(m_folder, steps());
        dialog.show();
        auto *state = dialog.findChild<StateView *>();
        QTRY_COMPARE(state->state(), StateView::State::Failed);
        QVERIFY(!go(dialog)->isVisible());
        QVERIFY(!box(dialog, "restoreRemoveOthers")->isVisible());
        bool said = false;
        for (const QLabel *label : state->findChildren<QLabel *>())
            said = said || label->text().contains(u"does not name the column"_s);
        QVERIFY(said);
        writeBackup(m_folder, kept);
        const QList<QPushButton *> buttons = state->findChildren<QPushButton *>();
        QVERIFY(!buttons.isEmpty());
        buttons.first()->click(); // Retry
        QTRY_VERIFY(go(dialog)->isVisible());
        QCOMPARE(m_checks, 2);
        // Another folder, or none after all.
        auto *other = dialog.findChild<QPushButton *>(u"restoreFolder"_s);
        other->click();
        QCOMPARE(m_checks, 2);
        m_next = m_folder + u"-two"_s;
        writeBackup(m_next, kept.first(1));
        other->click();
        QCOMPARE(m_checks, 3);
        QTRY_COMPARE(table(dialog)->model()->rowCount(), 1);
    }

    void anEmptyBackup()
    {
        writeBackup(m_folder, {});
        RestoreDialog dialog(m_folder, steps({}));
        waitForCheck(dialog);
        QCOMPARE(dialog.findChild<StateView *>()->state(), StateView::State::Empty);
        QVERIFY(!go(dialog)->isEnabled());
    }

    void closedWhileItLooks()
    {
        auto dialog = std::make_unique<RestoreDialog>(m_folder, steps());
        dialog->show();
        QTRY_VERIFY(m_checks > 0);
        dialog->reject();
        dialog.reset();
        QCoreApplication::processEvents();
    }

    /// Every error has words, and none has a hole in them.
    void words_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind <= int(BackupError::Kind::Cancelled); ++kind)
            QTest::addRow("%d", kind) << kind;
    }
    void words()
    {
        QFETCH(int, kind);
        BackupError error;
        error.kind = BackupError::Kind(kind);
        error.file = u"segments.csv"_s;
        error.line = 12;
        error.otherLine = 3;
        error.text = u"VIP"_s;
        error.trouble = CsvReader::RowError::Ragged;
        const ErrorWords said = words::backupError(error, u"/home/ann/shop"_s);
        QVERIFY(!said.title.isEmpty());
        QVERIFY(said.text.endsWith(u'.') || said.text.endsWith(u'”'));
        QVERIFY2(!said.sentence().contains(u'%'), qPrintable(said.sentence()));
        QVERIFY(!said.sentence().contains(u"/home"_s));
    }

    void backedUpWords()
    {
        JobFacts facts;
        facts.kind = JobFacts::Kind::BackUp;
        facts.fileName = u"/home/ann/shop"_s;
        facts.number = 12;
        QCOMPARE(words::backedUp(facts, 3, 1340, {}),
                 u"Backed up 12 segments with 1,340 members to shop"_s);
        QCOMPARE(words::backedUp(facts, 0, 1340, {}),
                 u"The backup in shop was up to date: 12 segments with 1,340 members"_s);
        QVERIFY(words::backedUp(facts, 3, 1340, {}, QDateTime::currentDateTimeUtc())
                    .contains(u"The store did not answer: this is the local copy of "_s));
        QVERIFY(words::backedUp(facts, 3, 1340, {u"VIP"_s})
                    .contains(u"the members of “VIP” could not all be read"_s));
    }
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    TestRestoreDialog test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_restoredialog.moc"
