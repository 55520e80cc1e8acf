// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"
#include "models/domain/page.h"
#include "models/domain/peoplequery.h"
#include "models/domain/person.h"
#include "models/domain/segment.h"
#include "models/mirror/mirror.h"
#include "models/sources/storesources.h"
#include "ui/selection/peoplelistkey.h"

#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <optional>

namespace segmentdesk {

class MirrorSync;
class StoreSession;
class WithoutProfileScan;

/// Where tables of people get their rows: the store itself, or its local copy from the moment that
/// it is complete. Tables see a PageSource and nothing else.
class PeopleSources : public QObject
{
    Q_OBJECT

public:
    using Event = Mirror::Event;
    using Group = Mirror::Group;

    /// What the local copy answers. Called only while its state is Complete (history: always).
    struct Copy
    {
        std::function<PageSource<Person>(const PeopleQuery &query)> people;
        std::function<void(const PeopleFilter &filter, QObject *context, Callback<qint64>)> count;
        std::function<void(const QList<SegmentId> &segments, QObject *context, Callback<Overlap>)>
            overlap;
        std::function<void(ProfileId profile, QObject *context, Callback<QList<Event>>)> history;
        std::function<void(QObject *context, Callback<QList<Segment>>)> segments;
        std::function<void(QObject *context, Callback<QList<Group>>)> customerGroups;
        std::function<void()> refresh; ///< reads the store into the copy
    };

    enum class State {
        None, ///< there is no copy in this session
        Reading, ///< not yet complete
        Complete,
        Failed, ///< cannot be used; the store itself is read
    };

    struct Status
    {
        State state = State::None;
        QString error; ///< of Failed, in words of the system
        QDateTime readAt; ///< UTC, when the last full pass began; invalid: never
        qint64 read = 0; ///< people of the pass under way
        qint64 total = -1; ///< of those there are; -1: not known (yet), or no pass is under way
        std::chrono::milliseconds left{-1}; ///< -1: not known
        bool offline = false; ///< the store could not be reached at the last try, or is in trouble
        bool inTrouble = false; ///< offline, because it answers with errors
        bool isTrying = false; ///< offline, and another try is under way
        bool knowsWhoHasNoProfile = true; ///< of Complete: see Mirror

        friend bool operator==(const Status &, const Status &) = default;
    };

    /// Both must outlive the object.
    PeopleSources(StoreSession &session, WithoutProfileScan &scan, QObject *parent = nullptr);

    /// Uses the session's mirror as the copy, and follows how complete, how old and how far it is.
    /// Does nothing if the session has none.
    void useMirror();
    /// Another copy than the session's mirror.
    void setCopy(const Copy &copy);
    void setStatus(const Status &status);
    const Status &status() const { return m_status; }
    /// The copy answers differently from now on: lists that are open take it over when they
    /// refresh.
    void copyChanged();

    bool isComplete() const { return m_status.state == State::Complete && m_copy.people; }
    /// Why sorting, filters and sets are not there (yet), as a sentence; empty if they are.
    QString unavailableReason() const;
    /// For the status bar: "Local copy read 2 min ago", "Reading the store: 41,000 of 98,211, 20 s
    /// left".
    QString statusWords() const;

    /// The rows of a place. From the copy if it is complete (then sorted by @p order), else from
    /// the store, which can do neither order nor filters. @p frozen: keeps its rows for a job that
    /// reads them one page after the other, and reads the store in the background.
    PageSource<Person> source(const PeopleListKey &place, PeopleOrder order,
                              Qt::SortOrder direction, bool frozen = false);
    /// The rows of a place that the store can show, read in the background, whatever the copy has.
    PageSource<Person> storeSource(const PeopleListKey &place) const
    {
        return fromStore(place, true);
    }
    /// Fails with InvalidArguments if the copy is not complete, as overlap() does.
    void count(const PeopleFilter &filter, QObject *context, Callback<qint64> callback);
    void overlap(const QList<SegmentId> &segments, QObject *context, Callback<Overlap> callback);
    /// Newest first; empty if there is no copy.
    void history(ProfileId profile, QObject *context, Callback<QList<Event>> callback);
    /// By id, without 0; empty if the copy is not complete: the API does not list groups.
    void customerGroups(QObject *context, Callback<QList<Group>> callback);
    /// The segments of the store, or of the copy where the store cannot be reached.
    PageSource<Segment> segments();
    /// The numbers of the sidebar, from the copy if it is complete, else from the store.
    void memberCount(SegmentId segment, QObject *context, Callback<qint64> callback);
    void storeCounts(QObject *context, Callback<StoreCounts> callback);
    /// Reads the store into the copy; false: there is no complete one, tables read the store
    /// itself.
    bool refreshCopy();

Q_SIGNALS:
    void statusChanged();
    /// isComplete() is different.
    void completenessChanged();
    void changed();

private:
    bool isUntold(const PeopleFilter &filter) const;
    PageSource<Person> fromStore(const PeopleListKey &place, bool background) const;
    void followSync();
    void syncEnded();
    void updateStatus();

    StoreSession &m_session;
    WithoutProfileScan &m_scan;
    Copy m_copy;
    Status m_status;
    quint64 m_generation = 0; ///< counts copyChanged()

    // Of useMirror():
    QPointer<MirrorSync> m_sync; ///< the job under way
    std::optional<ApiError::Kind> m_offline; ///< why the store could not be read at the last try
    qint64 m_doneOffline = 0; ///< rows that the job under way had read by then
    QTimer m_timer; ///< a job that begins is only known to the queue
};

} // namespace segmentdesk
