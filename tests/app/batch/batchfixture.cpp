// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/app/batch/batchfixture.h"

#include "tests/support/testfile.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

BatchRun BatchRun::of(QProcess &process)
{
    BatchRun run;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        run.code = process.exitCode();
    run.out = process.readAllStandardOutput();
    run.err = QString::fromUtf8(process.readAllStandardError());
    return run;
}

QList<QJsonObject> BatchRun::events(const QString &name) const
{
    QList<QJsonObject> found;
    for (const QByteArray &line : out.split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        if (event.value(u"event"_s).toString() == name)
            found.append(event);
    }
    return found;
}

QStringList BatchRun::states() const
{
    QStringList states;
    const QList<QJsonObject> entries = events(u"entry"_s);
    for (const QJsonObject &entry : entries)
        states.append(entry.value(u"state"_s).toString());
    return states;
}

bool BatchRun::warns(const QString &warning) const
{
    const QList<QJsonObject> warnings = events(u"warning"_s);
    return std::any_of(warnings.cbegin(), warnings.cend(), [&warning](const QJsonObject &event) {
        return event.value(u"warning"_s).toString() == warning;
    });
}

void BatchFixture::start(sandbox::Options options)
{
    m_home = std::make_unique<QTemporaryDir>();
    options.token = token();
    m_store = std::make_unique<sandbox::SandboxStore>(options);
    QString error;
    if (!m_store->startAndWait(&error))
        qFatal("%s", qPrintable(error));
}

QProcessEnvironment BatchFixture::environment(const QString &token) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(u"HOME"_s, home());
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    environment.remove(u"SEGMENTDESK_TOKEN"_s);
    if (!token.isEmpty())
        environment.insert(u"SEGMENTDESK_TOKEN"_s, token);
    return environment;
}

QStringList BatchFixture::there(const QStringList &arguments) const
{
    return QStringList(arguments) << u"--api-path"_s << m_store->apiPath().toString()
                                  << u"--data-dir"_s << path(u"data"_s);
}

void BatchFixture::prepare(QProcess &process, const QStringList &arguments) const
{
    process.setProcessEnvironment(environment(token()));
    process.setProgram(program());
    process.setArguments(there(arguments));
}

BatchRun BatchFixture::run(const QStringList &arguments, const QString &token,
                           const QByteArray &input) const
{
    QProcess process;
    process.setProcessEnvironment(environment(token));
    process.start(program(), arguments);
    process.write(input);
    process.closeWriteChannel();
    return BatchRun::of(process);
}

QString BatchFixture::write(const QString &name, const QByteArray &text) const
{
    test::writeFile(path(name), text);
    return path(name);
}

QByteArray BatchFixture::read(const QString &name)
{
    return test::readFile(name);
}

QByteArray BatchFixture::file(const QByteArrayList &ids)
{
    return "Customer ID\n" + ids.join('\n') + "\n";
}

QString BatchFixture::largestSegment() const
{
    const BatchRun list = run({u"export"_s, u"--segments"_s, u"--to"_s, u"-"_s, u"--exact"_s,
                               u"--columns"_s, u"members,segment"_s});
    qint64 most = 10; // a smaller one is of no use
    QString largest;
    const QByteArrayList lines = list.out.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype comma = line.indexOf(',');
        const qint64 number = line.left(comma).trimmed().toLongLong();
        if (number > most) {
            most = number;
            largest = QString::fromUtf8(line.mid(comma + 1).trimmed());
        }
    }
    return largest.startsWith(u'"') ? largest.mid(1).chopped(1) : largest;
}

QByteArrayList BatchFixture::members(const QString &segment) const
{
    const BatchRun made = run({u"export"_s, u"--segment"_s, segment, u"--to"_s, u"-"_s,
                               u"--exact"_s, u"--columns"_s, u"customer-id"_s});
    QByteArrayList lines = made.out.trimmed().split('\n');
    for (QByteArray &line : lines)
        line = line.trimmed();
    lines.removeFirst();
    std::sort(lines.begin(), lines.end());
    return lines;
}

QByteArrayList BatchFixture::notMembers(const QString &segment, qsizetype number) const
{
    const BatchRun all = run({u"export"_s, u"--all"_s, u"--to"_s, u"-"_s, u"--exact"_s,
                              u"--columns"_s, u"customer-id"_s});
    const QByteArrayList members = this->members(segment);
    QByteArrayList others;
    const QByteArrayList lines = all.out.trimmed().split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray id = line.trimmed();
        if (!members.contains(id) && id.toInt() > 0 && others.size() < number)
            others.append(id);
    }
    return others;
}

} // namespace segmentdesk
