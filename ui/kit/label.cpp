// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/label.h"

#include "ui/kit/icon.h"

#include <QEvent>
#include <QPainter>

namespace segmentdesk {

Label::Label(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

Label::Label(const QString &text, TypeRole type, Tone tone, QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    setType(this, type);
    setTone(tone);
}

void Label::setTone(Tone tone)
{
    m_tone = tone;
    applyTone();
}

void Label::applyTone()
{
    // Roles of the palette follow a change of theme by themselves; the others are written again.
    QPalette::ColorRole role = QPalette::WindowText;
    bool ownColor = false;
    switch (m_tone) {
    case Tone::Text:
        break;
    case Tone::Second:
        role = secondTextRole;
        break;
    case Tone::Third:
        role = thirdTextRole;
        break;
    case Tone::Accent:
        role = accentTextRole;
        break;
    default:
        ownColor = true;
        break;
    }
    m_applying = true;
    setForegroundRole(role);
    if (ownColor) {
        QPalette own;
        own.setColor(QPalette::WindowText, toneColor(Theme::of(this), m_tone));
        setPalette(own);
    } else {
        setPalette(QPalette());
    }
    m_applying = false;
}

void Label::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_applying)
        applyTone();
}

IconLabel::IconLabel(const QString &icon, Tone tone, int size, QWidget *parent)
    : QWidget(parent), m_icon(icon), m_tone(tone), m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(const QString &icon, Tone tone)
{
    m_icon = icon;
    m_tone = tone;
    update();
}

QSize IconLabel::sizeHint() const
{
    return {m_size, m_size};
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    Icon::paint(&painter, rect(), m_icon, isEnabled() ? toneColor(theme, m_tone) : theme.dis);
}

Line::Line(Qt::Orientation orientation, QWidget *parent) : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Line::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::of(this).line);
}

} // namespace segmentdesk
