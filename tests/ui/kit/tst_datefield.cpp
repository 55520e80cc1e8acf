// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/datetext.h"
#include "ui/kit/calendarpopup.h"
#include "ui/kit/datefield.h"
#include "ui/kit/daterangefield.h"
#include "ui/kit/deskstyle.h"
#include "ui/kit/monthview.h"
#include "ui/kit/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

/// A Sunday.
const QDate today(2026, 11, 29);

/// A window with fields, in which keys can be pressed.
class Form : public QWidget
{
public:
    Form()
    {
        auto *layout = new QVBoxLayout(this);
        field = new DateField(u"Customer since"_s);
        field->setToday(today);
        next = new QLineEdit;
        layout->addWidget(field);
        layout->addWidget(next);
        show();
        activateWindow();
        (void)QTest::qWaitForWindowActive(this);
        field->setFocus();
    }

    void type(const QString &text) const
    {
        field->selectAll();
        QTest::keyClicks(field, text);
    }
    CalendarPopup *calendar() const { return field->findChild<CalendarPopup *>(); }
    MonthView *days() const { return calendar()->findChild<MonthView *>(); }

    DateField *field;
    QLineEdit *next;
};

/// Two fields and what is usually chosen.
class RangeForm : public DateRangeField
{
public:
    RangeForm() : DateRangeField(u"Customer since"_s)
    {
        setToday(today);
        first = findChild<DateField *>(u"firstDay"_s);
        last = findChild<DateField *>(u"lastDay"_s);
        usual = findChild<QComboBox *>(u"usualDays"_s);
        problem = findChild<QLabel *>(u"dateProblem"_s);
        show();
        activateWindow();
        (void)QTest::qWaitForWindowActive(this);
        first->setFocus();
    }

    void type(DateField *field, const QString &text) const
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Tab);
    }
    void choose(const QString &text) const
    {
        usual->setCurrentIndex(usual->findText(text));
        Q_EMIT usual->activated(usual->currentIndex());
    }

    DateField *first;
    DateField *last;
    QComboBox *usual;
    QLabel *problem;
};

} // namespace

class DateFieldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void isEmptyAtFirst();
    void whatIsTypedHoldsWhenTheFieldIsLeft();
    void typingOverReplaces();
    void whatIsNoDayStaysAndSaysWhy();
    void escapeBringsBackWhatHeld();
    void emptyMeansAnyDay();
    void arrowsGoByDays();
    void tabLeaves();
    void shownDaysAreReadBackInEveryLocale();
    void calendarOpensAtToday();
    void calendarIsUsedByKeys();
    void calendarIsUsedByMouse();
    void calendarFollowsTheTheme();
    void calendarSpeaks();
    void weeksBeginAsTheLocaleSays();
    void usualDaysAreChosen();
    void typedDaysDoNotMoveOn();
    void aPeriodMeansItsLastDayAtTheEnd();
    void reversedDaysAreSaidAndSwapped();
    void aWrongFieldKeepsTheRangeThatHeld();
};

void DateFieldTest::initTestCase()
{
    DeskStyle::install(*qApp);
    applyColorScheme(ColorScheme::Light);
}

void DateFieldTest::cleanup()
{
    QLocale::setDefault(QLocale::c());
    applyColorScheme(ColorScheme::Light);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void DateFieldTest::isEmptyAtFirst()
{
    const Form form;
    QCOMPARE(form.field->text(), QString());
    QCOMPARE(form.field->placeholderText(), u"Any day"_s);
    QVERIFY(!form.field->date().isValid());
    QVERIFY(form.field->problem().isEmpty());
    QCOMPARE(form.field->accessibleName(), u"Customer since"_s);
    QVERIFY(form.field->accessibleDescription().contains(u"30 days ago"_s));
}

void DateFieldTest::whatIsTypedHoldsWhenTheFieldIsLeft()
{
    for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Return, Qt::Key_Backtab}) {
        const Form form;
        const QSignalSpy changed(form.field, &DateField::dateChanged);
        form.type(u"30 days ago"_s);
        QCOMPARE(changed.count(), 0);
        QTest::keyClick(form.field, key);
        QCOMPARE(form.field->date(), QDate(2026, 10, 30));
        QCOMPARE(form.field->text(), u"30 Oct 2026"_s);
        QCOMPARE(changed.count(), 1);
    }
    const Form form;
    form.type(u"1 Jan 2023"_s);
    form.next->setFocus(); // as a click there does
    QCOMPARE(form.field->date(), QDate(2023, 1, 1));
}

void DateFieldTest::typingOverReplaces()
{
    const Form form;
    form.field->setDate(QDate(2020, 5, 5));
    form.type(u"2023-01-02"_s);
    QTest::keyClick(form.field, Qt::Key_Return);
    QCOMPARE(form.field->date(), QDate(2023, 1, 2));
    // A single letter can be mended.
    QTest::keyClick(form.field, Qt::Key_End);
    QTest::keyClick(form.field, Qt::Key_Backspace);
    QTest::keyClicks(form.field, u"4"_s);
    QTest::keyClick(form.field, Qt::Key_Return);
    QCOMPARE(form.field->date(), QDate(2024, 1, 2));
}

void DateFieldTest::whatIsNoDayStaysAndSaysWhy()
{
    const Form form;
    form.field->setDate(QDate(2020, 5, 5));
    const QSignalSpy changed(form.field, &DateField::dateChanged);
    form.type(u"next blue moon"_s);
    QTest::keyClick(form.field, Qt::Key_Tab);
    QCOMPARE(form.field->text(), u"next blue moon"_s);
    QVERIFY(form.field->problem().contains(u"“next blue moon” is not a day"_s));
    QCOMPARE(form.field->accessibleDescription(), form.field->problem());
    QVERIFY(form.field->property("wrong").toBool());
    QCOMPARE(form.field->date(), QDate(2020, 5, 5));
    QCOMPARE(changed.count(), 0);
    form.type(u"30 feb 2023"_s);
    QVERIFY(form.field->problem().isEmpty()); // while it is being mended
    QTest::keyClick(form.field, Qt::Key_Return);
    QVERIFY(form.field->problem().contains(u"no such day"_s));
    form.type(u"1 mar 2023"_s);
    QTest::keyClick(form.field, Qt::Key_Return);
    QVERIFY(form.field->problem().isEmpty());
    QVERIFY(!form.field->property("wrong").toBool());
}

void DateFieldTest::escapeBringsBackWhatHeld()
{
    const Form form;
    form.field->setDate(QDate(2020, 5, 5));
    form.type(u"nonsense"_s);
    QTest::keyClick(form.field, Qt::Key_Escape);
    QCOMPARE(form.field->text(), u"5 May 2020"_s);
    QVERIFY(form.field->problem().isEmpty());
}

void DateFieldTest::emptyMeansAnyDay()
{
    const Form form;
    form.field->setDate(QDate(2020, 5, 5));
    form.field->selectAll();
    QTest::keyClick(form.field, Qt::Key_Delete);
    QTest::keyClick(form.field, Qt::Key_Tab);
    QVERIFY(!form.field->date().isValid());
    QVERIFY(form.field->problem().isEmpty());
}

void DateFieldTest::arrowsGoByDays()
{
    const Form form;
    QTest::keyClick(form.field, Qt::Key_Up);
    QCOMPARE(form.field->date(), today);
    QTest::keyClick(form.field, Qt::Key_Up);
    QCOMPARE(form.field->date(), today.addDays(1));
    QTest::keyClick(form.field, Qt::Key_Down);
    QTest::keyClick(form.field, Qt::Key_Down);
    QCOMPARE(form.field->text(), u"28 Nov 2026"_s);
    QTest::keyClick(form.field, Qt::Key_PageDown);
    QCOMPARE(form.field->date(), QDate(2026, 10, 28));
    form.type(u"1 jan 2023"_s); // what is typed counts, not what held
    QTest::keyClick(form.field, Qt::Key_Down);
    QCOMPARE(form.field->date(), QDate(2022, 12, 31));
    form.type(u"nonsense"_s);
    QTest::keyClick(form.field, Qt::Key_Up);
    QCOMPARE(form.field->text(), u"nonsense"_s);
    QVERIFY(!form.field->problem().isEmpty());
}

void DateFieldTest::tabLeaves()
{
    const Form form;
    QTest::keyClick(form.field, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), form.next);
    QTest::keyClick(form.next, Qt::Key_Backtab);
    QCOMPARE(QApplication::focusWidget(), form.field);
}

void DateFieldTest::shownDaysAreReadBackInEveryLocale()
{
    const QList<QLocale> locales =
        QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory);
    for (const QLocale &locale : locales) {
        QLocale::setDefault(locale);
        DateField field{u"Day"_s};
        field.setToday(today);
        for (const QDate &day : {QDate(2023, 2, 1), QDate(2024, 12, 31)}) {
            field.setDate(day);
            const QString shown = field.text();
            field.setDate({});
            field.setText(shown);
            QVERIFY2(field.commit(), qPrintable(locale.bcp47Name() + u' ' + field.problem()));
            QCOMPARE(field.date(), day);
        }
    }
}

void DateFieldTest::calendarOpensAtToday()
{
    const Form form;
    QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
    QVERIFY(form.calendar()->isVisible());
    QCOMPARE(form.days()->currentDay(), today);
    QTest::keyClick(form.days(), Qt::Key_Escape);
    QVERIFY(!form.calendar()->isVisible());
    QCOMPARE(form.field->text(), QString());
    form.type(u"2 feb 2020"_s);
    QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(form.days()->currentDay(), QDate(2020, 2, 2));
}

void DateFieldTest::calendarIsUsedByKeys()
{
    const Form form;
    QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
    MonthView *days = form.days();
    const auto press = [days](Qt::Key key, Qt::KeyboardModifiers with = {}) {
        QTest::keyClick(days, key, with);
        return days->currentDay();
    };
    QCOMPARE(press(Qt::Key_Right), QDate(2026, 11, 30));
    QCOMPARE(press(Qt::Key_Right), QDate(2026, 12, 1)); // on into the next month
    QCOMPARE(form.calendar()->findChild<QLabel *>(u"calendarTitle"_s)->text(), u"December 2026"_s);
    QCOMPARE(press(Qt::Key_Up), QDate(2026, 11, 24));
    QCOMPARE(press(Qt::Key_Home), QDate(2026, 11, 1));
    QCOMPARE(press(Qt::Key_End), QDate(2026, 11, 30));
    QCOMPARE(press(Qt::Key_PageUp), QDate(2026, 10, 30));
    QCOMPARE(press(Qt::Key_PageUp, Qt::ControlModifier), QDate(2025, 10, 30));
    QTest::keyClick(days, Qt::Key_Return);
    QVERIFY(!form.calendar()->isVisible());
    QCOMPARE(form.field->text(), u"30 Oct 2025"_s);
    QCOMPARE(form.field->date(), QDate(2025, 10, 30));

    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(press(Qt::Key_Left), QDate(2025, 10, 31));
}

void DateFieldTest::calendarIsUsedByMouse()
{
    const Form form;
    QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
    const QModelIndex cell = form.days()->currentIndex().siblingAtColumn(3);
    QTest::mouseClick(form.days()->viewport(), Qt::LeftButton, {},
                      form.days()->visualRect(cell).center());
    QVERIFY(!form.calendar()->isVisible());
    QVERIFY(form.field->date().isValid());
    QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
    QTest::mouseClick(form.calendar()->findChild<QPushButton *>(u"calendarToday"_s),
                      Qt::LeftButton);
    QCOMPARE(form.field->date(), today);
    QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
    QTest::mouseClick(form.calendar()->findChild<QPushButton *>(u"calendarAny"_s), Qt::LeftButton);
    QVERIFY(!form.field->date().isValid());
}

void DateFieldTest::calendarFollowsTheTheme()
{
    const Form form;
    for (const ColorScheme scheme : {ColorScheme::Light, ColorScheme::Dark}) {
        applyColorScheme(scheme);
        QCoreApplication::processEvents();
        QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
        const QImage image = form.calendar()->grab().toImage();
        const Theme &theme = Theme::of(form.calendar());
        QCOMPARE(theme.isDark, scheme == ColorScheme::Dark);
        QCOMPARE(image.pixelColor(4, 4), theme.raised);
        // Between two days, too.
        const QPoint corner =
            form.days()->mapTo(form.calendar(), QPoint(1, form.days()->height() - 2));
        QCOMPARE(image.pixelColor(corner), theme.raised);
        QTest::keyClick(form.days(), Qt::Key_Escape);
    }
}

void DateFieldTest::calendarSpeaks()
{
    const Form form;
    QTest::keyClick(form.field, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(form.days()->accessibleName(), u"November 2026"_s);
    QCOMPARE(form.days()->currentIndex().data(Qt::AccessibleTextRole).toString(),
             QLocale().toString(today, QLocale::LongFormat) + u", today"_s);
}

void DateFieldTest::weeksBeginAsTheLocaleSays()
{
    for (const QLocale &locale :
         {QLocale(QLocale::English, QLocale::UnitedStates),
          QLocale(QLocale::German, QLocale::Germany), QLocale(QLocale::Arabic, QLocale::Egypt)}) {
        QLocale::setDefault(locale);
        MonthView days;
        days.setToday(today);
        days.setCurrentDay(QDate(2026, 11, 1));
        const int column = days.currentIndex().column();
        QCOMPARE(column, (7 - locale.firstDayOfWeek() + 7) % 7); // a Sunday
        QCOMPARE(days.currentIndex().data().toString(), locale.toString(1));
    }
}

void DateFieldTest::usualDaysAreChosen()
{
    RangeForm form;
    const QSignalSpy changed(&form, &DateRangeField::rangeChanged);
    form.choose(u"Last 30 days"_s);
    QCOMPARE(form.range(), (DateRange{QDate(2026, 10, 31), today, u"last 30 days"_s}));
    QCOMPARE(form.first->text(), u"31 Oct 2026"_s);
    QCOMPARE(form.last->text(), u"29 Nov 2026"_s);
    form.choose(u"This year"_s);
    QCOMPARE(form.range(), (DateRange{QDate(2026, 1, 1), QDate(2026, 12, 31), u"this year"_s}));
    form.choose(u"Any day"_s);
    QCOMPARE(form.range(), DateRange());
    QCOMPARE(form.first->text(), QString());
    QCOMPARE(changed.count(), 3);
    for (int i = 1; i + 1 < form.usual->count(); ++i) { // none is unknown to the reader
        form.choose(form.usual->itemText(i));
        QVERIFY(form.range().first.isValid() && form.range().last.isValid());
        QCOMPARE(form.usual->currentIndex(), i);
    }
}

void DateFieldTest::typedDaysDoNotMoveOn()
{
    RangeForm form;
    form.type(form.first, u"1 jan 2026"_s);
    QCOMPARE(form.usual->currentText(), u"Chosen days"_s);
    form.type(form.last, u"31 dec 2026"_s);
    // These days are meant, next year as well.
    QCOMPARE(form.usual->currentText(), u"Chosen days"_s);
    QVERIFY(form.range().phrase.isEmpty());
    form.choose(u"This year"_s);
    QCOMPARE(form.range().phrase, u"this year"_s);
    form.type(form.first, u"2 jan 2026"_s); // no longer the year
    QVERIFY(form.range().phrase.isEmpty());
    QCOMPARE(form.usual->currentText(), u"Chosen days"_s);
}

void DateFieldTest::aPeriodMeansItsLastDayAtTheEnd()
{
    RangeForm form;
    form.type(form.first, u"2023"_s);
    form.type(form.last, u"2023"_s);
    QCOMPARE(form.range(), (DateRange{QDate(2023, 1, 1), QDate(2023, 12, 31)}));
}

void DateFieldTest::reversedDaysAreSaidAndSwapped()
{
    RangeForm form;
    const QSignalSpy changed(&form, &DateRangeField::rangeChanged);
    form.type(form.first, u"1 jan 2026"_s);
    form.type(form.last, u"1 jan 2025"_s);
    QCOMPARE(changed.count(), 1); // without people the range is not asked for
    QCOMPARE(form.problem->text(), u"The first day is after the last day."_s);
    QVERIFY(form.problem->isVisible());
    QVERIFY(!form.commit());
    QTest::mouseClick(form.findChild<QPushButton *>(u"swapDays"_s), Qt::LeftButton);
    QCOMPARE(form.range(), (DateRange{QDate(2025, 1, 1), QDate(2026, 1, 1)}));
    QVERIFY(!form.problem->isVisible());
    QVERIFY(form.commit());
}

void DateFieldTest::aWrongFieldKeepsTheRangeThatHeld()
{
    RangeForm form;
    form.choose(u"Today"_s);
    form.type(form.last, u"foo"_s);
    QVERIFY(form.problem->isVisible());
    QCOMPARE(form.range().first, today);
    QCOMPARE(form.range().last, today);
    form.first->setFocus();
    QVERIFY(!form.commit());
    QCOMPARE(QApplication::focusWidget(), form.last);
    form.setRange(form.range()); // shown again: what was typed is still there
    QCOMPARE(form.last->text(), u"foo"_s);
    form.reset();
    QCOMPARE(form.last->text(), u"29 Nov 2026"_s);
    QVERIFY(!form.problem->isVisible());
}

QTEST_MAIN(DateFieldTest)
#include "tst_datefield.moc"
