// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <tl/expected.hpp>

class QFile;

namespace segmentdesk {

/// Nothing is wrong, or what is, in words of the system.
using FileResult = tl::expected<void, QString>;

/// Makes an empty file that only its owner may read and write, from its first moment on. One that
/// is there stays, and loses the rights that others have to it, where the file system keeps rights
/// at all (see FolderAbilities). A link in its place is refused: it may lead to a file that is not
/// ours.
FileResult makePrivateFile(const QString &path);

/// Flushes what was written, and waits until it is on the disk. False: it failed, see the file's
/// errorString(). Plain side: flushes only.
bool syncFile(QFile &file);

/// Makes a folder for its owner alone; folders above it as the system makes them. One that is there
/// keeps its rights: it may be the user's own, or /tmp.
FileResult makePrivateFolder(const QString &path);

/// Whether something may be made in a folder, or in the nearest one above that is there. Asks
/// only: nothing is made.
FileResult mayMakeIn(const QString &folder);

/// Deletes a folder with all that is in it. Links in it are deleted and not followed; a link in its
/// own place is deleted, too. True if there is nothing any more.
bool removeFolder(const QString &path);

} // namespace segmentdesk
