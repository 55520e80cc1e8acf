// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/start/tokenresult.h"

#include "ui/dialogs/errorpanel.h"
#include "ui/kit/label.h"
#include "ui/kit/typography.h"
#include "ui/start/scopelist.h"
#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QGraphicsOpacityEffect>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// Index in the stack.
enum ResultPage { NotTested, Report, Failure };

} // namespace

TokenResult::TokenResult(QWidget *parent) : QWidget(parent)
{
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(u"testResult"_s);

    auto *notTested = new QWidget;
    auto *steps = new QVBoxLayout(notTested);
    steps->setContentsMargins(0, 0, 0, 0);
    steps->setSpacing(6);
    auto *intro = new Label(
        tr("Test the connection, and it shows here scope by scope. Nothing is changed by the "
           "test."),
        TypeRole::Body, Tone::Second, notTested);
    intro->setWordWrap(true);
    steps->addWidget(intro);
    steps->addSpacing(12);
    steps->addWidget(new Label(tr("How to get a token"), TypeRole::Strong, Tone::Text, notTested));
    int number = 0;
    const QStringList list = words::tokenSteps();
    for (const QString &step : list) {
        ++number;
        auto *line = new Label(tr("%1. %2").arg(words::count(number), step), TypeRole::Body,
                               Tone::Text, notTested);
        line->setWordWrap(true);
        steps->addWidget(line);
    }
    steps->addStretch(1);

    auto *report = new QWidget;
    m_scopes = new ScopeList(report);
    auto *inReport = new QVBoxLayout(report);
    inReport->setContentsMargins(0, 0, 0, 0);
    inReport->addWidget(m_scopes);
    inReport->addStretch(1);

    auto *failure = new QWidget;
    m_error = new ErrorPanel(failure);
    m_error->setObjectName(u"testError"_s);
    auto *inFailure = new QVBoxLayout(failure);
    inFailure->setContentsMargins(0, 0, 0, 0);
    inFailure->addWidget(m_error);
    inFailure->addStretch(1);

    m_stack->insertWidget(NotTested, notTested);
    m_stack->insertWidget(Report, report);
    m_stack->insertWidget(Failure, failure);

    m_verdict = new Label(QString(), TypeRole::Body, Tone::Second, this);
    m_verdict->setObjectName(u"verdict"_s);
    m_verdict->setWordWrap(true);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(
        new Label(tr("What this token can do"), TypeRole::PaneTitle, Tone::Text, this));
    column->addSpacing(2);
    column->addWidget(m_verdict);
    column->addSpacing(14);
    column->addWidget(m_stack, 1);
    auto *inner = new QWidget(this);
    inner->setLayout(column);
    column->setContentsMargins(0, 0, 0, 0);
    inner->setMaximumWidth(px(768, this));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(32, 34, 32, 24);
    layout->addWidget(inner, 1000);
    layout->addStretch(1);
}

void TokenResult::setReport(const TokenReport &report)
{
    m_report = report;
    m_scopes->setReport(m_report);
}

void TokenResult::showError(const ApiError &error)
{
    // What the store says of token or address is an answer; an outage leaves the question open.
    m_couldTell = error.kind != ApiError::Kind::NoConnection
        && error.kind != ApiError::Kind::Timeout && error.kind != ApiError::Kind::RateLimited
        && error.kind != ApiError::Kind::ServerFailure;
    m_error->showError(error, WhatFailed::TestToken);
}

void TokenResult::showTested(Tested tested)
{
    const bool stale = tested == Tested::Stale;
    m_stack->setCurrentIndex(tested == Tested::Ok || stale  ? Report
                                 : tested == Tested::Failed ? Failure
                                                            : NotTested);
    if (stale && !m_scopes->graphicsEffect()) {
        auto *pale = new QGraphicsOpacityEffect(m_scopes);
        pale->setOpacity(0.45);
        m_scopes->setGraphicsEffect(pale);
    } else if (!stale) {
        m_scopes->setGraphicsEffect(nullptr);
    }
    switch (tested) {
    case Tested::Never:
        m_verdict->setText(QString());
        break;
    case Tested::Running:
        m_verdict->setText(tr("Asking the store…"));
        break;
    case Tested::Stale:
        m_verdict->setText(tr("Out of date: you changed the form after this test. Test again."));
        break;
    case Tested::Failed:
        m_verdict->setText(m_couldTell ? QString() : tr("The test could not tell."));
        break;
    case Tested::Ok:
        m_verdict->setText(ScopeList::verdict(m_report));
        break;
    }
    m_verdict->setTone(stale ? Tone::Warn : Tone::Second);
    m_verdict->setVisible(!m_verdict->text().isEmpty());
}

} // namespace segmentdesk
