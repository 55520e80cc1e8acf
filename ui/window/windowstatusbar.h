// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

class QHBoxLayout;
class QWidget;

namespace segmentdesk {

class IconLabel;
class Label;
class Line;
class QuotaGauge;
class StoreView;

/// The status bar of a window: the store, its connections or a hint, the age of what is shown, the
/// quota.
class WindowStatusBar : public QObject
{
    Q_OBJECT

public:
    /// @p view: the open store that is shown, or null. Both must outlive it; widget() is a child of
    /// the widget it is put into.
    WindowStatusBar(QWidget &window, std::function<StoreView *()> view);

    QWidget *widget() const { return m_bar; }

    void setStore(const QString &label, const QString &icon);
    /// What the drag under way would do, as rich text; empty: nothing is dragged.
    void setHint(const QString &hint);
    /// Of what the pointer, or the open menu, is on.
    void setTip(const QString &tip);
    void update();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget &m_window;
    std::function<StoreView *()> m_view;
    QWidget *m_bar;
    QHBoxLayout *m_layout;
    IconLabel *m_storeIcon;
    Line *m_storeLine;
    Line *m_quotaLine;
    Label *m_storeName;
    Label *m_connections;
    Label *m_age;
    QuotaGauge *m_quota;
    QString m_hint;
    QString m_tip;
    QTimer m_timer;
};

} // namespace segmentdesk
