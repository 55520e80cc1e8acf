// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Presses everything that can be pressed, on every page, in every state of a store: each action of
// the menus (checkable ones twice), each button, each entry of each context menu, and the keys that
// lists know. Nothing may crash, no warning of Qt may come, nothing may stay open after Escape, and
// the focus must be somewhere that is seen.
//
// SEGMENTDESK_TRACE=1 names each press on stderr before it happens: the last one is the culprit of
// a crash.

#include "models/api/storeaccess.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/everycontrol.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/handler.h"
#include "ui/overlap/overlappage.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/window/searchactions.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMenuBar>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

// What would be a button without a deed does not compile.
static_assert(!std::is_default_constructible_v<Handler<void()>>);
static_assert(!std::is_constructible_v<Handler<void()>, std::nullptr_t>);
static_assert(!std::is_constructible_v<Handler<void()>, std::function<void()>>);
static_assert(!std::is_constructible_v<Handler<void()>, void (*)()>);
static_assert(std::is_convertible_v<decltype([] {}), Handler<void()>>);

enum class State { NoStore, EmptyStore, Reading, Full, Offline, ReadOnly, JobRunning };

enum class At {
    Welcome,
    Connect,
    Opening,
    OpenFailed,
    AllProfiles,
    Segment,
    Selection, ///< some people of a segment are selected
    WithoutProfile,
    Search,
    Overlap,
    History,
};

/// What is pressed in a dialog that a press opened.
enum class Dialogs { Closed, EachButton };

sandbox::Options storeFor(State state)
{
    sandbox::Options options;
    options.customers = state == State::EmptyStore ? 0 : 120;
    options.segments = state == State::EmptyStore ? 0 : 5;
    return options;
}

class Hand
{
public:
    Hand(State state, At page, QSize size)
        : m_fixture(storeFor(state)), m_state(state), m_page(page), m_size(size)
    {
    }

    bool open()
    {
        m_fixture.keepsCopy = m_state != State::Reading;
        const bool readOnly = m_state == State::ReadOnly;
        if (m_state == State::Reading)
            m_fixture.store().setLatency(slowest);
        if (!m_fixture.open(readOnly ? m_fixture.store().options().readOnlyToken : QString(),
                            m_size))
            return false;
        if (m_state == State::Reading)
            m_fixture.store().setLatency(slowest);
        else if (!QTest::qWaitFor([this] { return isRead(); }))
            return false;
        if (readOnly) {
            // As the program asks when it opens a store.
            m_fixture.session().probeAccess();
            if (!QTest::qWaitFor([this] {
                    return m_fixture.session().access().write == StoreAccess::Right::Denied;
                }))
                return false;
            m_fixture.store().resetStatistics();
        }
        if (m_state == State::Offline) {
            m_fixture.store().stop();
            view().refresh();
            if (!QTest::qWaitFor([this] { return view().sources().status().offline; }))
                return false;
        }
        return go();
    }

    /// Puts the window where the page is. False: it does not get there.
    bool go()
    {
        if (!closeAllOver(&window()))
            return false;
        if (!window().isVisible()) {
            window().show(); // Quit was pressed
            (void)QTest::qWaitForWindowExposed(&window());
        }
        window().activateWindow();
        if (m_state == State::NoStore)
            window().closeStore(u"sandbox"_s);
        const Account account = m_fixture.account();
        switch (m_page) {
        case At::Welcome:
            window().showWelcome();
            break;
        case At::Connect:
            window().askForToken(account, u"The store does not know this token."_s);
            break;
        case At::Opening:
            window().showOpening(account, u"Making 5,000 people"_s);
            break;
        case At::OpenFailed:
            window().showOpenFailed(account, u"The port is taken."_s);
            break;
        default:
            window().showStore(m_fixture.session());
            if (!goInStore())
                return false;
        }
        settle();
        m_where = where();
        return true;
    }

    /// Presses everything once, and what it opens; problems() says what was wrong.
    void pressAll(Dialogs dialogs)
    {
        m_problems += doubleMnemonics(window().menuBar());
        const QList<QMenu *> menus = window().menuBar()->findChildren<QMenu *>();
        for (const QMenu *menu : menus)
            m_problems += doubleMnemonics(menu);
        const QList<Control> controls = controlsOf(&window());
        m_pressed = 0;
        for (const Control &control : controls) {
            press(control, dialogs);
            if (m_problems.size() >= mostProblems)
                return;
        }
    }

    /// Nor does anything come late, with a token that can only read.
    bool sentNothingMore()
    {
        if (m_state != State::ReadOnly)
            return true;
        return QTest::staysTrue(
            [this] { return m_fixture.store().statistics().writes <= m_writes; }, 500);
    }

    QStringList problems() const { return m_problems; }
    int pressed() const { return m_pressed; }

private:
    static constexpr int slowest = 60'000;
    static constexpr qsizetype mostProblems = 40;

    StoreView &view() const { return m_fixture.view(); }
    MainWindow &window() const { return m_fixture.window(); }

    bool isRead() const
    {
        if (m_state == State::EmptyStore)
            return view().sources().isComplete();
        return view().segments().state() == SegmentListModel::State::Ready
            && view().page()->model()->state() == PagedTableModelBase::State::Ready
            && view().sources().isComplete();
    }

    bool tableStands()
    {
        return m_state == State::Reading || QTest::qWaitFor([this] {
                   return view().page()->model()->state() != PagedTableModelBase::State::Loading;
               });
    }

    SegmentId segment(int row) const
    {
        return view().segments().index(row).data(SegmentListModel::IdRole).value<SegmentId>();
    }

    bool goInStore()
    {
        view().page()->table()->clearSelection();
        switch (m_page) {
        case At::Segment:
        case At::Selection:
            view().open(PeopleListKey::of(segment(0)));
            break;
        case At::WithoutProfile:
            view().open(PeopleListKey::withoutProfile());
            break;
        case At::Search:
            view().searchActions().search(u"a"_s);
            break;
        default:
            view().open(PeopleListKey::allProfiles());
        }
        if (!tableStands())
            return false;
        if (m_page == At::Selection) {
            for (int row : {0, 1, 2})
                view().page()->table()->toggleRow(row);
        }
        if (m_page == At::Overlap)
            view().compare({segment(0), segment(1)});
        if (m_page == At::History)
            view().setHistoryOpen(true);
        else if (m_page != At::Overlap)
            view().page()->table()->setFocus(Qt::OtherFocusReason);
        return m_state != State::JobRunning || startJob();
    }

    /// One that does not end until it is cancelled: the store is slow with changes only.
    bool startJob()
    {
        if (m_fixture.session().jobs().isBusy())
            return true;
        sandbox::Fault hang;
        hang.action = sandbox::Fault::Action::Hang;
        hang.method = u"POST"_s;
        hang.count = -1;
        m_fixture.store().setFaults({hang});
        PeopleSelection people;
        people.place = PeopleListKey::of(segment(0));
        people.selection.everybody = true;
        people.count = people.total = storeFor(m_state).customers;
        people.source = view().sources().source(people.place, PeopleOrder::CustomerId,
                                                Qt::AscendingOrder, true);
        view().commands().members().addTo(segment(1), people);
        return QTest::qWaitFor([this] { return m_fixture.session().jobs().isBusy(); });
    }

    /// What distinguishes one place of the window from another.
    QString where()
    {
        QString text = window().windowTitle() + (window().isVisible() ? u"|"_s : u"|gone|"_s);
        if (const auto *open = window().findChild<StoreView *>(u"storeView"_s)) {
            text += QString::number(open->isVisible()) + u'|'
                + QString::number(open->page()->table()->selectedRowCount()) + u'|'
                + QString::number(open->place().filter.isEmpty());
            if (m_state == State::JobRunning)
                text += QString::number(m_fixture.session().jobs().isBusy());
        }
        return text;
    }

    void press(const Control &control, Dialogs dialogs)
    {
        QStringList inside;
        for (int turn = 0; turn < (control.checkable ? 2 : 1); ++turn) {
            if (!reach(control.name))
                return;
            trying(control.name, control.press);
            if (turn == 0)
                inside = namesOver(dialogs);
            if (const auto *menu = qobject_cast<QMenu *>(topmostOver(&window())))
                m_problems += doubleMnemonics(menu);
            check(control.name);
        }
        for (const QString &name : std::as_const(inside)) {
            if (m_problems.size() >= mostProblems || !reach(control.name))
                return;
            trying(control.name, control.press);
            const QList<Control> within = over(dialogs);
            for (const Control &entry : within) {
                if (entry.name == name) {
                    trying(control.name + u" > "_s + name, entry.press);
                    break;
                }
            }
            check(control.name + u" > "_s + name);
        }
    }

    QList<Control> over(Dialogs dialogs) const
    {
        QWidget *top = topmostOver(&window());
        if (auto *menu = qobject_cast<QMenu *>(top))
            return entriesOf(menu);
        return top && dialogs == Dialogs::EachButton ? buttonsOf(top) : QList<Control>();
    }

    QStringList namesOver(Dialogs dialogs) const
    {
        QStringList names;
        const QList<Control> controls = over(dialogs);
        for (const Control &control : controls)
            names.append(control.name);
        return names;
    }

    bool reach(const QString &name)
    {
        if (where() == m_where && !topmostOver(&window()))
            return true;
        if (go())
            return true;
        m_problems.append(name + u": the page cannot be reached again"_s);
        return false;
    }

    void trying(const QString &name, const std::function<void()> &what)
    {
        if (qEnvironmentVariableIsSet("SEGMENTDESK_TRACE"))
            std::fprintf(stderr, "%s\n", qPrintable(name));
        ++m_pressed;
        QApplication::clipboard()->setText(u"101, 102"_s); // for Paste
        try {
            what();
            settle();
        } catch (const std::exception &error) {
            m_problems.append(name + u": "_s + QString::fromLatin1(error.what()));
        }
    }

    void check(const QString &name)
    {
        if (!closeAllOver(&window())) {
            const QWidget *stays = topmostOver(&window());
            m_problems.append(name + u": Escape does not close "_s
                              + QString::fromLatin1(stays->metaObject()->className()));
        }
        window().show();
        window().activateWindow();
        settle();
        if (const QString problem = focusProblem(&window()); !problem.isEmpty())
            m_problems.append(name + u": "_s + problem);
        checkWrites(name);
        const QStringList warnings = m_warnings.take();
        for (const QString &warning : warnings)
            m_problems.append(name + u": "_s + warning);
    }

    /// No press may send a change with a token that can only read. The one that tries the token
    /// sends what is no change.
    void checkWrites(const QString &name)
    {
        if (m_state != State::ReadOnly)
            return;
        if (name.endsWith(u"Check this token again"_s))
            (void)QTest::staysTrue(
                [this] { return m_fixture.store().statistics().writes <= m_writes; }, 2'000);
        const qint64 writes = m_fixture.store().statistics().writes;
        if (writes > m_writes && !name.endsWith(u"Check this token again"_s))
            m_problems.append(name + u": sent a change with a token that can only read"_s);
        m_writes = writes;
    }

    WarningCatcher m_warnings;
    WindowFixture m_fixture;
    State m_state;
    At m_page;
    QSize m_size;
    QString m_where;
    QStringList m_problems;
    int m_pressed = 0;
    qint64 m_writes = 0; ///< that the store has seen
};

} // namespace

class TestEveryAction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        DeskStyle::install(*qApp);
    }

    void everything_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("page");
        QTest::addColumn<bool>("dialogs");
        QTest::addColumn<QSize>("size");
        const auto row = [](const char *name, State state, At page, bool dialogs = false,
                            QSize size = {1440, 900}) {
            QTest::newRow(name) << int(state) << int(page) << dialogs << size;
        };
        constexpr QSize smallest(960, 600);
        row("no store, welcome", State::NoStore, At::Welcome, true);
        row("no store, connecting", State::NoStore, At::Connect, true);
        row("no store, opening", State::NoStore, At::Opening);
        row("no store, opening failed", State::NoStore, At::OpenFailed);
        row("empty store, all profiles", State::EmptyStore, At::AllProfiles, true);
        row("empty store, history", State::EmptyStore, At::History);
        row("reading, all profiles", State::Reading, At::AllProfiles);
        row("reading, history", State::Reading, At::History);
        row("full, welcome", State::Full, At::Welcome);
        row("full, connecting", State::Full, At::Connect);
        row("full, all profiles", State::Full, At::AllProfiles);
        row("full, segment", State::Full, At::Segment);
        row("full, selection", State::Full, At::Selection);
        row("full, without profile", State::Full, At::WithoutProfile);
        row("full, search", State::Full, At::Search);
        row("full, overlap", State::Full, At::Overlap);
        row("full, history", State::Full, At::History);
        row("offline, selection", State::Offline, At::Selection);
        row("offline, overlap", State::Offline, At::Overlap);
        row("offline, history", State::Offline, At::History);
        row("read-only, selection", State::ReadOnly, At::Selection);
        row("read-only, without profile", State::ReadOnly, At::WithoutProfile);
        row("read-only, overlap", State::ReadOnly, At::Overlap);
        row("read-only, history", State::ReadOnly, At::History);
        row("job running, selection", State::JobRunning, At::Selection);
        row("job running, overlap", State::JobRunning, At::Overlap);
        row("job running, history", State::JobRunning, At::History);
        row("dialog open, selection", State::Full, At::Selection, true);
        row("dialog open, overlap", State::Full, At::Overlap, true);
        row("dialog open, offline", State::Offline, At::Selection, true);
        row("dialog open, read-only", State::ReadOnly, At::Selection, true);
        row("dialog open, job running", State::JobRunning, At::Selection, true);
        row("smallest window, selection", State::Full, At::Selection, false, smallest);
        row("smallest window, job running", State::JobRunning, At::Segment, false, smallest);
        row("smallest window, job in the history", State::JobRunning, At::History, false, smallest);
    }

    void everything()
    {
        QFETCH(int, state);
        QFETCH(int, page);
        QFETCH(bool, dialogs);
        QFETCH(QSize, size);
        Hand hand(static_cast<State>(state), static_cast<At>(page), size);
        QVERIFY(hand.open());
        hand.pressAll(dialogs ? Dialogs::EachButton : Dialogs::Closed);
        for (const QString &problem : hand.problems())
            qInfo("%s", qPrintable(problem));
        QCOMPARE(hand.problems().size(), 0);
        QVERIFY(hand.pressed() > 10);
        QVERIFY(hand.sentNothingMore());
    }
};

QTEST_MAIN(TestEveryAction)
#include "tst_everyaction.moc"
