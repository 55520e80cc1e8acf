// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/mirror/mirror.h"

#include <QList>

#include <memory>

namespace segmentdesk::bench {

inline constexpr int filledSegments = 1000;

/// A local copy as reading a store leaves it, made without a store. Everyone has a profile. The
/// first two segments have a fifth of all people each, the next ten a tenth, and the others share
/// what is left of three memberships a person.
struct FilledCopy
{
    std::unique_ptr<Mirror> mirror;
    QList<Segment> segments;
    double seconds = 0; ///< that writing it took
};

/// In @p folder; no mirror: it failed.
FilledCopy fillCopy(const QString &folder, int people);
/// Customers @p first (from 0) to @p first + @p number - 1 of such a copy.
QList<Customer> customersOf(const QList<Segment> &segments, int first, int number, int people);
/// A CSV file that names them all, as an export has them: about 130 bytes a row. False: it could
/// not be written.
bool writePeopleFile(const QString &path, const QList<Segment> &segments, int people);
/// Waits until the copy has done what @p write asks of it; false: it failed.
bool waitFor(Mirror &mirror, const std::function<void(QObject *context, Mirror::Done done)> &write);

} // namespace segmentdesk::bench
