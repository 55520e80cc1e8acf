// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/handler.h"

#include <QString>

class QWidget;

namespace segmentdesk {

/// Asks before something that cannot be taken back; the default keeps.
void confirm(QWidget &window, const QString &heading, const QString &text, const QString &keep,
             const QString &doIt, const Handler<void()> &then);

/// Says something that needs no answer, until it is closed.
void inform(QWidget &window, const QString &heading, const QString &text, const QString &close);

} // namespace segmentdesk
