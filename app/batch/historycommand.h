// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchcommand.h"

namespace segmentdesk {

/// Lists the changes of a store that were interrupted or can be undone, and resumes, discards or
/// undoes them.
class HistoryCommand : public BatchCommand
{
    Q_OBJECT

public:
    using BatchCommand::BatchCommand;

    void start() override;

private:
    void list();
    void resumeInterrupted();
    void undo();
    void follow(GroupRun *run);
    void over();
    void ended();

    int m_open = 0; ///< groups that have not come to their end
    OutcomeCounts m_counts;
    std::optional<JobError> m_error;
    JobFacts m_failed;
    bool m_isCancelled = false;
};

} // namespace segmentdesk
