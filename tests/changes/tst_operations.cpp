// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/changes/history.h"
#include "models/changes/planner.h"
#include "models/jobs/jobqueue.h"
#include "models/session/storesession.h"
#include "tests/support/proxysession.h"

#include <QHash>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace segmentdesk;
using namespace segmentdesk::test;
using sandbox::Fault;
using HarmKind = Harm::Kind;

Q_DECLARE_METATYPE(sandbox::Options)
Q_DECLARE_METATYPE(QList<HarmRule>)

namespace {

/// What a store holds, as far as a change can touch it: by names and customers, because what is
/// made again has a new id.
struct Holding
{
    QHash<QString, QString> descriptions;
    QHash<QString, QSet<qint64>> members;
    QSet<qint64> withProfile;

    friend bool operator==(const Holding &, const Holding &) = default;
};

const char *const names[] = {
    "adding",   "removing",          "creating profiles", "deleting profiles", "creating a segment",
    "renaming", "deleting a segment"};

struct SessionFixture : ProxySession
{
    explicit SessionFixture(const sandbox::Options &options, bool isVisit = false)
        : ProxySession(options)
    {
        target = live.newSegment(u"Target"_s);
        people = live.people(60);
        // Every third is a member already.
        for (qsizetype i = 0; i < people.size(); i += 3)
            members.append(people.at(i));
        live.add(target.id, members);
        open(isVisit);
    }

    Plan plan(Operation operation)
    {
        switch (operation) {
        case Operation::AddMembers:
        case Operation::RemoveMembers:
            return LiveStore::plan(operation, target, people);
        case Operation::CreateProfiles: {
            Plan plan;
            plan.operation = operation;
            const QList<CustomerId> without = live.withoutProfile().first(55);
            for (const CustomerId id : without)
                plan.items.append({id, {}, Effect::Unknown});
            plan.items.append({people.first().customerId, {}, Effect::Unknown}); // has one
            return plan;
        }
        case Operation::DeleteProfiles:
            return Planner::planDeleteProfiles(people);
        case Operation::CreateSegment: {
            Plan plan = Planner::planCreateSegment({u"Made"_s, u"About"_s});
            plan.segments.first().members = people;
            return plan;
        }
        case Operation::UpdateSegment: {
            SegmentUpdate update;
            update.id = target.id;
            update.name = u"Renamed"_s;
            update.description = u"New"_s;
            return Planner::planUpdateSegment(target, update);
        }
        case Operation::DeleteSegments:
            return Planner::planDeleteSegments({target});
        }
        return {};
    }

    Holding holding()
    {
        Holding holding;
        QHash<SegmentId, QString> segments;
        for (const Segment &segment : live.segments()) {
            holding.descriptions.insert(segment.name, segment.description);
            holding.members.insert(segment.name, {});
            segments.insert(segment.id, segment.name);
        }
        for (const Customer &customer : live.customers()) {
            if (!customer.profileId)
                continue;
            holding.withProfile.insert(toNumber(customer.id));
            for (const SegmentId segment : *customer.segmentIds)
                holding.members[segments.value(segment)].insert(toNumber(customer.id));
        }
        return holding;
    }

    Segment target;
    QList<PersonRef> people;
    QList<PersonRef> members;
};

/// The path of an operation's own writes.
HarmRule onWrite(Operation operation, const Harm &harm, int skip = 0, int count = 1)
{
    switch (operation) {
    case Operation::AddMembers:
        return {harm, "POST", QRegularExpression(u"/segments/[^/]+/shopper-profiles$"_s), skip,
                count};
    case Operation::RemoveMembers:
        return {harm, "DELETE", QRegularExpression(u"/segments/[^/]+/shopper-profiles"_s), skip,
                count};
    case Operation::CreateProfiles:
        return {harm, "POST", QRegularExpression(u"/v3/shopper-profiles$"_s), skip, count};
    case Operation::DeleteProfiles:
        return {harm, "DELETE", QRegularExpression(u"/v3/shopper-profiles"_s), skip, count};
    case Operation::CreateSegment:
        return {harm, "POST", QRegularExpression(u"/v3/segments$"_s), skip, count};
    case Operation::UpdateSegment:
        return {harm, "PUT", QRegularExpression(u"/v3/segments$"_s), skip, count};
    case Operation::DeleteSegments:
        return {harm, "DELETE", QRegularExpression(u"/v3/segments\\?"_s), skip, count};
    }
    return {};
}

Harm answer(HarmKind kind, int status, const QByteArray &body = {})
{
    Harm harm{kind, status};
    harm.body = body.isEmpty() && status != 204
        ? "{\"status\":" + QByteArray::number(status) + ",\"title\":\"Harm\"}"
        : body;
    return harm;
}

bool complain(const char *what, const QString &about)
{
    qWarning("%s: %s", what, qPrintable(about));
    return false;
}

/// Whether a row fits what the store held before and holds now. @p isProven: what counts as "so
/// before" may also be the work of a write that was refused and does not say so.
bool fits(ItemStatus what, bool was, bool is, bool isProven)
{
    switch (what) {
    case ItemStatus::Changed:
        return !was && is;
    case ItemStatus::NothingToDo:
        return is && (was || !isProven);
    case ItemStatus::NotFound:
        return was == is;
    case ItemStatus::Failed:
        return !is || !isProven;
    case ItemStatus::NotSent:
    case ItemStatus::NoProfile:
        return was == is && !is;
    case ItemStatus::Unknown:
        return false;
    }
    return false;
}

/// Whether the outcome says for every id what the store holds.
bool isTrue(const Outcome &outcome, const Holding &before, const Holding &after, bool isProven)
{
    const bool adding = outcome.operation == Operation::AddMembers;
    for (const OutcomeItem &row : outcome.items) {
        const qint64 id = toNumber(row.customerId);
        bool was = false;
        bool is = false;
        switch (outcome.operation) {
        case Operation::AddMembers:
        case Operation::RemoveMembers:
            was = before.members.value(u"Target"_s).contains(id) == adding;
            is = after.members.value(u"Target"_s).contains(id) == adding;
            break;
        case Operation::CreateProfiles:
        case Operation::DeleteProfiles:
            was =
                before.withProfile.contains(id) == (outcome.operation == Operation::CreateProfiles);
            is = after.withProfile.contains(id) == (outcome.operation == Operation::CreateProfiles);
            break;
        default:
            is = after.members.value(u"Made"_s).contains(id);
            break;
        }
        if (!fits(row.what, was, is, isProven))
            return complain("a row",
                            u"%1: %2, was %3, is %4"_s.arg(id).arg(int(row.what)).arg(was).arg(is));
    }
    for (const SegmentOutcome &segment : outcome.segments) {
        bool is = false;
        switch (outcome.operation) {
        case Operation::CreateSegment:
            is = after.descriptions.contains(u"Made"_s);
            break;
        case Operation::UpdateSegment:
            is = after.descriptions.value(u"Renamed"_s) == u"New";
            break;
        case Operation::DeleteSegments:
            is = !after.descriptions.contains(u"Target"_s);
            break;
        default:
            continue; // memberships that come and go with profiles
        }
        if (!fits(segment.what, false, is, isProven))
            return complain("a segment", u"%1, is %2"_s.arg(int(segment.what)).arg(is));
    }
    return true;
}

} // namespace

/// Every operation, with every answer, and with answers that are lost before and after the store
/// acted: the outcome says for every id what the store holds, no write goes twice that was carried
/// out, and undo restores exactly what was before.
class TestOperations : public QObject
{
    Q_OBJECT

    static constexpr Operation operations[] = {Operation::AddMembers,     Operation::RemoveMembers,
                                               Operation::CreateProfiles, Operation::DeleteProfiles,
                                               Operation::CreateSegment,  Operation::UpdateSegment,
                                               Operation::DeleteSegments};

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<sandbox::Options>("options");
        QTest::addColumn<QList<HarmRule>>("rules");
        QTest::addColumn<bool>("isDone"); // whether the change is whole in the end
        QTest::addColumn<bool>(
            "isProven"); // whether what was done can be distinguished from what was so

        sandbox::Options plain = LiveStore::small();
        sandbox::Options counts = plain;
        counts.countsInMeta = true;
        counts.deleteAnswers200 = true;
        counts.updateAnswers200 = true;
        sandbox::Options parts = counts;
        parts.partialConflicts = true;
        sandbox::Options parts422 = plain;
        parts422.partial422 = true;
        const std::pair<const char *, sandbox::Options> stores[] = {
            {"204", plain}, {"200 with counts", counts}, {"207", parts}, {"422", parts422}};
        for (const Operation operation : operations) {
            const char *name =
                names[std::find(std::begin(operations), std::end(operations), operation)
                      - std::begin(operations)];
            const auto row = [&](const char *store, const char *what,
                                 const sandbox::Options &options, const QList<HarmRule> &rules,
                                 bool isDone, bool isProven) {
                QTest::addRow("%s, %s, %s", name, store, what)
                    << operation << options << rules << isDone << isProven;
            };
            for (const auto &[store, options] : stores) {
                row(store, "nothing wrong", options, {}, true, true);
                row(store, "lost before", options, {onWrite(operation, {HarmKind::ResetBefore})},
                    true, true);
                row(store, "lost after", options, {onWrite(operation, {HarmKind::ResetAfter})},
                    true, true);
            }
            for (const int status : {404, 409, 422}) {
                const QByteArray said = QByteArray::number(status);
                row("204", QByteArray("a single " + said).constData(), plain,
                    {onWrite(operation, answer(HarmKind::Answer, status))}, false, true);
                row("204", QByteArray("nothing but " + said).constData(), plain,
                    {onWrite(operation, answer(HarmKind::Answer, status), 0, -1)}, false, true);
                row("204", QByteArray("carried out, and " + said).constData(), plain,
                    {onWrite(operation, answer(HarmKind::AnswerAfter, status))}, false, false);
            }
            row("204", "carried out, and 500", plain,
                {onWrite(operation, answer(HarmKind::AnswerAfter, 500))}, true, true);
        }
    }

    void answers()
    {
        QFETCH(Operation, operation);
        QFETCH(sandbox::Options, options);
        QFETCH(QList<HarmRule>, rules);
        QFETCH(bool, isDone);
        QFETCH(bool, isProven);
        SessionFixture desk(options);
        const Plan plan = desk.plan(operation);
        const Holding before = desk.holding();
        desk.live.store.resetStatistics();
        desk.proxy.setRules(rules);
        const Outcome outcome = desk.run(plan);
        desk.proxy.setRules({});
        QCOMPARE(desk.live.store.statistics().membersAddedAgain, 0);
        const Holding after = desk.holding();
        QVERIFY(isTrue(outcome, before, after, isProven));
        QVERIFY(!outcome.isOpen());
        QCOMPARE(outcome.counts().total(),
                 plan.items.isEmpty() ? std::max<qint64>(outcome.items.size(), 1)
                                      : plan.items.size());
        if (isDone) {
            QCOMPARE(outcome.end, JobResult::Done);
            QVERIFY(after != before);
        }
        if (!isProven)
            return;
        if (outcome.counts().changed > 0 || after != before) {
            QVERIFY(desk.undo());
            QVERIFY(desk.holding() == before);
        } else {
            QVERIFY(!desk.session->history().canUndo());
        }
    }

    /// A write whose answer was lost is not sent again.
    void onTheWireOnce_data()
    {
        QTest::addColumn<Operation>("operation");
        for (size_t i = 0; i < std::size(operations); ++i)
            QTest::newRow(names[i]) << operations[i];
    }

    void onTheWireOnce()
    {
        QFETCH(Operation, operation);
        SessionFixture desk(LiveStore::small());
        Plan plan = desk.plan(operation);
        if (!plan.items.isEmpty())
            plan.items = plan.items.first(20);
        for (SegmentChange &segment : plan.segments)
            segment.members.clear();
        desk.live.store.resetStatistics();
        desk.proxy.setRules({onWrite(operation, {HarmKind::ResetAfter}, 0, -1)});
        const Outcome outcome = desk.run(plan);
        QCOMPARE(outcome.end, JobResult::Done);
        QVERIFY(outcome.counts().changed > 0);
        QCOMPARE(desk.live.store.statistics().writes, 1);
    }

    /// Another client did part of it after the plan was made. A conflict that names all of them,
    /// one at a time, or no one.
    void conflicts_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<sandbox::Options>("options");
        QTest::addColumn<int>("naming");
        QTest::addColumn<int>("others"); // who were faster
        sandbox::Options plain = LiveStore::small();
        sandbox::Options parts = plain;
        parts.partialConflicts = true;
        sandbox::Options parts422 = plain;
        parts422.partial422 = true;
        for (const auto &[store, options] :
             {std::pair("nothing is done", plain), {"207", parts}, {"422", parts422}}) {
            for (const auto &[who, naming] :
                 {std::pair("names all", 0), {"names one", 1}, {"names no one", 2}}) {
                for (const int others : {2, 7, 40}) {
                    QTest::addRow("adding, %s, %s, %d others", store, who, others)
                        << Operation::AddMembers << options << naming << others;
                    QTest::addRow("creating profiles, %s, %s, %d others", store, who, others)
                        << Operation::CreateProfiles << options << naming << others;
                }
            }
        }
    }

    void conflicts()
    {
        QFETCH(Operation, operation);
        QFETCH(sandbox::Options, options);
        QFETCH(int, naming);
        QFETCH(int, others);
        SessionFixture desk(options);
        Plan plan = desk.plan(operation);
        QList<PlanItem> items;
        for (PlanItem item : std::as_const(plan.items)) {
            const bool isThere = operation == Operation::AddMembers
                ? desk.members.contains(item.person())
                : desk.people.first().customerId == item.customerId;
            item.effect = Effect::WillChange;
            if (!isThere && items.size() < 40)
                items.append(item);
        }
        plan.items = items;
        QCOMPARE(items.size(), 40);
        QList<PersonRef> faster;
        for (const PlanItem &item : items.first(others))
            faster.append(item.person());
        if (operation == Operation::AddMembers) {
            desk.live.add(desk.target.id, faster);
        } else {
            Plan made;
            made.operation = operation;
            made.items = items.first(others);
            const std::unique_ptr<ChangeJob> job(
                ChangeJob::make(*desk.live.api, made, JobFacts::Purpose::Change));
            QVERIFY(desk.live.run(*job));
        }
        const Holding before = desk.holding();
        if (naming > 0)
            desk.live.store.setFaults({LiveStore::fault(naming == 1 ? Fault::Action::NameOneConflict
                                                                    : Fault::Action::NameNoConflict,
                                                        "POST", "/shopper-profiles$", 0, -1)});
        const Outcome outcome = desk.run(plan);
        desk.live.store.setFaults({});
        QCOMPARE(outcome.end, JobResult::Done);
        QVERIFY(isTrue(outcome, before, desk.holding(), true));
        QCOMPARE(outcome.counts().nothingToDo, others);
        QCOMPARE(outcome.counts().changed, 40 - others);
        if (others < 40) {
            QVERIFY(desk.undo());
            QVERIFY(desk.holding() == before);
        }
    }

    /// Rows that were made and that the answer leaves out.
    void leftOut_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<int>("number");
        QTest::newRow("adding, some") << Operation::AddMembers << 7;
        QTest::newRow("adding, all") << Operation::AddMembers << 100;
        QTest::newRow("creating profiles, some") << Operation::CreateProfiles << 7;
        QTest::newRow("creating profiles, all") << Operation::CreateProfiles << 100;
        QTest::newRow("creating a segment") << Operation::CreateSegment << 1;
        QTest::newRow("renaming") << Operation::UpdateSegment << 1;
    }

    void leftOut()
    {
        QFETCH(Operation, operation);
        QFETCH(int, number);
        SessionFixture desk(LiveStore::small());
        const Plan plan = desk.plan(operation);
        const Holding before = desk.holding();
        Fault fault = LiveStore::fault(Fault::Action::LeaveOut, "", "", 0, -1);
        fault.method = QString::fromLatin1(onWrite(operation, {}).method);
        fault.amount = number;
        desk.live.store.setFaults({fault});
        const Outcome outcome = desk.run(plan);
        desk.live.store.setFaults({});
        QCOMPARE(outcome.end, JobResult::Done);
        QVERIFY(isTrue(outcome, before, desk.holding(), true));
        QVERIFY(desk.undo());
        QVERIFY(desk.holding() == before);
    }

    /// The store says that it was done, and it was not: also of few, and of a store that is
    /// visited.
    void saidAndNotDone_data()
    {
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<bool>("isVisit");
        for (size_t i = 0; i < std::size(operations); ++i) {
            if (operations[i] == Operation::CreateSegment
                || operations[i] == Operation::CreateProfiles)
                continue; // their answers name what was made
            QTest::addRow("%s", names[i]) << operations[i] << false;
            QTest::addRow("%s, visited", names[i]) << operations[i] << true;
        }
    }

    void saidAndNotDone()
    {
        QFETCH(Operation, operation);
        QFETCH(bool, isVisit);
        SessionFixture desk(LiveStore::small(), isVisit);
        const Plan plan = desk.plan(operation);
        const Holding before = desk.holding();
        const bool isDelete = onWrite(operation, {}).method == "DELETE";
        desk.proxy.setRules(
            {onWrite(operation,
                     isDelete ? answer(HarmKind::Answer, 204)
                              : answer(HarmKind::Answer, 201, "{\"data\":[],\"meta\":{}}"),
                     0, -1)});
        const Outcome outcome = desk.run(plan);
        desk.proxy.setRules({});
        QVERIFY(outcome.end != JobResult::Done);
        QCOMPARE(outcome.counts().changed, 0);
        QVERIFY(outcome.counts().failed > 0);
        QCOMPARE(outcome.counts().total(), plan.items.isEmpty() ? 1 : plan.items.size());
        QVERIFY(isTrue(outcome, before, desk.holding(), true));
        QVERIFY(!desk.session->history().canUndo());
    }
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
