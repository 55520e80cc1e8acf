// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/job.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace segmentdesk {

class Mirror;
class StoreApi;

/// Writes all segments of a store with their members into a folder, as backup.h describes it. Reads
/// the local copy if that is complete, else the store, segment by segment. One segment is in memory
/// at a time: about 60 bytes a member. total() and done() count segments. Changes nothing in the
/// store.
///
/// An earlier backup of the same store in that folder is brought up to date; a folder with anything
/// else in it is refused. A segment that is deleted meanwhile is left out, and one whose number of
/// members changes while it is read is reread, at most maxPasses times; then the job ends with
/// a warning.
class BackupJob : public Job
{
    Q_OBJECT

public:
    static constexpr int maxPasses = 3;

    /// @p store: whose backup it is (Account::id). @p mirror may be null. Both must outlive the
    /// job.
    BackupJob(StoreApi &api, Mirror *mirror, const QString &store, const QString &folder,
              QObject *parent = nullptr);
    ~BackupJob() override;

    /// Brings the local copy up to date; answers whether it is. Not called where the store is read.
    using Refresh = std::function<void(QObject *context, std::function<void(bool current)> done)>;
    /// What comes before the copy is read. Not set: it is taken as it is. Before start().
    void setRefresh(Refresh refresh);

    // Once ended well:
    qint64 segments() const;
    qint64 memberships() const;
    int changedFiles() const; ///< new, different or gone; 0: the folder was up to date
    qint64 withoutAddress() const; ///< members whose unknown e-mail address: they have only ids
    bool readCopy() const; ///< the local copy was read, not the store
    /// UTC, of when the copy was that could not be brought up to date (then the job ended
    /// DoneWithWarnings); invalid: it was, or the store was read.
    QDateTime oldCopyOf() const;
    /// Segments whose members changed all the time: people may be missing.
    QStringList unsteady() const;
    /// Rows that the store sent and that cannot be read: not in the backup.
    qint64 oddRows() const;

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
