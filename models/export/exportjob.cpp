// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/export/exportjob.h"

#include "models/api/storeapi.h"
#include "models/export/exportfile.h"
#include "models/export/exportsources.h"
#include "models/mirror/mirror.h"
#include "models/mirror/mirrorsyncstate.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <QPointer>
#include <QThread>

#include <algorithm>
#include <deque>

namespace segmentdesk {

namespace {

JobFacts factsOf(const ExportSpec &spec)
{
    JobFacts facts;
    facts.kind = JobFacts::Kind::Export;
    facts.segmentId = spec.segmentId;
    facts.segmentName = spec.segmentName;
    facts.number = spec.kind == ExportSpec::Kind::People ? spec.people.size() : -1;
    facts.fileName = spec.fileName;
    return facts;
}

} // namespace

class ExportJob::Private
{
public:
    Private(ExportJob &job, StoreApi &store, ExportSpec what, Mirror *mirror)
        : q(job), api(store), copy(mirror), spec(std::move(what)), lookup(customerLookup(store))
    {
    }

    /// A page between the store and the file.
    struct Slot
    {
        quint64 id = 0;
        ExportRows rows;
        qint64 read = 0; ///< rows of the list that it stands for
        int open = 0; ///< requests that it waits for
        bool failed = false; ///< they are to be sent again
    };

    bool has(ExportColumn column) const { return spec.columns.contains(column); }

    void startFromCopy();
    void wroteFromCopy(qint64 rowsRead, qint64 written, qint64 strangers, bool atEnd);
    void askCopy();
    void readSegmentNames();
    void makeFile(const std::optional<Mirror::File> &from);
    void openFile();
    void commit();
    void walkPeople();
    void walkSegments();
    template <typename T>
    void prepare(PageWalker<T> &walker);
    void takePeople(Page<Person> page);
    void takeSegments(const Page<Segment> &page);
    void join(Slot &slot);
    void joinPeople(Slot &slot);
    void joinSegments(Slot &slot);
    Slot *slot(quint64 id);
    void answered(quint64 id, const std::optional<ApiError> &error);
    void flush();
    bool trouble(const ApiError &error);
    void listEnded(const Result<WalkEnd> &end);
    void fail(const JobError &error);
    void giveUp(JobResult end, const std::optional<JobError> &error);
    void consumed();
    void stopReading();

    ExportJob &q;
    StoreApi &api;
    QPointer<Mirror> copy;
    ExportSpec spec;
    CustomerLookup lookup;
    std::unique_ptr<QObject> context =
        std::make_unique<QObject>(); ///< of what is read beside pages
    QHash<SegmentId, QString> segmentNames;
    std::unique_ptr<PageWalker<Person>> people;
    std::unique_ptr<PageWalker<Segment>> segments;
    std::deque<Slot> slotsInOrder;
    std::deque<qint64> writing; ///< rows of the list in each page that the file works on
    quint64 lastSlot = 0;
    bool joins = false;
    /// Requests to the file for rows of the copy that may be under way at once: it never waits for
    /// us.
    static constexpr int copyRequests = 2;
    int copyOpen = 0; ///< of them, those that are
    bool namesPending = false; ///< to be asked again after a pause
    qint64 read = 0;
    qint64 rowsWritten = 0;
    qint64 withoutDetails = 0;
    bool totalChanged = false;
    qint64 oddRows = 0;
    bool over = false; ///< giving up or done: the file's answer ends the job
    JobResult end = JobResult::Done;
    std::optional<JobError> error;
    QThread thread;
    ExportFile *file = nullptr; ///< lives in thread
};

void ExportJob::Private::readSegmentNames()
{
    if (!has(ExportColumn::SegmentNames)) {
        openFile();
        return;
    }
    readCompleteSegments(api, context.get(), [this](const Result<CompleteList<Segment>> &all) {
        if (over)
            return;
        if (all) {
            for (const Segment &segment : *all)
                segmentNames.insert(segment.id, segment.name);
            openFile();
        } else if (trouble(all.error())) {
            namesPending = true;
        } else {
            fail({JobError::Kind::Store, all.error(), {}});
        }
    });
}

void ExportJob::Private::startFromCopy()
{
    if (over)
        return;
    if (copy && copy->state() == Mirror::State::Opening) {
        QObject::connect(
            copy, &Mirror::stateChanged, context.get(), [this] { startFromCopy(); },
            Qt::SingleShotConnection);
        return;
    }
    if (!copy || copy->state() != Mirror::State::Complete) {
        fail({JobError::Kind::CopyIncomplete, {}, {}});
        return;
    }
    const bool asksWhoHasNone = spec.kind == ExportSpec::Kind::WithoutProfile
        || (spec.kind == ExportSpec::Kind::Search && spec.query.filter.hasProfile == false);
    if (asksWhoHasNone && !copy->knowsWhoHasNoProfile()) {
        ApiError untold;
        untold.kind = ApiError::Kind::IncompleteList;
        untold.details =
            u"Rows of the list of profiles cannot be read, and customers do not tell theirs."_s;
        fail({JobError::Kind::Store, untold, {}});
        return;
    }
    JobFacts facts = q.facts();
    facts.copyReadAt = std::max(copy->readAt(), copy->syncState().checkedAt());
    q.setFacts(facts);
    makeFile(copy->file());
    QObject::connect(file, &ExportFile::copyOpened, &q,
                     [this](qint64 total) { q.setTotal(total); });
    QObject::connect(file, &ExportFile::wroteFromCopy, &q,
                     [this](qint64 rowsRead, qint64 written, qint64 strangers, bool atEnd) {
                         wroteFromCopy(rowsRead, written, strangers, atEnd);
                     });
    askCopy();
}

void ExportJob::Private::askCopy()
{
    for (; copyOpen < copyRequests; ++copyOpen)
        QMetaObject::invokeMethod(file, &ExportFile::writeFromCopy);
}

void ExportJob::Private::wroteFromCopy(qint64 rowsRead, qint64 written, qint64 strangers,
                                       bool atEnd)
{
    --copyOpen;
    read += rowsRead;
    rowsWritten += written;
    withoutDetails += strangers;
    OutcomeCounts counts;
    counts.changed = rowsWritten;
    q.setProgress(read, counts);
    if (over)
        return;
    if (atEnd)
        commit();
    else if (q.state() == State::Running)
        askCopy();
}

void ExportJob::Private::commit()
{
    over = true;
    q.setPhase(Phase::Checking);
    QMetaObject::invokeMethod(file, &ExportFile::commit);
}

void ExportJob::Private::makeFile(const std::optional<Mirror::File> &from)
{
    file = new ExportFile(spec, segmentNames, from);
    file->moveToThread(&thread);
    QObject::connect(&thread, &QThread::finished, file, &QObject::deleteLater);
    QObject::connect(file, &ExportFile::wrote, &q, [this](qint64 rows) {
        rowsWritten += rows;
        read += writing.front();
        writing.pop_front();
        OutcomeCounts counts;
        counts.changed = rowsWritten;
        q.setProgress(read, counts);
        if (!over)
            consumed();
    });
    QObject::connect(file, &ExportFile::failed, &q, [this](const JobError &why) {
        over = true;
        stopReading();
        if (end == JobResult::Cancelled) // while a pipe took nothing
            q.finish(JobResult::Cancelled);
        else
            q.finish(JobResult::Failed, why);
    });
    QObject::connect(file, &ExportFile::committed, &q, [this] {
        JobFacts facts = q.facts();
        facts.number = rowsWritten;
        q.setFacts(facts);
        q.finish(totalChanged || withoutDetails > 0 || oddRows > 0 ? JobResult::DoneWithWarnings
                                                                   : JobResult::Done);
    });
    QObject::connect(file, &ExportFile::discarded, &q, [this] { q.finish(end, error); });
    thread.start();
    QMetaObject::invokeMethod(file, &ExportFile::open);
    q.setPhase(Phase::Working);
}

void ExportJob::Private::openFile()
{
    makeFile(std::nullopt);
    if (spec.kind == ExportSpec::Kind::Segments)
        walkSegments();
    else
        walkPeople();
}

template <typename T>
void ExportJob::Private::prepare(PageWalker<T> &walker)
{
    walker.onTrouble = [this](const ApiError &why) { return trouble(why); };
    walker.onEnd = [this](const Result<WalkEnd> &walked) { listEnded(walked); };
    if (q.state() == State::Paused)
        walker.pause();
    walker.start();
}

void ExportJob::Private::walkPeople()
{
    joins = needsCustomers(spec);
    people = std::make_unique<PageWalker<Person>>(peopleSource(api, spec));
    people->onPage = [this](Page<Person> page) { takePeople(std::move(page)); };
    prepare(*people);
}

void ExportJob::Private::walkSegments()
{
    joins = has(ExportColumn::SegmentMembers);
    segments = std::make_unique<PageWalker<Segment>>(segmentsSource(api));
    segments->onPage = [this](const Page<Segment> &page) { takeSegments(page); };
    prepare(*segments);
}

void ExportJob::Private::takePeople(Page<Person> page)
{
    Slot slot;
    slot.id = ++lastSlot;
    slot.read = page.items.size();
    if (spec.kind == ExportSpec::Kind::AllProfiles)
        page.items.removeIf([](const Person &person) { return !person.profile; });
    else if (spec.kind == ExportSpec::Kind::WithoutProfile)
        page.items.removeIf([](const Person &person) { return person.profile.has_value(); });
    slot.rows.people = std::move(page.items);
    q.setTotal(page.total);
    slotsInOrder.push_back(std::move(slot));
    if (joins)
        join(slotsInOrder.back());
    flush();
}

void ExportJob::Private::takeSegments(const Page<Segment> &page)
{
    Slot slot;
    slot.id = ++lastSlot;
    slot.read = page.items.size();
    for (const Segment &segment : page.items)
        slot.rows.segments.append({segment, -1});
    q.setTotal(page.total);
    slotsInOrder.push_back(std::move(slot));
    if (joins)
        join(slotsInOrder.back());
    flush();
}

void ExportJob::Private::join(Slot &slot)
{
    slot.failed = false;
    if (spec.kind == ExportSpec::Kind::Segments)
        joinSegments(slot);
    else
        joinPeople(slot);
}

void ExportJob::Private::joinPeople(Slot &slot)
{
    QList<CustomerId> ids;
    ids.reserve(slot.rows.people.size());
    for (const Person &person : std::as_const(slot.rows.people))
        ids.append(person.customerId);
    if (ids.isEmpty())
        return;
    slot.open = 1;
    lookup(ids, context.get(), [this, id = slot.id](Result<QList<Customer>> answer) {
        Slot *here = this->slot(id);
        if (!here || over)
            return;
        if (answer) {
            QHash<CustomerId, const Customer *> byId;
            for (const Customer &customer : std::as_const(*answer))
                byId.insert(customer.id, &customer);
            for (Person &person : here->rows.people) {
                const Customer *customer = byId.value(person.customerId);
                if (customer && !customer->isUnreadable) {
                    person.customer = *customer;
                    person.details = Person::Details::Known;
                } else {
                    ++withoutDetails;
                }
            }
        }
        answered(id, answer ? std::nullopt : std::optional(answer.error()));
    });
}

void ExportJob::Private::joinSegments(Slot &slot)
{
    slot.open = static_cast<int>(slot.rows.segments.size());
    for (qsizetype i = 0; i < slot.rows.segments.size(); ++i) {
        memberCount(api, slot.rows.segments.at(i).first.id, context.get(),
                    [this, id = slot.id, i](Result<qint64> answer) {
                        Slot *here = this->slot(id);
                        if (!here || over)
                            return;
                        if (answer)
                            here->rows.segments[i].second = *answer;
                        const bool gone = !answer
                            && answer.error().kind == ApiError::Kind::NotFound; // deleted meanwhile
                        answered(id, answer || gone ? std::nullopt : std::optional(answer.error()));
                    });
    }
}

ExportJob::Private::Slot *ExportJob::Private::slot(quint64 id)
{
    for (Slot &one : slotsInOrder) {
        if (one.id == id)
            return &one;
    }
    return nullptr;
}

void ExportJob::Private::answered(quint64 id, const std::optional<ApiError> &why)
{
    Slot *here = slot(id);
    --here->open;
    if (why && !here->failed) {
        here->failed = true;
        if (!trouble(*why)) {
            fail({JobError::Kind::Store, *why, {}});
            return;
        }
    }
    if (here->failed && here->open == 0 && q.state() == State::Running)
        join(*here); // resumed before the last of its requests was answered
    flush();
}

void ExportJob::Private::flush()
{
    while (!slotsInOrder.empty() && slotsInOrder.front().open == 0
           && !slotsInOrder.front().failed) {
        writing.push_back(slotsInOrder.front().read);
        QMetaObject::invokeMethod(
            file, [to = file, rows = std::move(slotsInOrder.front().rows)] { to->write(rows); });
        slotsInOrder.pop_front();
    }
}

bool ExportJob::Private::trouble(const ApiError &why)
{
    if (over || (!why.isTransient() && why.kind != ApiError::Kind::Unauthorized))
        return false;
    q.waitFor({JobError::Kind::Store, why, {}});
    return true;
}

void ExportJob::Private::consumed()
{
    if (people)
        people->consumed();
    else if (segments)
        segments->consumed();
}

void ExportJob::Private::listEnded(const Result<WalkEnd> &walked)
{
    if (over)
        return;
    if (!walked) {
        const bool gone = walked.error().kind == ApiError::Kind::NotFound
            && spec.kind == ExportSpec::Kind::Members;
        fail({gone ? JobError::Kind::SegmentGone : JobError::Kind::Store, walked.error(), {}});
        return;
    }
    totalChanged = walked->totalChanged || walked->rows != walked->total;
    oddRows = walked->odd;
    commit();
}

void ExportJob::Private::fail(const JobError &why)
{
    giveUp(JobResult::Failed, why);
}

void ExportJob::Private::giveUp(JobResult how, const std::optional<JobError> &why)
{
    over = true;
    end = how;
    error = why;
    stopReading();
    if (file)
        QMetaObject::invokeMethod(file, &ExportFile::discard);
    else
        q.finish(end, error);
}

void ExportJob::Private::stopReading()
{
    // Not deleted: this may be one of their callbacks.
    if (people)
        people->stop();
    if (segments)
        segments->stop();
    slotsInOrder.clear();
}

ExportJob::ExportJob(StoreApi &api, const ExportSpec &spec, Mirror *copy, QObject *parent)
    : Job(factsOf(spec), parent), d(std::make_unique<Private>(*this, api, spec, copy))
{
    if (d->spec.columns.isEmpty())
        d->spec.columns = ExportSpec::defaultColumns(spec.kind);
    if (spec.kind == ExportSpec::Kind::People)
        setTotal(spec.people.size());
}

ExportJob::~ExportJob()
{
    if (d->file)
        d->file->abandon();
    d->context.reset();
    d->people.reset();
    d->segments.reset();
    d->thread.quit();
    d->thread.wait();
}

const ExportSpec &ExportJob::spec() const
{
    return d->spec;
}

qint64 ExportJob::rowsWritten() const
{
    return d->rowsWritten;
}

bool ExportJob::totalChanged() const
{
    return d->totalChanged;
}

qint64 ExportJob::oddRows() const
{
    return d->oddRows;
}

qint64 ExportJob::withoutDetails() const
{
    return d->withoutDetails;
}

void ExportJob::doStart()
{
    if (d->spec.effectiveSource() == ExportSpec::Source::Copy)
        d->startFromCopy();
    else
        d->readSegmentNames();
}

void ExportJob::doPause()
{
    if (d->people)
        d->people->pause();
    if (d->segments)
        d->segments->pause();
}

void ExportJob::doResume()
{
    if (std::exchange(d->namesPending, false))
        d->readSegmentNames();
    if (d->file && !d->over && d->spec.effectiveSource() == ExportSpec::Source::Copy)
        d->askCopy();
    for (Private::Slot &slot : d->slotsInOrder) {
        if (slot.failed && slot.open == 0)
            d->join(slot);
    }
    if (d->people)
        d->people->resume();
    if (d->segments)
        d->segments->resume();
}

std::optional<qint64> ExportJob::requestsLeft() const
{
    if (d->spec.effectiveSource() == ExportSpec::Source::Copy)
        return 0;
    if (phase() != Phase::Working || total() < 0)
        return std::nullopt;
    // Customers are looked up in two requests a page: their ids fill URLs.
    const qint64 pages = requestsForRows(std::max<qint64>(total() - done(), 0));
    return d->joins ? 3 * pages : pages;
}

void ExportJob::doCancel()
{
    if (!d->over) {
        d->giveUp(JobResult::Cancelled, std::nullopt);
    } else if (d->file) {
        d->end = JobResult::Cancelled;
        d->file->abandon();
    }
}

} // namespace segmentdesk
