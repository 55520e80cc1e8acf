// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace segmentdesk {

class LinkButton;

/// The bar above a table while rows are selected: how many, select all, what to do with them.
class SelectionBar : public QWidget
{
    Q_OBJECT

public:
    explicit SelectionBar(QWidget *parent = nullptr);

    void setCounts(qint64 selected, qint64 total);
    /// Adds a button or another widget at the right, before the ✕.
    void addWidget(QWidget *widget);

Q_SIGNALS:
    void selectAllRequested();
    void clearRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_actions;
    QLabel *m_count;
    LinkButton *m_all;
    QToolButton *m_clear;
};

} // namespace segmentdesk
