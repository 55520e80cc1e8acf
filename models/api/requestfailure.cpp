// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/api/requestfailure.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace segmentdesk {

void FailureLog::note(const QString &method, const QString &path, const ApiError &error)
{
    static const QRegularExpression id(u"/[^/]*[0-9][^/]*"_s);
    m_failures.prepend({QDateTime::currentDateTimeUtc(), method,
                        QString(path).replace(id, u"/{id}"_s), error.kind, error.httpStatus,
                        error.requestId});
    m_failures.resize(std::min(m_failures.size(), size));
}

} // namespace segmentdesk
