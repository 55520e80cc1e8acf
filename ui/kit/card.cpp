// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/card.h"

#include "ui/kit/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace segmentdesk {

Card::Card(Ground ground, QWidget *parent) : QFrame(parent), m_ground(ground)
{
    setContentsMargins(1, 1, 1, 1);
}

Card *Card::around(QWidget *content, QWidget *parent)
{
    auto *card = new Card(Ground::Base, parent);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(content);
    return card;
}

void Card::setRadius(int radius)
{
    m_radius = radius;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QColor fill = theme.base;
    QColor border = theme.line;
    switch (m_ground) {
    case Ground::Base:
        break;
    case Ground::Alt:
        fill = theme.alt;
        break;
    case Ground::Win:
        fill = theme.win;
        break;
    case Ground::Warn:
        fill = theme.warnBg;
        border = theme.warnBg;
        break;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_radius - 0.5,
                            m_radius - 0.5);
}

} // namespace segmentdesk
