// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/result.h"

#include <QJsonObject>
#include <QJsonValue>

// What both halves of wire (rows and errors) do with JSON; for no other file.
namespace segmentdesk::wire {

/// The beginning of an answer, as plainText().
QString excerpt(const QByteArray &body);
Result<QJsonObject> object(const QByteArray &body);
/// What a body looks like; cut JSON is JSON.
ApiError::Shape shapeOf(const QByteArray &body);
/// A value as text: a string as it is, all else as JSON in one line.
QString compact(const QJsonValue &value);

} // namespace segmentdesk::wire
