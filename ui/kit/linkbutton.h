// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/theme.h"

#include <QPushButton>

namespace segmentdesk {

/// An action of third rank: only words, with an icon if there is one.
class LinkButton : public QPushButton
{
    Q_OBJECT

public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr);
    LinkButton(const QString &icon, const QString &text, QWidget *parent = nullptr);
};

} // namespace segmentdesk
