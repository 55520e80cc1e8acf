// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Nothing that must be whole is cut, nothing lies over something else, nothing sticks out: every
// page and dialog, light and dark, in four sizes of the window and with two sizes of the font.

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/storeaccess.h"
#include "models/api/storeapi.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/dialogs/exhibits.h"
#include "tests/ui/layout/layoutfaults.h"
#include "tests/ui/window/memorycopy.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/kit/controls.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/label.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/theme.h"
#include "ui/kit/typedconfirm.h"
#include "ui/people/detailspane.h"
#include "ui/people/peoplepage.h"
#include "ui/segments/savedsearches.h"
#include "ui/window/placeactions.h"
#include "ui/window/searchactions.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// The last two are screens of 1440×900 and 1366×768 at 200 %.
const QList<QSize> sizes{{1920, 1080}, {1440, 900}, {1280, 800},
                         {960, 600},   {720, 450},  {683, 384}};
const QList<int> fonts{13, 18};

void setFontSize(int pixels)
{
    QFont font = QApplication::font();
    font.setPixelSize(pixels);
    QApplication::setFont(font);
}

/// Layouts that were asked for are made.
void settle(const QWidget &widget)
{
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    }
    Q_UNUSED(widget)
}

/// All faults, each once, with the first place where it shows.
class Findings
{
public:
    void add(const QString &where, const QStringList &faults)
    {
        for (const QString &fault : faults) {
            const QString what = fault.section(u" has "_s, 0, 0);
            if (!m_seen.contains(what)) {
                m_seen.insert(what);
                m_lines.append(where + u": "_s + fault);
                qInfo().noquote() << m_lines.constLast(); // a failure shows only its beginning
            }
        }
    }
    QByteArray text() const { return (u'\n' + m_lines.join(u'\n')).toUtf8(); }
    bool isEmpty() const { return m_lines.isEmpty(); }

private:
    QSet<QString> m_seen;
    QStringList m_lines;
};

QString where(const QString &name, QSize size, ColorScheme scheme, int font)
{
    return u"%1 %2×%3 %4 %5 px"_s.arg(name)
        .arg(size.width())
        .arg(size.height())
        .arg(scheme == ColorScheme::Dark ? u"dark"_s : u"light"_s)
        .arg(font);
}

/// A dialog that scrolls what it says although its screen has room for it.
QStringList scrollFaults(const QWidget &dialog)
{
    const int room = dialog.screen()->availableGeometry().height() - 40; // a title bar is drawn
    const QList<QScrollArea *> areas =
        dialog.findChildren<QScrollArea *>(Qt::FindDirectChildrenOnly);
    for (const QScrollArea *area : areas) {
        const int hidden = area->verticalScrollBar()->maximum();
        if (hidden > 0 && dialog.height() < room)
            return {u"%1 px of its words are out of sight, has %2 of %3"_s.arg(hidden)
                        .arg(dialog.height())
                        .arg(room)};
    }
    return {};
}

QScreen *screenOf(QSize size)
{
    const QList<QScreen *> screens = QGuiApplication::screens();
    for (QScreen *screen : screens) {
        if (screen->geometry().size() == size)
            return screen;
    }
    qFatal("no such screen");
    return nullptr;
}

/// Measures what is shown in every size of at least that width, and both colors.
void measure(QWidget &widget, const QString &name, int font, Findings &findings, int leastWidth = 0)
{
    const bool dialog = qobject_cast<const QDialog *>(&widget) != nullptr;
    const QSize own = widget.size();
    for (const QSize &size : sizes) {
        // A larger font on top of 200 % is for larger screens.
        if ((font > fonts.constFirst() && size.width() < 960) || size.width() < leastWidth)
            continue;
        // Sanitizers look at memory, and that is used alike at any size.
        if (QTest::isSanitized && size.width() != 960 && size.width() != 683)
            continue;
        if (dialog) {
            // Opened on a screen of that size.
            QScreen *screen = screenOf(size);
            widget.hide();
            widget.setScreen(screen);
            widget.move(screen->geometry().topLeft()); // else the platform takes it back
            widget.resize(own);
            widget.show();
        } else {
            // As it is on such a screen, see WindowGeometry.
            widget.setMinimumSize(widget.minimumSize().boundedTo(size));
            widget.resize(size);
        }
        settle(widget);
        if (dialog && widget.screen()->geometry().size() != size)
            findings.add(name, {u"is not on its screen"_s});
        if (dialog ? widget.width() > size.width() || widget.height() > size.height()
                   : widget.size() != size) {
            findings.add(where(name, size, ColorScheme::Light, font),
                         {u"does not fit "_s + QString::number(size.width())
                          + u" has %1×%2"_s.arg(widget.width()).arg(widget.height())});
        }
        for (const ColorScheme scheme : {ColorScheme::Light, ColorScheme::Dark}) {
            applyColorScheme(scheme);
            settle(widget);
            findings.add(where(name, size, scheme, font), layoutFaults(widget));
            if (dialog)
                findings.add(where(name, size, scheme, font), scrollFaults(widget));
        }
    }
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        DeskStyle::install(*qApp);
    }

    void cleanup() { setFontSize(13); }

    void pagesAndDialogs_data()
    {
        QTest::addColumn<int>("font");
        for (const int font : fonts)
            QTest::newRow(qPrintable(QString::number(font) + u" px"_s)) << font;
    }

    void pagesAndDialogs()
    {
        QFETCH(const int, font);
        setFontSize(font);
        sandbox::SandboxStore store(WindowFixture::smallStore());
        QVERIFY(store.startAndWait());
        RestClient::Options options;
        options.apiPath = store.apiPath();
        options.token = store.options().token.toUtf8();
        RestClient client(options);
        StoreApi api(client, RequestPriority::Background);
        const QByteArray only = qgetenv("SEGMENTDESK_LAYOUT_ONLY");
        Findings findings;
        std::vector<std::unique_ptr<QWidget>> shown;
        QStringList names;
        const QList<Exhibit> all = exhibits(api);
        for (const Exhibit &exhibit : all) {
            if (!only.isEmpty() && !exhibit.name.startsWith(QString::fromUtf8(only)))
                continue;
            shown.emplace_back(exhibit.make());
            names.append(exhibit.name);
            shown.back()->show();
        }
        QTest::qWait(1500); // all of them answer meanwhile, see exhibits()
        for (size_t i = 0; i < shown.size(); ++i) {
            measure(*shown[i], names.at(qsizetype(i)), font, findings);
            shown[i].reset();
        }
        QVERIFY2(findings.isEmpty(), findings.text());
    }

    void questionsGrow_data() { pagesAndDialogs_data(); }

    /// A question has room for all it says at each moment: while it counts, once it knows, for each
    /// answer to what is typed.
    void questionsGrow()
    {
        QFETCH(const int, font);
        setFontSize(font);
        sandbox::SandboxStore store(WindowFixture::smallStore());
        QVERIFY(store.startAndWait());
        RestClient::Options options;
        options.apiPath = store.apiPath();
        options.token = store.options().token.toUtf8();
        RestClient client(options);
        StoreApi api(client, RequestPriority::Background);
        Findings findings;
        int typed = 0;
        const QList<Exhibit> all = exhibits(api);
        for (const Exhibit &exhibit : all) {
            std::unique_ptr<QWidget> widget(exhibit.make());
            auto *dialog = qobject_cast<TypedConfirm *>(widget.get());
            if (!dialog)
                continue;
            dialog->setWindowModality(Qt::NonModal);
            dialog->setScreen(screenOf(sizes.constFirst()));
            dialog->move(dialog->screen()->geometry().topLeft());
            dialog->show();
            QString moment = u"asks"_s;
            const auto look = [&] {
                settle(*dialog);
                findings.add(where(exhibit.name + u", "_s + moment, dialog->size(),
                                   ColorScheme::Light, font),
                             layoutFaults(*dialog) + scrollFaults(*dialog));
            };
            look();
            QLineEdit *field = dialog->field();
            const QLabel *prompt = nullptr;
            const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
            for (const QLabel *label : labels) {
                if (label->buddy() == field)
                    prompt = label;
            }
            QVERIFY(prompt);
            static const QRegularExpression digits(u"<b>([0-9,]+)</b>"_s);
            // It may be counting still; some never ask for a number.
            (void)QTest::staysTrue([&] { return !digits.match(prompt->text()).hasMatch(); }, 400);
            moment = u"knows"_s;
            look();
            const QString number = digits.match(prompt->text()).captured(1);
            if (!field->isVisible() || number.isEmpty())
                continue;
            ++typed;
            moment = u"nothing typed"_s;
            QTest::keyClick(field, Qt::Key_Return);
            look();
            moment = u"something else typed"_s;
            QTest::keyClicks(field, u"7"_s);
            QTest::keyClick(field, Qt::Key_Return);
            look();
            moment = u"typed"_s;
            field->clear();
            QTest::keyClicks(field, number);
            QVERIFY(dialog->dangerButton()->isEnabled());
            look();
            moment = u"typed, Enter"_s;
            QTest::keyClick(field, Qt::Key_Return);
            look();
        }
        QVERIFY(typed >= 4);
        QVERIFY2(findings.isEmpty(), findings.text());
    }

    /// One can continue by keyboard at once: something in sight has the focus, Enter presses one
    /// button, and neither is what destroys.
    void dialogsBeginSomewhere()
    {
        sandbox::SandboxStore store(WindowFixture::smallStore());
        QVERIFY(store.startAndWait());
        RestClient::Options options;
        options.apiPath = store.apiPath();
        options.token = store.options().token.toUtf8();
        RestClient client(options);
        StoreApi api(client, RequestPriority::Background);
        std::vector<std::pair<QString, std::unique_ptr<QDialog>>> dialogs;
        const QList<Exhibit> all = exhibits(api);
        for (const Exhibit &exhibit : all) {
            std::unique_ptr<QWidget> widget(exhibit.make());
            if (auto *dialog = qobject_cast<QDialog *>(widget.get())) {
                (void)widget.release();
                dialog->setWindowModality(Qt::NonModal);
                dialogs.emplace_back(exhibit.name, dialog);
                dialog->show();
            }
        }
        QTest::qWait(1500); // all of them answer meanwhile, see exhibits()
        QStringList problems;
        for (const auto &[name, dialog] : dialogs) {
            const QWidget *focus = dialog->focusWidget();
            if (!focus)
                problems.append(name + u": nothing has the focus"_s);
            else if (!focus->isVisible() || !focus->isEnabled())
                problems.append(name + u": the focus is on what cannot be used: "_s
                                + focus->objectName());
            int defaults = 0;
            const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
            for (const QPushButton *button : buttons) {
                if (!button->isVisible())
                    continue;
                const bool isDanger = buttonLook(button) == ButtonLook::Danger;
                defaults += button->isDefault();
                if (isDanger && (button->isDefault() || button == focus))
                    problems.append(name + u": Enter destroys: "_s + button->text());
                if (button->autoDefault() && !button->isDefault())
                    problems.append(name + u": becomes what Enter presses: "_s + button->text());
            }
            // Without a default button, Enter presses the one that has the focus.
            const auto *focused = qobject_cast<const QPushButton *>(focus);
            if (defaults > 1 || (defaults == 0 && !focused))
                problems.append(name + u": Enter presses %1 buttons"_s.arg(defaults));
        }
        QVERIFY2(problems.isEmpty(), qPrintable(u'\n' + problems.join(u'\n')));
        QVERIFY(dialogs.size() > 40);
    }

    void windowAndItsStates_data() { pagesAndDialogs_data(); }

    void windowAndItsStates()
    {
        QFETCH(const int, font);
        setFontSize(font);
        Findings findings;
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QVERIFY(ready(fixture));
        const auto state = [&](const QString &name, int leastWidth = 0) {
            measure(fixture.window(), name, font, findings, leastWidth);
        };
        state(u"all"_s);
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        fixture.view().open(PeopleListKey::of(vip));
        QVERIFY(ready(fixture));
        PeopleTable *table = fixture.view().page()->table();
        table->setCurrentIndex(fixture.view().page()->model()->index(2, 1));
        for (const int row : {0, 1, 3})
            table->toggleRow(row);
        state(u"selection"_s);
        fixture.view().placeActions().removeSelected();
        QTRY_VERIFY(fixture.view().page()->messageBar()->isShowing());
        state(u"undo"_s);
        fixture.view().setHistoryOpen(true);
        state(u"history"_s, 720); // a result has no room beside the list on the smallest screen
        fixture.view().open(PeopleListKey::withoutProfile());
        QVERIFY(ready(fixture));
        state(u"without profile"_s);

        sandbox::Fault fault;
        fault.path = QRegularExpression(u"^/(shopper-profiles|segments)"_s);
        fault.action = sandbox::Fault::Action::Answer;
        fault.status = 503;
        fault.count = 1000;
        fixture.store().setFaults({fault});
        fixture.view().open(PeopleListKey::allProfiles());
        QTRY_COMPARE(fixture.view().page()->model()->state(), PagedTableModelBase::State::Failed);
        state(u"failed"_s);
        fixture.store().setFaults({});
        fixture.store().setLatency(2000);
        fixture.view().open(PeopleListKey::of(vip));
        state(u"loading"_s);
        fixture.store().setLatency(0);

        MemoryCopy copy;
        QVERIFY(copy.read(fixture.session().background()));
        fixture.view().sources().setCopy(copy.functions());
        PeopleSources::Status status;
        status.state = PeopleSources::State::Complete;
        status.readAt = QDateTime::currentDateTimeUtc().addSecs(-130);
        fixture.view().sources().setStatus(status);
        QList<SegmentId> some;
        for (int row = 0; row < 4; ++row) {
            some.append(fixture.view()
                            .segments()
                            .index(row)
                            .data(SegmentListModel::IdRole)
                            .value<SegmentId>());
        }
        fixture.view().compare(some);
        state(u"comparison"_s);
        fixture.find<QPushButton>(u"overlapAsTable"_s)->click();
        state(u"comparison as table"_s);
        PeopleFilter filter;
        filter.segments.of = {some.at(0)};
        filter.segments.notIn = {some.at(1)};
        fixture.view().open(PeopleListKey::allProfiles().withFilter(filter));
        QVERIFY(ready(fixture));
        state(u"filter"_s);
        fixture.view().open(PeopleListKey::allProfiles());
        fixture.view().searchActions().search(u"qqqqq"_s);
        QVERIFY(ready(fixture));
        state(u"nothing found"_s);
        status.offline = true;
        fixture.view().sources().setStatus(status);
        state(u"offline"_s);
        status.offline = false;
        fixture.view().sources().setStatus(status);
        fixture.session().setToken(fixture.store().options().readOnlyToken);
        fixture.session().probeAccess();
        QTRY_VERIFY(fixture.session().access().isReadOnly());
        fixture.view().open(PeopleListKey::of(vip));
        state(u"read-only"_s);
        fixture.window().showWelcome();
        state(u"welcome"_s);
        QVERIFY2(findings.isEmpty(), findings.text());
    }

    /// The measure itself: each planted fault is found.
    void plantedFaultsAreFound()
    {
        QWidget window;
        window.resize(200, 100);
        auto *button = new QPushButton(u"Remove from this segment"_s, &window);
        button->setGeometry(0, 0, 60, 30);
        window.show();
        QCOMPARE(layoutFaults(window).size(), 1);
        QVERIFY(layoutFaults(window).constFirst().contains(u"text is cut"_s));
        button->resize(button->sizeHint());
        QCOMPARE(layoutFaults(window), QStringList());

        auto *label = new QLabel(u"Over it"_s, &window);
        label->setGeometry(20, 10, label->sizeHint().width(), 30);
        label->show();
        QCOMPARE(layoutFaults(window).size(), 1);
        QVERIFY(layoutFaults(window).constFirst().contains(u"lies over"_s));
        label->move(180, 60);

        QCOMPARE(layoutFaults(window).size(), 1);
        QVERIFY(layoutFaults(window).constFirst().contains(u"sticks out"_s));
        label->hide();

        auto *icon = new QToolButton(&window);
        icon->setGeometry(0, 60, 30, 30);
        icon->show();
        QCOMPARE(layoutFaults(window).size(), 1);
        QVERIFY(layoutFaults(window).constFirst().contains(u"accessible name"_s));
    }

private:
    static bool ready(const WindowFixture &fixture)
    {
        return QTest::qWaitFor([&fixture] {
            const auto *model = fixture.view().page()->model();
            return model->state() != PagedTableModelBase::State::Loading
                && fixture.view().segments().rowCount() > 0;
        });
    }
};

} // namespace segmentdesk

int main(int argc, char **argv)
{
    // A screen of each size, side by side.
    QTemporaryDir folder;
    QFile config(folder.filePath(u"screens.json"_s));
    QJsonArray screens;
    int x = 0;
    for (const QSize &size : segmentdesk::sizes) {
        screens.append(QJsonObject{{u"name"_s, QString::number(size.width())},
                                   {u"x"_s, x},
                                   {u"y"_s, 0},
                                   {u"width"_s, size.width()},
                                   {u"height"_s, size.height()},
                                   {u"logicalDpi"_s, 96},
                                   {u"logicalBaseDpi"_s, 96},
                                   {u"dpr"_s, 1}});
        x += size.width();
    }
    if (!config.open(QIODevice::WriteOnly))
        return 1;
    config.write(QJsonDocument(QJsonObject{{u"screens"_s, screens}}).toJson());
    config.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + config.fileName().toUtf8());
    QApplication app(argc, argv);
    segmentdesk::TestLayout test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_layout.moc"
