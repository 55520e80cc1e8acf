// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/sandboxstore.h"

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace segmentdesk {

/// What a command without a window said, and how it ended.
struct BatchRun
{
    /// Waits for at most 60 s. The store is in this process, but has a thread of its own: its
    /// replies need no event loop here.
    static BatchRun of(QProcess &process);

    /// The lines of --json with this event.
    QList<QJsonObject> events(const QString &name) const;
    QJsonObject event(const QString &name) const { return events(name).value(0); }
    /// The states of the entries that `history` lists.
    QStringList states() const;
    /// Whether there is such a warning.
    bool warns(const QString &warning) const;

    int code = -1; ///< -1: it crashed, or has not ended
    QByteArray out;
    QString err;
};

/// The program as a scheduler starts it: a process without a display and without a keychain, in a
/// home of its own, against a sandbox store in this process.
class BatchFixture
{
public:
    static QString program() { return qEnvironmentVariable("SEGMENTDESK_PROGRAM"); }

    /// A new home and a new store. Ends the program if there is none.
    void start(sandbox::Options options);

    sandbox::SandboxStore &store() const { return *m_store; }
    QString home() const { return m_home->path(); }
    QString path(const QString &name) const { return m_home->filePath(name); }
    QString token() const { return QStringLiteral("batch-token"); }

    QProcessEnvironment environment(const QString &token) const;
    /// The arguments, and which store they are for.
    QStringList there(const QStringList &arguments) const;
    /// Sets the process up; what @p arguments say is for this store.
    void prepare(QProcess &process, const QStringList &arguments) const;

    BatchRun run(const QStringList &arguments, const QString &token,
                 const QByteArray &input = {}) const;
    BatchRun run(const QStringList &arguments) const { return run(there(arguments), token()); }

    // ---- files and members, by the commands themselves
    QString write(const QString &name, const QByteArray &text) const;
    static QByteArray read(const QString &name);
    /// A file of customers.
    static QByteArray file(const QByteArrayList &ids);
    QString largestSegment() const; ///< its name
    /// The ids of members, one a line, sorted as texts.
    QByteArrayList members(const QString &segment) const;
    /// Customers who are not members of the segment, as many as @p number at most.
    QByteArrayList notMembers(const QString &segment, qsizetype number) const;

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<sandbox::SandboxStore> m_store;
};

} // namespace segmentdesk
