// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/peopletextindex.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>

using namespace segmentdesk;

namespace {

QByteArray textOf(const QByteArray &name, const QByteArray &email, const QByteArray &company = {})
{
    return name + '\n' + email + '\n' + company + "\n\n";
}

} // namespace

class TestPeopleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingBeforeItIsReady()
    {
        PeopleTextIndex text;
        text.update({{1, textOf("ada", "ada@example.org")}});
        QVERIFY(!text.find({"ada"}, Qt::AscendingOrder, -1));
        QVERIFY(!text.sorted(PeopleTextIndex::Part::Name, Qt::AscendingOrder, -1));
        text.setReady();
        QCOMPARE(text.find({"ada"}, Qt::AscendingOrder, -1), QList<qint64>{1});
        QCOMPARE(text.find({}, Qt::AscendingOrder, -1), QList<qint64>{1});
        QCOMPARE(text.find({"ada"}, Qt::AscendingOrder, 0), QList<qint64>());
    }

    /// Whatever is added, changed and taken away, in any order: it finds what a plain look at all
    /// texts finds.
    void findsWhatIsThere()
    {
        PeopleTextIndex text;
        std::map<qint64, QByteArray> all;
        QRandomGenerator random(7);
        const QByteArray syllables[] = {"an", "na", "ma", "ri",   "a", "王",
                                        "小", "ß",  "@",  ".org", " "};
        const auto word = [&](int length) {
            QByteArray made;
            for (int i = 0; i < length; ++i)
                made += syllables[random.bounded(int(std::size(syllables)))];
            return made;
        };
        const auto put = [&](qint64 id) {
            const QByteArray made = random.bounded(5) == 0
                ? QByteArray()
                : textOf(word(random.bounded(6)), word(random.bounded(60)),
                         word(random.bounded(3)));
            if (made.isEmpty())
                all.erase(id);
            else
                all[id] = made;
            return PeopleTextIndex::Change{id, made};
        };
        std::vector<PeopleTextIndex::Change> first;
        for (qint64 id = 10; id < 5000; id += 2)
            first.push_back(put(id));
        text.update(first);
        text.setReady();
        qint64 written = 0;
        for (int round = 0; written < 4'000'000; ++round) { // often enough to be tidied
            std::vector<PeopleTextIndex::Change> changes;
            for (int i = 0; i < 500; ++i) {
                changes.push_back(put(random.bounded(round % 3 == 0 ? 6000 : 5000) - 5));
                written += changes.back().text.size();
            }
            text.update(changes);
            const QList<QByteArray> words = round % 3 == 0 ? QList<QByteArray>{word(2).trimmed()}
                : round % 3 == 1 ? QList<QByteArray>{word(1).trimmed(), "ari"}
                                 : QList<QByteArray>{"an", QByteArray::number(round % 50)};
            QList<qint64> expected;
            for (const auto &[id, has] : all) {
                if (std::all_of(words.cbegin(), words.cend(),
                                [text = QByteArray(has + QByteArray::number(id))](
                                    const QByteArray &part) { return text.contains(part); }))
                    expected.append(id);
            }
            QCOMPARE(text.find(words, Qt::AscendingOrder, -1), expected);
            QCOMPARE(text.find(words, Qt::AscendingOrder, 7), expected.mid(0, 7));
            std::reverse(expected.begin(), expected.end());
            QCOMPARE(text.find(words, Qt::DescendingOrder, -1), expected);
            QCOMPARE(text.find(words, Qt::DescendingOrder, 7), expected.mid(0, 7));
        }
    }

    void sorts()
    {
        PeopleTextIndex text;
        text.update({{1, textOf("zoe with a long name", "b@example.org", "")},
                     {2, textOf("", "a@example.org", "Ünder")},
                     {3, textOf("zoe with a long", "", "acme")},
                     {4, textOf("ada", "b@example.org", "")},
                     {5, textOf("zoe with a long name", "c@example.org", "acme")}});
        text.setReady();
        using Part = PeopleTextIndex::Part;
        QCOMPARE(text.sorted(Part::Name, Qt::AscendingOrder, -1), (QList<qint64>{4, 3, 1, 5, 2}));
        QCOMPARE(text.sorted(Part::Name, Qt::DescendingOrder, -1), (QList<qint64>{1, 5, 3, 4, 2}));
        QCOMPARE(text.sorted(Part::Name, Qt::AscendingOrder, 3), (QList<qint64>{4, 3, 1}));
        QCOMPARE(text.sorted(Part::Email, Qt::AscendingOrder, -1), (QList<qint64>{2, 1, 4, 5, 3}));
        QCOMPARE(text.sorted(Part::Company, Qt::AscendingOrder, -1),
                 (QList<qint64>{3, 5, 2, 1, 4}));
        QCOMPARE(text.sorted(Part::Company, Qt::DescendingOrder, 4), (QList<qint64>{2, 3, 5, 1}));
        QCOMPARE(text.sorted({5, 77, 2, 4}, Part::Name, Qt::AscendingOrder, -1),
                 (QList<qint64>{4, 5, 2}));
        text.update({{4, {}}});
        QCOMPARE(text.sorted({5, 77, 2, 4}, Part::Name, Qt::AscendingOrder, -1),
                 (QList<qint64>{5, 2}));
    }
};

QTEST_GUILESS_MAIN(TestPeopleText)
#include "tst_peopletextindex.moc"
