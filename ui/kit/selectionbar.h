// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/fitrow.h"

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
    /// Which of the widgets go where there is no room for all, the first one first. @p rest is
    /// shown while some of them are not, or if it is wanted anyway.
    void setDroppable(const QList<Droppable> &droppable, QWidget *rest, bool restWanted);

Q_SIGNALS:
    void selectAllRequested();
    void clearRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QHBoxLayout *m_actions;
    QLabel *m_count;
    LinkButton *m_all;
    QToolButton *m_clear;
    QList<Droppable> m_droppable;
    QWidget *m_rest = nullptr;
    bool m_hasMore = false; ///< not all are selected
    bool m_restWanted = false;
};

} // namespace segmentdesk
