// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/apierror.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace segmentdesk {

/// A request that failed, as anyone may know it: no id, no text, nothing of what it was
/// about.
struct RequestFailure
{
    QDateTime at; ///< UTC
    QString method;
    QString path; ///< ids as {id}
    ApiError::Kind kind = ApiError::Kind::UnexpectedAnswer;
    int status = 0; ///< 0: there was no answer
    QString requestId; ///< as the store named it; may be empty
};

/// The last failures of a client, newest first.
class FailureLog
{
public:
    static constexpr qsizetype size = 20;

    void note(const QString &method, const QString &path, const ApiError &error);
    const QList<RequestFailure> &all() const { return m_failures; }

private:
    QList<RequestFailure> m_failures;
};

} // namespace segmentdesk
