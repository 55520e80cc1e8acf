// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/targets.h"

#include <QDir>
#include <QTest>

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
        QTest::addColumn<bool>("isCsv");
        for (const bool isCsv : {true, false}) {
            const QString name = isCsv ? u"csv"_s : u"wire"_s;
            const QDir folder(QStringLiteral(FUZZ_CORPUS) + u'/' + name);
            const QStringList files = folder.entryList(QDir::Files);
            QVERIFY2(!files.isEmpty(), "the corpus is not there");
            for (const QString &file : files)
                QTest::newRow(qPrintable(name + u'/' + file)) << folder.filePath(file) << isCsv;
        }
    }

    void replay()
    {
        QFETCH(QString, path);
        QFETCH(bool, isCsv);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        // Whole, and cut at every place of the first 200: a broken promise aborts.
        const auto play = isCsv ? fuzz::csv : fuzz::wire;
        play(bytes);
        for (qsizetype size = 0; size < std::min<qsizetype>(bytes.size(), 200); ++size)
            play(bytes.first(size));
    }
};

QTEST_APPLESS_MAIN(TestCorpus)

#include "tst_corpus.moc"
