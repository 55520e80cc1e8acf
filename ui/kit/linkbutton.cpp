// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/linkbutton.h"

#include "ui/kit/deskstyle.h"
#include "ui/kit/icon.h"

namespace segmentdesk {

LinkButton::LinkButton(const QString &text, QWidget *parent) : QPushButton(text, parent)
{
    setButtonLook(this, ButtonLook::Link);
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

LinkButton::LinkButton(const QString &icon, const QString &text, QWidget *parent)
    : LinkButton(text, parent)
{
    setIcon(Icon::get(icon, Tone::Accent));
}

} // namespace segmentdesk
