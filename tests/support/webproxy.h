// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpServer>

class QTcpSocket;

namespace segmentdesk::test {

/// An HTTP proxy that connects every name to one port of this computer, or does what a test wants.
/// On loopback, in the thread that makes it.
class WebProxy : public QTcpServer
{
public:
    enum class Does {
        Connect,
        Refuse, ///< answers with the status
        Close, ///< closes the connection without a word
        Silence, ///< takes the request and never answers
    };

    explicit WebProxy(quint16 target);

    /// host:port, and the same as a setting.
    QString address() const;
    QString setting() const;
    /// CONNECT requests that came.
    qsizetype asked() const { return logins.size(); }

    Does does = Does::Connect;
    int status = 502; ///< of Refuse
    QByteArray login; ///< "user:password" that is asked for; empty: none
    QList<QByteArray> logins; ///< what each request brought; empty: none
    QList<QByteArray> hosts; ///< where it wanted to go

private:
    void accept();
    void read(QTcpSocket *client);

    quint16 m_target;
};

} // namespace segmentdesk::test
