// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every verb, pressed on a segment that another client has deleted, with and without the local
// copy: each says so, leads out of it, and leaves nothing that claims otherwise.

#include "models/api/storeapi.h"
#include "models/jobs/jobqueue.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/memorycopy.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/typedconfirm.h"
#include "ui/overlap/overlappage.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/selection/peoplemimedata.h"
#include "ui/window/searchactions.h"
#include "ui/words/words.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// The window, its store, two segments of it, and what a verb needs.
class Scene
{
public:
    bool open(bool copy)
    {
        if (!fixture.open() || !QTest::qWaitFor([this] { return isReady(); }))
            return false;
        if (copy) {
            if (!memory.read(fixture.session().background()))
                return false;
            fixture.view().sources().setCopy(memory.functions());
            PeopleSources::Status status;
            status.state = PeopleSources::State::Complete;
            status.readAt = QDateTime::currentDateTimeUtc();
            fixture.view().sources().setStatus(status);
        }
        SegmentListModel &segments = fixture.view().segments();
        // Not too large for what is not asked about, not empty.
        for (int row = 0; row < segments.rowCount(); ++row) {
            const auto id = segments.index(row).data(SegmentListModel::IdRole).value<SegmentId>();
            const qint64 members = fixture.membersOf(id);
            if (members < 2)
                continue;
            (lost.isNull() ? lost : other) = id;
            if (!other.isNull())
                break;
        }
        name = segments.nameOf(lost);
        if (other.isNull() || name.isEmpty())
            return false;
        fixture.view().open(PeopleListKey::of(lost));
        return QTest::qWaitFor([this] { return isReady(); });
    }

    bool isReady() const
    {
        const PeopleTableModel *model = fixture.view().page()->model();
        return fixture.view().segments().state() == SegmentListModel::State::Ready
            && model->state() == PagedTableModelBase::State::Ready && !model->isRefreshing()
            && model->rowAt(0) && model->rowAt(0)->details == Person::Details::Known;
    }

    /// As another app does it: nothing in this window hears of it.
    bool deleteElsewhere()
    {
        QObject context;
        bool deleted = false;
        fixture.session().interactive().deleteSegments(
            *NonEmpty<QList<SegmentId>>::from({lost}), &context,
            [&deleted](const Result<WriteReport> &answer) { deleted = answer.has_value(); });
        return QTest::qWaitFor([&deleted] { return deleted; });
    }

    void select(int rows)
    {
        PeopleTable *table = fixture.view().page()->table();
        table->selectionModel()->select(
            QItemSelection(table->model()->index(0, 0),
                           table->model()->index(rows - 1, PeopleTableModel::columns - 1)),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }

    PersonRef first() const
    {
        const Person *person = fixture.view().page()->model()->rowAt(0);
        return {person->customerId, person->profileId().value_or(ProfileId())};
    }

    StoreCommands &commands() const { return fixture.view().commands(); }
    StoreView &view() const { return fixture.view(); }

    /// Presses on with whatever dialog the verb opens, as far as it lets one.
    void goOn(const QString &button)
    {
        const auto *messageBar = view().commands().messageBar();
        const bool ended = QTest::qWaitFor([&] {
            if (messageBar->isShowing())
                return true;
            auto *dialog = fixture.dialog<QDialog>();
            if (auto *confirm = qobject_cast<TypedConfirm *>(dialog)) {
                if (confirm->dangerButton()->isEnabled())
                    confirm->dangerButton()->click();
            } else if (dialog) {
                if (auto *go = dialog->findChild<QPushButton *>(button); go && go->isEnabled())
                    go->click();
            }
            return false;
        });
        QVERIFY(ended);
    }

    WindowFixture fixture;
    MemoryCopy memory;
    SegmentId lost;
    SegmentId other;
    QString name;
};

/// One person of another list.
PeopleSelection aPerson()
{
    PeopleSelection people;
    people.place = PeopleListKey::allProfiles();
    people.count = 1;
    people.total = 2000;
    people.known = {{CustomerId(3), ProfileId(QUuid::createUuid())}};
    return people;
}

struct Verb
{
    const char *name;
    std::function<void(Scene &)> press;
    bool needsCopy = false;
    bool fromElsewhere = false; ///< pressed while another place is open
    std::function<void(Scene &)> before = {}; ///< while the segment is still there
};

const QList<Verb> &verbs()
{
    static const QList<Verb> all{
        {"open it", [](Scene &s) { s.view().open(PeopleListKey::of(s.lost)); }, false, true},
        {"refresh",
         [](Scene &s) {
             s.view().page()->model()->refresh();
             s.view().open(PeopleListKey::allProfiles());
             s.view().open(PeopleListKey::of(s.lost));
         }},
        {"add a person",
         [](Scene &s) {
             s.commands().members().addPerson({CustomerId(3), ProfileId(QUuid::createUuid())},
                                              s.lost);
         }},
        {"add a selection", [](Scene &s) { s.commands().members().addTo(s.lost, aPerson()); },
         false, true},
        {"drop people on it",
         [](Scene &s) { s.commands().members().drop(PeopleMimeData(aPerson()), s.lost, false); },
         false, true},
        {"drop a segment on it",
         [](Scene &s) {
             const PeopleMimeData data(s.other, u"Other"_s, 2);
             s.commands().members().drop(data, s.lost, false);
             s.goOn(u"runPlan"_s);
         }},
        {"drop it on a segment",
         [](Scene &s) {
             const PeopleMimeData data(s.lost, s.name, 2);
             s.commands().members().drop(data, s.other, false);
         }},
        {"drop it on a segment to merge",
         [](Scene &s) {
             const PeopleMimeData data(s.lost, s.name, 2);
             s.commands().members().drop(data, s.other, true);
             s.goOn({});
         }},
        {"remove one with Del",
         [](Scene &s) { s.commands().members().remove(s.view().page()->selection()); }, false,
         false, [](Scene &s) { s.select(1); }},
        {"remove all",
         [](Scene &s) {
             s.commands().members().remove(s.view().page()->selection());
             s.goOn({});
         },
         false, false, [](Scene &s) { s.view().page()->selectAll(); }},
        {"remove with a chip",
         [](Scene &s) { s.commands().members().removePerson(s.first(), s.lost); }},
        {"move out of it",
         [](Scene &s) {
             s.commands().members().moveTo(s.other, s.view().page()->selection());
             s.goOn(u"runPlan"_s);
         },
         false, false, [](Scene &s) { s.select(1); }},
        {"empty",
         [](Scene &s) {
             s.commands().segments().emptySegment(s.lost);
             s.goOn({});
         }},
        {"rename",
         [](Scene &s) { s.commands().segments().renameSegment(s.lost, u"Another name"_s); }},
        {"edit",
         [](Scene &s) {
             s.commands().segments().editSegment(s.lost);
             s.goOn(u"submitButton"_s);
         }},
        {"delete",
         [](Scene &s) {
             s.commands().segments().deleteSegment(s.lost);
             s.goOn({});
         }},
        {"duplicate",
         [](Scene &s) {
             s.commands().segments().duplicateSegment(s.lost);
             s.goOn(u"submitButton"_s);
         }},
        {"merge it",
         [](Scene &s) {
             s.commands().segments().mergeInto(s.lost, s.other);
             s.goOn({});
         }},
        {"merge into it",
         [](Scene &s) {
             s.commands().segments().mergeInto(s.other, s.lost);
             s.goOn({});
         }},
        {"add its members", [](Scene &s) { s.commands().members().addSegmentTo(s.lost, s.other); }},
        {"add members to it",
         [](Scene &s) {
             s.commands().members().addSegmentTo(s.other, s.lost);
             s.goOn(u"runPlan"_s);
         }},
        {"add people",
         [](Scene &s) {
             s.commands().members().addPeople(s.lost);
             s.goOn({});
         }},
        {"paste people",
         [](Scene &s) {
             s.commands().members().addPeople(s.lost, u"3 4 5"_s);
             s.goOn(u"goButton"_s);
         }},
        {"import",
         [](Scene &s) {
             s.commands().files().importText(s.lost, "id;name\n3;a\n4;b\n");
             s.goOn({});
         }},
        {"export",
         [](Scene &s) {
             PeopleSelection none;
             s.commands().files().exportPeople(PeopleListKey::of(s.lost), none, {});
             s.goOn({});
         }},
        {"compare",
         [](Scene &s) {
             s.view().compare({s.lost, s.other});
         },
         true},
        {"apply a search",
         [](Scene &s) {
             PeopleFilter filter;
             filter.text = u"an"_s;
             s.view().searchActions().applySearch(PeopleListKey::found(filter, u"an"_s), s.lost);
             s.goOn({});
         },
         true},
        {"search in it", [](Scene &s) { s.view().open(PeopleListKey::search(u"an"_s, s.lost)); },
         true},
    };
    return all;
}

} // namespace

class TestGoneSegment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void everyVerbSaysSo_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<bool>("copy");
        for (int i = 0; i < int(verbs().size()); ++i) {
            const Verb &verb = verbs().at(i);
            if (!verb.needsCopy)
                QTest::addRow("%s", verb.name) << i << false;
            QTest::addRow("%s, from the copy", verb.name) << i << true;
        }
    }

    void everyVerbSaysSo()
    {
        QFETCH(int, verb);
        QFETCH(bool, copy);
        const Verb &pressed = verbs().at(verb);
        Scene scene;
        QVERIFY(scene.open(copy));
        if (pressed.fromElsewhere) {
            scene.view().open(PeopleListKey::allProfiles());
            QTRY_VERIFY(scene.isReady());
        }
        if (pressed.before)
            pressed.before(scene);
        QVERIFY(scene.deleteElsewhere());
        MessageBar *bar = scene.view().commands().messageBar();
        bar->dismiss();

        pressed.press(scene);

        const QString expected = words::quoted(scene.name);
        QTRY_VERIFY2(bar->isShowing() && bar->text().contains(expected)
                         && (bar->text().contains(u"no longer in the store"_s)
                             || bar->text().contains(u"was already deleted"_s)),
                     qPrintable(bar->text()));
        // It leads out: nothing open is about it, and it is in no list.
        QTRY_VERIFY2(!scene.fixture.dialog<QDialog>(),
                     qPrintable(scene.fixture.dialog<QDialog>()
                                    ? scene.fixture.dialog<QDialog>()->windowTitle()
                                    : QString()));
        QTRY_VERIFY(scene.view().place().segment != scene.lost);
        QVERIFY(!scene.view().segments().segment(scene.lost));
        QVERIFY(!scene.view().isOverlapOpen()
                || !scene.view().overlap()->selected().contains(scene.lost));
        QTRY_VERIFY(!scene.fixture.session().jobs().isBusy());
        // And nothing claims success.
        QVERIFY2(!bar->text().contains(u"Could not"_s) || bar->text().contains(expected),
                 qPrintable(bar->text()));
        QVERIFY2(bar->tone() != Tone::Ok, qPrintable(bar->text()));
    }
};

QTEST_MAIN(TestGoneSegment)
#include "tst_gonesegment.moc"
