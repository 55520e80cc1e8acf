// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Searches: saved, renamed, deleted, kept, applied to a segment, and continued everywhere.

#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/copyfixture.h"
#include "ui/dialogs/applysearchdialog.h"
#include "ui/dialogs/savesearchdialog.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/kitroles.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/searchfield.h"
#include "ui/people/filterbar.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/savedsearches.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/window/searchactions.h"

#include <QAction>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestSavedSearches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void searchesAreSavedCountedRenamedAndDeleted()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        PeopleFilter filter;
        filter.segments.of = {fixture.largest().first()};
        fixture.view().open(PeopleListKey::allProfiles().withFilter(filter));
        QVERIFY(fixture.waitForTable());
        filter.hasProfile = true;
        auto *save = fixture.find<QPushButton>(u"saveSearchButton"_s);
        QVERIFY(save->isVisible());
        const PeopleListKey before = fixture.view().place();
        const auto typeName = [&](const QString &name) {
            save->click();
            auto *dialog = fixture.dialog<SaveSearchDialog>();
            if (!dialog)
                return false;
            auto *field = dialog->findChild<QLineEdit *>(u"searchName"_s);
            if (!name.isNull())
                field->setText(name);
            if (field->text().isEmpty() || !field->hasSelectedText() == name.isNull())
                return false; // a suggestion, which is typed over at once
            QTest::keyClick(field, Qt::Key_Return);
            return true;
        };
        QVERIFY(typeName({}));
        QCOMPARE(fixture.view().searches().all().size(), 1);
        const SavedSearch saved = fixture.view().searches().all().first();
        QVERIFY(saved.filter == filter);
        QCOMPARE(fixture.view().place(), before); // who searches stays where they are
        // The same again: another name is suggested, and the same one is refused.
        save->click();
        auto *dialog = fixture.dialog<SaveSearchDialog>();
        QVERIFY(dialog);
        auto *field = dialog->findChild<QLineEdit *>(u"searchName"_s);
        QCOMPARE(field->text(), saved.name + u" 2"_s);
        field->setText(saved.name.toUpper());
        QVERIFY(!dialog->findChild<QPushButton *>(u"searchNameSave"_s)->isEnabled());
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        dialog->reject();
        QCOMPARE(fixture.view().searches().all().size(), 1);

        SidebarModel *rows = fixture.view().sidebar()->model();
        const int row = rows->rowOfSearch(saved.id);
        QCOMPARE(row, 2);
        QTRY_COMPARE(rows->index(row).data(CountTextRole).toString(),
                     QLocale().toString(fixture.countOf(filter)));
        SegmentListView *list = fixture.view().sidebar()->list();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(rows->index(row)).center());
        QVERIFY(rows->index(row).data(OpenRole).toBool());
        // By keys: F2 and Del.
        list->setFocus();
        QTest::keyClick(list, Qt::Key_F2);
        QLineEdit *editor = nullptr;
        QTRY_VERIFY(editor = list->viewport()->findChild<QLineEdit *>());
        editor->setText(u"My people"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(fixture.view().searches().all().first().name, u"My people"_s);
        QCOMPARE(fixture.find<QWidget>(u"pageTitle"_s)->property("text").toString(),
                 u"My people"_s);
        QVERIFY(!fixture.view().searches().add(u"Mine"_s, filter).isNull());
        QVERIFY(fixture.view().searches().add(u"my PEOPLE"_s, filter).isNull());
        QVERIFY(!fixture.view().searches().rename(saved.id, u"MINE"_s));
        fixture.view().searches().remove(fixture.view().searches().all().first().id); // Mine
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(fixture.view().searches().all().isEmpty());
        QCOMPARE(fixture.view().place(), PeopleListKey::allProfiles());
        // Undo: the same one is back.
        fixture.page().messageBar()->findChildren<LinkButton *>().first()->click();
        QCOMPARE(fixture.view().searches().all().size(), 1);
        QCOMPARE(fixture.view().searches().all().first().id, saved.id);
    }

    /// Undo is on exactly when there is something to undo, and says what: a deleted search is one,
    /// also long after its bar is gone, and in its turn among the changes of the store.
    void aDeletedSearchIsUndoneInItsTurn()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openBeforeCopy()); // else each of a hundred searches is counted
        auto *undo = fixture.find<QAction>(u"actionUndo"_s);
        auto *button = fixture.find<QToolButton>(u"undoButton"_s);
        auto *bar = fixture.page().messageBar();
        QVERIFY(!undo->isEnabled() && !button->isEnabled());
        QTest::keyClick(&fixture.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!bar->isShowing());

        SavedSearches &searches = fixture.view().searches();
        PeopleFilter filter;
        filter.text = u"gold"_s;
        const QUuid gold = searches.add(u"Gold & co"_s, filter);
        filter.text = u"silver"_s;
        const QUuid silver = searches.add(u"Silver"_s, filter);
        SegmentListView *list = fixture.view().sidebar()->list();
        const auto remove = [&](const QUuid &id) { Q_EMIT list->searchDeleteRequested(id); };
        remove(gold);
        QCOMPARE(bar->text(), u"Deleted the search “Gold & co”"_s);
        QVERIFY(undo->isEnabled() && button->isEnabled());
        QCOMPARE(undo->text(), u"&Undo: Delete the search “Gold && co”"_s);
        QVERIFY(button->toolTip().startsWith(u"Undo: Delete the search “Gold & co”"_s));
        remove(silver);
        QVERIFY(undo->text().contains(u"Silver"_s));
        bar->dismiss();
        QVERIFY(undo->isEnabled());
        QTest::keyClick(&fixture.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(searches.find(silver) && !searches.find(gold));
        QCOMPARE(bar->text(), u"Undone: search “Silver” restored"_s);
        QVERIFY(undo->text().contains(u"Gold"_s));

        // A change of the store is newer, and is undone before.
        const qsizetype before = fixture.view().segments().rowCount();
        fixture.session().run(Planner::planCreateSegment({u"Newer"_s, {}}));
        QTRY_COMPARE(fixture.view().segments().rowCount(), before + 1);
        QTRY_VERIFY(!fixture.session().jobs().isBusy());
        QVERIFY2(undo->text().contains(u"Newer"_s), qPrintable(undo->text()));
        QTRY_VERIFY(undo->isEnabled());
        QTest::keyClick(&fixture.window(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(fixture.view().segments().rowCount(), before);
        QTRY_COMPARE(bar->text(), u"Undone: “Newer” deleted"_s);
        QTRY_VERIFY(!fixture.session().jobs().isBusy());
        QVERIFY(!searches.find(gold));
        QTRY_VERIFY(undo->text().contains(u"Gold"_s));
        undo->trigger();
        QVERIFY(searches.find(gold));
        QVERIFY(!undo->isEnabled() && !button->isEnabled());
        QCOMPARE(undo->text(), u"&Undo"_s);

        // Where there is no room for it, it is said and nothing is lost.
        remove(gold);
        while (!searches.isFull())
            searches.add(searches.freeName(u"More"_s), filter);
        undo->trigger();
        QVERIFY(bar->text().contains(u"delete one first"_s));
        QVERIFY(undo->isEnabled());
        searches.remove(silver);
        undo->trigger();
        QVERIFY(searches.find(gold));
    }

    /// A search that finds no one in its segment offers to look elsewhere, and says what it finds.
    void aSearchContinuesEverywhere()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const SegmentId id = fixture.largest().first();
        // Someone who is not in it.
        PeopleFilter outside;
        outside.segments.notIn = {id};
        outside.hasProfile = true;
        const QString address = fixture.copy.people({outside}).first().customer.email;
        PeopleFilter whole;
        whole.text = address;
        const qint64 elsewhere = fixture.countOf(whole);
        fixture.view().open(PeopleListKey::of(id));
        QVERIFY(fixture.waitForTable());
        fixture.typeSearch(address);
        QTest::keyClick(fixture.find<SearchField>(u"searchField"_s), Qt::Key_Return);
        const auto offer = [&fixture]() -> QPushButton * {
            const auto buttons = fixture.page().findChildren<QPushButton *>();
            for (QPushButton *button : buttons) {
                if (button->isVisible() && button->text().startsWith(u"Search everywhere"_s))
                    return button;
            }
            return nullptr;
        };
        QTRY_VERIFY(offer()
                    && offer()->text()
                        == u"Search everywhere (%1)"_s.arg(QLocale().toString(elsewhere)));
        fixture.find<QAction>(u"actionFindEverywhere"_s)->trigger();
        QTRY_COMPARE(fixture.page().model()->total(), elsewhere);
        QVERIFY(fixture.view().place().segment.isNull());
        // Again in the segment, and by Enter.
        fixture.view().open(PeopleListKey::of(id));
        fixture.typeSearch(address);
        QTest::keyClick(fixture.find<SearchField>(u"searchField"_s), Qt::Key_Return);
        QTRY_VERIFY(offer());
        fixture.page().focusContent();
        QVERIFY(offer()->hasFocus());
        QTRY_VERIFY(offer()->text().endsWith(u')'));
        QVERIFY(offer()->hasFocus()); // the number does not take it away
        QTest::keyClick(offer(), Qt::Key_Return);
        QTRY_COMPARE(fixture.page().model()->total(), elsewhere);
        // No one anywhere: there is nothing to offer.
        fixture.view().open(PeopleListKey::of(id));
        fixture.typeSearch(u"qqqqq"_s);
        QTRY_VERIFY(fixture.page().model()->state() == PagedTableModelBase::State::Empty);
        QTRY_VERIFY(!offer());
        // Enter searches; it does not press what the search then shows.
        QTest::keyClick(fixture.find<SearchField>(u"searchField"_s), Qt::Key_Return);
        QCOMPARE(fixture.view().place().text, u"qqqqq"_s);
        // Closing it goes back to where it was begun.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(fixture.view().place() == PeopleListKey::of(id));
        QVERIFY(QApplication::focusWidget() && QApplication::focusWidget()->isVisible());
    }

    void aNamedSearchShowsWhatItIsMadeOf()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        PeopleFilter filter;
        filter.text = u"example.org"_s;
        filter.memberOf = fixture.largest().first();
        fixture.view().open(PeopleListKey::found(filter, u"Mine"_s));
        QTRY_COMPARE(fixture.page().model()->total(), fixture.countOf(filter));
        auto *bar = fixture.find<FilterBar>(u"filterBar"_s);
        QCOMPARE(bar->chipTexts().size(), 2);
        QCOMPARE(bar->chipTexts().first(), u"“example.org”"_s);
        QVERIFY(!fixture.find<QPushButton>(u"scopeAllButton"_s)->isVisible());
        Q_EMIT bar->findChildren<ChipButton *>().first()->removeRequested();
        filter.text.clear();
        QTRY_COMPARE(fixture.page().model()->total(), fixture.countOf(filter));
        QVERIFY(fixture.view().place().title.isEmpty()); // another search than the saved one
    }

    void searchesOutliveTheProgram()
    {
        const QString file = QDir::temp().filePath(QUuid::createUuid().toString(QUuid::Id128));
        PeopleFilter filter;
        filter.text = u"zoë & co"_s;
        filter.memberOf = SegmentId(QUuid::createUuid());
        filter.hasProfile = true;
        filter.segments.of = {SegmentId(QUuid::createUuid()), SegmentId(QUuid::createUuid())};
        filter.segments.match = SegmentSet::Match::Exactly;
        filter.segments.combinations = {1, 3};
        filter.segments.notIn = {SegmentId(QUuid::createUuid())};
        filter.customerGroup = 0;
        filter.customerSince.first = QDate(2024, 2, 29);
        filter.profileSince = {QDate(2024, 3, 1), QDate(2024, 3, 31)};
        {
            QSettings settings(file, QSettings::IniFormat);
            SavedSearches searches(settings, u"a"_s);
            QVERIFY(!searches.add(u"  Mine "_s, filter).isNull());
            QVERIFY(searches.add(u" "_s, filter).isNull());
        }
        QSettings settings(file, QSettings::IniFormat);
        SavedSearches searches(settings, u"a"_s);
        QCOMPARE(searches.all().size(), 1);
        QCOMPARE(searches.all().first().name, u"Mine"_s);
        QVERIFY(searches.all().first().filter == filter);
        QVERIFY(SavedSearches(settings, u"b"_s).all().isEmpty()); // never another store's
        SavedSearches::forget(settings, u"a"_s);
        QVERIFY(SavedSearches(settings, u"a"_s).all().isEmpty());
        QFile::remove(file);
    }

    void searchesOfALaterVersionAreLeftOut()
    {
        const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        const auto read = [&id](const QByteArray &filter) {
            return SavedSearches::fromJson("[{\"id\":\"" + id
                                           + "\",\"name\":\"x\",\"filter\":" + filter + "}]")
                .size();
        };
        QCOMPARE(read("{\"text\":\"a\"}"), 1);
        QCOMPARE(read("{\"text\":\"a\",\"spent\":5}"), 0);
        QCOMPARE(read("{\"of\":[\"no id\"]}"), 0);
        QCOMPARE(read("{\"match\":\"most\"}"), 0);
        QCOMPARE(SavedSearches::fromJson("{broken").size(), 0);
    }

    void aSearchIsAppliedToASegment()
    {
        CopyFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const QList<SegmentId> ids = fixture.largest();
        const SegmentId target = ids.at(1);
        // Everybody of another segment: few of the members stay, so the number must be typed.
        PeopleFilter filter;
        filter.memberOf = ids.at(0);
        const qint64 wanted = fixture.countOf(filter);
        fixture.view().searchActions().applySearch(
            PeopleListKey::found(filter, u"Those of the first"_s), target);
        ApplySearchDialog *dialog = nullptr;
        QTRY_VERIFY(dialog = fixture.dialog<ApplySearchDialog>());
        PeopleFilter staying = filter;
        staying.segments.of = {target};
        PeopleFilter before;
        before.memberOf = target;
        const qint64 out = fixture.countOf(before) - fixture.countOf(staying);
        QVERIFY(ApplySearchDialog::needsTyping(out, fixture.countOf(before)));
        auto *run = dialog->findChild<QPushButton *>(u"runApply"_s);
        QVERIFY(!run->isEnabled());
        dialog->findChild<QLineEdit *>(u"applyTyped"_s)->setText(QString::number(out + 1));
        QVERIFY(!run->isEnabled());
        dialog->findChild<QLineEdit *>(u"applyTyped"_s)->setText(QString::number(out));
        QVERIFY(run->isEnabled());
        QSignalSpy ended(&fixture.session(), &StoreSession::recorded);
        run->click();
        QTRY_COMPARE(ended.count(), 2);
        QCOMPARE(fixture.membersOf(target), wanted);
    }

    void typingIsAskedForOverAFifth()
    {
        QVERIFY(!ApplySearchDialog::needsTyping(0, 0));
        QVERIFY(!ApplySearchDialog::needsTyping(0, 10));
        QVERIFY(!ApplySearchDialog::needsTyping(2, 10));
        QVERIFY(ApplySearchDialog::needsTyping(3, 10));
        QVERIFY(ApplySearchDialog::needsTyping(1, 1));
    }
};

QTEST_MAIN(TestSavedSearches)
#include "tst_savedsearches.moc"
