// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/words/errorwords.h"

#include <QWidget>

namespace segmentdesk {

class Label;
class LinkButton;

/// A failure inside a dialog or page: what happened, what to do, and a link to the facts. Hidden
/// until there is one; said to screen readers when it appears.
class ErrorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ErrorPanel(QWidget *parent = nullptr);

    void showError(const ApiError &error, WhatFailed operation);
    /// @p details empty: no link.
    void showWords(const ErrorWords &words, const QString &details = {});
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ErrorWords m_words;
    QString m_details;
    Label *m_title;
    Label *m_text;
    LinkButton *m_link;
};

} // namespace segmentdesk
