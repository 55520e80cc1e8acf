// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/groupcheck.h"

#include "models/api/storeapi.h"
#include "models/changes/membershipoperations.h"
#include "models/domain/plan.h"
#include "models/sources/completelist.h"
#include "models/sources/storesources.h"

#include <memory>
#include <utility>

namespace segmentdesk {

namespace {

constexpr int maxInFlight = 10;
/// Up to so many people are asked for one by one.
constexpr qsizetype maxAsked = 250;

PageSource<ShopperProfile> members(StoreApi &api, SegmentId segment)
{
    return [&api, segment](PageRequest request, QObject *context,
                           Callback<Page<ShopperProfile>> callback) {
        api.listMembers(segment, request, context, std::move(callback));
    };
}

/// Asks for the segments of one person after the other, some at a time.
class EachPerson : public QObject
{
public:
    EachPerson(StoreApi &api, SegmentId segment, const QList<ProfileId> &people, QObject *context,
               Callback<QSet<ProfileId>> callback)
        : QObject(context), m_api(api), m_segment(segment), m_left(people),
          m_callback(std::move(callback))
    {
    }

    void pump()
    {
        while (!m_left.isEmpty() && m_inFlight < maxInFlight) {
            const ProfileId profile = m_left.takeLast();
            ++m_inFlight;
            segmentsOfProfile(m_api, profile, this,
                              [this, profile](const Result<QList<SegmentId>> &segments) {
                                  answered(profile, segments);
                              });
        }
    }

private:
    void answered(ProfileId profile, const Result<QList<SegmentId>> &segments)
    {
        --m_inFlight;
        if (!m_callback)
            return;
        if (!segments && segments.error().kind != ApiError::Kind::NotFound) {
            end(tl::unexpected(segments.error()));
            return;
        }
        if (segments && segments->contains(m_segment))
            m_found.insert(profile);
        if (m_left.isEmpty() && m_inFlight == 0)
            end(std::move(m_found));
        else
            pump();
    }

    void end(Result<QSet<ProfileId>> result)
    {
        deleteLater();
        std::exchange(m_callback, {})(std::move(result));
    }

    StoreApi &m_api;
    SegmentId m_segment;
    QList<ProfileId> m_left;
    Callback<QSet<ProfileId>> m_callback;
    QSet<ProfileId> m_found;
    int m_inFlight = 0;
};

} // namespace

void membersAmong(StoreApi &api, SegmentId segment, const QList<ProfileId> &people,
                  QObject *context, Callback<QSet<ProfileId>> callback)
{
    // Also says whether the segment is there at all.
    memberCount(
        api, segment, context,
        [&api, segment, people, context,
         callback = std::move(callback)](const Result<qint64> &count) mutable {
            if (!count) {
                callback(tl::unexpected(count.error()));
                return;
            }
            if (people.isEmpty()) {
                callback(QSet<ProfileId>());
                return;
            }
            if (people.size() <= maxAsked && people.size() < requestsForRows(*count)) {
                (new EachPerson(api, segment, people, context, std::move(callback)))->pump();
                return;
            }
            auto wanted = std::make_shared<QSet<ProfileId>>(people.cbegin(), people.cend());
            auto found = std::make_shared<QSet<ProfileId>>();
            walkComplete<ShopperProfile>(
                members(api, segment), context, [found] { found->clear(); },
                [wanted, found](const Page<ShopperProfile> &page, qint64) {
                    for (const ShopperProfile &profile : page.items) {
                        if (wanted->contains(profile.id))
                            found->insert(profile.id);
                    }
                },
                [found, callback = std::move(callback)](const Result<qint64> &end) {
                    if (end)
                        callback(std::move(*found));
                    else
                        callback(tl::unexpected(end.error()));
                });
        });
}

void compareMembers(StoreApi &api, SegmentId from, SegmentId into, QObject *context,
                    Callback<Crossing> callback)
{
    readComplete<ShopperProfile>(
        members(api, from), context,
        [&api, into, context,
         callback = std::move(callback)](const Result<CompleteList<ShopperProfile>> &list) mutable {
            if (!list && list.error().kind == ApiError::Kind::NotFound) {
                callback(Crossing());
                return;
            }
            if (!list) {
                callback(tl::unexpected(list.error()));
                return;
            }
            Crossing crossing;
            QList<ProfileId> ids;
            crossing.members.reserve(list->size());
            ids.reserve(list->size());
            for (const ShopperProfile &profile : *list) {
                crossing.members.append({profile.customerId, profile.id});
                ids.append(profile.id);
            }
            membersAmong(api, into, ids, context,
                         [crossing = std::move(crossing), callback = std::move(callback)](
                             const Result<QSet<ProfileId>> &there) mutable {
                             if (!there) {
                                 callback(tl::unexpected(there.error()));
                                 return;
                             }
                             for (const PersonRef &member : std::as_const(crossing.members)) {
                                 if (!there->contains(member.profileId))
                                     crossing.missing.append(member);
                             }
                             callback(std::move(crossing));
                         });
        },
        {}, maxPlanItems);
}

} // namespace segmentdesk
