// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchcommand.h"
#include "models/jobs/importcheck.h"

#include <QTemporaryFile>

namespace segmentdesk {

/// `segmentdesk import`: the check that the window makes, then the jobs that it starts.
class ImportCommand : public BatchCommand
{
    Q_OBJECT

public:
    using BatchCommand::BatchCommand;

    void start() override;

private:
    bool readInput(QString *why);
    /// How the file is read; empty: fine, else why not.
    QString readSpec(const Segment &segment);
    void check(const Segment &segment);
    void checkFailed(const ImportError &error);
    void checked();
    void run();
    void end();
    QJsonObject planFacts() const;
    QString planText() const;
    QString problemOfDoubt() const;
    /// Rows of which nothing will come.
    qint64 lostRows() const;
    qint64 leaving() const;
    void saveResult(BatchOutcome outcome);

    QTemporaryFile m_input; ///< what came from standard input
    ImportSpec m_spec;
    Segment m_segment;
    std::unique_ptr<ImportCheck> m_check;
    int m_open = 0; ///< jobs under way
    bool m_isCancelled = false;
    std::optional<JobError> m_error;
    QList<Outcome> m_outcomes;
};

} // namespace segmentdesk
