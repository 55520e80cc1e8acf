// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Stand-ins for what Qt takes from the machine: the time, randomness and threads. The linker takes
// these definitions before those of Qt's shared library for every call from the program's own code,
// so the engine is built as users get it, and nothing in it can forget to ask for the right clock.
//
// Threads: an object that is moved to a thread stays where it is, so what is posted to it is an
// event like all others, and the order of events is the same on every run. What a thread or a pool
// is to run becomes an event, too. Waiting for a thread handles what was posted to its objects.

#include "tests/simulation/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QHash>
#include <QMutex>
#include <QPointer>
#include <QRandomGenerator>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>
#include <QTimer>
#include <QUuid>
#include <QWaitCondition>

#include <algorithm>
#include <cstring>
#include <typeinfo>

#include <dlfcn.h>

using segmentdesk::simulation::theClock;
using segmentdesk::simulation::theRandom;

namespace {

struct ThreadState
{
    bool isRunning = false;
    bool runIsPending = false; ///< of one with work of its own
    QList<QPointer<QObject>> objects; ///< that were moved there
};

/// By thread. An entry goes when its thread has ended.
QHash<const QThread *, ThreadState> &threads()
{
    static QHash<const QThread *, ThreadState> all;
    return all;
}

[[maybe_unused]] bool isMoved(const QObject *object)
{
    for (const ThreadState &state : std::as_const(threads())) {
        if (std::any_of(state.objects.cbegin(), state.objects.cend(),
                        [object](const auto &moved) { return moved == object; }))
            return true;
    }
    return false;
}

void noteMoved(QObject *object, const QThread *thread)
{
    if (thread != QCoreApplication::instance()->thread())
        threads()[thread].objects.append(object);
}

void runLater(std::function<void()> work)
{
    QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(work), Qt::QueuedConnection);
}

} // namespace

namespace segmentdesk::simulation {

Clock &theClock()
{
    static Clock clock;
    return clock;
}

Random &theRandom()
{
    static Random random;
    return random;
}

} // namespace segmentdesk::simulation

// ---- the time

qint64 QDateTime::currentMSecsSinceEpoch() noexcept
{
    return theClock().wall();
}

qint64 QDateTime::currentSecsSinceEpoch() noexcept
{
    return theClock().wall() / 1000;
}

QDateTime QDateTime::currentDateTimeUtc()
{
    return QDateTime::fromMSecsSinceEpoch(theClock().wall()).toUTC();
}

QDateTime QDateTime::currentDateTime()
{
    return QDateTime::fromMSecsSinceEpoch(theClock().wall());
}

void QElapsedTimer::start() noexcept
{
    t1 = theClock().monotonic;
    t2 = 0;
}

qint64 QElapsedTimer::restart() noexcept
{
    const qint64 since = elapsed();
    start();
    return since;
}

qint64 QElapsedTimer::elapsed() const noexcept
{
    return theClock().monotonic - t1;
}

qint64 QElapsedTimer::nsecsElapsed() const noexcept
{
    return elapsed() * 1'000'000;
}

bool QElapsedTimer::hasExpired(qint64 timeout) const noexcept
{
    return quint64(elapsed()) > quint64(timeout);
}

// ---- randomness

quint64 QRandomGenerator::_fillRange(void *buffer, qptrdiff count)
{
    if (!buffer)
        return theRandom().next();
    auto *words = static_cast<quint32 *>(buffer);
    for (qptrdiff i = 0; i < count; ++i)
        words[i] = quint32(theRandom().next());
    return 0;
}

QUuid QUuid::createUuid()
{
    const quint64 high = theRandom().next();
    const quint64 low = theRandom().next();
    return QUuid(uint(high >> 32), ushort(high >> 16), ushort((high & 0x0fff) | 0x4000),
                 uchar(((low >> 56) & 0x3f) | 0x80), uchar(low >> 48), uchar(low >> 40),
                 uchar(low >> 32), uchar(low >> 24), uchar(low >> 16), uchar(low >> 8), uchar(low));
}

// ---- threads

#if QT_VERSION < QT_VERSION_CHECK(6, 7, 0)
void QObject::moveToThread(QThread *thread)
{
    noteMoved(this, thread);
}
#else
bool QObject::moveToThread(QThread *thread, Qt::Disambiguated_t)
{
    noteMoved(this, thread);
    return true;
}
#endif

#if QT_VERSION < QT_VERSION_CHECK(6, 7, 0)
// What is called in another thread is called later, there as here.
bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot,
                                   Qt::ConnectionType type, void *answer)
{
    using Original = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
    static const auto original = reinterpret_cast<Original>(
        dlsym(RTLD_NEXT,
              "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt"
              "14ConnectionTypeEPv"));
    if (type == Qt::AutoConnection && isMoved(object))
        type = Qt::QueuedConnection;
    return original(object, slot, type, answer);
}
#endif

void QThread::start(Priority)
{
    ThreadState &state = threads()[this];
    state.isRunning = true;
    if (typeid(*this) == typeid(QThread))
        return; // has an event loop, which is the one of the program here
    state.runIsPending = true;
    runLater([thread = QPointer<QThread>(this)] {
        if (thread && threads().value(thread).runIsPending)
            thread->wait();
    });
}

void QThread::quit()
{
    if (!threads().contains(this))
        return;
    threads()[this].isRunning = false;
    runLater([thread = QPointer<QThread>(this)] {
        if (thread)
            thread->wait();
    });
}

bool QThread::wait(QDeadlineTimer)
{
    if (!threads().contains(this))
        return true;
    if (threads().value(this).runIsPending) {
        threads()[this].runIsPending = false;
        run();
        threads()[this].isRunning = false;
    }
    const auto objects = threads().value(this).objects;
    for (const QPointer<QObject> &object : objects) {
        if (object)
            QCoreApplication::sendPostedEvents(object);
    }
    if (!threads().contains(this) || threads().value(this).isRunning)
        return true;
    threads().remove(this);
    Q_EMIT finished(QPrivateSignal());
    for (const QPointer<QObject> &object : objects) {
        if (object)
            QCoreApplication::sendPostedEvents(object, QEvent::DeferredDelete);
    }
    return true;
}

bool QThread::isRunning() const
{
    return threads().value(this).isRunning;
}

bool QThread::isFinished() const
{
    return !threads().contains(this);
}

// Later ones make a QRunnable of it themselves.
#if QT_VERSION < QT_VERSION_CHECK(6, 6, 0)
void QThreadPool::start(std::function<void()> work, int)
{
    runLater(std::move(work));
}
#endif

void QThreadPool::start(QRunnable *work, int)
{
    runLater([work] {
        const bool isOurs = work->autoDelete();
        work->run();
        if (isOurs)
            delete work;
    });
}

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
bool QThreadPool::waitForDone(int)
#else
bool QThreadPool::waitForDone(QDeadlineTimer)
#endif
{
    return true;
}

// What is waited for comes by events.
bool QWaitCondition::wait(QMutex *mutex, QDeadlineTimer)
{
    mutex->unlock();
    QCoreApplication::sendPostedEvents();
    mutex->lock();
    return true;
}
