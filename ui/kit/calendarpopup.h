// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/popupframe.h"

#include <QDate>

namespace segmentdesk {

class Label;
class MonthView;

/// A month to choose a day from, below a field. Enter or a click chooses, Esc closes.
class CalendarPopup : public PopupFrame
{
    Q_OBJECT

public:
    explicit CalendarPopup(QWidget *parent = nullptr);

    /// Opens at @p day, or at @p today if that is invalid.
    void openAt(QWidget *anchor, QDate day, QDate today);

Q_SIGNALS:
    /// An invalid day: any.
    void dayChosen(QDate day);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void choose(QDate day);

    MonthView *m_days;
    Label *m_title;
    QDate m_today;
};

} // namespace segmentdesk
