// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/changes/changejob.h"
#include "models/changes/history.h"
#include "tests/simulation/modelstore.h"
#include "tests/simulation/simnetwork.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <functional>
#include <map>
#include <optional>

namespace segmentdesk::simulation {

/// One of the promises, broken.
struct Violation
{
    QString code; ///< number of the promise, and which side of it: "4.changed"
    QString words;
};

/// An effect that is asked for or was had, as a text that can be compared: "join SEGMENT PROFILE".
using Aim = QString;
/// What a write asks for.
QList<Aim> aimsOf(const modelstore::Request &request);
/// What an effect in the store's log is.
Aim aimOf(const modelstore::Effect &effect);
/// What would take it back; empty: nothing does.
Aim inverseOf(const Aim &aim);

/// A change as the person, the program and the store know it.
struct Watched
{
    qint64 id = 0; ///< in the journal
    int number = 0; ///< for traces: 1 is the first of the run
    JobFacts::Purpose purpose = JobFacts::Purpose::Change;
    Plan plan;
    QSet<Aim> planned; ///< what it may ask for
    QSet<qint64> undoes; ///< jobs that it takes back, or makes again
    bool isClosed = false; ///< cancelled or discarded: may send nothing more
    bool isEnded = false;
    qint64 startedAt = 0;
    int life = 0; ///< which start of the program it belongs to
    qint64 endedAt = 0; ///< on the monotonic clock; 0: not yet
    int endOrder = 0; ///< of all ends of the run
    QList<int> requests; ///< writes
    QHash<Aim, int> applied; ///< by its writes, as the store's log has it
    std::optional<Outcome> outcome;
};

/// Watches what the program does, and holds it against what the person confirmed and what the store
/// logged.
class Watch
{
public:
    Watch(modelstore::Store &store, Network &network);

    std::function<void(const Violation &violation)> onBroken;
    std::function<void(const QString &words)> onSaid; ///< what happens, for traces
    /// The change that runs now; null: none.
    std::function<const ChangeJob *()> running;

    // What the person does:
    /// Agreed to losing this.
    void confirm(const Aim &aim) { m_confirmed.insert(aim); }
    /// Everybody who is in one of the two stays in one of them.
    struct Carry
    {
        modelstore::Id from;
        modelstore::Id to;
        bool deletesFrom = false;
    };
    void carry(const Carry &carry) { m_carries.append(carry); }
    void close(qint64 job);
    /// Takes up again what was left there: the program had forgotten that, and asked once more.
    void reopen(qint64 job);
    /// The next undo or redo is of this entry.
    void expect(const History::Entry &entry, bool isUndo);

    // What the program says:
    void added(const ChangeJob &job);
    void ended(const ChangeJob &job, bool isLastOfGroup);
    /// Of a start: what the journal says is open, what has ended, and the history.
    void restarted(const QSet<qint64> &open, const QSet<qint64> &ended,
                   const QList<History::Entry> &entries);
    /// Of a crash: what the history was.
    void crashed(const QList<History::Entry> &entries);
    void history(const QList<History::Entry> &entries);

    const Watched *watched(qint64 job) const;
    QString name(const Aim &aim) const; ///< for people
    QString namesOf(const Sent &sent) const; ///< likewise, of all that a write asks for
    void say(const QString &words) const
    {
        if (onSaid)
            onSaid(words);
    }
    bool isBroken() const { return m_isBroken; }
    void breaks(const QString &code, const QString &words);

private:
    void sent(const Sent &sent);
    void onWire(const Sent &sent);
    void readLog();
    void checkOutcome(const Watched &job);
    void checkUndone(const Watched &job);
    void checkMadeAgain(const Watched &job);
    bool isPlanned(const Watched &job, const Aim &aim) const;
    bool isAmbiguous(const Watched &job, const Aim &aim) const;
    bool isTwinOfMade(const Watched &job, const modelstore::Id &segment) const;
    bool isTwinOfMade(const Watched &job, const modelstore::Effect &effect) const;
    bool joinedUnseen(const modelstore::Id &segment, const modelstore::Id &profile,
                      int before) const;
    bool isAgain(const QSet<QString> &made, modelstore::Id segment) const;
    bool isHeard(const Watched &job, const Aim &aim) const;
    bool holds(const Aim &aim) const;
    Aim canonical(const Aim &aim) const;
    bool isForeignSince(const Aim &aim, size_t logEntry) const;
    void checkLosses(const Watched &job);
    QSet<Aim> appliedBy(const QSet<qint64> &jobs) const;

    modelstore::Store &m_store;
    Network &m_network;
    std::map<qint64, Watched> m_jobs;
    QHash<int, qint64> m_jobOfRequest;
    QSet<Aim> m_confirmed;
    QHash<modelstore::Id, modelstore::Id> m_replaces; ///< segments: made again for which
    QHash<modelstore::Id, qint64> m_customers; ///< of every profile that ever was
    QList<Carry> m_carries;
    QSet<qint64> m_closedSteps; ///< whose first changes were cancelled
    QHash<qint64, QSet<qint64>> m_undoneBy; ///< likewise, by the group that does it
    QSet<qint64> m_expected; ///< jobs of the entry that is undone or redone
    QSet<qint64> m_entriesBefore; ///< jobs in the history when the program died
    size_t m_logRead = 0;
    int m_lifeFrom = 0; ///< requests up to this one were sent by programs that are gone
    int m_life = 0; ///< starts of the program
    int m_lastNumber = 0;
    int m_lastEnd = 0;
    bool m_isBroken = false;
};

} // namespace segmentdesk::simulation
