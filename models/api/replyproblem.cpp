// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/replyproblem.h"

#include "models/api/wire.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

using Closed = ConnectionProblem::Kind;

constexpr qsizetype longestName = 200;

Closed closedBy(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
        return Closed::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::InvalidCaCertificate:
        return Closed::UnknownIssuer;
    case QSslError::HostNameMismatch:
        return Closed::WrongHost;
    case QSslError::CertificateExpired:
        return Closed::Expired;
    case QSslError::CertificateNotYetValid:
        return Closed::NotYetValid;
    default:
        return Closed::Other;
    }
}

/// Of several problems the one that explains the others: who is not trusted may say anything.
constexpr std::array byWeight{Closed::SelfSigned, Closed::UnknownIssuer, Closed::WrongHost,
                              Closed::Expired,    Closed::NotYetValid,   Closed::Other};

/// A name with the organization that it belongs to.
QString issuerName(const QString &name, const QStringList &organizations)
{
    const QString organization = organizations.value(0);
    const QString both = organization.isEmpty() || organization == name ? name
        : name.isEmpty()                                                ? organization
                         : name + u" ("_s + organization + u')';
    return wire::plainText(both, longestName);
}

void describe(const QList<QSslError> &errors, const QSslCertificate &peer,
              ConnectionProblem *problem)
{
    const auto weight = [](const QSslError &error) {
        return std::find(byWeight.cbegin(), byWeight.cend(), closedBy(error.error()));
    };
    const QSslError heaviest =
        *std::min_element(errors.cbegin(), errors.cend(), [&weight](const auto &a, const auto &b) {
            return weight(a) < weight(b);
        });
    problem->kind = closedBy(heaviest.error());
    const QSslCertificate wrong = heaviest.certificate().isNull() ? peer : heaviest.certificate();
    problem->issuer =
        issuerName(wrong.issuerDisplayName(), wrong.issuerInfo(QSslCertificate::Organization));
    QStringList names = peer.subjectAlternativeNames().values(QSsl::DnsEntry);
    if (names.isEmpty())
        names = peer.subjectInfo(QSslCertificate::CommonName);
    std::sort(names.begin(), names.end());
    problem->subject = wire::plainText(names.join(u", "_s), longestName);
    if (problem->kind == Closed::Expired)
        problem->limit = wrong.expiryDate().toUTC();
    else if (problem->kind == Closed::NotYetValid)
        problem->limit = wrong.effectiveDate().toUTC();
}

/// What Qt's error means where there is a proxy: it names the proxy's faults as if they were the
/// store's.
Closed kindBehindProxy(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Closed::ProxyLogin;
    case QNetworkReply::ConnectionRefusedError: // the proxy's 503
        return Closed::ProxyRefused;
    case QNetworkReply::UnknownProxyError:
        return Closed::ProxyRefused;
    case QNetworkReply::UnknownNetworkError:
        // A proxy that is down, and one that answers with an error, differ in their text alone.
        return reply.errorString()
                == QCoreApplication::translate("QHttpSocketEngine", "Proxy connection refused")
            ? Closed::ProxyUnreachable
            : Closed::ProxyRefused;
    case QNetworkReply::HostNotFoundError: // the proxy's name, or the proxy's 404
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return Closed::ProxyUnreachable;
    default:
        return Closed::Other;
    }
}

} // namespace

ConnectionProblem connectionProblem(const QNetworkReply &reply, const ProxyChoice &proxy,
                                    const QList<QSslError> &sslErrors)
{
    ConnectionProblem problem;
    problem.host = reply.url().host();
    problem.proxy = proxy;
    if (reply.error() == QNetworkReply::SslHandshakeFailedError) {
        if (sslErrors.isEmpty())
            problem.kind = Closed::Handshake;
        else
            describe(sslErrors, reply.sslConfiguration().peerCertificate(), &problem);
    } else if (proxy.kind != ProxyChoice::Kind::Direct) {
        problem.kind = kindBehindProxy(reply);
    } else if (reply.error() == QNetworkReply::HostNotFoundError) {
        problem.kind = Closed::HostNotFound;
    } else if (reply.error() == QNetworkReply::ConnectionRefusedError) {
        problem.kind = Closed::Refused;
    }
    return problem;
}

ConnectionProblem connectionProblemOfSilence(const QNetworkReply &reply, const ProxyChoice &proxy)
{
    ConnectionProblem problem;
    problem.host = reply.url().host();
    problem.proxy = proxy;
    if (proxy.kind != ProxyChoice::Kind::Direct)
        problem.kind = Closed::ProxyUnreachable;
    return problem;
}

QString sslDetails(const QList<QSslError> &sslErrors)
{
    QStringList lines;
    for (const QSslError &error : sslErrors) {
        const QSslCertificate certificate = error.certificate();
        QString line = error.errorString();
        if (!certificate.isNull()) {
            line += u" (for %1, issued by %2, SHA-256 %3)"_s.arg(
                certificate.subjectDisplayName(), certificate.issuerDisplayName(),
                QString::fromLatin1(
                    certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper()));
        }
        lines.append(wire::plainText(line, 500));
    }
    return lines.join(u"; "_s);
}

} // namespace segmentdesk
