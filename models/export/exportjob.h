// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/export/exportspec.h"
#include "models/jobs/job.h"

#include <memory>

namespace segmentdesk {

class Mirror;
class StoreApi;

/// Writes people or segments to a CSV file: all of them, read from the store page by page, 10
/// requests in flight, at most 20 pages in memory; or from the local copy, as that is when the job
/// begins. The file is locale-free (ISO dates, UTC, CRLF, UTF-8) and is written and synced in a
/// worker thread; it appears under its name only when it is complete. A person who moves from one
/// page to another while reading is written once: the last 10,000 people written are remembered.
class ExportJob : public Job
{
    Q_OBJECT

public:
    /// @p api must outlive the job. @p copy: for what is read from it; while it is Opening the job
    /// waits.
    ExportJob(StoreApi &api, const ExportSpec &spec, Mirror *copy = nullptr,
              QObject *parent = nullptr);
    ~ExportJob() override;

    const ExportSpec &spec() const;
    /// Rows in the file, once ended well; without the heading.
    qint64 rowsWritten() const;
    /// The list became longer or shorter while it was read (then the job ended DoneWithWarnings).
    bool totalChanged() const;
    /// People whose name could not be found (any more): written with their ids alone.
    qint64 oddRows() const; ///< that the store sent and that cannot be read: not in the file
    qint64 withoutDetails() const;

protected:
    void doStart() override;
    void doPause() override;
    void doResume() override;
    void doCancel() override;
    std::optional<qint64> requestsLeft() const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
