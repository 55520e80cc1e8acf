// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/stores/instance.h"

#include "models/system/process.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QThread>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr char taken = '+';
/// A socket's name is cut at 108 bytes.
constexpr qsizetype longestAddress = 100;

/// Whether the other end is a process of the same user: a request may carry a token.
bool isOurs(const QLocalSocket &socket)
{
    return socket.isOpen() && isPeerOurs(socket.socketDescriptor());
}

} // namespace

QByteArray StartRequest::toBytes() const
{
    const QJsonObject object{{u"file"_s, file},
                             {u"sandbox"_s, sandbox},
                             {u"api_path"_s, apiPath.toString()},
                             {u"token"_s, QString::fromUtf8(token)},
                             {u"activation"_s, QString::fromUtf8(activation)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

StartRequest StartRequest::fromBytes(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    StartRequest request;
    request.file = object.value(u"file"_s).toString();
    request.sandbox = object.value(u"sandbox"_s).toBool();
    request.apiPath = QUrl(object.value(u"api_path"_s).toString());
    request.token = object.value(u"token"_s).toString().toUtf8();
    request.activation = object.value(u"activation"_s).toString().toUtf8();
    return request;
}

Instance::Instance(const QString &folder, QObject *parent)
    : QObject(parent), m_folder(QDir(folder).absolutePath())
{
}

Instance::~Instance()
{
    m_server.reset(); // before the lock: the next owner recreates the socket
}

/// Where the socket may be, the best place first.
QStringList Instance::addresses() const
{
    const QString canonical = QDir(m_folder).canonicalPath();
    QStringList places{canonical + u"/segmentdesk.socket"_s};
    const QString hash = QString::fromLatin1(
        QCryptographicHash::hash(canonical.toUtf8(), QCryptographicHash::Sha256).toHex().first(20));
    // Asked of the environment: QStandardPaths creates a missing folder, and warns.
    for (const QString &folder : {qEnvironmentVariable("XDG_RUNTIME_DIR"), QDir::tempPath()}) {
        if (!folder.isEmpty())
            places.append(folder + u"/segmentdesk-"_s + hash);
    }
    places.removeIf(
        [](const QString &place) { return QFile::encodeName(place).size() > longestAddress; });
    return places;
}

Instance::Start Instance::start(const StartRequest &request)
{
    m_lock = std::make_unique<QLockFile>(m_folder + u"/segmentdesk.lock"_s);
    m_lock->setStaleLockTime(0); // however long it runs; only the process counts
    QElapsedTimer trying;
    trying.start();
    // The other may just be starting, or ending.
    do {
        if (m_lock->tryLock(0)) {
            listen();
            return Start::First;
        }
        if (m_lock->error() != QLockFile::LockFailedError) {
            m_problem = u"The folder %1 cannot be written."_s.arg(m_folder);
            return Start::Refused;
        }
        if (handOver(request))
            return Start::HandedOver;
        QThread::msleep(100);
    } while (!trying.hasExpired(std::chrono::milliseconds(patience).count()));
    qint64 process = 0;
    QString host;
    QString name;
    m_lock->getLockInfo(&process, &host, &name);
    m_problem = host.isEmpty() || host == QSysInfo::machineHostName()
        ? u"Segment Desk is already open with the folder %1 (process %2), and does not answer."_s
              .arg(m_folder)
              .arg(process)
        : u"Segment Desk is already open with the folder %1 on the computer %2."_s.arg(m_folder,
                                                                                       host);
    return Start::Refused;
}

void Instance::listen()
{
    m_server = std::make_unique<QLocalServer>();
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    m_server->setMaxPendingConnections(maxConnections);
    connect(m_server.get(), &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server->nextPendingConnection())
            take(socket);
    });
    const QStringList places = addresses();
    for (const QString &place : places) {
        QLocalServer::removeServer(place); // its maker is gone: the lock is ours
        if (m_server->listen(place))
            return;
    }
    // Then a second start reports that this one does not answer.
}

void Instance::take(QLocalSocket *socket)
{
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    if (!isOurs(*socket)) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    QTimer::singleShot(patience, socket, [socket] { socket->abort(); });
    const auto read = [this, socket] {
        if (socket->canReadLine()) {
            const StartRequest request = StartRequest::fromBytes(socket->readLine(maxRequestBytes));
            socket->write(&taken, 1);
            socket->disconnectFromServer();
            Q_EMIT requested(request);
        } else if (socket->bytesAvailable() > maxRequestBytes) {
            socket->abort();
        }
    };
    socket->setReadBufferSize(maxRequestBytes + 1);
    connect(socket, &QLocalSocket::readyRead, this, read);
    read();
}

bool Instance::handOver(const StartRequest &request) const
{
    const QByteArray bytes = request.toBytes();
    const QStringList places = addresses();
    for (const QString &place : places) {
        QLocalSocket socket;
        socket.connectToServer(place);
        if (!socket.waitForConnected(1000) || !isOurs(socket))
            continue;
        socket.write(bytes);
        char answer = 0;
        if (socket.waitForReadyRead(static_cast<int>(std::chrono::milliseconds(patience).count()))
            && socket.read(&answer, 1) == 1 && answer == taken)
            return true;
    }
    return false;
}

} // namespace segmentdesk
