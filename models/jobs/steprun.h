// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/changejob.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>

namespace segmentdesk {

/// Changes that are run one after the other as one step, each with what the ones before it made:
/// profiles that a change makes are put into the segments of those after it. One that is cancelled
/// or fails ends the run; what was done until then is the step. A run that the end of the program
/// cuts off is not taken up again, but for the change under way.
class StepRun : public QObject
{
    Q_OBJECT

public:
    StepRun(QList<Plan> plans, const Step &step, QObject *parent = nullptr);

    const Step &step() const { return m_step; }
    /// The next change, with its step; nothing: there is none.
    std::optional<Plan> next();
    /// A change of the step is over.
    void take(const ChangeJob &job);

    // Once ended:
    /// How it ended as a whole: as the worst of its changes.
    End end() const { return m_end; }
    /// What came of each change.
    const QList<Outcome> &outcomes() const { return m_outcomes; }

Q_SIGNALS:
    /// A change became a job in the queue.
    void started(segmentdesk::ChangeJob *job);
    /// Once; it is deleted after that.
    void ended();

private:
    std::deque<Plan> m_plans;
    Step m_step;
    QHash<CustomerId, ProfileId> m_made;
    QList<Outcome> m_outcomes;
    End m_end = End::Done;
};

} // namespace segmentdesk
