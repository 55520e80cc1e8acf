// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/storemenus.h"

#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/icon.h"
#include "ui/kit/writegate.h"
#include "ui/overlap/overlappage.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/segments/segmentcolors.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/window/panelayout.h"
#include "ui/window/placeactions.h"
#include "ui/window/storeview.h"
#include "ui/window/targetpicker.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace segmentdesk {

StoreMenus::StoreMenus(StoreView &view, TargetPicker &picker, SegmentColors &colors,
                       const WriteGate &writeGate)
    : QObject(&view), m_view(view), m_picker(picker), m_colors(colors), m_writeGate(writeGate)
{
}

void StoreMenus::popup(QMenu *menu, const QPoint &at) const
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_writeGate.keepOff(menu);
    menu->popup(at);
}

void StoreMenus::segmentMenu(const PeopleListKey &place, const QPoint &at)
{
    QMenu *menu = menuOf(place);
    // The row is lit for as long as its menu is open.
    connect(menu, &QMenu::aboutToHide, m_view.sidebar(), &SegmentSidebar::restoreRows);
    popup(menu, at);
}

bool StoreMenus::isShown(const PeopleListKey &place) const
{
    return place == m_view.place() && !m_view.isOverlapOpen() && !m_view.isHistoryOpen();
}

QMenu *StoreMenus::menuOf(const PeopleListKey &place)
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"segmentMenu"_s);
    if (!place.isSegment()) {
        WriteGate::writing(menu->addAction(Icon::get(u"plus"_s), tr("New segment…"), this,
                                           [this] { m_view.commands().segments().newSegment(); }));
        WriteGate::writing(
            menu->addAction(Icon::get(u"person-plus"_s), tr("Create profiles…"), this,
                            [this] { m_view.commands().profiles().createProfiles(); }));
        return menu;
    }
    const SegmentId id = place.segment;
    if (!isShown(place)) {
        menu->addAction(tr("Open"), this, [this, place] { m_view.open(place); })
            ->setObjectName(u"openAction"_s);
        menu->addSeparator();
    }
    WriteGate::writing(menu->addAction(Icon::get(u"plus"_s), tr("Add people…"), this,
                                       [this, id] { m_view.commands().members().addPeople(id); }));
    WriteGate::writing(menu->addAction(Icon::get(u"import"_s), tr("Import…"), this,
                                       [this, id] { m_view.commands().files().importFile(id); }));
    menu->addAction(Icon::get(u"export"_s), tr("Export…"), this, [this, place] {
        PeopleSelection none;
        none.total = m_view.sidebar()->model()->rowOf(place) < 0
            ? -1
            : m_view.segments()
                  .indexOf(place.segment)
                  .data(SegmentListModel::CountRole)
                  .toLongLong();
        m_view.commands().files().exportPeople(place, none, m_view.placeActions().shownFor(place));
    });
    WriteGate::writing(menu->addAction(tr("Add its members to…"), this, [this, id] {
        m_picker.pick(
            nullptr, {id},
            [this, id](SegmentId target) { m_view.commands().members().addSegmentTo(id, target); },
            {});
    }))->setEnabled(m_view.segments().rowCount() > 1);
    menu->addSeparator();
    WriteGate::writing(menu->addAction(Icon::get(u"pencil"_s), tr("Rename"),
                                       QKeySequence(Qt::Key_F2), this, [this, place] {
                                           m_view.open(place);
                                           m_view.placeActions().renameSegment();
                                       }));
    WriteGate::writing(menu->addAction(tr("Name and description…"), this, [this, id] {
        m_view.commands().segments().editSegment(id);
    }));
    addColorMenu(menu, {id});
    menu->addAction(tr("Copy segment ID"), this,
                    [id] { QApplication::clipboard()->setText(id.toString()); });
    menu->addSeparator();
    WriteGate::writing(
        menu->addAction(Icon::get(u"copies"_s), tr("Duplicate segment…"), this,
                        [this, id] { m_view.commands().segments().duplicateSegment(id); }));
    WriteGate::writing(menu->addAction(tr("Merge into…"), this, [this, id] {
        m_view.placeActions().mergeSegment(id);
    }))->setEnabled(m_view.segments().rowCount() > 1);
    menu->addSeparator();
    WriteGate::writing(menu->addAction(
        tr("Empty segment…"), this, [this, id] { m_view.commands().segments().emptySegment(id); }));
    WriteGate::writing(
        menu->addAction(Icon::get(u"trash"_s), tr("Delete segment…"), this,
                        [this, id] { m_view.commands().segments().deleteSegment(id); }));
    return menu;
}

void StoreMenus::segmentsMenu(const QList<SegmentId> &segments, const QPoint &at)
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"segmentsMenu"_s);
    menu->setToolTipsVisible(true);
    QAction *action = menu->addAction(Icon::get(u"overlap"_s),
                                      tr("Compare %1").arg(words::segments(segments.size())), this,
                                      [this, segments] { m_view.compare(segments); });
    action->setObjectName(u"compareAction"_s);
    action->setEnabled(m_view.sources().isComplete());
    action->setToolTip(m_view.sources().unavailableReason());
    addColorMenu(menu, segments);
    popup(menu, at);
}

void StoreMenus::addColorMenu(QMenu *menu, const QList<SegmentId> &segments)
{
    QMenu *colors = menu->addMenu(tr("Color"));
    colors->setObjectName(u"segmentColorMenu"_s);
    m_colors.fillMenu(colors, segments);
}

void StoreMenus::chipMenu(SegmentId segment, const QPoint &at)
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"compareChipMenu"_s);
    menu->addAction(tr("Open"), this, [this, segment] { m_view.open(PeopleListKey::of(segment)); });
    addColorMenu(menu, {segment});
    menu->addSeparator();
    menu->addAction(Icon::get(u"close"_s), tr("Remove from the comparison") + u"\tDel"_s, this,
                    [this, segment] { m_view.overlap()->remove(segment); });
    popup(menu, at);
}

void StoreMenus::fillColorMenu(QMenu *menu)
{
    m_colors.fillMenu(menu, m_view.placeActions().chosenSegments());
}

void StoreMenus::addPeopleActions(QMenu *menu, bool withRemove)
{
    const bool any = m_view.placeActions().hasSelection();
    const bool withoutProfile = m_view.place().kind == PeopleListKey::Kind::WithoutProfile;
    if (withoutProfile) {
        WriteGate::writing(menu->addAction(Icon::get(u"person-plus"_s), tr("Create profiles…"),
                                           this,
                                           [this] { m_view.placeActions().createProfiles(); }))
            ->setEnabled(any);
    } else {
        WriteGate::writing(
            menu->addAction(Icon::get(u"person-plus"_s), tr("Add to a segment…"), this,
                            [this] { m_view.placeActions().addSelectedTo(nullptr); }))
            ->setEnabled(any);
    }
    if (m_view.place().isSegment()) {
        WriteGate::writing(
            menu->addAction(Icon::get(u"arrow-right"_s), tr("Move to a segment…"), this,
                            [this] { m_view.placeActions().moveSelectedTo(nullptr); }))
            ->setEnabled(any);
    }
    if (withRemove && m_view.place().isSegment()) {
        QAction *remove = WriteGate::writing(
            menu->addAction(Icon::get(u"person-minus"_s),
                            tr("Remove from %1")
                                .arg(words::buttonText(words::shortened(
                                    m_view.segments().nameOf(m_view.place().segment), 30))),
                            QKeySequence(Qt::Key_Delete), this,
                            [this] { m_view.placeActions().removeSelected(); }));
        remove->setEnabled(any);
    }
    menu->addAction(Icon::get(u"export"_s), tr("Export…"), this,
                    [this] { m_view.placeActions().exportPeople(); });
    menu->addAction(Icon::get(u"copy"_s), tr("Copy customer IDs"), QKeySequence::Copy, this,
                    [this] { m_view.placeActions().copySelected(); })
        ->setEnabled(any);
    if (!withoutProfile) {
        menu->addSeparator();
        WriteGate::writing(
            menu->addAction(Icon::get(u"trash"_s), tr("Delete profiles…"), this,
                            [this] { m_view.placeActions().deleteSelectedProfiles(); }))
            ->setEnabled(any);
    }
}

void StoreMenus::peopleMenu(const QPoint &at)
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"peopleMenu"_s);
    addPeopleActions(menu, true);
    menu->addSeparator();
    addTableActions(menu);
    popup(menu, at);
}

void StoreMenus::addTableActions(QMenu *menu)
{
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, this,
                    [this] { m_view.page()->selectAll(); })
        ->setEnabled(m_view.page()->model()->rowCount() > 0);
    if (!m_view.panes().isDetailsOpen())
        menu->addAction(tr("Show details"), QKeySequence(Qt::Key_F4), this,
                        [this] { m_view.panes().setDetailsOpen(true); });
}

void StoreMenus::groundMenu(const QPoint &at)
{
    QMenu *menu = menuOfOpenPlace();
    menu->addSeparator();
    addTableActions(menu);
    popup(menu, at);
}

void StoreMenus::moreMenu(QWidget *anchor)
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"moreMenu"_s);
    addPeopleActions(menu, true);
    popup(menu, anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

void StoreMenus::pageMenu(QWidget *anchor)
{
    popup(menuOfOpenPlace(), anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

QMenu *StoreMenus::menuOfOpenPlace()
{
    if (m_view.place().isSegment())
        return menuOf(m_view.place());
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"pageMenu"_s);
    menu->addAction(Icon::get(u"refresh"_s), tr("Refresh"), QKeySequence::Refresh, this,
                    [this] { m_view.refresh(); });
    menu->addAction(Icon::get(u"export"_s), tr("Export…"), this,
                    [this] { m_view.placeActions().exportPeople(); });
    WriteGate::writing(menu->addAction(Icon::get(u"person-plus"_s), tr("Create profiles…"), this,
                                       [this] { m_view.placeActions().createProfiles(); }));
    return menu;
}

void StoreMenus::fillColumnsMenu(QMenu *menu)
{
    menu->clear();
    using Column = PeopleTableModel::Column;
    PeopleTable *table = m_view.page()->table();
    for (int column = 0; column < PeopleTableModel::columns; ++column) {
        if (column == int(Column::Box))
            continue;
        QAction *action =
            menu->addAction(m_view.page()->model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(table->isColumnWanted(column));
        action->setEnabled(column != int(Column::Name) && column != int(Column::Email));
        connect(action, &QAction::toggled, this,
                [table, column](bool wanted) { table->setColumnWanted(column, wanted); });
    }
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), this, [table] { table->resetColumns(); });
    QAction *compact = menu->addAction(tr("Compact rows"));
    compact->setCheckable(true);
    compact->setChecked(m_view.panes().isCompact());
    connect(compact, &QAction::toggled, &m_view.panes(), &PaneLayout::setCompact);
}

void StoreMenus::columnsMenu(QWidget *anchor)
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"columnsMenu"_s);
    fillColumnsMenu(menu);
    popup(menu, anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
}

} // namespace segmentdesk
