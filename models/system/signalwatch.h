// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace segmentdesk {

/// What asks this process to end (SIGINT, SIGTERM and SIGHUP where there is one), as a signal of
/// Qt. At most one lives at a time. Writing to a pipe without a reader is an error from then on,
/// and no signal. What was ignored when it was made, as nohup does, stays ignored.
class SignalWatch : public QObject
{
    Q_OBJECT

public:
    /// The second signal ends the process at once, with the exit code @p exitBase + its number.
    explicit SignalWatch(int exitBase, QObject *parent = nullptr);

Q_SIGNALS:
    void received(int number);
};

} // namespace segmentdesk
