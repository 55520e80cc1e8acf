// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/domain/datetext.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

namespace {

const QLocale american(QLocale::English, QLocale::UnitedStates);
const QLocale british(QLocale::English, QLocale::UnitedKingdom);
const QLocale german(QLocale::German, QLocale::Germany);
const QLocale egyptian(QLocale::Arabic, QLocale::Egypt);

/// A Sunday.
const QDate today(2026, 11, 29);

QList<QDate> someDays()
{
    QList<QDate> days;
    for (const int year : {1970, 1999, 2000, 2023, 2026, 2100}) {
        for (int month = 1; month <= 12; ++month) {
            const QDate first(year, month, 1);
            for (const int day : {1, 2, 11, 12, 13, 21, 28, first.daysInMonth()})
                days.append(QDate(year, month, day));
        }
    }
    return days;
}

} // namespace

class DateTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void monthsAreDisplayedInLetters();
    void whatIsDisplayedIsReadBack();
    void longAndShortFormsAreRead();
    void days_data();
    void days();
    void periods_data();
    void periods();
    void refusals_data();
    void refusals();
    void anyTextIsReadInTime();
    void rangesContain();
};

void DateTextTest::monthsAreDisplayedInLetters()
{
    const QDate date(2024, 3, 7);
    QCOMPARE(displayDate(date, QLocale::c()), u"7 Mar 2024"_s);
    QCOMPARE(displayDate(date, american), u"Mar 7, 2024"_s);
    QCOMPARE(displayDate(date, german), u"7 März 2024"_s);
    QCOMPARE(displayDate(date, british), u"7 Mar 2024"_s);
    QCOMPARE(displayDate(date, egyptian), u"٧ مارس ٢٠٢٤"_s);
}

void DateTextTest::whatIsDisplayedIsReadBack()
{
    const QList<QLocale> locales =
        QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory);
    QVERIFY(locales.size() > 500);
    const QList<QDate> days = someDays();
    QStringList wrong;
    for (const QLocale &locale : locales) {
        const DateReader reader(locale);
        for (const QDate &day : days) {
            const QString text = displayDate(day, locale);
            const auto read = reader.read(text, today);
            if (!read || *read != DateRange{day, day}) {
                wrong.append(u"%1: %2 is read as %3"_s.arg(locale.bcp47Name(), text,
                                                           read ? read->first.toString(Qt::ISODate)
                                                                : u"nothing"_s));
                break;
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

/// What other programs write in the person's locale can be pasted.
void DateTextTest::longAndShortFormsAreRead()
{
    const QList<QLocale> locales =
        QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::AnyScript, QLocale::AnyTerritory);
    QStringList wrong;
    for (const QLocale &locale : locales) {
        const DateReader reader(locale);
        // Their long forms decline the names of months, or number them in words.
        const QLocale::Language language = locale.language();
        if (language == QLocale::Tibetan || language == QLocale::Mongolian
            || language == QLocale::Ngiemboon)
            continue;
        for (const QDate &day : {QDate(2023, 1, 2), QDate(2024, 2, 29), QDate(2025, 12, 31)}) {
            for (const auto form : {QLocale::LongFormat, QLocale::ShortFormat}) {
                const QString text = locale.toString(day, form);
                const auto read = reader.read(text, today);
                if (!read || *read != DateRange{day, day}) {
                    wrong.append(u"%1: %2 is read as %3"_s.arg(
                        locale.bcp47Name(), text,
                        read ? read->first.toString(Qt::ISODate) : u"nothing"_s));
                }
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void DateTextTest::days_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QDate>("day");

    const auto row = [](const QString &text, const QLocale &locale, QDate day) {
        QTest::addRow("%s, %s", qPrintable(text), qPrintable(locale.bcp47Name()))
            << text << locale << day;
    };
    const QDate newYear(2023, 1, 1);
    for (const QString &text : {u"1 Jan 2023"_s,
                                u"Jan 1, 2023"_s,
                                u"2023-01-01"_s,
                                u"20230101"_s,
                                u"1.1.2023"_s,
                                u"1/1/2023"_s,
                                u"01/01/23"_s,
                                u"1 january 2023"_s,
                                u"January 1st, 2023"_s,
                                u"1st of January 2023"_s,
                                u"JAN. 1 2023"_s,
                                u"Sunday, January 1, 2023"_s,
                                u"  1   Janu  2023 "_s,
                                u"1-Jan-2023"_s,
                                u"1-1-2023"_s,
                                u"2023/1/1"_s,
                                u"2023 Jan 1"_s,
                                u"1jan2023"_s,
                                u"１．１．２０２３"_s,
                                u"٠١/٠١/٢٠٢٣"_s,
                                u"1\u00a0Jan\u202f2023"_s}) {
        for (const QLocale &locale : {american, british, german, egyptian})
            row(text, locale, newYear);
    }
    row(u"01/02/2023"_s, american, QDate(2023, 1, 2));
    row(u"01/02/2023"_s, british, QDate(2023, 2, 1));
    row(u"1.2.2023"_s, american, QDate(2023, 2, 1));
    row(u"1.2.23"_s, german, QDate(2023, 2, 1));
    row(u"13/01/2023"_s, american, QDate(2023, 1, 13)); // the only day that it can be
    row(u"01/13/2023"_s, british, QDate(2023, 1, 13));
    row(u"1. März 2023"_s, german, QDate(2023, 3, 1));
    row(u"1 marz 2023"_s, german, QDate(2023, 3, 1));
    row(u"1 mar 2023"_s, german, QDate(2023, 3, 1));
    row(u"2023年1月2日"_s, QLocale(QLocale::Japanese), QDate(2023, 1, 2));
    row(u"2023년 11월 2일"_s, QLocale(QLocale::Korean), QDate(2023, 11, 2));
    row(u"1 de enero de 2023"_s, QLocale(QLocale::Spanish), newYear);
    row(u"1er fevrier 2023"_s, QLocale(QLocale::French), QDate(2023, 2, 1));
    row(u"٧ مارس ٢٠٢٤"_s, egyptian, QDate(2024, 3, 7));
    row(u"2023-01-01T12:00:00"_s, american, newYear);
    row(u"2023-01-01 12:00"_s, american, newYear);
    // Without a year: the last one until today.
    row(u"29 Nov"_s, american, QDate(2026, 11, 29));
    row(u"30 Nov"_s, american, QDate(2025, 11, 30));
    row(u"3/14"_s, american, QDate(2026, 3, 14));
    row(u"14.3."_s, german, QDate(2026, 3, 14));
    row(u"29 Feb"_s, american, QDate(2024, 2, 29));
    // Two digits of a year.
    row(u"1/1/36"_s, american, QDate(2036, 1, 1));
    row(u"1/1/37"_s, american, QDate(1937, 1, 1));
    row(u"1 Jan 99"_s, american, QDate(1999, 1, 1));
    // Seen from today.
    row(u"today"_s, american, today);
    row(u"Now"_s, german, today);
    row(u"Yesterday"_s, american, QDate(2026, 11, 28));
    row(u"tomorrow"_s, american, QDate(2026, 11, 30));
    row(u"30 days ago"_s, american, QDate(2026, 10, 30));
    row(u"30d"_s, american, QDate(2026, 10, 30));
    row(u"2 weeks ago"_s, american, QDate(2026, 11, 15));
    row(u"a week ago"_s, american, QDate(2026, 11, 22));
    row(u"6 months ago"_s, american, QDate(2026, 5, 29));
    row(u"1 year ago"_s, american, QDate(2025, 11, 29));
    row(u"٣٠ days ago"_s, egyptian, QDate(2026, 10, 30));
    row(u"sunday"_s, american, today);
    row(u"last sunday"_s, american, QDate(2026, 11, 22));
    row(u"Friday"_s, american, QDate(2026, 11, 27));
    row(u"Freitag"_s, german, QDate(2026, 11, 27));
}

void DateTextTest::days()
{
    QFETCH(QString, text);
    QFETCH(QLocale, locale);
    QFETCH(QDate, day);
    const auto read = DateReader(locale).read(text, today);
    QVERIFY(read);
    QCOMPARE(read->first, day);
    QCOMPARE(read->last, day);
}

void DateTextTest::periods_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDate>("first");
    QTest::addColumn<QDate>("last");

    QTest::newRow("year") << u"2023"_s << QDate(2023, 1, 1) << QDate(2023, 12, 31);
    for (const char *text :
         {"Feb 2024", "february 2024", "2024-02", "2/2024", "2024 Feb", "02.2024"})
        QTest::newRow(text) << QString::fromLatin1(text) << QDate(2024, 2, 1) << QDate(2024, 2, 29);
    QTest::newRow("month") << u"nov"_s << QDate(2026, 11, 1) << QDate(2026, 11, 30);
    QTest::newRow("month of last year") << u"Dec"_s << QDate(2025, 12, 1) << QDate(2025, 12, 31);
    QTest::newRow("this month") << u"this month"_s << QDate(2026, 11, 1) << QDate(2026, 11, 30);
    QTest::newRow("last month") << u"Last month"_s << QDate(2026, 10, 1) << QDate(2026, 10, 31);
    QTest::newRow("this week") << u"this week"_s << QDate(2026, 11, 29) << QDate(2026, 12, 5);
    QTest::newRow("last week") << u"last week"_s << QDate(2026, 11, 22) << QDate(2026, 11, 28);
    QTest::newRow("this quarter") << u"this quarter"_s << QDate(2026, 10, 1) << QDate(2026, 12, 31);
    QTest::newRow("last quarter") << u"last quarter"_s << QDate(2026, 7, 1) << QDate(2026, 9, 30);
    QTest::newRow("this year") << u"this year"_s << QDate(2026, 1, 1) << QDate(2026, 12, 31);
    QTest::newRow("last year") << u"last year"_s << QDate(2025, 1, 1) << QDate(2025, 12, 31);
    QTest::newRow("last 7 days") << u"last 7 days"_s << QDate(2026, 11, 23) << today;
    QTest::newRow("past month") << u"the past 1 month"_s << QDate(2026, 10, 30) << today;
}

void DateTextTest::periods()
{
    QFETCH(QString, text);
    QFETCH(QDate, first);
    QFETCH(QDate, last);
    const auto read = DateReader(american).read(text, today);
    QVERIFY(read);
    QCOMPARE(read->first, first);
    QCOMPARE(read->last, last);
}

void DateTextTest::refusals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isNoSuchDay");

    for (const char *text : {"",
                             " ",
                             "foo",
                             "1",
                             "15",
                             "123",
                             "12345",
                             "1 Jan 2023 foo",
                             "Jan Feb 2023",
                             "1/2/3/4",
                             "ja 1 2023",
                             "1 Jan 123",
                             "any day",
                             "2023-01-01 - 2023-02-01",
                             "%1",
                             "<b>1</b>",
                             "1:2:2023",
                             "last",
                             "days ago",
                             "99999999999999999999",
                             "1e5"})
        QTest::addRow("not understood: %s", text) << QString::fromLatin1(text) << false;
    for (const char *text :
         {"30 Feb 2023", "29 Feb 2023", "2023-13-01", "2023-02-30", "13/13/2023", "0/0/2023",
          "32 Jan 2023", "31 Nov", "20231301", "2023-00", "999999 years ago", "last 0 days"})
        QTest::addRow("no such day: %s", text) << QString::fromLatin1(text) << true;
}

void DateTextTest::refusals()
{
    QFETCH(QString, text);
    QFETCH(bool, isNoSuchDay);
    for (const QLocale &locale : {american, british, german, egyptian}) {
        const auto read = DateReader(locale).read(text, today);
        QVERIFY(!read);
        QCOMPARE(read.error(), isNoSuchDay ? DateProblem::NoSuchDay : DateProblem::NotUnderstood);
    }
}

void DateTextTest::anyTextIsReadInTime()
{
    QElapsedTimer timer;
    timer.start();
    for (const QString &text :
         {QString(1'000'000, u'1'), QString(1'000'000, u'a'), u"1 "_s.repeated(49),
          u"jan "_s.repeated(24), QString(100, QChar(0x0301)), QString(99, QChar(0xD800))})
        QVERIFY(!DateReader(american).read(text, today));
    QVERIFY(timer.elapsed() < 2000);
}

void DateTextTest::rangesContain()
{
    const QDate day(2026, 1, 2);
    QVERIFY(DateRange().contains(day));
    QVERIFY(DateRange().contains(QDate()));
    QVERIFY(!(DateRange{day, {}}).contains(QDate()));
    QVERIFY((DateRange{day, day}).contains(day));
    QVERIFY(!(DateRange{day.addDays(1), {}}).contains(day));
    QVERIFY(!(DateRange{{}, day.addDays(-1)}).contains(day));
    QVERIFY((DateRange{day, day.addDays(-1)}).isReversed());
    QVERIFY(!(DateRange{day, {}}).isReversed());
}

QTEST_GUILESS_MAIN(DateTextTest)
#include "tst_datetext.moc"
