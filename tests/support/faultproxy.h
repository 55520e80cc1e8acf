// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QUrl>

#include <memory>
#include <optional>
#include <utility>

namespace segmentdesk::test {

/// Something bad that happens to one request on its way.
struct Harm
{
    enum class Kind {
        ResetBefore, ///< the connection is reset, the store never sees the request
        ResetAfter, ///< the store answers, the connection is reset instead of passing that on
        CutBody, ///< the store answers, half of the body arrives, the connection ends
        HangBefore, ///< the store never sees the request, nothing is ever answered
        HangAfter, ///< the store answers, nothing of it is passed on
        Answer, ///< status, headers and body instead; the store never sees the request
        AnswerAfter, ///< the same instead of the store's answer, as a gateway that ran out of
                     ///< patience
    };

    Kind kind = Kind::ResetBefore;
    // Of Answer and AnswerAfter.
    int status = 503;
    QList<std::pair<QByteArray, QByteArray>> headers{};
    QByteArray body{};

    bool isSeenByStore() const
    {
        return kind != Kind::ResetBefore && kind != Kind::HangBefore && kind != Kind::Answer;
    }
};

/// Which requests are harmed: the first rule that fits and is not used up counts.
struct HarmRule
{
    Harm harm;
    QByteArray method; ///< "POST"; empty: any
    QRegularExpression path; ///< found in the whole path with its query; empty: any
    int skip = 0; ///< requests that fit and pass before the first is harmed
    int count = 1; ///< requests that are harmed; -1: all
};

/// A proxy on loopback between a client and a store, in a thread of its own, which breaks things
/// over real sockets. All methods may be called from any thread.
class FaultProxy
{
public:
    /// What passed since the start.
    struct Counts
    {
        qint64 requests = 0; ///< read as a whole
        qint64 forwarded = 0; ///< of them, those that the store saw
        qint64 harmed = 0; ///< of them, those that something was done to
    };

    /// @p apiPath of the store behind it, over http on 127.0.0.1. Ends the program if it cannot
    /// listen.
    explicit FaultProxy(const QUrl &apiPath);
    ~FaultProxy();

    /// The store's API path by way of this proxy.
    QUrl apiPath() const;
    Counts counts() const;

    /// Replaces the rules; an empty list ends them.
    void setRules(const QList<HarmRule> &rules);
    /// Harms requests that no rule fits at random, each harm with its probability. The same seed
    /// makes the same series of dice; which request gets which depends on the order in which they
    /// arrive.
    void setRandom(quint32 seed, const QList<std::pair<Harm, double>> &harms);

    /// What is to happen to a request that was read; counts it.
    std::optional<Harm> harmFor(const QByteArray &method, const QByteArray &path);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk::test
