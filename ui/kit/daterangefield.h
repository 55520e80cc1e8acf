// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/daterange.h"

#include <QWidget>

class QComboBox;

namespace segmentdesk {

class DateField;
class Label;
class LinkButton;

/// Days from one to another: usual ones to choose from, and two fields for any other. What is wrong
/// with them stands below in words; until it is right, the range that held still holds.
class DateRangeField : public QWidget
{
    Q_OBJECT

public:
    /// @p title: of what these days are, such as "Customer since".
    explicit DateRangeField(const QString &title, QWidget *parent = nullptr);

    const DateRange &range() const { return m_range; }
    /// Shows another range. One that is shown already leaves what is being typed alone.
    void setRange(const DateRange &range);
    /// Shows the range that holds, whatever is typed.
    void reset();
    /// Reads what is typed; false if that is no range, then the first wrong field has the focus.
    bool commit();
    /// For tests; else that of the clock.
    void setToday(QDate today);

Q_SIGNALS:
    /// By the user.
    void rangeChanged(const segmentdesk::DateRange &range);
    /// Enter, in a field that is right.
    void accepted();
    /// Words below the fields came or went.
    void heightChanged();

private:
    struct Usual
    {
        QString title;
        QString phrase; ///< for DateReader
    };

    static QList<Usual> usualRanges();
    void typed();
    void usualChosen(int index);
    void showUsual();
    void showProblem();
    DateRange of(const Usual &usual) const;

    DateRange m_range;
    QComboBox *m_usual;
    DateField *m_first;
    DateField *m_last;
    Label *m_problem;
    LinkButton *m_swap;
};

} // namespace segmentdesk
