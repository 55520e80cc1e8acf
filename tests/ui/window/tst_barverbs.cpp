// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The buttons that stand where something was done: Undo, Redo, View and Retry in the bar over the
// table, Retry in the activity list and in the result. Each is clicked with the mouse.

#include "models/jobs/jobqueue.h"
#include "models/sources/storesources.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/activitypanel.h"
#include "ui/activity/outcomedialog.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/messagebar.h"
#include "ui/people/peoplepage.h"
#include "ui/window/placeactions.h"

#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

class Scene
{
public:
    bool open()
    {
        if (!fixture.open() || !QTest::qWaitFor([this] { return isReady(); }))
            return false;
        vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(PeopleListKey::of(vip));
        return QTest::qWaitFor([this] { return isReady(); });
    }

    bool isReady() const
    {
        const PeopleTableModel *model = fixture.view().page()->model();
        return fixture.view().segments().state() == SegmentListModel::State::Ready
            && model->state() == PagedTableModelBase::State::Ready && model->rowAt(3);
    }

    MessageBar &bar() { return *fixture.view().commands().messageBar(); }

    /// Clicks what the bar offers; false: it does not.
    bool click(const QString &verb)
    {
        QPushButton *button = nullptr;
        const bool offered = QTest::qWaitFor([&] {
            const QList<LinkButton *> verbs = bar().findChildren<LinkButton *>();
            for (LinkButton *one : verbs) {
                if (one->text() == verb && one->isVisible() && one->isEnabled())
                    button = one;
            }
            return button != nullptr;
        });
        if (offered)
            QTest::mouseClick(button, Qt::LeftButton);
        return offered;
    }

    QPushButton *shownRetry() const
    {
        const QList<QPushButton *> all =
            fixture.view().activity()->findChildren<QPushButton *>(u"jobRetry"_s);
        for (QPushButton *one : all) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }

    void refuse(const QString &method)
    {
        sandbox::Fault fault;
        fault.method = method;
        fault.path = QRegularExpression(u"shopper-profiles"_s);
        fault.status = 422;
        fault.body = "{\"status\":422,\"title\":\"Refused\"}";
        fault.count = -1;
        fixture.store().setFaults({fault});
    }

    void removeThree()
    {
        for (const int row : {0, 1, 3})
            fixture.view().page()->table()->toggleRow(row);
        fixture.view().placeActions().removeSelected();
    }

    WindowFixture fixture;
    SegmentId vip;
};

} // namespace

class TestBarVerbs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void undoAndRedo()
    {
        Scene scene;
        QVERIFY(scene.open());
        const qint64 before = scene.fixture.membersOf(scene.vip);
        scene.removeThree();
        QVERIFY(scene.click(u"Undo"_s));
        QVERIFY(scene.fixture.waitForJobs());
        QTRY_COMPARE(scene.fixture.membersOf(scene.vip), before);
        QVERIFY(scene.click(u"Redo"_s));
        QVERIFY(scene.fixture.waitForJobs());
        QTRY_COMPARE(scene.fixture.membersOf(scene.vip), before - 3);
    }

    void retryInTheActivityList()
    {
        Scene scene;
        QVERIFY(scene.open());
        const qint64 before = scene.fixture.membersOf(scene.vip);
        scene.refuse(u"DELETE"_s);
        scene.removeThree();
        QTRY_VERIFY(scene.shownRetry());
        QCOMPARE(scene.fixture.membersOf(scene.vip), before);
        scene.fixture.store().setFaults({});
        QPushButton *retry = scene.shownRetry();
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_VERIFY2(scene.fixture.session().jobs().jobs().size() == 2,
                     qPrintable(scene.bar().text()));
        QVERIFY(scene.fixture.waitForJobs());
        QCOMPARE(scene.fixture.membersOf(scene.vip), before - 3);
    }

    void retryInTheResult()
    {
        Scene scene;
        QVERIFY(scene.open());
        const qint64 before = scene.fixture.membersOf(scene.vip);
        scene.refuse(u"DELETE"_s);
        scene.removeThree();
        QVERIFY(scene.click(u"View"_s));
        scene.fixture.store().setFaults({});
        auto *result = scene.fixture.dialog<OutcomeDialog>();
        QVERIFY(result);
        auto *retry = result->findChild<QPushButton *>(u"outcomeRetry"_s);
        QVERIFY(retry && retry->isEnabled());
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_VERIFY2(scene.fixture.session().jobs().jobs().size() == 2,
                     qPrintable(scene.bar().text()));
        QVERIFY(scene.fixture.waitForJobs());
        QCOMPARE(scene.fixture.membersOf(scene.vip), before - 3);
    }

    /// A list that could not be refreshed keeps its rows; the bar offers another try.
    void retryOfReading()
    {
        Scene scene;
        QVERIFY(scene.open());
        scene.refuse(u"GET"_s);
        scene.fixture.view().page()->refresh();
        QTRY_VERIFY(scene.bar().isShowing() && scene.bar().tone() == Tone::Err);
        scene.fixture.store().setFaults({});
        const qint64 requests = scene.fixture.store().statistics().requests;
        QVERIFY(scene.click(u"Retry"_s));
        QTRY_VERIFY(scene.fixture.store().statistics().requests > requests);
        QTRY_VERIFY(!scene.bar().isShowing());
        QTRY_VERIFY(scene.isReady() && !scene.fixture.view().page()->model()->isRefreshing());
    }
};

QTEST_MAIN(TestBarVerbs)
#include "tst_barverbs.moc"
