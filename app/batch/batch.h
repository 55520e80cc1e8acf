// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/batch/batchcommand.h"
#include "app/stores/credentials.h"
#include "app/stores/proxycredentials.h"
#include "models/domain/account.h"
#include "models/network/network.h"
#include "models/system/signalwatch.h"

#include <QByteArray>
#include <QObject>

#include <chrono>
#include <memory>

class QElapsedTimer;

namespace segmentdesk {

class DataFolder;
class Journal;
class MootCheck;

namespace sandbox {
class SandboxStore;
}

/// One command without a window: opens the store, runs the command, quits the application with its
/// exit code. Needs a QCoreApplication, no display.
class Batch : public QObject
{
    Q_OBJECT

public:
    /// So long a journal that cannot be written is tried again at the end.
    static constexpr std::chrono::seconds journalPatience{5};

    /// @p folder outlives the batch.
    Batch(const BatchOptions &line, const DataFolder &folder, const QByteArray &token,
          const QString &version);
    ~Batch() override;

    /// The program; returns its exit code. @p arguments without the program's name.
    static int main(int argc, char **argv, const QStringList &arguments, const QByteArray &token,
                    const QString &version);

private:
    void start();
    void openSandbox();
    void openSaved();
    void open(const Account &account, const QByteArray &token);
    void run();
    void interrupted();
    void settle(const QList<qint64> &moot);
    void openCopy();
    void signalled(int number);
    void end(const BatchOutcome &outcome);
    void writeDown(Journal &journal, const BatchOutcome &outcome,
                   const std::shared_ptr<QElapsedTimer> &trying);
    void quit(const BatchOutcome &outcome);

    BatchOptions m_line;
    const DataFolder &m_folder;
    QByteArray m_token;
    QString m_version;
    Reporter m_reporter;
    Credentials m_credentials;
    ProxyCredentials m_proxies{m_credentials, Credentials::Prompt::Never};
    Network m_network;
    std::unique_ptr<sandbox::SandboxStore> m_sandbox;
    std::unique_ptr<StoreSession> m_session;
    std::unique_ptr<MootCheck> m_moot;
    std::unique_ptr<BatchCommand> m_command;
    SignalWatch m_signals;
    bool m_isRunning = false;
    bool m_isOver = false;
};

} // namespace segmentdesk
