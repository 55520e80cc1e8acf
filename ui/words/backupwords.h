// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/backup/restorepreview.h"
#include "models/jobs/job.h"
#include "ui/words/errorwords.h"

// The words for backups of segments and for restoring them.
namespace segmentdesk::words {

/// What a backup did: "Backed up 12 segments with 340 members to shop", "shop was up to date".
QString backedUp(const JobFacts &facts, int changedFiles, qint64 members,
                 const QStringList &unsteady = {}, const QDateTime &oldCopyOf = {});
/// Why a folder cannot be restored, with the file and line that need a look.
ErrorWords backupError(const BackupError &error, const QString &folder);
/// The same of a check: either the folder or the store.
ErrorWords restoreError(const RestoreError &error, const QString &folder);
/// "New", "Will be renamed", "As in the backup".
QString restoreState(const RestoreSegment &segment, bool removeOthers);
/// What of a backup could not be read, in a sentence; empty if all could.
QString setAside(const Backup &backup);
/// "Restore 12 segments: 340 in, 0 out", as a button says it.
QString restoreButton(const RestoreTotals &totals);
/// What is done besides: "3 new, 2 renamed or edited, 5 profiles made, 1 segment deleted".
QString restoreBesides(const RestoreTotals &totals);

} // namespace segmentdesk::words
