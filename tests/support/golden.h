// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace segmentdesk::test {

/// Cases as files: `name.in` is what a function reads, `name.expected` what it makes of that, as
/// text. In the test's data function: a row for each .in under @p folder, with the column "path"
/// (QString, without the ending). Fails if there is none.
void addGoldenRows(const QString &folder);

/// The bytes of path.in.
QByteArray goldenInput(const QString &path);

/// Empty if @p actual is what path.expected has; else how they differ, for QVERIFY2. With
/// SEGMENTDESK_UPDATE_GOLDEN=1 the file is written instead: the change is then seen in git.
QByteArray goldenDifference(const QString &path, const QByteArray &actual);

} // namespace segmentdesk::test
