// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/proxyconnection.h"

#include <QHostAddress>

#include <sys/socket.h>

namespace segmentdesk::test {

namespace {

/// The length of the first HTTP message in @p bytes; 0: it is not there as a whole. @p head: of its
/// head.
qsizetype messageLength(const QByteArray &bytes, qsizetype *head)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return 0;
    *head = end + 4;
    const QByteArray lower = bytes.first(end).toLower();
    if (lower.contains("\r\ntransfer-encoding:"))
        qFatal("the proxy knows no chunks");
    qsizetype body = 0;
    const qsizetype at = lower.indexOf("\r\ncontent-length:");
    if (at >= 0) {
        const qsizetype from = at + 17;
        const qsizetype to = lower.indexOf("\r\n", from);
        body = lower.mid(from, to < 0 ? -1 : to - from).trimmed().toLongLong();
    }
    return bytes.size() < *head + body ? 0 : *head + body;
}

} // namespace

ProxyConnection::ProxyConnection(FaultProxy &proxy, QTcpSocket *client, quint16 storePort,
                                 QObject *parent)
    : QObject(parent), m_proxy(proxy), m_client(client), m_storePort(storePort)
{
    m_client->setParent(this);
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_store.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_store.connectToHost(QHostAddress(QHostAddress::LocalHost), storePort);
    connect(&m_store, &QTcpSocket::connected, this,
            [this] { m_store.setSocketOption(QAbstractSocket::LowDelayOption, 1); });
    connect(m_client, &QTcpSocket::readyRead, this, &ProxyConnection::readRequest);
    connect(&m_store, &QTcpSocket::readyRead, this, &ProxyConnection::readAnswer);
    connect(m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_store, &QTcpSocket::disconnected, m_client, &QTcpSocket::disconnectFromHost);
    readRequest();
}

void ProxyConnection::readRequest()
{
    m_fromClient += m_client->readAll();
    qsizetype head = 0;
    const qsizetype length = m_isBusy ? 0 : messageLength(m_fromClient, &head);
    if (length == 0)
        return;
    QByteArray requestHead = m_fromClient.first(head);
    const QByteArray body = m_fromClient.mid(head, length - head);
    m_fromClient.remove(0, length);
    // The store answers to its own name only.
    requestHead.replace(QByteArray(":" + QByteArray::number(m_client->localPort()) + "\r\n"),
                        QByteArray(":" + QByteArray::number(m_storePort) + "\r\n"));
    const QList<QByteArray> line = requestHead.first(requestHead.indexOf("\r\n")).split(' ');
    m_harm = m_proxy.harmFor(line.value(0), line.value(1));
    m_isBusy = true;
    if (!m_harm || m_harm->isSeenByStore())
        m_store.write(requestHead + body);
    else if (m_harm->kind == Harm::Kind::ResetBefore)
        reset();
    else if (m_harm->kind == Harm::Kind::Answer)
        answer();
}

void ProxyConnection::readAnswer()
{
    m_fromStore += m_store.readAll();
    qsizetype head = 0;
    const qsizetype length = messageLength(m_fromStore, &head);
    if (length == 0)
        return;
    const QByteArray answer = m_fromStore.first(length);
    m_fromStore.remove(0, length);
    if (!m_harm) {
        m_isBusy = false;
        m_client->write(answer);
        readRequest();
        return;
    }
    if (m_harm->kind == Harm::Kind::AnswerAfter) {
        this->answer();
    } else if (m_harm->kind == Harm::Kind::CutBody && length > head) {
        m_client->write(answer.first(head + (length - head) / 2));
        m_client->disconnectFromHost();
    } else if (m_harm->kind != Harm::Kind::HangAfter) {
        reset();
    }
}

void ProxyConnection::answer()
{
    const Harm harm = *m_harm;
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(harm.status)
        + " Harm\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(harm.body.size()) + "\r\n";
    for (const auto &[name, value] : harm.headers)
        bytes += name + ": " + value + "\r\n";
    m_isBusy = false;
    m_harm.reset();
    m_client->write(bytes + "\r\n" + harm.body);
    readRequest();
}

void ProxyConnection::reset()
{
    // Without lingering, closing sends RST.
    const linger now{1, 0};
    ::setsockopt(int(m_client->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_client->abort();
}

} // namespace segmentdesk::test
