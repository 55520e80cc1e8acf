// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchcommand.h"
#include "app/batch/importreading.h"
#include "models/import/importrun.h"
#include "models/system/outputfile.h"
#include "models/system/streamcopy.h"

#include <QTemporaryFile>

#include <memory>

namespace segmentdesk {

/// `segmentdesk import`: the check that the window makes, then the jobs that it starts.
class ImportCommand : public BatchCommand
{
    Q_OBJECT

public:
    /// Most that is taken of what is no plain file.
    static constexpr qint64 maxSpooled = 1'073'741'824;

    using BatchCommand::BatchCommand;
    ~ImportCommand() override;

    void start() override;

private:
    bool openResult();
    void spool();
    void look();
    /// How the file is read; empty: fine, else why not.
    QString readSpec(const Segment &segment);
    void check(const Segment &segment);
    void checkFailed(const ImportError &error);
    void checked();
    void explain();
    void run();
    void end();
    QJsonObject planFacts() const;
    QString planText() const;
    QString problem() const;
    ImportRun::Options options() const;
    void saveResult(BatchOutcome outcome);

    /// What came from standard input, a pipe or a device, which can be read only once; null: the
    /// file is a plain one.
    std::shared_ptr<QTemporaryFile> m_input;
    Abandon m_abandon = std::make_shared<std::atomic<bool>>(false);
    std::unique_ptr<OutputFile> m_result; ///< opened before anything is sent; null: none is wished
    ImportSpec m_spec;
    ImportReading m_reading;
    Segment m_segment;
    std::shared_ptr<ImportPreview> m_check;
    ImportRun m_run;
    bool m_isCancelled = false;
    std::optional<JobError> m_error;
};

} // namespace segmentdesk
