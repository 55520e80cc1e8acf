// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/returnkey.h"

#include <QCheckBox>
#include <QDialog>
#include <QKeyEvent>
#include <QRadioButton>

namespace segmentdesk {

bool ReturnKey::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    if ((key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
        || (key->modifiers() & ~Qt::KeypadModifier) != 0)
        return false;
    auto *button = qobject_cast<QAbstractButton *>(watched);
    if (!button)
        return false;
    // Those answer a question of the dialog, which Return ends.
    if (qobject_cast<QDialog *>(button->window())
        && (qobject_cast<QCheckBox *>(button) || qobject_cast<QRadioButton *>(button)))
        return false;
    if (!key->isAutoRepeat())
        button->click();
    return true;
}

} // namespace segmentdesk
