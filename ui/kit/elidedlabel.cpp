// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/elidedlabel.h"

#include "ui/kit/plaintips.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

namespace segmentdesk {

namespace {

/// One line, with a part of it bold.
void layOutLine(QTextLayout *layout, const QFont &font, int from, int length)
{
    QTextCharFormat strong;
    strong.setFontWeight(QFont::Bold);
    layout->setFont(font);
    if (from >= 0 && length > 0)
        layout->setFormats({{from, length, strong}});
    layout->beginLayout();
    layout->createLine();
    layout->endLayout();
}

} // namespace

ElidedLabel::ElidedLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

ElidedLabel::ElidedLabel(const QString &text, TypeRole type, Tone tone, QWidget *parent)
    : ElidedLabel(parent)
{
    setType(this, type);
    m_tone = tone;
    setText(text);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setStrong(int from, int length)
{
    if (from == m_strongFrom && length == m_strongLength)
        return;
    m_strongFrom = from;
    m_strongLength = length;
    updateGeometry();
    update();
}

void ElidedLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

bool ElidedLabel::isElided() const
{
    return textSize().width() > contentsRect().width();
}

QSize ElidedLabel::textSize() const
{
    if (m_strongFrom < 0)
        return {fontMetrics().horizontalAdvance(m_text), fontMetrics().height()};
    QTextLayout layout(m_text);
    layOutLine(&layout, font(), m_strongFrom, m_strongLength);
    return {qCeil(layout.lineAt(0).naturalTextWidth()), fontMetrics().height()};
}

QSize ElidedLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const QSize text = textSize();
    return {text.width() + 1 + margins.left() + margins.right(),
            text.height() + margins.top() + margins.bottom()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QSize hint = sizeHint();
    return {qMin(hint.width(), fontMetrics().averageCharWidth() * 4), hint.height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of(this);
    painter.setPen(isEnabled() ? toneColor(theme, m_tone) : theme.dis);
    const QRect rect = contentsRect();
    const Qt::Alignment side =
        layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    if (m_strongFrom >= 0) {
        const int missing = textSize().width() - rect.width();
        QString text = m_text;
        if (missing > 0) {
            // What is bold takes more room than the plain text is measured with.
            const int more = textSize().width() - fontMetrics().horizontalAdvance(m_text);
            text = fontMetrics().elidedText(m_text, Qt::ElideRight, rect.width() - more);
        }
        QTextLayout layout(text);
        layout.setTextOption(QTextOption(side | Qt::AlignAbsolute));
        layOutLine(&layout, font(), m_strongFrom,
                   qMin(m_strongLength, int(text.size()) - m_strongFrom));
        const qreal width = layout.lineAt(0).naturalTextWidth();
        const qreal x = side == Qt::AlignRight ? rect.right() + 1 - width : rect.left();
        layout.draw(&painter, {x, rect.top() + (rect.height() - layout.lineAt(0).height()) / 2});
        return;
    }
    painter.drawText(rect, int(side | Qt::AlignAbsolute | Qt::AlignVCenter) | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_text, m_elide, rect.width()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (isElided())
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plainAsRich(m_text),
                               this);
        else
            event->ignore();
        return true;
    }
    return QWidget::event(event);
}

} // namespace segmentdesk
