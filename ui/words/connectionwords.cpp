// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/connectionwords.h"

#include "ui/words/errorwords.h"
#include "ui/words/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

struct ConnectionTexts
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionTexts)
};

QString shownHost(const ConnectionProblem &problem)
{
    return problem.host.isEmpty() ? ConnectionTexts::tr("the store") : words::shown(problem.host);
}

/// What says that there is a proxy, as part of a sentence; empty: that is not known.
QString proxySetBy(const ProxyChoice &proxy)
{
    switch (proxy.source) {
    case ProxyChoice::Source::Environment:
        return ConnectionTexts::tr("the environment variable %1").arg(proxy.variable);
    case ProxyChoice::Source::System:
        return ConnectionTexts::tr("the network settings of the system");
    case ProxyChoice::Source::None:
    case ProxyChoice::Source::Loopback:
    case ProxyChoice::Source::Unanswered:
        return {};
    }
    return {};
}

/// "Check …": where the setting is that names the proxy.
QString checkTheSetting(const ProxyChoice &proxy)
{
    const QString place = proxySetBy(proxy);
    return place.isEmpty() ? ConnectionTexts::tr("Check the proxy setting.")
                           : ConnectionTexts::tr("Check %1.").arg(place);
}

QString issuer(const ConnectionProblem &problem)
{
    return problem.issuer.isEmpty() ? ConnectionTexts::tr("an unknown issuer")
                                    : words::quoted(problem.issuer);
}

QString notSafe()
{
    return ConnectionTexts::tr("The connection is not safe, so nothing was sent.") + u' ';
}

void sayCertificate(const ConnectionProblem &problem, ErrorWords *words)
{
    const QString host = shownHost(problem);
    switch (problem.kind) {
    case ConnectionProblem::Kind::UnknownIssuer:
        words->text = notSafe()
            + ConnectionTexts::tr("The certificate for %1 was issued by %2, which this computer "
                                  "does not trust.")
                  .arg(host, issuer(problem));
        words->whatToDo =
            ConnectionTexts::tr("If your company or virus scanner inspects connections, %1 If you "
                                "do not know this issuer, someone may be reading along: use "
                                "another network.")
                .arg(words::whereAuthoritiesGo());
        return;
    case ConnectionProblem::Kind::SelfSigned:
        words->text = notSafe()
            + ConnectionTexts::tr("The certificate for %1 is self-signed: %2 issued it to itself, "
                                  "so it proves nothing.")
                  .arg(host, issuer(problem));
        words->whatToDo =
            ConnectionTexts::tr(
                "Check the address. If a device of this network answers in place of the store, "
                "sign in "
                "there with a browser or use another network. If it is a server of your own, %1")
                .arg(words::whereAuthoritiesGo());
        return;
    case ConnectionProblem::Kind::Expired:
        words->text = notSafe()
            + ConnectionTexts::tr("The certificate for %1, issued by %2, expired on %3.")
                  .arg(host, issuer(problem), words::dateTime(problem.limit));
        words->whatToDo = ConnectionTexts::tr(
            "Check the date and time of this computer. If they are right, the certificate must be "
            "renewed by those who run the server, or the proxy that inspects connections.");
        return;
    case ConnectionProblem::Kind::NotYetValid:
        words->text = notSafe()
            + ConnectionTexts::tr("The certificate for %1, issued by %2, is not valid before %3.")
                  .arg(host, issuer(problem), words::dateTime(problem.limit));
        words->whatToDo = ConnectionTexts::tr(
            "Check the date and time of this computer: they are probably behind.");
        return;
    case ConnectionProblem::Kind::WrongHost:
        words->text = notSafe()
            + (problem.subject.isEmpty()
                   ? ConnectionTexts::tr("The certificate that came, issued by %2, is not for %1.")
                         .arg(host, issuer(problem))
                   : ConnectionTexts::tr("The certificate that came, issued by %2, is not for %1 "
                                         "but for %3.")
                         .arg(host, issuer(problem), words::quoted(problem.subject)));
        words->whatToDo = ConnectionTexts::tr(
            "Check the address. A sign-in page of this network can also be the cause: open any "
            "page in a browser first.");
        return;
    default:
        words->text = notSafe()
            + (problem.issuer.isEmpty()
                   ? ConnectionTexts::tr("No encrypted connection to %1 could be agreed on.")
                         .arg(host)
                   : ConnectionTexts::tr("The certificate for %1, issued by %2, was not accepted.")
                         .arg(host, issuer(problem)));
        words->whatToDo = ConnectionTexts::tr(
            "A proxy or virus scanner that inspects connections can be the cause: ask those who "
            "run this network.");
        return;
    }
}

} // namespace

void words::sayConnectionProblem(const ConnectionProblem &problem, ErrorWords *words)
{
    const QString proxy = shown(problem.proxy.address);
    const QString host = shownHost(problem);
    switch (problem.kind) {
    case ConnectionProblem::Kind::Other:
        return;
    case ConnectionProblem::Kind::HostNotFound:
        words->text = ConnectionTexts::tr("The store cannot be reached from this computer: the "
                                          "name %1 was not found.")
                          .arg(host);
        return;
    case ConnectionProblem::Kind::Refused:
        words->text = ConnectionTexts::tr("The store cannot be reached from this computer: %1 "
                                          "refused the connection.")
                          .arg(host);
        return;
    case ConnectionProblem::Kind::ProxyUnusable:
        words->text = ConnectionTexts::tr("The proxy %1 cannot be used: only http and socks5 "
                                          "proxies can. Nothing was sent.")
                          .arg(quoted(problem.proxy.address));
        words->whatToDo = checkTheSetting(problem.proxy);
        return;
    case ConnectionProblem::Kind::ProxyUnreachable:
        words->text = ConnectionTexts::tr("The proxy %1 does not answer, so the store cannot be "
                                          "reached.")
                          .arg(proxy);
        words->whatToDo = ConnectionTexts::tr("Check whether the proxy is running, and that this "
                                              "computer is in its network.")
            + u' ' + checkTheSetting(problem.proxy);
        return;
    case ConnectionProblem::Kind::ProxyLogin:
        words->text =
            ConnectionTexts::tr("The proxy %1 asks for a user name and password, so the store "
                                "cannot be reached.")
                .arg(proxy);
        words->whatToDo = ConnectionTexts::tr("Try again to log in.");
        return;
    case ConnectionProblem::Kind::ProxyRefused:
        words->text = ConnectionTexts::tr("The proxy %1 answers, and does not connect to %2.")
                          .arg(proxy, host);
        words->whatToDo = ConnectionTexts::tr(
            "Try again in a moment. If it stays so, ask those who run the proxy to allow it.");
        return;
    case ConnectionProblem::Kind::UnknownIssuer:
    case ConnectionProblem::Kind::SelfSigned:
    case ConnectionProblem::Kind::Expired:
    case ConnectionProblem::Kind::NotYetValid:
    case ConnectionProblem::Kind::WrongHost:
    case ConnectionProblem::Kind::Handshake:
        sayCertificate(problem, words);
        return;
    }
}

QString words::proxyInForce(const ProxyChoice &proxy)
{
    const QString address = shown(proxy.address);
    const QString setBy = proxySetBy(proxy);
    switch (proxy.kind) {
    case ProxyChoice::Kind::Http:
        return ConnectionTexts::tr("%1, set by %2").arg(address, setBy);
    case ProxyChoice::Kind::Socks5:
        return ConnectionTexts::tr("%1 (SOCKS), set by %2").arg(address, setBy);
    case ProxyChoice::Kind::Unsupported:
        return ConnectionTexts::tr("%1, set by %2: it cannot be used, so nothing is sent")
            .arg(quoted(proxy.address), setBy);
    case ProxyChoice::Kind::Direct:
        break;
    }
    switch (proxy.source) {
    case ProxyChoice::Source::None:
    case ProxyChoice::Source::System:
        return ConnectionTexts::tr("None: neither the environment nor the system sets one");
    case ProxyChoice::Source::Loopback:
        return ConnectionTexts::tr("None: this store is on this computer");
    case ProxyChoice::Source::Environment:
        return ConnectionTexts::tr("None: %1 exempts this store").arg(setBy);
    case ProxyChoice::Source::Unanswered:
        return ConnectionTexts::tr("None so far: the system has not answered in time");
    }
    return {};
}

QString words::proxyUser(const NetworkState &state)
{
    return state.proxy.kind == ProxyChoice::Kind::Direct || state.proxyUser.isEmpty()
        ? QString()
        : ConnectionTexts::tr("Logged in as %1").arg(shown(state.proxyUser));
}

QString words::trustedAuthorities(const QList<TrustPlace> &places)
{
    QStringList parts;
    if (places.size() < 2)
        parts.append(ConnectionTexts::tr("those that the system trusts"));
    for (const TrustPlace &place : places) {
        parts.append(ConnectionTexts::tr("%Ln in %1 (%2)", nullptr, int(place.certificates))
                         .arg(shown(place.path), place.variable));
    }
    const QString text = parts.join(u"; "_s);
    return text.left(1).toUpper() + text.sliced(1);
}

QString words::trustProblem(const QList<TrustPlace> &places)
{
    QStringList lines;
    for (const TrustPlace &place : places) {
        if (place.certificates > 0)
            continue;
        lines.append(ConnectionTexts::tr("The environment variable %1 names %2, where no "
                                         "certificate can be read.")
                         .arg(place.variable, quoted(place.path)));
    }
    if (lines.isEmpty())
        return {};
    lines.append(places.size() > lines.size() || places.size() == 1
                     ? ConnectionTexts::tr("The others are trusted as before.")
                     : ConnectionTexts::tr("So no store is trusted."));
    return lines.join(u' ');
}

QString words::whereAuthoritiesGo()
{
#if defined(Q_OS_WIN)
    return ConnectionTexts::tr("add the certificate of its authority to the Trusted Root "
                               "Certification Authorities of Windows.");
#elif defined(Q_OS_MACOS)
    return ConnectionTexts::tr(
        "add the certificate of its authority to Keychain Access and trust it there.");
#else
    return ConnectionTexts::tr(
        "add the certificate of its authority to the system (on Debian and Ubuntu, put the .crt "
        "file into /usr/local/share/ca-certificates and run update-ca-certificates), or name its "
        "file in the environment variable SSL_CERT_FILE.");
#endif
}

} // namespace segmentdesk
