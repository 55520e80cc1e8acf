// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/commands/storecommands.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

StoreCommands::StoreCommands(StoreSession &session, SegmentListModel &segments,
                             WithoutProfileScan &scan, const Prompts &prompts, const Stage &stage,
                             QObject *parent)
    : QObject(parent), m_context(session, segments, prompts, stage), m_history(m_context),
      m_announcer(m_context, m_history), m_segments(m_context, m_announcer),
      m_profiles(m_context, scan), m_files(m_context), m_members(m_context, m_segments, m_files)
{
    connect(&m_announcer, &JobAnnouncer::segmentCreated, this, &StoreCommands::segmentCreated);
    connect(&m_context, &CommandContext::anotherTokenRequested, this,
            &StoreCommands::anotherTokenRequested);
}

StoreCommands::~StoreCommands() = default;

} // namespace segmentdesk
