// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/plaintext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestPlainText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void displayText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << u"Anna Müller"_s << u"Anna Müller"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("markup stays") << u"<b>x</b> & y"_s << u"<b>x</b> & y"_s;
        QTest::newRow("line break") << u"a\r\nb\tc"_s << u"a  b c"_s;
        QTest::newRow("null") << QString(QChar(0)) << u"\uFFFD"_s;
        QTest::newRow("escape") << u"\u001b[31m"_s << u"\uFFFD[31m"_s;
        QTest::newRow("C1") << u"a\u0085b\u007f"_s << u"a b\uFFFD"_s;
        QTest::newRow("paragraphs") << u"a\u2028b\u2029c"_s << u"a b c"_s;
        QTest::newRow("override") << u"a\u202Eb\u2066"_s << u"a\uFFFDb\uFFFD"_s;
        QTest::newRow("Arabic with mark") << u"\u200Fمريم"_s << u"\u200Fمريم"_s;
        QTest::newRow("emoji") << u"😀"_s << u"😀"_s;
        QTest::newRow("500") << QString(500, u'x') << QString(500, u'x');
        QTest::newRow("501") << QString(501, u'x') << QString(QString(500, u'x') + u'…');
        QTest::newRow("not through an emoji")
            << QString(QString(499, u'x') + u"😀y"_s) << QString(QString(499, u'x') + u'…');
    }

    void displayText()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(segmentdesk::displayText(text), shown);
    }

    void toolTipText()
    {
        QCOMPARE(segmentdesk::toolTipText(u"R&D, a > b"_s), u"R&D, a > b"_s);
        QCOMPARE(segmentdesk::toolTipText(u"<img src=x>"_s), u"<img src=x>"_s);
        QCOMPARE(segmentdesk::toolTipText(u"a\nb"_s), u"a b"_s);
    }
};

QTEST_GUILESS_MAIN(TestPlainText)
#include "tst_plaintext.moc"
