// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/window/searchactions.h"

#include "models/tables/segmentlistmodel.h"
#include "ui/commands/storecommands.h"
#include "ui/dialogs/savesearchdialog.h"
#include "ui/kit/icon.h"
#include "ui/kit/messagebar.h"
#include "ui/kit/writegate.h"
#include "ui/people/peoplepage.h"
#include "ui/people/peoplesources.h"
#include "ui/segments/savedsearches.h"
#include "ui/segments/segmentsidebar.h"
#include "ui/segments/sidebarmodel.h"
#include "ui/window/storemenus.h"
#include "ui/window/storeview.h"
#include "ui/window/targetpicker.h"
#include "ui/words/words.h"

#include <QDate>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace segmentdesk {

SearchActions::SearchActions(StoreView &view, SavedSearches &searches, StoreMenus &menus,
                             TargetPicker &picker)
    : m_view(view), m_searches(searches), m_menus(menus), m_picker(picker)
{
    SidebarModel *model = m_view.sidebar()->model();
    model->setSearches(m_searches.all());
    connect(&m_searches, &SavedSearches::changed, this, [this, model] {
        model->setSearches(m_searches.all());
        countSearches();
    });
    // The list starts over with the new name, which its editor must not see.
    connect(model, &SidebarModel::searchRenameRequested, this, &SearchActions::renameSearch,
            Qt::QueuedConnection);
    SegmentListView *list = m_view.sidebar()->list();
    connect(list, &SegmentListView::searchMenuRequested, this, &SearchActions::searchMenu);
    connect(list, &SegmentListView::searchDeleteRequested, this, &SearchActions::deleteSearch);
    connectPage();
}

SearchActions::~SearchActions() = default;

void SearchActions::connectPage()
{
    const PeoplePage *page = m_view.page();
    connect(page, &PeoplePage::saveSearchRequested, this, &SearchActions::saveSearch);
    connect(page, &PeoplePage::searchCleared, this, &SearchActions::closeSearch);
    connect(page, &PeoplePage::searchScopeChosen, this, [this](bool everywhere) {
        m_everywhere = everywhere;
        search(m_view.place().text);
    });
    connect(page, &PeoplePage::searchEverywhereRequested, this, &SearchActions::searchEverywhere);
}

void SearchActions::noteOpened(const PeopleListKey &place)
{
    if (place.kind != PeopleListKey::Kind::Search) {
        m_beforeSearch = place;
        m_everywhere = false;
    }
    m_view.page()->setSearchScope(m_beforeSearch.isSegment() ? m_beforeSearch.segment
                                                             : SegmentId());
}

void SearchActions::search(const QString &text)
{
    const PeopleListKey &place = m_view.place();
    if (text.trimmed().isEmpty()) {
        if (place.kind == PeopleListKey::Kind::Search
            && (!place.text.isEmpty() || place.filter.isEmpty()))
            m_view.open(m_beforeSearch);
    } else {
        // Only the copy can search in a segment.
        const bool inSegment =
            m_beforeSearch.isSegment() && !m_everywhere && m_view.sources().isComplete();
        m_view.open(PeopleListKey::search(text.trimmed(),
                                          inSegment ? m_beforeSearch.segment : SegmentId()));
    }
}

void SearchActions::searchEverywhere()
{
    m_everywhere = true; // also what is typed next, until another place is opened
    const PeopleListKey &place = m_view.place();
    const bool inSegment = place.kind == PeopleListKey::Kind::Search && !place.segment.isNull()
        && place.title.isEmpty();
    if (!inSegment || place.text.isEmpty())
        return;
    m_view.open(PeopleListKey::search(place.text));
    m_view.page()->focusContent();
}

void SearchActions::closeSearch()
{
    // What was typed goes back to where it was begun; a saved search was opened from anywhere.
    const bool wasTyped = m_view.place().title.isEmpty();
    const PeopleListKey back = wasTyped ? m_beforeSearch : PeopleListKey::allProfiles();
    Q_EMIT searchClosed();
    m_view.open(back);
    m_view.page()->focusContent(); // the button that closed it is gone
}

void SearchActions::renameSearch(const QUuid &id, const QString &name)
{
    const SavedSearch *search = m_searches.find(id);
    const bool open = search
        && m_view.place()
            == PeopleListKey::found(search->filterOn(QDate::currentDate()), search->name);
    if (!m_searches.rename(id, name)) {
        m_view.commands().messageBar()->announce(
            u"warning"_s, Tone::Warn,
            tr("Another saved search is named %1").arg(words::quoted(name)), {});
        return;
    }
    search = m_searches.find(id);
    if (open && search)
        m_view.open(PeopleListKey::found(search->filterOn(QDate::currentDate()), search->name));
}

QString SearchActions::fullWords()
{
    return tr("There are %1 saved searches already; delete one first.")
        .arg(words::count(SavedSearches::maxSearches));
}

void SearchActions::saveSearch()
{
    if (m_searches.isFull()) {
        m_view.commands().messageBar()->announce(u"warning"_s, Tone::Warn, fullWords(), {});
        return;
    }
    QStringList parts = m_view.page()->filterTexts();
    if (m_view.place().isSegment())
        parts.prepend(m_view.segments().nameOf(m_view.place().segment));
    if (!m_view.place().text.isEmpty())
        parts.prepend(m_view.place().text);
    auto *dialog = new SaveSearchDialog(
        m_searches.freeName(parts.join(u", "_s)), SavedSearches::maxName,
        [this](const QString &name) { return m_searches.isTaken(name); }, &m_view);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // What was asked for when the dialog was opened. The list stays where it is.
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, filter = m_view.place().wholeFilter()] {
                const SavedSearch *saved = m_searches.find(m_searches.add(dialog->name(), filter));
                if (!saved)
                    return;
                m_view.commands().messageBar()->announce(
                    u"check-circle"_s, Tone::Ok,
                    tr("Saved the search %1").arg(words::quoted(saved->name)),
                    {{tr("Open"), [this, id = saved->id] { openSearch(id); }}});
            });
    dialog->open();
}

void SearchActions::openSearch(const QUuid &id)
{
    const SavedSearch *search = m_searches.find(id);
    if (!search)
        return;
    const PeopleListKey found =
        PeopleListKey::found(search->filterOn(QDate::currentDate()), search->name);
    Q_EMIT searchClosed();
    m_view.open(found);
}

void SearchActions::searchMenu(const QUuid &id, const QPoint &at)
{
    const SavedSearch *search = m_searches.find(id);
    if (!search)
        return;
    const PeopleListKey found =
        PeopleListKey::found(search->filterOn(QDate::currentDate()), search->name);
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(u"searchMenu"_s);
    menu->setToolTipsVisible(true);
    if (!m_menus.isShown(found)) {
        menu->addAction(tr("Open"), this, [this, id] { openSearch(id); })
            ->setObjectName(u"openAction"_s);
        menu->addSeparator();
    }
    QAction *apply = WriteGate::writing(
        menu->addAction(Icon::get(u"people"_s), tr("Apply to a segment…"), this, [this, found] {
            m_picker.pick(nullptr, {},
                          [this, found](SegmentId segment) { applySearch(found, segment); }, {});
        }));
    apply->setObjectName(u"applySearchAction"_s);
    apply->setEnabled(m_view.sources().isComplete() && m_view.segments().rowCount() > 0);
    apply->setToolTip(m_view.sources().unavailableReason());
    menu->addSeparator();
    // The keys belong to the list; the entries only name them.
    menu->addAction(Icon::get(u"pencil"_s), tr("Rename") + u"\tF2"_s, this, [this, id] {
        m_view.sidebar()->list()->setFocus(Qt::OtherFocusReason);
        m_view.sidebar()->list()->renameRow(m_view.sidebar()->model()->rowOfSearch(id));
    });
    menu->addAction(Icon::get(u"trash"_s), tr("Delete search") + u"\tDel"_s, this,
                    [this, id] { deleteSearch(id); });
    m_menus.popup(menu, at);
}

void SearchActions::applySearch(const PeopleListKey &found, SegmentId segment)
{
    PeopleSelection people;
    people.place = found;
    people.placeName = words::shown(found.title);
    people.selection.everybody = true;
    people.source =
        m_view.sources().source(found, PeopleOrder::CustomerId, Qt::AscendingOrder, true);
    m_view.commands().members().applySearch(found.title, people, segment);
}

void SearchActions::deleteSearch(const QUuid &id)
{
    const SavedSearch *search = m_searches.find(id);
    if (!search)
        return;
    const SavedSearch gone = *search;
    const bool shown =
        m_view.place() == PeopleListKey::found(gone.filterOn(QDate::currentDate()), gone.name);
    m_searches.remove(id);
    if (shown)
        m_view.open(PeopleListKey::allProfiles());
    const QString name = words::quoted(gone.name);
    m_view.commands().history().announceLocal(
        u"trash"_s, tr("Deleted the search %1").arg(name),
        {0, 0, tr("Delete the search %1").arg(name), tr("search %1 restored").arg(name),
         [this, gone] { return m_searches.restore(gone) ? QString() : fullWords(); }});
}

void SearchActions::countSearches()
{
    m_countingSearches = std::make_unique<QObject>();
    if (!m_view.sources().isComplete())
        return;
    for (const SavedSearch &search : m_searches.all()) {
        m_view.sources().count(search.filterOn(QDate::currentDate()), m_countingSearches.get(),
                               [this, id = search.id](const Result<qint64> &answer) {
                                   m_view.sidebar()->model()->setSearchCount(
                                       id, answer ? std::optional(*answer) : std::nullopt);
                               });
    }
}

} // namespace segmentdesk
