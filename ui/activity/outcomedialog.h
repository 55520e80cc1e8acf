// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customerlookup.h"
#include "ui/kit/dialogframe.h"

namespace segmentdesk {

class Job;

/// What a job did to each of its people: tiles with counts that filter the table below.
class OutcomeDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// @p job has ended and has an outcome, which is copied: the job may go while the dialog is
    /// open.
    /// @p whyNotRetry: why nothing can be sent again, as a sentence; empty: it can.
    OutcomeDialog(const Job &job, const CustomerLookup &lookup, const QString &whyNotRetry,
                  QWidget *parent = nullptr);

Q_SIGNALS:
    void retryRequested();
    /// Save the rows as CSV; the dialog stays open.
    void saveRequested();
};

} // namespace segmentdesk
