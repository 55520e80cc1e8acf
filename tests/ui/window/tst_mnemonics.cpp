// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Underlined letters: on each page with the menu bar over it, in each dialog and in each menu a
// letter is one thing's alone, and that thing reacts to it.

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "tests/ui/dialogs/exhibits.h"
#include "tests/ui/window/memorycopy.h"
#include "tests/ui/window/windowfixture.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/window/placeactions.h"
#include "ui/window/storemenus.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// Something that an underlined letter belongs to.
struct Mnemonic
{
    QKeySequence keys;
    QString text;
    std::function<bool(QWidget &window)> reacts; ///< presses it, and whether that did something
};

void press(QWidget &window, const QKeySequence &keys)
{
    QTest::keyClick(&window, keys[0].key(), Qt::AltModifier);
}

/// A label that shows an '&' which it does not understand.
bool isLetter(const QString &text)
{
    const qsizetype at = text.indexOf(u'&');
    return at >= 0 && at + 1 < text.size() && text.at(at + 1).isLetter();
}

void collect(const QWidget &root, QList<Mnemonic> &found, QStringList &faults)
{
    const QList<QWidget *> all = root.findChildren<QWidget *>();
    for (QWidget *widget : all) {
        if (!widget->isVisible() || widget->window() != &root)
            continue;
        if (auto *bar = qobject_cast<QMenuBar *>(widget)) {
            const QList<QAction *> menus = bar->actions();
            for (QAction *action : menus) {
                found.append({QKeySequence::mnemonic(action->text()), action->text(),
                              [action](QWidget &window) {
                                  QMenu *menu = action->menu();
                                  press(window, QKeySequence::mnemonic(action->text()));
                                  const bool opened =
                                      QTest::qWaitFor([menu] { return menu->isVisible(); });
                                  menu->close();
                                  return opened;
                              }});
            }
        } else if (auto *label = qobject_cast<QLabel *>(widget)) {
            QWidget *buddy = label->buddy();
            const QKeySequence keys =
                buddy ? QKeySequence::mnemonic(label->text()) : QKeySequence();
            if (!buddy && label->textFormat() != Qt::RichText && isLetter(label->text()))
                faults.append(u"“%1” is the label of nothing"_s.arg(label->text()));
            if (!keys.isEmpty()) {
                found.append({keys, label->text(), [label, buddy, keys](QWidget &window) {
                                  if (!buddy->isEnabled())
                                      return true;
                                  if (window.focusWidget())
                                      window.focusWidget()->clearFocus();
                                  press(window, keys);
                                  return buddy->hasFocus() && label->isVisible();
                              }});
            }
        } else if (auto *button = qobject_cast<QAbstractButton *>(widget)) {
            const QKeySequence keys = QKeySequence::mnemonic(button->text());
            if (keys.isEmpty())
                continue;
            if (button->shortcut() != keys)
                faults.append(u"“%1” has another key"_s.arg(button->text()));
            found.append({keys, button->text(), [button, keys](QWidget &window) {
                              if (!button->isEnabled())
                                  return true;
                              QSignalSpy clicked(button, &QAbstractButton::clicked);
                              press(window, keys);
                              // A button that is pressed by its key is let go a moment later.
                              return QTest::qWaitFor([&] { return !clicked.isEmpty(); });
                          }});
        }
    }
}

QStringList mnemonicFaults(QWidget &window)
{
    window.activateWindow();
    QStringList faults;
    if (!QTest::qWaitForWindowActive(&window))
        faults.append(u"is not active"_s);
    QCoreApplication::processEvents(); // what was asked for is there, and has the focus
    QList<Mnemonic> found;
    collect(window, found, faults);
    QHash<QString, QString> owners;
    for (const Mnemonic &one : std::as_const(found)) {
        if (one.keys.isEmpty()) {
            faults.append(u"“%1” has no letter"_s.arg(one.text));
            continue;
        }
        const QString keys = one.keys.toString();
        if (owners.contains(keys))
            faults.append(u"%1 is of “%2” and of “%3”"_s.arg(keys, owners.value(keys), one.text));
        owners.insert(keys, one.text);
    }
    if (!faults.isEmpty())
        return faults;
    for (const Mnemonic &one : std::as_const(found)) {
        if (!one.reacts(window))
            faults.append(u"%1 does nothing for “%2”"_s.arg(one.keys.toString(), one.text));
    }
    return faults;
}

/// Within a menu and its submenus; entries without a letter are found by the arrow keys.
QStringList menuFaults(const QMenu &menu)
{
    QStringList faults;
    QHash<QString, QString> owners;
    const QList<QAction *> actions = menu.actions();
    for (const QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        if (action->menu())
            faults += menuFaults(*action->menu());
        const QString keys = QKeySequence::mnemonic(action->text()).toString();
        if (keys.isEmpty())
            continue;
        if (owners.contains(keys))
            faults.append(
                u"%1 is of “%2” and of “%3”"_s.arg(keys, owners.value(keys), action->text()));
        owners.insert(keys, action->text());
    }
    return faults;
}

class Faults
{
public:
    void add(const QString &where, const QStringList &faults)
    {
        for (const QString &fault : faults) {
            m_lines.append(where + u": "_s + fault);
            qInfo().noquote() << m_lines.constLast(); // a failure shows only its beginning
        }
    }
    QByteArray text() const { return (u'\n' + m_lines.join(u'\n')).toUtf8(); }
    bool isEmpty() const { return m_lines.isEmpty(); }

private:
    QStringList m_lines;
};

} // namespace

class TestMnemonics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void pages()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QTRY_VERIFY(fixture.view().segments().state() == SegmentListModel::State::Ready);
        QTRY_VERIFY(fixture.view().page()->model()->rowAt(2));
        Faults faults;
        const auto look = [&](const QString &where) {
            faults.add(where, mnemonicFaults(fixture.window()));
        };
        look(u"people"_s);
        fixture.view().page()->table()->toggleRow(0);
        look(u"selection"_s);
        fixture.view().setHistoryOpen(true);
        look(u"history"_s);
        MemoryCopy copy;
        QVERIFY(copy.read(fixture.session().background()));
        fixture.view().sources().setCopy(copy.functions());
        PeopleSources::Status status;
        status.state = PeopleSources::State::Complete;
        fixture.view().sources().setStatus(status);
        fixture.view().compare({fixture.segmentNamed(u"VIP"_s)});
        look(u"comparison"_s);
        fixture.find<QAction>(u"actionConnectStore"_s)->trigger();
        look(u"connect"_s);
        fixture.window().showOpening(fixture.account(), u"Making 5,000 people"_s);
        look(u"opening"_s);
        fixture.window().showWelcome();
        look(u"welcome"_s);
        QVERIFY2(faults.isEmpty(), faults.text());
    }

    void dialogs()
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
        Faults faults;
        for (const auto &[name, dialog] : dialogs)
            faults.add(name, mnemonicFaults(*dialog));
        QVERIFY(dialogs.size() > 40);
        QVERIFY2(faults.isEmpty(), faults.text());
    }

    void menus()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open());
        QTRY_VERIFY(fixture.view().segments().state() == SegmentListModel::State::Ready);
        QTRY_VERIFY(fixture.view().page()->model()->rowAt(2));
        Faults faults;
        const auto look = [&](const QString &where) {
            const QList<QMenu *> all = fixture.window().findChildren<QMenu *>();
            for (QMenu *menu : all) {
                Q_EMIT menu->aboutToShow(); // some are filled then
                faults.add(where + u", "_s + menu->objectName() + menu->title(), menuFaults(*menu));
                if (menu->isVisible())
                    menu->close();
            }
        };
        const SegmentId vip = fixture.segmentNamed(u"VIP"_s);
        StoreMenus &menus = fixture.view().menus();
        look(u"people"_s);
        menus.groundMenu(QPoint(100, 100));
        look(u"of the place"_s);
        menus.segmentMenu(PeopleListKey::of(vip), QPoint(100, 100));
        look(u"of a segment"_s);
        menus.segmentsMenu({vip}, QPoint(100, 100));
        look(u"of segments"_s);
        fixture.view().open(PeopleListKey::of(vip));
        QTRY_VERIFY(fixture.view().page()->model()->rowAt(2));
        fixture.view().page()->table()->toggleRow(0);
        menus.peopleMenu(QPoint(100, 100));
        look(u"of people"_s);
        QVERIFY2(faults.isEmpty(), faults.text());
    }

    /// The measure itself: each planted fault is found.
    void plantedFaultsAreFound()
    {
        QWidget window;
        window.resize(300, 200);
        QLabel one(u"API &path"_s, &window);
        QLabel other(u"&People"_s, &window);
        other.move(0, 100);
        window.show();
        QCOMPARE(mnemonicFaults(window).size(), 2); // of nothing, both
        QWidget field(&window);
        field.setFocusPolicy(Qt::StrongFocus);
        field.setGeometry(0, 50, 50, 20);
        field.show();
        one.setBuddy(&field);
        other.setBuddy(&field);
        QCOMPARE(mnemonicFaults(window),
                 QStringList{u"Alt+P is of “API &path” and of “&People”"_s});
        other.setText(u"P&eople"_s);
        QCOMPARE(mnemonicFaults(window), QStringList());
        field.setFocusPolicy(Qt::NoFocus);
        field.hide();
        QVERIFY(!mnemonicFaults(window).isEmpty()); // reacts no more
    }
};

QTEST_MAIN(TestMnemonics)
#include "tst_mnemonics.moc"
