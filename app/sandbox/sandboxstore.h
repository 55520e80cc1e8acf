// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/fault.h"
#include "app/sandbox/options.h"
#include "app/sandbox/statistics.h"

#include <QList>
#include <QObject>
#include <QUrl>

#include <memory>

namespace segmentdesk::sandbox {

/// An emulator of a store's segmentation API on 127.0.0.1, with its own thread and its own
/// database. See README.md of this folder for what it answers. All methods may be called from the
/// thread that this object lives in; statistics and faults from any thread.
class SandboxStore : public QObject
{
    Q_OBJECT

public:
    using Options = sandbox::Options;

    explicit SandboxStore(Options options = {}, QObject *parent = nullptr);
    /// Stops the store, see stop().
    ~SandboxStore() override;

    const Options &options() const;

    /// Opens or fills the database and listens; answers with started() or failed(). Nothing happens
    /// if the store is running or starting already.
    void start();
    /// Like start(), and waits for the result. For tests and command-line programs: seeding blocks.
    bool startAndWait(QString *error = nullptr);
    /// Ends the server and waits for its thread; connections are closed, seeding is given up.
    /// The store may be started again, with what its file holds or, in memory, with fresh data.
    void stop();
    /// Deletes everything and fills the store afresh from the same seed; answers with resetDone()
    /// or failed(). Requests that arrive meanwhile wait. The store must be running.
    void reset();

    bool isRunning() const;
    /// Such as `http://127.0.0.1:8080/stores/sandbox/v3`; empty unless running.
    QUrl apiPath() const;

    /// How long answers are held back from now on, in milliseconds.
    void setLatency(int milliseconds);

    Statistics statistics() const;
    /// Sets all figures to zero; requests in flight stay counted as such.
    void resetStatistics();

    /// Replaces the list of faults; an empty list ends them. Takes effect with the next request.
    void setFaults(const QList<Fault> &faults);

Q_SIGNALS:
    void started(const QUrl &apiPath);
    /// In plain words: port taken, file locked, damaged or too new.
    void failed(const QString &message);
    /// While filling: how many of how many rows are made.
    void progress(qint64 done, qint64 total);
    void resetDone();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace segmentdesk::sandbox
