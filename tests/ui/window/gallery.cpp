// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pictures of the real window in its states, for eyes: segmentdesk_window_gallery --shot FOLDER

#include "models/api/storeaccess.h"
#include "models/changes/planner.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/window/memorycopy.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/applysearchdialog.h"
#include "ui/dialogs/savesearchdialog.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/theme.h"
#include "ui/overlap/combinepane.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/savedsearches.h"
#include "ui/window/placeactions.h"
#include "ui/window/searchactions.h"
#include "ui/window/storemenus.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

bool shoot(const WindowFixture &fixture, const QString &folder, const QString &name)
{
    QTest::qWait(150); // lets paint and layout settle: this is for eyes, no assertion hangs on it
    return fixture.window().grab().save(QDir(folder).filePath(name + u".png"_s));
}

void play(const QString &folder, const QString &prefix, QSize size)
{
    sandbox::Options options;
    options.latencyMs = 0;
    WindowFixture fixture(options);
    if (!fixture.open({}, size))
        return;
    fixture.waitForTable();
    (void)QTest::qWaitFor([&fixture] {
        return fixture.view().segments().rowCount() > 0
            && fixture.view().segments().index(5).data(SegmentListModel::CountRole).isValid();
    });
    shoot(fixture, folder, prefix + u"-1-all"_s);

    SegmentId vip = fixture.segmentNamed(u"VIP"_s);
    fixture.view().open(PeopleListKey::of(vip));
    fixture.waitForTable();
    PeopleTable *table = fixture.view().page()->table();
    table->selectRow(0);
    for (int row : {1, 2, 3, 4, 6, 7, 9})
        table->toggleRow(row);
    shoot(fixture, folder, prefix + u"-2-segment"_s);

    fixture.view().page()->selectAll();
    fixture.view().placeActions().removeSelected();
    QTest::qWait(300);
    shoot(fixture, folder, prefix + u"-3-empty-dialog"_s);
    for (QWidget *dialog : QApplication::topLevelWidgets()) {
        if (auto *open = qobject_cast<QDialog *>(dialog); open && open->isVisible()) {
            open->grab().save(QDir(folder).filePath(prefix + u"-3-dialog.png"_s));
            open->reject();
        }
    }
    table->clearSelection();
    for (int row : {1, 2, 3})
        table->toggleRow(row);
    fixture.view().placeActions().removeSelected();
    (void)QTest::qWaitFor([&fixture] { return fixture.view().page()->messageBar()->isShowing(); });
    QTest::qWait(300);
    shoot(fixture, folder, prefix + u"-4-undo"_s);

    fixture.view().setHistoryOpen(true);
    QTest::qWait(300);
    shoot(fixture, folder, prefix + u"-4-history"_s);

    fixture.view().open(PeopleListKey::withoutProfile());
    fixture.waitForTable();
    QTest::qWait(300);
    shoot(fixture, folder, prefix + u"-5-without-profile"_s);

    sandbox::Fault fault;
    fault.path = QRegularExpression(u"^/shopper-profiles"_s);
    fault.action = sandbox::Fault::Action::Answer;
    fault.status = 503;
    fault.count = 100;
    fixture.store().setFaults({fault});
    fixture.view().open(PeopleListKey::allProfiles());
    fixture.waitForTable();
    shoot(fixture, folder, prefix + u"-6-failed"_s);
    fixture.store().setFaults({});

    fixture.store().setLatency(3000);
    fixture.view().open(PeopleListKey::of(vip));
    QTest::qWait(600);
    shoot(fixture, folder, prefix + u"-7-loading"_s);
    fixture.store().setLatency(0);
    fixture.view().searchActions().search(u"an"_s);
    QTest::qWait(4000);
    fixture.waitForTable();
    shoot(fixture, folder, prefix + u"-8-search"_s);

    fixture.session().run(Planner::planCreateSegment({u"Tokyo pop-up 2026"_s, {}}));
    (void)QTest::qWaitFor(
        [&fixture] { return !fixture.segmentNamed(u"Tokyo pop-up 2026"_s).isNull(); });
    fixture.view().open(PeopleListKey::of(fixture.segmentNamed(u"Tokyo pop-up 2026"_s)));
    fixture.waitForTable();
    shoot(fixture, folder, prefix + u"-9-empty"_s);
    fixture.session().setToken(options.readOnlyToken);
    fixture.session().probeAccess();
    (void)QTest::qWaitFor([&fixture] { return fixture.session().access().isReadOnly(); });
    shoot(fixture, folder, prefix + u"-9-read-only"_s);
}

/// What is possible with a local copy: overlap, filters, search as you type, sorting.
void playCopy(const QString &folder, const QString &prefix, QSize size)
{
    WindowFixture fixture(sandbox::Options{});
    if (!fixture.open({}, size))
        return;
    fixture.waitForTable();
    PeopleSources::Status status;
    status.state = PeopleSources::State::Reading;
    status.read = 2100;
    status.total = 5000;
    status.left = std::chrono::seconds(2);
    fixture.view().sources().setStatus(status);
    shoot(fixture, folder, prefix + u"-copy-0-reading"_s);
    MemoryCopy copy;
    if (!copy.read(fixture.session().background()))
        return;
    fixture.view().sources().setCopy(copy.functions());
    status = {};
    status.state = PeopleSources::State::Complete;
    status.readAt = QDateTime::currentDateTimeUtc().addSecs(-130);
    fixture.view().sources().setStatus(status);
    fixture.waitForTable();
    const SegmentListModel &segments = fixture.view().segments();
    QList<SegmentId> four;
    for (int row = 0; row < segments.rowCount() && four.size() < 4; ++row) {
        const QModelIndex index = segments.index(row);
        qint64 members = 0;
        for (const Person &person : copy.everybody()) {
            members += person.customer.segmentIds
                && person.customer.segmentIds->contains(
                    index.data(SegmentListModel::IdRole).value<SegmentId>());
        }
        if (members > 100)
            four.append(index.data(SegmentListModel::IdRole).value<SegmentId>());
    }
    fixture.view().page()->sortBy(PeopleOrder::Name, Qt::AscendingOrder);
    fixture.waitForTable();
    const Person first = *fixture.view().page()->model()->rowAt(2);
    if (first.profile) {
        copy.events[first.profile->id] = {
            {QDateTime::currentDateTimeUtc().addSecs(-600), four.at(0), true},
            {QDateTime::currentDateTimeUtc().addDays(-7), four.at(1), false},
            {QDateTime::currentDateTimeUtc().addDays(-50), four.at(1), true}};
    }
    fixture.view().page()->table()->setCurrentIndex(fixture.view().page()->model()->index(2, 1));
    shoot(fixture, folder, prefix + u"-copy-1-sorted"_s);
    fixture.view().compare(four);
    QTest::qWait(300);
    fixture.view().combine()->setConditions({{SegmentCondition::Join::In, four.at(0)},
                                             {SegmentCondition::Join::AndIn, four.at(1)},
                                             {SegmentCondition::Join::NotIn, four.at(3)}});
    shoot(fixture, folder, prefix + u"-copy-2-overlap"_s);
    fixture.nextFile = QDir(folder).filePath(prefix + u"-copy-2-picture.png"_s);
    fixture.find<QPushButton>(u"overlapSave"_s)->click();
    fixture.view().combine()->setConditions({{SegmentCondition::Join::In, four.at(0)},
                                             {SegmentCondition::Join::AndIn, four.at(1)},
                                             {SegmentCondition::Join::OrIn, four.at(2)},
                                             {SegmentCondition::Join::NotIn, four.at(3)}});
    shoot(fixture, folder, prefix + u"-copy-2-or"_s);
    QList<SegmentId> all;
    for (int row = 0; row < segments.rowCount(); ++row)
        all.append(segments.index(row).data(SegmentListModel::IdRole).value<SegmentId>());
    fixture.view().compare(all);
    QTest::qWait(300);
    shoot(fixture, folder, prefix + u"-copy-2-many"_s);
    fixture.view().compare({four.at(0)});
    QTest::qWait(300);
    shoot(fixture, folder, prefix + u"-copy-2-one"_s);
    fixture.view().compare(four.mid(0, 2));
    QTest::qWait(300);
    shoot(fixture, folder, prefix + u"-copy-2-two"_s);
    fixture.view().compare(four);
    QTest::qWait(300);
    fixture.find<QPushButton>(u"overlapAsTable"_s)->click();
    fixture.view().combine()->setMode(CombinePane::Mode::AtLeast);
    shoot(fixture, folder, prefix + u"-copy-3-table"_s);
    fixture.find<QPushButton>(u"overlapAsTable"_s)->click();
    fixture.view().combine()->setColumns({3, 5});
    shoot(fixture, folder, prefix + u"-copy-4-columns"_s);
    PeopleFilter filter;
    filter.segments.of = {four.at(0)};
    filter.segments.notIn = {four.at(1)};
    filter.customerSince.first = QDate(2024, 1, 1);
    fixture.view().open(PeopleListKey::allProfiles().withFilter(filter));
    fixture.waitForTable();
    fixture.find<QPushButton>(u"filterButton"_s)->click();
    QTest::qWait(200);
    if (QWidget *popup = fixture.find<QWidget>(u"filterPopup"_s)) {
        popup->grab().save(QDir(folder).filePath(prefix + u"-copy-5-popup.png"_s));
        auto *day = popup->findChild<QLineEdit *>(u"firstDay"_s);
        QTest::keyClick(day, Qt::Key_Down, Qt::AltModifier);
        if (QWidget *calendar = fixture.find<QWidget>(u"calendarPopup"_s)) {
            calendar->grab().save(QDir(folder).filePath(prefix + u"-copy-5-calendar.png"_s));
            calendar->close();
        }
        day->setText(u"someday"_s);
        QTest::keyClick(day, Qt::Key_Return);
        popup->grab().save(QDir(folder).filePath(prefix + u"-copy-5-wrong.png"_s));
        popup->close();
    }
    shoot(fixture, folder, prefix + u"-copy-5-filter"_s);
    fixture.find<QPushButton>(u"saveSearchButton"_s)->click();
    if (auto *dialog = fixture.dialog<SaveSearchDialog>()) {
        QTest::qWait(200);
        dialog->grab().save(QDir(folder).filePath(prefix + u"-copy-5-save.png"_s));
        dialog->reject();
    }
    QMenu colors;
    fixture.view().open(PeopleListKey::of(four.at(1)));
    fixture.view().menus().fillColorMenu(&colors);
    colors.popup(QPoint(0, 0));
    QTest::qWait(100);
    colors.grab().save(QDir(folder).filePath(prefix + u"-copy-5-colors.png"_s));
    colors.close();
    PeopleFilter outside;
    outside.hasProfile = true;
    outside.segments.notIn = {four.at(1)};
    fixture.view().searchActions().search(copy.people({outside}).first().customer.email);
    QTest::qWait(600);
    shoot(fixture, folder, prefix + u"-copy-6-everywhere"_s);
    fixture.view().open(PeopleListKey::of(four.at(2)));
    fixture.view().searchActions().search(u"an"_s);
    fixture.waitForTable();
    shoot(fixture, folder, prefix + u"-copy-6-search"_s);
    PeopleFilter saved;
    saved.memberOf = four.at(0);
    fixture.view().searches().add(u"December, not yet lapsed"_s, saved);
    saved = {};
    saved.text = u"example.org"_s;
    fixture.view().searches().add(u"Everybody at example.org"_s, saved);
    fixture.view().open(PeopleListKey::found(saved, u"Everybody at example.org"_s));
    fixture.waitForTable();
    shoot(fixture, folder, prefix + u"-copy-8-saved"_s);
    fixture.view().searchActions().applySearch(fixture.view().place(), four.at(0));
    (void)QTest::qWaitFor([&fixture] { return fixture.dialog<ApplySearchDialog>() != nullptr; });
    if (auto *dialog = fixture.dialog<ApplySearchDialog>()) {
        QTest::qWait(300);
        dialog->grab().save(QDir(folder).filePath(prefix + u"-copy-9-apply.png"_s));
        dialog->reject();
    }
    status.offline = true;
    fixture.view().sources().setStatus(status);
    shoot(fixture, folder, prefix + u"-copy-7-offline"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption shot(u"shot"_s, u"Save pictures."_s, u"folder"_s);
    const QCommandLineOption only(u"only"_s, u"light, dark, small, copy"_s, u"which"_s);
    parser.addOptions({shot, only});
    parser.process(app);
    const QString folder = parser.value(shot);
    QDir().mkpath(folder);
    DeskStyle::install(app);
    const QString which = parser.value(only);
    if (which.isEmpty() || which == u"light") {
        applyColorScheme(ColorScheme::Light);
        play(folder, u"light"_s, {1440, 900});
    }
    if (which.isEmpty() || which == u"copy") {
        applyColorScheme(ColorScheme::Light);
        playCopy(folder, u"light"_s, {1440, 900});
        playCopy(folder, u"small"_s, {960, 600});
        applyColorScheme(ColorScheme::Dark);
        playCopy(folder, u"dark"_s, {1280, 800});
        playCopy(folder, u"wide"_s, {1920, 1080});
    }
    if (which.isEmpty() || which == u"dark") {
        applyColorScheme(ColorScheme::Dark);
        play(folder, u"dark"_s, {1280, 800});
    }
    if (which.isEmpty() || which == u"small") {
        applyColorScheme(ColorScheme::Light);
        play(folder, u"small"_s, {1024, 700});
    }
    return 0;
}
