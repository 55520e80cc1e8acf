// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDate>
#include <QTableView>

namespace segmentdesk {

/// The days of a month in the locale's weeks. Arrows move on to other months; Page Up and Page Down
/// go by a month, with Ctrl by a year, Home and End to its ends.
class MonthView : public QTableView
{
    Q_OBJECT

public:
    explicit MonthView(QWidget *parent = nullptr);

    /// The day with the cursor; valid.
    QDate currentDay() const;
    void setCurrentDay(QDate day);
    /// Painted as the one that is set; may be invalid.
    void setChosenDay(QDate day);
    void setToday(QDate day);
    /// By what a key moves the cursor: the day, or an invalid one for any other key.
    static QDate moved(QDate day, const QKeyEvent &event, Qt::LayoutDirection direction);

    QSize sizeHint() const override;

Q_SIGNALS:
    void dayChosen(QDate day);
    void monthShown(QDate firstDay);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Days;

    void fitCells();

    Days *m_days;
};

} // namespace segmentdesk
