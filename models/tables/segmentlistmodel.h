// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/page.h"
#include "models/domain/segment.h"
#include "models/tables/segmentcounts.h"
#include "models/tables/segmentmarkers.h"

#include <QAbstractListModel>
#include <QCollator>
#include <QDateTime>
#include <QHash>

#include <optional>

namespace segmentdesk {

/// All segments of the store (1000 at most), by name, with the number of their members: see
/// SegmentCounts.
class SegmentListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class State { Loading, Ready, Empty, Failed };
    Q_ENUM(State)

    enum Role {
        IdRole = Qt::UserRole + 1, ///< SegmentId
        NameRole, ///< QString, as the store has it
        DescriptionRole, ///< QString, as the store has it
        CountRole, ///< qint64; nothing if it was never known
        CountStateRole, ///< SegmentCounts::State
        MarkerRole, ///< int: see SegmentMarkers
        CreatedAtRole, ///< QDateTime
        UpdatedAtRole, ///< QDateTime
    };

    explicit SegmentListModel(QObject *parent = nullptr);

    /// Switches to another store and reads all its segments.
    void setSource(PageSource<Segment> source);

    State state() const { return m_state; }
    /// The last failure of reading the list; a failed refresh keeps the rows and Ready.
    ApiError error() const { return m_error; }
    QDateTime readAt() const { return m_readAt; } ///< UTC; invalid before it was read
    bool isRefreshing() const { return m_reading && m_state != State::Loading; }

    /// The rows on the screen, both included: their members are counted.
    void setVisibleRows(int first, int last);
    /// The same for a view that shows some of the rows only (a filter).
    void setVisibleSegments(const QList<SegmentId> &segments);

    /// nullptr if there is no such segment. Valid until the model changes.
    const Segment *segment(SegmentId id) const;
    /// What a segment is called on the screen: a store may send one without a name.
    static QString shownName(const Segment &segment);
    /// As the store has it; empty if there is no such segment.
    QString nameOf(SegmentId id) const;
    QModelIndex indexOf(SegmentId id) const;
    /// The segment of that name as the store compares names: to the letter, but for blanks around
    /// it. Unset: not in the list.
    std::optional<SegmentId> idOf(const QString &name) const;
    SegmentMarkers &markers() { return m_markers; }
    const SegmentMarkers &markers() const { return m_markers; }
    SegmentCounts &counts() { return m_counts; }

    /// Takes over what the store answered to creating or changing a segment.
    void insertOrUpdate(const Segment &segment);
    void remove(SegmentId id);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

public Q_SLOTS:
    /// Reads the list and the counts again; the rows stay until the new ones are there.
    void refresh();
    void retry() { refresh(); }
    /// Waits no longer for the list: it fails as a time-out.
    void giveUp();

Q_SIGNALS:
    void stateChanged(segmentdesk::SegmentListModel::State state);
    /// The list or one of its names changed.
    void segmentsChanged();
    /// A refresh failed; the rows from before stay.
    void refreshFailed(const segmentdesk::ApiError &error);

private:
    bool comesBefore(const Segment &a, const Segment &b) const;
    void readPage(int number);
    void pageArrived(int number, const Page<Segment> &page);
    bool isBehindLast(int number) const;
    void listArrived();
    void listDoubted(const QString &problem);
    void readingFailed(const ApiError &error);
    void stopReading();
    void listRead();
    int rowOf(SegmentId id) const { return m_rowById.value(id, -1); }
    void indexRows();
    void countVisible();
    void announceChange();
    void setState(State state);

    PageSource<Segment> m_source;
    State m_state = State::Empty;
    ApiError m_error;
    QDateTime m_readAt;
    QCollator m_collator;
    QList<Segment> m_rows; ///< sorted by name
    QHash<SegmentId, int> m_rowById;
    SegmentMarkers m_markers;
    SegmentCounts m_counts;

    QObject *m_reading = nullptr; ///< context of the reading under way
    QList<Segment> m_arrived;
    bool m_merging = false; ///< a list that was read is being taken over row by row
    int m_perPage = 0; ///< as the server cuts the pages of this reading
    qint64 m_total = 0; ///< that its first page named
    int m_passes = 0; ///< of this reading that ended in doubt
    int m_firstVisible = 0;
    int m_lastVisible = -1;
    QList<SegmentId> m_visible;
};

} // namespace segmentdesk
