// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"

#include <QString>
#include <QStringList>

namespace segmentdesk {

/// What was being done when something failed; chooses the words, and whether "nothing was changed"
/// is said.
enum class WhatFailed {
    OpenStore,
    TestToken,
    ReadSegments,
    ReadMembers,
    ReadProfiles,
    ReadCustomers,
    ReadSegmentsOfPerson,
    Search,
    CreateSegment,
    ChangeSegment,
    DeleteSegments,
    EmptySegment,
    CreateProfiles,
    DeleteProfiles,
    AddMembers,
    RemoveMembers,
    Export,
};

/// A failure in the merchant's words. Plain text, never markup.
struct ErrorWords
{
    QString title; ///< a heading without a full stop: "Could not read the segments"
    QString text; ///< what happened, one or two sentences
    QString whatToDo; ///< what helps, one or two sentences; may be empty

    /// Text and advice joined, for a single label.
    QString sentence() const;
};

namespace words {

ErrorWords errorWords(const ApiError &error, WhatFailed operation);
/// The facts for the details view: what failed, status, title, fields, request id, excerpt of the
/// body. Plain text of several lines, safe to show; never the token.
QString errorDetails(const ApiError &error);
/// What kind of failure it is, in a few words.
QString errorKind(ApiError::Kind kind);
/// Why apiPathFromInput() refused, as a sentence.
QString apiPathRefusal(const ApiError &error);
/// Where the token comes from and what it must be allowed to do, as steps.
QStringList tokenSteps();

} // namespace words

} // namespace segmentdesk
