// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/targets.h"

#include <QDirIterator>
#include <QTest>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;
using namespace segmentdesk;

/// Plays what fuzzing once found, and where it begins, through the same functions: with every
/// compiler.
class TestCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replay_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("target");
        // What the golden files of the wire have is where fuzzing it begins.
        const char *const folders[] = {FUZZ_CORPUS "/csv", WIRE_GOLDEN, FUZZ_CORPUS "/http"};
        for (int target = 0; target < int(std::size(folders)); ++target) {
            const QDir folder(QString::fromLatin1(folders[target]));
            QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories);
            QVERIFY2(files.hasNext(), folders[target]);
            while (files.hasNext()) {
                const QString path = files.next();
                if (path.endsWith(u".expected"))
                    continue;
                QTest::addRow("%d/%s", target, qPrintable(folder.relativeFilePath(path)))
                    << path << target;
            }
        }
    }

    void replay()
    {
        QFETCH(QString, path);
        QFETCH(int, target);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        // All of it, and cut at every place of the first 200: a broken promise aborts.
        constexpr void (*targets[])(const QByteArray &) = {fuzz::csv, fuzz::wire, fuzz::http};
        const auto play = targets[target];
        play(bytes);
        for (qsizetype size = 0; size < std::min<qsizetype>(bytes.size(), 200); ++size)
            play(bytes.first(size));
    }
};

QTEST_APPLESS_MAIN(TestCorpus)

#include "tst_corpus.moc"
