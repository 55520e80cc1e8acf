// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/planner.h"

#include "models/api/storeapi.h"
#include "models/sources/completelist.h"
#include "models/sources/customerqueries.h"
#include "models/sources/idchunks.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

PageSource<ShopperProfile> members(StoreApi &api, SegmentId segment)
{
    return [&api, segment](PageRequest request, QObject *context,
                           Callback<Page<ShopperProfile>> callback) {
        api.listMembers(segment, request, context, std::move(callback));
    };
}

ApiError tooMany(qsizetype number, qsizetype most)
{
    ApiError error;
    error.kind = ApiError::Kind::InvalidArguments;
    error.title = u"too many"_s;
    error.details = u"%1 of at most %2"_s.arg(number).arg(most);
    return error;
}

template <typename T>
void answerLater(QObject *context, Callback<T> callback, Result<T> result)
{
    QTimer::singleShot(0, context,
                       [callback = std::move(callback), result = std::move(result)]() mutable {
                           callback(std::move(result));
                       });
}

/// The people without repetitions. A person named by customer and by profile counts as two.
QList<PlanItem> folded(const QList<PersonRef> &people)
{
    QList<PlanItem> items;
    items.reserve(people.size());
    QSet<PersonRef> seen;
    seen.reserve(people.size());
    for (const PersonRef &person : people) {
        const PersonRef key =
            person.hasProfile() ? PersonRef{CustomerId{}, person.profileId} : person;
        if (seen.contains(key))
            continue;
        seen.insert(key);
        items.append({person.customerId, person.profileId,
                      person.hasProfile() ? Effect::Unknown : Effect::NoProfile});
    }
    return items;
}

/// Up to @p quick people are not looked up: their job does that.
void planMembership(StoreApi &api, Plan plan, const QList<PersonRef> &people, QObject *context,
                    Callback<Plan> callback, Progress progress, qsizetype quick = maxQuickPlanItems)
{
    if (people.size() > maxPlanItems) {
        answerLater<Plan>(context, std::move(callback),
                          tl::unexpected(tooMany(people.size(), maxPlanItems)));
        return;
    }
    plan.items = folded(people);
    if (plan.items.size() <= quick) {
        answerLater<Plan>(context, std::move(callback), std::move(plan));
        return;
    }
    const SegmentId segment = plan.segmentId;
    readComplete<ShopperProfile>(
        members(api, segment), context,
        [plan = std::move(plan), callback = std::move(callback)](
            const Result<CompleteList<ShopperProfile>> &members) mutable {
            if (!members) {
                callback(tl::unexpected(members.error()));
                return;
            }
            QSet<ProfileId> there;
            there.reserve(members->size());
            for (const ShopperProfile &profile : *members)
                there.insert(profile.id);
            const bool adding = plan.operation == Operation::AddMembers;
            for (PlanItem &item : plan.items) {
                if (item.effect == Effect::Unknown) {
                    item.effect = there.contains(item.profileId) == adding ? Effect::NothingToDo
                                                                           : Effect::WillChange;
                }
            }
            callback(std::move(plan));
        },
        std::move(progress), noLimit, OddRows::LeaveOut);
}

Plan membershipPlan(Operation operation, SegmentId segment, const QString &name)
{
    Plan plan;
    plan.operation = operation;
    plan.segmentId = segment;
    plan.segmentName = name;
    return plan;
}

std::deque<CustomerQuery> queries(const QList<CustomerId> &ids)
{
    std::deque<CustomerQuery> all;
    for (const QList<CustomerId> &chunk : idChunks(ids)) {
        CustomerQuery query;
        query.ids = chunk;
        query.includeProfiles = true;
        all.push_back(query);
    }
    return all;
}

} // namespace

Planner::Planner(StoreApi &api) : m_api(api)
{
}

void Planner::planAdd(SegmentId segment, const QString &segmentName, const QList<PersonRef> &people,
                      QObject *context, Callback<Plan> callback, Progress progress)
{
    planMembership(m_api, membershipPlan(Operation::AddMembers, segment, segmentName), people,
                   context, std::move(callback), std::move(progress));
}

void Planner::planRemove(SegmentId segment, const QString &segmentName,
                         const QList<PersonRef> &people, QObject *context, Callback<Plan> callback,
                         Progress progress)
{
    planMembership(m_api, membershipPlan(Operation::RemoveMembers, segment, segmentName), people,
                   context, std::move(callback), std::move(progress));
}

void Planner::planRemoveAll(SegmentId segment, const QString &segmentName, QObject *context,
                            Callback<Plan> callback, Progress progress)
{
    readComplete<ShopperProfile>(
        members(m_api, segment), context,
        [segment, segmentName,
         callback = std::move(callback)](const Result<CompleteList<ShopperProfile>> &members) {
            if (!members) {
                callback(tl::unexpected(members.error()));
                return;
            }
            Plan plan = membershipPlan(Operation::RemoveMembers, segment, segmentName);
            plan.items.reserve(members->size());
            for (const ShopperProfile &profile : *members)
                plan.items.append({profile.customerId, profile.id, Effect::WillChange});
            callback(std::move(plan));
        },
        std::move(progress), maxPlanItems);
}

void Planner::planAddSegment(SegmentId from, SegmentId to, const QString &toName, QObject *context,
                             Callback<Plan> callback, Progress progress)
{
    StoreApi &api = m_api;
    planRemoveAll(
        from, QString(), context,
        [&api, to, toName, context, callback = std::move(callback),
         progress](Result<Plan> source) mutable {
            if (!source) {
                callback(tl::unexpected(source.error()));
                return;
            }
            QList<PersonRef> people;
            people.reserve(source->items.size());
            for (const PlanItem &item : std::as_const(source->items))
                people.append(item.person());
            planMembership(api, membershipPlan(Operation::AddMembers, to, toName), people, context,
                           std::move(callback), std::move(progress), maxQuickSegment);
        },
        progress);
}

void Planner::planDuplicate(SegmentId original, const NewSegment &segment, QObject *context,
                            Callback<Plan> callback, Progress progress)
{
    planRemoveAll(
        original, QString(), context,
        [segment, callback = std::move(callback)](const Result<Plan> &members) {
            if (!members) {
                callback(tl::unexpected(members.error()));
                return;
            }
            Plan plan = planCreateSegment(segment);
            QList<PersonRef> &people = plan.segments.first().members;
            people.reserve(members->items.size());
            for (const PlanItem &item : members->items)
                people.append(item.person());
            callback(std::move(plan));
        },
        std::move(progress));
}

void Planner::planCreateProfiles(const QList<CustomerId> &customers, QObject *context,
                                 Callback<Plan> callback, Progress progress)
{
    if (customers.size() > maxPlanItems) {
        answerLater<Plan>(context, std::move(callback),
                          tl::unexpected(tooMany(customers.size(), maxPlanItems)));
        return;
    }
    auto found = std::make_shared<QHash<CustomerId, ProfileId>>();
    auto *run = new CustomerQueries(m_api, queries(customers), context);
    const qint64 total = customers.size();
    run->onCustomers = [found, progress = std::move(progress), total](const QList<Customer> &page) {
        for (const Customer &customer : page)
            found->insert(customer.id, customer.profileId.value_or(ProfileId()));
        if (progress)
            progress(found->size(), total);
    };
    run->onEnd = [found, customers,
                  callback = std::move(callback)](const std::optional<ApiError> &error) {
        if (error) {
            callback(tl::unexpected(*error));
            return;
        }
        Plan plan;
        plan.operation = Operation::CreateProfiles;
        QSet<CustomerId> seen;
        for (const CustomerId id : customers) {
            if (seen.contains(id))
                continue;
            seen.insert(id);
            const auto there = found->constFind(id);
            PlanItem item{id, {}, Effect::NotFound};
            if (there != found->constEnd()) {
                item.profileId = *there;
                item.effect = there->isNull() ? Effect::WillChange : Effect::NothingToDo;
            }
            plan.items.append(item);
        }
        callback(std::move(plan));
    };
    run->start();
}

Plan Planner::planCreateProfiles(const QList<CustomerId> &customers)
{
    Plan plan;
    plan.operation = Operation::CreateProfiles;
    for (const CustomerId id : customers)
        plan.items.append({id, {}, Effect::Unknown});
    return plan;
}

Plan Planner::planDeleteProfiles(const QList<PersonRef> &people)
{
    Plan plan;
    plan.operation = Operation::DeleteProfiles;
    plan.items = folded(people);
    return plan;
}

Plan Planner::planCreateSegment(const NewSegment &segment)
{
    Plan plan;
    plan.operation = Operation::CreateSegment;
    plan.segmentName = segment.name;
    SegmentChange change;
    change.after.name = segment.name;
    change.after.description = segment.description;
    plan.segments.append(change);
    return plan;
}

Plan Planner::planUpdateSegment(const Segment &before, const SegmentUpdate &update)
{
    Plan plan;
    plan.operation = Operation::UpdateSegment;
    plan.segmentId = before.id;
    plan.segmentName = before.name;
    SegmentChange change;
    change.before = before;
    change.after = before;
    change.after.name = update.name.value_or(before.name);
    change.after.description = update.description.value_or(before.description);
    plan.segments.append(change);
    return plan;
}

Plan Planner::planDeleteSegments(const QList<Segment> &segments)
{
    Plan plan;
    plan.operation = Operation::DeleteSegments;
    for (const Segment &segment : segments) {
        SegmentChange change;
        change.before = segment;
        plan.segments.append(change);
    }
    if (segments.size() == 1) {
        plan.segmentId = segments.first().id;
        plan.segmentName = segments.first().name;
    }
    return plan;
}

QStringList Planner::cut(const QString &typed)
{
    static const QRegularExpression between(u"[\\n\\r\\t\u2028\u2029,;]+"_s);
    static const QRegularExpression blanks(u"\\s+"_s);
    QStringList texts;
    const QStringList parts = typed.split(between, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        // What has neither a digit nor an @ in it is a name: one entry, whatever blanks it has.
        const bool isName = std::none_of(part.cbegin(), part.cend(),
                                         [](QChar c) { return c.isDigit() || c == u'@'; });
        if (isName && !part.trimmed().isEmpty())
            texts.append(part.simplified());
        else
            texts.append(part.split(blanks, Qt::SkipEmptyParts));
    }
    return texts;
}

void Planner::resolve(const QStringList &texts, QObject *context, Callback<Resolved> callback,
                      Progress progress)
{
    if (texts.size() > maxTexts) {
        answerLater<Resolved>(context, std::move(callback),
                              tl::unexpected(tooMany(texts.size(), maxTexts)));
        return;
    }
    QList<CustomerId> ids;
    QStringList emails;
    QSet<QString> askedEmails;
    QStringList kept;
    for (const QString &text : texts) {
        const QString trimmed = text.trimmed();
        if (trimmed.isEmpty())
            continue;
        kept.append(trimmed);
        bool isNumber = false;
        const qint64 number = trimmed.toLongLong(&isNumber);
        if (isNumber && number > 0) {
            ids.append(CustomerId(number));
        } else if (trimmed.contains(u'@') && !trimmed.contains(u',')) {
            const QString folded = trimmed.toCaseFolded();
            if (!askedEmails.contains(folded)) {
                askedEmails.insert(folded);
                emails.append(trimmed);
            }
        }
    }
    std::deque<CustomerQuery> all = queries(ids);
    for (const QStringList &chunk : emailChunks(emails)) {
        CustomerQuery query;
        query.emails = chunk;
        query.includeProfiles = true;
        all.push_back(query);
    }

    struct Found
    {
        QHash<CustomerId, PersonRef> byId;
        QHash<QString, QList<Customer>> byEmail;
        qint64 asked = 0;
    };
    auto found = std::make_shared<Found>();
    auto *run = new CustomerQueries(m_api, std::move(all), context);
    const qint64 total = ids.size() + emails.size();
    run->onCustomers = [found, progress = std::move(progress), askedEmails,
                        total](const QList<Customer> &page) {
        for (const Customer &customer : page) {
            const PersonRef ref = customer.ref();
            found->byId.insert(customer.id, ref);
            const QString email = customer.email.toCaseFolded();
            if (!askedEmails.contains(email))
                continue;
            QList<Customer> &owners = found->byEmail[email];
            if (std::none_of(owners.cbegin(), owners.cend(), [&customer](const Customer &other) {
                    return other.id == customer.id;
                }))
                owners.append(customer);
        }
        found->asked += page.size();
        if (progress)
            progress(std::min(found->asked, total), total);
    };
    run->onEnd = [found, kept,
                  callback = std::move(callback)](const std::optional<ApiError> &error) {
        for (QList<Customer> &owners : found->byEmail) {
            std::sort(owners.begin(), owners.end(), [](const Customer &a, const Customer &b) {
                return toNumber(a.id) < toNumber(b.id);
            });
        }
        if (error) {
            callback(tl::unexpected(*error));
            return;
        }
        Resolved resolved;
        QSet<PersonRef> seen;
        QSet<QString> seenShared;
        for (const QString &text : kept) {
            std::optional<PersonRef> ref;
            bool isNumber = false;
            const qint64 number = text.toLongLong(&isNumber);
            if (isNumber) {
                const auto there = found->byId.constFind(CustomerId(number));
                if (there != found->byId.constEnd())
                    ref = *there;
            } else if (const auto there = found->byEmail.constFind(text.toCaseFolded());
                       there != found->byEmail.constEnd()) {
                if (there->size() > 1) {
                    if (!seenShared.contains(there.key()))
                        resolved.shared.append({text, *there});
                    seenShared.insert(there.key());
                    continue;
                }
                ref = there->first().ref();
            } else if (const auto profile = ProfileId::fromString(text)) {
                ref = PersonRef{CustomerId{}, *profile};
            }
            if (!ref) {
                resolved.notFound.append(text);
                continue;
            }
            const PersonRef key =
                ref->hasProfile() ? PersonRef{CustomerId{}, ref->profileId} : *ref;
            if (seen.contains(key)) {
                ++resolved.duplicates;
                continue;
            }
            seen.insert(key);
            resolved.people.append(*ref);
        }
        callback(std::move(resolved));
    };
    run->start();
}

} // namespace segmentdesk
