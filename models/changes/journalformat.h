// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/outcome.h"
#include "models/domain/plan.h"

#include <QDataStream>

namespace segmentdesk {

// How plans and outcomes are kept in the journal. Each record carries the number of its format in a
// column beside it. A change of these formats needs a new number, a way to read the old, and a
// fixture of the old in tests/jobs/journals.

/// 1: all that was written before records carried a number (0.1.0 on). Plans are of two layouts
/// there: without a step, and with one.
/// 2: as written now.
inline constexpr int recordFormat = 2;

QByteArray toBytes(const Plan &plan);
/// Nothing: it is damaged, or of a format that this version does not know.
std::optional<Plan> planFrom(const QByteArray &bytes, int format = recordFormat);

QByteArray toBytes(const SegmentOutcome &segment);
std::optional<SegmentOutcome> segmentFrom(const QByteArray &bytes);

QByteArray toBytes(const ApiError &error);
std::optional<ApiError> errorFrom(const QByteArray &bytes);

QByteArray toBytes(const QList<PersonRef> &people);
std::optional<QList<PersonRef>> peopleFrom(const QByteArray &bytes);

QByteArray toBytes(const QList<SegmentChange> &segments);
std::optional<QList<SegmentChange>> segmentsFrom(const QByteArray &bytes);

QByteArray toBytes(const ReadBack &readBack);
std::optional<ReadBack> readBackFrom(const QByteArray &bytes);

/// The result of an item of a plan.
struct ItemResult
{
    qint32 item = 0;
    ItemStatus what = ItemStatus::NotSent;
    quint16 reason = OutcomeItem::noReason;
    ProfileId profileId;
};

QByteArray toBytes(const QList<ItemResult> &results);
std::optional<QList<ItemResult>> resultsFrom(const QByteArray &bytes);

QByteArray toBytes(const QList<qint32> &items);
std::optional<QList<qint32>> itemsFrom(const QByteArray &bytes);

/// An entry of the history as it is kept: the change as a plan without effects.
struct HistoryRecord
{
    QDateTime at; ///< UTC
    QList<qint64> jobs; ///< that made it; of the oldest records: none
    QString segmentName; ///< as its title has it
    QString newName; ///< of a rename
    Plan plan;
};

QByteArray toBytes(const HistoryRecord &record);
std::optional<HistoryRecord> historyRecordFrom(const QByteArray &bytes, int format = recordFormat);

} // namespace segmentdesk
