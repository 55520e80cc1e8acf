// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/dialogframe.h"

namespace segmentdesk {

/// Keys with what they do, under a title.
struct ShortcutSection
{
    struct Line
    {
        QString keys; ///< as the platform writes them
        QString what;
    };

    QString title;
    QList<Line> lines;
};

/// The keys of a window's actions, and those of lists and dialogs, by where they are found.
class ShortcutsDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// @p ofActions: those of the window's actions.
    explicit ShortcutsDialog(const QList<ShortcutSection> &ofActions, QWidget *parent = nullptr);
};

} // namespace segmentdesk
