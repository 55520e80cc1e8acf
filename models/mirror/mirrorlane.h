// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"
#include "models/mirror/mirrordatabase.h"
#include "models/mirror/mirrorreader.h"
#include "models/mirror/workthread.h"

#include <QPointer>

#include <functional>
#include <memory>
#include <utility>

namespace segmentdesk {

class PeopleTextIndex;

/// The error of a copy that cannot be asked; @p why: in words of the system.
ApiError mirrorProblem(const QString &why);

/// Who answers questions to a local copy, in a thread of its own with a connection of its own.
class MirrorLane
{
public:
    /// Answers arrive in the thread of @p mirror, as long as it lives.
    explicit MirrorLane(QObject &mirror) : m_mirror(mirror) { }

    /// Any thread may call this; @p text must outlive this object.
    void open(const QString &file, const QString &store, const PeopleTextIndex &text);
    /// Waits until everything that was posted is done.
    void close();

    /// Asks and answers @p context.
    template <typename T>
    void ask(QObject *context, Callback<T> callback,
             std::function<Result<T>(MirrorReader &)> question)
    {
        const QPointer<QObject> asking(context);
        m_worker.post(
            [this, asking, callback = std::move(callback), question = std::move(question)] {
                if (asking.isNull()) // its caller is gone; all that this thread may ask of it
                    return;
                Result<T> answer =
                    m_reader ? question(*m_reader) : Result<T>(tl::unexpected(mirrorProblem({})));
                QMetaObject::invokeMethod(
                    &m_mirror,
                    [asking, callback, answer = std::move(answer)] {
                        if (asking)
                            callback(answer);
                    },
                    Qt::QueuedConnection);
            });
    }

    template <typename Work>
    void post(Work work)
    {
        m_worker.post(std::move(work));
    }

    // In its thread:
    bool isOpen() const { return m_reader != nullptr; }
    MirrorReader &reader() { return *m_reader; }
    QSqlDatabase connection() const { return m_database->connection(); }

private:
    QObject &m_mirror;
    // Of its thread alone.
    std::unique_ptr<MirrorDatabase> m_database;
    std::unique_ptr<MirrorReader> m_reader;
    WorkThread m_worker;
};

} // namespace segmentdesk
