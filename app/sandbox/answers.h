// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/httpmessage.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace segmentdesk::sandbox {

class JsonWriter;

/// Field or index, and what is wrong with it.
using FieldErrors = QList<std::pair<QString, QString>>;

HttpResponse jsonAnswer(int status, const QByteArray &json);

/// `{"status":…,"title":…,"type":…,"instance":…,"errors":{…}}`
HttpResponse errorAnswer(int status, const QString &title, const QByteArray &instance = {},
                         const FieldErrors &errors = {});

/// How a batch ended: 409 if nothing was applied, otherwise 207.
struct BatchResult
{
    /// What the vendor calls the conflicts of a request.
    enum class Conflicts { SegmentNames, Members, Profiles };

    Conflicts kind = Conflicts::Members;
    qint64 total = 0;
    qint64 success = 0;
    FieldErrors conflicts; ///< by index in the request; of segments' names the vendor names none
    FieldErrors missing; ///< by index in the request
    bool namesConflicts = true; ///< false: conflicts are named by their title alone
};

/// The documented title of such a conflict.
QString conflictTitle(BatchResult::Conflicts kind);

/// Text that is no JSON, as a gateway answers.
HttpResponse textAnswer(int status, const QByteArray &text);

/// Writes `"errors":[…],"meta":{"total":…,"success":…,"failed":…}` into an open object.
void writeBatchResult(JsonWriter &json, const BatchResult &result);

/// 16 bytes as `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
QByteArray uuidText(const QByteArray &bytes);
/// The 16 bytes of a uuid's text; empty if it is not one.
QByteArray uuidBytes(QStringView text);

/// Seconds since 1970 as `2022-09-15T23:44:05Z`.
QByteArray timeText(qint64 seconds);

} // namespace segmentdesk::sandbox
