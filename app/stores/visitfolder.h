// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLockFile>
#include <QString>

#include <memory>

namespace segmentdesk {

/// Where a visited store has its local copy: a folder that only this user can read and that goes
/// with this object. What a crash left behind is removed by sweep(), as soon as the process that
/// made it is gone.
class VisitFolder
{
public:
    /// Makes a new folder in @p parent; null if it cannot be made.
    static std::unique_ptr<VisitFolder> make(const QString &parent);
    /// Removes the folders in @p parent whose processes have ended. Those of others stay.
    static void sweep(const QString &parent);

    ~VisitFolder();
    Q_DISABLE_COPY_MOVE(VisitFolder)

    QString path() const { return m_path; }

private:
    explicit VisitFolder(const QString &path);

    QString m_path;
    QLockFile m_lock; ///< beside the folder; held as long as the folder is in use
};

} // namespace segmentdesk
