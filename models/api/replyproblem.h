// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/connectionproblem.h"

#include <QList>

class QNetworkReply;
class QSslError;

namespace segmentdesk {

/// Why a request did not get through to the store, from what Qt says of it.
/// @p proxy: what it was to go through. @p sslErrors: as the reply's signal had them.
ConnectionProblem connectionProblem(const QNetworkReply &reply, const ProxyChoice &proxy,
                                    const QList<QSslError> &sslErrors);
/// Nothing was sent before the time was up.
ConnectionProblem connectionProblemOfSilence(const QNetworkReply &reply, const ProxyChoice &proxy);
/// What is wrong with a certificate, technical, a line for each problem.
QString sslDetails(const QList<QSslError> &sslErrors);

} // namespace segmentdesk
