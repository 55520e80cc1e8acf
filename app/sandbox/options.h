// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

namespace segmentdesk::sandbox {

/// How a sandbox store behaves. Every option of the program segmentdesk-sandbox is here.
struct Options
{
    quint16 port = 0; ///< on 127.0.0.1; 0: any that is free
    QString storeHash = QStringLiteral("sandbox"); ///< 1 to 64 letters, digits, '-' or '_'
    QString token = QStringLiteral("sandbox-token"); ///< may do everything
    QString readOnlyToken = QStringLiteral("sandbox-read-only-token"); ///< may read, but no members

    /// SQLite file, made with mode 0600 if it is not there; its folder must exist. Empty: in
    /// memory. A file that is filled already is not seeded again.
    QString databaseFile;
    int customers = 5'000; ///< 0 to 10,000,000
    int profiles = -1; ///< customers with a profile, at most customers; -1: 19 of 20
    int segments = 24; ///< 0 to 1,000
    quint64 seed = 1; ///< the same seed gives the same people, ids and dates

    int latencyMs = 0; ///< how long every answer is held back; 0 to 60,000
    int quota = 60'000; ///< requests a window; 0: without limit and without X-Rate-Limit headers
    int windowMs = 30'000; ///< length of a window; 100 to 3,600,000
    int maxConcurrent = 10; ///< writes of members, and of segments, at once; more are answered 429

    bool partialConflicts = false; ///< a batch with conflicts: do the rest (207), not nothing (409)
    bool partial422 = false; ///< likewise, but it says so with 422
    bool countsInMeta = false; ///< what was made comes with total, success and failed in `meta`
    bool deleteAnswers200 = false; ///< DELETE answers 200 or 207 with counts, not 204
    bool updateAnswers200 = false; ///< PUT answers 200, not 201
    bool updateConflicts422 = false; ///< PUT answers 422 to a taken name, not 409
    bool profilesCountAtOnce = false; ///< creating profiles counts into maxConcurrent, too
    int apiLimitRemaining = -1; ///< X-BC-ApiLimit-Remaining, counted down; -1: without it
    QStringList hosts; ///< further names that it answers to
    bool readOnlyHidesSegments = false; ///< a read-only token may not use include=segment_ids (403)
    bool membersTouchCustomers = false; ///< a membership change moves the customer's date_modified
    int maxPageSize = 250; ///< larger limits are cut to this; 1 to 250
    int emptyPage = 0; ///< this page of every list comes without rows, as under load; 0: none
    int maxItems = 50; ///< segments or profiles in one POST or PUT; more are answered 413
    bool untoldSegments = false; ///< segment_ids is null for everybody
    bool untoldProfiles = false; ///< shopper_profile_id is missing, though it is asked for
    /// Every so many rows of a list there is one that is odd: a segment without a name, a profile
    /// whose id is no UUID, a customer 0; 0: none.
    int oddRows = 0;
    bool gzip = false; ///< compress answers for clients that accept it
    bool chunked = false; ///< send bodies in chunks, without Content-Length

    /// What is wrong with these options, in plain words; empty if nothing is.
    QString problem() const;
};

} // namespace segmentdesk::sandbox
