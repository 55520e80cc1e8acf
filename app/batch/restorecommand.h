// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchcommand.h"
#include "models/backup/restorepreview.h"
#include "models/system/outputfile.h"

#include <memory>

namespace segmentdesk {

class GroupRun;

/// `segmentdesk restore`: the comparison that the window makes, then its changes as one step.
class RestoreCommand : public BatchCommand
{
    Q_OBJECT

public:
    using BatchCommand::BatchCommand;

    void start() override;

private:
    void checked();
    void ended(const GroupRun &run);
    void saveResult(BatchOutcome outcome);

    std::unique_ptr<RestorePreview> m_check;
    RestoreChoice m_choice;
    std::unique_ptr<OutputFile> m_result; ///< opened before anything is sent; null: there is none
    qint64 m_lost = 0; ///< memberships of which nothing will come
};

} // namespace segmentdesk
