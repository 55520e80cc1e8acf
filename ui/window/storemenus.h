// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "ui/selection/peoplelistkey.h"

#include <QObject>

class QMenu;
class QPoint;
class QWidget;

namespace segmentdesk {

class SegmentColors;
class StoreView;
class TargetPicker;
class WriteGate;

/// The context menus of an open store.
class StoreMenus : public QObject
{
    Q_OBJECT

public:
    StoreMenus(StoreView &view, TargetPicker &picker, SegmentColors &colors,
               const WriteGate &writeGate);

    void segmentMenu(const PeopleListKey &place, const QPoint &at);
    /// Of several segments that are selected.
    void segmentsMenu(const QList<SegmentId> &segments, const QPoint &at);
    /// Of a segment that is compared.
    void chipMenu(SegmentId segment, const QPoint &at);
    void peopleMenu(const QPoint &at);
    /// Of the open place, where no one is selected in it.
    void groundMenu(const QPoint &at);
    void pageMenu(QWidget *anchor);
    void moreMenu(QWidget *anchor);
    void columnsMenu(QWidget *anchor);

    /// Whether a place is open and in sight: menus do not offer to open it then.
    bool isShown(const PeopleListKey &place) const;

    void fillColumnsMenu(QMenu *menu);
    /// Colors for the segments that are selected in the sidebar, else for the open one.
    void fillColorMenu(QMenu *menu);

    /// Opens a menu that ends with its choice. What writes is off in it where the store cannot be
    /// written to.
    void popup(QMenu *menu, const QPoint &at) const;

private:
    QMenu *menuOf(const PeopleListKey &place);
    QMenu *menuOfOpenPlace();
    void addTableActions(QMenu *menu);
    void addColorMenu(QMenu *menu, const QList<SegmentId> &segments);
    void addPeopleActions(QMenu *menu, bool withRemove);

    StoreView &m_view;
    TargetPicker &m_picker;
    SegmentColors &m_colors;
    const WriteGate &m_writeGate;
};

} // namespace segmentdesk
