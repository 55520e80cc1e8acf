// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/peoplesources.h"

#include "models/jobs/searchsource.h"
#include "models/jobs/storesession.h"
#include "models/jobs/withoutprofilescan.h"
#include "ui/words.h"

#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

/// The answer to what only a whole copy could tell.
template <typename T>
void refuse(QObject *context, const Callback<T> &callback)
{
    QMetaObject::invokeMethod(
        context,
        [callback] {
            ApiError error;
            error.kind = ApiError::Kind::InvalidArguments;
            error.details = u"The local copy is not complete."_s;
            callback(tl::unexpected(error));
        },
        Qt::QueuedConnection);
}

} // namespace

PeopleSources::PeopleSources(StoreSession &session, WithoutProfileScan &scan, QObject *parent)
    : QObject(parent), m_session(session), m_scan(scan)
{
}

void PeopleSources::setCopy(const Copy &copy)
{
    const bool before = isComplete();
    m_copy = copy;
    if (isComplete() != before)
        Q_EMIT completenessChanged();
}

void PeopleSources::setStatus(const Status &status)
{
    if (status == m_status)
        return;
    const bool before = isComplete();
    m_status = status;
    Q_EMIT statusChanged();
    if (isComplete() != before)
        Q_EMIT completenessChanged();
}

void PeopleSources::copyChanged()
{
    ++m_generation;
    // Until it is whole nothing is shown from it: lists would only read the store again.
    if (isComplete())
        Q_EMIT changed();
}

QString PeopleSources::whyNot() const
{
    if (isComplete())
        return {};
    switch (m_status.state) {
    case State::Reading:
        return m_status.total > 0
            ? tr("Possible when the store has been read: %1 of %2 people so far.")
                  .arg(words::count(m_status.read), words::count(m_status.total))
            : tr("Possible when the store has been read into the local copy.");
    case State::Failed:
        return tr("Not possible: the local copy cannot be used. %1")
            .arg(words::shown(m_status.error));
    case State::None:
    case State::Complete:
        break;
    }
    return tr("Not possible: there is no local copy of this store.");
}

QString PeopleSources::statusWords() const
{
    // A later pass is under way: how far it is says more than when the last one was.
    if (m_status.total > 0 && m_status.read < m_status.total) {
        QString text = tr("Reading the store: %1 of %2")
                           .arg(words::count(m_status.read), words::count(m_status.total));
        if (m_status.left.count() >= 0)
            text = tr("%1, %2").arg(text, words::timeLeft(m_status.left));
        return text;
    }
    switch (m_status.state) {
    case State::None:
        return {};
    case State::Reading:
        return tr("Reading the store…");
    case State::Failed:
        return tr("No local copy");
    case State::Complete:
        break;
    }
    const QString read = words::ago(m_status.readAt);
    return read.isEmpty() ? QString() : tr("Local copy updated %1").arg(read);
}

PageSource<Person> PeopleSources::fromStore(const Place &place, bool background) const
{
    StoreApi &api = background ? m_session.background() : m_session.interactive();
    switch (place.kind) {
    case Place::Kind::AllProfiles:
        return profilesSource(api);
    case Place::Kind::Segment:
        return membersSource(api, place.segment);
    case Place::Kind::WithoutProfile:
        return m_scan.source();
    case Place::Kind::Search:
        return searchSource(api, place.text);
    }
    return {};
}

PageSource<Person> PeopleSources::source(const Place &place, PeopleOrder order,
                                         Qt::SortOrder direction, bool frozen)
{
    if (!isComplete()) {
        if (!place.needsCopy())
            return fromStore(place, frozen);
        return [](PageRequest, QObject *context, const Callback<Page<Person>> &callback) {
            refuse(context, callback);
        };
    }
    const PeopleQuery query{place.wholeFilter(), order, direction};
    if (frozen)
        return m_copy.people(query);
    // A list of the copy keeps its rows; what was written since shows from a new one on.
    struct Current
    {
        PageSource<Person> source;
        quint64 generation = 0;
    };
    auto current = std::make_shared<Current>(Current{m_copy.people(query), m_generation});
    return [this, current, query](PageRequest request, QObject *context,
                                  const Callback<Page<Person>> &callback) {
        if (!isComplete()) {
            refuse(context, callback);
            return;
        }
        if (current->generation != m_generation) {
            current->source = m_copy.people(query);
            current->generation = m_generation;
        }
        current->source(request, context, callback);
    };
}

void PeopleSources::count(const PeopleFilter &filter, QObject *context, Callback<qint64> callback)
{
    if (isComplete())
        m_copy.count(filter, context, std::move(callback));
    else
        refuse(context, callback);
}

void PeopleSources::overlap(const QList<SegmentId> &segments, QObject *context,
                            Callback<Overlap> callback)
{
    if (isComplete())
        m_copy.overlap(segments, context, std::move(callback));
    else
        refuse(context, callback);
}

void PeopleSources::history(ProfileId profile, QObject *context, Callback<QList<Event>> callback)
{
    if (m_copy.history) {
        m_copy.history(profile, context, std::move(callback));
        return;
    }
    QMetaObject::invokeMethod(
        context, [callback] { callback(QList<Event>()); }, Qt::QueuedConnection);
}

void PeopleSources::customerGroups(QObject *context, Callback<QList<Group>> callback)
{
    if (isComplete() && m_copy.customerGroups) {
        m_copy.customerGroups(context, std::move(callback));
        return;
    }
    QMetaObject::invokeMethod(
        context, [callback] { callback(QList<Group>()); }, Qt::QueuedConnection);
}

PageSource<Segment> PeopleSources::segments()
{
    return [this, live = segmentsSource(m_session.interactive())](
               PageRequest request, QObject *context, const Callback<Page<Segment>> &callback) {
        live(request, context,
             [this, request, context, callback](const Result<Page<Segment>> &answer) {
                 const bool unreachable = !answer
                     && (answer.error().kind == ApiError::Kind::NoConnection
                         || answer.error().kind == ApiError::Kind::Timeout);
                 if (!unreachable || !isComplete() || !m_copy.segments) {
                     callback(answer);
                     return;
                 }
                 m_copy.segments(context, [request, callback](const Result<QList<Segment>> &all) {
                     callback(all.map([&request](const QList<Segment> &segments) {
                         return pageOf(segments, request);
                     }));
                 });
             });
    };
}

void PeopleSources::memberCount(SegmentId segment, QObject *context, Callback<qint64> callback)
{
    if (!isComplete()) {
        segmentdesk::memberCount(m_session.background(), segment, context, std::move(callback));
        return;
    }
    PeopleFilter filter;
    filter.memberOf = segment;
    m_copy.count(filter, context, std::move(callback));
}

void PeopleSources::storeCounts(QObject *context, Callback<StoreCounts> callback)
{
    if (!isComplete()) {
        segmentdesk::storeCounts(m_session.background(), context, std::move(callback));
        return;
    }
    PeopleFilter with;
    with.hasProfile = true;
    m_copy.count(with, context, [this, context, callback](const Result<qint64> &profiles) {
        if (!profiles || !isComplete()) {
            callback(profiles.map([](qint64 number) { return StoreCounts{number, number}; }));
            return;
        }
        PeopleFilter without;
        without.hasProfile = false;
        m_copy.count(without, context,
                     [callback, number = *profiles](const Result<qint64> &others) {
                         callback(others.map([number](qint64 rest) {
                             return StoreCounts{number + rest, number};
                         }));
                     });
    });
}

bool PeopleSources::readAgain()
{
    if (!m_copy.readAgain)
        return false;
    m_copy.readAgain();
    return isComplete();
}

} // namespace segmentdesk
