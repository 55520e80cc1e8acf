// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/mirrorsync.h"

#include "models/api/storeapi.h"
#include "models/jobs/livesources.h"
#include "models/jobs/pagewalker.h"
#include "models/mirror/mirror.h"

#include <map>
#include <utility>

namespace segmentdesk {

namespace {

JobFacts factsOfSync()
{
    JobFacts facts;
    facts.kind = JobFacts::Kind::ReadStore;
    facts.number = -1;
    return facts;
}

/// A page with the mark of when it was asked for.
template <typename T>
PageSource<T> marked(PageSource<T> source, Mirror &mirror, std::map<int, quint64> &marks)
{
    return [source = std::move(source), &mirror, &marks](PageRequest request, QObject *context,
                                                         Callback<Page<T>> callback) {
        marks[request.page] = mirror.mark();
        source(request, context, std::move(callback));
    };
}

} // namespace

class MirrorSync::Private
{
public:
    Private(MirrorSync &job, StoreApi &store, Mirror &copy, Kind what)
        : q(job), api(store), mirror(copy), kind(what)
    {
    }

    void check();
    void begin();
    void readSegments();
    void readCustomers();
    void readProfiles();
    void readMembers(qsizetype index);
    void end();
    template <typename T>
    void walk(PageSource<T> source,
              std::function<void(const QList<T> &rows, quint64 mark, Mirror::Done done)> take,
              std::function<void()> then);
    bool trouble(const ApiError &error);
    void failed(const ApiError &error, JobError::Kind what = JobError::Kind::Store);
    void stopReading();
    void later(std::function<void()> step);
    QObject *context() const { return reading.get(); }

    MirrorSync &q;
    StoreApi &api;
    Mirror &mirror;
    Kind kind;
    std::unique_ptr<QObject> reading; ///< context of everything that is under way
    QList<Segment> segments;
    std::map<int, quint64> marks; ///< by page of the list that is being read
    bool withSegments = true; ///< the store gives the segments of customers
    bool slipped = false; ///< a list changed its length while it was read
    int passes = 0;
    qint64 rowsBefore = 0; ///< of lists that are read already
    std::function<void()> resumeWalk;
    std::function<void()> pauseWalk;
    std::function<void()> heldStep; ///< to go on with after a pause
};

MirrorSync::MirrorSync(StoreApi &api, Mirror &mirror, Kind kind, QObject *parent)
    : Job(factsOfSync(), parent)
    , d(std::make_unique<Private>(*this, api, mirror, kind))
{
}

MirrorSync::~MirrorSync() = default;

MirrorSync::Kind MirrorSync::kind() const
{
    return d->kind;
}

void MirrorSync::doStart()
{
    d->reading = std::make_unique<QObject>();
    if (d->mirror.state() != Mirror::State::Complete)
        d->kind = Kind::Whole;
    if (d->kind == Kind::Check)
        d->check();
    else
        d->begin();
}

void MirrorSync::doPause()
{
    if (d->pauseWalk)
        d->pauseWalk();
}

void MirrorSync::doResume()
{
    if (d->heldStep)
        std::exchange(d->heldStep, {})();
    else if (d->resumeWalk)
        d->resumeWalk();
}

void MirrorSync::doCancel()
{
    d->stopReading();
    finish(End::Cancelled);
}

/// Ends everything that is under way, a little later: this may be one of its callbacks.
void MirrorSync::Private::stopReading()
{
    pauseWalk = {};
    resumeWalk = {};
    heldStep = {};
    if (QObject *under = reading.release()) {
        under->setParent(&q);
        under->deleteLater();
    }
}

/// Whether a failure is one that a wait may mend; then the job waits.
bool MirrorSync::Private::trouble(const ApiError &error)
{
    if (!error.isTransient() && error.kind != ApiError::Kind::Unauthorized)
        return false;
    q.waitFor({JobError::Kind::Store, error, {}});
    return true;
}

void MirrorSync::Private::failed(const ApiError &error, JobError::Kind what)
{
    JobError why {what, {}, {}};
    if (what == JobError::Kind::Mirror)
        why.text = error.details;
    else
        why.api = error;
    stopReading();
    q.finish(End::Failed, why);
}

/// Goes on, at once or after a pause.
void MirrorSync::Private::later(std::function<void()> step)
{
    if (q.state() == State::Ended)
        return;
    if (q.state() == State::Paused)
        heldStep = std::move(step);
    else
        step();
}

template <typename T>
void MirrorSync::Private::walk(
        PageSource<T> source, std::function<void(const QList<T> &, quint64, Mirror::Done)> take,
        std::function<void()> then)
{
    class Holder : public QObject
    {
    public:
        Holder(PageSource<T> from, QObject *parent) : QObject(parent), walker(std::move(from)) { }
        PageWalker<T> walker;
        int page = 0;
    };
    marks.clear();
    auto *holder = new Holder(marked<T>(std::move(source), mirror, marks), context());
    PageWalker<T> &walker = holder->walker;
    pauseWalk = [&walker] { walker.pause(); };
    resumeWalk = [&walker] { walker.resume(); };
    walker.onPage = [this, holder, take = std::move(take)](const Page<T> &page) {
        const quint64 mark = marks[++holder->page];
        marks.erase(holder->page);
        const qint64 rows = page.items.size();
        take(page.items, mark, [this, holder, rows](const Result<Mirror::Counts> &written) {
            if (!written) {
                failed(written.error(), JobError::Kind::Mirror);
                return;
            }
            rowsBefore += rows;
            q.setProgress(rowsBefore, {});
            holder->walker.consumed();
        });
    };
    walker.onTrouble = [this, &walker](const ApiError &error) {
        if (!trouble(error))
            return false;
        walker.pause();
        return true;
    };
    walker.onEnd = [this, holder, then = std::move(then)](const Result<WalkEnd> &end) {
        pauseWalk = {};
        resumeWalk = {};
        holder->deleteLater();
        if (!end) {
            failed(end.error());
            return;
        }
        slipped = slipped || end->totalChanged;
        later(then);
    };
    walker.start();
}

void MirrorSync::Private::check()
{
    storeCounts(api, context(), [this](const Result<StoreCounts> &counts) {
        if (!counts) {
            if (trouble(counts.error()))
                heldStep = [this] { check(); };
            else
                failed(counts.error());
            return;
        }
        const Mirror::Counts known = mirror.counts();
        if (counts->customers != known.customers || counts->profiles != known.profiles) {
            begin();
            return;
        }
        auto found = std::make_shared<QList<Segment>>();
        walkAll<Segment>(
                segmentsSource(api), context(),
                [found](const Page<Segment> &page, qint64) { found->append(page.items); },
                [this, found](const Result<WalkEnd> &end) {
                    if (!end) {
                        failed(end.error());
                        return;
                    }
                    if (found->size() != mirror.counts().segments) {
                        begin();
                        return;
                    }
                    mirror.setSegments(*found, mirror.mark(), context(), {});
                    mirror.setChecked();
                    q.finish(End::Done);
                });
    });
}

void MirrorSync::Private::begin()
{
    kind = Kind::Whole;
    ++passes;
    slipped = false;
    rowsBefore = 0;
    q.setPhase(Phase::Working);
    storeCounts(api, context(), [this](const Result<StoreCounts> &counts) {
        if (!counts) {
            --passes;
            if (trouble(counts.error()))
                heldStep = [this] { begin(); };
            else
                failed(counts.error());
            return;
        }
        q.setTotal(counts->customers + counts->profiles);
        mirror.beginPass(context(), [this](const Result<Mirror::Counts> &begun) {
            if (begun)
                later([this] { readSegments(); });
            else
                failed(begun.error(), JobError::Kind::Mirror);
        });
    });
}

void MirrorSync::Private::readSegments()
{
    segments.clear();
    const quint64 mark = mirror.mark();
    walkAll<Segment>(
            segmentsSource(api), context(),
            [this](const Page<Segment> &page, qint64) { segments.append(page.items); },
            [this, mark](const Result<WalkEnd> &end) {
                if (!end) {
                    if (trouble(end.error()))
                        heldStep = [this] { readSegments(); };
                    else
                        failed(end.error());
                    return;
                }
                mirror.setSegments(segments, mark, context(), [this](const Result<Mirror::Counts> &written) {
                    if (written)
                        later([this] { readCustomers(); });
                    else
                        failed(written.error(), JobError::Kind::Mirror);
                });
            });
}

void MirrorSync::Private::readCustomers()
{
    const auto source = [this](PageRequest request, QObject *asking, Callback<Page<Customer>> callback) {
        CustomerQuery query;
        query.page = request;
        query.includeProfiles = true;
        query.includeSegments = withSegments;
        api.listCustomers(query, asking, std::move(callback));
    };
    // One row first: whether this token gets the segments of customers at all.
    source({1, 1}, context(), [this, source](const Result<Page<Customer>> &first) {
        if (!first && withSegments
            && (first.error().kind == ApiError::Kind::Forbidden
                || first.error().kind == ApiError::Kind::Rejected)) {
            withSegments = false;
            readCustomers();
            return;
        }
        if (!first) {
            if (trouble(first.error()))
                heldStep = [this] { readCustomers(); };
            else
                failed(first.error());
            return;
        }
        if (!first->items.isEmpty() && !first->items.first().segmentIds)
            withSegments = false;
        walk<Customer>(
                source,
                [this](const QList<Customer> &rows, quint64 mark, Mirror::Done done) {
                    mirror.addCustomers(rows, mark, context(), std::move(done));
                },
                [this] { readProfiles(); });
    });
}

void MirrorSync::Private::readProfiles()
{
    walk<ShopperProfile>(
            [this](PageRequest request, QObject *asking, Callback<Page<ShopperProfile>> callback) {
                api.listProfiles(request, asking, std::move(callback));
            },
            [this](const QList<ShopperProfile> &rows, quint64 mark, Mirror::Done done) {
                mirror.addProfiles(rows, mark, context(), std::move(done));
            },
            [this] {
                if (withSegments)
                    end();
                else
                    readMembers(0);
            });
}

/// Segment by segment: what a store asks for that does not tell the segments of customers.
void MirrorSync::Private::readMembers(qsizetype index)
{
    if (q.state() == State::Ended)
        return;
    if (index >= segments.size()) {
        end();
        return;
    }
    const SegmentId segment = segments.at(index).id;
    const quint64 mark = mirror.mark();
    auto members = std::make_shared<QList<ProfileId>>();
    walkAll<Person>(
            membersSource(api, segment), context(),
            [members](const Page<Person> &page, qint64) {
                for (const Person &person : page.items)
                    members->append(person.profile->id);
            },
            [this, index, segment, mark, members](const Result<WalkEnd> &end) {
                if (!end) {
                    if (end.error().kind == ApiError::Kind::NotFound) { // deleted meanwhile
                        slipped = true;
                        readMembers(index + 1);
                    } else if (trouble(end.error())) {
                        heldStep = [this, index] { readMembers(index); };
                    } else {
                        failed(end.error());
                    }
                    return;
                }
                mirror.setMembers(segment, *members, mark, context(),
                                  [this, index](const Result<Mirror::Counts> &written) {
                                      if (written)
                                          later([this, index] { readMembers(index + 1); });
                                      else
                                          failed(written.error(), JobError::Kind::Mirror);
                                  });
            });
}

void MirrorSync::Private::end()
{
    if (slipped && passes < maxPasses) {
        begin();
        return;
    }
    q.setPhase(Phase::Checking);
    mirror.endPass(context(), [this](const Result<Mirror::Counts> &counts) {
        if (!counts) {
            failed(counts.error(), JobError::Kind::Mirror);
            return;
        }
        q.setTotal(rowsBefore);
        q.setProgress(rowsBefore, {});
        q.finish(slipped ? End::DoneWithWarnings : End::Done);
    });
}

} // namespace segmentdesk
