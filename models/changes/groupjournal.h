// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/changegroup.h"
#include "models/changes/journal.h"

#include <QMap>

#include <functional>

namespace segmentdesk {

/// A group that has not ended, as the journal has it.
struct OpenGroup
{
    ChangeGroup group;
    QMap<qint32, qint64> jobs; ///< the newest job in the journal of each part that had one
    bool isBetweenParts = false; ///< none of these is under way
};

/// The groups of changes that have not ended, in a journal: one record for each group, with its
/// parts, and which job did which part. Everything is in order with what the jobs write.
class GroupJournal
{
public:
    /// @p journal must outlive this object; null: nothing is kept.
    explicit GroupJournal(Journal *journal);

    /// Keeps a group, or what it has become, before its first job begins.
    void save(const ChangeGroup &group);
    void link(qint64 group, qint32 part, qint64 job);
    /// It has ended.
    void remove(qint64 group);

    using Groups = std::function<void(const QList<OpenGroup> &groups, const QString &error)>;
    /// Oldest first. A record that cannot be read is left where it is, and left out: its job is
    /// offered alone.
    void load(QObject *context, Groups done);

private:
    Journal *m_journal;
};

} // namespace segmentdesk
