// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/selection/peoplelistkey.h"

#include <QObject>
#include <memory>

class QPoint;
class QUuid;

namespace segmentdesk {

class SavedSearches;
class StoreMenus;
class StoreView;
class TargetPicker;

/// The searches in a store's window: what is typed, and those that are saved (save, open, rename,
/// count, apply, delete).
class SearchActions : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    SearchActions(StoreView &view, SavedSearches &searches, StoreMenus &menus,
                  TargetPicker &picker);
    ~SearchActions() override;

    /// Opens what the text finds; an empty one closes the search.
    void search(const QString &text);
    /// The search that looks in one segment looks at everybody, as does the next one.
    void searchEverywhere();
    /// A place is opened: where it is not a search, closing the next search goes back to it.
    void noteOpened(const PeopleListKey &place);

    /// Counts again what each finds.
    void countSearches();
    /// Shows what making @p segment equal to a search would do.
    void applySearch(const PeopleListKey &found, SegmentId segment);

Q_SIGNALS:
    /// Another search takes the place of what was typed.
    void searchClosed();

private:
    void connectPage();
    void closeSearch();
    void renameSearch(const QUuid &search, const QString &name);
    static QString fullWords();
    void saveSearch();
    void searchMenu(const QUuid &search, const QPoint &at);
    void openSearch(const QUuid &search);
    void deleteSearch(const QUuid &search);

    StoreView &m_view;
    SavedSearches &m_searches;
    StoreMenus &m_menus;
    TargetPicker &m_picker;
    PeopleListKey m_beforeSearch; ///< where closing the search goes back to
    bool m_everywhere = false; ///< a search that was begun in a segment looks at everybody
    std::unique_ptr<QObject> m_countingSearches; ///< context of the counts under way
};

} // namespace segmentdesk
