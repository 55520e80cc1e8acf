// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/avatar.h"
#include "ui/kit/badge.h"
#include "ui/kit/chipbutton.h"
#include "ui/kit/chipsdelegate.h"
#include "ui/kit/choicegroup.h"
#include "ui/kit/controls.h"
#include "ui/kit/copyvalue.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/dragscroller.h"
#include "ui/kit/elidedlabel.h"
#include "ui/kit/flowlayout.h"
#include "ui/kit/focusring.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/progressstrip.h"
#include "ui/kit/quotagauge.h"
#include "ui/kit/searchfield.h"
#include "ui/kit/segmentdelegate.h"
#include "ui/kit/selectionbar.h"
#include "ui/kit/stateview.h"
#include "ui/kit/tableview.h"
#include "ui/kit/textedit.h"
#include "ui/kit/tilebutton.h"
#include "ui/kit/typedconfirm.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QEnterEvent>
#include <QFocusFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPaintEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

TypedConfirmWords words()
{
    TypedConfirmWords result;
    result.windowTitle = u"Delete segment"_s;
    result.heading = u"Delete “VIP”?"_s;
    result.points = {{ConfirmPoint::Kind::Lost, u"<b>2,115</b> members"_s}};
    result.prompt = u"Type the number of members, <b>2,115</b>"_s;
    result.number = 2115;
    result.keep = u"Keep segment"_s;
    result.danger = u"Delete segment"_s;
    result.dangerIcon = u"trash"_s;
    return result;
}

} // namespace

namespace {

/// What is drawn again of a widget.
class Painted : public QObject
{
public:
    QRegion region;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent *>(event)->region();
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

class TestKitWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        DeskStyle::install(*qApp);
        applyColorScheme(ColorScheme::Light);
    }

    /// A screen reader finds the label of a combo box, what is chosen, and the list while it is
    /// open; radio buttons are in a group with a name; what only shows an icon has a word.
    void controlsHaveTheirNames()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *combo = new QComboBox;
        combo->addItems({u"Comma"_s, u"Tab"_s});
        auto *label = new QLabel(u"&Delimiter"_s);
        label->setBuddy(combo);
        auto *group = new ChoiceGroup(u"Format"_s);
        QRadioButton *exact = group->add(u"Exact"_s, u"As it is."_s);
        auto *search = new SearchField(u"Find"_s, u"search"_s);
        for (QWidget *one : {static_cast<QWidget *>(label), static_cast<QWidget *>(combo),
                             static_cast<QWidget *>(group), static_cast<QWidget *>(search)})
            layout->addWidget(one);
        window.show();
        QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(combo);
        QCOMPARE(seen->role(), QAccessible::ComboBox);
        QCOMPARE(seen->text(QAccessible::Name), u"Delimiter"_s);
        QCOMPARE(seen->text(QAccessible::Value), u"Comma"_s);
        QCOMPARE(seen->childCount(), 0);
        seen->actionInterface()->doAction(QAccessibleActionInterface::showMenuAction());
        QTRY_VERIFY(combo->view()->isVisible());
        QCOMPARE(seen->childCount(), 1);
        combo->hidePopup();
        QAccessibleInterface *choices = QAccessible::queryAccessibleInterface(group);
        QCOMPARE(choices->role(), QAccessible::Grouping);
        QCOMPARE(choices->text(QAccessible::Name), u"Format"_s);
        QVERIFY(choices->indexOfChild(QAccessible::queryAccessibleInterface(exact)) >= 0);
        const QList<QToolButton *> icons = search->findChildren<QToolButton *>();
        QVERIFY(!icons.isEmpty());
        for (QToolButton *icon : icons)
            QVERIFY(
                !QAccessible::queryAccessibleInterface(icon)->text(QAccessible::Name).isEmpty());
    }

    /// Of the bars of reading nothing stays behind what failed.
    void whatFailedIsDrawnOverTheBars()
    {
        QListView list;
        list.resize(300, 400);
        list.show();
        StateView state(&list);
        state.showLoading();
        QTRY_VERIFY(state.isVisible());
        QCoreApplication::processEvents();
        Painted painted;
        state.installEventFilter(&painted);
        state.showFailed(u"Could not read the segments"_s, u"503"_s, {});
        QTRY_VERIFY(painted.region.contains(QRect(4, 4, 200, 20)));
    }

    /// What has no room goes into More; no button is cut.
    void theSelectionBarFolds_data()
    {
        QTest::addColumn<int>("width");
        for (int width : {900, 600, 480, 400, 320})
            QTest::addRow("%d", width) << width;
    }

    void theSelectionBarFolds()
    {
        QFETCH(int, width);
        SelectionBar bar;
        auto *create = makeButton(u"Create profiles…"_s);
        auto *more = makeButton(u"More"_s);
        bar.addWidget(create);
        bar.addWidget(more);
        bar.setCounts(120, 12'340);
        bar.setDroppable({{create, true}}, more, false);
        bar.resize(width, bar.height());
        bar.show();
        QCoreApplication::processEvents();
        QVERIFY(create->isVisible() || more->isVisible());
        for (const QPushButton *button : bar.findChildren<QPushButton *>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        }
        QCOMPARE(more->isVisible(), !create->isVisible());
    }

    /// Wherever its window is, and whatever size it gets.
    void aDialogIsOnItsScreenWithItsFrame()
    {
        const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
        QWidget window;
        window.setGeometry(screen.x() - 300, screen.y() - 200, 400, 260);
        window.show();
        DialogFrame dialog(&window);
        dialog.resize(300, 150);
        dialog.open();
        const auto isInside = [&dialog, screen] { return screen.contains(dialog.frameGeometry()); };
        QTRY_VERIFY(isInside());
        dialog.move(screen.right() - 350, screen.bottom() - 200);
        auto *tall = new QWidget;
        tall->setMinimumSize(280, 400);
        dialog.content()->addWidget(tall);
        QTRY_VERIFY(dialog.height() > 400);
        QTRY_VERIFY(isInside());
    }

    void typedNumber_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<bool>("matches");
        const QLocale us(QLocale::English, QLocale::UnitedStates);
        const QLocale de(QLocale::German, QLocale::Germany);
        const QLocale fr(QLocale::French, QLocale::France);
        const QLocale ch(QLocale::German, QLocale::Switzerland);
        QTest::newRow("digits") << u"2115"_s << us << true;
        QTest::newRow("comma") << u"2,115"_s << us << true;
        QTest::newRow("spaces around") << u" 2,115 "_s << us << true;
        QTest::newRow("German dot") << u"2.115"_s << de << true;
        QTest::newRow("French, as shown") << fr.toString(2115) << fr << true;
        QTest::newRow("French, typed space") << u"2 115"_s << fr << true;
        QTest::newRow("Swiss") << ch.toString(2115) << ch << true;
        QTest::newRow("Arabic digits") << u"٢١١٥"_s << us << true;
        QTest::newRow("dot is no separator in English") << u"2.115"_s << us << false;
        QTest::newRow("not yet") << u"2,11"_s << us << false;
        QTest::newRow("more") << u"21150"_s << us << false;
        QTest::newRow("empty") << QString() << us << false;
        QTest::newRow("sign") << u"+2115"_s << us << false;
        QTest::newRow("letters") << u"2115x"_s << us << false;
        QTest::newRow("huge") << u"99999999999999999999999"_s << us << false;
    }

    void typedNumber()
    {
        QFETCH(QString, text);
        QFETCH(QLocale, locale);
        QFETCH(bool, matches);
        QCOMPARE(TypedConfirm::matches(text, 2115, locale), matches);
    }

    void typedConfirmArmsOnlyForTheNumber()
    {
        TypedConfirm dialog(words());
        dialog.setLocale(QLocale(QLocale::English, QLocale::UnitedStates));
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QCOMPARE(QApplication::focusWidget(), dialog.field());
        QVERIFY(!dialog.dangerButton()->isEnabled());
        QTest::keyClicks(dialog.field(), u"2,11"_s);
        QVERIFY(!dialog.dangerButton()->isEnabled());
        QTest::keyClicks(dialog.field(), u"5"_s);
        QVERIFY(dialog.dangerButton()->isEnabled());
        QTest::keyClick(dialog.field(), Qt::Key_Backspace);
        QVERIFY(!dialog.dangerButton()->isEnabled());
    }

    /// Enter never does it, and never closes the question without a word.
    void enterInTheFieldSaysWhatIsMissing_data()
    {
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("hint");
        QTest::newRow("nothing typed") << qint64(2115) << QString() << u"Type 2,115"_s;
        QTest::newRow("a wrong number") << qint64(2115) << u"211"_s << u"not the number"_s;
        QTest::newRow("the number") << qint64(2115) << u"2115"_s << u"Delete segment"_s;
        QTest::newRow("counting") << qint64(-1) << u"3"_s << u"not known yet"_s;
    }

    void enterInTheFieldSaysWhatIsMissing()
    {
        QFETCH(qint64, number);
        QFETCH(QString, typed);
        QFETCH(QString, hint);
        TypedConfirmWords asked = words();
        asked.number = number;
        TypedConfirm dialog(asked);
        dialog.setLocale(QLocale(QLocale::English, QLocale::UnitedStates));
        QSignalSpy finished(&dialog, &QDialog::finished);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QTest::keyClicks(dialog.field(), typed);
        for (const auto key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Return})
            QTest::keyClick(dialog.field(), key);
        QCOMPARE(finished.count(), 0);
        const auto *said = dialog.findChild<QLabel *>(u"typedHint"_s);
        QVERIFY(said->isVisible());
        QVERIFY2(said->text().contains(hint), qPrintable(said->text()));
        // Nothing is squeezed or scrolled away for it.
        QTRY_VERIFY(said->height() >= said->heightForWidth(said->width()));
        const auto *area = dialog.findChild<QScrollArea *>();
        QVERIFY(area);
        QTRY_COMPARE(area->verticalScrollBar()->maximum(), 0);
        QTest::keyClick(dialog.field(), Qt::Key_Escape);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
    }

    void ofOneNothingIsTyped()
    {
        TypedConfirmWords asked = words();
        asked.number = 1;
        TypedConfirm dialog(asked);
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        QSignalSpy rejected(&dialog, &QDialog::rejected);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QVERIFY(!dialog.field()->isVisible());
        QVERIFY(dialog.dangerButton()->isEnabled());
        QCOMPARE(QApplication::focusWidget(), dialog.keepButton());
        QTest::keyClick(&dialog, Qt::Key_Return); // the safe one has the focus
        QCOMPARE(rejected.count(), 1);
        QCOMPARE(accepted.count(), 0);
    }

    void dangerCanBeChosenByKeys()
    {
        TypedConfirm dialog(words());
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QTest::keyClicks(dialog.field(), u"2115"_s);
        QTest::keyClick(dialog.field(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), dialog.dangerButton());
        QTest::keyClick(dialog.dangerButton(), Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
    }

    void dangerAcceptsByClick()
    {
        TypedConfirm dialog(words());
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        dialog.open();
        dialog.field()->setText(u"2115"_s);
        QTest::mouseClick(dialog.dangerButton(), Qt::LeftButton);
        QCOMPARE(accepted.count(), 1);
    }

    void messageBarGoesAfterAWhile()
    {
        QWidget host;
        host.resize(800, 400);
        QLineEdit field(&host); // a window gives its focus to a widget
        field.setFocus();
        host.show();
        QVERIFY(QTest::qWaitForWindowActive(&host));
        MessageBar bar(&host);
        QSignalSpy dismissed(&bar, &MessageBar::dismissed);
        bar.announce(u"check-circle"_s, Tone::Ok, u"Removed 120 people"_s, {}, 30);
        QVERIFY(bar.isVisible());
        QCOMPARE(bar.accessibleName(), u"Removed 120 people"_s);
        // Bottom centre, 12 off.
        QCOMPARE(bar.geometry().bottom() + 1 + 12, host.height());
        QVERIFY(std::abs(bar.geometry().center().x() - host.rect().center().x()) <= 1);
        QVERIFY(bar.width() >= 400);
        QVERIFY(dismissed.wait(QTest::patience));
        QVERIFY(!bar.isVisible());
    }

    void undoBarShowsAllOfALongText()
    {
        QWidget host;
        host.resize(620, 400);
        host.show();
        QVERIFY(QTest::qWaitForWindowExposed(&host));
        MessageBar bar(&host);
        const QString text =
            u"Could not rename “Loyalty: Gold” to “Loyalty: Platinum”. The store has a segment of "
            "this name already. Choose another name."_s;
        bar.announce(u"error"_s, Tone::Err, text, {{u"Details"_s, [] {}}, {u"Undo"_s, [] {}}});
        const auto *label = bar.findChild<QLabel *>(u"messageBarText"_s);
        const auto isWhole = [&] {
            const QRect needed = label->fontMetrics().boundingRect(0, 0, label->width(), 10'000,
                                                                   Qt::TextWordWrap, label->text());
            return label->height() >= needed.height() && host.rect().contains(bar.geometry())
                && bar.rect().contains(label->geometry());
        };
        QTRY_VERIFY(isWhole());
        QCOMPARE(label->text(), text);
        QVERIFY(bar.height() > px(44, &bar));
        host.resize(420, 400); // narrower: more lines
        QTRY_VERIFY(isWhole());
        bar.announce(u"check-circle"_s, Tone::Ok, u"Added 1 person"_s, {});
        QCOMPARE(bar.height(), px(44, &bar));
    }

    void draggingAtAnEdgeGetsFaster()
    {
        QVERIFY(DragScroller::speed(0, 0) < 200);
        QVERIFY(DragScroller::speed(0, 1) > DragScroller::speed(0, 0));
        QVERIFY(DragScroller::speed(2, 0.5) > 3 * DragScroller::speed(0, 0.5));
        // A thousand segments in a few seconds, but a few rows can still be met.
        double way = 0;
        double seconds = 0;
        for (; way < 30'000; seconds += 0.016)
            way += DragScroller::speed(seconds, 0.7) * 0.016;
        QVERIFY2(seconds > 2 && seconds < 8, qPrintable(QString::number(seconds)));

        QListView list;
        QStandardItemModel model(1000, 1);
        list.setModel(&model);
        list.resize(200, 300);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        DragScroller scroller(&list);
        int moves = 0;
        scroller.onScrolled = [&moves] { ++moves; };
        scroller.follow({100, 150});
        scroller.follow({100, 296});
        scroller.follow({101, 297}); // a hand is never still
        QTRY_VERIFY(list.verticalScrollBar()->value() > 60);
        QVERIFY(moves > 0);
        scroller.follow({100, 2});
        QTRY_COMPARE(list.verticalScrollBar()->value(), 0);
        scroller.stop();
    }

    void undoBarWaitsWhileHovered()
    {
        QWidget host;
        host.resize(800, 400);
        QLineEdit field(&host); // a window gives its focus to a widget
        field.setFocus();
        host.show();
        QVERIFY(QTest::qWaitForWindowActive(&host));
        MessageBar bar(&host);
        QSignalSpy dismissed(&bar, &MessageBar::dismissed);
        bar.announce(u"check-circle"_s, Tone::Ok, u"Removed"_s, {}, 60);
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(&bar, &enter);
        QVERIFY(!dismissed.wait(200));
        QVERIFY(bar.isShowing());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&bar, &leave);
        QVERIFY(dismissed.wait(QTest::patience));
    }

    void undoBarWaitsWhileFocused()
    {
        QWidget host;
        host.resize(800, 400);
        QPushButton other(u"Other"_s, &host);
        host.show();
        QVERIFY(QTest::qWaitForWindowActive(&host));
        MessageBar bar(&host);
        QSignalSpy dismissed(&bar, &MessageBar::dismissed);
        bar.announce(u"check-circle"_s, Tone::Ok, u"Removed"_s, {{u"Undo"_s, [] {}}}, 100);
        bar.findChild<LinkButton *>()->setFocus(Qt::TabFocusReason);
        QVERIFY(!dismissed.wait(250));
        other.setFocus();
        QVERIFY(dismissed.wait(QTest::patience));
    }

    void undoBarRunsItsVerbOnce()
    {
        QStandardItemModel model(100, 2);
        TableView table;
        table.setModel(&model);
        table.resize(600, 300);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        MessageBar bar(&table);
        int undone = 0;
        int viewed = 0;
        bar.announce(
            u"warning"_s, Tone::Warn, u"488 removed, 12 failed"_s,
            {{u"Undo 488"_s, [&undone] { ++undone; }}, {u"View"_s, [&viewed] { ++viewed; }}});
        QCOMPARE(table.bottomRoom(), px(MessageBar::room, &table));
        QList<LinkButton *> verbs = bar.findChildren<LinkButton *>();
        QCOMPARE(verbs.size(), 2);
        QTest::mouseClick(verbs.first(), Qt::LeftButton);
        QCOMPARE(undone, 1);
        QCOMPARE(viewed, 0);
        QVERIFY(!bar.isShowing());
        QCOMPARE(table.bottomRoom(), 0);
        // A newer one replaces the older with its verbs.
        bar.announce(u"check-circle"_s, Tone::Ok, u"First"_s, {{u"Undo"_s, [] {}}});
        bar.announce(u"check-circle"_s, Tone::Ok, u"Second"_s, {{u"Redo"_s, [] {}}});
        QCOMPARE(bar.text(), u"Second"_s);
        QCOMPARE(bar.findChildren<LinkButton *>().size(), 1);
        QTest::keyClick(&bar, Qt::Key_Escape);
        QVERIFY(!bar.isShowing());
    }

    void chipsFit()
    {
        const QFont font = QApplication::font();
        const Chips chips = {{u"Newsletter"_s, 1}, {u"Gold"_s, 2}, {u"Wholesale"_s, 3}};
        const int all = ChipsDelegate::chipWidth(u"Gold"_s, font)
            + ChipsDelegate::chipWidth(u"Newsletter"_s, font)
            + ChipsDelegate::chipWidth(u"Wholesale"_s, font) + 8;
        ChipsDelegate::Fit fit = ChipsDelegate::fit(chips, all, font);
        QCOMPARE(fit.shown, 3);
        QCOMPARE(fit.more, 0);
        QCOMPARE(fit.elidedWidth, -1);
        // A pixel less: whole chips and how many are behind.
        fit = ChipsDelegate::fit(chips, all - 1, font);
        QCOMPARE(fit.shown, 2);
        QCOMPARE(fit.more, 1);
        QCOMPARE(fit.elidedWidth, -1);
        // Not even the first: it alone is cut, and the rest is counted.
        fit = ChipsDelegate::fit(chips, ChipsDelegate::chipWidth(u"Newsletter"_s, font), font);
        QCOMPARE(fit.shown, 1);
        QCOMPARE(fit.more, 2);
        QVERIFY(fit.elidedWidth >= 0);
        QVERIFY(fit.elidedWidth < ChipsDelegate::chipWidth(u"Newsletter"_s, font));
        // No room for letters: only how many there are. A single one is cut whatever happens.
        fit = ChipsDelegate::fit(chips, 50, font);
        QCOMPARE(fit.shown, 0);
        QCOMPARE(fit.more, 3);
        QCOMPARE(ChipsDelegate::fit({{u"Newsletter"_s, 1}}, 50, font).shown, 1);
        QCOMPARE(ChipsDelegate::fit({}, 100, font).shown, 0);
        // What is drawn never is wider than the cell.
        for (int width = 40; width < all + 20; ++width) {
            fit = ChipsDelegate::fit(chips, width, font);
            int used = fit.elidedWidth;
            if (used < 0) {
                used = -4;
                for (int i = 0; i < fit.shown; ++i)
                    used += 4 + ChipsDelegate::chipWidth(chips.at(i).name, font);
            }
            if (fit.more > 0) {
                used += 4 + 14
                    + QFontMetrics(font).horizontalAdvance(u'+' + QLocale().toString(fit.more));
            }
            QVERIFY(used <= width);
            QCOMPARE(fit.shown + fit.more, 3);
        }
    }

    void flowBreaksLines()
    {
        QWidget host;
        auto *flow = new FlowLayout(&host, 6, 4);
        for (int i = 0; i < 5; ++i) {
            auto *item = new QWidget;
            item->setFixedSize(50, 20);
            flow->addWidget(item);
        }
        QCOMPARE(flow->heightForWidth(1000), 20);
        QCOMPARE(flow->heightForWidth(50 * 2 + 6), 20 * 3 + 2 * 4);
        QCOMPARE(flow->heightForWidth(50 * 2 + 5), 20 * 5 + 4 * 4);
        host.resize(106, 200);
        host.show();
        QCOMPARE(flow->itemAt(1)->geometry(), QRect(56, 0, 50, 20));
        QCOMPARE(flow->itemAt(2)->geometry(), QRect(0, 24, 50, 20));
        host.setLayoutDirection(Qt::RightToLeft);
        flow->invalidate();
        flow->setGeometry(host.rect());
        QCOMPARE(flow->itemAt(0)->geometry(), QRect(56, 0, 50, 20));
    }

    void ringFollowsTheKeyboardOnly()
    {
        QWidget window;
        auto *layout = new QHBoxLayout(&window);
        auto *first = new QPushButton(u"One"_s);
        auto *second = new QPushButton(u"Two"_s);
        auto *field = new QLineEdit;
        layout->addWidget(first);
        layout->addWidget(second);
        layout->addWidget(field);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *ring = qApp->findChild<FocusRing *>();
        QVERIFY(ring);
        QTest::mouseClick(first, Qt::LeftButton);
        QCOMPARE(ring->ringed(), nullptr);
        QTest::keyClick(first, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), second);
        QCOMPARE(ring->ringed(), second);
        const auto *frame = window.findChild<QFocusFrame *>();
        QVERIFY(frame);
        QVERIFY(frame->isVisible());
        // 2 px and 1 off, outside.
        QVERIFY(frame->geometry().contains(second->geometry().adjusted(-3, -3, 3, 3)));
        // A click takes it away; so does a field, which draws its own.
        QTest::mouseClick(first, Qt::LeftButton);
        QCOMPARE(ring->ringed(), nullptr);
        second->setFocus(Qt::ShortcutFocusReason);
        QCOMPARE(ring->ringed(), second);
        QTest::keyClick(second, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), field);
        QCOMPARE(ring->ringed(), nullptr);
        // A ringed widget may go at any time.
        QTest::keyClick(field, Qt::Key_Backtab);
        QCOMPARE(ring->ringed(), second);
        delete second;
        QCOMPARE(ring->ringed(), nullptr);
    }

    void statesTakeTurns()
    {
        QStandardItemModel model(0, 3);
        TableView table;
        table.setModel(&model);
        table.resize(700, 400);
        table.show();
        QVERIFY(QTest::qWaitForWindowActive(&table));
        table.setFocus();
        StateView view(&table);
        QVERIFY(!view.isVisible());
        view.showLoading();
        QVERIFY(!view.isVisible());
        QTRY_VERIFY(view.isVisible());
        QCOMPARE(view.geometry(), table.viewport()->geometry());
        int retried = 0;
        view.showFailed(u"The members could not be read"_s, u"The store did not answer."_s,
                        {{u"Retry"_s, u"refresh"_s, [&] {
                              ++retried;
                              view.showLoading();
                          }}});
        QCOMPARE(view.accessibleName(), u"The members could not be read"_s);
        auto *retry = qobject_cast<QPushButton *>(QApplication::focusWidget());
        QVERIFY(retry);
        QCOMPARE(retry->text(), u"Retry"_s);
        QTest::keyClick(retry, Qt::Key_Space);
        QCOMPARE(retried, 1);
        QCOMPARE(view.state(), StateView::State::Loading);
        // An answer within 300 ms shows nothing in between.
        view.showReady();
        QVERIFY(!view.isVisible());
        QTest::qWait(StateView::loadingDelayMs + 50);
        QVERIFY(!view.isVisible());
        table.resize(500, 300);
        view.showEmpty(u"people"_s, u"No members yet"_s, u"Drag people onto it."_s);
        QCOMPARE(view.geometry(), table.viewport()->geometry());
    }

    void failureDoesNotTakeTheFocusFromAField()
    {
        QWidget window;
        auto *layout = new QHBoxLayout(&window);
        auto *field = new SearchField(u"Find people"_s, u"search"_s);
        auto *table = new TableView;
        QStandardItemModel model(0, 3);
        table->setModel(&model);
        layout->addWidget(field);
        layout->addWidget(table);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        field->setFocus();
        StateView view(table);
        view.showFailed(u"Failed"_s, {}, {{u"Retry"_s, {}, [] {}}});
        QCOMPARE(QApplication::focusWidget(), field);
    }

    void chipButtonRemoves()
    {
        ChipButton chip(u"VIP"_s, 0);
        QSignalSpy removed(&chip, &ChipButton::removeRequested);
        QSignalSpy clicked(&chip, &QAbstractButton::clicked);
        chip.resize(chip.sizeHint());
        chip.show();
        QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 10, chip.height() / 2));
        QCOMPARE(removed.count(), 1);
        QCOMPARE(clicked.count(), 0);
        QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(12, chip.height() / 2));
        QCOMPARE(clicked.count(), 1);
        QTest::keyClick(&chip, Qt::Key_Delete);
        QCOMPARE(removed.count(), 2);
        chip.setRemovable(false);
        QTest::keyClick(&chip, Qt::Key_Delete);
        QCOMPARE(removed.count(), 2);
        QCOMPARE(chip.accessibleName(), u"VIP"_s);
    }

    void tilesAreExclusive()
    {
        QWidget host;
        auto *layout = new QHBoxLayout(&host);
        auto *all = new TileButton(u"people"_s, Tone::Second, u"All"_s);
        auto *failed = new TileButton(u"error"_s, Tone::Err, u"Failed"_s);
        layout->addWidget(all);
        layout->addWidget(failed);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        all->setCount(1258);
        QCOMPARE(all->accessibleName(), u"1,258 All"_s);
        all->setChecked(true);
        host.show();
        QTest::keyClick(failed, Qt::Key_Return);
        QVERIFY(failed->isChecked());
        QVERIFY(!all->isChecked());
    }

    void gaugeSaysItsWords()
    {
        QuotaGauge gauge;
        QCOMPARE(gauge.accessibleName(), u"Quota: not known yet"_s);
        gauge.setQuota(121, 150, 14);
        QCOMPARE(gauge.accessibleName(), u"Quota: 121 of 150 requests left"_s);
        const int wide = gauge.sizeHint().width();
        gauge.setShort(true);
        QVERIFY(gauge.sizeHint().width() < wide);
        const int calm = gauge.sizeHint().width();
        gauge.setQuota(29, 150, 14);
        QVERIFY(gauge.sizeHint().width() > calm - 20); // the triangle takes room
        gauge.resize(gauge.sizeHint());
        const QImage low = gauge.grab().toImage();
        bool warned = false;
        for (int x = 0; x < low.width() && !warned; ++x)
            warned = low.pixelColor(x, low.height() / 2).name() == Theme::light().warn.name();
        QVERIFY(warned);
    }

    void initials()
    {
        QCOMPARE(Avatar::initials(u"Zoë Lindqvist"_s), u"ZL"_s);
        QCOMPARE(Avatar::initials(u"José Antonio Núñez"_s), u"JN"_s);
        QCOMPARE(Avatar::initials(u"김서연"_s), u"김"_s);
        QCOMPARE(Avatar::initials(u"佐藤 健一"_s), u"佐"_s);
        QCOMPARE(Avatar::initials(u"محمد العلي"_s), u"م"_s);
        QCOMPARE(Avatar::initials(QString()), QString());
    }

    void valuesAreCopiedWhole()
    {
        CopyValue value(u"Profile ID"_s);
        value.setValue(u"7c1e0000-1111-2222-3333-4444555590af"_s);
        QCOMPARE(value.findChild<ElidedLabel *>()->text(), u"7c1e…90af"_s);
        value.findChild<QToolButton *>()->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"7c1e0000-1111-2222-3333-4444555590af"_s);
    }

    void searchFieldClears()
    {
        SearchField field(u"Find people"_s, u"search"_s);
        field.show();
        QTest::keyClicks(&field, u"abc"_s);
        QTest::keyClick(&field, Qt::Key_Escape);
        QCOMPARE(field.text(), QString());
        QCOMPARE(field.accessibleName(), u"Find people"_s);
    }

    void progressTakesAnyCount()
    {
        ProgressStrip strip;
        strip.setProgress(5'000'000'000, 10'000'000'000);
        QCOMPARE(strip.bar()->value() * 2, strip.bar()->maximum());
        strip.setProgress(0, -1);
        QCOMPARE(strip.bar()->maximum(), 0);
        strip.setProgress(7, 5);
        QCOMPARE(strip.bar()->value(), strip.bar()->maximum());
    }

    void badgesSayWords()
    {
        QCOMPARE(Badge(Badge::Status::DoneWithWarnings).accessibleName(), u"Done with warnings"_s);
        QCOMPARE(Badge::tone(Badge::Status::DoneWithWarnings), Tone::Warn);
        QCOMPARE(Badge(Badge::Status::Stopping).accessibleName(), u"Stopping…"_s);
    }

    void pastingNothingIntoATextDoesNothing()
    {
        TextEdit edit;
        edit.show();
        QVERIFY(QTest::qWaitForWindowExposed(&edit));
        QApplication::clipboard()->setMimeData(new QMimeData); // no format at all
        QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edit.toPlainText(), QString());
        QApplication::clipboard()->setText(u"12, 13"_s);
        QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(edit.toPlainText(), u"12, 13"_s);
    }

    /// Return is for who had the focus when it came, not for whom a field handed it to.
    void returnPressesTheButtonThatHasTheFocus()
    {
        QWidget window;
        auto *layout = new QHBoxLayout(&window);
        auto *field = new QLineEdit;
        auto *button = new QPushButton(u"Close search"_s);
        auto *tool = new QToolButton;
        for (QWidget *widget : {static_cast<QWidget *>(field), static_cast<QWidget *>(button),
                                static_cast<QWidget *>(tool)})
            layout->addWidget(widget);
        connect(field, &QLineEdit::returnPressed, button, [button] { button->setFocus(); });
        QSignalSpy pressed(button, &QPushButton::clicked);
        QSignalSpy toolPressed(tool, &QToolButton::clicked);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto key = [&window](Qt::Key which, bool isRepeated = false) {
            QKeyEvent press(QEvent::KeyPress, which, Qt::NoModifier, QString(), isRepeated);
            QApplication::sendEvent(window.focusWidget(), &press);
        };

        field->setFocus();
        key(Qt::Key_Return);
        QVERIFY(button->hasFocus());
        QCOMPARE(pressed.count(), 0);
        key(Qt::Key_Return, true); // still held down
        QCOMPARE(pressed.count(), 0);
        key(Qt::Key_Return);
        QCOMPARE(pressed.count(), 1);
        key(Qt::Key_Enter);
        QCOMPARE(pressed.count(), 2);
        tool->setFocus();
        key(Qt::Key_Return);
        QCOMPARE(toolPressed.count(), 1);
        QCOMPARE(pressed.count(), 2);
    }

    void aNameThatIsTypedOutlivesACountThatArrives()
    {
        QStandardItemModel model;
        model.appendRow(new QStandardItem(u"Spring"_s));
        QListView list;
        SegmentDelegate::prepare(&list);
        list.setItemDelegate(new SegmentDelegate(&list));
        list.setModel(&model);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        list.edit(model.index(0, 0));
        auto *edit = list.findChild<QLineEdit *>();
        QVERIFY(edit);
        QCOMPARE(edit->text(), u"Spring"_s);
        QTest::keyClicks(edit, u"Summer "_s);
        model.item(0)->setData(u"12"_s, CountTextRole);
        QCOMPARE(edit->text(), u"Summer "_s);
        QTest::keyClicks(edit, u"2027"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(model.item(0)->text(), u"Summer 2027"_s);
    }
};

QTEST_MAIN(TestKitWidgets)
#include "tst_kitwidgets.moc"
