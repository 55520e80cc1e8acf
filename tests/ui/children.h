// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>
#include <QPushButton>
#include <QString>
#include <QWidget>

namespace segmentdesk {

/// The widget with this object name; ends the program if there is none.
template <typename T>
T *child(QWidget &parent, const QString &name)
{
    T *found = parent.findChild<T *>(name);
    if (!found)
        qFatal("no %s", qPrintable(name));
    return found;
}

inline QPushButton *button(QWidget &parent, const QString &name)
{
    return child<QPushButton>(parent, name);
}

/// The text of a label.
inline QString label(QWidget &parent, const QString &name)
{
    return child<QLabel>(parent, name)->text();
}

} // namespace segmentdesk
