// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sources/withoutprofilescan.h"

#include "models/api/storeapi.h"
#include "models/sources/pagewalker.h"
#include "models/sources/profileowners.h"
#include "models/sources/storesources.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace segmentdesk {

namespace {

constexpr int signalIntervalMs = 250;
constexpr qsizetype maxDetails = 50'000; ///< about half a kilobyte each

} // namespace

class WithoutProfileScan::Private
{
public:
    explicit Private(StoreApi &store) : api(store) { }

    StoreApi &api;
    QList<CustomerId> found;
    QSet<CustomerId> ids; ///< those found ever, also if forgotten since
    QHash<CustomerId, Customer> details; ///< of the first maxDetails; a table looks the others up
    std::unique_ptr<PageWalker<Customer>> walker;
    qint64 read = 0;
    qint64 total = -1;
    bool complete = false;
    QDateTime finishedAt;
    std::optional<ApiError> error;
    QTimer signalTimer;

    Person person(CustomerId id) const
    {
        const auto known = details.constFind(id);
        if (known != details.constEnd())
            return Person::fromCustomer(*known);
        Person person;
        person.customerId = id;
        return person;
    }
};

WithoutProfileScan::WithoutProfileScan(StoreApi &api, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(api))
{
    d->signalTimer.setSingleShot(true);
    d->signalTimer.setInterval(signalIntervalMs);
    connect(&d->signalTimer, &QTimer::timeout, this,
            [this] { Q_EMIT progress(d->read, d->total, found()); });
}

WithoutProfileScan::~WithoutProfileScan() = default;

void WithoutProfileScan::start()
{
    stop();
    d->found.clear();
    d->ids.clear();
    d->details.clear();
    d->read = 0;
    d->total = -1;
    d->complete = false;
    d->finishedAt = QDateTime();
    d->error.reset();

    CustomerQuery query;
    query.includeProfiles = true;
    d->walker = std::make_unique<PageWalker<Customer>>(customersWithProfiles(d->api, query));
    const auto ended = [this] {
        // The walker is the caller: it goes later.
        auto *holder = new QObject(this);
        connect(holder, &QObject::destroyed, this,
                [walker = std::shared_ptr<PageWalker<Customer>>(d->walker.release())] {});
        holder->deleteLater();
        d->signalTimer.stop();
        Q_EMIT progress(d->read, d->total, found());
        Q_EMIT finished();
    };
    d->walker->onPage = [this, ended](const Page<Customer> &page) {
        d->read += page.items.size();
        d->total = page.total;
        for (const Customer &customer : page.items) {
            if (customer.profileId || d->ids.contains(customer.id))
                continue;
            if (d->found.size() >= maxFound) {
                d->walker->stop();
                ended();
                return;
            }
            d->ids.insert(customer.id);
            d->found.append(customer.id);
            if (d->details.size() < maxDetails)
                d->details.insert(customer.id, customer);
        }
        if (!d->signalTimer.isActive())
            d->signalTimer.start();
        d->walker->consumed();
    };
    d->walker->onEnd = [this, ended](const Result<WalkEnd> &end) {
        if (end) {
            d->complete = true;
            d->finishedAt = QDateTime::currentDateTimeUtc();
        } else {
            d->error = end.error();
        }
        ended();
    };
    d->walker->start();
}

void WithoutProfileScan::stop()
{
    d->walker.reset();
    d->signalTimer.stop();
}

bool WithoutProfileScan::isRunning() const
{
    return d->walker != nullptr;
}

bool WithoutProfileScan::isComplete() const
{
    return d->complete;
}

qint64 WithoutProfileScan::read() const
{
    return d->read;
}

qint64 WithoutProfileScan::total() const
{
    return d->total;
}

qint64 WithoutProfileScan::found() const
{
    return d->found.size();
}

QDateTime WithoutProfileScan::finishedAt() const
{
    return d->finishedAt;
}

const std::optional<ApiError> &WithoutProfileScan::error() const
{
    return d->error;
}

PageSource<Person> WithoutProfileScan::source()
{
    const QPointer<WithoutProfileScan> scan(this);
    return [scan](PageRequest request, QObject *context, Callback<Page<Person>> callback) {
        QTimer::singleShot(0, context, [scan, request, callback = std::move(callback)] {
            Page<Person> page;
            page.number = std::max(request.page, 1);
            page.perPage = std::clamp(request.limit, 1, maxPageSize);
            if (scan) {
                const QList<CustomerId> &found = scan->d->found;
                page.total = found.size();
                const qint64 first = qint64(page.number - 1) * page.perPage;
                for (qint64 i = first; i < std::min<qint64>(first + page.perPage, found.size());
                     ++i)
                    page.items.append(scan->d->person(found.at(i)));
            }
            callback(std::move(page));
        });
    };
}

void WithoutProfileScan::forget(const QList<CustomerId> &customers)
{
    const QSet<CustomerId> gone(customers.cbegin(), customers.cend());
    d->found.removeIf([&gone](CustomerId id) { return gone.contains(id); });
    for (const CustomerId id : customers)
        d->details.remove(id);
    // The ids stay: people who have a profile by now are not to be found again further down the
    // list.
    Q_EMIT progress(d->read, d->total, found());
}

} // namespace segmentdesk
