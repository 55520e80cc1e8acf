// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The filter of a list, its dates, and the columns that show them.

#include "models/domain/datetext.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/copyfixture.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/chiprow.h"
#include "ui/kit/datefield.h"
#include "ui/kit/daterangefield.h"
#include "ui/people/detailspane.h"
#include "ui/people/filterbar.h"
#include "ui/people/filterpopup.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peopletable.h"
#include "ui/segments/savedsearches.h"

#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

using Column = PeopleTableModel::Column;

class FilterFixture : public CopyFixture
{
public:
    QPushButton *filterButton() const { return find<QPushButton>(u"filterButton"_s); }
    FilterPopup *popup() const { return find<FilterPopup>(u"filterPopup"_s); }
    DateRangeField *days(const QString &name) const
    {
        return popup()->findChild<DateRangeField *>(name);
    }
    DateField *firstDay() const
    {
        return days(u"filterCustomerSince"_s)->findChild<DateField *>(u"firstDay"_s);
    }
    FilterBar *bar() const { return find<FilterBar>(u"filterBar"_s); }
    QList<ChipButton *> chips() const
    {
        QList<ChipButton *> shown;
        const auto all = bar()->findChildren<ChipButton *>();
        for (ChipButton *chip : all) {
            if (chip->isVisible())
                shown.append(chip);
        }
        return shown;
    }
};

void type(DateField *field, const QString &text, Qt::Key end)
{
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, end);
}

/// What has the focus after each Tab from @p first on, until it leaves @p pane.
QList<QWidget *> tabbedThrough(QWidget *pane, QWidget *first)
{
    QList<QWidget *> order;
    first->setFocus();
    for (QWidget *now = QApplication::focusWidget();
         now && pane->isAncestorOf(now) && !order.contains(now) && order.size() < 100;
         now = QApplication::focusWidget()) {
        order.append(now);
        QTest::keyClick(now, Qt::Key_Tab);
    }
    return order;
}

} // namespace

class TestFilters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTypedDayFilters()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy());
        const qint64 all = fixture.page().model()->total();
        fixture.filterButton()->click();
        QVERIFY(fixture.popup()->isVisible());
        type(fixture.firstDay(), u"1 jan 2024"_s, Qt::Key_Tab);
        QCOMPARE(fixture.bar()->filter().customerSince, (DateRange{QDate(2024, 1, 1), {}}));
        QVERIFY(fixture.waitForTable());
        QTRY_VERIFY(fixture.page().model()->total() < all);
        QCOMPARE(fixture.bar()->chipTexts(), QStringList{u"Customer since 1 Jan 2024 or later"_s});
        QVERIFY(fixture.popup()->isVisible()); // more can be chosen
        type(fixture.firstDay(), u"2 jan 2024"_s, Qt::Key_Return);
        QVERIFY(!fixture.popup()->isVisible()); // Enter is Done
        QCOMPARE(fixture.bar()->filter().customerSince.first, QDate(2024, 1, 2));
    }

    void aBadDayKeepsThePopupOpenAndIsKept()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy());
        fixture.filterButton()->click();
        type(fixture.firstDay(), u"someday"_s, Qt::Key_Return);
        QVERIFY(fixture.popup()->isVisible());
        auto *problem =
            fixture.days(u"filterCustomerSince"_s)->findChild<QLabel *>(u"dateProblem"_s);
        QVERIFY(problem->isVisible());
        fixture.popup()->findChild<QPushButton *>(u"filterDone"_s)->click();
        QVERIFY(fixture.popup()->isVisible());
        QCOMPARE(QApplication::focusWidget(), fixture.firstDay());
        fixture.popup()->close(); // as a click outside does
        QVERIFY(fixture.bar()->filter().isEmpty());
        fixture.filterButton()->click();
        QCOMPARE(fixture.firstDay()->text(), u"someday"_s);
        QVERIFY(problem->isVisible());
        // Esc: first what was typed, then the popup.
        QTest::keyClick(fixture.firstDay(), Qt::Key_Escape);
        QCOMPARE(fixture.firstDay()->text(), QString());
        QVERIFY(fixture.popup()->isVisible());
        QTest::keyClick(fixture.firstDay(), Qt::Key_Escape);
        QVERIFY(!fixture.popup()->isVisible());
    }

    void whatIsTypedHoldsWhenThePopupCloses()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy());
        fixture.filterButton()->click();
        fixture.firstDay()->setFocus();
        QTest::keyClicks(fixture.firstDay(), u"2024"_s);
        fixture.popup()->close();
        QCOMPARE(fixture.bar()->filter().customerSince.first, QDate(2024, 1, 1));
    }

    void bothDatesAreFilters()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy());
        fixture.filterButton()->click();
        auto *usual = fixture.days(u"filterProfileSince"_s)->findChild<QComboBox *>(u"usualDays"_s);
        usual->setCurrentIndex(usual->findText(u"Last 90 days"_s));
        Q_EMIT usual->activated(usual->currentIndex());
        const DateRange range = fixture.bar()->filter().profileSince;
        QCOMPARE(range.first.daysTo(range.last), 89);
        QVERIFY(fixture.bar()->filter().customerSince.isEmpty());
        QCOMPARE(fixture.bar()->chipTexts().first(), u"Profile since: last 90 days"_s);
        QVERIFY(fixture.waitForTable());
        fixture.popup()->findChild<QPushButton *>(u"filterClear"_s)->click();
        QVERIFY(fixture.bar()->filter().isEmpty());
    }

    void popupFitsASmallScreenAndTabGoesDown()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy({960, 600}));
        fixture.filterButton()->click();
        FilterPopup *popup = fixture.popup();
        QVERIFY(popup->height() < 560);
        auto *first = popup->findChild<QPushButton *>(u"filterInAdd"_s);
        const QList<QWidget *> order = tabbedThrough(popup, first);
        QVERIFY(order.size() >= 11);
        for (qsizetype i = 1; i < order.size(); ++i) {
            const QPoint before = order.at(i - 1)->mapTo(popup, QPoint(0, 0));
            const QPoint now = order.at(i)->mapTo(popup, QPoint(0, 0));
            QVERIFY2(now.y() > before.y() || now.x() > before.x(),
                     qPrintable(order.at(i)->objectName()));
        }
    }

    void chipsAreTakenAwayByKeys()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy());
        PeopleFilter filter;
        filter.hasProfile = true;
        filter.customerSince.first = QDate(2020, 1, 1);
        filter.profileSince.first = QDate(2020, 1, 1);
        Q_EMIT fixture.page().filterChanged(filter);
        QTRY_COMPARE(fixture.chips().size(), 3);
        auto *clear = fixture.find<QPushButton>(u"clearFiltersButton"_s);
        QVERIFY(clear->isVisible());
        fixture.chips().first()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(fixture.chips().size(), 2);
        QCOMPARE(QApplication::focusWidget(), fixture.chips().first()); // so that Del continues
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QVERIFY(!clear->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(fixture.chips().size(), 0);
        QCOMPARE(QApplication::focusWidget(), fixture.filterButton());
    }

    void chipsThatDoNotFitAreCounted()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy({960, 600}));
        PeopleFilter filter;
        for (int row = 0; row < 6; ++row) {
            filter.segments.of.append(fixture.view()
                                          .segments()
                                          .index(row)
                                          .data(SegmentListModel::IdRole)
                                          .value<SegmentId>());
        }
        filter.segments.atLeast = 6;
        Q_EMIT fixture.page().filterChanged(filter);
        auto *row = fixture.bar()->findChild<ChipRow *>();
        QTRY_VERIFY(row->shownChips() > 0);
        QVERIFY(row->shownChips() < 6);
        const auto chips = fixture.chips();
        if (chips.size() > 1) { // only a single one is ever shortened
            for (const ChipButton *chip : chips)
                QVERIFY(chip->width() >= chip->sizeHint().width());
        }
        auto *more = fixture.bar()->findChild<QPushButton *>(u"moreChips"_s);
        QVERIFY(more->isVisible());
        QCOMPARE(more->text(), u"+%1"_s.arg(6 - row->shownChips()));
        QVERIFY(row->rect().contains(more->geometry()));
    }

    void datesAreTwoColumns()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy());
        PeopleTable *table = fixture.page().table();
        QVERIFY(!table->isColumnHidden(int(Column::CustomerSince)));
        QVERIFY(table->isColumnHidden(int(Column::ProfileSince)));
        table->setColumnWanted(int(Column::ProfileSince), true);
        QVERIFY(!table->isColumnHidden(int(Column::ProfileSince)));
        fixture.page().sortBy(PeopleOrder::ProfileSince, Qt::DescendingOrder);
        QVERIFY(fixture.waitForTable());
        const Person *first = fixture.page().model()->rowAt(0);
        QVERIFY(first && first->profile);
        QCOMPARE(fixture.page().model()->index(0, int(Column::ProfileSince)).data().toString(),
                 displayDate(first->profile->createdAt.toLocalTime().date()));
        QCOMPARE(fixture.page().model()->index(0, int(Column::CustomerSince)).data().toString(),
                 displayDate(first->customer.dateCreated.toLocalTime().date()));
    }

    /// The day that a cell shows is a day that finds it, wherever the computer stands.
    void theDayThatIsShownIsFound_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone : {"UTC", "America/Los_Angeles", "Pacific/Auckland"})
            QTest::newRow(zone) << QByteArray(zone);
    }
    void theDayThatIsShownIsFound()
    {
        QFETCH(QByteArray, zone);
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", zone);
        const auto back =
            qScopeGuard([&before] { before.isEmpty() ? qunsetenv("TZ") : qputenv("TZ", before); });
        WindowFixture fixture;
        fixture.keepsCopy = true;
        QVERIFY(fixture.open());
        QTRY_COMPARE(fixture.view().sources().isComplete(), true);
        PeoplePage &page = *fixture.view().page();
        QTRY_VERIFY(page.model()->rowAt(0));
        const QDate day = page.model()->rowAt(0)->customer.dateCreated.toLocalTime().date();
        const CustomerId who = page.model()->rowAt(0)->customerId;
        PeopleFilter filter;
        filter.customerSince = {day, day};
        Q_EMIT page.filterChanged(filter);
        QTRY_VERIFY(page.model()->total() > 0 && page.model()->total() < 100
                    && page.model()->rowAt(0));
        bool found = false;
        for (int row = 0; row < page.model()->rowCount(); ++row) {
            const Person *person = page.model()->rowAt(row);
            QCOMPARE(person->customer.dateCreated.toLocalTime().date(), day);
            found = found || person->customerId == who;
        }
        QVERIFY(found);
    }

    void columnsOfOlderVersionsAreRead()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        settings.setValue(u"people/columnWidths"_s,
                          QVariantList{46, 150, 220, 120, 100, 0, 200, 133});
        settings.setValue(u"people/columnOrder"_s, QVariantList{0, 1, 2, 4, 3, 5, 6, 7});
        settings.setValue(u"people/hiddenColumns"_s, QVariantList{5, 3});
        PeopleTableModel model;
        PeopleTable table(model, {});
        table.resize(1800, 300); // room for all
        table.show();
        table.restoreColumns(settings);
        const auto check = [](const PeopleTable &shown) {
            QVERIFY(!shown.isColumnWanted(int(Column::Company)));
            QVERIFY(!shown.isColumnWanted(int(Column::ProfileUuid)));
            QVERIFY(!shown.isColumnWanted(int(Column::ProfileSince)));
            QCOMPARE(shown.columnWidth(int(Column::CustomerSince)), 133);
            QCOMPARE(shown.columnWidth(int(Column::Name)), 150);
            QCOMPARE(shown.horizontalHeader()->visualIndex(int(Column::CustomerId)), 3);
        };
        check(table);
        table.setColumnWanted(int(Column::ProfileSince), true);
        table.saveColumns(settings);
        QVERIFY(!settings.contains(u"people/columnWidths"_s));
        PeopleTable again(model, {});
        again.resize(1800, 300);
        again.show();
        again.restoreColumns(settings);
        QVERIFY(again.isColumnWanted(int(Column::ProfileSince)));
        again.setColumnWanted(int(Column::ProfileSince), false);
        check(again);
    }

    void searchesOfOlderVersionsAreRead()
    {
        const QByteArray json =
            R"([{"id":"7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af","name":"Spring",)"
            R"("filter":{"text":"zoe","from":"2024-03-01","to":"2024-05-31"}}])";
        const QList<SavedSearch> searches = SavedSearches::fromJson(json);
        QCOMPARE(searches.size(), 1);
        QCOMPARE(searches.first().filter.customerSince,
                 (DateRange{QDate(2024, 3, 1), QDate(2024, 5, 31)}));
        QVERIFY(searches.first().filter.profileSince.isEmpty());
        QCOMPARE(SavedSearches::fromJson(SavedSearches::toJson(searches)).size(), 1);
    }

    /// "Last 30 days" are those until the day on which the search is asked, not of when it was
    /// saved.
    void aSavedSearchMovesOnWithTheCalendar()
    {
        PeopleFilter filter;
        filter.customerSince = {QDate(2020, 1, 1), QDate(2020, 1, 30), u"last 30 days"_s};
        filter.profileSince = {QDate(2020, 1, 1), QDate(2020, 1, 30)};
        const SavedSearch search{QUuid::createUuid(), u"New"_s, filter};
        const QByteArray json = SavedSearches::toJson({search});
        QVERIFY2(json.contains("last 30 days") && json.count("2020-01") == 2, json.constData());
        const QList<SavedSearch> read = SavedSearches::fromJson(json);
        QCOMPARE(read.size(), 1);
        const PeopleFilter later = read.first().filterOn(QDate(2026, 11, 29));
        QCOMPARE(later.customerSince,
                 (DateRange{QDate(2026, 10, 31), QDate(2026, 11, 29), u"last 30 days"_s}));
        QCOMPARE(later.profileSince, filter.profileSince); // these days were meant
        QCOMPARE(read.first().filterOn(QDate(2026, 11, 30)).customerSince.last,
                 QDate(2026, 11, 30));
        // What a later version means by it is not known here: it is no search without days.
        QByteArray unknown = json;
        unknown.replace("last 30 days", "next blue moon");
        QVERIFY(SavedSearches::fromJson(unknown).isEmpty());
    }

    void tabGoesDownThePersonPane()
    {
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy());
        auto *pane = fixture.find<DetailsPane>(u"detailsPane"_s);
        int row = -1;
        for (int i = 0; i < fixture.page().model()->rowCount() && row < 0; ++i) {
            const Person *person = fixture.page().model()->rowAt(i);
            if (person && person->customer.segmentIds.value_or(QList<SegmentId>()).size() >= 2)
                row = i;
        }
        QVERIFY(row >= 0);
        fixture.page().table()->setCurrentIndex(fixture.page().model()->index(row, 1));
        QTRY_VERIFY(pane->findChildren<ChipButton *>().size() >= 2);
        const QList<QWidget *> order =
            tabbedThrough(pane, pane->findChild<QWidget *>(u"detailsClose"_s));
        QVERIFY(order.size() >= 5);
        for (qsizetype i = 1; i < order.size(); ++i) {
            const QPoint before = order.at(i - 1)->mapTo(pane, order.at(i - 1)->rect().center());
            const QPoint now = order.at(i)->mapTo(pane, order.at(i)->rect().center());
            const bool sameLine = std::abs(now.y() - before.y()) < 8;
            QVERIFY2(sameLine ? now.x() > before.x() : now.y() > before.y(),
                     qPrintable(order.at(i)->objectName()));
        }
    }

    void noCountStandsAboveAnError()
    {
        FilterFixture fixture;
        QVERIFY(fixture.open());
        QTRY_COMPARE(fixture.view().segments().state(), SegmentListModel::State::Ready);
        QTRY_COMPARE(fixture.page().model()->state(), PagedTableModelBase::State::Ready);
        fixture.store().stop();
        PeopleListKey place;
        place.kind = PeopleListKey::Kind::WithoutProfile;
        fixture.view().open(place);
        auto *count = fixture.find<QLabel>(u"pageCount"_s);
        auto *age = fixture.find<QLabel>(u"pageAge"_s);
        const auto isSaid = [&fixture](const QString &text) {
            const auto labels = fixture.page().findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) {
                return label->isVisible() && label->text() == text;
            });
        };
        QTRY_VERIFY(isSaid(u"Could not read the customers"_s));
        QCOMPARE(count->text(), QString());
        QVERIFY(!age->isVisible());
    }

    void oneSentenceHasOneKindOfDigits()
    {
        QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
        const auto back = qScopeGuard([] { QLocale::setDefault(QLocale::c()); });
        FilterFixture fixture;
        QVERIFY(fixture.openWithCopy());
        fixture.page().table()->setCurrentIndex(fixture.page().model()->index(0, 1));
        fixture.filterButton()->click();
        type(fixture.firstDay(), u"30 days ago"_s, Qt::Key_Tab);
        static const QRegularExpression ascii(u"[0-9]"_s);
        static const QRegularExpression arabic(u"[\u0660-\u0669]"_s);
        static const QRegularExpression keys(u"\\b(F|Ctrl\\+|Alt\\+)[0-9]+"_s); // names, too
        const auto check = [](const QWidget *widget, QString text) {
            text.remove(keys);
            QVERIFY2(!(text.contains(ascii) && text.contains(arabic)),
                     qPrintable(widget->objectName() + u": "_s + text));
        };
        const auto all = fixture.window().findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (const auto *label = qobject_cast<const QLabel *>(widget))
                check(widget, label->text());
            if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
                check(widget, button->text());
            check(widget, widget->accessibleName());
            check(widget, widget->toolTip());
            check(widget, widget->accessibleDescription());
        }
        const QString id =
            fixture.page().model()->index(0, int(Column::CustomerId)).data().toString();
        QVERIFY(!id.contains(arabic)); // a name, not a count
    }
};

QTEST_MAIN(TestFilters)
#include "tst_filters.moc"
