// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What was done to a person is found in the history by name, e-mail address and customer id; in
// this run and in earlier ones, from the local copy and without one.

#include "models/changes/changegroup.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/historypage.h"
#include "ui/commands/storecommands.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"

#include <QAction>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

class Scene
{
public:
    bool open(bool copy)
    {
        fixture.keepsCopy = copy;
        return fixture.open() && isReady(copy);
    }

    bool isReady(bool copy)
    {
        return QTest::qWaitFor([this, copy] {
            const StoreView &view = fixture.view();
            const Person *last = view.page()->model()->rowAt(5);
            return view.segments().state() == SegmentListModel::State::Ready && last
                && last->details == Person::Details::Known
                && (!copy || view.sources().isComplete());
        });
    }

    /// Adds the person of a row to a segment of its own, and waits until that is done.
    bool addRow(int row, const QString &segment)
    {
        fixture.view().open(PeopleListKey::allProfiles()); // a new segment was opened
        const PeopleTableModel *model = fixture.view().page()->model();
        const auto isKnown = [model, row] {
            const Person *person = model->rowAt(row);
            return person && person->details == Person::Details::Known;
        };
        if (!QTest::qWaitFor(isKnown))
            return false;
        const Person person = *model->rowAt(row);
        people.append(person);
        fixture.session().run(Planner::planCreateSegment({segment, {}}));
        if (!fixture.waitForJobs()
            || !QTest::qWaitFor([&] { return !fixture.segmentNamed(segment).isNull(); }))
            return false;
        fixture.view().commands().members().addPerson(
            {person.customerId, person.profileId().value_or(ProfileId())},
            fixture.segmentNamed(segment));
        return fixture.waitForJobs();
    }

    HistoryPage &history()
    {
        fixture.view().setHistoryOpen(true);
        return *fixture.view().history();
    }

    /// What the list shows for a text, without its headings.
    QStringList found(const QString &text, const QString &expected)
    {
        HistoryModel *model = history().model();
        history().findChild<QLineEdit *>(u"historyFilter"_s)->setText(text);
        const auto titles = [model] {
            QStringList all;
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->item(row))
                    all.append(model->index(row).data().toString());
            }
            return all;
        };
        if (!expected.isEmpty()) {
            (void)QTest::qWaitFor(
                [&] { return titles().contains(expected) && !model->isLookingForPeople(); });
        } else if (QTest::qWaitFor([&] { return titles().isEmpty(); })) {
            // That nothing comes is known after a while only.
            (void)QTest::staysTrue([&] { return titles().isEmpty(); }, 1'500);
        }
        return titles();
    }

    WindowFixture fixture;
    QList<Person> people; ///< to whom something was done, in this order
};

QString added(const QString &segment)
{
    return u"Added to %1"_s.arg(segment);
}

} // namespace

class TestHistoryFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void byPerson_data()
    {
        QTest::addColumn<bool>("copy");
        QTest::addColumn<bool>("restarted");
        QTest::newRow("with the copy") << true << false;
        QTest::newRow("with the copy, after a restart") << true << true;
        QTest::newRow("without a copy") << false << false;
        QTest::newRow("without a copy, after a restart") << false << true;
    }

    void byPerson()
    {
        QFETCH(bool, copy);
        QFETCH(bool, restarted);
        Scene scene;
        QVERIFY(scene.open(copy));
        QVERIFY(scene.addRow(0, u"First of these"_s));
        QVERIFY(scene.addRow(5, u"Second of these"_s));
        if (restarted)
            QVERIFY(scene.open(copy));
        const Customer &one = scene.people.at(0).customer;
        const Customer &other = scene.people.at(1).customer;
        QVERIFY(one.email != other.email);
        const QString first = added(u"First of these"_s);
        const QString second = added(u"Second of these"_s);
        QCOMPARE(scene.found(one.email, first), QStringList{first});
        QCOMPARE(scene.found(other.email, second), QStringList{second});
        QCOMPARE(scene.found(QString::number(toNumber(one.id)), first), QStringList{first});
        QVERIFY(scene.found(one.firstName + u' ' + one.lastName, first).contains(first));
        // Words of a change are found as before.
        QVERIFY(scene.found(u"second of"_s, second).contains(second));
        QVERIFY(!scene.found(u"second of"_s, second).contains(first));
        // No one and nothing.
        QCOMPARE(scene.found(u"nobody@nowhere.invalid"_s, QString()), QStringList());
        QVERIFY(scene.found(QString(), first).size() >= 4);
    }

    /// A person who was removed with all others.
    void membersThatWereLost()
    {
        Scene scene;
        QVERIFY(scene.open(true));
        QVERIFY(scene.addRow(0, u"To go"_s));
        const SegmentId segment = scene.fixture.segmentNamed(u"To go"_s);
        scene.fixture.session().run(
            ChangeGroup::deleteSegments({*scene.fixture.view().segments().segment(segment)}));
        QVERIFY(scene.fixture.waitForJobs());
        QVERIFY(scene.open(true));
        const QStringList all =
            scene.found(scene.people.first().customer.email, u"Deleted “To go”"_s);
        QVERIFY2(all.size() == 2 && all.first().contains(u"To go"_s), qPrintable(all.join(u'|')));
    }
};

QTEST_MAIN(TestHistoryFilter)
#include "tst_historyfilter.moc"
