// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/selection/peoplemimedata.h"

#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

class TestPeopleMimeData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void otherProgramsGetAddresses();
    void withoutAddressesThereIsNoText();
    void noMoreThanFiveHundred();
    void whatIsNoAddressIsLeftOut();
};

static PeopleSelection peopleWith(const QStringList &emails)
{
    PeopleSelection people;
    people.count = 700;
    people.emails = emails;
    return people;
}

void TestPeopleMimeData::otherProgramsGetAddresses()
{
    const PeopleMimeData data(peopleWith({u"ada@example.com"_s, u"100%?#@example.com"_s}));
    QCOMPARE(data.text(), u"ada@example.com\n100%?#@example.com"_s);
    QCOMPARE(QString::fromLatin1(data.data(u"text/uri-list"_s)).trimmed(),
             u"mailto:ada@example.com\r\nmailto:100%25%3F%23@example.com"_s);
    // Of this program it stays what it was.
    QCOMPARE(data.data(PeopleMimeData::peopleFormat()), "700"_ba);
    QCOMPARE(PeopleMimeData::from(&data)->count(), qint64(700));
}

void TestPeopleMimeData::withoutAddressesThereIsNoText()
{
    const PeopleMimeData people(peopleWith({}));
    QVERIFY(!people.hasText());
    QVERIFY(!people.hasUrls());
    const PeopleMimeData segment(SegmentId(), u"VIP"_s, 12);
    QVERIFY(!segment.hasText());
}

void TestPeopleMimeData::noMoreThanFiveHundred()
{
    QStringList many;
    for (int i = 0; i < 700; ++i)
        many.append(u"p%1@example.com"_s.arg(i));
    const PeopleMimeData data(peopleWith(many));
    QCOMPARE(data.text().split(u'\n'), many.first(500));
    QCOMPARE(data.urls().size(), 500);
}

void TestPeopleMimeData::whatIsNoAddressIsLeftOut()
{
    const PeopleMimeData data(
        peopleWith({u"a@example.com\nb@example.com"_s, QString(), u"c@example.com"_s}));
    QCOMPARE(data.text(), u"c@example.com"_s);
}

QTEST_GUILESS_MAIN(TestPeopleMimeData)
#include "tst_peoplemimedata.moc"
