// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/measure.h"
#include "tests/bench/options.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QJsonDocument>
#include <QPixmap>
#include <QProcess>
#include <QScreen>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <optional>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

constexpr int frameMs = 10; // between two looks at the screen
constexpr int quietMs = 2'500; // nothing has changed for so long: it is complete
constexpr int longestMs = 30'000;
constexpr double complete = 0.99; // part of the pixels that are as they stay (a cursor may blink)
constexpr int peerRows = 5'000; // as many as the sandbox store has people

/// Part of the pixels that are the same.
double likeness(const QImage &a, const QImage &b)
{
    if (a.size() != b.size())
        return 0;
    qint64 same = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto *lineA = reinterpret_cast<const QRgb *>(a.constScanLine(y));
        const auto *lineB = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x)
            same += lineA[x] == lineB[x] ? 1 : 0;
    }
    return double(same) / (double(a.width()) * a.height());
}

/// A screen of its own, without hardware.
class Screen
{
public:
    bool start()
    {
        m_server.setProcessChannelMode(QProcess::SeparateChannels);
        m_server.start(u"Xvfb"_s,
                       {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1440x900x24"_s,
                        u"-nolisten"_s, u"tcp"_s});
        if (!m_server.waitForStarted(5'000))
            return false;
        while (!m_server.canReadLine()) {
            if (!m_server.waitForReadyRead(10'000))
                return false;
        }
        m_display = u":"_s + QString::fromLatin1(m_server.readLine().trimmed());
        return true;
    }
    ~Screen()
    {
        m_server.terminate();
        if (!m_server.waitForFinished(5'000))
            m_server.kill();
    }
    QString display() const { return m_display; }

private:
    QProcess m_server;
    QString m_display;
};

/// What watchStart() printed for a program; nothing if it failed.
std::optional<QJsonObject> watched(const Screen &screen, const QString &home,
                                   const QStringList &program)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, screen.display());
    environment.insert(u"HOME"_s, home);
    environment.insert(u"XDG_CONFIG_HOME"_s, QString(home + u"/config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, QString(home + u"/data"_s));
    environment.insert(u"XDG_CACHE_HOME"_s, QString(home + u"/cache"_s));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), QStringList{u"--watch"_s} + program);
    if (!process.waitForFinished(longestMs + 10'000) || process.exitCode() != 0)
        return std::nullopt;
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

bool makePeerDatabase(const QString &fileName)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"peer"_s);
    database.setDatabaseName(fileName);
    if (!database.open())
        return false;
    QSqlQuery query(database);
    bool ok = query.exec(u"CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, email TEXT, "
                         "company TEXT, created TEXT)"_s)
        && database.transaction()
        && query.prepare(
            u"INSERT INTO people (name, email, company, created) VALUES (?, ?, ?, ?)"_s);
    for (int row = 0; ok && row < peerRows; ++row) {
        query.bindValue(0, u"Marguerite Person %1"_s.arg(row));
        query.bindValue(1, u"marguerite.%1@example.com"_s.arg(row));
        query.bindValue(2, u"Company %1"_s.arg(row % 1000));
        query.bindValue(3, u"2024-03-07T12:00:00Z"_s);
        ok = query.exec();
    }
    return ok && database.commit();
}

} // namespace

int watchStart(const QStringList &program)
{
    struct Frame
    {
        double at = 0;
        QImage image;
    };
    const auto look = [] {
        return QGuiApplication::primaryScreen()->grabWindow(0).toImage().convertToFormat(
            QImage::Format_RGB32);
    };
    QList<Frame> frames{{0, look()}};
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardOutputFile(QProcess::nullDevice());
    QElapsedTimer clock;
    clock.start();
    process.start(program.first(), program.sliced(1));
    if (!process.waitForStarted(5'000))
        return 1;
    while (clock.elapsed() < longestMs
           && (frames.size() < 2 || milliseconds(clock) - frames.last().at < quietMs)) {
        Wait().run(frameMs);
        if (process.state() != QProcess::Running)
            return 1;
        const double at = milliseconds(clock);
        const QImage image = look();
        // A blinking cursor or a clock is no news.
        if (likeness(image, frames.last().image) < 0.9999)
            frames.append({at, image});
    }
    double content = qQNaN();
    for (const Frame &frame : std::as_const(frames)) {
        if (likeness(frame.image, frames.last().image) >= complete
            && likeness(frame.image, frames.first().image) < complete) {
            content = frame.at;
            break;
        }
    }
    const QJsonObject result{
        {u"content"_s, content},
        {u"window"_s, frames.size() > 1 ? frames.at(1).at : qQNaN()},
        {u"memory"_s, memoryOf(QString::number(process.processId()), "VmHWM:")}};
    process.terminate();
    if (!process.waitForFinished(10'000))
        process.kill();
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}

Report benchStart(const Options &options)
{
    Report report;
    const QString own = QCoreApplication::applicationDirPath() + u"/segmentdesk"_s;
    const QString peer = QStandardPaths::findExecutable(u"sqlitebrowser"_s);
    QStringList missing;
    if (!QFileInfo(own).isExecutable())
        missing.append(u"segmentdesk beside this program (build the target segmentdesk)"_s);
    if (QStandardPaths::findExecutable(u"Xvfb"_s).isEmpty())
        missing.append(u"Xvfb (Debian: xvfb)"_s);
    if (options.peers && peer.isEmpty())
        missing.append(u"sqlitebrowser (Debian: sqlitebrowser)"_s);
    report.missing = missing.join(u", "_s);
    if (!missing.isEmpty())
        return report;

    QTemporaryDir home;
    const QString database = home.filePath(u"people.db"_s);
    Screen screen;
    if (!screen.start() || !makePeerDatabase(database)) {
        report.failure = u"the screen or the peer's file could not be made"_s;
        return report;
    }
    const QStringList ownStart{own, u"--sandbox"_s, u"--data-dir"_s, home.filePath(u"data"_s)};
    const QStringList peerStart{peer, u"-t"_s, u"people"_s, database};
    // The first start of each makes what the others find: the store, settings, caches.
    for (int run = -1; run < options.runs; ++run) {
        const auto mine = watched(screen, home.path(), ownStart);
        const auto theirs = options.peers ? watched(screen, home.path(), peerStart) : QJsonObject();
        if (!mine || !theirs) {
            report.failure = u"a program did not start"_s;
            return report;
        }
        if (run < 0)
            continue;
        const auto number = [](const QJsonObject &json, const QString &name) {
            return json.value(name).toDouble(qQNaN());
        };
        const double content = number(*mine, u"content"_s);
        const double memory = number(*mine, u"memory"_s);
        report.add(u"first content"_s, u"ms"_s, Figure::Goal::None, 0, content);
        report.add(u"memory at most"_s, u"MB"_s, Figure::Goal::None, 0, memory);
        if (!options.peers)
            continue;
        report.add(u"first content, of sqlitebrowser's time"_s, {}, Figure::Goal::AtMost, 0.6,
                   content / number(*theirs, u"content"_s));
        report.add(u"memory, of sqlitebrowser's"_s, {}, Figure::Goal::AtMost, 0.6,
                   memory / number(*theirs, u"memory"_s));
        report.add(u"sqlitebrowser: first content"_s, u"ms"_s, Figure::Goal::None, 0,
                   number(*theirs, u"content"_s));
        report.add(u"sqlitebrowser: memory at most"_s, u"MB"_s, Figure::Goal::None, 0,
                   number(*theirs, u"memory"_s));
    }
    return report;
}

} // namespace segmentdesk::bench
