// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/tokencheck.h"
#include "models/domain/result.h"

#include <QWidget>

class QStackedWidget;

namespace segmentdesk {

class ErrorPanel;
class Label;
class ScopeList;

/// What the test of a token found: how to get one, what it may do, or why the test failed.
class TokenResult : public QWidget
{
    Q_OBJECT

public:
    enum class Tested { Never, Running, Stale, Failed, Ok };

    explicit TokenResult(QWidget *parent = nullptr);

    /// Set before the state that shows it.
    void setReport(const TokenReport &report);
    void showError(const ApiError &error);
    void showTested(Tested tested);

private:
    TokenReport m_report;
    QStackedWidget *m_stack;
    Label *m_verdict;
    ErrorPanel *m_error;
    ScopeList *m_scopes;
    bool m_couldTell = false; ///< of a test that failed: the store has answered
};

} // namespace segmentdesk
