// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

// This folder asks the operating system; no other does. Each source has two sides: system calls of
// POSIX, and NAME_plain.cpp, which does with Qt and the C++ library what they can. The option
// SEGMENTDESK_PLAIN builds the plain side on any system.
#if defined(Q_OS_UNIX) && !defined(SEGMENTDESK_PLAIN)
#define SEGMENTDESK_POSIX
#endif
