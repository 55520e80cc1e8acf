// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Wherever a store is waited for, 15 seconds without an answer are worth a word, with a way to try
// again and a way out. A byte now and then is no answer.

#include "models/export/exportjob.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/activity/activitypanel.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/confirmdeletesegmentsdialog.h"
#include "ui/dialogs/confirmemptysegmentdialog.h"
#include "ui/dialogs/confirmmergedialog.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/waitnote.h"
#include "ui/start/connectpage.h"
#include "ui/start/openingpage.h"
#include "ui/window/panelayout.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// What the store has begun to answer never ends.
sandbox::Fault dripping(const QString &path)
{
    sandbox::Fault fault;
    fault.action = sandbox::Fault::Action::Drip;
    fault.path = QRegularExpression(path);
    fault.method = u"GET"_s;
    fault.count = -1;
    fault.amount = 2'000;
    return fault;
}

QString textOf(const WaitNote *note)
{
    const auto *label = note->findChild<QWidget *>(u"waitText"_s);
    return label->isVisibleTo(note) ? label->property("text").toString() : QString();
}

QPushButton *verbOf(const WaitNote *note, const char *name)
{
    auto *button = note->findChild<QPushButton *>(QLatin1String(name));
    return button && button->isVisible() ? button : nullptr;
}

Segment segmentOf(const QString &name)
{
    Segment segment;
    segment.id = SegmentId(QUuid::createUuid());
    segment.name = name;
    return segment;
}

bool isRead(WindowFixture &fixture)
{
    return QTest::qWaitFor([&fixture] {
        const StoreView &view = fixture.view();
        return view.segments().state() == SegmentListModel::State::Ready
            && !view.segments().counts().isCounting()
            && view.page()->model()->state() == PagedTableModelBase::State::Ready;
    });
}

} // namespace

class TestWaits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    /// Counts in the sidebar, a person's segments, a question that counts first, an export.
    void aDrippingStoreIsNamedEverywhere()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open({}, {1100, 800})); // rows of jobs are short here
        QVERIFY(isRead(fixture));
        fixture.store().setFaults({dripping(u"shopper-profiles|customers"_s)});
        StoreView &view = fixture.view();
        SegmentListModel &segments = view.segments();
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        view.panes().setDetailsOpen(true);
        view.refresh();
        view.details()->refresh();
        ExportSpec spec;
        spec.kind = ExportSpec::Kind::Members;
        spec.segmentId = vip;
        spec.segmentName = u"VIP"_s;
        spec.source = ExportSpec::Source::Store;
        spec.columns = {ExportColumn::Email};
        spec.fileName = fixture.filePath(u"vip.csv"_s);
        Job *job = fixture.session().exportPeople(spec);
        view.commands().segments().deleteSegment(vip);
        auto *dialog = fixture.dialog<ConfirmDeleteSegmentsDialog>();
        QVERIFY(dialog);
        QTRY_VERIFY(segments.counts().isCounting());

        auto *counts = fixture.find<WaitNote>(u"countsWait"_s);
        auto *question = dialog->findChild<WaitNote *>();
        auto *person = view.details()->findChild<WaitNote *>();
        QVERIFY(counts && question && person);
        QVERIFY(textOf(counts).isEmpty());
        QCOMPARE(counts->height(), 0); // it takes no room before it says something
        QTRY_VERIFY(!textOf(question).isEmpty());
        QTRY_VERIFY(!textOf(person).isEmpty());
        QTRY_VERIFY(!textOf(counts).isEmpty());
        const QString said = u"The store has not answered for"_s;
        QVERIFY(textOf(counts).startsWith(said));
        QVERIFY(textOf(question).startsWith(said));
        QVERIFY(textOf(person).startsWith(said));
        const auto *row = view.activity()->findChild<JobRow *>();
        const auto *why = row->findChild<QWidget *>(u"jobWhy"_s);
        QTRY_VERIFY(why->isVisible());
        QVERIFY(why->property("text").toString().startsWith(said));
        QVERIFY(row->findChild<QWidget *>(u"jobClose"_s)->isVisible()); // Cancel

        // Another try asks the store again, and the wait begins again.
        const qint64 before = fixture.store().statistics().requests;
        QTest::mouseClick(verbOf(question, "waitRetry"), Qt::LeftButton);
        QVERIFY(textOf(question).isEmpty());
        QTRY_VERIFY(fixture.store().statistics().requests > before);
        dialog->reject(); // Cancel of a question
        QTest::mouseClick(verbOf(person, "waitCancel"), Qt::LeftButton);
        QVERIFY(!person->isVisible());
        // Given up, nothing is asked for any more and nothing is said.
        QVERIFY(verbOf(counts, "waitRetry"));
        QTest::mouseClick(verbOf(counts, "waitCancel"), Qt::LeftButton);
        QVERIFY(!segments.counts().isCounting());
        QVERIFY(!counts->isVisible());

        fixture.store().setFaults({});
        view.refresh();
        const auto state = [&segments, vip] {
            return segments.indexOf(vip)
                .data(SegmentListModel::CountStateRole)
                .value<SegmentCounts::State>();
        };
        QTRY_COMPARE(state(), SegmentCounts::State::Known);
        job->cancel();
    }

    /// Whatever counts for them: each says so, offers to count again, and its button keeps all.
    void questionsThatCount()
    {
        int asked = 0;
        const CountMembers silent = [&asked](QObject *, const Callback<qint64> &) { ++asked; };
        const Segment vip = segmentOf(u"VIP"_s);
        const std::unique_ptr<TypedConfirm> dialogs[] = {
            std::make_unique<ConfirmDeleteSegmentsDialog>(QList<Segment>{vip}, std::nullopt,
                                                          silent),
            std::make_unique<ConfirmEmptySegmentDialog>(vip, std::nullopt, silent),
            std::make_unique<ConfirmMergeDialog>(vip, u"Loyal"_s, silent)};
        for (const auto &dialog : dialogs)
            dialog->show();
        QCOMPARE(asked, 3);
        for (const auto &dialog : dialogs) {
            const auto *note = dialog->findChild<WaitNote *>();
            QTRY_VERIFY(!textOf(note).isEmpty());
            QVERIFY(!dialog->dangerButton()->isEnabled());
            QVERIFY(dialog->keepButton()->isEnabled());
            // Nothing of it is cut.
            QTRY_VERIFY(dialog->height() >= dialog->sizeHint().height());
            QTest::mouseClick(verbOf(note, "waitRetry"), Qt::LeftButton);
            QVERIFY(textOf(note).isEmpty());
        }
        QCOMPARE(asked, 6);
    }

    void countingThatFailedIsTriedAgain()
    {
        QList<Callback<qint64>> open;
        const CountMembers count = [&open](QObject *, const Callback<qint64> &callback) {
            open.append(callback);
        };
        ConfirmEmptySegmentDialog dialog(segmentOf(u"VIP"_s), std::nullopt, count);
        dialog.show();
        QCOMPARE(open.size(), 1);
        ApiError error;
        error.kind = ApiError::Kind::Timeout;
        open.takeFirst()(tl::unexpected(error));
        auto *again = dialog.findChild<QPushButton *>(u"countAgain"_s);
        QVERIFY(again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton);
        QVERIFY(!again->isVisible());
        QCOMPARE(open.size(), 1);
        open.takeFirst()(qint64(12));
        dialog.field()->setText(u"12"_s);
        QVERIFY(dialog.dangerButton()->isEnabled());
    }

    /// Before a store is open: the test of a token, and opening. Of two of each, one is tried again
    /// and one given up.
    void connectingAndOpening()
    {
        int tests = 0;
        const auto connecting = [&tests] {
            auto page =
                std::make_unique<ConnectPage>([&tests](const QUrl &, const QByteArray &, QObject *,
                                                       const Callback<TokenReport> &) { ++tests; });
            page->resize(1000, 700);
            page->show();
            page->findChild<QLineEdit *>(u"apiPath"_s)->setText(u"abc123"_s);
            page->findChild<QLineEdit *>(u"accessToken"_s)->setText(u"token"_s);
            QTest::mouseClick(page->findChild<QPushButton *>(u"testConnection"_s), Qt::LeftButton);
            return page;
        };
        Account account;
        account.id = u"abc123"_s;
        account.name = u"Nordlys"_s;
        account.kind = Account::Kind::Store;
        const auto opening = [&account] {
            auto page = std::make_unique<OpeningPage>();
            page->resize(1000, 700);
            page->show();
            page->showOpening(account, u"Looking for the token…"_s);
            return page;
        };
        const auto tested = connecting();
        const auto left = connecting();
        const auto opened = opening();
        const auto cancelled = opening();
        QCOMPARE(tests, 2);
        const auto noteOf = [](const QWidget &page) { return page.findChild<WaitNote *>(); };
        for (const QWidget *page :
             {static_cast<QWidget *>(tested.get()), static_cast<QWidget *>(left.get()),
              static_cast<QWidget *>(opened.get()), static_cast<QWidget *>(cancelled.get())})
            QTRY_VERIFY(!textOf(noteOf(*page)).isEmpty());

        QTest::mouseClick(verbOf(noteOf(*tested), "waitRetry"), Qt::LeftButton);
        QCOMPARE(tests, 3);
        QVERIFY(textOf(noteOf(*tested)).isEmpty());
        QTest::mouseClick(verbOf(noteOf(*left), "waitCancel"), Qt::LeftButton);
        QVERIFY(!noteOf(*left)->isVisible());
        // The form can be used again.
        QVERIFY(left->findChild<QPushButton *>(u"testConnection"_s)->isEnabled());

        const QSignalSpy retried(opened.get(), &OpeningPage::retryRequested);
        QTest::mouseClick(verbOf(noteOf(*opened), "waitRetry"), Qt::LeftButton);
        QCOMPARE(retried.size(), 1);
        QCOMPARE(retried.first().first().toString(), account.id);
        const QSignalSpy given(cancelled.get(), &OpeningPage::cancelled);
        QTest::mouseClick(verbOf(noteOf(*cancelled), "waitCancel"), Qt::LeftButton);
        QCOMPARE(given.size(), 1);
    }
};

QTEST_MAIN(TestWaits)
#include "tst_waits.moc"
