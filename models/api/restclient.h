// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/requestfailure.h"
#include "models/api/requestpriority.h"
#include "models/api/requestrecord.h"
#include "models/domain/quotausage.h"
#include "models/domain/result.h"
#include "models/network/networkaccess.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace segmentdesk {

/// Carries requests to one store: paces them, gives each a deadline and a byte cap, sends again
/// what may be sent again, and turns every answer but 2xx into an ApiError. Knows HTTP, not what
/// the JSON means.
///
/// Refuses, before anything reaches the wire: plain http except on loopback, a DELETE whose `id:in`
/// is missing or empty, URLs over 2,000 characters, a proxy setting that cannot be used. Follows no
/// redirect, keeps no cookie, has no cache. A proxy that asks for a login is given the one that
/// NetworkAccess finds, and what it kept from going is sent then. The token goes into one header
/// and nowhere else.
///
/// All calls and all context objects belong to this object's thread.
class RestClient : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QUrl apiPath; ///< `https://…/stores/{hash}/v3`; http on loopback only
        QByteArray token;
        QByteArray product = QByteArrayLiteral("SegmentDesk/0.1.0"); ///< for User-Agent
        std::chrono::milliseconds deadline{
            30000}; ///< for each attempt, from sending to the last byte
        qint64 maxBodyBytes = 16LL * 1024 * 1024;
        int maxInFlight = 10;
        int maxAttempts = 5; ///< of one request, the first included
        double reserve =
            0.10; ///< part of the quota that Background requests leave to other programs
        std::chrono::milliseconds grace{2000}; ///< how long a given-up request keeps its place
        std::chrono::milliseconds firstBackOff{200}; ///< longest wait before the second attempt,
                                                     ///< and after a 429 without headers; doubles
        NetworkAccess network{};
        std::chrono::milliseconds patience{60000}; ///< between a job's tries to read after a 500
    };

    enum class Method { Get, Post, Put, Delete };

    struct Request
    {
        Method method = Method::Get;
        QString path; ///< below the API path: "/segments"
        QList<std::pair<QString, QString>> query; ///< not encoded; `id:in` values joined by commas
        QByteArray body; ///< JSON; only with Post and Put
        /// Adds to an error what the answer's body says beyond the usual; called for any status but
        /// 2xx.
        std::function<void(ApiError &error, const QByteArray &body)> explain{};
        /// Whether the body of a refusal (400, 404, 409, 422) says that the request was carried out
        /// in part: then it is a Reply.
        std::function<bool(const QByteArray &body)> isPartly{};
    };

    /// A 2xx answer, or one that Request::isPartly is true of.
    struct Reply
    {
        int status = 0;
        QByteArray body; ///< unpacked; may be empty
        QString contentType;
        QString requestId; ///< as the store named it; may be empty
    };

    /// Most characters of a URL.
    static constexpr int maxUrlLength = 2000;

    explicit RestClient(Options options, QObject *parent = nullptr);
    /// Aborts what is under way; callbacks that were not called yet never are.
    ~RestClient() override;

    void setToken(const QByteArray &token);
    QUrl apiPath() const;
    void setReserve(double reserve);

    QuotaUsage traffic() const;
    /// What failed lately, newest first: for support.
    QList<RequestFailure> failures() const;
    /// The length of the store's rate-limit window; 0: the store did not say.
    std::chrono::milliseconds rateWindow() const;

    /// Answers exactly once, after this returns, unless @p context dies first: then the request is
    /// taken back or aborted. Kinds of errors: a write ends as NoConnection if nothing was sent,
    /// and as OutcomeUnknown if its answer was lost; one that ends as ServerFailure may have been
    /// applied. A read is sent again as RetryPolicy says, a write only if nothing was applied.
    void send(Request request, RequestPriority priority, QObject *context,
              Callback<Reply> callback);
    /// Takes back the writes of @p context, or of objects below it, that are not on the wire: those
    /// that wait for a place, for the quota or for another attempt. They end as NoConnection, for
    /// nothing was applied. Others end with the answer that is under way: none is sent again.
    void withdrawWrites(const QObject *context);

    /// @p error with every occurrence of the token removed from its texts.
    ApiError redacted(ApiError error) const;

Q_SIGNALS:
    /// traffic() has changed; at most every 100 ms.
    void trafficChanged();
    /// A request over the wire has ended; one that is sent again ends more than once.
    void requestFinished(const segmentdesk::RequestRecord &record);
    /// The store answered 401; once for each token.
    void unauthorized();

private:
    class Call;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk
