// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/handler.h"

#include <QStringList>

class QWidget;

namespace segmentdesk {

class DialogFrame;
class StoreSession;

/// Asks before something that cannot be taken back; the default keeps. The question, which is
/// deleted when it closes: reject() it when there is nothing to ask any more.
DialogFrame *confirm(QWidget &window, const QString &heading, const QString &text,
                     const QString &keep, const QString &doIt, const Handler<void()> &then);

/// What runs or waits in stores, in words.
QStringList runningIn(const QList<StoreSession *> &sessions);

/// Asks before what runs in stores is left, for as long as something does: the question closes with
/// the last of it.
void confirmLeaving(QWidget &window, const QList<StoreSession *> &sessions,
                    const Handler<void()> &then);

/// Says something that needs no answer, until it is closed.
void inform(QWidget &window, const QString &heading, const QString &text, const QString &close);

} // namespace segmentdesk
