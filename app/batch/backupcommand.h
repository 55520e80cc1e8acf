// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchcommand.h"

namespace segmentdesk {

/// `segmentdesk backup`.
class BackupCommand : public BatchCommand
{
    Q_OBJECT

public:
    using BatchCommand::BatchCommand;

    void start() override;
};

} // namespace segmentdesk
