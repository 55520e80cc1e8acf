// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customerlookup.h"
#include "ui/dialogs/planpane.h"
#include "ui/kit/dialogframe.h"

class QLineEdit;

namespace segmentdesk {

/// Who comes in and who goes out when a segment is made equal to a search. If many would go out,
/// their number must be typed: a search that finds too few by mistake would empty the segment.
class ApplySearchDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// @p in adds those who were found, @p out removes the members who were not; @p members: of the
    /// segment now.
    ApplySearchDialog(const QString &searchName, const Plan &in, const Plan &out, qint64 members,
                      const CustomerLookup &lookup, const QuotaUsage &traffic,
                      QWidget *parent = nullptr);

    /// How old the local copy is, in which the search found people. UTC.
    void setCopyReadAt(const QDateTime &readAt);

    /// Whether the number of those who go out must be typed: over a fifth of the members.
    static bool needsTyping(qint64 out, qint64 members) { return out > 0 && out * 5 > members; }

Q_SIGNALS:
    /// @p createProfilesFor: people who are to be given a profile and come in as well.
    void runRequested(const segmentdesk::Plan &in,
                      const QList<segmentdesk::CustomerId> &createProfilesFor,
                      const segmentdesk::Plan &out);

private:
    void updateButtons();

    PlanPane *m_in;
    PlanPane *m_out;
    QuotaUsage m_traffic;
    QString m_subtitle;
    qint64 m_mustType = -1; ///< -1: nothing
    QLineEdit *m_typed = nullptr;
    QPushButton *m_run;
};

} // namespace segmentdesk
