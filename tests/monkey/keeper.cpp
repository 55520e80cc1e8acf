// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/monkey/keeper.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>

#include <signal.h>

using namespace Qt::StringLiterals;

namespace segmentdesk::monkey {

namespace {

constexpr int silentMs = 120'000; ///< without a step: it hangs where it does not notice
constexpr int sayEvery = 500; ///< steps
constexpr int mostStarts = 5'000;
constexpr qint64 mostErrors = 20'000; ///< bytes of standard error that are shown

void print(FILE *stream, const QString &text)
{
    std::fputs(qPrintable(text), stream);
    std::fflush(stream);
}

} // namespace

Keeper::Keeper(quint64 seed, int steps, int longestMs)
    : m_seed(seed), m_steps(steps), m_longestMs(longestMs)
{
}

bool Keeper::prepare()
{
    const QDir folder(m_folder.path());
    for (const char *name : {"home", "config", "share", "cache", "state", "run", "tmp"}) {
        if (!m_folder.isValid() || !folder.mkdir(QLatin1String(name)))
            return false;
    }
    QFile::setPermissions(folder.filePath(u"run"_s),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, folder.filePath(u"home"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, folder.filePath(u"config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, folder.filePath(u"share"_s));
    environment.insert(u"XDG_CACHE_HOME"_s, folder.filePath(u"cache"_s));
    environment.insert(u"XDG_STATE_HOME"_s, folder.filePath(u"state"_s));
    environment.insert(u"XDG_RUNTIME_DIR"_s, folder.filePath(u"run"_s));
    environment.insert(u"TMPDIR"_s, folder.filePath(u"tmp"_s));
    environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s,
                       u"unix:path="_s + folder.filePath(u"no-bus"_s));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(folder.filePath(u"home"_s));
    m_process.setStandardErrorFile(folder.filePath(u"errors.log"_s));
    return true;
}

void Keeper::run(int from)
{
    ++m_starts;
    m_isDone = false;
    m_process.start(QCoreApplication::applicationFilePath(),
                    {u"--inside"_s, m_folder.path(), u"--seed"_s, QString::number(m_seed),
                     u"--from"_s, QString::number(from), u"--steps"_s, QString::number(m_steps),
                     u"--longest"_s, QString::number(m_longestMs)});
    if (!m_process.waitForStarted())
        return;
    QElapsedTimer silence;
    silence.start();
    while (m_process.state() != QProcess::NotRunning) {
        if (m_process.waitForReadyRead(1'000)) {
            silence.restart();
            read();
        } else if (silence.elapsed() > silentMs) {
            m_isSilent = true;
            ::kill(pid_t(m_process.processId()), SIGABRT); // which says where it was
            if (!m_process.waitForFinished(20'000))
                m_process.kill();
            silence.restart();
        }
    }
    read();
}

void Keeper::read()
{
    m_unread += m_process.readAllStandardOutput();
    for (qsizetype end = m_unread.indexOf('\n'); end >= 0; end = m_unread.indexOf('\n')) {
        const QString line = QString::fromUtf8(m_unread.first(end));
        m_unread.remove(0, end + 1);
        if (line.startsWith(u"done "_s)) {
            m_isDone = true;
            m_longest = line.mid(5);
            continue;
        }
        m_last.append(line);
        if (m_last.size() > keptLines)
            m_last.removeFirst();
        bool isNumber = false;
        const int number = line.section(u' ', 0, 0).toInt(&isNumber);
        if (!isNumber || number < m_next)
            continue;
        m_next = number + 1;
        if (m_next % sayEvery == 0)
            print(stdout, u"monkey: %1 of %2 steps\n"_s.arg(m_next).arg(m_steps));
    }
}

int Keeper::report(const QString &what)
{
    m_folder.setAutoRemove(false);
    QFile errors(m_folder.filePath(u"errors.log"_s));
    QString said;
    if (errors.open(QIODevice::ReadOnly)) {
        errors.seek(std::max<qint64>(0, errors.size() - mostErrors));
        said = QString::fromUtf8(errors.readAll());
    }
    print(stderr,
          u"monkey: %1\nThe last steps:\n  %2\nWhat the program said:\n%3\n"
          "To see it again:  packaging/monkey --seed %4 --steps %5\nIts folder is kept: %6\n"_s.arg(
              what, m_last.join(u"\n  "_s), said, QString::number(m_seed), QString::number(m_steps),
              m_folder.path()));
    return 1;
}

int Keeper::watch()
{
    if (!prepare())
        return report(u"no folder could be made"_s);
    print(stdout, u"monkey: seed %1, %2 steps\n"_s.arg(m_seed).arg(m_steps));
    QElapsedTimer clock;
    clock.start();
    while (!m_isDone && m_starts < mostStarts) {
        run(m_next);
        if (m_isSilent)
            return report(
                u"nothing happened for %1 s after step %2"_s.arg(silentMs / 1000).arg(m_next - 1));
        if (m_process.error() == QProcess::FailedToStart)
            return report(u"the program could not be started"_s);
        if (m_process.exitStatus() == QProcess::CrashExit)
            return report(u"the program died in step %1"_s.arg(m_next - 1));
        if (m_process.exitCode() != 0)
            return report(u"the program ended with %1 in step %2"_s.arg(m_process.exitCode())
                              .arg(m_next - 1));
    }
    print(stdout,
          u"monkey: %1 steps without a finding in %2 s; the window was closed %3 times; %4\n"_s
              .arg(m_steps)
              .arg(clock.elapsed() / 1000)
              .arg(m_starts - 1)
              .arg(m_longest));
    return 0;
}

} // namespace segmentdesk::monkey
