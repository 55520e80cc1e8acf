// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/plandialog.h"

#include "ui/kit/typography.h"
#include "ui/words/words.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

PlanDialog::PlanDialog(const Plan &plan, const CustomerLookup &lookup, const QuotaUsage &traffic,
                       QWidget *parent)
    : DialogFrame(parent), m_traffic(traffic), m_pane(new PlanPane(this))
{
    setObjectName(u"planDialog"_s);
    const bool removes = plan.operation == Operation::RemoveMembers;
    const QString segment = words::quoted(plan.segmentName);
    setWindowTitle(removes ? tr("Remove people") : tr("Add people"));
    setHeading(removes ? tr("Remove people from %1?").arg(segment)
                       : tr("Add people to %1?").arg(segment));
    setSubtitle(tr("You chose %1. This is what will happen to each person.")
                    .arg(words::people(plan.counts().total())));

    content()->addWidget(m_pane, 1);
    auto *save = addButton(tr("Save as CSV…"), ButtonLook::Normal, u"export"_s);
    save->setObjectName(u"savePlan"_s);
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(m_pane->plan()); });
    addCancelButton()->setObjectName(u"cancelButton"_s);
    m_run = addButton(QString(), ButtonLook::Primary);
    m_run->setObjectName(u"runPlan"_s);
    setDefaultButton(m_run);
    connect(m_run, &QPushButton::clicked, this, [this] {
        Q_EMIT runRequested(m_pane->plan(), m_pane->createProfilesFor());
        accept();
    });

    m_pane->setCustomerLookup(lookup);
    connect(m_pane, &PlanPane::changed, this, &PlanDialog::updateButtons);
    m_pane->setPlan(plan, tr("All chosen"));
    focusDefaultButton();
    setMinimumSize(px(640, this), px(440, this));
    resize(px(780, this), px(620, this));
}

void PlanDialog::setMovingFrom(const Segment &segment)
{
    m_pane->setMovingFrom(segment);
    setWindowTitle(tr("Move people"));
    setHeading(tr("Move people from %1 to %2?")
                   .arg(words::quoted(segment.name), words::quoted(m_pane->plan().segmentName)));
    updateButtons();
}

void PlanDialog::updateButtons()
{
    setFacts(m_pane->facts(m_traffic));
    m_run->setText(m_pane->buttonText());
    m_run->setEnabled(m_pane->changing() > 0);
}

} // namespace segmentdesk
