// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/mirror/mirror.h"

#include "models/mirror/mirrordatabase.h"
#include "models/mirror/mirrorreader.h"
#include "models/mirror/mirrorwriter.h"

#include <QDir>
#include <QPointer>
#include <QSqlError>
#include <QThread>
#include <QTimer>

namespace segmentdesk {

namespace {

constexpr int changedIntervalMs = 1000;

ApiError notThere(const QString &why)
{
    ApiError error;
    error.kind = ApiError::Kind::UnexpectedAnswer;
    error.details = why.isEmpty() ? QStringLiteral("the local copy is not open") : why;
    return error;
}

/// A thread with an object in it that work can be posted to.
struct Worker
{
    Worker() : object(new QObject)
    {
        object->moveToThread(&thread);
        thread.start();
    }
    ~Worker() { stop(); }

    /// Waits until everything that was posted is done.
    void stop()
    {
        if (!object)
            return;
        post([this] {
            delete std::exchange(object, nullptr);
            thread.quit();
        });
        thread.wait();
    }

    template <typename Work>
    void post(Work work)
    {
        QMetaObject::invokeMethod(object, std::move(work), Qt::QueuedConnection);
    }

    QThread thread;
    QObject *object;
};

} // namespace

class Mirror::Private
{
public:
    Private(Mirror &mirror, const QString &file, const QString &store)
        : q(mirror), fileName(file), storeName(store)
    {
    }
    ~Private()
    {
        // The connections end in the threads that opened them; the writer may still post to the reader.
        writing.post([this] {
            writer.reset();
            writeDatabase.reset();
        });
        writing.stop();
        reading.post([this] {
            reader.reset();
            readDatabase.reset();
        });
        reading.stop();
    }

    void open();
    void opened(const MirrorDatabase::Opened &result, const MirrorWriter::Facts &facts, const Counts &now);
    void setState(State next);
    void fail(Failure why, const QString &text);
    void touched();
    /// Asks in the reading thread and answers @p context.
    template <typename T>
    void ask(QObject *context, Callback<T> callback, std::function<Result<T>(MirrorReader &)> question);
    /// Writes in the writing thread; @p counts: and counts everything afterwards.
    void write(QObject *context, Done done, std::function<QString(MirrorWriter &)> work, bool counts = false);

    Mirror &q;
    QString fileName;
    QString storeName;
    State state = State::Opening;
    Failure failure = Failure::None;
    QString error;
    bool damaged = false;
    QDateTime readAt;
    QDateTime checkedAt;
    Counts counts;
    quint64 mark = 0;
    QTimer changedTimer;

    // Each of the one thread alone.
    std::unique_ptr<MirrorDatabase> writeDatabase;
    std::unique_ptr<MirrorWriter> writer;
    std::unique_ptr<MirrorDatabase> readDatabase;
    std::unique_ptr<MirrorReader> reader;
    Worker reading;
    Worker writing;
};

void Mirror::Private::open()
{
    writing.post([this] {
        writeDatabase = std::make_unique<MirrorDatabase>(fileName, storeName, MirrorDatabase::Access::Write);
        const MirrorDatabase::Opened result = writeDatabase->open();
        MirrorWriter::Facts facts;
        Counts now;
        if (result.error.isEmpty()) {
            writer = std::make_unique<MirrorWriter>(writeDatabase->connection(),
                                                    writeDatabase->hasIndexedSearch());
            facts = writer->facts();
            now = writer->counts();
        }
        QMetaObject::invokeMethod(&q, [this, result, facts, now] { opened(result, facts, now); },
                                  Qt::QueuedConnection);
        if (!result.error.isEmpty())
            return;
        reading.post([this] {
            readDatabase = std::make_unique<MirrorDatabase>(fileName, storeName, MirrorDatabase::Access::Read);
            if (readDatabase->open().error.isEmpty()) {
                reader = std::make_unique<MirrorReader>(readDatabase->connection(),
                                                        readDatabase->hasIndexedSearch());
            }
        });
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
    checkedAt = facts.checkedAt;
    counts = now;
    setState(readAt.isValid()           ? State::Complete
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

template <typename T>
void Mirror::Private::ask(QObject *context, Callback<T> callback,
                          std::function<Result<T>(MirrorReader &)> question)
{
    const QPointer<QObject> asking(context);
    reading.post([this, asking, callback = std::move(callback), question = std::move(question)] {
        if (asking.isNull()) // nobody waits for it any more; all that this thread may ask of it
            return;
        Result<T> answer = reader ? question(*reader) : Result<T>(tl::unexpected(notThere({})));
        QMetaObject::invokeMethod(
                &q,
                [asking, callback, answer = std::move(answer)] {
                    if (asking)
                        callback(answer);
                },
                Qt::QueuedConnection);
    });
}

void Mirror::Private::write(QObject *context, Done done, std::function<QString(MirrorWriter &)> work,
                            bool counting)
{
    const QPointer<QObject> asking(context);
    writing.post([this, asking, done = std::move(done), work = std::move(work), counting] {
        const QString said = writer ? work(*writer) : QStringLiteral("the local copy is not open");
        const Failure why = writer && !said.isEmpty() ? MirrorDatabase::failureOf(writer->lastError())
                                                      : Failure::Other;
        const std::optional<Counts> now =
                counting && said.isEmpty() ? std::optional(writer->counts()) : std::nullopt;
        QMetaObject::invokeMethod(
                &q,
                [this, asking, done, said, why, now] {
                    if (now)
                        counts = *now;
                    if (!said.isEmpty())
                        fail(why, said);
                    else
                        touched();
                    if (!asking || !done)
                        return;
                    if (said.isEmpty())
                        done(counts);
                    else
                        done(tl::unexpected(notThere(said)));
                },
                Qt::QueuedConnection);
    });
}

Mirror::Mirror(const QString &folder, const QString &store, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, QDir(folder).filePath(QStringLiteral("copy.sqlite")), store))
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

QDateTime Mirror::checkedAt() const
{
    return d->checkedAt;
}

Mirror::Counts Mirror::counts() const
{
    return d->counts;
}

PageSource<Person> Mirror::people(const PeopleQuery &query)
{
    /// Made by the first page that is asked for; of the reading thread.
    struct List
    {
        bool isMade = false;
        QList<qint64> ids;
    };
    auto list = std::make_shared<List>();
    return [this, query, list](PageRequest request, QObject *context, Callback<Page<Person>> callback) {
        d->ask<Page<Person>>(
                context, std::move(callback),
                [query, list, request](MirrorReader &reader) -> Result<Page<Person>> {
                    if (!list->isMade) {
                        Result<QList<qint64>> ids = reader.ids(query);
                        if (!ids)
                            return tl::unexpected(ids.error());
                        list->ids = std::move(*ids);
                        list->isMade = true;
                    }
                    Page<Person> page;
                    page.number = request.page;
                    page.perPage = request.limit;
                    page.total = list->ids.size();
                    const qsizetype first = qsizetype(request.page - 1) * request.limit;
                    Result<QList<Person>> people = reader.people(list->ids.mid(first, request.limit));
                    if (!people)
                        return tl::unexpected(people.error());
                    page.items = std::move(*people);
                    return page;
                });
    };
}

void Mirror::count(const PeopleFilter &filter, QObject *context, Callback<qint64> callback)
{
    d->ask<qint64>(context, std::move(callback),
                   [filter](MirrorReader &reader) { return reader.count(filter); });
}

void Mirror::overlap(const QList<SegmentId> &segments, QObject *context, Callback<Overlap> callback)
{
    d->ask<Overlap>(context, std::move(callback), [segments](MirrorReader &reader) -> Result<Overlap> {
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
    d->ask<QList<Segment>>(context, std::move(callback),
                           [](MirrorReader &reader) { return reader.segments(); });
}

void Mirror::history(ProfileId profile, QObject *context, Callback<QList<Event>> callback)
{
    d->ask<QList<Event>>(context, std::move(callback),
                         [profile](MirrorReader &reader) { return reader.history(profile); });
}

quint64 Mirror::mark() const
{
    return d->mark;
}

void Mirror::beginPass(QObject *context, Done done)
{
    if (d->state == State::Empty)
        d->setState(State::Partial);
    d->write(context, std::move(done), [](MirrorWriter &writer) { return writer.beginPass(); });
}

void Mirror::setSegments(const QList<Segment> &segments, quint64 mark, QObject *context, Done done)
{
    d->write(context, std::move(done),
             [segments, mark](MirrorWriter &writer) { return writer.setSegments(segments, mark); });
}

void Mirror::addCustomers(const QList<Customer> &customers, quint64 mark, QObject *context, Done done)
{
    d->write(context, std::move(done),
             [customers, mark](MirrorWriter &writer) { return writer.addCustomers(customers, mark); });
}

void Mirror::addProfiles(const QList<ShopperProfile> &profiles, quint64 mark, QObject *context, Done done)
{
    d->write(context, std::move(done),
             [profiles, mark](MirrorWriter &writer) { return writer.addProfiles(profiles, mark); });
}

void Mirror::setMembers(SegmentId segment, const QList<ProfileId> &members, quint64 mark, QObject *context,
                        Done done)
{
    d->write(context, std::move(done), [segment, members, mark](MirrorWriter &writer) {
        return writer.setMembers(segment, members, mark);
    });
}

void Mirror::endPass(QObject *context, Done done)
{
    auto facts = std::make_shared<MirrorWriter::Facts>();
    const QPointer<QObject> asking(context);
    d->write(
            this,
            [this, facts, asking, done = std::move(done)](const Result<Counts> &counts) {
                if (counts) {
                    d->readAt = facts->readAt;
                    d->checkedAt = facts->checkedAt;
                    d->setState(State::Complete);
                }
                if (asking)
                    done(counts);
            },
            [facts](MirrorWriter &writer) {
                const QString error = writer.endPass();
                if (error.isEmpty())
                    *facts = writer.facts();
                return error;
            },
            true);
}

void Mirror::setChecked()
{
    d->checkedAt = QDateTime::currentDateTimeUtc();
    d->write(nullptr, {}, [](MirrorWriter &writer) { return writer.setChecked(); });
}

bool Mirror::Change::isEmpty() const
{
    return segments.isEmpty() && deletedSegments.isEmpty() && profiles.isEmpty() && deletedProfiles.isEmpty()
            && joined.isEmpty() && left.isEmpty();
}

void Mirror::apply(const Change &change)
{
    if (change.isEmpty() || d->state == State::Failed)
        return;
    const quint64 mark = ++d->mark;
    d->write(nullptr, {}, [change, mark](MirrorWriter &writer) { return writer.apply(change, mark); }, true);
}

} // namespace segmentdesk
