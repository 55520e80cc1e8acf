// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Included into every test by the build, before everything else.

#pragma once

#include <QTest>

// Qt's own five seconds depend on the machine: sanitizers, a busy computer. What comes is taken up
// at once, however long a test would have waited.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT((expr), 30'000)
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT((expr), (message), 30'000)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT((expr), expected, 30'000)

// From Qt 6.7 on, what these macros of Qt expand to narrows a number.
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
#pragma GCC diagnostic ignored "-Wconversion"
#endif
