// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace segmentdesk::monkey {

/// Starts the monkey in a process of its own, again whenever it has closed the window, and reports
/// how it ended. Sees to it that it touches nothing of this user: home, settings and temporary
/// files are in a folder that is thrown away, and there is no session bus, hence no keyring.
class Keeper
{
public:
    Keeper(quint64 seed, int steps, int longestMs);

    /// Exit code: 0 if all steps were carried out without a finding. Says why not on standard
    /// error, with the last steps and how to see it again.
    int watch();

private:
    bool prepare();
    void run(int from);
    void read();
    int report(const QString &what);

    static constexpr int keptLines = 40;

    quint64 m_seed;
    int m_steps;
    int m_longestMs;
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_unread;
    QStringList m_last; ///< lines
    int m_next = 0; ///< step
    int m_starts = 0;
    bool m_isDone = false;
    bool m_isSilent = false; ///< had to be killed
    QString m_longest;
};

} // namespace segmentdesk::monkey
