// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/kit/chipbutton.h"

#include "ui/kit/icon.h"
#include "ui/kit/marker.h"
#include "ui/kit/plaintips.h"
#include "ui/kit/theme.h"
#include "ui/kit/typography.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int chipPadding = 8;
constexpr int chipMarkerSide = 8;
constexpr int chipGap = 6;
constexpr int crossSide = 20;

} // namespace

ChipButton::ChipButton(const QString &name, int marker, QWidget *parent)
    : QAbstractButton(parent), m_marker(marker)
{
    setText(name);
    setAccessibleName(name);
    setType(this, TypeRole::Caption);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setProperty("focusRadius", 14);
    setProperty("ownTips", true); // the cross has one of its own
    setRemoveText(tr("Remove %1").arg(name));
}

void ChipButton::setRemovable(bool removable)
{
    m_removable = removable;
    setAccessibleDescription(crossText());
    updateGeometry();
    update();
}

void ChipButton::setRemoveText(const QString &text)
{
    m_removeText = text;
    setAccessibleDescription(crossText());
}

void ChipButton::setRemoveRefusal(const QString &unavailableReason)
{
    m_removeRefusal = unavailableReason;
    setAccessibleDescription(crossText());
    update();
}

QString ChipButton::crossText() const
{
    return !m_removable ? QString() : m_removeRefusal.isEmpty() ? m_removeText : m_removeRefusal;
}

QSize ChipButton::sizeHint() const
{
    const int end = m_removable ? 3 + crossSide + 1 : chipPadding;
    return {textLeft() + fontMetrics().horizontalAdvance(text()) + 1 + end, px(24, this)};
}

QSize ChipButton::minimumSizeHint() const
{
    const int end = m_removable ? 3 + crossSide + 1 : chipPadding;
    const QSize whole = sizeHint();
    return {qMin(whole.width(), textLeft() + fontMetrics().averageCharWidth() * 4 + end),
            whole.height()};
}

int ChipButton::textLeft() const
{
    return m_marker < 0 ? chipPadding + 2 : chipPadding + chipMarkerSide + chipGap;
}

QRect ChipButton::crossRect() const
{
    if (!m_removable)
        return {};
    return QStyle::visualRect(
        layoutDirection(), rect(),
        QRect(width() - crossSide - 2, (height() - crossSide) / 2, crossSide, crossSide));
}

void ChipButton::setCrossHovered(bool hovered)
{
    if (hovered == m_crossHovered)
        return;
    m_crossHovered = hovered;
    update();
}

bool ChipButton::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (crossRect().contains(help->pos())) {
            QToolTip::showText(help->globalPos(), plainAsRich(crossText()), this);
            return true;
        }
        const bool isCut = sizeHint().width() > width();
        const QString tip = toolTip().isEmpty() && isCut ? text() : toolTip();
        QToolTip::showText(help->globalPos(), plainAsRich(tip), this);
        return true;
    }
    return QAbstractButton::event(event);
}

void ChipButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool hot = isEnabled() && underMouse() && !m_crossHovered;
    painter.setBrush(hot ? theme.sideHover : theme.chip);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    const auto mirrored = [this](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    if (m_marker >= 0) {
        paintMarker(&painter,
                    mirrored(QRect(chipPadding, (height() - chipMarkerSide) / 2, chipMarkerSide,
                                   chipMarkerSide)),
                    theme, m_marker, 2, isEnabled());
    }
    const int left = textLeft();
    const int end = m_removable ? crossSide + 4 : chipPadding;
    const QRect words(left, 0, width() - left - end, height());
    painter.setPen(isEnabled() ? theme.text : theme.dis);
    const Qt::Alignment side =
        layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    painter.drawText(mirrored(words), int(side | Qt::AlignAbsolute | Qt::AlignVCenter),
                     fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    if (m_removable) {
        const QRect cross = crossRect();
        const bool on = isEnabled() && m_removeRefusal.isEmpty();
        if (m_crossHovered && on) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.track);
            painter.drawEllipse(cross);
        }
        Icon::paint(&painter, QRectF(cross).adjusted(4, 4, -4, -4), u"close"_s,
                    !on                  ? theme.dis
                        : m_crossHovered ? theme.text
                                         : theme.secondaryText);
    }
}

void ChipButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && crossRect().contains(event->position().toPoint())) {
        m_crossPressed = true;
        event->accept();
        return;
    }
    QAbstractButton::mousePressEvent(event);
}

void ChipButton::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_crossPressed && event->button() == Qt::LeftButton) {
        m_crossPressed = false;
        if (crossRect().contains(event->position().toPoint()) && m_removeRefusal.isEmpty())
            Q_EMIT removeRequested();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void ChipButton::mouseMoveEvent(QMouseEvent *event)
{
    setCrossHovered(crossRect().contains(event->position().toPoint()));
    if (!m_crossPressed)
        QAbstractButton::mouseMoveEvent(event);
}

void ChipButton::leaveEvent(QEvent *event)
{
    setCrossHovered(false);
    QAbstractButton::leaveEvent(event);
}

void ChipButton::keyPressEvent(QKeyEvent *event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        if (m_removeRefusal.isEmpty())
            Q_EMIT removeRequested();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace segmentdesk
