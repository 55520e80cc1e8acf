// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// Included before everything in every test (tests/CMakeLists.txt): a warning of Qt or of ours that
// no QTest::ignoreMessage() expects fails the test function in which it comes.

#include <QTest>

namespace QTest {

/// As qExec(), strictly.
int qExecStrictly(QObject *test, int argc = 0, char **argv = nullptr);

} // namespace QTest

#define qExec qExecStrictly
