// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace segmentdesk {

/// Makes Shift+F10 what the menu key is, also where the platform does not: a context menu at what
/// has the focus.
class ContextMenuKey : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace segmentdesk
