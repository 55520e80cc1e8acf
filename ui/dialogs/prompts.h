// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>

class QUrl;
class QWidget;

namespace segmentdesk {

/// How the window asks for what only the system's own dialogs can give. Tests and the story answer
/// by themselves. The callback gets an empty path if the user cancelled.
struct Prompts
{
    using Chosen = std::function<void(QString path)>;

    /// Where to save; @p suggestion is a file name, @p filter as for QFileDialog.
    std::function<void(QWidget *parent, QString title, QString suggestion, QString filter,
                       Chosen chosen)>
        saveFile;
    /// Which file to read.
    std::function<void(QWidget *parent, QString title, QString filter, Chosen chosen)> openFile;
    /// Which folder to write into or read from; may make a new one. @p start is shown first.
    std::function<void(QWidget *parent, QString title, QString start, Chosen chosen)> openFolder;
    /// Opens a page or folder outside this program.
    std::function<void(QUrl url)> openUrl;
    /// Opens the folder that a file is in; of a folder, itself.
    void openFolderOf(const QString &path) const;
    /// Shows on the desktop what happened in a window that is not looked at; not set: does not.
    std::function<void(QWidget *window, QString text)> notify;

    /// The system's dialogs, opened without blocking.
    static Prompts native();
};

} // namespace segmentdesk
