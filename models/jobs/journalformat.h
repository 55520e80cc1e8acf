// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/jobs/outcome.h"
#include "models/jobs/plan.h"

#include <QDataStream>

namespace segmentdesk {

// How plans and outcomes are kept in the journal. The version stands in its database: a change of
// these formats needs a new one, and a way to read the old.

QByteArray toBytes(const Plan &plan);
std::optional<Plan> planFrom(const QByteArray &bytes);

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

/// What became of items of a plan.
struct ItemResult
{
    qint32 item = 0;
    What what = What::NotSent;
    quint16 reason = OutcomeItem::noReason;
    ProfileId profileId;
};

QByteArray toBytes(const QList<ItemResult> &results);
std::optional<QList<ItemResult>> resultsFrom(const QByteArray &bytes);

QByteArray toBytes(const QList<qint32> &items);
std::optional<QList<qint32>> itemsFrom(const QByteArray &bytes);

} // namespace segmentdesk
