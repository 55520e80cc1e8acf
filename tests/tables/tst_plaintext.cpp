// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/plaintext.h"

#include <QTest>

using namespace segmentdesk;

class TestPlainText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void displayText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"Anna Müller"_qs << u"Anna Müller"_qs;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("markup stays") << u"<b>x</b> & y"_qs << u"<b>x</b> & y"_qs;
        QTest::newRow("line break") << u"a\r\nb\tc"_qs << u"a\uFFFD\uFFFDb\uFFFDc"_qs;
        QTest::newRow("null") << QString(QChar(0)) << u"\uFFFD"_qs;
        QTest::newRow("escape") << u"\u001b[31m"_qs << u"\uFFFD[31m"_qs;
        QTest::newRow("C1") << u"a\u0085b\u007f"_qs << u"a\uFFFDb\uFFFD"_qs;
        QTest::newRow("override") << u"a\u202Eb\u2066"_qs << u"a\uFFFDb\uFFFD"_qs;
        QTest::newRow("Arabic with mark") << u"\u200Fمريم"_qs << u"\u200Fمريم"_qs;
        QTest::newRow("emoji") << u"😀"_qs << u"😀"_qs;
        QTest::newRow("500") << QString(500, u'x') << QString(500, u'x');
        QTest::newRow("501") << QString(501, u'x') << QString(QString(500, u'x') + u'…');
        QTest::newRow("not through an emoji") << QString(QString(499, u'x') + u"😀y")
                                              << QString(QString(499, u'x') + u'…');
    }

    void displayText()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(segmentdesk::displayText(text), shown);
    }

    void toolTipText()
    {
        QCOMPARE(segmentdesk::toolTipText(u"R&D, a > b"_qs), u"R&D, a > b"_qs);
        QCOMPARE(segmentdesk::toolTipText(u"<img src=x>"_qs), u"<qt>&lt;img src=x&gt;</qt>"_qs);
        QCOMPARE(segmentdesk::toolTipText(u"a\nb"_qs), u"a\uFFFDb"_qs);
    }

    void displayDate()
    {
        const QDate date(2024, 3, 7);
        QCOMPARE(segmentdesk::displayDate(date, QLocale::c()), u"7 Mar 2024"_qs);
        QCOMPARE(segmentdesk::displayDate(date, QLocale(u"en_US"_qs)), u"Mar 7, 2024"_qs);
        QCOMPARE(segmentdesk::displayDate(date, QLocale(u"de_DE"_qs)), u"7 März 2024"_qs);
        QCOMPARE(segmentdesk::displayDate(date, QLocale(u"en_GB"_qs)), u"7 Mar 2024"_qs);
    }
};

QTEST_GUILESS_MAIN(TestPlainText)
#include "tst_plaintext.moc"
