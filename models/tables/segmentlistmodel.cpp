// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tables/segmentlistmodel.h"

#include "models/tables/plaintext.h"

#include <QSet>
#include <QTimer>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int maxReadPages = 101; // enough for servers that cut pages of ten
/// How often a list is read that is not what its own total says.
constexpr int maxPasses = 4;
constexpr std::chrono::milliseconds passPause{250};

bool isRefusal(const ApiError &error)
{
    return error.kind == ApiError::Kind::NotFound || error.kind == ApiError::Kind::Rejected;
}

QLocale sortingLocale()
{
    // The C locale sorts all capitals before the rest, and "10" before "9".
    const QLocale locale = QLocale::system().collation();
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

} // namespace

SegmentListModel::SegmentListModel(QObject *parent)
    : QAbstractListModel(parent), m_collator(sortingLocale())
{
    connect(&m_markers, &SegmentMarkers::changed, this, [this] {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {MarkerRole});
    });
    connect(&m_counts, &SegmentCounts::changed, this, [this](SegmentId id) {
        if (const QModelIndex changed = indexOf(id); changed.isValid())
            Q_EMIT dataChanged(changed, changed);
    });
    connect(&m_counts, &SegmentCounts::allChanged, this, [this] {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    });
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void SegmentListModel::setSource(PageSource<Segment> source)
{
    beginResetModel();
    m_source = std::move(source);
    stopReading();
    m_counts.clear();
    m_rows.clear();
    indexRows();
    m_readAt = {};
    m_error = {};
    endResetModel();
    setState(m_source ? State::Loading : State::Empty);
    Q_EMIT segmentsChanged();
    refresh();
}

void SegmentListModel::refresh()
{
    if (!m_source)
        return;
    stopReading();
    m_error = {};
    m_perPage = 0;
    m_passes = 0;
    m_reading = new QObject(this);
    if (m_rows.isEmpty())
        setState(State::Loading);
    readPage(1);
}

void SegmentListModel::giveUp()
{
    if (!m_reading)
        return;
    ApiError error;
    error.kind = ApiError::Kind::Timeout;
    error.details = u"given up before the store answered"_s;
    readingFailed(error);
}

void SegmentListModel::readPage(int number)
{
    m_source({number, maxPageSize}, m_reading,
             [this, number, context = m_reading](const Result<Page<Segment>> &answer) {
                 if (context != m_reading)
                     return;
                 if (answer)
                     pageArrived(number, *answer);
                 else if (isBehindLast(number) && isRefusal(answer.error()))
                     listArrived(); // a store may refuse a page that it does not have
                 else
                     readingFailed(answer.error());
             });
}

/// Whether the total has no row for a page that is asked for nevertheless.
bool SegmentListModel::isBehindLast(int number) const
{
    return number > 1 && qint64(number - 1) * m_perPage >= m_total;
}

void SegmentListModel::pageArrived(int number, const Page<Segment> &page)
{
    if (number == 1) {
        m_perPage = page.perPage;
        m_total = page.total;
    }
    const bool isSane = page.total >= 0 && page.total < qint64(maxPageSize) * maxReadPages
        && page.perPage >= 1 && page.perPage <= maxPageSize && page.perPage == m_perPage
        && page.rows() <= page.perPage;
    if (!isSane)
        return readingFailed(
            ApiError::unexpected(u"total: %1, per_page: %2"_s.arg(page.total).arg(page.perPage)));
    m_arrived += page.items;
    const qint64 rest = page.total - qint64(number - 1) * page.perPage;
    if (page.total != m_total || page.rows() != std::clamp<qint64>(rest, 0, page.perPage))
        return listDoubted(
            u"page %1 has %2 rows, in a list of %3"_s.arg(number).arg(page.rows()).arg(page.total));
    // After a full page one more is asked for: a total that is too low looks the same.
    if (page.rows() < page.perPage)
        listArrived();
    else if (number == maxReadPages)
        readingFailed(ApiError::unexpected(u"the list does not end after %1 pages"_s.arg(number)));
    else
        readPage(number + 1);
}

/// It is not what its own total says, or changed while it was read: who is missing in it may be
/// there.
void SegmentListModel::listDoubted(const QString &problem)
{
    m_arrived.clear();
    if (++m_passes < maxPasses) {
        QTimer::singleShot(passPause * m_passes, m_reading, [this] { readPage(1); });
        return;
    }
    ApiError error;
    error.kind = ApiError::Kind::IncompleteList;
    error.details = problem;
    readingFailed(error);
}

void SegmentListModel::listArrived()
{
    QSet<SegmentId> ids;
    for (const Segment &segment : std::as_const(m_arrived))
        ids.insert(segment.id);
    if (ids.size() < m_arrived.size())
        listDoubted(u"%1 of %2 rows came twice"_s.arg(m_arrived.size() - ids.size()).arg(m_total));
    else
        listRead();
}

void SegmentListModel::readingFailed(const ApiError &error)
{
    stopReading();
    m_error = error;
    if (m_rows.isEmpty())
        setState(State::Failed);
    else
        Q_EMIT refreshFailed(error);
}

void SegmentListModel::stopReading()
{
    if (m_reading)
        m_reading->deleteLater();
    m_reading = nullptr;
    m_arrived.clear();
}

void SegmentListModel::listRead()
{
    const QList<Segment> segments = std::exchange(m_arrived, {});
    stopReading();
    m_readAt = QDateTime::currentDateTimeUtc();
    m_merging = true;

    if (m_rows.isEmpty()) {
        beginResetModel();
        m_rows = segments;
        std::sort(m_rows.begin(), m_rows.end(),
                  [this](const Segment &a, const Segment &b) { return comesBefore(a, b); });
        for (const Segment &segment : segments)
            m_counts.add(segment.id);
        indexRows();
        endResetModel();
    } else {
        // Row by row, so that what is chosen in the view stays chosen.
        QSet<SegmentId> ids;
        for (const Segment &segment : segments)
            ids.insert(segment.id);
        QList<SegmentId> gone;
        for (const Segment &row : std::as_const(m_rows)) {
            if (!ids.contains(row.id))
                gone.append(row.id);
        }
        for (SegmentId id : std::as_const(gone))
            remove(id);
        for (const Segment &segment : segments)
            insertOrUpdate(segment);
    }
    m_merging = false;
    m_counts.invalidateAll();
    setState(m_rows.isEmpty() ? State::Empty : State::Ready);
    announceChange();
}

void SegmentListModel::setVisibleRows(int first, int last)
{
    m_firstVisible = std::max(first, 0);
    m_lastVisible = last;
    countVisible();
}

void SegmentListModel::setVisibleSegments(const QList<SegmentId> &segments)
{
    m_visible = segments;
    m_lastVisible = -1;
    countVisible();
}

void SegmentListModel::countVisible()
{
    if (m_merging)
        return;
    QList<SegmentId> ids;
    for (int row = m_firstVisible; row <= std::min(m_lastVisible, rowCount() - 1); ++row)
        ids.append(m_rows.at(row).id);
    m_counts.setVisible(ids + m_visible);
}

const Segment *SegmentListModel::segment(SegmentId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_rows.at(row);
}

QString SegmentListModel::nameOf(SegmentId id) const
{
    const Segment *found = segment(id);
    return found ? shownName(*found) : QString();
}

std::optional<SegmentId> SegmentListModel::idOf(const QString &name) const
{
    const QString wanted = name.trimmed();
    const auto found =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [&wanted](const Segment &segment) {
            return segment.name.trimmed() == wanted;
        });
    return found == m_rows.cend() ? std::nullopt : std::optional(found->id);
}

QModelIndex SegmentListModel::indexOf(SegmentId id) const
{
    const int row = rowOf(id);
    return row < 0 ? QModelIndex() : index(row);
}

void SegmentListModel::insertOrUpdate(const Segment &segment)
{
    int row = rowOf(segment.id);
    if (row >= 0 && m_rows.at(row) == segment)
        return;
    const auto placeAmong = [&](int without) {
        // The first row that comes after the segment, as if the row without were not there.
        int place = 0;
        while (place < m_rows.size()
               && (place == without || comesBefore(m_rows.at(place), segment)))
            ++place;
        return place;
    };
    const int place = placeAmong(row);
    if (row < 0) {
        beginInsertRows({}, place, place);
        m_rows.insert(place, segment);
        m_counts.add(segment.id);
        indexRows();
        endInsertRows();
    } else {
        if (place != row && place != row + 1) {
            beginMoveRows({}, row, row, {}, place);
            m_rows.move(row, place > row ? place - 1 : place);
            indexRows();
            endMoveRows();
            row = rowOf(segment.id);
        }
        m_rows[row] = segment;
        Q_EMIT dataChanged(index(row), index(row));
    }
    announceChange();
}

void SegmentListModel::remove(SegmentId id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    m_counts.remove(id);
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    indexRows();
    endRemoveRows();
    announceChange();
}

int SegmentListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString SegmentListModel::shownName(const Segment &segment)
{
    return segment.name.trimmed().isEmpty() ? tr("(no name)") : segment.name;
}

QVariant SegmentListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return {};
    const Segment &segment = m_rows.at(index.row());
    const SegmentCounts::Count count = m_counts.of(segment.id);
    const QString shown = shownName(segment);
    switch (role) {
    case Qt::DisplayRole:
        return displayText(shown);
    case Qt::ToolTipRole:
        return toolTipText(
            segment.description.isEmpty() ? shown : QString(shown + u": "_s + segment.description));
    case Qt::AccessibleTextRole:
        if (count.state != SegmentCounts::State::Known)
            return displayText(shown);
        return tr("%1, members: %2").arg(displayText(shown), QLocale().toString(count.members));
    case IdRole:
        return QVariant::fromValue(segment.id);
    case NameRole:
        return segment.name;
    case DescriptionRole:
        return segment.description;
    case CountRole:
        return count.members < 0 ? QVariant() : QVariant::fromValue(count.members);
    case CountStateRole:
        return QVariant::fromValue(count.state);
    case MarkerRole:
        return m_markers.of(segment.id);
    case CreatedAtRole:
        return segment.createdAt;
    case UpdatedAtRole:
        return segment.updatedAt;
    default:
        return {};
    }
}

Qt::ItemFlags SegmentListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !checkIndex(index, CheckIndexOption::ParentIsInvalid))
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled
        | Qt::ItemNeverHasChildren;
}

QHash<int, QByteArray> SegmentListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "id"},
                  {NameRole, "name"},
                  {DescriptionRole, "description"},
                  {CountRole, "count"},
                  {CountStateRole, "countState"},
                  {MarkerRole, "marker"},
                  {CreatedAtRole, "createdAt"},
                  {UpdatedAtRole, "updatedAt"}});
    return names;
}

bool SegmentListModel::comesBefore(const Segment &a, const Segment &b) const
{
    const int order = m_collator.compare(a.name, b.name);
    return order < 0 || (order == 0 && a.id < b.id);
}

void SegmentListModel::indexRows()
{
    m_rowById.clear();
    for (int row = 0; row < m_rows.size(); ++row)
        m_rowById.insert(m_rows.at(row).id, row);
}

void SegmentListModel::announceChange()
{
    if (m_merging)
        return;
    if (m_state == State::Ready || m_state == State::Empty)
        setState(m_rows.isEmpty() ? State::Empty : State::Ready);
    Q_EMIT segmentsChanged();
    countVisible();
}

void SegmentListModel::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace segmentdesk
