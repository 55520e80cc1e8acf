// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Over 600 lines: its steps are one state machine, each of which can wait, pause and begin again.

#include "models/sync/mirrorsync.h"

#include "models/api/storeapi.h"
#include "models/mirror/mirror.h"
#include "models/mirror/mirrorsyncstate.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
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
    void readChanged(const QDateTime &since, bool again);
    void compare();
    void begin();
    void begun(const Result<Mirror::Counts> &begun);
    std::optional<Mirror::PassPoint> pointToGoOnFrom() const;
    void readSegments();
    void goOn();
    void readCustomers();
    void walkCustomers(int firstPage);
    void readProfiles(int firstPage);
    void setPoint(Mirror::PassPoint::List list, int pages, int perPage, CustomerId last);
    using Then = std::function<void()>;
    void readMembers(const QList<SegmentId> &which, qsizetype index, const Then &then);
    void compareMembers(const Then &then);
    void membersRead();
    void noteUntold(const QList<Customer> &customers);
    void end();
    template <typename T>
    void walk(PageSource<T> source, int firstPage,
              std::function<void(const Page<T> &page, quint64 mark, Mirror::Done done)> take,
              std::function<void(qint64 odd)> then);
    template <typename T>
    void ask(const PageSource<T> &source, PageRequest request, std::function<void()> again,
             std::function<void(const Page<T> &page)> then);
    PageSource<Customer> customers(const QDateTime &modifiedSince = {}) const;
    PageSource<ShopperProfile> profiles() const;
    bool trouble(const ApiError &error);
    void failedUnless(const ApiError &error, std::function<void()> again);
    void listSegments(std::function<void()> again,
                      std::function<void(const QList<Segment> &all)> then);
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
    Mirror::LeftOut leftOut; ///< rows of this pass that cannot be read
    std::optional<Mirror::PassPoint> cut; ///< where to continue
    QDateTime begunAt; ///< the pass, UTC
    bool slipped = false; ///< a list changed its length while it was read
    int passes = 0;
    qint64 rowsBefore = 0; ///< of lists that are read already
    std::function<void()> resumeWalk;
    std::function<void()> pauseWalk;
    std::function<void()> heldStep; ///< to continue with after a pause
};

MirrorSync::MirrorSync(StoreApi &api, Mirror &mirror, Kind kind, QObject *parent)
    : Job(factsOfSync(), parent), d(std::make_unique<Private>(*this, api, mirror, kind))
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
    if (d->kind == Kind::Check || d->mirror.state() != Mirror::State::Complete)
        d->cut = d->pointToGoOnFrom();
    if (d->kind == Kind::Check && d->mirror.state() == Mirror::State::Complete && !d->cut)
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
    finish(JobResult::Cancelled);
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

/// Fails, unless a wait may mend it: then does @p again afterwards.
void MirrorSync::Private::failedUnless(const ApiError &error, std::function<void()> again)
{
    if (trouble(error))
        heldStep = std::move(again);
    else
        failed(error);
}

void MirrorSync::Private::failed(const ApiError &error, JobError::Kind what)
{
    JobError why{what, {}, {}};
    if (what == JobError::Kind::Mirror)
        why.text = error.details;
    else
        why.api = error;
    stopReading();
    q.finish(JobResult::Failed, why);
}

/// Continues, at once or after a pause.
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
void MirrorSync::Private::walk(PageSource<T> source, int firstPage,
                               std::function<void(const Page<T> &, quint64, Mirror::Done)> take,
                               std::function<void(qint64 odd)> then)
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
    holder->page = firstPage - 1;
    PageWalker<T> &walker = holder->walker;
    pauseWalk = [&walker] { walker.pause(); };
    resumeWalk = [&walker] { walker.resume(); };
    walker.onPage = [this, holder, take = std::move(take)](const Page<T> &page) {
        const quint64 mark = marks[++holder->page];
        marks.erase(holder->page);
        const qint64 rows = page.items.size();
        take(page, mark, [this, holder, rows](const Result<Mirror::Counts> &written) {
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
        later([then, odd = end->odd] { then(odd); });
    };
    walker.start(firstPage);
}

/// One page; @p again is done after a wait that may mend a failure.
template <typename T>
void MirrorSync::Private::ask(const PageSource<T> &source, PageRequest request,
                              std::function<void()> again,
                              std::function<void(const Page<T> &)> then)
{
    source(request, context(),
           [this, again = std::move(again), then = std::move(then)](const Result<Page<T>> &page) {
               if (page)
                   then(*page);
               else
                   failedUnless(page.error(), again);
           });
}

PageSource<Customer> MirrorSync::Private::customers(const QDateTime &modifiedSince) const
{
    return [this, modifiedSince](PageRequest request, QObject *asking,
                                 Callback<Page<Customer>> callback) {
        CustomerQuery query;
        query.page = request;
        query.modifiedSince = modifiedSince;
        query.includeProfiles = true;
        query.includeSegments = withSegments;
        api.listCustomers(query, asking, std::move(callback));
    };
}

PageSource<ShopperProfile> MirrorSync::Private::profiles() const
{
    return [this](PageRequest request, QObject *asking, Callback<Page<ShopperProfile>> callback) {
        api.listProfiles(request, asking, std::move(callback));
    };
}

void MirrorSync::Private::check()
{
    mirror.syncState().lastModified(context(), [this](const Result<QDateTime> &since) {
        if (!since)
            failed(since.error(), JobError::Kind::Mirror);
        else if (since->isValid())
            readChanged(*since, false);
        else
            compare(); // the store returns no dates
    });
}

/// @p since is by the store's clock, and counted in: in that second more may have changed than was
/// read. If that second alone has too many, as after an import, it is left out (@p again).
void MirrorSync::Private::readChanged(const QDateTime &since, bool again)
{
    const PageSource<Customer> source = customers(since);
    ask<Customer>(
        source, {1, 1}, [this, since, again] { readChanged(since, again); },
        [this, source, since, again](const Page<Customer> &first) {
            if (first.total > maxChangedCustomers) {
                if (again)
                    begin();
                else
                    readChanged(since.addSecs(1), true);
                return;
            }
            walk<Customer>(
                source, 1,
                [this](const Page<Customer> &page, quint64 mark, Mirror::Done done) {
                    noteUntold(page.items);
                    mirror.addCustomers(page.items, mark, context(), std::move(done));
                },
                [this](qint64) { compare(); });
        });
}

/// All segments of the store; @p again is done after a wait that may mend a failure.
void MirrorSync::Private::listSegments(std::function<void()> again,
                                       std::function<void(const QList<Segment> &)> then)
{
    readCompleteSegments(api, context(),
                         [this, again = std::move(again),
                          then = std::move(then)](const Result<CompleteList<Segment>> &found) {
                             if (found)
                                 then(found->rows());
                             else
                                 failedUnless(found.error(), again);
                         });
}

void MirrorSync::Private::compare()
{
    const auto again = [this] { compare(); };
    storeCounts(api, context(), [this, again](const Result<StoreCounts> &counts) {
        if (!counts) {
            failedUnless(counts.error(), again);
            return;
        }
        const quint64 mark = mirror.mark();
        listSegments(again, [this, mark, store = *counts](const QList<Segment> &found) {
            segments = found;
            mirror.setSegments(found, mark, context(), {});
            mirror.recount(
                context(),
                [this, store, number = found.size()](const Result<Mirror::Counts> &known) {
                    if (!known) {
                        failed(known.error(), JobError::Kind::Mirror);
                        return;
                    }
                    const Mirror::LeftOut left = mirror.syncState().leftOut();
                    if (known->customers + left.customers != store.customers
                        || known->profiles + left.profiles != store.profiles
                        || known->segments != number) {
                        begin();
                        return;
                    }
                    compareMembers([this] {
                        mirror.syncState().setChecked();
                        q.setTotal(rowsBefore);
                        q.finish(JobResult::Done);
                    });
                });
        });
    });
}

std::optional<Mirror::PassPoint> MirrorSync::Private::pointToGoOnFrom() const
{
    const std::optional<Mirror::PassPoint> point = mirror.syncState().cutPass();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!point || point->begunAt.addSecs(maxCutHours * 3600) < now || point->begunAt > now)
        return std::nullopt;
    return point;
}

void MirrorSync::Private::begin()
{
    kind = Kind::Whole;
    slipped = false;
    rowsBefore = 0;
    q.setPhase(Phase::Working);
    storeCounts(api, context(), [this](const Result<StoreCounts> &counts) {
        if (!counts) {
            failedUnless(counts.error(), [this] { begin(); });
            return;
        }
        ++passes;
        q.setTotal(counts->customers + counts->profiles);
        if (cut) {
            begunAt = cut->begunAt;
            withSegments = cut->withSegments;
            // Of the pages that were read then, it is not known any more.
            leftOut = mirror.syncState().leftOut();
            leftOut.profilesUntold = true;
            mirror.syncState().resumePass(
                context(), [this](const Result<Mirror::Counts> &done) { begun(done); });
        } else {
            leftOut = {};
            begunAt = QDateTime::currentDateTimeUtc();
            mirror.beginPass(context(),
                             [this](const Result<Mirror::Counts> &done) { begun(done); });
        }
    });
}

void MirrorSync::Private::begun(const Result<Mirror::Counts> &begun)
{
    if (begun)
        later([this] { readSegments(); });
    else
        failed(begun.error(), JobError::Kind::Mirror);
}

void MirrorSync::Private::readSegments()
{
    const quint64 mark = mirror.mark();
    listSegments([this] { readSegments(); },
                 [this, mark](const QList<Segment> &found) {
                     segments = found;
                     mirror.setSegments(segments, mark, context(),
                                        [this](const Result<Mirror::Counts> &written) {
                                            if (written)
                                                later([this] { goOn(); });
                                            else
                                                failed(written.error(), JobError::Kind::Mirror);
                                        });
                 });
}

/// Where the pass was cut, if the last page that was written then still ends with the same
/// customer: otherwise rows before it have gone, and some would be missed.
void MirrorSync::Private::goOn()
{
    if (!cut || cut->pages == 0) {
        const bool customersAreRead = cut && cut->list == Mirror::PassPoint::List::Profiles;
        cut.reset();
        if (customersAreRead)
            readProfiles(1);
        else
            readCustomers();
        return;
    }
    const Mirror::PassPoint point = *cut;
    const PageRequest request{point.pages, point.perPage};
    const auto fits = [this, point](CustomerId last, qint64 total) {
        cut.reset();
        if (last != point.last) {
            begin();
            return;
        }
        rowsBefore = std::min(qint64(point.pages) * point.perPage, total);
        const bool isEnd = rowsBefore == total;
        if (point.list == Mirror::PassPoint::List::Customers) {
            if (isEnd)
                readProfiles(1);
            else
                walkCustomers(point.pages + 1);
            return;
        }
        rowsBefore += mirror.counts().customers;
        if (isEnd)
            membersRead();
        else
            readProfiles(point.pages + 1);
    };
    if (point.list == Mirror::PassPoint::List::Customers) {
        ask<Customer>(
            customers(), request, [this] { goOn(); },
            [fits](const Page<Customer> &page) {
                fits(page.items.isEmpty() ? CustomerId{} : page.items.last().id, page.total);
            });
    } else {
        ask<ShopperProfile>(
            profiles(), request, [this] { goOn(); },
            [fits](const Page<ShopperProfile> &page) {
                fits(page.items.isEmpty() ? CustomerId{} : page.items.last().customerId,
                     page.total);
            });
    }
}

void MirrorSync::Private::setPoint(Mirror::PassPoint::List list, int pages, int perPage,
                                   CustomerId last)
{
    mirror.syncState().setPassPoint({begunAt, list, pages, perPage, last, withSegments});
}

void MirrorSync::Private::readCustomers()
{
    // One row first: whether this token gets the segments of customers at all.
    customers()({1, 1}, context(), [this](const Result<Page<Customer>> &first) {
        if (!first && withSegments
            && (first.error().kind == ApiError::Kind::Forbidden
                || first.error().kind == ApiError::Kind::Rejected)) {
            withSegments = false;
            readCustomers();
            return;
        }
        if (!first) {
            failedUnless(first.error(), [this] { readCustomers(); });
            return;
        }
        noteUntold(first->items);
        walkCustomers(1);
    });
}

void MirrorSync::Private::walkCustomers(int firstPage)
{
    walk<Customer>(
        customers(), firstPage,
        [this](const Page<Customer> &page, quint64 mark, Mirror::Done done) {
            noteUntold(page.items);
            mirror.addCustomers(page.items, mark, context(), std::move(done));
            if (!page.items.isEmpty()) {
                setPoint(Mirror::PassPoint::List::Customers, page.number, page.perPage,
                         page.items.last().id);
            }
        },
        [this](qint64 odd) {
            leftOut.customers = std::max(leftOut.customers, odd);
            readProfiles(1);
        });
}

void MirrorSync::Private::readProfiles(int firstPage)
{
    if (firstPage == 1)
        setPoint(Mirror::PassPoint::List::Profiles, 0, maxPageSize, {});
    walk<ShopperProfile>(
        profiles(), firstPage,
        [this](const Page<ShopperProfile> &page, quint64 mark, Mirror::Done done) {
            mirror.addProfiles(page.items, mark, context(), std::move(done));
            if (!page.items.isEmpty()) {
                setPoint(Mirror::PassPoint::List::Profiles, page.number, page.perPage,
                         page.items.last().customerId);
            }
        },
        [this](qint64 odd) {
            leftOut.profiles = std::max(leftOut.profiles, odd);
            membersRead();
        });
}

/// One customer whose segments the store does not tell, and lists of members are read instead: not
/// returned is not none.
void MirrorSync::Private::noteUntold(const QList<Customer> &customers)
{
    leftOut.profilesUntold = leftOut.profilesUntold
        || std::any_of(customers.cbegin(), customers.cend(),
                       [](const Customer &customer) { return !customer.profileKnown; });
    withSegments = withSegments
        && std::all_of(customers.cbegin(), customers.cend(),
                       [](const Customer &customer) { return customer.segmentIds.has_value(); });
}

/// Customers and profiles are read; now members, as far as customers did not tell their segments.
void MirrorSync::Private::membersRead()
{
    QList<SegmentId> which;
    for (const Segment &segment : std::as_const(segments)) {
        if (!withSegments)
            which.append(segment.id);
    }
    readMembers(which, 0, [this] { compareMembers([this] { end(); }); });
}

/// Segment by segment.
void MirrorSync::Private::readMembers(const QList<SegmentId> &which, qsizetype index,
                                      const Then &then)
{
    if (q.state() == State::Ended)
        return;
    if (index >= which.size()) {
        then();
        return;
    }
    const SegmentId segment = which.at(index);
    const quint64 mark = mirror.mark();
    readComplete<Person>(
        membersSource(api, segment), context(),
        [this, which, index, then, segment, mark](const Result<CompleteList<Person>> &people) {
            const auto next = [this, which, index, then] { readMembers(which, index + 1, then); };
            if (!people) {
                if (people.error().kind == ApiError::Kind::NotFound) { // deleted meanwhile
                    slipped = true;
                    next();
                } else {
                    failedUnless(people.error(),
                                 [this, which, index, then] { readMembers(which, index, then); });
                }
                return;
            }
            QList<ProfileId> members;
            members.reserve(people->size());
            for (const Person &person : *people)
                members.append(person.profile->id);
            mirror.setMembers(segment, members, mark, context(),
                              [this, next](const Result<Mirror::Counts> &written) {
                                  if (written)
                                      later(next);
                                  else
                                      failed(written.error(), JobError::Kind::Mirror);
                              });
        },
        {}, noLimit, OddRows::LeaveOut);
}

/// Holds the copy's numbers of members against the store's own; where they differ the members are
/// read, so that nothing is decided by what is wrong in the customers.
void MirrorSync::Private::compareMembers(const Then &then)
{
    struct Comparison
    {
        qsizetype open = 0;
        QList<SegmentId> different;
        std::optional<ApiError> error;
    };
    mirror.recount(context(), [this, then](const Result<Mirror::Counts> &written) {
        if (!written) {
            failed(written.error(), JobError::Kind::Mirror);
            return;
        }
        auto comparison = std::make_shared<Comparison>();
        comparison->open = segments.size() + 1;
        const auto answered = [this, comparison, then] {
            if (--comparison->open > 0)
                return;
            if (comparison->error)
                failedUnless(*comparison->error, [this, then] { compareMembers(then); });
            else
                later([this, comparison, then] { readMembers(comparison->different, 0, then); });
        };
        for (const Segment &segment : std::as_const(segments)) {
            memberCount(
                api, segment.id, context(),
                [this, comparison, answered, id = segment.id](const Result<qint64> &inStore) {
                    if (!inStore) {
                        // Of a token that can only read, what the customers have is all there is.
                        const bool isHidden =
                            withSegments && inStore.error().kind == ApiError::Kind::Forbidden;
                        if (inStore.error().kind == ApiError::Kind::NotFound)
                            slipped = true; // deleted meanwhile
                        else if (!isHidden)
                            comparison->error = inStore.error();
                        answered();
                        return;
                    }
                    PeopleFilter filter;
                    filter.memberOf = id;
                    mirror.count(
                        filter, context(),
                        [comparison, answered, id, total = *inStore](const Result<qint64> &copied) {
                            if (!copied || *copied != total)
                                comparison->different.append(id);
                            answered();
                        });
                });
        }
        answered();
    });
}

void MirrorSync::Private::end()
{
    if (slipped && passes < maxPasses) {
        begin();
        return;
    }
    q.setPhase(Phase::Checking);
    mirror.endPass(
        context(),
        [this](const Result<Mirror::Counts> &counts) {
            if (!counts) {
                failed(counts.error(), JobError::Kind::Mirror);
                return;
            }
            q.setTotal(rowsBefore);
            q.setProgress(rowsBefore, {});
            q.finish(slipped ? JobResult::DoneWithWarnings : JobResult::Done);
        },
        leftOut);
}

} // namespace segmentdesk
