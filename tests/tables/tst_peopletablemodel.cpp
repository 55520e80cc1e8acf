// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/utc.h"
#include "models/tables/peopletablemodel.h"
#include "tests/tables/answers.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

using Column = PeopleTableModel::Column;
using RowState = PagedTableModelBase::RowState;

ProfileId profileId(int number)
{
    return ProfileId(QUuid(uint(number), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

SegmentId segmentId(int number)
{
    return SegmentId(QUuid(uint(number), 2, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

CustomerId customerId(int number)
{
    return CustomerId(1000 + number);
}

Person person(int number)
{
    const QDateTime created(QDate(2024, 3, 7), QTime(12, 0), utc);
    return Person::fromProfile({profileId(number), customerId(number), created, created});
}

Customer customer(CustomerId id)
{
    Customer customer;
    customer.id = id;
    customer.firstName = u"First"_s;
    customer.lastName = QString::number(toNumber(id));
    customer.email = customer.lastName + u"@example.com"_s;
    customer.company = u"Company"_s;
    customer.segmentIds = QList<SegmentId>{segmentId(1), segmentId(2)};
    return customer;
}

QList<Customer> customers(const QList<CustomerId> &ids)
{
    QList<Customer> found;
    for (CustomerId id : ids)
        found.append(customer(id));
    return found;
}

struct People
{
    int total = 0;
    Questions<PageRequest, Page<Person>> requests;
    Questions<QList<CustomerId>, QList<Customer>> lookups;
    std::unique_ptr<PeopleTableModel> model = std::make_unique<PeopleTableModel>();
    QAbstractItemModelTester tester{model.get()};

    explicit People(int people) : total(people)
    {
        model->setCustomerLookup([this](const QList<CustomerId> &ids, QObject *context,
                                        Callback<QList<Customer>> callback) {
            lookups.ask(ids, context, std::move(callback));
        });
        open();
    }
    void open()
    {
        model->setSource(
            [this](PageRequest request, QObject *context, Callback<Page<Person>> callback) {
                requests.ask(request, context, std::move(callback));
            });
    }
    void answerPage()
    {
        const PageRequest request = requests.pending();
        Page<Person> page;
        page.total = total;
        page.number = request.page;
        for (int i = (request.page - 1) * 250; i < std::min(total, request.page * 250); ++i)
            page.items.append(person(i));
        requests.answer(page);
    }
    void answerLookup() { lookups.answer(customers(lookups.pending())); }
    QModelIndex at(int row, Column column) const { return model->index(row, int(column)); }
    QString text(int row, Column column) const { return at(row, column).data().toString(); }
    RowState cellState(int row, Column column) const
    {
        return at(row, column).data(PagedTableModelBase::RowStateRole).value<RowState>();
    }
};

} // namespace

class TestPeopleTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsProfilesBeforeTheirNames()
    {
        People people(300);
        people.answerPage();
        QCOMPARE(people.text(3, Column::CustomerId), u"1003"_s);
        QCOMPARE(people.text(3, Column::ProfileUuid), profileId(3).toString());
        QCOMPARE(people.text(3, Column::ProfileSince), u"7 Mar 2024"_s);
        QCOMPARE(people.cellState(3, Column::CustomerId), RowState::Ready);
        QCOMPARE(people.cellState(3, Column::ProfileSince), RowState::Ready);
        QCOMPARE(people.text(3, Column::Name), QString());
        QCOMPARE(people.cellState(3, Column::Name), RowState::Loading);
        QCOMPARE(people.at(3, Column::Name).data(Qt::AccessibleTextRole).toString(), u"Loading"_s);
        QCOMPARE(people.cellState(260, Column::CustomerId), RowState::Loading);
    }

    void asksOncePerPageForNames()
    {
        People people(300);
        people.answerPage();
        QCOMPARE(people.lookups.asked.size(), 1);
        QCOMPARE(people.lookups.pending().size(), 250);
        QSignalSpy changes(people.model.get(), &QAbstractItemModel::dataChanged);
        people.answerLookup();
        QCOMPARE(changes.size(), 1);
        QCOMPARE(people.text(3, Column::Name), u"First 1003"_s);
        QCOMPARE(people.text(3, Column::Email), u"1003@example.com"_s);
        QCOMPARE(people.text(3, Column::Company), u"Company"_s);
        QCOMPARE(people.cellState(3, Column::Name), RowState::Ready);
        QCOMPARE(people.lookups.asked.size(), 1);

        people.model->setVisibleRows(240, 280);
        people.answerPage();
        QCOMPARE(people.lookups.asked.size(), 2);
        QCOMPARE(people.lookups.pending().size(), 50);
        people.answerLookup();
        QCOMPARE(people.text(299, Column::Name), u"First 1299"_s);
    }

    void asksOnceForACustomerOnSeveralRows()
    {
        People people(0);
        people.requests.answer(Page<Person>{{person(1), person(1), person(2)}, {}, 3, 1, 250, {}});
        QCOMPARE(people.lookups.pending(), (QList{customerId(1), customerId(2)}));
        people.answerLookup();
        QCOMPARE(people.text(1, Column::Name), u"First 1001"_s);
    }

    void peopleMadeFromCustomersAreNotAskedFor()
    {
        People people(0);
        Person known = Person::fromCustomer(customer(customerId(7)));
        known.customer.dateCreated = QDateTime(QDate(2023, 1, 2), QTime(12, 0), utc);
        people.requests.answer(Page<Person>{{known}, {}, 1, 1, 250, {}});
        QCOMPARE(people.lookups.asked.size(), 0);
        QCOMPARE(people.text(0, Column::Name), u"First 1007"_s);
        QCOMPARE(people.text(0, Column::ProfileUuid), QString());
        QCOMPARE(people.text(0, Column::CustomerSince), u"2 Jan 2023"_s);
        QCOMPARE(people.text(0, Column::ProfileSince), QString());
        QCOMPARE(people.at(0, Column::Name).data(PagedTableModelBase::IdRole).value<CustomerId>(),
                 customerId(7));
    }

    void saysWhichCustomersAreGone()
    {
        People people(2);
        people.answerPage();
        people.lookups.answer(QList<Customer>{customer(customerId(1))});
        QCOMPARE(people.text(0, Column::Name), u"Customer no longer exists"_s);
        QCOMPARE(
            people.at(0, Column::Name).data(PeopleTableModel::DetailsRole).value<Person::Details>(),
            Person::Details::Missing);
        QCOMPARE(people.text(1, Column::Name), u"First 1001"_s);
        QCOMPARE(people.lookups.asked.size(), 1);
    }

    /// A row that cannot be read may be that of whom is asked for: they are not taken for gone.
    void unreadableCustomersAreNotGone()
    {
        People people(2);
        people.answerPage();
        Customer odd;
        odd.id = customerId(0);
        odd.isUnreadable = true;
        people.lookups.answer(QList<Customer>{odd, customer(customerId(1))});
        QCOMPARE(people.text(0, Column::Name), u"Customer cannot be read"_s);
        QCOMPARE(people.cellState(0, Column::Name), RowState::Ready);
        QCOMPARE(people.text(1, Column::Name), u"First 1001"_s);
        QCOMPARE(people.lookups.asked.size(), 1);
    }

    void failedNamesWaitForRetry()
    {
        People people(2);
        people.answerPage();
        QSignalSpy failures(people.model.get(), &PagedTableModelBase::loadFailed);
        people.lookups.answer(tl::unexpected(errorOf(ApiError::Kind::Timeout)));
        QCOMPARE(failures.size(), 1);
        QCOMPARE(people.cellState(0, Column::Name), RowState::Failed);
        QCOMPARE(people.at(0, Column::Name).data(PagedTableModelBase::RowStateRole).toInt(), 2);
        QCOMPARE(people.cellState(0, Column::CustomerId), RowState::Ready);
        people.model->setVisibleRows(0, 1);
        QVERIFY(!people.lookups.isPending());
        people.model->retry();
        QCOMPARE(people.cellState(0, Column::Name), RowState::Loading);
        people.answerLookup();
        QCOMPARE(people.text(0, Column::Name), u"First 1000"_s);
    }

    void namesDoNotBlinkDuringRefresh()
    {
        People people(2);
        people.answerPage();
        people.answerLookup();
        people.model->refresh();
        people.answerPage();
        QCOMPARE(people.text(0, Column::Name), u"First 1000"_s);
        QVERIFY(people.lookups.isPending()); // but they are reread
        Customer renamed = customer(customerId(0));
        renamed.firstName = u"Other"_s;
        people.lookups.answer(QList<Customer>{renamed});
        QCOMPARE(people.text(0, Column::Name), u"Other 1000"_s);
        QCOMPARE(people.text(1, Column::Name), u"Customer no longer exists"_s);
        QVERIFY(!people.lookups.isPending());
    }

    void aLateLookupIsNotHeard()
    {
        People people(2);
        people.answerPage();
        people.open();
        people.answerPage();
        QCOMPARE(people.lookups.asked.size(), 2);
        Customer wrong = customer(customerId(0));
        wrong.firstName = u"Wrong"_s;
        people.lookups.answer(QList<Customer>{wrong});
        QCOMPARE(people.cellState(0, Column::Name), RowState::Loading);
        people.answerLookup();
        QCOMPARE(people.text(0, Column::Name), u"First 1000"_s);
    }

    void diesWhileALookupIsUnderWay()
    {
        People people(2);
        people.answerPage();
        QVERIFY(people.lookups.asked.first().context);
        people.model.reset();
        QVERIFY(!people.lookups.asked.first().context);
        people.answerLookup();
    }

    void listsTheOtherSegments()
    {
        People people(2);
        people.answerPage();
        people.answerLookup();
        people.model->setSegmentNames([](SegmentId id) {
            return id == segmentId(1) ? u"VIP"_s : id == segmentId(2) ? u"Lapsed"_s : QString();
        });
        const auto segments = [&people] {
            return people.at(0, Column::OtherSegments)
                .data(PeopleTableModel::SegmentsRole)
                .value<QList<SegmentId>>();
        };
        QCOMPARE(segments(), (QList{segmentId(1), segmentId(2)}));
        QVERIFY(people.text(0, Column::OtherSegments).contains(u"VIP"));
        people.model->setOpenSegment(segmentId(1));
        QCOMPARE(segments(), QList{segmentId(2)});
        QCOMPARE(people.text(0, Column::OtherSegments), u"Lapsed"_s);

        QSignalSpy changes(people.model.get(), &QAbstractItemModel::dataChanged);
        people.model->setMembership(profileId(0), segmentId(3), true);
        people.model->setMembership(profileId(0), segmentId(3), true);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(segments(), (QList{segmentId(2), segmentId(3)}));
        people.model->setMembership(profileId(0), segmentId(2), false);
        QCOMPARE(segments(), QList{segmentId(3)});
        people.model->setMembership(profileId(99), segmentId(2), false);
        QCOMPARE(changes.size(), 2);
    }

    void markupAndControlCharactersStayText()
    {
        People people(1);
        people.answerPage();
        Customer nasty = customer(customerId(0));
        nasty.firstName = u"<b>Bob</b>\u202E"_s;
        nasty.lastName = u"a\nb"_s;
        people.lookups.answer(QList<Customer>{nasty});
        QCOMPARE(people.text(0, Column::Name), u"<b>Bob</b>\uFFFD a b"_s);
        QCOMPARE(people.at(0, Column::Name).data(Qt::ToolTipRole).toString(),
                 u"<b>Bob</b>\uFFFD a b"_s);
    }

    void numbersAreExact()
    {
        People people(0);
        Person big = person(1);
        big.customerId = CustomerId(9'007'199'254'740'993); // 2^53 + 1
        people.requests.answer(Page<Person>{{big}, {}, 1, 1, 250, {}});
        QCOMPARE(people.text(0, Column::CustomerId), u"9007199254740993"_s);
        QCOMPARE(people.at(0, Column::CustomerId).data(PagedTableModelBase::SortRole).toLongLong(),
                 9'007'199'254'740'993);
        QVERIFY(people.at(0, Column::CustomerId).data(Qt::TextAlignmentRole).value<Qt::Alignment>()
                & Qt::AlignRight);
    }

    void collectsTheProfilesOfASelection()
    {
        People people(0);
        const Person without = Person::fromCustomer(customer(customerId(7)));
        people.requests.answer(
            Page<Person>{{person(1), person(2), without, person(1), person(3)}, {}, 6, 1, 250, {}});
        qint64 others = -1;
        QCOMPARE(people.model->profilesIn({{0, 3}}, &others), (QList{profileId(1), profileId(2)}));
        QCOMPARE(others, 1);
        QCOMPARE(people.model->profilesIn({{4, 100}, {0, 0}}, &others),
                 (QList{profileId(3), profileId(1)}));
        QCOMPARE(others, 1); // the sixth row is not there
        QCOMPARE(people.model->profilesIn({{-5, -1}}).size(), 0);
        QCOMPARE(people.model->rowOf(profileId(3)), 4);
        QCOMPARE(people.model->rowOf(profileId(9)), -1);
    }

    void headersHaveNames()
    {
        People people(0);
        for (int column = 1; column < PeopleTableModel::columns; ++column)
            QVERIFY(!people.model->headerData(column, Qt::Horizontal).toString().isEmpty());
        QCOMPARE(people.model->headerData(0, Qt::Horizontal, Qt::AccessibleTextRole).toString(),
                 u"Selected"_s);
        QCOMPARE(people.model->headerData(99, Qt::Horizontal), QVariant());
        QCOMPARE(people.model->headerData(0, Qt::Vertical), QVariant());
    }
};

QTEST_GUILESS_MAIN(TestPeopleTableModel)
#include "tst_peopletablemodel.moc"
