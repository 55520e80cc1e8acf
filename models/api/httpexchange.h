// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/api/pacer.h"
#include "models/domain/connectionproblem.h"

#include <QByteArray>
#include <QList>
#include <QNetworkRequest>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;
class QSslError;

namespace segmentdesk {

class OneShotBody;

/// How one request over the wire ended.
struct HttpReply
{
    enum class End {
        Complete, ///< status, headers and body are there
        NotSent, ///< no connection: the server saw nothing
        TlsFailure, ///< the certificate was not accepted: the server saw nothing
        Deadline, ///< no complete answer in time
        Lost, ///< the connection ended before the answer was complete
        Damaged, ///< the answer could not be unpacked
        TooLarge, ///< the body passed the cap
    };

    End end = End::Lost;
    bool sent = false; ///< whether the server may have seen the request
    int status = 0; ///< 0: none came
    QByteArray body; ///< unpacked
    QString contentType;
    QString requestId;
    RateInfo rate;
    QString reason; ///< technical, for details
    std::optional<ConnectionProblem> problem; ///< what closed the way, where nothing was sent

    bool isBehindProxy() const
    {
        return problem && problem->proxy.kind != ProxyChoice::Kind::Direct;
    }
};

/// One request over the wire, from handing it to the network to its end. Deleting it aborts it.
class HttpExchange final : public QObject
{
public:
    struct Limits
    {
        std::chrono::milliseconds deadline;
        qint64 maxBodyBytes;
    };
    using Done = std::function<void(HttpReply)>;

    /// @p verb is "GET", "POST", "PUT" or "DELETE"; @p body goes with POST and PUT; @p proxy is
    /// what it goes through. @p done is called once, never before this returns, and must not delete
    /// the exchange (use deleteLater).
    HttpExchange(QNetworkAccessManager &manager, QNetworkRequest request, const QByteArray &verb,
                 const QByteArray &body, const ProxyChoice &proxy, Limits limits, Done done,
                 QObject *parent);
    ~HttpExchange() override;

private:
    bool mayHaveBeenSeen() const;
    void takeBytes();
    void refuseSize();
    void giveUp(HttpReply::End end, const QString &reason);
    void replyFinished();
    void end(HttpReply answer);

    QNetworkReply *m_reply = nullptr;
    OneShotBody *m_body = nullptr;
    ProxyChoice m_proxy;
    QList<QSslError> m_sslErrors;
    QTimer m_deadline;
    QByteArray m_received;
    Limits m_limits;
    Done m_done;
    bool m_requestSent = false;
    bool m_tooLarge = false;
};

/// The rate-limit headers of @p header(name); @p status is the answer's.
RateInfo rateInfoFromHeaders(int status, const std::function<QByteArray(const char *)> &header);

} // namespace segmentdesk
