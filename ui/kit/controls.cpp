// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/controls.h"

#include "ui/kit/icon.h"

using namespace Qt::StringLiterals;

namespace segmentdesk {

QPushButton *makeButton(const QString &text, const QString &icon, ButtonLook look, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    if (!icon.isEmpty())
        button->setIcon(Icon::get(icon, look == ButtonLook::Link ? Tone::Accent : Tone::Text));
    button->setAutoDefault(false);
    setButtonLook(button, look);
    return button;
}

QToolButton *makeToolButton(const QString &icon, const QString &text, const QKeySequence &key,
                            QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(Icon::get(icon));
    button->setAccessibleName(text);
    button->setToolTip(
        key.isEmpty() ? text : u"%1 (%2)"_s.arg(text, key.toString(QKeySequence::NativeText)));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoRaise(true);
    return button;
}

} // namespace segmentdesk
