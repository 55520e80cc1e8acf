// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/simulation/modelstore.h"

#include <QNetworkAccessManager>
#include <QPointer>

#include <functional>
#include <memory>
#include <vector>

namespace segmentdesk::simulation {

class Dispatcher;
class SimReply;

/// What may happen to a request on its way, or to its answer.
enum class Harm : quint8 {
    None,
    Refused, ///< no connection: nothing was sent
    LostBefore, ///< sent, and lost before the store saw it
    LostAfter, ///< the store acted, its answer is lost
    Cut, ///< the store acted, its answer ends in the middle
    TooManyHeaders, ///< 429 that says how long to wait
    TooManyBare, ///< 429 without a word
    FailedBefore, ///< 503; nothing was applied
    FailedAfter, ///< 500, though it was applied
    SilentBefore, ///< no answer, ever; nothing was applied
    SilentAfter, ///< no answer, though it was applied
    EmptyPage,
    ShortPage,
    TotalTooHigh,
    TotalTooLow,
    RepeatedRow,
};
inline constexpr int harmKinds = int(Harm::RepeatedRow) + 1;
bool isOfLists(Harm harm);
QString wordsOf(Harm harm);

/// A request as it was handed to the network.
struct Sent
{
    modelstore::Request request;
    bool isWrite = false;
    Harm harm = Harm::None;
    int deliveries = 0; ///< how often it was on the wire
    int effects = 0; ///< of the store, because of it
    int status = 0; ///< of the answer that arrived; 0: none
    bool isAnswered = false; ///< its reply has ended, one way or the other
};

/// Carries requests to the model store, and its answers back, on the clock of the run.
class Network
{
public:
    Network(Dispatcher &dispatcher, modelstore::Store &store);

    /// For the program: a manager whose requests come here.
    std::unique_ptr<QNetworkAccessManager> manager();

    /// The next harm befalls the request after @p skip more of its kind.
    struct Armed
    {
        Harm harm = Harm::None;
        bool ofWrites = false;
        int skip = 0;
    };
    void arm(const Armed &armed) { m_armed.push_back(armed); }
    void disarm() { m_armed.clear(); }
    bool isDown = false; ///< every request is refused
    int harmed = 0; ///< requests so far that something befell

    /// The program is dead: what it sent may still arrive, and no answer reaches it.
    void forget();
    int underWay() const { return m_underWay; }

    const Sent &sent(int number) const { return m_sent.at(size_t(number - 1)); }
    const std::vector<Sent> &all() const { return m_sent; }

    std::function<void(const Sent &sent)> onSent; ///< when the program hands it over
    std::function<void(const Sent &sent)> onWire; ///< each time that it reaches the wire
    std::function<void(const Sent &sent)> onActed; ///< the store has dealt with it
    std::function<void(const Sent &sent)> onAnswered;

private:
    friend class SimReply;
    friend class SimManager;

    void begin(SimReply *reply, const QByteArray &method, const QUrl &url, bool mayBeResent);
    void toWire(int number, const QPointer<SimReply> &reply, quint64 life, Harm harm);
    void act(int number, const QPointer<SimReply> &reply, quint64 life, Harm harm);
    Harm harmFor(const Sent &sent);

    Dispatcher &m_dispatcher;
    modelstore::Store &m_store;
    std::vector<Sent> m_sent;
    std::vector<Armed> m_armed;
    std::vector<bool> m_mayBeResent; ///< by number: Qt may send it again unasked
    quint64 m_life = 1; ///< of the program
    int m_underWay = 0;
};

} // namespace segmentdesk::simulation
