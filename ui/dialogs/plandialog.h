// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/planpane.h"
#include "ui/kit/dialogframe.h"

namespace segmentdesk {

/// Shows what a bulk change will do, before it is made.
class PlanDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// @p plan adds or removes members.
    PlanDialog(const Plan &plan, const CustomerLookup &lookup, const QuotaUsage &traffic,
               QWidget *parent = nullptr);
    /// The people leave @p segment for that of the plan.
    void setMovingFrom(const Segment &segment);

Q_SIGNALS:
    /// Confirmed; the dialog closes. @p createProfilesFor: make profiles for them, and add them
    /// too.
    void runRequested(const segmentdesk::Plan &plan,
                      const QList<segmentdesk::CustomerId> &createProfilesFor);
    /// Save the plan as CSV; the dialog stays open.
    void saveRequested(const segmentdesk::Plan &plan);

private:
    void updateButtons();

    QuotaUsage m_traffic;
    PlanPane *m_pane;
    QPushButton *m_run;
};

} // namespace segmentdesk
