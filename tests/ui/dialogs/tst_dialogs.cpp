// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/children.h"
#include "tests/ui/dialogs/samples.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/addpeopledialog.h"
#include "ui/dialogs/confirmdeleteprofilesdialog.h"
#include "ui/dialogs/confirmdeletesegmentsdialog.h"
#include "ui/dialogs/confirmemptysegmentdialog.h"
#include "ui/dialogs/confirmmergedialog.h"
#include "ui/dialogs/customeridlist.h"
#include "ui/dialogs/errordetailsdialog.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/importtablemodel.h"
#include "ui/dialogs/plandialog.h"
#include "ui/dialogs/plantablemodel.h"
#include "ui/dialogs/restoretablemodel.h"
#include "ui/dialogs/segmentdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/upsettablemodel.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// Every text that the dialog shows.
QString allText(const QWidget &widget)
{
    QStringList texts;
    const auto labels = widget.findChildren<QLabel *>();
    for (const QLabel *one : labels) {
        if (!one->isHidden())
            texts.append(one->text());
    }
    return texts.join(u'\n');
}

void open(QDialog &dialog)
{
    dialog.open();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
}

} // namespace

class TestDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    // ---- a segment

    void makeASegment()
    {
        SegmentDialog dialog;
        QSignalSpy created(&dialog, &SegmentDialog::createRequested);
        QSignalSpy finished(&dialog, &QDialog::finished);
        open(dialog);
        auto *name = child<QLineEdit>(dialog, u"segmentName"_s);
        QPushButton *submit = button(dialog, u"submitButton"_s);
        QVERIFY(name->hasFocus());
        QVERIFY(!submit->isEnabled());
        QTest::keyClicks(name, u"  VIP "_s);
        QVERIFY(submit->isEnabled());
        QCOMPARE(label(dialog, u"segmentNameCounter"_s), u"3 of 255"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(created.count(), 1);
        QCOMPARE(created.at(0).at(0).value<NewSegment>().name, u"VIP"_s);

        // Until the store has answered, nothing is sent twice, and Return closes nothing.
        QVERIFY(!submit->isEnabled());
        QVERIFY(!name->isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(dialog.isVisible());
        QCOMPARE(created.count(), 1);

        dialog.storeRefused(samples::error(ApiError::Kind::Conflict, 409));
        QCOMPARE(label(dialog, u"segmentNameHint"_s),
                 u"The store already has a segment with this name. Choose another name."_s);
        QVERIFY(name->isEnabled());
        QVERIFY(!submit->isEnabled());
        QTest::keyClicks(name, u"VIP 2"_s); // replaces, because all is selected
        QCOMPARE(name->text(), u"VIP 2"_s);
        QVERIFY(submit->isEnabled());
        QTest::mouseClick(submit, Qt::LeftButton);
        QCOMPARE(created.count(), 2);
        dialog.storeAccepted();
        QCOMPARE(finished.count(), 1);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
    }

    void aSegmentDialogCanBeLeftWhileTheStoreIsSilent()
    {
        SegmentDialog dialog;
        QSignalSpy created(&dialog, &SegmentDialog::createRequested);
        open(dialog);
        QTest::keyClicks(child<QLineEdit>(dialog, u"segmentName"_s), u"VIP"_s);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(created.count(), 1);
        QPushButton *close = button(dialog, u"cancelButton"_s);
        QCOMPARE(close->text(), u"Close"_s);
        QVERIFY(close->isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        dialog.storeRefused(samples::error(ApiError::Kind::Conflict, 409)); // too late: no harm
    }

    void segmentNamesInPlace_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("hint");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("blank") << u"   "_s << QString() << false;
        QTest::newRow("free") << u"Wholesale"_s << QString() << true;
        QTest::newRow("taken") << u" VIP"_s
                               << u"A segment with this name already exists. Choose another name."_s
                               << false;
        QTest::newRow("longest") << QString(255, u'x') << QString() << true;
        QTest::newRow("one too long") << QString(256, u'x') << u"1 character too many"_s << false;
        QTest::newRow("much too long")
            << QString(1300, u'x') << u"1,045 characters too many"_s << false;
    }

    void segmentNamesInPlace()
    {
        QFETCH(QString, name);
        QFETCH(QString, hint);
        QFETCH(bool, allowed);
        SegmentDialog dialog;
        dialog.setNameTaken([](const QString &taken) { return taken == u"VIP"; });
        dialog.setName(name);
        QCOMPARE(label(dialog, u"segmentNameHint"_s), hint);
        QCOMPARE(button(dialog, u"submitButton"_s)->isEnabled(), allowed);
    }

    void changeASegment()
    {
        const Segment segment = samples::segment(u"VIP"_s, u"Old"_s);
        SegmentDialog dialog(segment);
        dialog.setNameTaken(
            [](const QString &) { return true; }); // its own name is not taken by another
        QSignalSpy changed(&dialog, &SegmentDialog::changeRequested);
        open(dialog);
        QPushButton *submit = button(dialog, u"submitButton"_s);
        QVERIFY(!submit->isEnabled()); // nothing is different yet
        child<QPlainTextEdit>(dialog, u"segmentDescription"_s)->setPlainText(u"New"_s);
        QTest::mouseClick(submit, Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        const auto update = changed.at(0).at(0).value<SegmentUpdate>();
        QCOMPARE(update.id, segment.id);
        QVERIFY(!update.name);
        QCOMPARE(update.description.value_or(QString()), u"New"_s);

        dialog.storeRefused(samples::error(ApiError::Kind::Forbidden, 403));
        QVERIFY(dialog.isVisible());
        QCOMPARE(label(dialog, u"errorText"_s),
                 u"This token can read but cannot change anything. Give it the "
                 "Customers: modify scope."_s);
        QCOMPARE(child<QPlainTextEdit>(dialog, u"segmentDescription"_s)->toPlainText(), u"New"_s);
        QTest::mouseClick(button(dialog, u"errorDetails"_s), Qt::LeftButton);
        auto *details = dialog.findChild<ErrorDetailsDialog *>();
        QVERIFY(details);
        QVERIFY(child<QPlainTextEdit>(*details, u"errorFacts"_s)
                    ->toPlainText()
                    .contains(u"HTTP status: 403"_s));
        QTest::mouseClick(button(*details, u"copyDetails"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Request ID: 8c1d0b42-77aa"_s));
        details->close();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    // ---- what asks to type a number

    void deletingASegmentAsksForItsMembers()
    {
        ConfirmDeleteSegmentsDialog dialog({samples::segment(u"<b>VIP</b>"_s)}, 2115);
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        open(dialog);
        QVERIFY(allText(dialog).contains(u"Delete “<b>VIP</b>”?"_s));
        QVERIFY(allText(dialog).contains(u"its list of <b>2,115</b> members are deleted"_s));
        QVERIFY(allText(dialog).contains(u"No person, profile or other segment is deleted."_s));
        QVERIFY(allText(dialog).contains(u"with a new ID that promotions do not follow"_s));
        QVERIFY(!dialog.dangerButton()->isEnabled());
        QTest::keyClicks(dialog.field(), u"2,115"_s);
        QVERIFY(dialog.dangerButton()->isEnabled());
        QVERIFY(!dialog.dangerButton()->isDefault());
        QTest::keyClick(dialog.field(), Qt::Key_Return); // Enter neither does it nor closes
        QVERIFY(dialog.isVisible());
        QCOMPARE(accepted.count(), 0);
        QTest::mouseClick(dialog.dangerButton(), Qt::LeftButton);
        QCOMPARE(accepted.count(), 1);
    }

    void membersAreCountedMeanwhile()
    {
        Callback<qint64> answer;
        ConfirmDeleteSegmentsDialog dialog(
            {samples::segment(u"VIP"_s)}, std::nullopt,
            [&answer](QObject *, const Callback<qint64> &callback) { answer = callback; });
        open(dialog);
        QVERIFY(allText(dialog).contains(u"counting…"_s));
        dialog.field()->setText(u"0"_s);
        QVERIFY(!dialog.dangerButton()->isEnabled());
        answer(12'340);
        QVERIFY(!allText(dialog).contains(u"counting…"_s));
        QVERIFY(allText(dialog).contains(u"Type the number of members, <b>12,340</b>"_s));
        dialog.field()->setText(u"12 340"_s);
        QVERIFY(dialog.dangerButton()->isEnabled());
    }

    void withoutMembersTheSegmentsAreCounted()
    {
        Callback<qint64> answer;
        ConfirmDeleteSegmentsDialog dialog(
            {samples::segment(u"VIP"_s)}, std::nullopt,
            [&answer](QObject *, const Callback<qint64> &callback) { answer = callback; });
        answer(tl::unexpected(samples::error(ApiError::Kind::Forbidden, 403)));
        QVERIFY(!dialog.isTyped()); // of one segment the question is enough
        QVERIFY(dialog.dangerButton()->isEnabled());
    }

    void severalSegments()
    {
        QList<Segment> segments;
        for (int i = 1; i <= 7; ++i)
            segments.append(samples::segment(u"Group <%1>"_s.arg(i)));
        ConfirmDeleteSegmentsDialog dialog(segments, 8211);
        const QString text = allText(dialog);
        QVERIFY(text.contains(u"Delete 7 segments?"_s));
        QVERIFY(text.contains(u"“Group &lt;1&gt;”"_s)); // in rich text, so escaped
        QVERIFY(text.contains(u"and 2 more"_s));
        dialog.field()->setText(u"7"_s);
        QVERIFY(dialog.dangerButton()->isEnabled());
    }

    void mergingASegment()
    {
        Callback<qint64> answer;
        ConfirmMergeDialog dialog(
            samples::segment(u"A & <b>B</b>"_s), u"VIP"_s,
            [&answer](QObject *, const Callback<qint64> &callback) { answer = callback; });
        QVERIFY(allText(dialog).contains(u"counting…"_s));
        dialog.field()->setText(u"5"_s);
        QVERIFY(!dialog.dangerButton()->isEnabled());
        answer(5);
        QVERIFY(allText(dialog).contains(u"members are added to “VIP”"_s));
        QVERIFY(dialog.dangerButton()->isEnabled());
        QVERIFY(!dialog.dangerButton()->isDefault());
        answer(tl::unexpected(samples::error(ApiError::Kind::Forbidden, 403)));
        QVERIFY(allText(dialog).contains(u"could not be counted"_s));
        QVERIFY(!dialog.dangerButton()->isEnabled());
    }

    void emptyingASegment()
    {
        ConfirmEmptySegmentDialog dialog(samples::segment(u"VIP"_s), 12'340);
        const QString text = allText(dialog);
        QVERIFY(text.contains(u"Remove everyone from “VIP”?"_s));
        QVERIFY(text.contains(u"keeps its ID"_s));
        QVERIFY(text.contains(u"Undo adds the same 12,340 people back."_s));
        dialog.field()->setText(u"12,340"_s);
        QVERIFY(dialog.dangerButton()->isEnabled());
    }

    void whoCannotBeCountedIsNotRemoved()
    {
        Callback<qint64> answer;
        ConfirmEmptySegmentDialog dialog(
            samples::segment(u"VIP"_s), std::nullopt,
            [&answer](QObject *, const Callback<qint64> &callback) { answer = callback; });
        answer(tl::unexpected(samples::error(ApiError::Kind::Forbidden, 403)));
        QVERIFY(allText(dialog).contains(u"could not be counted"_s));
        for (const QString &typed : {u"0"_s, u"1"_s, u"-1"_s, QString()}) {
            dialog.field()->setText(typed);
            QVERIFY(!dialog.dangerButton()->isEnabled());
        }
    }

    void deletingProfiles()
    {
        ConfirmDeleteProfilesDialog one(1, u"Zoë <Lindqvist>"_s);
        QVERIFY(allText(one).contains(u"Delete the shopper profile of Zoë <Lindqvist>?"_s));
        QVERIFY(allText(one).contains(u"The customer stays"_s));
        ConfirmDeleteProfilesDialog many(488);
        QVERIFY(allText(many).contains(u"Delete 488 shopper profiles?"_s));
        QVERIFY(allText(many).contains(u"The customers stay"_s));
        many.field()->setText(u"488"_s);
        QVERIFY(many.dangerButton()->isEnabled());
    }

    // ---- customer ids

    void customerIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qint64>>("ids");
        QTest::addColumn<qint64>("repeated");
        QTest::addColumn<QString>("bad"); // "line:text" joined by blanks
        QTest::newRow("empty") << QString() << QList<qint64>() << qint64(0) << QString();
        QTest::newRow("all separators")
            << u"1,2;3 4\t5\n6\r\n7"_s << QList<qint64>{1, 2, 3, 4, 5, 6, 7} << qint64(0)
            << QString();
        QTest::newRow("repeated") << u"7 7, 8; 7"_s << QList<qint64>{7, 8} << qint64(2)
                                  << QString();
        QTest::newRow("leading zeros") << u"007"_s << QList<qint64>{7} << qint64(0) << QString();
        QTest::newRow("over 2^53")
            << u"9007199254740993"_s << QList<qint64>{9007199254740993} << qint64(0) << QString();
        QTest::newRow("largest") << u"9223372036854775807"_s << QList<qint64>{9223372036854775807LL}
                                 << qint64(0) << QString();
        QTest::newRow("one more") << u"9223372036854775808"_s << QList<qint64>() << qint64(0)
                                  << u"1:9223372036854775808"_s;
        QTest::newRow("zero, minus, point, word")
            << u"0\n-5\n1.5\nabc"_s << QList<qint64>() << qint64(0) << u"1:0 2:-5 3:1.5 4:abc"_s;
        QTest::newRow("damaged by a spreadsheet")
            << u"12\n1.2E+15"_s << QList<qint64>{12} << qint64(0) << u"2:1.2E+15"_s;
        QTest::newRow("other digits") << u"١٢"_s << QList<qint64>() << qint64(0) << u"1:١٢"_s;
    }

    void customerIds()
    {
        QFETCH(QString, text);
        QFETCH(QList<qint64>, ids);
        QFETCH(qint64, repeated);
        QFETCH(QString, bad);
        const CustomerIdList list = CustomerIdList::parse(text);
        QList<qint64> numbers;
        for (const CustomerId id : list.ids)
            numbers.append(toNumber(id));
        QStringList wrong;
        for (const CustomerIdList::Bad &entry : list.bad)
            wrong.append(QString::number(entry.line) + u':' + entry.text);
        QCOMPARE(numbers, ids);
        QCOMPARE(list.repeated, repeated);
        QCOMPARE(wrong.join(u' '), bad);
        QCOMPARE(list.badCount, qint64(wrong.size()));
        QCOMPARE(list.tooMany, qint64(0));
    }

    void customerIdsAreBounded()
    {
        QString text;
        for (int i = 1; i <= 100'003; ++i)
            text += QString::number(i) + u'\n';
        text += u"x "_s.repeated(500);
        const CustomerIdList list = CustomerIdList::parse(text);
        QCOMPARE(list.ids.size(), CustomerIdList::maxIds);
        QCOMPARE(list.tooMany, qint64(3));
        QCOMPARE(list.badCount, qint64(500));
        QCOMPARE(list.bad.size(), CustomerIdList::maxBadKept);
        QCOMPARE(list.bad.constFirst().line, 100'004);
    }

    // ---- plans

    void planTable()
    {
        PlanTableModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        int calls = 0;
        qsizetype largest = 0;
        model.setCustomerLookup(samples::lookup(&calls, &largest));
        model.setPlan(
            samples::plan(Operation::AddMembers, 100'000, 20, 3, {u"nobody@example.com"_s}));
        QCOMPARE(model.rowCount(), 100'024);

        // Those that need a look come first.
        QCOMPARE(model.index(0, 0).data().toString(), u"Not found"_s);
        QCOMPARE(model.index(0, 1).data().toString(), u"nobody@example.com"_s);
        QCOMPARE(model.index(1, 0).data().toString(), u"No profile"_s);
        QCOMPARE(model.index(4, 0).data().toString(), u"Member already"_s);
        QCOMPARE(model.index(24, 0).data().toString(), u"Will be added"_s);
        QCOMPARE(model.index(24, 3).data().toString(), u"100001"_s);
        QCOMPARE(model.index(24, 1).data().toString(), u"–"_s);

        // Names come for what is on the screen, and for no more than that.
        model.setVisibleRows(50'000, 50'030);
        QTRY_COMPARE(model.index(50'010, 2).data().toString().contains(u'@'), true);
        QCOMPARE(largest, qsizetype(31));
        QCOMPARE(calls, 1);
        QCOMPARE(model.index(50'040, 2).data().toString(), u"–"_s);
        model.setVisibleRows(0, 100'000); // a view that lies gets a bounded answer
        QTRY_COMPARE(calls, 2);
        QVERIFY(largest <= PlanTableModel::maxVisible);

        model.setFilter(Effect::NoProfile);
        QCOMPARE(model.rowCount(), 3);
        model.setFilter(Effect::NotFound);
        QCOMPARE(model.rowCount(), 1);
        model.setFilter(Effect::WillChange);
        QCOMPARE(model.rowCount(), 100'000);
    }

    void planTableKeepsFewNames()
    {
        PlanTableModel model;
        int calls = 0;
        model.setCustomerLookup(samples::lookup(&calls));
        model.setPlan(samples::plan(Operation::RemoveMembers, 20'000, 0, 0));
        for (int first = 0; first + 199 < 6'000; first += 200) {
            model.setVisibleRows(first, first + 199);
            QTRY_VERIFY(model.index(first + 199, 2).data().toString().contains(u'@'));
        }
        // The first ones were let go, and come back when they are seen again.
        QCOMPARE(model.index(0, 2).data().toString(), u"–"_s);
        model.setVisibleRows(0, 20);
        QTRY_VERIFY(model.index(0, 2).data().toString().contains(u'@'));
    }

    void planDialog()
    {
        QuotaUsage traffic;
        traffic.quota = 150;
        traffic.quotaLeft = 150;
        traffic.answerTime = std::chrono::seconds(2); // ten at once: five a second
        PlanDialog dialog(samples::plan(Operation::AddMembers, 1240, 16, 2), samples::lookup(),
                          traffic);
        QSignalSpy run(&dialog, &PlanDialog::runRequested);
        QSignalSpy save(&dialog, &PlanDialog::saveRequested);
        open(dialog);
        QVERIFY(allText(dialog).contains(u"Add people to “Lapsed 90 days”?"_s));
        auto *table = child<QTableView>(dialog, u"planTable"_s);
        QCOMPARE(child<TileButton>(dialog, u"tileAll"_s)->count(), qint64(1258));
        QCOMPARE(table->model()->rowCount(), 1258);
        QPushButton *go = button(dialog, u"runPlan"_s);
        QCOMPARE(go->text(), u"Add 1,240 people"_s);
        QVERIFY(go->isDefault());
        QVERIFY(allText(dialog).contains(
            u"31 requests, about 7 s at your quota. You can undo this."_s));

        QTest::mouseClick(child<TileButton>(dialog, u"tileNoProfile"_s), Qt::LeftButton);
        QCOMPARE(table->model()->rowCount(), 2);
        QTest::mouseClick(child<TileButton>(dialog, u"tileNothingToDo"_s), Qt::LeftButton);
        QCOMPARE(table->model()->rowCount(), 16);
        QTest::mouseClick(child<TileButton>(dialog, u"tileAll"_s), Qt::LeftButton);
        QCOMPARE(table->model()->rowCount(), 1258);

        auto *create = child<QCheckBox>(dialog, u"createProfilesToo"_s);
        QCOMPARE(create->text(),
                 u"Create shopper profiles for the 2 people who have none, and add them too"_s);
        create->click();
        QCOMPARE(go->text(), u"Add 1,242 people"_s);
        QVERIFY(allText(dialog).contains(u"33 requests"_s));
        QTest::mouseClick(button(dialog, u"savePlan"_s), Qt::LeftButton);
        QCOMPARE(save.count(), 1);
        QVERIFY(dialog.isVisible());
        child<QTableView>(dialog, u"planTable"_s)->setFocus(); // not on a button of its own
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(run.count(), 1);
        QCOMPARE(run.at(0).at(0).value<Plan>().items.size(), qsizetype(1258));
        QCOMPARE(run.at(0).at(1).value<QList<CustomerId>>(),
                 (QList<CustomerId>{CustomerId{101'257}, CustomerId{101'258}}));
        QVERIFY(!dialog.isVisible());
    }

    void planToRemove()
    {
        PlanDialog dialog(samples::plan(Operation::RemoveMembers, 700, 3, 0), samples::lookup(),
                          {});
        open(dialog);
        QCOMPARE(button(dialog, u"runPlan"_s)->text(), u"Remove 700 people"_s);
        QVERIFY(allText(dialog).contains(u"14 requests. You can undo this."_s));
        QVERIFY(child<QCheckBox>(dialog, u"createProfilesToo"_s)->isHidden());
        QVERIFY(!dialog.findChild<TileButton *>(u"tileNoProfile"_s));
    }

    void planThatChangesNothing()
    {
        PlanDialog dialog(samples::plan(Operation::AddMembers, 0, 5, 0), samples::lookup(), {});
        QVERIFY(!button(dialog, u"runPlan"_s)->isEnabled());
        QVERIFY(allText(dialog).contains(u"Nothing would change."_s));
    }

    // ---- adding people

    void addPeople()
    {
        QStringList asked;
        const Plan plan = samples::plan(Operation::AddMembers, 2, 1, 1);
        AddPeopleDialog::Steps steps;
        steps.lookup = samples::lookup();
        steps.resolve = [&asked, plan](const QStringList &texts, QObject *context,
                                       const Callback<Resolved> &callback, const Progress &) {
            asked = texts;
            QTimer::singleShot(0, context, [plan, callback] {
                Resolved resolved;
                for (const PlanItem &item : plan.items)
                    resolved.people.append(item.person());
                resolved.notFound = QStringList{u"nobody@example.com"_s};
                resolved.duplicates = 1;
                callback(resolved);
            });
        };
        steps.plan = [plan](const QList<PersonRef> &people, QObject *context,
                            const Callback<Plan> &callback, const Progress &) {
            QCOMPARE(people.size(), plan.items.size());
            QTimer::singleShot(0, context, [plan, callback] { callback(plan); });
        };
        AddPeopleDialog dialog(u"VIP"_s, steps, {});
        QSignalSpy added(&dialog, &AddPeopleDialog::addRequested);
        open(dialog);
        QPushButton *go = button(dialog, u"goButton"_s);
        QVERIFY(!go->isEnabled());
        auto *edit = child<QPlainTextEdit>(dialog, u"peopleText"_s);
        QTest::keyClicks(edit, u"a@example.com; 124310,7"_s);
        QTRY_COMPARE(label(dialog, u"peopleCount"_s), u"3 entries"_s);
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(asked, (QStringList{u"a@example.com"_s, u"124310"_s, u"7"_s}));
        QTRY_COMPARE(go->text(), u"Add 2 people"_s);
        QCOMPARE(child<TileButton>(dialog, u"tileNotFound"_s)->count(), qint64(1));
        QCOMPARE(child<TileButton>(dialog, u"tileAll"_s)->count(), qint64(5));
        QCOMPARE(label(dialog, u"repeatedText"_s), u"1 duplicate entry was left out."_s);
        QVERIFY2(allText(dialog).contains(u"You entered 5 people."_s), "as the tiles say");
        QVERIFY(allText(dialog).contains(u"Add people to “VIP”?"_s));

        // Back keeps what was typed.
        QTest::mouseClick(button(dialog, u"backButton"_s), Qt::LeftButton);
        QCOMPARE(edit->toPlainText(), u"a@example.com; 124310,7"_s);
        QCOMPARE(go->text(), u"Look up"_s);
        QTest::mouseClick(go, Qt::LeftButton);
        QTRY_COMPARE(go->text(), u"Add 2 people"_s);
        child<QCheckBox>(dialog, u"createProfilesToo"_s)->click();
        QCOMPARE(go->text(), u"Add 3 people"_s);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(added.count(), 1);
        QCOMPARE(added.at(0).at(0).value<Plan>().notFoundTexts,
                 QStringList{u"nobody@example.com"_s});
        QCOMPARE(added.at(0).at(1).value<QList<CustomerId>>().size(), qsizetype(1));
        QVERIFY(!dialog.isVisible());
    }

    void noOneFound()
    {
        AddPeopleDialog::Steps steps;
        steps.resolve = [](const QStringList &texts, QObject *context,
                           const Callback<Resolved> &callback, const Progress &) {
            QTimer::singleShot(0, context, [texts, callback] { callback(Resolved{{}, texts, 0}); });
        };
        AddPeopleDialog dialog(u"VIP"_s, steps, {});
        open(dialog);
        dialog.check(u"x, y"_s);
        QTRY_VERIFY(dialog.findChild<TileButton *>(u"tileNotFound"_s));
        QCOMPARE(child<TileButton>(dialog, u"tileNotFound"_s)->count(), qint64(2));
        QVERIFY(!button(dialog, u"goButton"_s)->isEnabled());
    }

    void namesAreCompletedFromTheCopy()
    {
        AddPeopleDialog::Steps steps;
        QStringList asked;
        steps.suggest = [&asked](const QString &typed, QObject *context,
                                 const Callback<QList<PeopleCompleter::Suggestion>> &callback) {
            asked.append(typed);
            QTimer::singleShot(0, context, [callback] {
                callback(QList<PeopleCompleter::Suggestion>{
                    {u"Zoe Nordlys"_s, u"zoe@nordlys.example"_s, CustomerId(7)},
                    {u"Zoe Park"_s, {}, CustomerId(12)}});
            });
        };
        AddPeopleDialog dialog(u"VIP"_s, steps, {});
        open(dialog);
        auto *edit = child<QPlainTextEdit>(dialog, u"peopleText"_s);
        edit->setFocus();
        const auto list = [] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (widget->objectName() == u"peopleSuggestions" && widget->isVisible())
                    return qobject_cast<QAbstractItemView *>(widget);
            }
            return static_cast<QAbstractItemView *>(nullptr);
        };
        QTest::keyClicks(edit, u"124310, Zoe no"_s);
        QTRY_VERIFY(list());
        QCOMPARE(asked.last(), u"Zoe no"_s);
        QCOMPARE(list()->model()->rowCount(), 2);
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_COMPARE(edit->toPlainText(), u"124310, zoe@nordlys.example\n"_s);
        // Without an address the customer ID is what is known.
        QTest::keyClicks(edit, u"zoe"_s);
        QTRY_VERIFY(list());
        QTest::keyClick(list(), Qt::Key_Down);
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_COMPARE(edit->toPlainText(), u"124310, zoe@nordlys.example\n12\n"_s);
        // Numbers are typed without being asked about.
        asked.clear();
        QTest::keyClicks(edit, u"4711"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTest::qWait(200); // nothing comes
        QVERIFY(asked.isEmpty());
        QVERIFY(!list());
    }

    void enterSaysWhatIsMissing()
    {
        SegmentDialog segment;
        open(segment);
        QTest::keyClick(child<QLineEdit>(segment, u"segmentName"_s), Qt::Key_Return);
        QVERIFY(segment.isVisible());
        QVERIFY(child<QLabel>(segment, u"missing"_s)->isVisible());
        QVERIFY(label(segment, u"missing"_s).contains(u"name"_s));
        QTest::keyClicks(child<QLineEdit>(segment, u"segmentName"_s), u"A"_s);
        QVERIFY(!child<QLabel>(segment, u"missing"_s)->isVisible());

        AddPeopleDialog people(u"VIP"_s, {}, {});
        open(people);
        QTest::keyClick(child<QPlainTextEdit>(people, u"peopleText"_s), Qt::Key_Return,
                        Qt::ControlModifier);
        QVERIFY(child<QLabel>(people, u"missing"_s)->isVisible());
        QVERIFY(people.isVisible());
    }

    void lookingUpFails()
    {
        AddPeopleDialog::Steps steps;
        steps.resolve = [](const QStringList &, QObject *context,
                           const Callback<Resolved> &callback, const Progress &) {
            QTimer::singleShot(0, context, [callback] {
                callback(tl::unexpected(samples::error(ApiError::Kind::NoConnection)));
            });
        };
        AddPeopleDialog dialog(u"VIP"_s, steps, {});
        open(dialog);
        dialog.check(u"124310"_s);
        auto *panel = child<QWidget>(dialog, u"addPeopleError"_s);
        QTRY_VERIFY(panel->isVisible());
        QCOMPARE(
            label(dialog, u"errorText"_s),
            u"The store cannot be reached from this computer. Check the network, then try again."_s);
        QCOMPARE(child<QPlainTextEdit>(dialog, u"peopleText"_s)->toPlainText(), u"124310"_s);
        QVERIFY(button(dialog, u"goButton"_s)->isEnabled());
    }

    void lookingUpEndsWithTheDialogOrWithBack()
    {
        QPointer<QObject> context;
        AddPeopleDialog::Steps steps;
        steps.resolve = [&context](const QStringList &, QObject *asked, const Callback<Resolved> &,
                                   const Progress &progress) {
            context = asked;
            progress(1, 3);
        };
        auto dialog = std::make_unique<AddPeopleDialog>(u"VIP"_s, steps, QuotaUsage{});
        open(*dialog);
        dialog->check(u"1 2 3"_s);
        QVERIFY(context);
        QTest::mouseClick(button(*dialog, u"backButton"_s), Qt::LeftButton);
        QVERIFY(!context);
        dialog->check(u"1 2 3"_s);
        QVERIFY(context);
        QTest::keyClick(dialog.get(), Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
        QVERIFY(!context);
        dialog->open();
        dialog->check(u"1"_s);
        QVERIFY(context);
        dialog.reset();
        QVERIFY(!context);
    }

    void tooManyEntries()
    {
        AddPeopleDialog dialog(u"VIP"_s, {}, {});
        dialog.check(u"1\n"_s.repeated(100'001));
        QVERIFY(label(dialog, u"peopleCount"_s).startsWith(u"100,001 entries: at most 100,000"_s));
        QVERIFY(!button(dialog, u"goButton"_s)->isEnabled());
    }

    // ---- exporting

    void exportAsked()
    {
        Prompts prompts;
        QString suggestion;
        QStringList answers{QString(), u"/tmp/x.csv"_s}; // cancelled first
        prompts.saveFile = [&](QWidget *, const QString &, const QString &name, const QString &,
                               const Prompts::Chosen &chosen) {
            suggestion = name;
            chosen(answers.takeFirst());
        };
        ExportDialog::Choice segment{{}, u"The segment “VIP”"_s, 12'340, u"vip.csv"_s};
        segment.spec.segmentName = u"VIP"_s;
        segment.spec.columns = {ExportColumn::Email, ExportColumn::FullName};
        ExportDialog::Choice all{{}, u"All profiles"_s, -1, u"profiles.csv"_s};
        all.spec.kind = ExportSpec::Kind::AllProfiles;
        ExportDialog dialog({segment, all}, prompts);
        QSignalSpy asked(&dialog, &ExportDialog::exportRequested);
        open(dialog);
        QVERIFY(allText(dialog).contains(u"12,340 rows, 2 columns"_s));
        auto *columns = child<QListWidget>(dialog, u"exportColumns"_s);
        QCOMPARE(columns->item(0)->text(), u"Email"_s);
        QCOMPARE(columns->count(), 16);

        // The second to the front, the first away, another one in.
        columns->setCurrentRow(1);
        QTest::mouseClick(button(dialog, u"columnUp"_s), Qt::LeftButton);
        QCOMPARE(columns->item(0)->text(), u"Name"_s);
        QVERIFY(!button(dialog, u"columnUp"_s)->isEnabled());
        columns->item(1)->setCheckState(Qt::Unchecked);
        columns->item(2)->setCheckState(Qt::Checked);
        const QString third = columns->item(2)->text();
        QCOMPARE(third, u"First name"_s);
        child<QRadioButton>(dialog, u"exact"_s)->click();
        child<QComboBox>(dialog, u"delimiter"_s)->setCurrentIndex(1);

        QPushButton *go = button(dialog, u"exportButton"_s);
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(suggestion, u"vip.csv"_s);
        QCOMPARE(asked.count(), 0);
        QVERIFY(dialog.isVisible());
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QVERIFY(!dialog.isVisible());
        const auto spec = asked.at(0).at(0).value<ExportSpec>();
        QCOMPARE(spec.columns,
                 (QList<ExportColumn>{ExportColumn::FullName, ExportColumn::FirstName}));
        QCOMPARE(spec.segmentName, u"VIP"_s);
        QCOMPARE(spec.delimiter, QChar(u';'));
        QCOMPARE(spec.fileName, u"/tmp/x.csv"_s);
        QVERIFY(spec.exact);
        QVERIFY(!spec.byteOrderMark);
    }

    void exportNeedsAColumn()
    {
        ExportDialog dialog({{{}, u"The segment"_s, 1, u"a.csv"_s}}, {});
        auto *columns = child<QListWidget>(dialog, u"exportColumns"_s);
        for (int i = 0; i < columns->count(); ++i)
            columns->item(i)->setCheckState(Qt::Unchecked);
        QVERIFY(!button(dialog, u"exportButton"_s)->isEnabled());
        QVERIFY(allText(dialog).contains(u"Select at least one column."_s));
        QTest::mouseClick(button(dialog, u"restoreDefault"_s), Qt::LeftButton);
        QVERIFY(button(dialog, u"exportButton"_s)->isEnabled());
    }

    void exportRemembers()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        Prompts prompts;
        prompts.saveFile = [](QWidget *, const QString &, const QString &, const QString &,
                              const Prompts::Chosen &chosen) { chosen(u"/tmp/x.csv"_s); };
        ExportDialog::Choice segment{{}, u"The segment “VIP”"_s, 12'340, u"vip.csv"_s};
        ExportDialog::Choice list{{}, u"The list of segments"_s, 3, u"segments.csv"_s};
        list.spec.kind = ExportSpec::Kind::Segments;
        QList<ExportColumn> chosen;
        {
            ExportDialog dialog({segment, list}, prompts, &settings);
            QSignalSpy asked(&dialog, &ExportDialog::exportRequested);
            open(dialog);
            auto *columns = child<QListWidget>(dialog, u"exportColumns"_s);
            // By the keyboard alone: the third to the front, one more ticked.
            columns->setFocus();
            columns->setCurrentRow(2);
            QTest::keyClick(columns, Qt::Key_Up, Qt::AltModifier);
            QTest::keyClick(columns, Qt::Key_Up, Qt::AltModifier);
            QCOMPARE(columns->currentRow(), 0);
            QCOMPARE(columns->item(0)->text(), u"Email"_s);
            QTest::keyClick(columns, Qt::Key_Down, Qt::AltModifier);
            QCOMPARE(columns->item(1)->text(), u"Email"_s);
            columns->setCurrentRow(8);
            QTest::keyClick(columns, Qt::Key_Space);
            QCOMPARE(columns->item(8)->checkState(), Qt::Checked);
            child<QRadioButton>(dialog, u"exact"_s)->click();
            child<QComboBox>(dialog, u"delimiter"_s)->setCurrentIndex(2);
            QTest::mouseClick(button(dialog, u"exportButton"_s), Qt::LeftButton);
            QCOMPARE(asked.count(), 1);
            chosen = asked.at(0).at(0).value<ExportSpec>().columns;
            QCOMPARE(chosen.at(1), ExportColumn::Email);
            QCOMPARE(chosen.size(), 8);
        }
        ExportDialog dialog({segment, list}, prompts, &settings);
        QSignalSpy asked(&dialog, &ExportDialog::exportRequested);
        open(dialog);
        // The list of segments has its own.
        child<QRadioButton>(dialog, u"what1"_s)->click();
        QVERIFY(child<QRadioButton>(dialog, u"safeForSpreadsheets"_s)->isChecked());
        QCOMPARE(child<QComboBox>(dialog, u"delimiter"_s)->currentIndex(), 0);
        child<QRadioButton>(dialog, u"what0"_s)->click();
        QTest::mouseClick(button(dialog, u"exportButton"_s), Qt::LeftButton);
        const auto spec = asked.at(0).at(0).value<ExportSpec>();
        QCOMPARE(spec.columns, chosen);
        QCOMPARE(spec.delimiter, QChar(u'\t'));
        QVERIFY(spec.exact);

        ExportDialog third({segment, list}, prompts, &settings);
        open(third);
        QTest::mouseClick(button(third, u"restoreDefault"_s), Qt::LeftButton);
        QVERIFY(child<QRadioButton>(third, u"safeForSpreadsheets"_s)->isChecked());
        QCOMPARE(child<QComboBox>(third, u"delimiter"_s)->currentIndex(), 0);
        QCOMPARE(child<QListWidget>(third, u"exportColumns"_s)->item(0)->text(), u"First name"_s);
    }

    void exportDrag()
    {
        ExportDialog dialog({{{}, u"The segment"_s, 1, u"a.csv"_s}}, {});
        open(dialog);
        auto *columns = child<QListWidget>(dialog, u"exportColumns"_s);
        auto *preview = child<QPlainTextEdit>(dialog, u"preview"_s);
        QVERIFY(preview->toPlainText().startsWith(u"First name,Last name,"_s));
        // What a drag within the list does.
        QVERIFY(columns->model()->moveRow({}, 1, {}, 0));
        QTRY_VERIFY(preview->toPlainText().startsWith(u"Last name,First name,"_s));
        QCOMPARE(columns->item(0)->text(), u"Last name"_s);
        QVERIFY(columns->item(0)->flags().testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(
            !columns->item(0)->flags().testFlag(Qt::ItemIsDropEnabled)); // between them, not onto
    }

    void exportPreview()
    {
        ExportDialog dialog({{{}, u"The segment"_s, 1, u"a.csv"_s}}, {});
        Person person;
        person.customerId = CustomerId(42);
        person.customer.firstName = u"=1+1"_s;
        person.customer.lastName = u"two\nlines"_s;
        dialog.setSamples({person}, {});
        open(dialog);
        auto *preview = child<QPlainTextEdit>(dialog, u"preview"_s);
        QCOMPARE(preview->toPlainText().count(u'\n'), 1);
        QVERIFY(preview->toPlainText().contains(u"\n'=1+1,\"two↵lines\",,,42,"_s));
        child<QRadioButton>(dialog, u"exact"_s)->click();
        QVERIFY(preview->toPlainText().contains(u"\n=1+1,"_s));
        child<QComboBox>(dialog, u"delimiter"_s)->setCurrentIndex(1);
        QVERIFY(preview->toPlainText().startsWith(u"First name;Last name;"_s));
    }

    void exportFromWhere()
    {
        Prompts prompts;
        prompts.saveFile = [](QWidget *, const QString &, const QString &, const QString &,
                              const Prompts::Chosen &chosen) { chosen(u"/tmp/x.csv"_s); };
        ExportDialog::Choice segment{{}, u"The segment “VIP”"_s, 12'340, u"vip.csv"_s};
        ExportDialog::Choice matrix{{}, u"Matrix"_s, -1, u"matrix.csv"_s};
        matrix.spec.kind = ExportSpec::Kind::Matrix;
        const Segment vip{SegmentId(QUuid::createUuid()), u"VIP"_s, {}, {}, {}};
        const Segment gold{SegmentId(QUuid::createUuid()), u"Gold"_s, {}, {}, {}};
        ExportDialog dialog({segment, matrix}, prompts);
        dialog.setSamples({}, {gold, vip});
        const QString wait = u"Possible when the store has been read."_s;
        dialog.setCopy({}, wait);
        QSignalSpy asked(&dialog, &ExportDialog::exportRequested);
        open(dialog);
        auto *go = button(dialog, u"exportButton"_s);
        auto *copy = child<QRadioButton>(dialog, u"fromCopy"_s);
        auto *store = child<QRadioButton>(dialog, u"fromStore"_s);
        QVERIFY(!copy->isVisible()); // nothing to choose
        QVERIFY(go->isEnabled());
        child<QRadioButton>(dialog, u"what1"_s)->click();
        QVERIFY(!go->isEnabled());
        QVERIFY(allText(dialog).contains(wait));
        dialog.setCopy(QDateTime::currentDateTimeUtc(), {});
        QVERIFY(go->isEnabled());
        QVERIFY(copy->isVisible() && copy->isChecked() && !store->isEnabled());
        QVERIFY(!allText(dialog).contains(wait));
        auto *segments = child<QListWidget>(dialog, u"matrixSegments"_s);
        QTest::mouseClick(button(dialog, u"noSegments"_s), Qt::LeftButton);
        QVERIFY(!go->isEnabled());
        QVERIFY(allText(dialog).contains(u"Select at least one segment."_s));
        segments->item(1)->setCheckState(Qt::Checked);
        QVERIFY(child<QPlainTextEdit>(dialog, u"preview"_s)->toPlainText().endsWith(u",VIP"_s));
        child<QCheckBox>(dialog, u"everybody"_s)->click();
        QVERIFY(allText(dialog).contains(u"4 columns"_s));
        QTest::mouseClick(go, Qt::LeftButton);
        auto spec = asked.at(0).at(0).value<ExportSpec>();
        QCOMPARE(spec.segments, (QList{vip.id}));
        QVERIFY(spec.everybody);
        QCOMPARE(spec.effectiveSource(), ExportSpec::Source::Copy);

        dialog.open();
        child<QRadioButton>(dialog, u"what0"_s)->click();
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(asked.at(1).at(0).value<ExportSpec>().source, ExportSpec::Source::Copy);
        dialog.open();
        store->click();
        QTest::mouseClick(go, Qt::LeftButton);
        QCOMPARE(asked.at(2).at(0).value<ExportSpec>().source, ExportSpec::Source::Store);
    }

    // ---- all of them

    void everyControlHasANameAndWords_data()
    {
        QTest::addColumn<int>("which");
        const QStringList names{
            u"segment"_s, u"delete segments"_s, u"delete profiles"_s, u"empty"_s, u"details"_s,
            u"plan"_s,    u"add people"_s,      u"export"_s,          u"about"_s, u"shortcuts"_s};
        for (int i = 0; i < names.size(); ++i)
            QTest::newRow(qPrintable(names.at(i))) << i;
    }

    void everyControlHasANameAndWords()
    {
        QFETCH(int, which);
        const Segment vip = samples::segment(u"VIP"_s);
        std::unique_ptr<QDialog> dialog;
        switch (which) {
        case 0:
            dialog = std::make_unique<SegmentDialog>();
            break;
        case 1:
            dialog = std::make_unique<ConfirmDeleteSegmentsDialog>(QList<Segment>{vip}, 5);
            break;
        case 2:
            dialog = std::make_unique<ConfirmDeleteProfilesDialog>(3);
            break;
        case 3:
            dialog = std::make_unique<ConfirmEmptySegmentDialog>(vip, 5);
            break;
        case 4:
            dialog = std::make_unique<ErrorDetailsDialog>(samples::error(ApiError::Kind::Timeout),
                                                          WhatFailed::Search);
            break;
        case 5:
            dialog = std::make_unique<PlanDialog>(samples::plan(Operation::AddMembers, 2, 1, 1),
                                                  samples::lookup(), QuotaUsage{});
            break;
        case 6:
            dialog =
                std::make_unique<AddPeopleDialog>(u"VIP"_s, AddPeopleDialog::Steps{}, QuotaUsage{});
            break;
        case 7:
            dialog = std::make_unique<ExportDialog>(
                QList<ExportDialog::Choice>{{{}, u"VIP"_s, 1, u"a.csv"_s}}, Prompts{});
            break;
        case 8:
            dialog = std::make_unique<AboutDialog>(u"0.1.0"_s);
            break;
        default:
            dialog = std::make_unique<ShortcutsDialog>(QList<ShortcutSection>{});
            break;
        }
        QVERIFY(!dialog->objectName().isEmpty());
        QVERIFY(!dialog->windowTitle().isEmpty());
        dialog->open();
        int checked = 0;
        const auto widgets = dialog->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            // Parts inside a control, such as the list of a box, belong to it.
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus)
                || widget->objectName().startsWith(u"qt_"_s))
                continue;
            const auto *asButton = qobject_cast<const QAbstractButton *>(widget);
            QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(
                const_cast<QWidget *>(widget)); // its interface has no const form
            const QString name = asButton && !asButton->text().isEmpty() ? asButton->text()
                : accessible ? accessible->text(QAccessible::Name)
                             : QString();
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!name.isEmpty(), qPrintable(widget->objectName()));
            ++checked;
        }
        QVERIFY(checked > 0);
        QTest::keyClick(dialog.get(), Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    // ---- models

    /// Views of Qt ask for what is at no index, such as Ctrl+C where nothing is current.
    void modelsHaveNothingAtNoIndex()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        const std::unique_ptr<QAbstractItemModel> models[] = {
            std::make_unique<PlanTableModel>(),    std::make_unique<ImportTableModel>(),
            std::make_unique<RestoreTableModel>(), std::make_unique<RestorePeopleModel>(),
            std::make_unique<UpSetTableModel>(),
        };
        for (const auto &model : models)
            QVERIFY(!model->data({}, Qt::DisplayRole).isValid());
    }
};

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
