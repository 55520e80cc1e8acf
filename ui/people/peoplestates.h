// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"
#include "ui/selection/peoplelistkey.h"

#include <QObject>

#include <memory>
#include <optional>

namespace segmentdesk {

class PeopleSources;
class PeopleTableModel;
class SegmentListModel;
class StateView;
class WithoutProfileScan;
class WriteGate;

/// What stands in the place of the people where a list is empty or cannot be read, and what can be
/// done there.
class PeopleStates : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    PeopleStates(StateView &state, PeopleTableModel &model, SegmentListModel &segments,
                 WithoutProfileScan &scan, PeopleSources &sources, const WriteGate &gate,
                 QObject *parent = nullptr);

    void setPlace(const PeopleListKey &place, bool fromCopy);
    /// How many customers the store has.
    void setCustomers(qint64 customers);
    /// Another place: what was counted in all segments is of no use.
    void forgetCount();
    /// What can be done with the people in sight, for the place beside their filters.
    QString hint() const;
    void showEmpty();
    void showFailed(const ApiError &error);

Q_SIGNALS:
    void searchEverywhereRequested();
    void searchCleared();
    void filterChanged(const segmentdesk::PeopleFilter &filter);
    void createProfilesRequested();
    void addPeopleRequested();
    void importRequested();
    void errorDetailsRequested(const segmentdesk::ApiError &error);

private:
    void countEverywhere();

    StateView &m_state;
    PeopleTableModel &m_model;
    SegmentListModel &m_segments;
    WithoutProfileScan &m_scan;
    PeopleSources &m_sources;
    const WriteGate &m_gate;
    PeopleListKey m_place;
    bool m_fromCopy = false;
    std::optional<qint64> m_customers; ///< nothing: not known yet
    QString m_everywhereText; ///< what was counted in all segments
    std::optional<qint64> m_everywhere; ///< how many; nothing: is being counted
    std::unique_ptr<QObject> m_countingEverywhere; ///< context of the count under way
};

} // namespace segmentdesk
