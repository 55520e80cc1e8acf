// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/supportdetails.h"

#include "app/stores/datafolder.h"
#include "models/api/restclient.h"
#include "models/api/storeaccess.h"
#include "models/domain/keychain.h"
#include "models/jobs/jobqueue.h"
#include "models/mirror/mirror.h"
#include "models/network/networkstate.h"
#include "models/session/storesession.h"
#include "models/settings/settings.h"
#include "ui/words/errorwords.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QFontInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QScreen>
#include <QSettings>
#include <QSslSocket>
#include <QStyleHints>
#include <QSysInfo>
#include <QTimeZone>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

QString mebibytes(qint64 bytes)
{
    return u"%1 MiB"_s.arg(QString::number(double(bytes) / (1024.0 * 1024.0), 'f', 1));
}

QString yesOrNo(bool yes)
{
    return yes ? u"yes"_s : u"no"_s;
}

QString proxyKind(const ProxyChoice &proxy)
{
    switch (proxy.kind) {
    case ProxyChoice::Kind::Direct:
        return u"none"_s;
    case ProxyChoice::Kind::Http:
        return u"HTTP"_s;
    case ProxyChoice::Kind::Socks5:
        return u"SOCKS5"_s;
    case ProxyChoice::Kind::Unsupported:
        return u"of an unsupported kind"_s;
    }
    return {};
}

QString proxySource(const ProxyChoice &proxy)
{
    switch (proxy.source) {
    case ProxyChoice::Source::None:
        return u"nothing sets one"_s;
    case ProxyChoice::Source::Loopback:
        return u"the store is on this computer"_s;
    case ProxyChoice::Source::Environment:
        return proxy.variable;
    case ProxyChoice::Source::System:
        return u"the system"_s;
    case ProxyChoice::Source::Unanswered:
        return u"the system does not answer"_s;
    }
    return {};
}

QString keychainState(Keychain::State state)
{
    switch (state) {
    case Keychain::State::Unknown:
        return u"not asked"_s;
    case Keychain::State::None:
        return u"none"_s;
    case Keychain::State::Silent:
        return u"silent"_s;
    case Keychain::State::Missing:
        return u"without a collection"_s;
    case Keychain::State::Locked:
        return u"locked"_s;
    case Keychain::State::Ready:
        return u"ready"_s;
    }
    return {};
}

QString copyState(const Mirror *mirror)
{
    if (!mirror)
        return u"none"_s;
    switch (mirror->state()) {
    case Mirror::State::Opening:
        return u"opening"_s;
    case Mirror::State::Empty:
        return u"empty"_s;
    case Mirror::State::Partial:
        return u"partial"_s;
    case Mirror::State::Complete:
        return u"complete"_s;
    case Mirror::State::Failed:
        return u"failed (%1)"_s.arg(int(mirror->failure()));
    }
    return {};
}

QString right(StoreAccess::Right right)
{
    switch (right) {
    case StoreAccess::Right::Unknown:
        return u"unknown"_s;
    case StoreAccess::Right::Granted:
        return u"granted"_s;
    case StoreAccess::Right::Denied:
        return u"denied"_s;
    }
    return {};
}

QString kindOf(const Account &account)
{
    switch (account.kind) {
    case Account::Kind::Sandbox:
        return u"sandbox"_s;
    case Account::Kind::Visit:
        return u"visited"_s;
    case Account::Kind::Store:
        break;
    }
    return u"connected"_s;
}

} // namespace

QStringList support::programLines(const QString &version)
{
    return {
        u"Segment Desk %1"_s.arg(version),
        u"Qt %1 (built with %2), SQLite %3, %4"_s.arg(
            QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR),
            QString::fromLatin1(sqlite3_libversion()), QSslSocket::sslLibraryVersionString()),
        u"%1, %2 %3, %4"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(),
                               QSysInfo::kernelVersion(), QSysInfo::buildAbi()),
        u"Locale %1, UTC%2"_s.arg(QLocale::system().name(),
                                  QDateTime::currentDateTime()
                                      .timeZone()
                                      .displayName(QTimeZone::StandardTime, QTimeZone::OffsetName)
                                      .mid(3))};
}

QStringList support::folderLines(const DataFolder &folder)
{
    int journals = 0;
    qint64 journalBytes = 0;
    int copies = 0;
    qint64 copyBytes = 0;
    QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (!folder.path().isEmpty() && files.hasNext()) {
        files.next();
        const QFileInfo file = files.fileInfo();
        const bool isCopy = file.fileName().startsWith(u"copy.sqlite");
        (isCopy ? copyBytes : journalBytes) += file.size();
        if (file.fileName() == u"copy.sqlite")
            ++copies;
        else if (file.fileName().startsWith(u"journal") && file.suffix() != u"lock")
            ++journals;
    }
    return {u"Data folder: %1, private: %2"_s.arg(folder.isWritable() ? u"writable"_s
                                                                      : u"cannot be written"_s,
                                                  yesOrNo(!folder.isOpenToOthers())),
            u"Local copies: %1 (%2); journals and the rest: %3 (%4)"_s.arg(
                QString::number(copies), mebibytes(copyBytes), QString::number(journals),
                mebibytes(journalBytes))};
}

QStringList support::settingsLines(QSettings &settings)
{
    const auto shown = [](const std::optional<int> &value) {
        return value ? QString::number(*value) : u"default"_s;
    };
    // Only these: others hold names and addresses.
    const StoreSettings stores(settings);
    const WindowSettings window(settings);
    return {u"Settings: reserve %1, check %2, notifies %3, colors %4"_s.arg(
        shown(stores.reservePercent()), shown(stores.checkMinutes()), yesOrNo(window.notifies()),
        QString::number(window.colorScheme()))};
}

QStringList support::networkLines(const NetworkState &network)
{
    QStringList trust;
    for (const TrustPlace &place : network.trust)
        trust.append(u"%1 (%2)"_s.arg(place.variable, QString::number(place.certificates)));
    return {u"Proxy: %1 (%2), logged in: %3"_s.arg(proxyKind(network.proxy),
                                                   proxySource(network.proxy),
                                                   yesOrNo(!network.proxyUser.isEmpty())),
            u"Certificate authorities: %1"_s.arg(trust.isEmpty() ? u"the system's"_s
                                                                 : trust.join(u", "_s))};
}

QStringList support::keychainLines(const Keychain &keychain)
{
    return {u"Keychain: %1, %2"_s.arg(keychain.name, keychainState(keychain.state))};
}

QStringList support::screenLines()
{
    QStringList screens;
    const QList<QScreen *> all = QGuiApplication::screens();
    for (const QScreen *screen : all) {
        screens.append(u"%1×%2 at %3"_s.arg(QString::number(screen->geometry().width()),
                                            QString::number(screen->geometry().height()),
                                            QString::number(screen->devicePixelRatio())));
    }
    return {u"Platform %1, desktop %2, screens %3, font %4 pt, right to left: %5"_s.arg(
        QGuiApplication::platformName(),
        qEnvironmentVariable("XDG_CURRENT_DESKTOP", u"unknown"_s).left(40), screens.join(u", "_s),
        QString::number(QFontInfo(QGuiApplication::font()).pointSizeF()),
        yesOrNo(QGuiApplication::isRightToLeft()))};
}

QStringList support::storeLines(StoreSession &session, int number)
{
    QStringList lines;
    const Mirror *mirror = session.mirror();
    const Mirror::Counts counts = mirror ? mirror->counts() : Mirror::Counts();
    lines.append(
        u"Store %1: %2; copy %3, %4 customers, %5 profiles, %6 segments, %7 memberships"_s.arg(
            QString::number(number), kindOf(session.account()), copyState(mirror),
            QString::number(counts.customers), QString::number(counts.profiles),
            QString::number(counts.segments), QString::number(counts.memberships)));
    const QuotaUsage traffic = session.traffic();
    lines.append(u"  token: write %1, members %2; quota %3, left %4; jobs %5; odd rows %6"_s.arg(
        right(session.access().write), right(session.access().members),
        QString::number(traffic.quota), QString::number(traffic.quotaLeft),
        QString::number(session.jobs().rowCount()), QString::number(session.oddRows().size())));
    const QList<RequestFailure> failures = session.client().failures();
    for (const RequestFailure &failure : failures) {
        lines.append(u"  %1 %2 %3: %4, HTTP %5, request %6"_s.arg(
            failure.at.toString(Qt::ISODate), failure.method, failure.path,
            words::errorKind(failure.kind), QString::number(failure.status),
            failure.requestId.isEmpty() ? u"-"_s : failure.requestId.left(80)));
    }
    return lines;
}

} // namespace segmentdesk
