// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Included into every test by the build, before everything else.

#pragma once

#include <QTest>

// Five or twenty seconds depend on the machine: sanitizers, a busy computer. What comes is taken up
// at once, however long a test would have waited.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT((expr), QTest::patience)
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT((expr), (message), QTest::patience)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT((expr), expected, QTest::patience)

namespace QTest {

/// How long a test waits for what must come, in ms.
constexpr int patience = 90'000;

/// Whether the address sanitizer makes everything several times slower.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif

/// As qWaitFor(), for what must come.
template <typename Predicate>
bool qWaitForPatiently(Predicate predicate)
{
    return qWaitFor(predicate, patience);
}

/// Whether @p predicate holds for @p ms.
template <typename Predicate>
bool staysTrue(Predicate predicate, int ms)
{
    return !qWaitFor([&predicate] { return !predicate(); }, ms);
}

/// As qExec(); a warning of Qt or of ours that no QTest::ignoreMessage() expects fails the test
/// function in which it comes.
int qExecStrictly(QObject *test, int argc = 0, char **argv = nullptr);

} // namespace QTest

#define qExec qExecStrictly
#define qWaitFor qWaitForPatiently
