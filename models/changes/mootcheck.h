// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/journal.h"

#include <QObject>

#include <functional>

namespace segmentdesk {

class StoreApi;

/// Finds out which interrupted changes are moot: resuming them would change nothing, because the
/// store is as they wanted it, or what they are about is gone. Reads only. What cannot be read, or
/// is larger than maxItems, is not moot.
class MootCheck : public QObject
{
    Q_OBJECT

public:
    /// People of one change that are looked up.
    static constexpr qsizetype maxItems = 2000;

    /// Both must outlive this object.
    MootCheck(StoreApi &api, Journal &journal, QObject *parent = nullptr);

    /// Calls @p done with those of @p jobs that are moot, in their order. Once, one look at a time.
    void look(const QList<qint64> &jobs, std::function<void(const QList<qint64> &moot)> done);

private:
    void next();
    void judge(const JournaledJob &job, const QList<Segment> &segments);
    void judgeMembers(const JournaledJob &job);
    void lookAt(qsizetype from);
    void judged(bool isMoot);

    StoreApi &m_api;
    Journal &m_journal;
    QList<qint64> m_open;
    QList<qint64> m_moot;
    std::function<void(const QList<qint64> &moot)> m_done;
    Outcome m_outcome; ///< of the change that is looked at
    QList<qint32> m_items; ///< of it, those without a result
};

} // namespace segmentdesk
