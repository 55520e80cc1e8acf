// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace segmentdesk {

/// Where this program keeps what it keeps on this computer, for the eyes of this user only: folders
/// that it makes are 0700, files 0600.
class DataFolder
{
public:
    /// Makes the folders and files if they are missing. @p dir: everything in this one folder;
    /// empty: the places that the system has for it. The error is a sentence for the user.
    static tl::expected<DataFolder, QString> open(const QString &dir);
    /// The same; where it cannot be written, with what is in it already, which may be nothing.
    static DataFolder openAnyway(const QString &dir);

    /// What is there, without making anything.
    static DataFolder look(const QString &dir);

    /// Why nothing can be kept, as a sentence; empty: it can.
    QString problem() const { return m_problem; }
    bool isWritable() const { return m_problem.isEmpty(); }
    /// Other users may be able to read what is kept, because the file system has no rights.
    bool isOpenToOthers() const { return m_isOpenToOthers; }

    /// Where one program at a time keeps its windows, see Instance.
    QString path() const { return m_path; }
    QString settingsFile() const { return m_settingsFile; }
    // Empty where nothing can be kept.
    /// The sandbox store's database.
    QString sandboxFile() const { return kept(m_sandboxFile); }
    /// Where each store's journal has a folder of its own.
    QString journalsFolder() const { return kept(m_journalsFolder); }
    /// Where stores that are only visited have their copies; made by the first.
    QString visitsFolder() const { return kept(m_visitsFolder); }

    /// Makes an empty file that only this user can read from its first moment on, or takes the
    /// others' rights from one that is there. SQLite gives its side files the rights of the
    /// database.
    static bool makePrivateFile(const QString &path);

private:
    static tl::expected<DataFolder, QString> find(const QString &dir);
    tl::expected<void, QString> make();
    QString kept(const QString &place) const { return isWritable() ? place : QString(); }

    QString m_problem;
    bool m_isOpenToOthers = false;
    QString m_path;
    QString m_settingsFile;
    QString m_sandboxFile;
    QString m_journalsFolder;
    QString m_visitsFolder;
};

} // namespace segmentdesk
