// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QThread>

#include <utility>

namespace segmentdesk {

/// A thread with an object in it that work can be posted to.
class WorkThread
{
public:
    WorkThread() : m_object(new QObject)
    {
        m_object->moveToThread(&m_thread);
        m_thread.start();
    }
    ~WorkThread() { stop(); }

    /// Waits until everything that was posted is done.
    void stop()
    {
        if (!m_object)
            return;
        post([this] {
            delete std::exchange(m_object, nullptr);
            m_thread.quit();
        });
        m_thread.wait();
    }

    template <typename Work>
    void post(Work work)
    {
        QMetaObject::invokeMethod(m_object, std::move(work), Qt::QueuedConnection);
    }

    /// Lives in the thread; for timers there. Null once it was stopped.
    QObject *context() const { return m_object; }

private:
    QThread m_thread;
    QObject *m_object;

    Q_DISABLE_COPY_MOVE(WorkThread)
};

} // namespace segmentdesk
