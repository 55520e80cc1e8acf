// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/stepdialog.h"

#include "ui/dialogs/planpane.h"
#include "ui/kit/card.h"
#include "ui/kit/icon.h"
#include "ui/kit/label.h"
#include "ui/words/historywords.h"
#include "ui/words/jobwords.h"
#include "ui/words/planwords.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr qsizetype maxParts = 12; ///< lines; a restore can have thousands of changes

/// "Create “VIP” with 28,960 members".
QString partWords(const Plan &plan)
{
    const QString change = words::change(JobFacts::of(plan));
    const qint64 members = plan.items.isEmpty() ? plan.people() : 0;
    if (members == 0)
        return change;
    return plan.operation == Operation::DeleteSegments
        ? StepDialog::tr("%1, which has %2").arg(change, words::members(members))
        : StepDialog::tr("%1 with %2").arg(change, words::members(members));
}

} // namespace

StepDialog::StepDialog(const Text &text, const QList<Plan> &plans, const CustomerLookup &lookup,
                       const QuotaUsage &traffic, QWidget *parent)
    : DialogFrame(parent)
{
    setObjectName(u"stepDialog"_s);
    setWindowTitle(text.title);
    setHeading(text.heading);
    setSubtitle(text.subtitle);
    const bool people = plans.size() == 1 && !plans.first().items.isEmpty();
    qint64 requests = 0;
    for (const Plan &plan : plans)
        requests += plan.requests();
    setFacts(words::requestsTake(requests, traffic));
    if (people) {
        QPushButton *save = addButton(tr("Save as CSV…"), ButtonLook::Normal, u"export"_s);
        save->setObjectName(u"savePlan"_s);
        connect(save, &QPushButton::clicked, this,
                [this, plan = plans.first()] { Q_EMIT saveRequested(plan); });
    }
    addCancelButton()->setObjectName(u"cancelButton"_s);
    QPushButton *run = addButton(text.run, ButtonLook::Primary, text.icon);
    run->setObjectName(u"runPlan"_s);
    connect(run, &QPushButton::clicked, this, &QDialog::accept);
    setDefaultButton(run);
    if (people)
        showPeople(plans.first(), lookup);
    else
        showParts(plans);
    run->setFocus();
}

void StepDialog::showPeople(const Plan &plan, const CustomerLookup &lookup)
{
    auto *pane = new PlanPane(this);
    pane->setCustomerLookup(lookup);
    pane->setPlan(plan, tr("All of them"));
    content()->addWidget(pane, 1);
    setMinimumSize(px(640, this), px(400, this));
    resize(px(780, this), px(580, this));
}

void StepDialog::showParts(const QList<Plan> &plans)
{
    auto *card = new Card(Card::Ground::Base, this);
    auto *lines = new QVBoxLayout(card);
    lines->setContentsMargins(14, 12, 14, 12);
    lines->setSpacing(8);
    for (const Plan &plan : plans.first(std::min(plans.size(), maxParts))) {
        auto *line = new QHBoxLayout;
        line->setSpacing(10);
        auto *label = new Label(partWords(plan));
        label->setObjectName(u"stepPart"_s);
        label->setWordWrap(true);
        line->addWidget(
            new IconLabel(words::effectIcon(plan.operation, Effect::WillChange), Tone::Second), 0,
            Qt::AlignTop);
        line->addWidget(label, 1);
        lines->addLayout(line);
    }
    if (plans.size() > maxParts)
        lines->addWidget(new Label(
            tr("and %Ln more changes", nullptr, static_cast<int>(plans.size() - maxParts)),
            TypeRole::Body, Tone::Second));
    content()->addWidget(card);
    content()->addStretch(1);
    setMinimumWidth(px(520, this));
}

} // namespace segmentdesk
