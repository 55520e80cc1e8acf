// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/words/errorwords.h"

#include <QStringList>

namespace segmentdesk::words {

// Sentences about the journal. @p error is in words of the system.

/// It cannot be opened or read.
ErrorWords journalFailed(const QString &error);
/// What was done cannot be written down.
ErrorWords journalBehind(const QString &error);
/// Records of it cannot be read.
QString journalSetAside(int records);

/// Rows that the store sent cannot be read.
QString oddRows(qsizetype rows);

/// What goes when a store is forgotten.
struct Forgotten
{
    qint64 changes = 0; ///< that can be undone
    qint64 unfinished = 0; ///< changes that were interrupted
    QStringList running; ///< what runs or waits now, as jobDoing() has it
};
QString forgetStore(const Forgotten &what);
/// The first three, a line each, and how many more there are.
QString firstOf(const QStringList &running);

/// A token that is still in the keychain after it was forgotten.
QString tokenDeletionDelayed();
/// The list of stores cannot be saved.
QString storesNotSaved();

} // namespace segmentdesk::words
