// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDate>
#include <QLineEdit>

class QAction;

namespace segmentdesk {

class CalendarPopup;

/// A day, typed or chosen, or any day while it is empty. Takes what DateReader takes. What is typed
/// holds when the field is left or Enter is pressed; what is no day stays as it was typed, with a
/// problem in words. Up and Down go by a day, Page Up and Page Down by a month; Alt+Down opens the
/// calendar; Esc brings back what was there before typing.
class DateField : public QLineEdit
{
    Q_OBJECT

public:
    /// Which day of "2023" or "last month" is meant.
    enum class End { First, Last };

    /// @p name: for screen readers.
    explicit DateField(const QString &name, End end = End::First, QWidget *parent = nullptr);

    /// The day that holds; invalid: any.
    QDate date() const { return m_date; }
    /// Also forgets what is typed and its problem.
    void setDate(QDate date);
    /// Reads what is typed. False if it is no day: the day that held still holds.
    bool commit();
    /// Why what is typed is no day; one or two sentences, or empty.
    QString problem() const { return m_problem; }
    /// Red, though the day is one: of two fields that do not fit each other.
    void setWrong(bool wrong);
    /// For tests; else that of the clock.
    void setToday(QDate today) { m_today = today; }
    QDate today() const { return m_today.isValid() ? m_today : QDate::currentDate(); }

    QSize sizeHint() const override;

Q_SIGNALS:
    /// By the user.
    void dateChanged(QDate date);
    void problemChanged(const QString &problem);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void accept(QDate date);
    void show(QDate date);
    void setProblem(const QString &problem);
    void openCalendar();
    void step(qint64 days, int months);

    End m_end;
    QDate m_date;
    QDate m_today;
    QString m_problem;
    bool m_wrong = false;
    QAction *m_clear;
    QAction *m_open;
    CalendarPopup *m_calendar = nullptr; ///< made when it is first opened
};

} // namespace segmentdesk
