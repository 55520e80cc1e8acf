// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/handler.h"
#include "ui/kit/theme.h"

#include <QWidget>

class QHBoxLayout;

namespace segmentdesk {

class IconLabel;
class Label;

/// A line above the panes for what must be decided or known before going on. Stays until it is
/// answered.
class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    struct Action
    {
        QString text;
        Handler<void()> run; ///< the bar is closed before it runs
        QString whyOff = {}; ///< as a sentence, its tooltip; empty: it is on
    };

    explicit NoticeBar(QWidget *parent = nullptr);

    /// @p tone: Warn or Err. Plain text. Replaces what was there.
    void announce(Tone tone, const QString &text, const QList<Action> &actions);
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Warn;
    IconLabel *m_icon;
    Label *m_text;
    QHBoxLayout *m_actions;
};

} // namespace segmentdesk
