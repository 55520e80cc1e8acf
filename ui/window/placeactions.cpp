// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/placeactions.h"

#include "models/session/storesession.h"
#include "models/tables/peopletablemodel.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/commands/storecommands.h"
#include "ui/kit/messagebar.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/window/storeview.h"
#include "ui/window/targetpicker.h"

#include <QApplication>
#include <QClipboard>

namespace segmentdesk {

PlaceActions::PlaceActions(StoreView &view, TargetPicker &picker)
    : QObject(&view), m_view(view), m_picker(picker)
{
}

bool PlaceActions::hasSelection() const
{
    return !m_view.isHistoryOpen() && !m_view.isOverlapOpen()
        && m_view.page()->table()->selectedRowCount() > 0;
}

bool PlaceActions::canRemove() const
{
    return m_view.place().isSegment() && hasSelection() && !m_view.isOverlapOpen();
}

void PlaceActions::removeSelected()
{
    if (canRemove())
        m_view.commands().members().remove(m_view.page()->selection());
}

void PlaceActions::addSelectedTo(QWidget *anchor)
{
    const PeopleSelection selection = m_view.page()->selection();
    if (selection.isEmpty())
        return;
    QSet<SegmentId> hidden;
    if (m_view.place().isSegment())
        hidden.insert(m_view.place().segment);
    m_picker.pick(
        anchor, hidden,
        [this, selection](SegmentId segment) {
            m_view.commands().members().addTo(segment, selection);
        },
        [this, selection](const QString &name) {
            m_view.commands().segments().newSegment(name, selection);
        });
}

void PlaceActions::moveSelectedTo(QWidget *anchor)
{
    const PeopleSelection selection = m_view.page()->selection();
    if (selection.isEmpty() || !m_view.place().isSegment())
        return;
    m_picker.pick(anchor, {m_view.place().segment},
                  [this, selection](SegmentId segment) {
                      m_view.commands().members().moveTo(segment, selection);
                  },
                  {});
}

void PlaceActions::createProfiles()
{
    m_view.commands().profiles().createProfiles(hasSelection() ? m_view.page()->selection()
                                                               : PeopleSelection());
}

void PlaceActions::deleteSelectedProfiles()
{
    m_view.commands().profiles().deleteProfiles(m_view.page()->selection());
}

void PlaceActions::copySelected()
{
    m_view.commands().files().copyIds(m_view.page()->selection());
}

void PlaceActions::paste()
{
    const QString text = QApplication::clipboard()->text();
    if (!m_view.place().isSegment())
        return;
    if (text.trimmed().isEmpty())
        m_view.commands().messageBar()->announce(
            u"info"_s, Tone::OnTip, tr("There is nothing to add in the clipboard"), {});
    else
        m_view.commands().members().addPeople(m_view.place().segment, text);
}

void PlaceActions::exportPeople()
{
    PeopleSelection selection = m_view.page()->selection();
    const bool part =
        m_view.place().kind == PeopleListKey::Kind::Search || !m_view.place().filter.isEmpty();
    // Of a search or a filtered list, what is shown is meant: the copy finds it again, and where
    // there is none it is read as it was found.
    if (selection.isEmpty() && part) {
        selection = m_view.page()->everybody();
        if (m_view.sources().isComplete() && m_view.session().mirror())
            selection.count = 0;
    }
    m_view.commands().files().exportPeople(m_view.place(), selection, shownFor(m_view.place()));
}

void PlaceActions::exportMatrix()
{
    m_view.commands().files().exportMatrix(shownFor(m_view.place()));
}

ShownList PlaceActions::shownFor(const PeopleListKey &at) const
{
    constexpr int previewed = 5;
    ShownList shown;
    shown.segments = m_view.sidebar()->list()->selectedSegments();
    if (shown.segments.size() < 2)
        shown.segments.clear(); // the open one is always selected
    if (at != m_view.place())
        return shown;
    shown.order = m_view.page()->order();
    shown.direction = m_view.page()->direction();
    for (int row = 0; row < previewed; ++row) {
        if (const Person *person = m_view.page()->model()->rowAt(row))
            shown.first.append(*person);
    }
    return shown;
}

void PlaceActions::importFile(const QString &path)
{
    if (m_view.place().isSegment()) {
        m_view.commands().files().importFile(m_view.place().segment, path);
        return;
    }
    if (m_view.segments().state() == SegmentListModel::State::Loading) {
        // Given on the command line: the list to choose from is on its way.
        connect(
            &m_view.segments(), &SegmentListModel::stateChanged, this,
            [this, path] { importFile(path); }, Qt::SingleShotConnection);
        return;
    }
    m_picker.pick(
        nullptr, {},
        [this, path](SegmentId segment) { m_view.commands().files().importFile(segment, path); },
        {});
}

void PlaceActions::renameSegment()
{
    if (!m_view.place().isSegment())
        return;
    SegmentListView *list = m_view.sidebar()->list();
    const int row = m_view.sidebar()->model()->rowOf(m_view.place());
    if (row < 0) {
        m_view.commands().segments().editSegment(m_view.place().segment);
        return;
    }
    list->setFocus(Qt::ShortcutFocusReason);
    list->setCurrentIndex(m_view.sidebar()->model()->index(row));
    list->renameCurrent();
}

void PlaceActions::mergeSegment(SegmentId segment)
{
    m_picker.pick(nullptr, {segment},
                  [this, segment](SegmentId target) {
                      m_view.commands().segments().mergeInto(segment, target);
                  },
                  {});
}

QList<SegmentId> PlaceActions::chosenSegments() const
{
    QList<SegmentId> segments = m_view.sidebar()->list()->selectedSegments();
    if (segments.size() < 2 && m_view.place().isSegment() && !m_view.isOverlapOpen())
        segments = {m_view.place().segment};
    return segments;
}

void PlaceActions::compareSelected()
{
    m_view.compare(chosenSegments());
}

} // namespace segmentdesk
