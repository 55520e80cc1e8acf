// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>

class QLocalServer;
class QLocalSocket;
class QLockFile;

namespace segmentdesk {

/// What a start of the program asks for.
struct StartRequest
{
    QString file; ///< to import; absolute; empty: none
    bool sandbox = false;
    QUrl apiPath; ///< empty: none
    QByteArray token; ///< of apiPath
    QByteArray activation; ///< what the desktop gave to the start, so that it may raise a window

    QByteArray toBytes() const;
    /// Nothing of what is damaged.
    static StartRequest fromBytes(const QByteArray &bytes);
};

/// One window program for each data folder: the first start holds a lock and listens on a socket,
/// both only this user's; a later one hands its request over and ends. Commands without a window do
/// not ask: each store's journal has a lock of its own.
class Instance : public QObject
{
    Q_OBJECT

public:
    enum class Start {
        First, ///< it holds the folder from now on
        HandedOver, ///< another process of this user has taken the request
        Refused, ///< see problem()
    };

    static constexpr std::chrono::seconds patience{10};
    static constexpr qint64 maxRequestBytes = 64 * 1024;
    static constexpr int maxConnections = 16;

    /// @p folder: where the lock is.
    explicit Instance(const QString &folder, QObject *parent = nullptr);
    ~Instance() override;

    /// Waits for at most patience; before any window is shown. A second process that cannot be
    /// reached holds the folder all the same.
    Start start(const StartRequest &request);
    QString problem() const { return m_problem; } ///< a sentence

Q_SIGNALS:
    /// Another start has handed this over.
    void requested(const segmentdesk::StartRequest &request);

private:
    void listen();
    void take(QLocalSocket *socket);
    bool handOver(const StartRequest &request) const;
    QStringList addresses() const;

    QString m_folder;
    QString m_problem;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace segmentdesk
