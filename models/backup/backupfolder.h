// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/backup/backup.h"
#include "models/jobs/job.h"
#include "models/system/scratchfolder.h"

#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace segmentdesk {

/// The members of a segment on their way to a file; 32 bytes and an address each.
struct BackupRows
{
    std::vector<BackupPerson> people;
    QByteArray emails; ///< UTF-8
    bool isWhole = true; ///< false: members may be missing
};

/// Writes a backup into a folder. Lives in a worker thread. What is new is written into a scratch
/// folder in it and takes its place at the end; files that stay the same are not touched. Until
/// everything is in place, backup.json says that the backup is not complete. New files and folders
/// are for their owner alone. Links in the folder are not followed by anything that writes or
/// deletes: one in place of a file is replaced by it, one named `members` is refused.
class BackupFolder : public QObject
{
    Q_OBJECT

public:
    BackupFolder(const QString &folder, const QString &store);
    ~BackupFolder() override;

    /// Looks whether the folder may be written to: it is not there, empty, or a backup of this
    /// store.
    void open();
    void write(const segmentdesk::Segment &segment, std::shared_ptr<BackupRows> rows);
    void commit();
    void discard();

Q_SIGNALS:
    void opened();
    void wrote(qint64 members);
    void failed(const segmentdesk::JobError &error);
    /// @p files: how many are new, different or gone; 0: nothing had changed.
    void committed(int files);
    void discarded();

private:
    QString path(const QString &name) const { return m_folder + u'/' + name; }
    QString staged(const QString &name) const;
    bool stage(const QString &name, const std::function<bool(QIODevice &)> &fill);
    bool put(const QString &name, const QByteArray &bytes);
    QString place(const QStringList &changed, const QStringList &gone) const;
    void clean();
    void fail(JobError::Kind kind, const QString &text);

    QString m_folder;
    QString m_store;
    std::unique_ptr<ScratchFolder> m_scratch;
    bool m_madeFolder = false;
    bool m_failed = false;
    QList<std::pair<Segment, QString>> m_segments; ///< with their files
    QSet<QString> m_files; ///< of members
    QStringList m_changed; ///< staged, to be put into place
    qint64 m_memberships = 0;
    QMap<QString, qint64> m_lines; ///< see BackupMark
};

} // namespace segmentdesk
