// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/monkey/cage.h"
#include "tests/monkey/step.h"
#include "tests/support/xpointer.h"

#include <QElapsedTimer>
#include <QSemaphore>

#include <atomic>
#include <memory>
#include <optional>

namespace segmentdesk::monkey {

/// Carries out steps with real mouse and keyboard events, from a thread of its own. Says each on
/// standard output before it does it, as `NUMBER NAME: what it meets`.
class Monkey
{
public:
    struct Options
    {
        quint64 seed = 1;
        int from = 0;
        int steps = 2000; ///< the number of the last step and one
        int longestMs = 10'000; ///< that the window may take to answer
    };

    /// Thrown when a finding ends the run.
    struct Finding
    {
        QString what;
    };

    /// Made in the window's thread.
    Monkey(Cage &cage, const Options &options);
    ~Monkey();

    /// Why there is nothing to play with; empty: nothing is wrong.
    QString problem() const { return m_hand.problem(); }
    /// In the performer's thread. Returns after the last step, or when the window was closed;
    /// throws a Finding. True: that was the last step.
    bool perform();
    /// The window was closed: nothing will be answered any more. From any thread.
    void close() { m_isClosed = true; }
    /// The longest that the window took to answer, in milliseconds.
    qint64 longest() const { return m_longest; }

private:
    struct Closed
    {
    };
    struct Target
    {
        QPoint point;
        QString what;
    };
    class Held;

    /// Runs @p look in the window's thread; a window that does not answer in time is a finding.
    template <typename Look>
    auto see(const Look &look)
    {
        struct Answer
        {
            std::optional<decltype(look())> value;
            QSemaphore isThere;
        };
        const auto answer = std::make_shared<Answer>();
        QMetaObject::invokeMethod(
            m_proxy.get(),
            [answer, look] {
                answer->value = look();
                answer->isThere.release();
            },
            Qt::QueuedConnection);
        await(answer->isThere);
        return std::move(*answer->value);
    }
    void await(QSemaphore &isThere);

    void carryOut(int number, const Step &step);
    void say(const QString &what);
    void key(const Step &step);
    void type(const Step &step);
    void menu(const Step &step);
    bool entry(const Step &step, int die);
    void control(const Step &step);
    void point(const Step &step);
    void drag(const Step &step);
    void wheel(const Step &step);
    void resize(const Step &step);
    void changeStore(const Step &step);
    void breakStore(const Step &step);
    void strangerChanges(const Step &step);
    QByteArray ask(const QByteArray &method, const QString &path, const QByteArray &body = {});
    void leave();
    void comeBack();

    // In the window's thread:
    QWidget *top() const;
    std::optional<Target> inside(QWidget *widget, quint32 across, quint32 down) const;
    std::optional<Target> anywhere(quint32 across, quint32 down) const;

    Cage &m_cage;
    Options m_options;
    std::unique_ptr<QObject> m_proxy; ///< lives in the window's thread
    XPointer m_hand;
    std::atomic<bool> m_isClosed = false;
    qint64 m_longest = 0;
    QString m_saying;
};

} // namespace segmentdesk::monkey
