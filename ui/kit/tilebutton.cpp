// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/tilebutton.h"

#include "ui/kit/icon.h"
#include "ui/kit/typography.h"

#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace segmentdesk {

namespace {

constexpr int tilePadding = 13;
constexpr int tileIconSide = 16;
constexpr int tileGap = 6;

} // namespace

TileButton::TileButton(const QString &icon, Tone tone, const QString &words, QWidget *parent)
    : QAbstractButton(parent), m_icon(icon), m_tone(tone), m_words(words)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setProperty("focusRadius", 10);
    updateName();
}

void TileButton::setCount(qint64 count)
{
    m_count = count;
    updateName();
    updateGeometry();
    update();
}

void TileButton::setWords(const QString &words)
{
    m_words = words;
    updateName();
    updateGeometry();
    update();
}

void TileButton::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    updateGeometry();
    update();
}

void TileButton::updateName()
{
    setAccessibleName(QLocale().toString(m_count) + u' ' + m_words);
}

QSize TileButton::sizeHint() const
{
    const QFontMetrics big(typeFont(TypeRole::PageTitle, this));
    const QFontMetrics small(typeFont(TypeRole::Caption, this));
    const int width = qMax(big.horizontalAdvance(QLocale().toString(m_count)),
                           tileIconSide + tileGap + small.horizontalAdvance(m_words) + 1);
    if (m_compact) {
        const QFontMetrics strong(typeFont(TypeRole::Strong, this));
        return {strong.horizontalAdvance(QLocale().toString(m_count)) + 2 * tileGap + tileIconSide
                    + small.horizontalAdvance(m_words) + 1 + 2 * tilePadding,
                px(34, this)};
    }
    return {width + 2 * tilePadding, px(68, this)};
}

QSize TileButton::minimumSizeHint() const
{
    return {px(72, this), sizeHint().height()};
}

void TileButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal pen = isChecked() ? 2 : 1;
    painter.setPen(QPen(isChecked()                       ? theme.accLine
                            : underMouse() && isEnabled() ? theme.btnLine
                                                          : theme.line,
                        pen));
    painter.setBrush(theme.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2),
                            8 - pen / 2, 8 - pen / 2);
    const auto mirrored = [this](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    int middle = height() * 24 / 68;
    int lower = height() * 46 / 68;
    int left = tilePadding;
    const QFont big = typeFont(m_compact ? TypeRole::Strong : TypeRole::PageTitle, this);
    if (m_compact) {
        middle = lower = height() / 2;
        left += QFontMetrics(big).horizontalAdvance(QLocale().toString(m_count)) + tileGap;
    }
    painter.setFont(big);
    painter.setPen(isEnabled() ? theme.text : theme.dis);
    const int room = width() - 2 * tilePadding;
    painter.drawText(mirrored(QRect(tilePadding, middle - height() / 4, room, height() / 2)),
                     Qt::AlignLeft | Qt::AlignVCenter, QLocale().toString(m_count));
    Icon::paint(&painter,
                mirrored(QRect(left, lower - tileIconSide / 2, tileIconSide, tileIconSide)), m_icon,
                isEnabled() ? toneColor(theme, m_tone) : theme.dis);
    const QFont small = typeFont(TypeRole::Caption, this);
    painter.setFont(small);
    painter.setPen(isEnabled() ? theme.secondaryText : theme.dis);
    left += tileIconSide + tileGap;
    const QRect words(left, lower - height() / 4, width() - left - tilePadding + 4, height() / 2);
    painter.drawText(mirrored(words), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(small).elidedText(m_words, Qt::ElideRight, words.width()));
}

} // namespace segmentdesk
