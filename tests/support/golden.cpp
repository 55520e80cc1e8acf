// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/golden.h"

#include "tests/support/testfile.h"

#include <QDirIterator>
#include <QProcess>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace segmentdesk::test {

void addGoldenRows(const QString &folder)
{
    QTest::addColumn<QString>("path");
    QStringList paths;
    QDirIterator files(folder, {u"*.in"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths.append(files.next().chopped(3));
    QVERIFY2(!paths.isEmpty(), qPrintable(folder));
    paths.sort();
    for (const QString &path : std::as_const(paths))
        QTest::newRow(qPrintable(QDir(folder).relativeFilePath(path))) << path;
}

QByteArray goldenInput(const QString &path)
{
    return readFile(path + u".in"_s);
}

QByteArray goldenDifference(const QString &path, const QByteArray &actual)
{
    const QString file = path + u".expected"_s;
    if (readFile(file) == actual && QFile::exists(file))
        return {};
    if (qEnvironmentVariableIntValue("SEGMENTDESK_UPDATE_GOLDEN") != 0) {
        writeFile(file, actual);
        return {};
    }
    QTemporaryFile made;
    if (!made.open() || made.write(actual) != actual.size() || !made.flush())
        return "cannot write " + made.fileName().toUtf8();
    QProcess diff;
    diff.start(u"diff"_s, {u"-u"_s, u"--text"_s, u"--new-file"_s, file, made.fileName()});
    if (diff.waitForFinished(10'000) && diff.exitStatus() == QProcess::NormalExit)
        return diff.readAllStandardOutput();
    return file.toUtf8() + " is not:\n" + actual;
}

} // namespace segmentdesk::test
