// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace segmentdesk {

/// A bar with its numbers at the right ("5,000 of 12,340"), for the head of a page that is read.
class ProgressStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ProgressStrip(QWidget *parent = nullptr);

    /// total < 0: unknown length. The words at the right are made from the numbers.
    void setProgress(qint64 done, qint64 total);
    QProgressBar *bar() const { return m_bar; }

private:
    QProgressBar *m_bar;
    QLabel *m_label;
};

/// A bar of 6 pixels without text in the look of the program. maximum 0 = unknown length.
QProgressBar *makeProgressBar(QWidget *parent);
/// Sets the bar for any count (64 bits); total < 0 = unknown length.
void setProgress(QProgressBar *bar, qint64 done, qint64 total);

} // namespace segmentdesk
