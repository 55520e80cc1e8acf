// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/segments/savedsearches.h"
#include "ui/selection/peoplelistkey.h"

#include <QAbstractListModel>

#include <optional>

namespace segmentdesk {

class SegmentListModel;

/// The rows of the sidebar: the two views over all people, then the segments whose name has the
/// filter's text in it. A list of at most 1,002 rows that is wholly in memory, so filtering it is
/// honest.
class SidebarModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// @p segments must outlive this model.
    explicit SidebarModel(SegmentListModel &segments, QObject *parent = nullptr);

    /// Shows only segments whose name contains @p text, case and accents ignored; empty: all.
    void setFilter(const QString &text);
    /// People per special row; nothing: not known (yet).
    void setTotals(std::optional<qint64> profiles, std::optional<qint64> withoutProfile);
    /// The saved searches, between the special rows and the segments.
    void setSearches(const QList<SavedSearch> &searches);
    /// People whom a search finds now; nothing: not known.
    void setSearchCount(const QUuid &search, std::optional<qint64> count);
    /// The search of a row; a null id: the row is none.
    QUuid searchAt(int row) const;
    int rowOfSearch(const QUuid &search) const;
    int firstSegmentRow() const { return specialRows + int(m_searches.size()); }
    /// The row drawn as the open one.
    void setOpenPlace(const PeopleListKey &place);
    /// While something is dragged over the list: whether segments could take it, and the row that
    /// would take it now (-1: none) with what its count says then.
    void setDrag(bool dragging, int targetRow = -1, const QString &targetText = {});

    PeopleListKey placeAt(int row) const;
    /// -1 if the place has no row, or the filter hides it.
    int rowOf(const PeopleListKey &place) const;
    /// How many members the segment in a row has; -1: not known, or no segment.
    qint64 membersAt(int row) const;
    /// Segments that pass the filter.
    int shownSegments() const { return int(m_rows.size()); }
    /// The row of the segment list model behind @p row; -1 for the special rows.
    int sourceRow(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The user typed a new name into the row.
    void renameRequested(const segmentdesk::SegmentId &segment, const QString &name);
    void searchRenameRequested(const QUuid &search, const QString &name);

private:
    static constexpr int specialRows = 2;

    QList<int> filteredRows() const;
    void rebuild();
    void sourceChanged(const QModelIndex &first, const QModelIndex &last);
    QVariant specialData(int row, int role) const;
    QVariant searchData(int row, int role) const;
    QVariant segmentData(int sourceRow, int role) const;
    QVariant dropState(int row) const;

    SegmentListModel &m_segments;
    QString m_filter;
    QList<SavedSearch> m_searches;
    QHash<QUuid, qint64> m_searchCounts;
    QList<int> m_rows; ///< rows of m_segments that pass the filter, in its order
    std::optional<qint64> m_profiles;
    std::optional<qint64> m_withoutProfile;
    PeopleListKey m_open;
    bool m_dragging = false;
    int m_dropRow = -1;
    QString m_dropText;
};

} // namespace segmentdesk
