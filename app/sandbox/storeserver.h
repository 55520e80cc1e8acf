// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/emulator.h"
#include "app/sandbox/fault.h"
#include "app/sandbox/httpserver.h"
#include "app/sandbox/options.h"
#include "app/sandbox/ratelimiter.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <chrono>
#include <memory>

namespace segmentdesk::sandbox {

class Database;
class ServerState;

/// What runs in the store's own thread: listens, lets requests in (address, token, scope, quota,
/// concurrency, faults), has the Emulator carry them out, and holds answers back for the latency.
class StoreServer : public QObject
{
    Q_OBJECT

public:
    StoreServer(const Options &options, std::shared_ptr<ServerState> witness);
    ~StoreServer() override;

    /// Answers with started() or failed() before it returns.
    void open();
    /// Answers with resetDone() or failed() before it returns.
    void reset();

Q_SIGNALS:
    void started(const QUrl &apiPath);
    void failed(const QString &message);
    void progress(qint64 done, qint64 total);
    void resetDone();

private:
    /// An answer on its way out.
    struct Delivery
    {
        enum class How { Answer, Cut, Close, Hang, Drip };
        HttpResponse response;
        How how = How::Answer;
        bool rateLimitHeaders = true;
        qint64 resetAt = -1; ///< on m_clock, ms: the answer is a 429 because of the quota
        std::chrono::milliseconds dripEvery{0}; ///< of Drip
        int *gate = nullptr; ///< counts requests of this kind at once
    };

    /// Empty, or what went wrong in plain words.
    QString openDatabase();
    QString listen();
    QString fill();
    void handle(const HttpRequest &request, HttpConnection *connection);
    void deliver(const HttpRequest &request, HttpConnection *connection, Delivery delivery);
    Delivery admit(const HttpRequest &request);
    Delivery withFault(const Fault &fault, const HttpRequest &request);
    Delivery serve(const HttpRequest &request, const Emulator::ListDistortion &bend);
    int *gateOf(Operation operation);
    bool isOwnHost(const QByteArray &host) const;
    void addRateLimitHeaders(HttpResponse &response, qint64 resetAt);

    const Options m_options;
    const std::shared_ptr<ServerState> m_witness;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Emulator> m_emulator;
    std::unique_ptr<HttpServer> m_server;
    RateLimiter m_limiter;
    QElapsedTimer m_clock;
    QString m_base; // path below which the API is
    int m_memberWrites = 0; // at once
    int m_segmentWrites = 0;
    int m_profileWrites = 0;
    int m_apiLimit = -1; ///< what is left of it; -1: not set
};

} // namespace segmentdesk::sandbox
