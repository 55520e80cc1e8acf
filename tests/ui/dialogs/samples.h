// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/tokencheck.h"
#include "models/domain/customerlookup.h"
#include "models/domain/plan.h"
#include "models/domain/segment.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::samples {

inline Segment segment(const QString &name, const QString &description = {})
{
    return {SegmentId(QUuid::createUuidV5(QUuid(), name)), name, description, {}, {}};
}

/// Names from many languages, by the number of the customer.
inline Customer customer(CustomerId id)
{
    static const QList<std::pair<QString, QString>> people{{u"Ana María"_s, u"Quispe"_s},
                                                           {u"Tomáš"_s, u"Novák"_s},
                                                           {u"Дарья"_s, u"Соколова"_s},
                                                           {u"François"_s, u"Lefèvre"_s},
                                                           {u"Zoë"_s, u"Lindqvist"_s},
                                                           {u"José Antonio"_s, u"Núñez"_s},
                                                           {u"山田"_s, u"美咲"_s},
                                                           {u"ليلى"_s, u"الخطيب"_s},
                                                           {u"Krzysztof"_s, u"Wiśniewski"_s},
                                                           {u"Олександр"_s, u"Шевченко"_s},
                                                           {u"<b>Bobby</b>"_s, u"Tables & Co"_s}};
    static const QStringList addresses{u"ana.quispe@example.net"_s,
                                       u"t.novak@example.com"_s,
                                       u"d.sokolova@example.org"_s,
                                       u"f.lefevre@lefevre.example"_s,
                                       u"zoe.lindqvist@nordlys.example"_s,
                                       u"ja.nunez@ferreteria.example"_s,
                                       u"misaki@hanaya.example"_s,
                                       u"layla.khatib@example.net"_s,
                                       u"k.wisniewski@rowerownia.example"_s,
                                       u"o.shevchenko@example.com"_s,
                                       u"bobby@example.com"_s};
    const auto which = qsizetype(toNumber(id) % people.size());
    Customer customer;
    customer.id = id;
    customer.firstName = people.at(which).first;
    customer.lastName = people.at(which).second;
    customer.email = addresses.at(which);
    customer.profileKnown = true;
    return customer;
}

inline ProfileId profileOf(CustomerId id)
{
    return ProfileId(QUuid(uint(toNumber(id)), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

/// Answers after the event loop has turned; @p calls counts the calls.
inline CustomerLookup lookup(int *calls = nullptr, qsizetype *largest = nullptr)
{
    return [calls, largest](const QList<CustomerId> &ids, QObject *context,
                            const Callback<QList<Customer>> &callback) {
        if (calls)
            ++*calls;
        if (largest)
            *largest = std::max(*largest, ids.size());
        QTimer::singleShot(0, context, [ids, callback] {
            QList<Customer> customers;
            for (const CustomerId id : ids)
                customers.append(customer(id));
            callback(customers);
        });
    };
}

/// A plan with so many people for each effect.
inline Plan plan(Operation operation, int change, int nothing, int noProfile,
                 const QStringList &notFound = {})
{
    Plan plan;
    plan.operation = operation;
    plan.segmentName = u"Lapsed 90 days"_s;
    plan.segmentId = segment(plan.segmentName).id;
    qint64 next = 100'000;
    const auto add = [&](int count, Effect effect) {
        for (int i = 0; i < count; ++i) {
            const CustomerId id{++next};
            plan.items.append(
                {id, effect == Effect::NoProfile ? ProfileId() : profileOf(id), effect});
        }
    };
    add(change, Effect::WillChange);
    add(nothing, Effect::NothingToDo);
    add(noProfile, Effect::NoProfile);
    plan.notFoundTexts = notFound;
    return plan;
}

inline ApiError error(ApiError::Kind kind, int status = 0)
{
    ApiError error;
    error.kind = kind;
    error.httpStatus = status;
    if (status > 0) {
        error.title = u"The store said no."_s;
        error.requestId = u"8c1d0b42-77aa"_s;
        error.details = u"GET /segments\n{\"status\":%1}"_s.arg(status);
    }
    return error;
}

inline TokenReport report(bool members, bool write)
{
    using Check = TokenReport::Check;
    const Check works{Check::State::Works, std::nullopt};
    const Check denied{Check::State::Denied, error(ApiError::Kind::Forbidden, 403)};
    TokenReport report;
    report.customers = works;
    report.segments = works;
    report.members = members ? works : denied;
    report.write = write ? works : denied;
    report.customersTotal = 98'211;
    report.segmentsTotal = 412;
    report.quota = 150;
    report.window = std::chrono::milliseconds(30'000);
    report.requests = 4;
    report.elapsed = std::chrono::milliseconds(612);
    return report;
}

} // namespace segmentdesk::samples
