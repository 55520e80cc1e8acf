// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/segments/sidebarmodel.h"

#include "models/domain/foldedtext.h"
#include "models/tables/segmentlistmodel.h"
#include "ui/kit/kitroles.h"
#include "ui/words/words.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

SidebarModel::SidebarModel(SegmentListModel &segments, QObject *parent)
    : QAbstractListModel(parent), m_segments(segments)
{
    m_rows = filteredRows();
    connect(&m_segments, &QAbstractItemModel::dataChanged, this, &SidebarModel::sourceChanged);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_segments, signal, this, &SidebarModel::rebuild);
    connect(&m_segments, &QAbstractItemModel::rowsMoved, this, &SidebarModel::rebuild);
    connect(&m_segments, &QAbstractItemModel::modelReset, this, &SidebarModel::rebuild);
    connect(&m_segments, &QAbstractItemModel::layoutChanged, this, &SidebarModel::rebuild);
}

void SidebarModel::setFilter(const QString &text)
{
    const QString filter = foldedText(text.trimmed());
    if (filter == m_filter)
        return;
    m_filter = filter;
    rebuild();
}

QList<int> SidebarModel::filteredRows() const
{
    QList<int> rows;
    const int count = m_segments.rowCount();
    rows.reserve(count);
    for (int row = 0; row < count; ++row) {
        const QString name = m_segments.index(row).data(SegmentListModel::NameRole).toString();
        if (hasAllWords(foldedText(name), m_filter))
            rows.append(row);
    }
    return rows;
}

void SidebarModel::rebuild()
{
    beginResetModel();
    m_rows = filteredRows();
    endResetModel();
}

void SidebarModel::sourceChanged(const QModelIndex &first, const QModelIndex &last)
{
    // A renamed segment may enter or leave the filter.
    if (!m_filter.isEmpty() && filteredRows() != m_rows) {
        rebuild();
        return;
    }
    const auto from = std::lower_bound(m_rows.cbegin(), m_rows.cend(), first.row());
    const auto to = std::upper_bound(m_rows.cbegin(), m_rows.cend(), last.row());
    if (from == to)
        return;
    Q_EMIT dataChanged(index(firstSegmentRow() + int(from - m_rows.cbegin())),
                       index(firstSegmentRow() + int(to - m_rows.cbegin()) - 1));
}

void SidebarModel::setTotals(std::optional<qint64> profiles, std::optional<qint64> withoutProfile)
{
    m_profiles = profiles;
    m_withoutProfile = withoutProfile;
    Q_EMIT dataChanged(index(0), index(specialRows - 1));
}

void SidebarModel::setSearches(const QList<SavedSearch> &searches)
{
    if (searches == m_searches)
        return;
    beginResetModel();
    m_searches = searches;
    endResetModel();
}

void SidebarModel::setSearchCount(const QUuid &search, std::optional<qint64> count)
{
    if (count)
        m_searchCounts.insert(search, *count);
    else
        m_searchCounts.remove(search);
    const int row = rowOfSearch(search);
    if (row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {CountTextRole});
}

QUuid SidebarModel::searchAt(int row) const
{
    return row < specialRows || row >= firstSegmentRow() ? QUuid()
                                                         : m_searches.at(row - specialRows).id;
}

int SidebarModel::rowOfSearch(const QUuid &search) const
{
    for (int i = 0; i < int(m_searches.size()); ++i) {
        if (m_searches.at(i).id == search)
            return specialRows + i;
    }
    return -1;
}

void SidebarModel::setOpenPlace(const PeopleListKey &place)
{
    const int before = rowOf(m_open);
    m_open = place;
    const int after = rowOf(place);
    for (const int row : {before, after}) {
        if (row >= 0)
            Q_EMIT dataChanged(index(row), index(row), {OpenRole});
    }
}

void SidebarModel::setDrag(bool dragging, int targetRow, const QString &targetText)
{
    if (m_dragging == dragging && m_dropRow == targetRow && m_dropText == targetText)
        return;
    m_dragging = dragging;
    m_dropRow = targetRow;
    m_dropText = targetText;
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DropStateRole, DropTextRole, OpenRole});
}

PeopleListKey SidebarModel::placeAt(int row) const
{
    if (row == 1)
        return PeopleListKey::withoutProfile();
    if (row < specialRows || row >= rowCount())
        return PeopleListKey::allProfiles();
    if (row < firstSegmentRow()) {
        const SavedSearch &search = m_searches.at(row - specialRows);
        return PeopleListKey::found(search.filterOn(QDate::currentDate()), search.name);
    }
    return PeopleListKey::of(
        m_segments.index(sourceRow(row)).data(SegmentListModel::IdRole).value<SegmentId>());
}

int SidebarModel::rowOf(const PeopleListKey &place) const
{
    switch (place.kind) {
    case PeopleListKey::Kind::AllProfiles:
        return 0;
    case PeopleListKey::Kind::WithoutProfile:
        return 1;
    case PeopleListKey::Kind::Segment: {
        const QModelIndex source = m_segments.indexOf(place.segment);
        const qsizetype at = source.isValid() ? m_rows.indexOf(source.row()) : -1;
        return at < 0 ? -1 : firstSegmentRow() + int(at);
    }
    case PeopleListKey::Kind::Search:
        for (int row = specialRows; row < firstSegmentRow(); ++row) {
            if (placeAt(row) == place)
                return row;
        }
        return -1;
    }
    return -1;
}

qint64 SidebarModel::membersAt(int row) const
{
    const int source = sourceRow(row);
    const QVariant count =
        source < 0 ? QVariant() : m_segments.index(source).data(SegmentListModel::CountRole);
    return count.isValid() ? count.toLongLong() : -1;
}

int SidebarModel::sourceRow(int row) const
{
    return row < firstSegmentRow() || row >= rowCount() ? -1 : m_rows.at(row - firstSegmentRow());
}

int SidebarModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : firstSegmentRow() + int(m_rows.size());
}

QVariant SidebarModel::dropState(int row) const
{
    if (!m_dragging)
        return int(DropState::None);
    if (row < firstSegmentRow())
        return int(DropState::Impossible);
    return int(row == m_dropRow ? DropState::Target : DropState::Possible);
}

QVariant SidebarModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index))
        return {};
    switch (role) {
    case OpenRole:
        return !m_dragging && placeAt(index.row()) == m_open;
    case DropStateRole:
        return dropState(index.row());
    case DropTextRole:
        return index.row() == m_dropRow ? m_dropText : QString();
    case SeparatorAboveRole:
        return index.row() == firstSegmentRow()
            || (index.row() == specialRows && !m_searches.isEmpty());
    default:
        if (index.row() < specialRows)
            return specialData(index.row(), role);
        return index.row() < firstSegmentRow() ? searchData(index.row(), role)
                                               : segmentData(sourceRow(index.row()), role);
    }
}

QVariant SidebarModel::specialData(int row, int role) const
{
    const bool all = row == 0;
    const std::optional<qint64> &count = all ? m_profiles : m_withoutProfile;
    switch (role) {
    case Qt::DisplayRole:
        return all ? tr("All profiles") : tr("Without profile");
    case Qt::ToolTipRole:
        return all
            ? tr("Every shopper profile of the store")
            : tr("Customers who have no shopper profile yet, so they cannot be in a segment");
    case Qt::AccessibleTextRole:
        return count
            ? tr("%1, %2").arg(specialData(row, Qt::DisplayRole).toString(), words::people(*count))
            : specialData(row, Qt::DisplayRole);
    case IconNameRole:
        return all ? u"people"_s : u"person-x"_s;
    case CountTextRole:
        return count ? words::count(*count) : QString();
    default:
        return {};
    }
}

QVariant SidebarModel::searchData(int row, int role) const
{
    const SavedSearch &search = m_searches.at(row - specialRows);
    const auto count = m_searchCounts.constFind(search.id);
    const bool known = count != m_searchCounts.cend();
    switch (role) {
    case Qt::DisplayRole:
        return words::shown(search.name);
    case Qt::EditRole:
        return search.name;
    case Qt::ToolTipRole:
        return tr("Saved search: %1").arg(words::toolTip(search.name));
    case Qt::AccessibleTextRole:
        return known
            ? tr("Saved search %1, %2").arg(words::shown(search.name), words::people(*count))
            : tr("Saved search %1").arg(words::shown(search.name));
    case IconNameRole:
        return u"search"_s;
    case CountTextRole:
        return known ? words::count(*count) : QString();
    default:
        return {};
    }
}

QVariant SidebarModel::segmentData(int sourceRow, int role) const
{
    const QModelIndex source = m_segments.index(sourceRow);
    const QString name = source.data(Qt::DisplayRole).toString();
    const QVariant count = source.data(SegmentListModel::CountRole);
    const auto countState =
        source.data(SegmentListModel::CountStateRole).value<SegmentCounts::State>();
    switch (role) {
    case Qt::DisplayRole:
        return words::shown(name);
    case Qt::EditRole:
        return name;
    case Qt::ToolTipRole: {
        const QString description = source.data(SegmentListModel::DescriptionRole).toString();
        QString tip = words::toolTip(name);
        if (!description.isEmpty())
            tip += u'\n' + words::toolTip(description);
        if (countState == SegmentCounts::State::Denied)
            tip += u'\n' + tr("This token cannot see members.");
        else if (countState == SegmentCounts::State::Failed)
            tip += u'\n' + tr("Its members could not be counted. F5 tries again.");
        return tip;
    }
    case Qt::AccessibleTextRole:
        return count.isValid()
            ? tr("%1, %2").arg(words::shown(name), words::members(count.toLongLong()))
            : words::shown(name);
    case MarkerRole:
        return source.data(SegmentListModel::MarkerRole);
    case CountTextRole:
        if (count.isValid())
            return words::count(count.toLongLong());
        return countState == SegmentCounts::State::Denied ? u"–"_s : QString();
    default:
        return {};
    }
}

bool SidebarModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || !checkIndex(index) || role != Qt::EditRole || index.row() < specialRows)
        return false;
    const QString name = value.toString().trimmed();
    if (name.isEmpty() || name == index.data(Qt::EditRole).toString())
        return false;
    if (const QUuid search = searchAt(index.row()); !search.isNull()) {
        Q_EMIT searchRenameRequested(search, name);
        return true;
    }
    Q_EMIT renameRequested(placeAt(index.row()).segment, name);
    return true;
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !checkIndex(index))
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.row() >= specialRows && index.row() < firstSegmentRow())
        flags |= Qt::ItemIsEditable;
    else if (index.row() >= firstSegmentRow())
        flags |= Qt::ItemIsDropEnabled | Qt::ItemIsDragEnabled | Qt::ItemIsEditable;
    return flags;
}

} // namespace segmentdesk
