// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace segmentdesk {

/// How much of the store's quota of requests is left: a small bar with its words beside it.
class QuotaGauge : public QWidget
{
    Q_OBJECT

public:
    explicit QuotaGauge(QWidget *parent = nullptr);

    /// quota <= 0: not known yet. resetSeconds < 0: not known. hourLeft: what is left of another
    /// quota, for an hour that rolls; < 0: there is none.
    void setQuota(int left, int quota, int resetSeconds, qint64 hourLeft = -1);
    /// Without the time, for narrow windows.
    void setShort(bool shortWords);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString words() const;
    void updateName();

    int m_left = 0;
    int m_quota = 0;
    int m_resetSeconds = -1;
    qint64 m_hourLeft = -1;
    bool m_short = false;
};

} // namespace segmentdesk
