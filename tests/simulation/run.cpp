// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/run.h"

#include "models/jobs/jobqueue.h"
#include "models/session/interruptedchanges.h"
#include "tests/simulation/clock.h"
#include "tests/simulation/simdisk.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk::simulation {

namespace {

constexpr qint64 day = 86'400'000; ///< ms

/// In memory where the machine has such a place: nothing of a run is to be kept.
QString folderTemplate()
{
    return (QDir(u"/dev/shm"_s).exists() ? u"/dev/shm"_s : QDir::tempPath())
        + u"/simulation-XXXXXX"_s;
}

} // namespace

Run::Run(Dispatcher &dispatcher, quint64 seed, const Options &options)
    : m_dispatcher(dispatcher), m_options(options), m_seed(seed), m_network(dispatcher, m_store),
      m_watch(m_store, m_network), m_folder(folderTemplate()),
      m_desk(dispatcher, m_network, m_watch, m_folder.path())
{
    theClock() = Clock();
    theRandom() = Random(seed ^ 0xfeed);
    theDisk() = Disk();
    m_watch.onBroken = [this](const Violation &violation) {
        if (m_options.tolerated.contains(violation.code)) {
            say(u"(known) "_s + violation.words);
            return;
        }
        if (m_result.violation)
            return;
        m_result.violation = violation;
        m_result.brokenAt = m_at;
        say(u"BROKEN "_s + violation.code + u": "_s + violation.words);
    };
    if (m_options.withWire)
        m_watch.onSaid = [this](const QString &words) { say(words); };
    m_network.onAnswered = [this](const Sent &sent) {
        if (m_options.withWire)
            say(u"    %1 %2 -> %3%4"_s
                    .arg(QString::fromLatin1(sent.request.method), sent.request.path.left(30))
                    .arg(sent.status)
                    .arg(sent.isWrite ? u", of "_s + m_watch.namesOf(sent) : QString()));
    };
    populate();
}

Run::~Run()
{
    if (m_desk.isOpen())
        m_desk.crash();
    m_dispatcher.forget();
    while (m_dispatcher.runOne(theClock().monotonic + day)) { }
}

void Run::populate()
{
    using modelstore::Character;
    Random random(m_seed * 77 + 5);
    Character &character = m_store.character;
    character.maxPage = random.oneIn(2) ? 250 : 3 + random.below(6);
    character.deletes = Character::DeleteAnswer(random.below(3));
    character.conflictNames = Character::ConflictNames(random.below(3));
    character.appliesPartOfConflict = random.oneIn(3);
    character.segmentIds =
        random.oneIn(3) ? Character::SegmentIds(random.below(3)) : Character::SegmentIds::Told;
    character.countsInMeta = random.oneIn(2);
    character.updateAnswers200 = random.oneIn(2);
    Random further(m_seed * 131 + 7);
    if (character.segmentIds == Character::SegmentIds::Told && further.oneIn(4))
        character.segmentIds = Character::SegmentIds::Stale;
    character.staleMs = 1000 * (1 + further.below(60));
    character.appliesPartOf422 = further.oneIn(2);
    const int number = 5 + random.below(16);
    std::vector<modelstore::Id> profiles;
    for (int i = 1; i <= number; ++i) {
        modelstore::Customer customer;
        customer.id = 100 + i;
        // What a store holds is valid, whatever it looks like.
        static const char *odd[] = {"none", "a,b@x.example", "\"quo ted\"@x.example"};
        customer.email =
            random.oneIn(8) ? QString::fromLatin1(odd[i % 3]) : u"c%1@store.example"_s.arg(i);
        customer.firstName = u"C%1"_s.arg(i);
        customer.lastName = u"Shopper"_s;
        m_store.addCustomer(customer);
        if (!random.oneIn(5))
            profiles.push_back(m_store.makeProfile(customer.id, 0, 0));
    }
    const int segments = 2 + random.below(3);
    for (int i = 0; i < segments; ++i) {
        const modelstore::Id id =
            m_store.makeSegment(newName(quint32(i)), {}, 0, 0, theClock().wall());
        for (const modelstore::Id &profile : profiles) {
            if (random.oneIn(2))
                m_store.join(id, profile, 0, 0);
        }
    }
}

void Run::say(const QString &words)
{
    m_result.trace.append(words);
}

QString Run::newName(quint32 number) const
{
    // Few, so that namesakes meet.
    static const char *names[] = {"Gold", "Silver", "Bronze", "North", "South", "Autumn"};
    return QString::fromLatin1(names[number % std::size(names)]);
}

QString Run::segmentName(const modelstore::Id &id) const
{
    const auto found = m_store.segments().find(id);
    return found == m_store.segments().end() ? u"(gone)"_s : u'"' + found->second.name + u'"';
}

std::optional<modelstore::Id> Run::segment(quint32 number) const
{
    // By name, so that the same number means the same one while others come and go.
    std::map<QString, modelstore::Id> byName;
    for (const auto &[id, segment] : m_store.segments())
        byName.emplace(segment.name, id);
    if (byName.empty())
        return std::nullopt;
    return std::next(byName.begin(), number % byName.size())->second;
}

Segment Run::segmentOf(const modelstore::Id &id) const
{
    const auto found = m_store.segments().find(id);
    Segment segment;
    segment.id = SegmentId::fromString(id).value_or(SegmentId());
    if (found != m_store.segments().end()) {
        segment.name = found->second.name;
        segment.description = found->second.description;
    }
    return segment;
}

std::set<modelstore::Id> Run::profiles() const
{
    std::set<modelstore::Id> all;
    for (const auto &[id, customer] : m_store.profiles())
        all.insert(id);
    return all;
}

std::vector<modelstore::Id> Run::pick(const std::set<modelstore::Id> &from, quint32 number,
                                      quint32 most) const
{
    // By customer, which stays when a profile gets another id.
    std::map<qint64, modelstore::Id> byCustomer;
    for (const modelstore::Id &id : from)
        byCustomer.emplace(m_store.profiles().at(id), id);
    std::vector<modelstore::Id> all;
    for (const auto &[customer, id] : byCustomer)
        all.push_back(id);
    std::vector<modelstore::Id> picked;
    Random random(number);
    const int wanted = 1 + random.below(most);
    while (!all.empty() && int(picked.size()) < wanted) {
        const auto at = all.begin() + random.below(qint64(all.size()));
        picked.push_back(*at);
        all.erase(at);
    }
    return picked;
}

QList<PersonRef> Run::people(const std::vector<modelstore::Id> &profiles) const
{
    QList<PersonRef> people;
    for (const modelstore::Id &id : profiles)
        people.append({CustomerId(m_store.profiles().at(id)),
                       ProfileId::fromString(id).value_or(ProfileId())});
    return people;
}

ChangeJob *Run::live(quint32 number) const
{
    QList<ChangeJob *> jobs = m_desk.waiting();
    if (ChangeJob *running = m_desk.running())
        jobs.prepend(running);
    return jobs.isEmpty() ? nullptr : jobs.at(qsizetype(number % quint32(jobs.size())));
}

RunResult Run::run(const QList<Step> &steps)
{
    m_desk.open();
    for (const Step &step : steps) {
        if (m_result.violation)
            break;
        ++m_at;
        make(step);
        pass(step);
        check();
        ++m_result.steps;
    }
    if (!m_result.violation) {
        ++m_at;
        settle();
    }
    m_result.faults = m_network.harmed + m_faults;
    m_result.requests = int(m_network.all().size());
    return m_result;
}

void Run::make(const Step &step)
{
    using Kind = Step::Kind;
    if (step.kind <= Kind::Cancel)
        person(step);
    else if (step.kind >= Kind::Join && step.kind <= Kind::DeleteProfile)
        elsewhere(step);
    else
        machine(step);
}

void Run::pass(const Step &step)
{
    switch (step.then) {
    case Step::Then::Nothing:
        break;
    case Step::Then::Events:
        m_desk.passEvents(1 + int(step.amount % 12));
        break;
    case Step::Then::Time:
        m_desk.passTime(1 + step.amount % 400);
        break;
    case Step::Then::Quiet:
        m_desk.passUntilQuiet(30'000);
        break;
    }
    if (theDisk().isDead)
        died();
}

void Run::check()
{
    if (m_result.violation)
        return;
    m_watch.history(m_desk.session().history().entries());
}

/// Ends the run: nothing more goes wrong, and everything comes to an end.
void Run::settle()
{
    m_network.disarm();
    m_network.isDown = false;
    theDisk().failingWrites = 0;
    theDisk().isFull = false;
    theDisk().writesUntilTorn = -1;
    say(u"everything is well again"_s);
    const auto isClosed = [this](qint64 job) {
        const Watched *watched = m_watch.watched(job);
        return watched && watched->isClosed;
    };
    for (int i = 0; i < 300 && !m_result.violation; ++i) {
        m_desk.passUntilQuiet(120'000);
        const auto open = m_desk.session().interrupted().jobs();
        ChangeJob *paused = m_desk.paused();
        if (open.isEmpty() && !m_desk.running() && m_desk.waiting().isEmpty())
            break;
        m_desk.act([&] {
            if (paused)
                paused->resume();
            else if (!open.isEmpty() && isClosed(open.first().id))
                m_desk.session().interrupted().discard(open.first().id);
            else if (!open.isEmpty())
                m_desk.session().interrupted().resume(open.first().id);
        });
    }
    if (m_result.violation)
        return;
    m_desk.passUntilQuiet(120'000);
    check();
    if (m_desk.running() || !m_desk.waiting().isEmpty()
        || !m_desk.session().interrupted().jobs().isEmpty())
        m_watch.breaks(u"0.stuck"_s, u"a change does not come to an end"_s);
    m_result.changes = int(m_desk.ended().size());
}

} // namespace segmentdesk::simulation
