// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/tlsfront.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>

namespace segmentdesk::test {

TlsFront::TlsFront(const TestAuthority::Pair &identity, quint16 storePort) : m_storePort(storePort)
{
    QFile key(identity.key);
    if (!key.open(QIODevice::ReadOnly))
        qFatal("the key of the test cannot be read");
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(identity.certificate));
    configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    setSslConfiguration(configuration);
    if (!listen(QHostAddress::LocalHost))
        qFatal("no socket to listen on");
    connect(this, &QTcpServer::pendingConnectionAvailable, this, &TlsFront::accept);
}

void TlsFront::accept()
{
    while (QTcpSocket *client = nextPendingConnection()) {
        auto *store = new QTcpSocket(client);
        store->connectToHost(QHostAddress(QHostAddress::LocalHost), m_storePort);
        joinSockets(client, store);
    }
}

void joinSockets(QTcpSocket *one, QTcpSocket *other)
{
    const auto pass = [](QTcpSocket *from, QTcpSocket *to) {
        QObject::connect(from, &QTcpSocket::readyRead, to,
                         [from, to] { to->write(from->readAll()); });
        QObject::connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
        if (from->bytesAvailable() > 0)
            to->write(from->readAll());
    };
    pass(one, other);
    pass(other, one);
    QObject::connect(one, &QTcpSocket::disconnected, one, &QObject::deleteLater);
}

} // namespace segmentdesk::test
