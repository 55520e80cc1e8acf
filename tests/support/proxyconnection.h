// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/faultproxy.h"

#include <QObject>
#include <QTcpSocket>

#include <optional>

namespace segmentdesk::test {

/// One connection of a client to FaultProxy, with one of its own to the store. Requests come one
/// after the other, as HTTP/1.1 has it; messages have a Content-Length or no body.
class ProxyConnection : public QObject
{
    Q_OBJECT

public:
    ProxyConnection(FaultProxy &proxy, QTcpSocket *client, quint16 storePort, QObject *parent);

private:
    void readRequest();
    void readAnswer();
    void answer();
    void reset();

    FaultProxy &m_proxy;
    QTcpSocket *m_client;
    quint16 m_storePort;
    QTcpSocket m_store;
    QByteArray m_fromClient;
    QByteArray m_fromStore;
    bool m_isBusy = false; ///< a request is with the store, or will never be answered
    std::optional<Harm> m_harm; ///< of the request that is with the store
};

} // namespace segmentdesk::test
