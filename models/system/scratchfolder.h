// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace segmentdesk {

/// A new folder for files that are not in their place yet: under a name that was not there, made
/// exclusively, for its owner alone (0700). Goes with all that is in it.
class ScratchFolder
{
public:
    /// @p prefix: how its name begins; it is made in @p parent. Others with that prefix, left by a
    /// program that was cut, are deleted; those that another program is using are not, nor are
    /// links and files of such a name. Why not, in words of the system.
    static tl::expected<std::unique_ptr<ScratchFolder>, QString> make(const QString &parent,
                                                                      const QString &prefix);
    ~ScratchFolder();
    Q_DISABLE_COPY_MOVE(ScratchFolder)

    QString path() const { return m_path; }

private:
    /// What says that the folder is in use.
    struct Hold;

    ScratchFolder(const QString &path, std::unique_ptr<Hold> hold);
    static void sweep(const QString &parent, const QString &prefix);

    QString m_path;
    std::unique_ptr<Hold> m_hold;
};

} // namespace segmentdesk
