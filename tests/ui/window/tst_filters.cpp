// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The filter of a list, its dates, and the columns that show them.

#include "models/domain/datetext.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/memorycopy.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/detailspane.h"
#include "ui/filterbar.h"
#include "ui/filterpopup.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/chiprow.h"
#include "ui/kit/datefield.h"
#include "ui/kit/daterangefield.h"
#include "ui/peoplepage.h"
#include "ui/peopletable.h"
#include "ui/savedsearches.h"

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

/// The window with a whole copy of its store.
class Desk
{
public:
    bool open(QSize size = {1440, 900})
    {
        if (!fixture.open({}, size))
            return false;
        const auto ready = [this] {
            return fixture.view().segments().state() == SegmentListModel::State::Ready
                && page().model()->state() == PagedTableModelBase::State::Ready;
        };
        if (!QTest::qWaitFor(ready, 20'000) || !copy.read(fixture.session().background()))
            return false;
        fixture.view().sources().setCopy(copy.functions());
        PeopleSources::Status status;
        status.state = PeopleSources::State::Complete;
        status.readAt = QDateTime::currentDateTimeUtc();
        fixture.view().sources().setStatus(status);
        return waitForTable();
    }

    bool waitForTable()
    {
        return QTest::qWaitFor(
            [this] {
                return page().model()->state() != PagedTableModelBase::State::Loading
                    && (page().model()->rowCount() == 0 || page().model()->rowAt(0));
            },
            20'000);
    }

    PeoplePage &page() const { return *fixture.view().page(); }
    QPushButton *filterButton() const { return fixture.find<QPushButton>(u"filterButton"_s); }
    FilterPopup *popup() const { return fixture.find<FilterPopup>(u"filterPopup"_s); }
    DateRangeField *days(const QString &name) const
    {
        return popup()->findChild<DateRangeField *>(name);
    }
    DateField *firstDay() const
    {
        return days(u"filterCustomerSince"_s)->findChild<DateField *>(u"firstDay"_s);
    }
    FilterBar *bar() const { return fixture.find<FilterBar>(u"filterBar"_s); }
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

    WindowFixture fixture;
    MemoryCopy copy;
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
        Desk desk;
        QVERIFY(desk.open());
        const qint64 all = desk.page().model()->total();
        desk.filterButton()->click();
        QVERIFY(desk.popup()->isVisible());
        type(desk.firstDay(), u"1 jan 2024"_s, Qt::Key_Tab);
        QCOMPARE(desk.bar()->filter().customerSince, (DateRange{QDate(2024, 1, 1), {}}));
        QVERIFY(desk.waitForTable());
        QTRY_VERIFY(desk.page().model()->total() < all);
        QCOMPARE(desk.bar()->chipTexts(), QStringList{u"Customer since 1 Jan 2024 or later"_s});
        QVERIFY(desk.popup()->isVisible()); // more can be chosen
        type(desk.firstDay(), u"2 jan 2024"_s, Qt::Key_Return);
        QVERIFY(!desk.popup()->isVisible()); // Enter is Done
        QCOMPARE(desk.bar()->filter().customerSince.first, QDate(2024, 1, 2));
    }

    void aBadDayKeepsThePopupOpenAndIsKept()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.filterButton()->click();
        type(desk.firstDay(), u"someday"_s, Qt::Key_Return);
        QVERIFY(desk.popup()->isVisible());
        auto *problem = desk.days(u"filterCustomerSince"_s)->findChild<QLabel *>(u"dateProblem"_s);
        QVERIFY(problem->isVisible());
        desk.popup()->findChild<QPushButton *>(u"filterDone"_s)->click();
        QVERIFY(desk.popup()->isVisible());
        QCOMPARE(QApplication::focusWidget(), desk.firstDay());
        desk.popup()->close(); // as a click outside does
        QVERIFY(desk.bar()->filter().isEmpty());
        desk.filterButton()->click();
        QCOMPARE(desk.firstDay()->text(), u"someday"_s);
        QVERIFY(problem->isVisible());
        // Esc: first what was typed, then the popup.
        QTest::keyClick(desk.firstDay(), Qt::Key_Escape);
        QCOMPARE(desk.firstDay()->text(), QString());
        QVERIFY(desk.popup()->isVisible());
        QTest::keyClick(desk.firstDay(), Qt::Key_Escape);
        QVERIFY(!desk.popup()->isVisible());
    }

    void whatIsTypedHoldsWhenThePopupCloses()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.filterButton()->click();
        desk.firstDay()->setFocus();
        QTest::keyClicks(desk.firstDay(), u"2024"_s);
        desk.popup()->close();
        QCOMPARE(desk.bar()->filter().customerSince.first, QDate(2024, 1, 1));
    }

    void bothDatesAreFilters()
    {
        Desk desk;
        QVERIFY(desk.open());
        desk.filterButton()->click();
        auto *usual = desk.days(u"filterProfileSince"_s)->findChild<QComboBox *>(u"usualDays"_s);
        usual->setCurrentIndex(usual->findText(u"Last 90 days"_s));
        Q_EMIT usual->activated(usual->currentIndex());
        const DateRange range = desk.bar()->filter().profileSince;
        QCOMPARE(range.first.daysTo(range.last), 89);
        QVERIFY(desk.bar()->filter().customerSince.isEmpty());
        QVERIFY(desk.bar()->chipTexts().first().startsWith(u"Profile since "_s));
        QVERIFY(desk.waitForTable());
        desk.popup()->findChild<QPushButton *>(u"filterClear"_s)->click();
        QVERIFY(desk.bar()->filter().isEmpty());
    }

    void popupFitsASmallScreenAndTabGoesDown()
    {
        Desk desk;
        QVERIFY(desk.open({960, 600}));
        desk.filterButton()->click();
        FilterPopup *popup = desk.popup();
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
        Desk desk;
        QVERIFY(desk.open());
        PeopleFilter filter;
        filter.hasProfile = true;
        filter.customerSince.first = QDate(2020, 1, 1);
        filter.profileSince.first = QDate(2020, 1, 1);
        Q_EMIT desk.page().filterChanged(filter);
        QTRY_COMPARE(desk.chips().size(), 3);
        auto *clear = desk.fixture.find<QPushButton>(u"clearFiltersButton"_s);
        QVERIFY(clear->isVisible());
        desk.chips().first()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(desk.chips().size(), 2);
        QCOMPARE(QApplication::focusWidget(), desk.chips().first()); // so that Del goes on
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QVERIFY(!clear->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(desk.chips().size(), 0);
        QCOMPARE(QApplication::focusWidget(), desk.filterButton());
    }

    void chipsThatDoNotFitAreCounted()
    {
        Desk desk;
        QVERIFY(desk.open({960, 600}));
        PeopleFilter filter;
        for (int row = 0; row < 6; ++row) {
            filter.segments.of.append(desk.fixture.view()
                                          .segments()
                                          .index(row)
                                          .data(SegmentListModel::IdRole)
                                          .value<SegmentId>());
        }
        filter.segments.atLeast = 6;
        Q_EMIT desk.page().filterChanged(filter);
        auto *row = desk.bar()->findChild<ChipRow *>();
        QTRY_VERIFY(row->shownChips() > 0);
        QVERIFY(row->shownChips() < 6);
        const auto chips = desk.chips();
        if (chips.size() > 1) { // only a single one is ever shortened
            for (const ChipButton *chip : chips)
                QVERIFY(chip->width() >= chip->sizeHint().width());
        }
        auto *more = desk.bar()->findChild<QPushButton *>(u"moreChips"_s);
        QVERIFY(more->isVisible());
        QCOMPARE(more->text(), u"+%1"_s.arg(6 - row->shownChips()));
        QVERIFY(row->rect().contains(more->geometry()));
    }

    void datesAreTwoColumns()
    {
        Desk desk;
        QVERIFY(desk.open());
        PeopleTable *table = desk.page().table();
        QVERIFY(!table->isColumnHidden(int(Column::CustomerSince)));
        QVERIFY(table->isColumnHidden(int(Column::ProfileSince)));
        table->setColumnWanted(int(Column::ProfileSince), true);
        QVERIFY(!table->isColumnHidden(int(Column::ProfileSince)));
        desk.page().sortBy(PeopleOrder::ProfileSince, Qt::DescendingOrder);
        QVERIFY(desk.waitForTable());
        const Person *first = desk.page().model()->rowAt(0);
        QVERIFY(first && first->profile);
        QCOMPARE(desk.page().model()->index(0, int(Column::ProfileSince)).data().toString(),
                 displayDate(first->profile->createdAt.toLocalTime().date()));
        QCOMPARE(desk.page().model()->index(0, int(Column::CustomerSince)).data().toString(),
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
        QTRY_COMPARE_WITH_TIMEOUT(fixture.view().sources().isComplete(), true, 30'000);
        PeoplePage &page = *fixture.view().page();
        QTRY_VERIFY_WITH_TIMEOUT(page.model()->rowAt(0), 20'000);
        const QDate day = page.model()->rowAt(0)->customer.dateCreated.toLocalTime().date();
        const CustomerId who = page.model()->rowAt(0)->customerId;
        PeopleFilter filter;
        filter.customerSince = {day, day};
        Q_EMIT page.filterChanged(filter);
        QTRY_VERIFY_WITH_TIMEOUT(page.model()->total() > 0 && page.model()->total() < 100
                                     && page.model()->rowAt(0),
                                 20'000);
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

    void tabGoesDownThePersonPane()
    {
        Desk desk;
        QVERIFY(desk.open());
        auto *pane = desk.fixture.find<DetailsPane>(u"detailsPane"_s);
        int row = -1;
        for (int i = 0; i < desk.page().model()->rowCount() && row < 0; ++i) {
            const Person *person = desk.page().model()->rowAt(i);
            if (person && person->customer.segmentIds.value_or(QList<SegmentId>()).size() >= 2)
                row = i;
        }
        QVERIFY(row >= 0);
        desk.page().table()->setCurrentIndex(desk.page().model()->index(row, 1));
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
        Desk desk;
        QVERIFY(desk.fixture.open());
        QTRY_COMPARE(desk.fixture.view().segments().state(), SegmentListModel::State::Ready);
        QTRY_COMPARE(desk.page().model()->state(), PagedTableModelBase::State::Ready);
        desk.fixture.store().stop();
        Place place;
        place.kind = Place::Kind::WithoutProfile;
        desk.fixture.view().open(place);
        auto *count = desk.fixture.find<QLabel>(u"pageCount"_s);
        auto *age = desk.fixture.find<QLabel>(u"pageAge"_s);
        const auto isSaid = [&desk](const QString &text) {
            const auto labels = desk.page().findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [&text](const QLabel *label) {
                return label->isVisible() && label->text() == text;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(u"Could not read the customers"_s), 30'000);
        QCOMPARE(count->text(), QString());
        QVERIFY(!age->isVisible());
    }

    void oneSentenceHasOneKindOfDigits()
    {
        QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
        const auto back = qScopeGuard([] { QLocale::setDefault(QLocale::c()); });
        Desk desk;
        QVERIFY(desk.open());
        desk.page().table()->setCurrentIndex(desk.page().model()->index(0, 1));
        desk.filterButton()->click();
        type(desk.firstDay(), u"30 days ago"_s, Qt::Key_Tab);
        static const QRegularExpression ascii(u"[0-9]"_s);
        static const QRegularExpression arabic(u"[\u0660-\u0669]"_s);
        static const QRegularExpression keys(u"\\b(F|Ctrl\\+|Alt\\+)[0-9]+"_s); // names, too
        const auto check = [](const QWidget *widget, QString text) {
            text.remove(keys);
            QVERIFY2(!(text.contains(ascii) && text.contains(arabic)),
                     qPrintable(widget->objectName() + u": "_s + text));
        };
        const auto all = desk.fixture.window().findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (const auto *label = qobject_cast<const QLabel *>(widget))
                check(widget, label->text());
            if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
                check(widget, button->text());
            check(widget, widget->accessibleName());
            check(widget, widget->toolTip());
            check(widget, widget->accessibleDescription());
        }
        const QString id = desk.page().model()->index(0, int(Column::CustomerId)).data().toString();
        QVERIFY(!id.contains(arabic)); // a name, not a count
    }
};

QTEST_MAIN(TestFilters)
#include "tst_filters.moc"
