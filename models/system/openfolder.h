// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace segmentdesk {

/// An open folder, so that what is done in it is done there and nowhere else, whatever happens to
/// its path meanwhile. (Plain side: by path.) What fails says why in words of the system.
class OpenFolder
{
public:
    using Opened = tl::expected<OpenFolder, QString>;

    static Opened open(const QString &path);
    /// A folder in this one; a link is refused.
    Opened folder(const QString &name) const;
    /// The same; created for its owner alone where it is not there.
    Opened makeFolder(const QString &name) const;
    /// The file of this name comes to @p to; what it replaces gives it its rights.
    tl::expected<void, QString> move(const QString &name, const OpenFolder &to) const;
    tl::expected<void, QString> remove(const QString &name) const;

private:
    struct Handle;
    explicit OpenFolder(std::shared_ptr<const Handle> handle) : m_handle(std::move(handle)) { }

    std::shared_ptr<const Handle> m_handle;
};

} // namespace segmentdesk
