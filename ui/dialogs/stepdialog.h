// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/customerlookup.h"
#include "models/domain/plan.h"
#include "models/domain/quotausage.h"
#include "ui/kit/dialogframe.h"

namespace segmentdesk {

/// Shows what an undo, a redo or another try will do, before it is made. Accepted: do it.
class StepDialog : public DialogFrame
{
    Q_OBJECT

public:
    struct Text
    {
        QString title; ///< of the window
        QString heading;
        QString subtitle;
        QString run; ///< on the button that does it
        QString icon; ///< of that button
    };

    /// @p plans: the changes in their order, at least one. One with people shows each of them.
    StepDialog(const Text &text, const QList<Plan> &plans, const CustomerLookup &lookup,
               const QuotaUsage &traffic, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Save the plan as CSV; the dialog stays open.
    void saveRequested(const segmentdesk::Plan &plan);

private:
    void showPeople(const Plan &plan, const CustomerLookup &lookup);
    void showParts(const QList<Plan> &plans);
};

} // namespace segmentdesk
