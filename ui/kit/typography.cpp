// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/typography.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QWidget>

namespace segmentdesk {

namespace {

QFont baseFont(const QWidget *widget)
{
    return widget ? widget->window()->font() : QApplication::font();
}

void scale(QFont *font, const QFont &base, double factor)
{
    if (base.pointSizeF() > 0)
        font->setPointSizeF(base.pointSizeF() * factor);
    else
        font->setPixelSize(qMax(1, qRound(base.pixelSize() * factor)));
}

} // namespace

QFont typeFont(TypeRole role, const QWidget *widget)
{
    const QFont base = baseFont(widget);
    QFont font = base;
    double factor = 1;
    bool bold = false;
    switch (role) {
    case TypeRole::Body:
        break;
    case TypeRole::Strong:
        bold = true;
        break;
    case TypeRole::PageTitle:
        factor = 1.54;
        bold = true;
        break;
    case TypeRole::DialogTitle:
        factor = 1.31;
        bold = true;
        break;
    case TypeRole::PaneTitle:
        factor = 1.15;
        bold = true;
        break;
    case TypeRole::Lead:
        factor = 1.15;
        break;
    case TypeRole::Welcome:
        factor = 1.85;
        bold = true;
        break;
    case TypeRole::Caption:
        factor = 0.92;
        break;
    case TypeRole::CaptionStrong:
        factor = 0.92;
        bold = true;
        break;
    case TypeRole::Hint:
        factor = 0.85;
        break;
    case TypeRole::BigCount:
        factor = 2.15;
        bold = true;
        break;
    case TypeRole::Fixed:
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        factor = 0.92;
        break;
    }
    scale(&font, base, factor);
    font.setBold(bold);
    return font;
}

void setType(QWidget *widget, TypeRole role)
{
    widget->setFont(typeFont(role, widget));
}

int px(int at13px, const QWidget *widget)
{
    const double factor = qMax(1.0, QFontInfo(baseFont(widget)).pixelSize() / 13.0);
    return qRound(at13px * factor);
}

} // namespace segmentdesk
