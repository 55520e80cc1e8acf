// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchcommand.h"

#include <QTemporaryFile>

namespace segmentdesk {

class ExportJob;

/// `segmentdesk export`.
class ExportCommand : public BatchCommand
{
    Q_OBJECT

public:
    using BatchCommand::BatchCommand;

    void start() override;

private:
    void run(const Segment &segment);
    void ended(const ExportJob &job);
    bool pipe(QString *why);

    QTemporaryFile m_pipe; ///< what goes to standard output when it is complete
};

} // namespace segmentdesk
