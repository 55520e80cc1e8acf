// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/theme.h"

#include <QIcon>
#include <QPixmap>
#include <QString>
#include <QStringList>

class QPainter;

namespace segmentdesk {

/// The program's own icons: drawings in one colour, tinted with the application's palette when they
/// are painted. The names are those of resources/icons/NAME.svg.
class Icon
{
public:
    /// Tinted by meaning; disabled and checked states have their own tint.
    static QIcon get(const QString &name, Tone tone = Tone::Second);
    /// Tinted in one colour, whatever the palette.
    static QIcon tinted(const QString &name, const QColor &color);

    static bool exists(const QString &name);
    static QStringList names();

    /// For delegates and painted widgets. The drawing keeps its shape inside rect.
    static void paint(QPainter *painter, const QRectF &rect, const QString &name,
                      const QColor &color);
    /// size in logical pixels.
    static QPixmap pixmap(const QString &name, const QColor &color, int size,
                          qreal devicePixelRatio);

    /// The program's logo, for windows and the welcome page.
    static QIcon app();
    /// The drawings of the welcome page ("sandbox" and "connect"), 128×88, in a theme's colours.
    static QPixmap illustration(const QString &name, const Theme &theme, qreal devicePixelRatio);
};

} // namespace segmentdesk
