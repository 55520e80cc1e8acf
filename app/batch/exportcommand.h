// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchcommand.h"
#include "models/system/streamcopy.h"

#include <QTemporaryFile>

#include <memory>

namespace segmentdesk {

class ExportJob;

/// `segmentdesk export`.
class ExportCommand : public BatchCommand
{
    Q_OBJECT

public:
    using BatchCommand::BatchCommand;
    ~ExportCommand() override;

    void start() override;

private:
    void run(const Segment &segment);
    void ended(const ExportJob &job);
    void pipe();

    std::shared_ptr<QTemporaryFile> m_pipe; ///< what goes to standard output when it is complete
    Abandon m_abandon = std::make_shared<std::atomic<bool>>(false);
    BatchOutcome m_outcome; ///< once all of it is written
};

} // namespace segmentdesk
