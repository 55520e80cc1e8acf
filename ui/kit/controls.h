// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/deskstyle.h"

#include <QKeySequence>
#include <QPushButton>
#include <QToolButton>

namespace segmentdesk {

/// A push button in one call; icon is a name or empty.
QPushButton *makeButton(const QString &text, const QString &icon = {},
                        ButtonLook look = ButtonLook::Normal, QWidget *parent = nullptr);

/// A flat tool button of 30×30 with a tool tip that names the key, if there is one.
QToolButton *makeToolButton(const QString &icon, const QString &text, const QKeySequence &key = {},
                            QWidget *parent = nullptr);

} // namespace segmentdesk
