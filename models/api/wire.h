// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/customer.h"
#include "models/domain/page.h"
#include "models/domain/segment.h"
#include "models/domain/shopperprofile.h"
#include "models/domain/writereport.h"

#include <QByteArray>
#include <QString>

/// Bytes <-> domain. wire*.cpp are the only files that know the names in the store's JSON; pure
/// functions.
///
/// What must be there and is not, or has the wrong type, is named in ApiError::details
/// ("data[3].customer_id is missing") of an UnexpectedAnswer; in a row of a page it costs that row
/// (Page::odd). A segment needs no name. Unknown fields are ignored. Strings
/// are kept as they come.
namespace segmentdesk::wire {

/// Pages. `meta.pagination` must have `total`, `current_page` and `per_page`, and no more rows may
/// come than `per_page`. Page::total is never less than what the page itself proves.
Result<Page<Segment>> segmentPage(const QByteArray &body);
Result<Page<ShopperProfile>> profilePage(const QByteArray &body);
Result<Page<Customer>> customerPage(const QByteArray &body);
/// The answer to `after=`: it has `meta.cursor_pagination` only, so that nothing is known of the
/// total, which the first page has (Page::isTotalOpen).
Result<Page<Customer>> customersByCursor(const QByteArray &body);

/// Answers of create and update: the rows in `data`.
Result<QList<Segment>> segments(const QByteArray &body);
Result<QList<ShopperProfile>> profiles(const QByteArray &body);

/// What a write that worked (2xx), or worked in part, says about its parts; an empty body says that
/// all went well. WriteReport::changed: those of @p sent that `data` lists, as objects with an `id`
/// or as ids.
Result<WriteReport> writeReport(const QByteArray &body, const QList<ProfileId> &sent = {});

/// How many parts of a write its answer says were carried out: `meta.success`, or the rows in
/// `data` where those are more; -1: it does not say.
qint64 appliedIn(const QByteArray &body);

/// The error in an answer that is not 2xx. Any part of the body may be missing, or be no JSON at
/// all.
ApiError errorFromAnswer(int status, const QByteArray &body);

/// The error in a 2xx answer (207) that says that every part of a write failed.
ApiError errorFromPartialAnswer(int status, const QByteArray &body);

/// The profiles of @p sent that the body of a 409 or 207 names as members already: of each text
/// about a conflict the first uuid that was sent.
QList<ProfileId> alreadyMembersIn(const QByteArray &body, const QList<ProfileId> &sent);

/// Bodies of writes.
QByteArray newSegments(const QList<NewSegment> &segments);
QByteArray segmentUpdates(const QList<SegmentUpdate> &updates);
QByteArray newProfiles(const QList<CustomerId> &customers);
QByteArray profileIds(const QList<ProfileId> &profiles);

/// @p text on one line, without control characters, cut to @p maxLength characters.
QString plainText(QStringView text, qsizetype maxLength = 500);

} // namespace segmentdesk::wire
