// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/start/scopelist.h"

#include "ui/dialogs/errordetailsdialog.h"
#include "ui/kit/badge.h"
#include "ui/kit/label.h"
#include "ui/kit/linkbutton.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

using State = TokenReport::Check::State;

ScopeList::ScopeList(QWidget *parent) : Card(Ground::Base, parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(u"scopeList"_s);
    setAccessibleName(tr("What this token can do"));
    m_layout->setContentsMargins(1, 1, 1, 1);
    m_layout->setSpacing(0);
}

ScopeList::Status ScopeList::statusOf(const TokenReport::Check &check)
{
    switch (check.state) {
    case State::Works:
        return Status::Works;
    case State::Denied:
        return Status::Missing;
    case State::Unknown:
        return check.error ? Status::Failed : Status::NotTried;
    }
    return Status::NotTried;
}

bool ScopeList::isUsable(const TokenReport &report)
{
    return report.segments.state == State::Works;
}

bool ScopeList::isComplete(const TokenReport &report)
{
    const auto fine = [](const TokenReport::Check &check) {
        return statusOf(check) == Status::Works || statusOf(check) == Status::NotTried;
    };
    return report.customers.state == State::Works && isUsable(report) && fine(report.members)
        && fine(report.write);
}

QString ScopeList::verdict(const TokenReport &report)
{
    if (!isUsable(report))
        return tr("This token cannot be used: it cannot list segments.");
    if (isComplete(report))
        return tr("This token can do everything that Segment Desk needs.");
    const bool missing =
        statusOf(report.members) == Status::Missing || statusOf(report.write) == Status::Missing;
    if (missing)
        return tr("This token can read. Changes need one more scope.");
    return tr("This token works, but not everything could be tested.");
}

void ScopeList::setReport(const TokenReport &report)
{
    qDeleteAll(m_rows);
    m_rows.clear();
    const auto badge = [](Status status) {
        switch (status) {
        case Status::Works:
            return tr("Works");
        case Status::Missing:
            return tr("Not allowed");
        case Status::Failed:
            return tr("Unknown");
        case Status::NotTried:
            return tr("Not tested");
        }
        return QString();
    };

    // Both are needed to read; the first that does not work says why.
    Row read;
    const TokenReport::Check &reading =
        report.segments.state == State::Works ? report.customers : report.segments;
    read.objectName = u"scopeRead"_s;
    read.title = tr("Read customers and list segments");
    read.scope = tr("Customers: read-only");
    read.status = statusOf(reading);
    read.badge = badge(read.status);
    read.error = reading.error;
    if (read.status == Status::Works) {
        QStringList facts;
        if (report.customersTotal >= 0)
            facts.append(words::customers(report.customersTotal));
        if (report.segmentsTotal >= 0)
            facts.append(words::segments(report.segmentsTotal));
        if (report.quota > 0 && report.window.count() > 0)
            facts.append(tr("quota %1 per %2")
                             .arg(words::requests(report.quota), words::duration(report.window)));
        read.text = facts.isEmpty() ? QString() : facts.join(u", "_s) + u'.';
    } else if (reading.error) {
        read.text = words::errorWords(*reading.error,
                                      &reading == &report.segments ? WhatFailed::ReadSegments
                                                                   : WhatFailed::ReadCustomers)
                        .sentence();
    }
    addRow(read);

    Row members;
    members.objectName = u"scopeMembers"_s;
    members.title = tr("See who is in a segment");
    members.scope = tr("Customers: modify");
    members.status = statusOf(report.members);
    members.error = report.members.error;
    members.badge =
        members.status == Status::Missing ? tr("Cannot see members") : badge(members.status);
    switch (members.status) {
    case Status::Works:
        members.text = tr("Members of segments can be listed.");
        break;
    case Status::Missing:
        members.text = tr("This token can list segments but cannot see their members.");
        break;
    case Status::Failed:
        members.text = words::errorWords(*report.members.error, WhatFailed::ReadMembers).sentence();
        break;
    case Status::NotTried:
        members.text = report.segmentsTotal == 0
            ? tr("The store has no segment to test this with.")
            : tr("Not tested, because segments cannot be listed.");
        break;
    }
    Row write;
    write.objectName = u"scopeWrite"_s;
    write.title = tr("Change segments and profiles");
    write.scope = tr("Customers: modify");
    write.status = statusOf(report.write);
    write.error = report.write.error;
    write.badge = write.status == Status::Missing ? tr("Cannot make changes") : badge(write.status);
    switch (write.status) {
    case Status::Works:
        write.text = tr("Tested with a request that changes nothing.");
        break;
    case Status::Missing:
        write.text = tr("This token cannot change anything.");
        break;
    case Status::Failed:
        write.text = words::errorWords(*report.write.error, WhatFailed::TestToken).sentence();
        break;
    case Status::NotTried:
        write.text = tr("The first change will show it.");
        break;
    }
    // The same scope is missing for both: how to get it is said once.
    write.steps = write.status == Status::Missing;
    members.steps = members.status == Status::Missing && !write.steps;
    addRow(members);
    addRow(write);
}

void ScopeList::addRow(const Row &row)
{
    auto *widget = new QWidget(this);
    widget->setObjectName(row.objectName);
    widget->setAccessibleName(row.title + u": "_s + row.badge);
    QString icon;
    Tone tone = Tone::Neutral;
    switch (row.status) {
    case Status::Works:
        icon = u"check-circle"_s;
        tone = Tone::Ok;
        break;
    case Status::Missing:
        icon = u"warning"_s;
        tone = Tone::Warn;
        break;
    case Status::Failed:
        icon = u"question"_s;
        tone = Tone::Warn;
        break;
    case Status::NotTried:
        icon = u"minus-circle"_s;
        break;
    }

    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    auto *badge = new Badge(widget);
    badge->set(QString(), tone, row.badge);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    auto *title = new Label(row.title, TypeRole::Strong, Tone::Text, widget);
    title->setWordWrap(true);
    head->addWidget(title, 1);
    head->addWidget(badge, 0, Qt::AlignTop);
    texts->addLayout(head);
    texts->addWidget(new Label(row.scope, TypeRole::Caption, Tone::Third, widget));
    if (!row.text.isEmpty()) {
        auto *text = new Label(row.text, TypeRole::Body,
                               row.status == Status::Missing ? Tone::Text : Tone::Second, widget);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        texts->addSpacing(4);
        texts->addWidget(text);
    }
    const QStringList steps = words::tokenSteps();
    if (row.steps) {
        auto *box = new Card(Card::Ground::Warn, widget);
        auto *inBox = new QVBoxLayout(box);
        inBox->setContentsMargins(12, 10, 12, 10);
        inBox->setSpacing(3);
        inBox->addWidget(new Label(tr("What to do"), TypeRole::Strong, Tone::Text, box));
        int number = 0;
        for (const QString &step : steps) {
            ++number;
            auto *line = new Label(tr("%1. %2").arg(words::count(number), step), TypeRole::Body,
                                   Tone::Text, box);
            line->setWordWrap(true);
            inBox->addWidget(line);
        }
        texts->addSpacing(8);
        texts->addWidget(box);
    }
    auto *links = new QHBoxLayout;
    links->setSpacing(12);
    if (row.steps) {
        auto *copy = new LinkButton(u"copy"_s, tr("Copy these steps"), widget);
        copy->setObjectName(u"copySteps"_s);
        connect(copy, &QPushButton::clicked, this,
                [steps] { QGuiApplication::clipboard()->setText(steps.join(u'\n')); });
        links->addWidget(copy);
    }
    if (row.error) {
        const QString text = row.error->httpStatus > 0
            ? tr("Details (%1)").arg(QString::number(row.error->httpStatus))
            : tr("Details");
        auto *details = new LinkButton(u"info"_s, text, widget);
        details->setObjectName(row.objectName + u"Details"_s);
        connect(details, &QPushButton::clicked, this, [this, row] {
            auto *dialog = new ErrorDetailsDialog({row.title, row.text, {}},
                                                  words::errorDetails(*row.error), window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
        links->addWidget(details);
    }
    if (links->isEmpty()) {
        delete links;
    } else {
        links->addStretch(1);
        texts->addSpacing(6);
        texts->addLayout(links);
    }

    auto *inRow = new QHBoxLayout;
    inRow->setContentsMargins(16, 14, 16, 14);
    inRow->setSpacing(12);
    inRow->addWidget(new IconLabel(icon, tone, 20, widget), 0, Qt::AlignTop);
    inRow->addLayout(texts, 1);
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    if (!m_rows.isEmpty())
        layout->addWidget(new Line(Qt::Horizontal, widget));
    layout->addLayout(inRow);
    m_layout->addWidget(widget);
    m_rows.append(widget);
    widget->show();
}

} // namespace segmentdesk
