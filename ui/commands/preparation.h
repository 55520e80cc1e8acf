// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/planner.h"

#include <QObject>
#include <QPointer>

namespace segmentdesk {

class ActivityPanel;
class JobRow;

/// What happens before a job exists: reading a selection, making a plan. It is the context of all
/// its requests; deleting it cancels them. Shows a line with Cancel when it takes its time.
class Preparation : public QObject
{
public:
    static constexpr int showAfterMs = 400;

    Preparation(const QString &text, ActivityPanel *activity, QObject *parent);
    ~Preparation() override;

    void setProgress(qint64 done, qint64 total);
    Progress progress();

private:
    QString m_text;
    ActivityPanel *m_activity;
    QPointer<JobRow> m_row;
    qint64 m_done = 0;
    qint64 m_total = -1;
};

} // namespace segmentdesk
