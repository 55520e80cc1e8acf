// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/dialogframe.h"
#include "ui/words/errorwords.h"

class QPlainTextEdit;

namespace segmentdesk {

/// What is behind an error: the words again, and the facts as text that can be copied.
class ErrorDetailsDialog : public DialogFrame
{
    Q_OBJECT

public:
    ErrorDetailsDialog(const ErrorWords &words, const QString &details, QWidget *parent = nullptr);
    ErrorDetailsDialog(const ApiError &error, WhatFailed operation, QWidget *parent = nullptr);
};

} // namespace segmentdesk
