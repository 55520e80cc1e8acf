// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/sandboxstore.h"
#include "models/api/restclient.h"
#include "models/api/storeapi.h"
#include "models/changes/changejob.h"
#include "models/domain/plan.h"

#include <QSet>
#include <QTest>

#include <memory>
#include <optional>

namespace segmentdesk::test {

/// A sandbox store on a socket, and the real client connected to it.
class LiveStore
{
public:
    explicit LiveStore(sandbox::Options options = small());

    /// 1,000 customers, 900 of them with a profile, 6 segments.
    static sandbox::Options small();
    static sandbox::Fault fault(sandbox::Fault::Action action, const char *method, const char *path,
                                int skip = 0, int count = 1);

    sandbox::SandboxStore store;
    std::unique_ptr<RestClient> client;
    std::unique_ptr<StoreApi> api;

    /// What the store holds, read page by page.
    QList<Customer> customers();
    QList<Segment> segments();
    QList<ShopperProfile> members(SegmentId segment);
    QSet<ProfileId> memberIds(SegmentId segment);
    Segment newSegment(const QString &name);
    std::optional<Segment> findSegment(const QString &name);
    bool hasSegment(const QString &name) { return findSegment(name).has_value(); }
    bool hasSegment(SegmentId id);
    void deleteSegment(SegmentId segment);
    /// The first people who have a profile, those who have none.
    QList<PersonRef> people(qsizetype number);
    QList<CustomerId> withoutProfile();
    void add(SegmentId segment, const QList<PersonRef> &people);
    void remove(SegmentId segment, const QList<PersonRef> &people);

    /// Runs a job to its end.
    bool run(Job &job);
    static Plan plan(Operation operation, const Segment &segment, const QList<PersonRef> &people,
                     Effect effect = Effect::Unknown);
};

/// Waits for an answer.
template <typename T, typename Ask>
std::optional<Result<T>> answerOf(Ask ask)
{
    QObject context;
    std::optional<Result<T>> answer;
    ask(&context, [&answer](Result<T> result) {
        if (answer)
            qFatal("answered twice");
        answer = std::move(result);
    });
    if (answer)
        qFatal("answered before the call returned");
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }))
        qWarning("no answer in time");
    return answer;
}

QSet<ProfileId> idsOf(const QList<PersonRef> &people);

} // namespace segmentdesk::test
