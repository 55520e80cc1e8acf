// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/activity/outcomedialog.h"

#include "models/changes/changejob.h"
#include "ui/activity/jobstatus.h"
#include "ui/activity/outcomeview.h"
#include "ui/dialogs/errordetailsdialog.h"
#include "ui/kit/badge.h"
#include "ui/kit/linkbutton.h"
#include "ui/kit/typography.h"
#include "ui/words/errorwords.h"
#include "ui/words/jobwords.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

OutcomeDialog::OutcomeDialog(const Job &job, const CustomerLookup &lookup,
                             const QString &whyNotRetry, QWidget *parent)
    : DialogFrame(parent)
{
    setObjectName(u"outcomeDialog"_s);
    const Outcome &outcome = *job.outcome();
    const OutcomeCounts counts = outcome.counts();
    const WhatFailed failed = words::whatFailed(outcome.operation);
    setWindowTitle(tr("Result"));
    setHeading(words::jobTitle(job));
    setSubtitle(words::jobSpeed(job));
    setHeadingWidget(new Badge(badgeStatus(job.end())));

    auto *view = new OutcomeView(OutcomeView::Look::Framed, lookup);
    view->setMinimumSize(px(820, this), px(320, this));
    view->setOutcome(outcome);
    content()->addWidget(view, 1);

    auto *details = new LinkButton(u"info"_s, tr("Details of the selected row…"));
    details->setEnabled(false);
    setFactsWidget(details);
    connect(view, &OutcomeView::currentRowChanged, this,
            [view, details] { details->setEnabled(view->currentReason() != nullptr); });
    connect(details, &QPushButton::clicked, this, [this, view, failed] {
        if (const ApiError *reason = view->currentReason()) {
            auto *dialog = new ErrorDetailsDialog(*reason, failed, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        }
    });

    QPushButton *save = addButton(tr("Save as CSV…"), ButtonLook::Normal, u"export"_s);
    save->setObjectName(u"outcomeSave"_s);
    connect(save, &QPushButton::clicked, this, &OutcomeDialog::saveRequested);
    const auto *change = qobject_cast<const ChangeJob *>(&job);
    const qint64 again = counts.failed + counts.notSent;
    if (change && change->retryPlan() && again > 0) {
        QPushButton *retry =
            addButton(words::retryText(job.end(), again), ButtonLook::Normal, u"refresh"_s);
        retry->setObjectName(u"outcomeRetry"_s);
        retry->setEnabled(whyNotRetry.isEmpty());
        retry->setToolTip(whyNotRetry);
        connect(retry, &QPushButton::clicked, this, [this] {
            accept();
            Q_EMIT retryRequested();
        });
    }
    QPushButton *close = addButton(tr("Close"), ButtonLook::Primary);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(close);
    resize(px(900, this), px(560, this));
}

} // namespace segmentdesk
