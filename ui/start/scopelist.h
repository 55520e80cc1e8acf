// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/tokencheck.h"
#include "ui/kit/card.h"

class QVBoxLayout;

namespace segmentdesk {

/// What a token may do, row by row: a badge, a sentence, and what to do where something is missing.
class ScopeList : public Card
{
    Q_OBJECT

public:
    explicit ScopeList(QWidget *parent = nullptr);

    void setReport(const TokenReport &report);

    /// Whether a store can be worked with at all: its segments can be listed.
    static bool isUsable(const TokenReport &report);
    /// Whether members and changes work too, as far as it could be tried.
    static bool isComplete(const TokenReport &report);
    /// The sentence above the list.
    static QString verdict(const TokenReport &report);

private:
    enum class Status { Works, Missing, Failed, NotTried };
    static Status statusOf(const TokenReport::Check &check);
    struct Row
    {
        QString objectName;
        QString title;
        QString scope;
        QString text;
        QString badge;
        Status status = Status::Works;
        std::optional<ApiError> error;
        bool steps = false; ///< say how to get the scope
    };
    void addRow(const Row &row);

    QVBoxLayout *m_layout;
    QList<QWidget *> m_rows;
};

} // namespace segmentdesk
