// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/window/actionset.h"

#include <QObject>
#include <QTimer>
#include <functional>

class QMenu;
class QToolButton;
class QWidget;

namespace segmentdesk {

class AccessChip;
class SearchField;
class StoreView;

/// The tool bar of a window: the store at the left, the search field in the middle, what is needed
/// most at the right.
class WindowToolBar : public QObject
{
    Q_OBJECT

public:
    /// @p view: the open store that is shown, or null. All must outlive it; widget() is a child of
    /// the widget it is put into.
    WindowToolBar(QWidget &window, const ActionSet &actions, QMenu *storeMenu,
                  std::function<StoreView *()> view);

    QWidget *widget() const { return m_bar; }
    SearchField *search() const { return m_search; }

    void setStore(const QString &label, const QString &icon);
    /// To be called after the actions were updated.
    void update(bool isReadOnly);
    void updateHistory(const StoreView *open);
    void updateSearchHint();
    void find();
    void findEverywhere();

Q_SIGNALS:
    void tokenChangeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    const ActionSet &m_actions;
    std::function<StoreView *()> m_view;
    QWidget *m_bar;
    QWidget *m_leftSide; ///< the store, and the chip
    QToolButton *m_storeButton;
    AccessChip *m_accessChip;
    SearchField *m_search;
    QTimer m_searchLater;
    QToolButton *m_undoButton;
    QToolButton *m_redoButton;
    QToolButton *m_compareButton;
    QToolButton *m_refreshButton;
    QToolButton *m_detailsButton;
};

} // namespace segmentdesk
