// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace segmentdesk::simulation {

/// One thing that happens in a run. What its numbers mean depends on what there is when its turn
/// comes, so a run stays one when steps are left out.
struct Step
{
    enum class Kind : quint8 {
        // The person:
        Add,
        Remove,
        CreateSegment,
        RenameSegment,
        DeleteSegments,
        CreateProfiles,
        DeleteProfiles,
        Move,
        Merge,
        Duplicate,
        Empty,
        MakeEqual,
        Export,
        ImportList,
        ImportExport,
        BackUp,
        Restore,
        Undo,
        Redo,
        Retry,
        Pause,
        Resume,
        Cancel,
        // The program:
        Crash,
        Restart,
        TakeUp,
        Discard,
        // Another client:
        Join,
        Leave,
        MakeSegment,
        ForeignRename,
        ForeignDelete,
        MakeProfile,
        DeleteProfile,
        // The machine and the way to the store:
        Harm,
        Offline,
        Online,
        JournalFails,
        JournalTorn,
        DiskFull,
        DiskFree,
        ClockJump,
        Wait,
    };
    static constexpr int kinds = int(Kind::Wait) + 1;

    /// What happens before the next step.
    enum class Then : quint8 { Nothing, Events, Time, Quiet };

    Kind kind = Kind::Wait;
    quint32 a = 0;
    quint32 b = 0;
    quint32 c = 0;
    Then then = Then::Nothing;
    quint32 amount = 0;
};

/// The steps of a seed. The first @p number of them are the same for every larger number.
QList<Step> stepsOf(quint64 seed, int number);

} // namespace segmentdesk::simulation
