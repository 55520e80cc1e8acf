// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/mirror.h"

#include <QSqlDatabase>

namespace segmentdesk {

/// A connection to the file of a local copy, for the one thread that opens it. The file is made,
/// checked and brought to its schema here, and nowhere else.
class MirrorDatabase
{
public:
    static constexpr int schemaVersion = 3; ///< PRAGMA user_version

    enum class Access {
        Write, ///< makes the file, sets a damaged one aside, recreates one of an older version
        Read, ///< of a file that was opened for writing in this process
    };

    struct Opened
    {
        Mirror::Failure failure = Mirror::Failure::None;
        QString error; ///< in words of the system; empty: it is open
        bool wasDamaged = false; ///< a damaged file was set aside as `*.damaged`
        bool wasOlder = false; ///< the file was of an older version: what is in it can be reread
    };

    MirrorDatabase(const QString &fileName, const QString &store, Access access);
    ~MirrorDatabase();

    Opened open();
    QSqlDatabase connection() const;

    /// What an error of SQLite means for the copy.
    static Mirror::Failure failureOf(const QSqlError &error);

private:
    Opened tryOpen();
    void close();
    Opened prepare();
    bool run(const QString &sql, Opened *opened);

    QString m_fileName;
    QString m_store;
    QString m_name; ///< of the connection
    Access m_access;

    Q_DISABLE_COPY_MOVE(MirrorDatabase)
};

} // namespace segmentdesk
