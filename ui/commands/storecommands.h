// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/commands/commandcontext.h"
#include "ui/commands/filecommands.h"
#include "ui/commands/historycommands.h"
#include "ui/commands/jobannouncer.h"
#include "ui/commands/membercommands.h"
#include "ui/commands/profilecommands.h"
#include "ui/commands/segmentcommands.h"

#include <QObject>

namespace segmentdesk {

/// The verbs of an open store: what a menu, a drag or a key asks for becomes a plan, perhaps a
/// dialog, a job, and a sentence with Undo. This is their face; each kind has a class of its own.
/// Where the token can only read, every verb that changes the store refuses at once.
class StoreCommands : public QObject
{
    Q_OBJECT

public:
    using Stage = CommandContext::Stage;

    StoreCommands(StoreSession &session, SegmentListModel &segments, WithoutProfileScan &scan,
                  const Prompts &prompts, const Stage &stage, QObject *parent = nullptr);
    ~StoreCommands() override;

    /// Where the import dialog remembers columns, and backups their folder; outlives the commands.
    void setSettings(QSettings *settings) { m_files.setSettings(settings); }
    /// Where exports look whether there is a local copy to read from; outlives the commands.
    void setSources(PeopleSources *sources) { m_context.setSources(sources); }

    SegmentCommands &segments() { return m_segments; }
    MemberCommands &members() { return m_members; }
    ProfileCommands &profiles() { return m_profiles; }
    FileCommands &files() { return m_files; }
    HistoryCommands &history() { return m_history; }

    /// What another client deleted.
    GoneSegments &gone() const { return m_context.gone(); }
    /// Where to say from now on what was done.
    void setMessageBar(MessageBar *bar) { m_context.setMessageBar(bar); }
    MessageBar *messageBar() const { return m_context.messageBar(); }
    void showError(const ApiError &error, WhatFailed what) { m_context.showError(error, what); }

Q_SIGNALS:
    /// A segment was made and should be shown.
    void segmentCreated(const segmentdesk::SegmentId &segment);
    /// The token can only read, and the user wants to give another.
    void anotherTokenRequested();

private:
    CommandContext m_context; ///< first: all others have it
    HistoryCommands m_history;
    JobAnnouncer m_announcer;
    SegmentCommands m_segments;
    ProfileCommands m_profiles;
    FileCommands m_files;
    MemberCommands m_members;
};

} // namespace segmentdesk
