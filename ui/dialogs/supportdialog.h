// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/dialogframe.h"

namespace segmentdesk {

/// The details for support, which were copied: what is sent can be seen first.
class SupportDialog : public DialogFrame
{
    Q_OBJECT

public:
    explicit SupportDialog(const QString &details, QWidget *parent = nullptr);
};

} // namespace segmentdesk
