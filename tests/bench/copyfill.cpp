// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/copyfill.h"

#include "app/sandbox/people.h"
#include "models/csv/csvwriter.h"
#include "models/domain/utc.h"
#include "tests/bench/measure.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

constexpr int patience = 600'000; ///< ms
constexpr int bigSegments = 2;
constexpr int middleSegments = 10;
constexpr qint64 firstId = 100'000;
const QDateTime someTime = QDateTime::fromSecsSinceEpoch(1'700'000'000, utc);

ProfileId profileOf(int number)
{
    // As scattered as those of a store.
    const quint32 scattered = quint32(number) * 2'654'435'761U;
    return ProfileId(QUuid(scattered, ushort(number >> 16), 0x4c1e, 0x9a, 0x51, 0x0d, 0x3f,
                           uchar(number >> 8), uchar(number), 0x90, 0xaf));
}

QList<SegmentId> segmentsOf(const QList<Segment> &segments, int number, int people)
{
    // Each segment is a block of people, and the blocks of the big ones overlap.
    QList<SegmentId> ids;
    const qint64 fifth = people / 5;
    for (int i = 0; i < bigSegments; ++i) {
        const qint64 begin = i * fifth / 2;
        if (number >= begin && number < begin + fifth)
            ids.append(segments.at(i).id);
    }
    const qint64 tenth = people / 10;
    for (int i = 0; i < middleSegments; ++i) {
        const qint64 begin = i * tenth / 2;
        if (number >= begin && number < begin + tenth)
            ids.append(segments.at(bigSegments + i).id);
    }
    constexpr int small = filledSegments - bigSegments - middleSegments;
    for (int i = 0; ids.size() < 3 && i < 2; ++i) {
        const int segment = bigSegments + middleSegments + (number * (7 + i * 6) + i) % small;
        if (!ids.contains(segments.at(segment).id))
            ids.append(segments.at(segment).id);
    }
    return ids;
}

} // namespace

QList<Customer> customersOf(const QList<Segment> &segments, int first, int number, int people)
{
    static const sandbox::People maker;
    QList<Customer> customers;
    customers.reserve(number);
    for (int i = first; i < std::min(first + number, people); ++i) {
        sandbox::Random random(quint64(i) + 1);
        const sandbox::People::Person made = maker.make(random);
        Customer customer;
        customer.id = CustomerId(firstId + i);
        customer.email = made.mailbox + QString::number(i) + u'@' + made.domain;
        customer.firstName = made.row.firstName;
        customer.lastName = made.row.lastName;
        customer.company = made.row.company;
        customer.phone = made.row.phone;
        customer.customerGroupId = i % 11;
        customer.dateCreated = someTime.addSecs(-60LL * i);
        customer.dateModified = customer.dateCreated;
        customer.profileKnown = true;
        customer.profileId = profileOf(i);
        customer.segmentIds = segmentsOf(segments, i, people);
        customers.append(customer);
    }
    return customers;
}

bool waitFor(Mirror &mirror, const std::function<void(QObject *context, Mirror::Done done)> &write)
{
    QObject context;
    Wait wait;
    bool good = false;
    write(&context, [&](const Result<Mirror::Counts> &counts) {
        good = counts.has_value();
        wait.done();
    });
    return wait.run(patience) && good && mirror.state() != Mirror::State::Failed;
}

FilledCopy fillCopy(const QString &folder, int people)
{
    FilledCopy copy;
    auto mirror = std::make_unique<Mirror>(folder, u"bench"_s);
    Wait opened;
    QObject::connect(mirror.get(), &Mirror::stateChanged, mirror.get(),
                     [&opened] { opened.done(); });
    if (mirror->state() == Mirror::State::Opening && !opened.run(patience))
        return copy;
    for (int i = 0; i < filledSegments; ++i) {
        copy.segments.append(
            {SegmentId(QUuid::createUuid()), u"Segment %1"_s.arg(i), {}, someTime, someTime});
    }
    bool good =
        waitFor(*mirror, [&](QObject *context, auto done) { mirror->beginPass(context, done); })
        && waitFor(*mirror, [&](QObject *context, auto done) {
               mirror->setSegments(copy.segments, 0, context, done);
           });
    qint64 nanoseconds = 0;
    const auto write = [&](const auto &what) {
        QElapsedTimer clock;
        clock.start();
        good = waitFor(*mirror, what);
        nanoseconds += clock.nsecsElapsed();
    };
    // As a store's answers come: the customers, then their profiles.
    for (int first = 0; good && first < people; first += maxPageSize) {
        const QList<Customer> customers = customersOf(copy.segments, first, maxPageSize, people);
        write([&](QObject *context, auto done) {
            mirror->addCustomers(customers, 0, context, done);
        });
    }
    for (int first = 0; good && first < people; first += maxPageSize) {
        QList<ShopperProfile> profiles;
        for (int i = first; i < std::min(first + maxPageSize, people); ++i)
            profiles.append({profileOf(i), CustomerId(firstId + i), someTime, someTime});
        write(
            [&](QObject *context, auto done) { mirror->addProfiles(profiles, 0, context, done); });
    }
    if (good)
        write([&](QObject *context, auto done) { mirror->endPass(context, done, {}); });
    copy.seconds = double(nanoseconds) / 1e9;
    // It is there once its texts are in memory, too.
    good = good
        && waitFor(*mirror, [&](QObject *context, auto done) { mirror->recount(context, done); });
    if (good)
        copy.mirror = std::move(mirror);
    return copy;
}

bool writePeopleFile(const QString &path, const QList<Segment> &segments, int people)
{
    using Column = CsvWriter::Column;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    CsvWriter writer(file,
                     {Column::Typed, Column::Text, Column::Text, Column::Text, Column::Typed,
                      Column::Typed, Column::Text},
                     {});
    bool fine = writer.writeHeader({u"Number"_s, u"E-mail"_s, u"First name"_s, u"Last name"_s,
                                    u"Order"_s, u"Created"_s, u"Company"_s});
    for (int i = 0; fine && i < people; ++i) {
        // Not in the order of the copy, and some in capitals.
        const qint64 number = qint64(i) * 7'919 % people;
        QString email = customersOf(segments, int(number), 1, people).first().email;
        if (i % 5 == 0)
            email = email.toUpper();
        fine = writer.writeRow({QString::number(number), email, u"Zoë"_s,
                                i % 10 == 0 ? u"Lindqvist, the \"younger\""_s : u"Lindqvist"_s,
                                u"7c1e0f2a-5b7d-4c1e-9a51-0d3f6b1290af"_s,
                                u"2026-11-05T12:13:14Z"_s, u"Nordlys Outdoor"_s});
    }
    return fine && writer.finish();
}

} // namespace segmentdesk::bench
