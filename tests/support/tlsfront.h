// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/testauthority.h"

#include <QSslServer>

class QTcpSocket;

namespace segmentdesk::test {

/// What stands before a store: encrypted on one side, the store's plain socket on the other. On
/// loopback, in the thread that makes it.
class TlsFront : public QSslServer
{
public:
    TlsFront(const TestAuthority::Pair &identity, quint16 storePort);

private:
    void accept();

    quint16 m_storePort;
};

/// Passes on what comes on either socket, as long as both are there.
void joinSockets(QTcpSocket *one, QTcpSocket *other);

} // namespace segmentdesk::test
