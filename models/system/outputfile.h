// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/system/streamcopy.h"

#include <QFile>
#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace segmentdesk {

/// A file that appears under its name only when it is complete. Everything this program writes for
/// people goes through it.
///
/// What is written goes into a new file beside the place that only its owner may read (0600), made
/// exclusively; commit() puts it there. A file that is replaced keeps its rights. A link to a file
/// or folder is refused: what it leads to is never overwritten by its name. Pipes and devices are
/// written to and never replaced: what was collected is copied into them by commit().
///
/// Deleting it without commit() leaves nothing behind. Of one thread at a time.
class OutputFile
{
public:
    /// So long may a pipe take nothing.
    static constexpr std::chrono::milliseconds streamPatience{30'000};

    /// Why not, in words of the system.
    static tl::expected<std::unique_ptr<OutputFile>, QString>
    open(const QString &path, const Abandon &abandon = std::make_shared<std::atomic<bool>>(false));
    ~OutputFile();
    Q_DISABLE_COPY_MOVE(OutputFile)

    /// Where to write.
    QFile &device() { return m_file; }
    bool isStream() const { return m_stream >= 0; }
    /// Puts the file into its place, or copies it into the stream; only once. False: it failed, see
    /// errorString(), and what was there before is as it was.
    bool commit();
    QString errorString() const;
    /// Whether writing failed because the disk has no room.
    bool isDiskFull() const;

private:
    OutputFile(const QString &path, const Abandon &abandon) : m_path(path), m_abandon(abandon) { }
    bool openStream();
    bool openPart(const QString &folder);
    bool fail();

    QString m_path;
    Abandon m_abandon;
    QFile m_file;
    QByteArray m_part; ///< path of the new file; empty: it has none
    int m_stream = -1;
    int m_rights = -1; ///< of the file that is replaced; -1: none is
    QString m_error;
    bool m_isFull = false;
};

} // namespace segmentdesk
