// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirror.h"
#include "models/sql/statement.h"

#include "models/mirror/mirrordatabase.h"
#include "models/mirror/mirrorlane.h"
#include "models/mirror/mirrorreader.h"
#include "models/mirror/mirrorsyncstate.h"
#include "models/mirror/mirrorwriter.h"
#include "models/mirror/peopleindexreader.h"
#include "models/mirror/peoplelists.h"
#include "models/mirror/peopletextindex.h"
#include "models/mirror/workthread.h"

#include <QDir>
#include <QPointer>
#include <QSqlError>
#include <QTimer>

#include <atomic>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int changedIntervalMs = 1000;
constexpr int flushDelayMs = 2000; ///< most that a power cut can cost of a pass

} // namespace

class Mirror::Private
{
public:
    using Lane = MirrorLane;

    Private(Mirror &mirror, const QString &file, const QString &store)
        : q(mirror), fileName(file), storeName(store),
          syncState(
              [this](QObject *context, Done done, std::function<QString(MirrorWriter &)> work) {
                  write(context, std::move(done), std::move(work));
              })
    {
    }
    ~Private()
    {
        isEnding = true;
        // The connections end in the threads that opened them; the writer may still post to the
        // readers.
        writing.post([this] {
            writer.reset();
            writeDatabase.reset();
        });
        writing.stop();
        quick.close();
        thorough.close();
    }

    void open();
    void opened(const MirrorDatabase::Opened &result, const MirrorWriter::Facts &facts,
                const Counts &now);
    void setState(State next);
    void fail(Failure why, const QString &text);
    void touched();
    void feedOn(const QPointer<QObject> &asking, const Callback<bool> &callback,
                const std::shared_ptr<PeopleIndexReader> &from);
    /// Writes in the writing thread; @p counts: and counts everything afterwards.
    void write(QObject *context, Done done, std::function<QString(MirrorWriter &)> work,
               bool counts = false);
    void flushLater();
    void readTexts();

    Mirror &q;
    QString fileName;
    QString storeName;
    State state = State::Opening;
    Failure failure = Failure::None;
    QString error;
    bool damaged = false;
    QDateTime readAt;
    Counts counts;
    MirrorSyncState syncState;
    quint64 mark = 0;
    QTimer changedTimer;

    PeopleTextIndex texts; ///< of everybody, once the copy is Complete; lanes and writer use it
    std::atomic<bool> isEnding = false;
    Lane quick{q}; ///< what is read by an index, a page at most
    Lane thorough{q}; ///< what goes through everything
    PeopleLists lists{q, quick, thorough};
    // Of the writing thread alone.
    std::unique_ptr<MirrorDatabase> writeDatabase;
    std::unique_ptr<MirrorWriter> writer;
    bool flushIsDue = false;
    WorkThread writing;
};

void Mirror::Private::open()
{
    writing.post([this] {
        writeDatabase =
            std::make_unique<MirrorDatabase>(fileName, storeName, MirrorDatabase::Access::Write);
        const MirrorDatabase::Opened result = writeDatabase->open();
        MirrorWriter::Facts facts;
        Counts now;
        if (result.error.isEmpty()) {
            writer = std::make_unique<MirrorWriter>(writeDatabase->connection(), texts);
            facts = writer->facts();
            now = writer->counts();
        }
        QMetaObject::invokeMethod(
            &q, [this, result, facts, now] { opened(result, facts, now); }, Qt::QueuedConnection);
        if (!result.error.isEmpty())
            return;
        quick.open(fileName, storeName, texts);
        thorough.open(fileName, storeName, texts);
        readTexts();
    });
}

void Mirror::Private::opened(const MirrorDatabase::Opened &result, const MirrorWriter::Facts &facts,
                             const Counts &now)
{
    damaged = result.wasDamaged;
    if (!result.error.isEmpty()) {
        fail(result.failure, result.error);
        return;
    }
    readAt = facts.readAt;
    counts = now;
    syncState.reset(facts.checkedAt, facts.leftOut, facts.cutPass);
    setState(readAt.isValid()         ? State::Complete
                 : facts.passUnderWay ? State::Partial
                                      : State::Empty);
}

void Mirror::Private::setState(State next)
{
    if (state == next)
        return;
    state = next;
    Q_EMIT q.stateChanged();
}

void Mirror::Private::fail(Failure why, const QString &text)
{
    if (state == State::Failed)
        return;
    failure = why;
    error = text;
    setState(State::Failed);
}

void Mirror::Private::touched()
{
    if (!changedTimer.isActive())
        changedTimer.start();
}

/// In the thorough lane; after each piece the next in that lane gets a turn.
void Mirror::Private::feedOn(const QPointer<QObject> &asking, const Callback<bool> &callback,
                             const std::shared_ptr<PeopleIndexReader> &from)
{
    if (asking.isNull())
        return;
    const Result<bool> more = thorough.isOpen() ? from->readOn(thorough.connection())
                                                : Result<bool>(tl::unexpected(mirrorProblem({})));
    if (more && *more) {
        thorough.post([this, asking, callback, from] { feedOn(asking, callback, from); });
        return;
    }
    QMetaObject::invokeMethod(
        &q,
        [asking, callback, more] {
            if (asking)
                callback(more.map([](bool) { return true; }));
        },
        Qt::QueuedConnection);
}

void Mirror::Private::write(QObject *context, Done done,
                            std::function<QString(MirrorWriter &)> work, bool counting)
{
    const QPointer<QObject> asking(context);
    writing.post([this, asking, done = std::move(done), work = std::move(work), counting] {
        const int before = writer ? writer->changes() : 0;
        const QString said = writer ? work(*writer) : u"the local copy is not open"_s;
        const bool isChanged = writer && writer->changes() != before;
        const Failure why = writer && !said.isEmpty()
            ? MirrorDatabase::failureOf(writer->lastError())
            : Failure::Other;
        const std::optional<Counts> now =
            counting && said.isEmpty() ? std::optional(writer->counts()) : std::nullopt;
        if (said.isEmpty())
            flushLater();
        QMetaObject::invokeMethod(
            &q,
            [this, asking, done, said, why, now, isChanged] {
                if (now)
                    counts = *now;
                if (!said.isEmpty())
                    fail(why, said);
                else if (isChanged)
                    touched();
                if (!asking || !done)
                    return;
                if (said.isEmpty())
                    done(counts);
                else
                    done(tl::unexpected(mirrorProblem(said)));
            },
            Qt::QueuedConnection);
    });
}

/// In the writing thread, before anything else is written. Until it is there, words are looked for
/// in the file, which finds the same.
void Mirror::Private::readTexts()
{
    const QString said = writer->readText([this] { return !isEnding; });
    if (said.isEmpty())
        return;
    const Failure why = MirrorDatabase::failureOf(writer->lastError());
    QMetaObject::invokeMethod(
        &q, [this, said, why] { fail(why, said); }, Qt::QueuedConnection);
}

/// In the writing thread.
void Mirror::Private::flushLater()
{
    if (flushIsDue || !writer->hasBatch())
        return;
    flushIsDue = true;
    QTimer::singleShot(flushDelayMs, writing.context(), [this] {
        flushIsDue = false;
        const QString said = writer->flush();
        const Failure why = MirrorDatabase::failureOf(writer->lastError());
        QMetaObject::invokeMethod(
            &q,
            [this, said, why] {
                if (said.isEmpty())
                    touched();
                else
                    fail(why, said);
            },
            Qt::QueuedConnection);
    });
}

Mirror::Mirror(const QString &folder, const QString &store, QObject *parent)
    : QObject(parent),
      d(std::make_unique<Private>(*this, QDir(folder).filePath(u"copy.sqlite"_s), store))
{
    d->changedTimer.setSingleShot(true);
    d->changedTimer.setInterval(changedIntervalMs);
    connect(&d->changedTimer, &QTimer::timeout, this, &Mirror::changed);
    d->open();
}

Mirror::~Mirror() = default;

Mirror::State Mirror::state() const
{
    return d->state;
}

Mirror::Failure Mirror::failure() const
{
    return d->failure;
}

QString Mirror::error() const
{
    return d->error;
}

bool Mirror::wasDamaged() const
{
    return d->damaged;
}

QDateTime Mirror::readAt() const
{
    return d->readAt;
}

Mirror::Counts Mirror::counts() const
{
    return d->counts;
}

bool Mirror::knowsWhoHasNoProfile() const
{
    const LeftOut leftOut = d->syncState.leftOut();
    return leftOut.profiles == 0 || !leftOut.profilesUntold;
}

Mirror::File Mirror::file() const
{
    return {d->fileName, d->storeName};
}

PageSource<Person> Mirror::people(const PeopleQuery &query)
{
    return d->lists.source(query);
}

void Mirror::count(const PeopleFilter &filter, QObject *context, Callback<qint64> callback)
{
    d->thorough.ask<qint64>(context, std::move(callback),
                            [filter](MirrorReader &reader) { return reader.count(filter); });
}

void Mirror::overlap(const QList<SegmentId> &segments, QObject *context, Callback<Overlap> callback)
{
    d->thorough.ask<Overlap>(context, std::move(callback),
                             [segments](MirrorReader &reader) -> Result<Overlap> {
                                 if (segments.size() > SegmentSet::maxSegments) {
                                     ApiError error;
                                     error.kind = ApiError::Kind::InvalidArguments;
                                     return tl::unexpected(error);
                                 }
                                 return reader.overlap(segments);
                             });
}

void Mirror::segments(QObject *context, Callback<QList<Segment>> callback)
{
    d->quick.ask<QList<Segment>>(context, std::move(callback),
                                 [](MirrorReader &reader) { return reader.segments(); });
}

void Mirror::customerGroups(QObject *context, Callback<QList<Group>> callback)
{
    d->thorough.ask<QList<Group>>(context, std::move(callback),
                                  [](MirrorReader &reader) { return reader.customerGroups(); });
}

void Mirror::history(ProfileId profile, QObject *context, Callback<QList<Event>> callback)
{
    d->quick.ask<QList<Event>>(context, std::move(callback),
                               [profile](MirrorReader &reader) { return reader.history(profile); });
}

void Mirror::feed(const std::shared_ptr<PeopleFeed> &feed, QObject *context,
                  Callback<bool> callback)
{
    feed->expect(d->counts.customers);
    const QPointer<QObject> asking(context);
    d->thorough.post(
        [this, asking, callback = std::move(callback),
         from = std::make_shared<PeopleIndexReader>(feed)] { d->feedOn(asking, callback, from); });
}

MirrorSyncState &Mirror::syncState() const
{
    return d->syncState;
}

quint64 Mirror::mark() const
{
    return d->mark;
}

void Mirror::beginPass(QObject *context, Done done)
{
    if (d->state == State::Empty)
        d->setState(State::Partial);
    d->syncState.forgetCutPass();
    d->write(context, std::move(done), [](MirrorWriter &writer) { return writer.beginPass(true); });
}

void Mirror::setSegments(const QList<Segment> &segments, quint64 mark, QObject *context, Done done)
{
    d->write(context, std::move(done),
             [segments, mark](MirrorWriter &writer) { return writer.setSegments(segments, mark); });
}

void Mirror::addCustomers(const QList<Customer> &customers, quint64 mark, QObject *context,
                          Done done)
{
    d->write(context, std::move(done), [customers, mark](MirrorWriter &writer) {
        return writer.addCustomers(customers, mark);
    });
}

void Mirror::addProfiles(const QList<ShopperProfile> &profiles, quint64 mark, QObject *context,
                         Done done)
{
    d->write(context, std::move(done),
             [profiles, mark](MirrorWriter &writer) { return writer.addProfiles(profiles, mark); });
}

void Mirror::setMembers(SegmentId segment, const QList<ProfileId> &members, quint64 mark,
                        QObject *context, Done done)
{
    d->write(context, std::move(done), [segment, members, mark](MirrorWriter &writer) {
        return writer.setMembers(segment, members, mark);
    });
}

void Mirror::endPass(QObject *context, Done done, const LeftOut &leftOut)
{
    auto facts = std::make_shared<MirrorWriter::Facts>();
    const QPointer<QObject> asking(context);
    d->write(
        this,
        [this, facts, asking, done = std::move(done)](const Result<Counts> &counts) {
            if (counts) {
                d->readAt = facts->readAt;
                d->syncState.reset(facts->checkedAt, facts->leftOut, std::nullopt);
                d->setState(State::Complete);
            }
            if (asking)
                done(counts);
        },
        [facts, leftOut](MirrorWriter &writer) {
            const QString error = writer.endPass(leftOut);
            if (error.isEmpty())
                *facts = writer.facts();
            return error;
        },
        true);
    d->writing.post([this] {
        if (d->writer)
            d->readTexts();
    });
}

void Mirror::recount(QObject *context, Done done)
{
    d->write(
        context, std::move(done), [](MirrorWriter &writer) { return writer.flush(); }, true);
}

bool Mirror::Change::isEmpty() const
{
    return segments.isEmpty() && deletedSegments.isEmpty() && profiles.isEmpty()
        && deletedProfiles.isEmpty() && joined.isEmpty() && left.isEmpty();
}

void Mirror::apply(const Change &change)
{
    if (change.isEmpty() || d->state == State::Failed)
        return;
    const quint64 mark = ++d->mark;
    d->write(
        nullptr, {}, [change, mark](MirrorWriter &writer) { return writer.apply(change, mark); },
        true);
}

} // namespace segmentdesk
